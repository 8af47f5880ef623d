import type { Language, Span } from "../../language/language.js";
import { firstNames } from "./first-names.js";
import {
  academicTitle,
  address,
  bodyAfter,
  bodyBefore,
  isFunctionWord,
  looksLikeGermanNoun,
  notBody,
  notLowerBody,
  particle,
  role,
} from "./name-words.js";

/** The name of a person or body in a text. */
export interface NameSpan extends Span {
  readonly kind: "person" | "organisation" | "name";
  /** Whether a first name, title, office or legal form says so; else the capitals alone do. */
  readonly certain: boolean;
}

interface Word extends Span {
  readonly text: string;
}

/** Longer runs of capitals are titles and lists, not one name; in words. */
const LONGEST_NAME = 4;

const wordPattern = /\p{L}[\p{L}\p{N}]*(?:[-'’&./]\p{L}[\p{L}\p{N}]*)*|\p{Lu}\.(?=\s\p{Lu})|\d+/gu;

/**
 * Finds names of persons and bodies: `Dr. Stefan Ostrau`, `GKD Paderborn`, `krz`, `Zweckverband X`.
 *
 * A name goes without the office before it and keeps its academic title. As every German noun has a capital, a German
 * run of capitals counts only with a first name, title, office or legal form, or if no word of it looks like a noun.
 */
export function findNames(text: string, language: Language): readonly NameSpan[] {
  const found: NameSpan[] = [];
  for (const run of capitalRuns(text)) {
    const bracketed = text[(run[0]?.start ?? 0) - 1] === "(" && text[run.at(-1)?.end ?? 0] === ")";
    if (bracketed && run.length === 1) continue;
    const name = personIn(run, text, language) ?? bodyIn(run) ?? plainName(run, text, language);
    if (name) found.push(name);
  }
  for (const match of text.matchAll(/(?<![\p{L}\p{N}.@/-])[bcdfghjklmnpqrstvwxz]{3,5}(?![\p{L}\p{N}.@/-])/gu)) {
    if (notLowerBody.has(match[0]) || text[match.index - 1] === "(") continue;
    found.push({ start: match.index, end: match.index + match[0].length, kind: "organisation", certain: true });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Runs of capitalised words that only spaces, surname particles and initials part. */
function capitalRuns(text: string): readonly (readonly Word[])[] {
  const runs: Word[][] = [];
  let run: Word[] = [];
  const close = (): void => {
    while (run.length > 0 && particle.test(run.at(-1)?.text ?? "")) run.pop();
    if (run.length > 0) runs.push(run);
    run = [];
  };
  for (const match of text.matchAll(wordPattern)) {
    const word = { text: match[0], start: match.index, end: match.index + match[0].length };
    const last = run.at(-1);
    const gap = last ? text.slice(last.end, word.start) : "";
    const joined = gap === " " || (gap === ". " && last !== undefined && isAbbreviated(last.text));
    if (last && !joined) close();
    // "New England" is a name but where "New" only opens the sentence.
    const opens = word.text === "New" && word.start > 0 ? false : isFunctionWord(word.text);
    const capital = /^\p{Lu}/u.test(word.text) && !(run.length === 0 && opens);
    if (capital || (last !== undefined && isParticle(word.text, last.text))) run.push(word);
    else close();
  }
  close();
  return runs;
}

/** "von der Heide" goes on after "von"; "Zahl der Anträge" ends before "der". */
function isParticle(word: string, previous: string): boolean {
  return /^(?:der|den)$/.test(word) ? /^(?:von|van|zu)$/.test(previous) : particle.test(word);
}

function isAbbreviated(word: string): boolean {
  return (
    academicTitle.test(word) ||
    address.test(word) ||
    /^\p{Lu}$/u.test(word) ||
    /^(?:St|Inc|Dipl|jur|med|phil)$/.test(word)
  );
}

function personIn(run: readonly Word[], text: string, language: Language): NameSpan | null {
  let announced =
    /\b(?:mayor|director|president|minister|head|chairman|chairwoman|secretary|king|emperor|architect)\s$/.test(
      text.slice(Math.max(0, (run[0]?.start ?? 0) - 14), run[0]?.start ?? 0),
    );
  let titleStart: number | null = null;
  for (const [index, word] of run.entries()) {
    if (academicTitle.test(word.text)) {
      titleStart ??= word.start;
      continue;
    }
    if (address.test(word.text) || role.test(word.text)) {
      announced = true;
      titleStart = null;
      continue;
    }
    const rest = run.slice(index);
    const known = firstNames.has(word.text.replace(/\.$/, "")) || firstNames.has(word.text.split("-")[0] ?? "");
    const surname = rest[1] !== undefined && !bodyAfter.test(rest.at(-1)?.text ?? "") && !isFunctionWord(rest[1].text);
    const named = (known && surname) || titleStart !== null || (announced && isSurname(rest, language));
    if (named && !(word.text.length > 1 && notBody.has(word.text)) && !bodyBefore.test(word.text)) {
      const end = endOfName(rest, language);
      return end === null ? null : { start: titleStart ?? word.start, end, kind: "person", certain: true };
    }
    if (titleStart !== null) return null;
    announced = false;
  }
  return null;
}

function isSurname(words: readonly Word[], language: Language): boolean {
  const [word] = words;
  if (!word || particle.test(word.text) || isFunctionWord(word.text) || /^\p{Lu}{2,}|\d/u.test(word.text)) return false;
  return language === "en" || !looksLikeGermanNoun(word.text);
}

function endOfName(words: readonly Word[], language: Language): number | null {
  let end: number | null = null;
  for (const [index, word] of words.entries()) {
    if (index > 0 && (index > 4 || (language === "de" && looksLikeGermanNoun(word.text)) || role.test(word.text)))
      break;
    if (!particle.test(word.text)) end = word.end;
  }
  return end;
}

function bodyIn(run: readonly Word[]): NameSpan | null {
  const closing = run.findLastIndex((word) => bodyAfter.test(word.text));
  if (closing > 0) return body(run.slice(0, closing + 1), run);
  const opening = run.findIndex((word) => bodyBefore.test(word.text));
  if (opening >= 0 && run[opening + 1]) return body(run.slice(opening), run);
  const acronym = run.findIndex((word) => isAcronym(word.text));
  if (acronym < 0) return null;
  const next = run[acronym + 1];
  return body(
    run.slice(acronym, acronym + (next && !looksLikeGermanNoun(next.text) && !role.test(next.text) ? 2 : 1)),
    run,
  );
}

function isAcronym(word: string): boolean {
  return /^\p{Lu}{2,}[\p{Lu}\d]*(?:[-&][\p{Lu}\d]+)*$/u.test(word) && !notBody.has(word);
}

function body(words: readonly Word[], run: readonly Word[]): NameSpan | null {
  const [first, last] = [words[0] ?? run[0], words.at(-1)];
  return first && last ? { start: first.start, end: last.end, kind: "organisation", certain: true } : null;
}

function plainName(run: readonly Word[], text: string, language: Language): NameSpan | null {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last || run.length > LONGEST_NAME) return null;
  const opensSentence = /(?:^|[.!?:]\s+["„“]?)$/.test(text.slice(0, first.start));
  if (run.length === 1 && (language === "de" || opensSentence)) return null;
  if (
    language === "de" &&
    run.some((word) => looksLikeGermanNoun(word.text) || /\p{Ll}{4}en$|^\p{Lu}{2,}-\p{Lu}\p{Ll}/u.test(word.text))
  )
    return null;
  if (
    language === "de" &&
    run.some((word) => particle.test(word.text) || isFunctionWord(word.text) || role.test(word.text))
  )
    return null;
  return { start: first.start, end: last.end, kind: "name", certain: false };
}
