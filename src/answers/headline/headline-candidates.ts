import type { Span } from "../../language/language.js";
import { dateCandidates } from "./date-candidates.js";
import type { NumberSpan } from "./find-numbers.js";
import { type HeadlineCandidate, makeCandidate, type ReadQuestion } from "./headline-candidate.js";
import type { EvidenceSentence } from "./headline-evidence.js";
import { isDeputy, isDescribed, partFit, readWhoQuestion } from "./name-role.js";
import { role } from "./name-words.js";
import { tellsOfOtherMatter } from "./other-matter.js";
import type { UnitKind } from "./units.js";
import { isStopWord, similarity, type Word, wordsOf } from "./words.js";
import { writeNumber } from "./write-span.js";

/** The spans of one sentence that are of the kind the question asks for and not part of the question itself. */
export function headlineCandidates(question: ReadQuestion, sentence: EvidenceSentence): readonly HeadlineCandidate[] {
  if (tellsOfOtherMatter(question, sentence)) return [];
  const sought = question.type.sought === null ? null : (wordsOf(question.type.sought)[0] ?? null);
  switch (question.type.kind) {
    case "when":
      return dateCandidates(question, sentence);
    case "how_many":
      return countCandidates(question, sentence, sought);
    case "how_much":
      return amountCandidates(question, sentence);
    case "who":
      return nameCandidates(question, sentence, sought, ["person", "organisation", "name"]);
    case "where":
      return placeCandidates(question, sentence, sought);
    case "which":
      return whichCandidates(question, sentence, sought);
    default:
      return [];
  }
}

/** Numbers whose counted noun is the sought one; else such as count nothing, if the sentence names what is sought. */
function countCandidates(
  question: ReadQuestion,
  sentence: EvidenceSentence,
  sought: Word | null,
): readonly HeadlineCandidate[] {
  const asked = new Set(wordsOf(question.text).map((word) => word.folded));
  const soughtInSentence = sought !== null && sentence.words.some((word) => similarity(sought, word) >= 0.8);
  return sentence.spans.flatMap((span) => {
    if (span.type !== "number" || asked.has(sentence.text.slice(span.start, span.end).toLowerCase())) return [];
    const fit = sought ? countedFit(span.number.counted, sought) : 0;
    if (fit === 0 && !(soughtInSentence && countsNothing(span.number))) return [];
    const number = { ...span.number, unit: null, unitEnd: span.number.end };
    const text = writeNumber(number, sentence.text, sentence.language, question.language);
    const multiple = sought && multipleOf(span.number.counted, sought);
    return [makeCandidate(sentence, span, multiple ? `${text} ${multiple}` : text, fit)];
  });
}

/** "Gigatonnen" where tonnes are asked for: the number alone would be wrong. */
function multipleOf(counted: readonly string[], sought: Word): string | null {
  const noun = counted[0] ?? "";
  const prefix = /^(?:tera|giga|mega|kilo|milli|quadrat|kubik|square|cubic)/i.exec(noun)?.[0];
  return prefix === undefined || sought.folded.startsWith(prefix.toLowerCase()) ? null : noun;
}

/** 1 where the counted noun is the sought one; an adjective or "der insgesamt" may stand between. */
function countedFit(counted: readonly string[], sought: Word): number {
  for (const [index, text] of counted.entries()) {
    const word = wordsOf(text)[0];
    if (word && similarity(sought, word) >= 0.8) return 1 - index * 0.1;
    if (/^\p{Lu}/u.test(text) && index > 0) break;
  }
  return 0;
}

/** Whether a number stands alone, as in "Die Zahl der Mitglieder stieg auf 52." */
function countsNothing(number: NumberSpan): boolean {
  if (number.unit || !Number.isInteger(number.value)) return false;
  const next = wordsOf(number.counted[0] ?? "")[0];
  return next === undefined || next.folded.length < 3 || isStopWord(next);
}

function amountCandidates(question: ReadQuestion, sentence: EvidenceSentence): readonly HeadlineCandidate[] {
  const kinds = wantedUnits(question);
  return sentence.spans.flatMap((span) => {
    if (span.type !== "number" || !span.number.unit || !kinds.includes(span.number.unit.kind)) return [];
    return [
      makeCandidate(sentence, span, writeNumber(span.number, sentence.text, sentence.language, question.language), 0.6),
    ];
  });
}

const moneyWord =
  /geld|euro|kost|preis|teuer|gebühr|umsatz|haushalt|invest|betrag|beitrag|money|cost|price|expensive|fee|revenue|budget|paid|pay/;

/** Units that an answer may have; empty where the question does not tell. */
function wantedUnits(question: ReadQuestion): readonly UnitKind[] {
  const text = question.text.toLowerCase();
  const sought = question.type.sought?.toLowerCase() ?? "";
  if (/prozent|anteil|percent|proportion|share/.test(text)) return ["percent"];
  if (moneyWord.test(text)) return ["money"];
  if (/^(?:lang|lange|dauer|long|zeit|time)$/.test(sought)) return ["duration"];
  if (/^(?:groß|gross|large|big)$/.test(sought)) return ["area", "data"];
  if (/^(?:weit|far|breit|wide|tief|deep|tall)$/.test(sought)) return ["length"];
  if (/^(?:schwer)$/.test(sought)) return ["weight"];
  if (/^(?:schnell|fast)$/.test(sought)) return ["data"];
  return [];
}

