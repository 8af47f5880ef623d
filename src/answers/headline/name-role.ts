import type { Span } from "../../language/language.js";
import type { EvidenceSentence } from "./headline-evidence.js";
import { role } from "./name-words.js";
import { similarity, type Word, wordsOf } from "./words.js";

/**
 * What a "who" question wants to know of the person: who did it, to whom it was done, who holds an office, or what only
 * a preposition tells ("Für wen ...?").
 */
export type NamePart = "subject" | "object" | "office" | "other";

const auxiliary =
  /^(?:hat|haben|hatte|hatten|ist|sind|war|waren|wird|wurde|wurden|werden|kann|darf|has|have|had|is|was|were|are|did|does|do|will|would)$/;

/** Tells what part the sought person plays, and the verb of the question. */
export function readWhoQuestion(question: string, sought: string | null): { part: NamePart; verb: Word | null } {
  const words = wordsOf(question);
  const asks = words.findIndex((word) => /^(?:wer|wen|wem|who|whom|welch\w*|which|what)$/.test(word.folded));
  const pronoun = words[asks]?.folded ?? "";
  const next = words[asks + 1];
  const german = /^we/.test(pronoun);
  const prepositional = german && prepositions.test(words[asks - 1]?.folded ?? "") && words[asks - 1]?.folded !== "von";
  const stranded = !german && prepositions.test(words.at(-1)?.folded ?? "");
  if (pronoun !== "" && (prepositional || stranded) && !/^(?:welch|which|what)/.test(pronoun))
    return { part: "other", verb: null };
  if (sought !== null) return { part: "office", verb: null };
  const helper = next !== undefined && auxiliary.test(next.folded);
  const object =
    /^(?:wen|wem|whom)$/.test(pronoun) || (/^who$/.test(pronoun) && /^(?:did|does|do)$/.test(next?.folded ?? ""));
  const passive = helper && /^(?:wurde|wurden|wird|werden|was|were|is|are)$/.test(next?.folded ?? "");
  const verb = helper ? (german ? words.at(-1) : words[asks + 2]) : next;
  return { part: object || passive ? "object" : "subject", verb: verb ?? null };
}

/**
 * How well a name's place in its sentence fits the part it should play, from -1 (cannot be) to 1 (says so).
 *
 * A subject stands beside its verb and after no preposition but the "von", "durch", "by" of a passive; the holder of
 * an office stands beside the word for it.
 */
