import type { Language } from "./language.js";

/** Letters that lose nothing but a mark when Unicode does not decompose them. */
const SINGLE_LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  ı: "i",
  þ: "th",
};

/**
 * Brings the spellings of one word together: lower case, no accents, and for German "ae", "oe", "ue" as "ä", "ö", "ü".
 *
 * "Straße", "Strasse" and "STRASSE" give `strasse`; "für" and "fuer" give `fur`; "Café" gives `cafe`. "ue" stays after a, e and
 * q ("neue", "Bauer", "Quelle"), where it is never an umlaut and "neu" has to meet "neue".
 */
export function normaliseWord(word: string, language: Language): string {
  const plain = /^[a-z\d]*$/i.test(word) ? word.toLowerCase() : stripMarks(word);
  if (language === "en") return plain;
  return plain
    .replace(/ae/g, "a")
    .replace(/oe/g, "o")
    .replace(/(?<![aeq])ue/g, "u");
}

function stripMarks(word: string): string {
  return word
    .normalize("NFD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[ßæœøłđðıþ]/g, (letter) => SINGLE_LETTERS[letter] ?? letter);
}

/**
 * The words of a text as the compound splitter counts them, before `normaliseWord`: letters only, hyphenated words in their
 * pieces, in the order of the text.
 */
export function listWords(text: string): readonly string[] {
  return text.normalize("NFC").match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
}