/** Names that the question does not hold itself; `fit` is how well they play the part that is asked for. */
function nameCandidates(
  question: ReadQuestion,
  sentence: EvidenceSentence,
  sought: Word | null,
  kinds: readonly string[],
): readonly HeadlineCandidate[] {
  const asked = wordsOf(question.text);
  const { part, verb } = readWhoQuestion(question.text, sought?.text ?? null);
  const alone = sentence.spans.filter((span) => span.type === "name" && span.kind === "person").length === 1;
  return sentence.spans.flatMap((span) => {
    if (span.type !== "name" || !kinds.includes(span.kind)) return [];
    // Offices are held by persons.
    if (part === "office" && span.kind === "organisation" && sought && role.test(sought.text)) return [];
    if (isDeputy(question.text, sentence, span) || (part !== "office" && isDescribed(question.text, sentence, span)))
      return [];
    if (span.kind === "name" && isPlace(sentence, span)) return [];
    const text = sentence.text.slice(span.start, span.end);
    const named = wordsOf(text).filter((word) => !isStopWord(word));
    if (named.some((word) => asked.some((other) => other.folded === word.folded))) return [];
    const fit = partFit(sentence, span, { part, verb, sought });
    if (fit <= -0.7) return [];
    const bonus = (span.certain ? 0 : -0.2) + (alone && span.kind === "person" && fit >= 0 ? 0.2 : 0);
    return [makeCandidate(sentence, span, text, fit + bonus)];
  });
}

function isPlace(sentence: EvidenceSentence, span: Span): boolean {
  return sentence.spans.some(
    (other) => other.type === "place" && other.certain && other.start <= span.start && other.end >= span.end,
  );
}

/** Places that the question does not hold itself, best those that are called what is sought. */
function placeCandidates(
  question: ReadQuestion,
  sentence: EvidenceSentence,
  sought: Word | null,
): readonly HeadlineCandidate[] {
  const asked = wordsOf(question.text);
  return sentence.spans.flatMap((span) => {
    if (span.type !== "place") return [];
    const text = sentence.text.slice(span.start, span.end);
    if (wordsOf(text).some((word) => asked.some((other) => similarity(word, other) >= 0.7))) return [];
    if (isPartOfAskedName(question, sentence, span)) return [];
    if (sought && isCalled(sentence, span, sought)) return [makeCandidate(sentence, span, text, 1)];
    if (sought && exactPlace.test(sought.folded)) return [];
    // "Niemegk und Bad Belzig liegen ...": what is told of the one asked about is told of the other.
    const before = /(\p{L}+)(?:,|\s(?:und|and))\s(?:\p{L}+\s)?$/u.exec(sentence.text.slice(0, span.start))?.[1];
    if (wordsOf(before ?? "").some((word) => asked.some((other) => other.folded === word.folded))) return [];
    return [makeCandidate(sentence, span, text, span.certain ? 0.6 : 0.2)];
  });
}

/** "Paderborn" in "GKD Paderborn" is no place that is told where the question is about the GKD. */
export function isPartOfAskedName(question: ReadQuestion, sentence: EvidenceSentence, span: Span): boolean {
  const asked = wordsOf(question.text).filter((word) => !isStopWord(word) && word.text !== question.type.sought);
  return sentence.spans.some(
    (name) =>
      name.type === "name" &&
      name.start <= span.start &&
      span.end <= name.end &&
      wordsOf(sentence.text.slice(name.start, name.end)).some((word) =>
        asked.some(({ folded }) => folded === word.folded),
      ),
  );
}

/** Places of these kinds are called so where they are named. */
const exactPlace =
  /^(?:strasse|street|gebaude|building|ortsteil|stadtteil|landkreis|kreis|district|county|standort(?:en)?)$/;

/** "Ortsteil Merzdorf", or "Merzdorf, einem Ortsteil von ...". */
function isCalled(sentence: EvidenceSentence, span: Span, sought: Word): boolean {
  const before = sentence.words.findLast((word) => word.end <= span.start);
  const after = /^,\s(?:ein\p{L}*|de[rmn]|die|das|an?|the)\s([\p{L}-]+)/u.exec(sentence.text.slice(span.end))?.[1];
  return [before, wordsOf(after ?? "")[0]].some((word) => word !== undefined && similarity(word, sought) >= 0.8);
}

/** "Welcher Politiker ...?" asks for a person, "Welche Firma ...?" for a body, "Welche Stadt ...?" for a place; no more. */
function whichCandidates(
  question: ReadQuestion,
  sentence: EvidenceSentence,
  sought: Word | null,
): readonly HeadlineCandidate[] {
  if (!sought) return [];
  if (personWord.test(sought.folded)) return nameCandidates(question, sentence, null, ["person", "name"]);
  if (bodyWord.test(sought.folded)) return nameCandidates(question, sentence, null, ["organisation", "name"]);
  return placeWord.test(sought.folded) ? placeCandidates(question, sentence, sought) : [];
}

const personWord =
  /^(?:person|spieler|player|forscher|politiker|burgermeister|landrat|minister|mayor|researcher|author|autor|actor|actress|schauspieler|kunstler|artist|geschaftsfuhrer|director|manager|redner|speaker|dichter|poet|architekt|architect)/;
const bodyWord =
  /^(?:unternehm|firma|company|organisation|organization|verband|association|behorde|authority|dienstleister|provider)/;
const placeWord =
  /^(?:stadt|stadtteil|ortsteil|city|town|ort|land|landkreis|kreis|country|district|county|gemeinde|municipality)$/;