export function partFit(
  sentence: EvidenceSentence,
  span: { readonly start: number; readonly end: number },
  asked: { readonly part: NamePart; readonly verb: Word | null; readonly sought: Word | null },
): number {
  const [first, last] = placeOf(sentence, span);
  const before = precedingWords(sentence, first);
  const agent = before.some((word) => /^(?:von|vom|durch|by)$/.test(word));
  if (asked.part === "other") return -1;
  if (asked.part === "office") return officeFit(sentence, first, last, asked.sought);
  const preposition = before.some((word) => prepositions.test(word)) && !agent;
  const verb = asked.verb;
  const at = verb ? sentence.words.findIndex((word) => similarity(verb, word) >= 0.8) : -1;
  if (asked.part === "object") return agent ? -0.5 : at >= 0 && Math.abs(at - last) <= 4 ? 0.3 : 0;
  if (agent) return passiveVerb(sentence) ? (at >= 0 ? 1 : 0.5) : -0.2;
  if (preposition) return -0.7;
  if (at < 0) return 0;
  const beside = at > last ? at - last : first - at;
  const gap = at > last ? between(sentence, last, at).replace(/^,\s[^,]+,(?=\s*$)/, "") : between(sentence, at, first);
  const comma = /[,;(]/.test(gap);
  if (passiveVerb(sentence)) return -0.3;
  return (beside <= 3 || gap.trim() === "") && !comma
    ? at > last || sentence.language === "de"
      ? 0.8
      : 0
    : beside <= 8 && at > last
      ? 0.3
      : 0;
}

/**
 * Whether a name is that of the person whom the question describes by an office, and so no answer: the mayor, in "Who
 * came along with the mayor of Bremen?".
 */
export function isDescribed(question: string, sentence: EvidenceSentence, span: Span): boolean {
  const [first, last] = placeOf(sentence, span);
  const offices = wordsOf(question).filter(({ text }) => role.test(text));
  return offices.some((office) => officeFit(sentence, first, last, office) === 1);
}

const deputy = /^(?:deput|stellvertret|vize|vice)/;

/** Words between a name and what makes it a deputy's: "his deputy in that role was". */
const DEPUTY_WITHIN = 5;

/** Whether a sentence names a deputy where the question asks for the holder of the office, or the other way round. */
export function isDeputy(question: string, sentence: EvidenceSentence, span: Span): boolean {
  const [first, last] = placeOf(sentence, span);
  const isNear = sentence.words.some(
    ({ folded }, index) => deputy.test(folded) && index >= first - DEPUTY_WITHIN && index <= last + DEPUTY_WITHIN,
  );
  return wordsOf(question).some(({ folded }) => deputy.test(folded)) !== isNear;
}

function placeOf(sentence: EvidenceSentence, span: { readonly start: number; readonly end: number }): [number, number] {
  return [
    sentence.words.findIndex((word) => word.end > span.start),
    sentence.words.findLastIndex((word) => word.start < span.end),
  ];
}

const prepositions =
  /^(?:in|im|an|am|auf|aus|bei|beim|mit|nach|seit|zu|zum|zur|fur|gegen|ohne|um|uber|unter|vor|neben|zwischen|des|at|on|to|for|with|from|of|against|near|about|after|before|into|under|over|like)$/;

/** The words right before a name, back over articles, offices and titles to the first other word. */
function precedingWords(sentence: EvidenceSentence, first: number): readonly string[] {
  const found: string[] = [];
  for (let index = first - 1; index >= 0 && found.length < 4; index -= 1) {
    const word = sentence.words[index];
    const gap = between(sentence, index, index + 1);
    if (!word || /[;:(]/.test(gap) || (gap.includes(",") && !role.test(word.text))) break;
    found.push(word.folded);
    if (
      !/^(?:der|die|das|den|dem|dr|prof|the|a|an|herr|herrn|frau|mr|ms|mrs)$/.test(word.folded) &&
      !role.test(word.text)
    )
      break;
  }
  return found;
}

function officeFit(sentence: EvidenceSentence, first: number, last: number, sought: Word | null): number {
  if (!sought) return 0;
  let best = -0.5;
  for (const [index, word] of sentence.words.entries()) {
    if (similarity(sought, word) < 0.8 || (index >= first && index <= last)) continue;
    const gap = index < first ? between(sentence, index, first) : between(sentence, last, index);
    const apart = index < first ? first - index : index - last;
    if (/[;(]|(?:^|\s)(?:und|and|sowie|mit|with)\s/.test(gap)) continue;
    if (apart <= 2) best = Math.max(best, 1);
    else if (apart <= 6) best = Math.max(best, 0.6);
  }
  return best;
}

/**
 * Whether a sentence tells what a body did where the question asks what was done to it.
 *
 * "Das krz und die GKD gründeten 2017 die OWL-IT" does not say when the krz itself was founded.
 */
export function tellsOfDoer(question: string, sentence: EvidenceSentence): boolean {
  const words = wordsOf(question);
  const verb = words.at(-1);
  if (!verb || !words.some((word) => /^(?:wurde|wurden|was|were)$/.test(word.folded)) || passiveVerb(sentence))
    return false;
  const at = sentence.words.findIndex((word) => similarity(verb, word) >= 0.8);
  const place = sentence.words[at];
  if (!place) return false;
  const isAsked = (span: Span): boolean => {
    const named = wordsOf(sentence.text.slice(span.start, span.end));
    return named.some((word) => words.some((other) => other.folded === word.folded));
  };
  const names = sentence.spans.filter((span) => span.type === "name");
  const asked = names.filter(isAsked);
  const askedBefore = asked.length > 0 && asked.every((span) => span.end <= place.start);
  return askedBefore && names.some((span) => span.start >= place.end && !isAsked(span));
}

function passiveVerb(sentence: EvidenceSentence): boolean {
  return sentence.words.some((word) =>
    /^(?:wurde|wurden|wird|werden|worden|was|were|been|is|are|being)$/.test(word.folded),
  );
}

function between(sentence: EvidenceSentence, left: number, right: number): string {
  return sentence.text.slice(sentence.words[left]?.end ?? 0, sentence.words[right]?.start ?? 0);
}
