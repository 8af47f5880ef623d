import type { AnswerTrace, QuestionTrace } from "../answers/answer-question.js";
import { locateQuote } from "../answers/check-quotes.js";
import type { Span } from "../language/language.js";

/** A stage at which a passage can be lost, in the order of the work. */
export type Stage =
  | "index"
  | "search"
  | "fusion"
  | "evidence"
  | "quoting"
  | "confidence"
  | "quote check"
  | "tidying"
  | "asking back"
  | "passages"
  | "writing";

/** Where an expected passage was lost. */
export interface Loss {
  /** Null where it is quoted. */
  readonly lostAt: Stage | null;
  /** One for each stage up to that one. */
  readonly stages: readonly StageNote[];
}

/** What became of a passage at a stage, in one sentence. */
export interface StageNote {
  readonly stage: Stage;
  readonly passed: boolean;
  readonly note: string;
}

/** A place in a stored document. */
interface Place extends Span {
  readonly document: string;
}

/**
 * Follows an expected passage through the stages of an answer; where it stands in several places, one is enough.
 *
 * What a language model wrote does not come from the quotes: the passages that it was given count instead of them.
 *
 * @param expected Path of a document of the index, any place of which will do; else words that a document holds.
 */
export function traceExpected(
  trace: QuestionTrace,
  expected: string,
): { readonly places: readonly Place[]; readonly loss: Loss } {
  const places = findPlaces(trace.chosen, expected);
  const stages: StageNote[] = [];
  const checks = trace.answer.generated === undefined ? [FIRST, ...QUOTING] : [FIRST, ...WRITING];
  for (const [stage, check] of checks) {
    const result = check(trace.chosen, places, trace);
    stages.push({ stage, ...result });
    if (!result.passed) return { places, loss: { lostAt: stage, stages } };
  }
  return { places, loss: { lostAt: null, stages } };
}

function findPlaces({ index }: AnswerTrace, expected: string): Place[] {
  const named = index.document(expected.normalize("NFC"));
  if (named !== undefined) return [{ document: named.path, start: 0, end: named.text.length }];
  return index.documents().flatMap(({ path }) => {
    const span = locateQuote(index.document(path)?.text ?? "", expected);
    return span === null ? [] : [{ document: path, ...span }];
  });
}

type Check = readonly [
  Stage,
  (trace: AnswerTrace, places: readonly Place[], whole: QuestionTrace) => Omit<StageNote, "stage">,
];

/** Whether the passage can be found at all. */
const FIRST: Check = [
  "index",
  ({ request }, places) => {
    const within = request.document;
    const inScope = places.filter(({ document }) => within === undefined || document === within);
    if (places.length === 0) return { passed: false, note: "No document of the index holds it." };
    if (inScope.length === 0) return { passed: false, note: `It is not in ${within}, the only document searched.` };
    return { passed: true, note: `It stands in ${places.map(({ document }) => document).join(", ")}.` };
  },
];

