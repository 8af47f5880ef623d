import type { Language, Span } from "../../language/language.js";
import { dateCandidates } from "./date-candidates.js";
import type { ReadQuestion } from "./headline-candidate.js";
import { isPartOfAskedName } from "./headline-candidates.js";
import { type EvidenceSentence, readSentence } from "./headline-evidence.js";
import { type QuestionKind, questionType } from "./question-type.js";
import { isStopWord, wordsOf } from "./words.js";
import { writeNumber } from "./write-span.js";

/** A sentence with the part of it that the reader takes for the shortest answer. */
export interface SentenceWithSpan {
  readonly text: string;
  readonly language: Language;
  /** Probability that this sentence is the one that answers, in [0, 1]. */
  readonly focus: number;
  /** Offsets into `text`; null where the sentence was not read. */
  readonly span: (Span & { readonly probability: number }) | null;
}

/** An answer of a few words and how sure it is. */
export interface ReadHeadline {
  readonly text: string;
  /** Probability of the spans that say it, in [0, 1]. */
  readonly probability: number;
}

/** Longest headlines that are neither date nor number nor a single name, in words; other kinds have none. */
const MOST_WORDS: Readonly<Partial<Record<QuestionKind, number>>> = {
  who: 6,
  where: 6,
  how_many: 4,
  how_much: 4,
  which: 8,
};

/**
 * What the spans of the sentences say, best first: dates and numbers in the question's language, names as they stand,
 * other words only from sentences in the question's language.
 */
export function readHeadlines(
  text: string,
  language: Language,
  sentences: readonly SentenceWithSpan[],
): readonly ReadHeadline[] {
  const question = { text, language, type: questionType(text, language) };
  const found = new Map<string, number>();
  for (const [rank, sentence] of sentences.entries()) {
    if (sentence.span === null) continue;
    const headline = headlineOf(question, readSentence(question, sentence, rank), sentence.span);
    if (headline === null || repeats(question, headline)) continue;
    found.set(headline, (found.get(headline) ?? 0) + sentence.focus * sentence.span.probability);
  }
  return [...found]
    .map(([headline, probability]) => ({ text: headline, probability }))
    .sort((a, b) => b.probability - a.probability);
}

function headlineOf(question: ReadQuestion, sentence: EvidenceSentence, span: Span): string | null {
  const { kind } = question.type;
  const meets = (other: Span) => other.start < span.end && span.start < other.end;
  const written = ({ start, end }: Span) => sentence.text.slice(start, end);
  if (kind === "when") return dateCandidates(question, sentence).find(meets)?.text ?? null;
  const typed = sentence.spans.filter((each) => meets(each) && !isPartOfAskedName(question, sentence, each));
  const number = typed.find((each) => each.type === "number");
  if (number && (kind === "how_many" || kind === "how_much"))
    return writeNumber(number.number, sentence.text, sentence.language, question.language);
  const names = typed.filter(({ type }) => type === (kind === "where" ? "place" : "name"));
  const [name] = names;
  if (name && names.length === 1 && (kind === "who" || kind === "where"))
    return written(covers(name, span) ? span : name);
  const isName = typed.some((each) => (each.type === "name" || each.type === "place") && covers(each, span));
  const isShort = written(span).split(/\s+/).length <= (MOST_WORDS[kind] ?? 0);
  return isShort && (isName || sentence.language === question.language) ? written(span) : null;
}

function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether words of the question would answer it; what is sought may be named again: "Landkreis Barnim". */
function repeats(question: ReadQuestion, headline: string): boolean {
  const asked = wordsOf(question.text).filter((word) => !isStopWord(word) && word.text !== question.type.sought);
  return wordsOf(headline).some((word) => asked.some(({ folded }) => folded === word.folded));
}
