import type { Answer } from "../answers/answer.js";
import { type QuestionKind, questionType } from "../answers/headline/question-type.js";
import type { Language } from "../language/language.js";
import { type AnswerError, expectedAnswer } from "./answer-error.js";
import { type AskedIndex, createAsker } from "./asking.js";
import type { Estimate } from "./bootstrap.js";
import type { EvaluationSet } from "./datasets/evaluation-set.js";
import { estimateFigure, type Figure, meanFigure } from "./figure.js";
import { inTurn } from "./in-turn.js";
import { isSameAnswer, spanQuality } from "./span-metrics.js";
import { countQuotes, type QuoteCount } from "./verbatim-quotes.js";

const KINDS: readonly QuestionKind[] = ["when", "who", "how_many"];

/** How often a headline is given, and how good the given ones are. */
export interface HeadlineRow {
  /** A kind of question, all, or those of documents that the rules were not made on. */
  readonly group: string;
  readonly questions: number;
  readonly given: number;
  /** Share of the given ones with the right words, in [0, 1]. */
  readonly exact: number;
  /** Mean F1 of the words of the given ones, in [0, 1]. */
  readonly f1: number;
  /** Exact match and F1 over all questions, where none given counts 0. */
  readonly exactOfAll: Estimate;
  readonly f1OfAll: number;
}

/** Headlines of a set whose questions have short answers. */
export interface HeadlineFigures {
  readonly rows: readonly HeadlineRow[];
  readonly quotes: QuoteCount;
  /** The given ones with other words than expected. */
  readonly errors: readonly AnswerError[];
  /** What later runs are compared with. */
  readonly compared: readonly Figure[];
}

interface Outcome {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly question: string;
  readonly document: string;
  readonly right: readonly string[];
  readonly answer: Answer;
}

/**
 * Asks the set's questions for a date, a person or a number of the whole index.
 *
 * @param name Of the set, for the list of errors.
 * @param language Of the set's questions and documents.
 * @param tunedOn Whether the rules for headlines were made on a document.
 */
export async function measureHeadlines(
  name: string,
  set: EvaluationSet,
  language: Language,
  tunedOn: (document: string) => boolean,
  asked: AskedIndex,
): Promise<HeadlineFigures> {
  const ask = createAsker(asked);
  const outcomes: Outcome[] = [];
  const asking = set.questions.flatMap((each) => {
    const { kind } = questionType(each.question, language);
    return KINDS.includes(kind) ? [{ ...each, kind }] : [];
  });
  for await (const { id, question, kind, document, answers: right } of inTurn(asking, asked.signal)) {
    outcomes.push({ id, kind, question, document, right, answer: await ask(question) });
  }
  const row = (group: string, members: readonly Outcome[]): HeadlineRow => {
    const given = members.flatMap(({ answer: { headline }, right }) =>
      headline === null ? [] : [{ given: headline, right, language }],
    );
    const quality = spanQuality(given);
    const share = given.length / (members.length || 1);
    const exactOfAll = estimateFigure(exactFigure(members, language));
    return {
      ...{ group, questions: members.length, given: given.length, ...quality },
      ...{ exactOfAll, f1OfAll: quality.f1 * share },
    };
  };
  const of = (belongs: (outcome: Outcome) => boolean) => outcomes.filter(belongs);
  return {
    rows: [
      ...KINDS.map((kind) =>
        row(
          kind,
          of((outcome) => outcome.kind === kind),
        ),
      ),
      row("all", outcomes),
      row(
        "all, articles that neither rules nor models were made on",
        of(({ document }) => !tunedOn(document)),
      ),
    ],
    quotes: countQuotes(
      outcomes.map(({ answer }) => answer),
      (path) => asked.index.document(path),
    ),
    compared: [exactFigure(outcomes, language)],
    errors: outcomes.flatMap(({ question, right, answer: { headline } }) => {
      if (headline === null || right.some((each) => isSameAnswer(headline, each, language))) return [];
      return [{ set: name, problem: "wrong headline", question, expected: expectedAnswer(right), got: headline }];
    }),
  };
}

function exactFigure(outcomes: readonly Outcome[], language: Language): Figure {
  return meanFigure(
    "headline exact, of all questions",
    outcomes.map(({ id, document, right, answer: { headline } }) => ({
      id,
      cluster: document,
      value: Number(headline !== null && right.some((each) => isSameAnswer(headline, each, language))),
    })),
  );
}
