import type { Language, Span } from "../language/language.js";
import { findNames } from "./find-names.js";

/** A word that stands for something said before the question. */
export interface LeaningWord extends Span {
  /** Whether a name can take its place: "it" of "Who leads it?", but not "there", "its" or "that". */
  readonly replaceable: boolean;
}

/** Small letters only: "Sie" is a form of address and "IT" no pronoun. */
const PRONOUN: Readonly<Record<Language, RegExp>> = {
  de: /(?<![\p{L}-])(?:er|sie|es|ihn|ihm|ihnen|ihr(?!\s+\p{Lu}))(?![\p{L}-])/gu,
  en: /(?<![\p{L}-])(?:he|she|it|they|him|them)(?![\p{L}-])/gu,
};

/** Possessives, adverbs and demonstratives; "das" and "that" only where no noun or clause of their own follows. */
const BOUND: Readonly<Record<Language, RegExp>> = {
  de: /(?<![\p{L}-])(?:(?:ihr|sein)(?:e[rsmn]?)?(?=\s+\p{Lu})|dort|davon|dafür|dazu|damit|dabei|daran|darin|darüber|dies(?:e[rsmn]?)?(?!\s+(?:Woche|Monat|Jahr))|jene[rsmn]?|(?:der|die|das|den|dem)(?=\s*(?:[?!.,]|$)|\s+(?:so|genau|denn|eigentlich|alles)(?!\p{L})))(?![\p{L}-])/gu,
  en: /(?<![\p{L}-])(?:its|his|her|their|(?<!(?:[Ii]s|[Aa]re|[Ww]as|[Ww]ere)\s)there|(?:this|these|those)(?!\s+(?:week|month|year))|(?<=\s(?:is|was|does|did|about|of)\s)that|that(?=\s*(?:[?!.]|$)))(?![\p{L}-])/gu,
};

/** Places where a pronoun stands for nothing, or for a person who is asked. */
const EMPTY: Readonly<Record<Language, RegExp>> = {
  de: /(?:gibt|gab|geht|handelt|steht)\s+es(?!\p{L})|(?<!\p{L})es\s+(?:gibt|gab|geht|handelt)|(?:können|könnten|wissen|kennen|haben|würden)\s+sie\s+(?:mir|uns|bitte|eine?n?)/giu,
  en: /(?<!\p{L})it\s+(?:takes?|is\s+(?:true|possible))|(?:does|did|will)\s+it\s+take|(?:is|was)\s+it\s+(?:true|possible|allowed|necessary)/giu,
};

const ARTICLE: Readonly<Record<Language, RegExp>> = {
  de: /(?<!\p{L})(?:der|die|das|den|dem|des|eine?[rsmn]?)\s+(?:\p{Ll}+\s+)?\p{Lu}/iu,
  en: /(?<!\p{L})(?:the|an?)\s+\p{L}/iu,
};

/**
 * Finds the first word that only the question before explains.
 *
 * A pronoun whose noun stands in the question itself is none: "Wann hat die OWL-IT ihren Betrieb aufgenommen?"
 */
export function findLeaningWord(text: string, language: Language): LeaningWord | null {
  const empty = spansOf(text, EMPTY[language]);
  const outside = ({ start, end }: Span) => !empty.some((place) => place.start < end && start < place.end);
  const words = [
    ...spansOf(text, PRONOUN[language]).map((span) => ({ ...span, replaceable: true })),
    ...spansOf(text, BOUND[language]).map((span) => ({ ...span, replaceable: false })),
  ];
  const [first] = words.filter(outside).sort((a, b) => a.start - b.start);
  if (first === undefined) return null;
  const before = text.slice(0, first.start);
  const named = findNames(before, language).some(({ isSure }) => isSure);
  return named || ARTICLE[language].test(before) ? null : first;
}

function spansOf(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map(({ 0: { length }, index }) => ({ start: index, end: index + length }));
}