/** Whether the passage got through each stage of an answer by quotes, and how. */
const QUOTING: readonly Check[] = [
  [
    "search",
    (trace, places) => {
      const { lists } = trace.retrieval;
      const chunks = chunksOf(trace, places);
      const rankIn = (list: readonly { readonly id: number }[]) => list.findIndex(({ id }) => chunks.has(id)) + 1;
      const found = lists.candidates.some(({ id }) => chunks.has(id));
      const [vector, keyword, alias] = [lists.vectors, lists.keywords, lists.aliases].map(rankIn);
      const ranks = [
        [vector, "by meaning"],
        [keyword, "by words"],
        [alias, "by other names"],
      ] as const;
      const held = ranks.flatMap(([rank, how]) => (rank ? [`place ${rank} ${how}`] : []));
      if (!found) return { passed: false, note: "No list holds its chunk." };
      return {
        passed: true,
        note: held.length > 0 ? `Found: ${held.join(", ")}.` : "All chunks of its document are candidates.",
      };
    },
  ],
  [
    "fusion",
    (trace, places) => {
      const { candidates } = trace.retrieval.lists;
      const chunks = chunksOf(trace, places);
      const own = candidates.filter(({ id }) => chunks.has(id));
      const best = own.find(({ outcome }) => outcome === "returned") ?? own[0];
      if (best === undefined) return { passed: false, note: "It is no candidate." };
      const rank = candidates.indexOf(best) + 1;
      const place = `place ${rank} of ${candidates.length}, score ${best.score.toFixed(3)}`;
      if (best.outcome === "returned") return { passed: true, note: `Fused: ${place}.` };
      const why = best.outcome === "document limit" ? "its document has better chunks" : "too many chunks are better";
      return { passed: false, note: `Fused: ${place}, left out: ${why}.` };
    },
  ],
  [
    "evidence",
    ({ evidence }, places) => {
      const own = evidence.judged.filter(({ chunk, span }) => touches(places, chunk.document.path, span));
      const quoted = new Set(evidence.passages.flatMap(({ sentences }) => sentences));
      const best = own.find((each) => evidence.chosen.includes(each) || quoted.has(each)) ?? own[0];
      if (best === undefined) return { passed: false, note: "None of its sentences was judged." };
      const rank = evidence.judged.indexOf(best) + 1;
      const figures = `focus ${best.focus.toFixed(3)}, probability ${best.probability.toFixed(3)}`;
      const place = `sentence ${rank} of ${evidence.judged.length}, ${figures}`;
      if (evidence.chosen.includes(best)) return { passed: true, note: `Chosen: ${place}.` };
      if (quoted.has(best)) return { passed: true, note: `Quoted with its neighbours: ${place}.` };
      return { passed: false, note: `Not chosen: ${place}${best.isHeading ? ", a heading" : ""}.` };
    },
  ],
  [
    "quoting",
    ({ evidence }, places) => {
      const place = evidence.passages.findIndex(({ chunk, span }) => touches(places, chunk.document.path, span)) + 1;
      if (place > 0) return { passed: true, note: `Passage ${place} of ${evidence.passages.length}.` };
      const { text } = evidence.headline;
      const others = text === null ? "enough others are quoted before it" : `others prove the headline "${text}"`;
      return { passed: false, note: `Left out: ${others}.` };
    },
  ],
  [
    "confidence",
    ({ evidence: { confidence, confidenceModel, status } }) => {
      const passed = status !== "not_found";
      const figure = confidence.toFixed(3);
      const bar = confidenceModel.partialFrom.toFixed(3);
      return { passed, note: passed ? `${figure} gives ${status}.` : `Refused: ${figure} is below ${bar}.` };
    },
  ],
  [
    "quote check",
    ({ verbatim }, places) => {
      const passed = verbatim.some(isAt(places));
      return { passed, note: passed ? "Verbatim." : "The quote is not what the document holds." };
    },
  ],
  [
    "tidying",
    ({ answer }, places) => {
      const passed = answer.citations.some(isAt(places));
      return { passed, note: passed ? "Quoted." : "Left out: others say the same, or its document is quoted enough." };
    },
  ],
  [
    "asking back",
    (_, __, { answer }) => {
      const passed = answer.status !== "clarify";
      return { passed, note: passed ? "The quotes are the answer." : "The person is asked which is meant." };
    },
  ],
];

/** Whether the passage got into an answer that a language model wrote. */
const WRITING: readonly Check[] = [
  [
    "passages",
    (_, places, { passages, answer }) => {
      const all = passages ?? [];
      const given = all.findIndex(({ chunk }) => touches(places, chunk.document, chunk)) + 1;
      if (given === 0)
        return { passed: false, note: `None of the ${all.length} given to ${answer.generator} holds it.` };
      return { passed: true, note: `Passage ${given} of ${all.length} given to ${answer.generator}.` };
    },
  ],
  [
    "writing",
    (_, places, { answer }) => {
      const passed = answer.citations.some(isAt(places));
      return { passed, note: `${answer.generator} quotes ${passed ? "it" : "other places"}.` };
    },
  ],
];

function isAt(places: readonly Place[]): (place: Place) => boolean {
  return ({ document, start, end }) => touches(places, document, { start, end });
}

/** Numbers of the chunks that hold a part of a place. */
function chunksOf({ index }: AnswerTrace, places: readonly Place[]): ReadonlySet<number> {
  return new Set(
    places.flatMap((place) =>
      index.chunksOf(place.document).filter((id) => touches([place], place.document, index.chunk(id).chunk)),
    ),
  );
}

/** Whether a span of a document has something of one of the places. */
export function touches(places: readonly Place[], document: string, { start, end }: Span): boolean {
  return places.some((place) => place.document === document && start < place.end && end > place.start);
}
