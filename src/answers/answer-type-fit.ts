import type { QuestionKind } from "./headline/question-type.js";

const MONTH = /\b(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)\p{L}*\b/iu;
const WEEKDAY =
  /\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b/iu;
const CLOCK = /\d{1,2}:\d\d|\d\s?(?:Uhr|[ap]\.?m)\b/iu;
const DATE = new RegExp(
  `\\b(?:1[6-9]|20)\\d\\d\\b|\\b\\d{1,2}\\.\\s?(?:\\d{1,2}\\.|${MONTH.source})|${WEEKDAY.source}|${CLOCK.source}`,
  "iu",
);
const NUMBER =
  /\d|\b(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert|tausend|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|beide|both)\p{L}*\b/iu;
const NAME =
  /\p{Lu}[\p{Ll}.-]+ (?:(?:von|van|de|zu) )?\p{Lu}\p{Ll}+|\b(?:GmbH|AG|krz|GKD|Verband\p{L}*|Zweckverband\p{L}*|association|office|company)\b/u;
const PLACE =
  /\b(?:in|im|am|an|aus|bei|nach|from|at|near|to) (?:der |dem |den |the )?\p{Lu}\p{Ll}+|\b(?:Standort|Ort|Stadt|Sitz|Straße|site|seat|city|town|district)\p{L}*\b/u;
const REASON =
  /\b(?:weil|denn|da|wegen|um|damit|Gr[uü]nde?n?|aufgrund|deshalb|daher|dadurch|sodass|Ziel|Zweck|soll(?:en)?|because|due|since|so that|in order|reasons?|aims?|goals?|purpose|to)\b/iu;

/** What a sentence must hold to answer a question of a kind; kinds that any sentence may answer are not listed. */
const SIGNS: Readonly<Partial<Record<QuestionKind, RegExp>>> = {
  when: DATE,
  who: NAME,
  where: PLACE,
  how_many: NUMBER,
  how_much: NUMBER,
  why: REASON,
};

/**
 * Whether a sentence holds something of the kind that the question asks for: a quick sign, no proof.
 *
 * @returns 1 if it does, -1 if it does not, 0 for kinds of questions without such a sign.
 */
export function answerTypeFit(kind: QuestionKind, sentence: string): number {
  const sign = SIGNS[kind];
  if (sign === undefined) return 0;
  return sign.test(sentence) ? 1 : -1;
}

/** Whether questions of this kind are answered by one place of a text rather than by a passage. */
export function asksForFact(kind: QuestionKind): boolean {
  return ["when", "who", "where", "how_many", "how_much", "which"].includes(kind);
}
