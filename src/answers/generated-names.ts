import type { Language } from "../language/language.js";
import { normaliseWord } from "../language/normalise.js";
import { STOP_WORDS } from "../language/stop-words.js";
import type { WordSet } from "./statement-evidence.js";

/**
 * Lists the names of a claim that its evidence does not have.
 *
 * A name is a word with capitals inside or figures ("OWL-IT", "Windows11"), and a word with a first capital unless it
 * certainly is a mere noun: German ones behind an article, a number or the like ("die neue Leitung"), and those whose
 * ending no name has. In doubt a noun counts as a name: a claim is rather lost than wrong.
 *
 * @returns As written in the claim, each once.
 */
export function missingNames(claim: string, language: Language, evidence: WordSet): readonly string[] {
  const text = claim.normalize("NFC");
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ word, before: text.slice(0, index) }));
  const missing = words.flatMap(({ word, before }, index) => {
    const next = words[index + 1]?.word ?? "";
    return nameParts(word, before, next, language).filter((part) => !evidence.has(part));
  });
  return [...new Set(missing)];
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-‐‑&/.'’][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

const CAPITAL = /^\p{Lu}/u;

/** Capitals inside, or letters and figures. */
const SURE = /\p{Lu}.*\p{Lu}|^(?=.*\p{L})(?=.*\p{N})/u;

/** The parts of a word that must be in the evidence; of a joined word those that look like names themselves. */
function nameParts(word: string, before: string, next: string, language: Language): readonly string[] {
  const bare = word.replace(/['’]s?$/u, "");
  const parts = bare.split(/[-‐‑&/]/u).filter((part) => part !== "");
  if (parts.length > 1) return parts.filter((part) => SURE.test(part));
  if (SURE.test(bare)) return ORDINAL.test(bare) ? [] : [bare];
  return CAPITAL.test(bare) && !isNoun(bare, before, next, language) ? [bare] : [];
}

/** "15th": a number, and looked after as such. */
const ORDINAL = /^\d+(?:st|nd|rd|th|er)$/i;

/** Endings of nouns that are no names. */
const NOUN_ENDING: Readonly<Record<Language, RegExp>> = {
  de: /(?:ung|heit|keit|schaft|tion|ität|ismus|nis|ment|ling)(?:en|e|s|es|se|sen)?$|innen$/u,
  en: /(?:tion|ment|ness|ity|ship|ance|ence|ing|ees?|ers|ies|ants|ents)s?$/u,
};

/** Nouns and openings of sentences that need no proof, normalised. */
const PLAIN: Readonly<Record<Language, ReadonlySet<string>>> = {
  de: wordSet(
    `burger personen person menschen mitarbeiter kunden nutzer antragsteller kommunen stadte gemeinden unternehmen
    beschaftigte uhr euro prozent herr frau ja nein januar februar marz april mai juni juli august september oktober
    november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
    laut derzeit kunftig insgesamt zudem ausserdem ferner heute damals zunachst zuletzt spater fruher grundsatzlich
    mindestens hochstens etwa rund gut fast neben dank falls sofern ausgenommen moglich zustandig verantwortlich
    nicht kein keine keinen keiner keinem niemand`,
    "de",
  ),
  en: wordSet(
    `people staff citizens residents employees municipalities towns cities yes no not none nobody mr mrs ms january
    february march april may june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday since however therefore also additionally moreover furthermore currently today later earlier
    now then until according whoever anyone everyone someone nothing never`,
    "en",
  ),
};

/** Behind one of these, and adjectives in between, German has a noun. */
const DETERMINER: Readonly<Record<Language, RegExp>> = {
  de: /(?:^|[^\p{L}])(?:d(?:er|ie|as|en|em|es)|(?:k?ein|dies|jen|jed|welch|solch|mein|dein|sein|ihr|unser|eu(?:e)?r|all|viel|wenig|einig|mehrer|manch|beid)(?:e[rsmn]?)?|zu[mr]|[ia]m|ins|ans|vom|beim|fürs|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?!(?:19|20)\d\d\s)\d[\d.,]*)\s+(?:(?!(?:neben|unter|über|hinter|gegen|wegen|oder|aber)\s)\p{Ll}+e[nrsm]?\s+){0,2}$/iu,
  en: /(?:^|[^\p{L}])(?:the|an?|its?|their|his|her|this|that|these|those)\s+$/iu,
};

function isNoun(word: string, before: string, next: string, language: Language): boolean {
  const normal = normaliseWord(word, language);
  if (PLAIN[language].has(normal) || STOP_WORDS[language].has(normal)) return true;
  if (NOUN_ENDING[language].test(word)) return true;
  const isFirst = /(?:^|[.!?:]["“”»«)]*\s+|^["„“»«(]+)$/u.test(before);
  if (language === "en") {
    if (isFirst) return /(?:s|ly|ed)$/.test(word) && !CAPITAL.test(next);
    return DETERMINER.en.test(before) && !CAPITAL.test(next);
  }
  // "Lemgoer Verwaltung": the name is in the adjective.
  if (/er$/.test(word) && CAPITAL.test(next)) return false;
  if (isFirst && /e[nrsm]?$/.test(word) && CAPITAL.test(next)) return true;
  return DETERMINER.de.test(before);
}

function wordSet(list: string, language: Language): ReadonlySet<string> {
  return new Set(list.split(/\s+/).map((word) => normaliseWord(word, language)));
}
