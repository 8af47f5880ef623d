import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../src/answers/answer.js";
import {
  type AnsweringOptions,
  type AnswerTrace,
  answerQuestion,
  type QuestionTrace,
} from "../../src/answers/answer-question.js";
import { cite } from "../../src/answers/cite.js";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { type Explanation, explainAnswer } from "../../src/explain/explanation.js";
import { renderExplanation } from "../../src/explain/render-explanation.js";
import { buildIndex } from "../../src/indexing/build-index.js";
import type { Reader } from "../../src/reading/reader.js";
import { type Calibration, readCalibration } from "../../src/retrieval/calibration.js";
import { createRetriever } from "../../src/retrieval/retriever.js";
import { openSearchIndex, type SearchIndex } from "../../src/search-index/search-index.js";
import { openReader } from "../helpers/open-reader.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();
const OPENED = "Das Hafenmuseum wurde am 3. Mai 2015 eröffnet.";
const QUESTION = "Wann wurde das Hafenmuseum eröffnet?";
const calibration = readCalibration("embeddings/calibration.json");
let reader: Reader;
let embedder: Embedder;
let index: SearchIndex;

beforeAll(async () => {
  const directory = await temporaryDirectory();
  const corpus = join(directory, "corpus");
  await mkdir(corpus);
  const documents = {
    "hafen.md": `# Das Hafenmuseum\n\n${OPENED} Es zeigt alte Kräne und Schiffe.\n`,
    "amt.md": "# Das Bürgeramt\n\nDas Bürgeramt stellt Personalausweise aus.\n",
    "bad.md": "# Das Freibad\n\nDas Freibad ist von Mai bis September geöffnet.\n",
  };
  for (const [name, text] of Object.entries(documents)) await writeFile(join(corpus, name), text);
  embedder = await createTransformersEmbedder({ modelDir: "embeddings/model" });
  reader = await openReader(embedder);
  const indexDir = join(directory, "index");
  await buildIndex({
    folders: [{ directory: corpus, audience: "citizen" }],
    indexDir,
    embedder,
    openPool: () => Promise.reject(new Error("too few texts for a pool")),
    centring: { prior: calibration.centring.passageMean, priorWeight: 50, share: 1 },
  });
  index = await openSearchIndex(indexDir, "citizen", embedder.id);
});
afterAll(async () => {
  index.close();
  await embedder.close();
});

interface Asked {
  readonly expected?: string;
  readonly calibration?: Calibration;
  readonly document?: string;
  readonly change?: (trace: AnswerTrace) => AnswerTrace;
  /** What became of the question beside the look-up. Default: its quotes were given. */
  readonly given?: (trace: AnswerTrace) => Partial<QuestionTrace>;
}

async function explain(question: string, asked: Asked = {}): Promise<{ answer: Answer; explanation: Explanation }> {
  const { expected = null, change = (trace) => trace, given = () => ({}), document } = asked;
  const used = asked.calibration ?? calibration;
  const traces: AnswerTrace[] = [];
  const answering: AnsweringOptions = {
    ...{ index, reader, calibration: used, contact: null },
    retriever: createRetriever({ index, embedder, calibration: used }),
    onTrace: (trace) => void traces.push(trace),
  };
  const answer = await answerQuestion({ question, searchedFor: question, language: "de", document }, answering);
  const [trace] = traces;
  if (trace === undefined || traces.length > 1) throw new Error(`${traces.length} traces instead of one`);
  const chosen = change(trace);
  const whole: QuestionTrace = { answer: chosen.answer, chosen, lookups: [chosen], passages: null, ...given(chosen) };
  return { answer, explanation: explainAnswer(whole, expected) };
}

/** A language model wrote of the Bürgeramt. */
function written(trace: AnswerTrace): Partial<QuestionTrace> {
  const [id = -1] = index.chunksOf("amt.md");
  const passage = { ...index.chunk(id), score: 1, similarity: 1 };
  const { answer } = trace;
  return {
    passages: [passage],
    answer: {
      ...{ ...answer, status: "partial", headline: null, generator: "tiny" },
      citations: [cite(passage, passage.chunk, 1, "g")],
      ms: { ...answer.ms, answer: answer.ms.answer + 40, total: answer.ms.total + 40 },
      generated: {
        ...{ prompts: [], tokens: null, missing: [], translations: [] },
        claims: { written: 3, repaired: 1, dropped: 1 },
      },
    },
  };
}

/** The answer quotes nothing. */
function without(trace: AnswerTrace): AnswerTrace {
  return { ...trace, answer: { ...trace.answer, citations: [] } };
}

/** Answers everything from 0, nothing from above 1. */
function answeringFrom(least: number): Calibration {
  const corpus = { ...calibration.confidence.corpus, answeredFrom: least, partialFrom: least };
  return { ...calibration, confidence: { ...calibration.confidence, corpus } };
}

describe("an explanation", () => {
  it("says of every stage what the answer came from", async () => {
    const { answer, explanation } = await explain(QUESTION, { calibration: answeringFrom(0) });
    expect(explanation).toMatchObject({ searchedFor: QUESTION, language: "de", status: answer.status });
    expect(explanation.confidence.value).toBe(answer.confidence);
    expect(explanation.headline).toMatchObject({ kind: "when", shown: answer.headline, text: "3. Mai 2015" });
    expect(explanation.headline.candidates[0]).toMatchObject({ text: "3. Mai 2015" });
    expect(explanation.candidates[0]).toMatchObject({ document: "hafen.md", rank: 1, vectorRank: 1, keywordRank: 1 });
    const quoted = explanation.sentences.filter(({ outcome }) => outcome === "quoted");
    expect(quoted.map(({ text }) => text)).toContain(OPENED);
    expect(explanation.quotes).toEqual({ made: 1, verbatim: 1, tidied: 1 });
    expect(explanation).toMatchObject({ otherLookups: [], writing: null, ms: answer.ms });
  });

  it("says which words of a sentence the reader takes for the shortest answer, and how surely", async () => {
    const { explanation } = await explain(QUESTION, { calibration: answeringFrom(0) });
    const opened = explanation.sentences.find(({ text }) => text === OPENED);
    const at = (opened?.start ?? 0) + OPENED.indexOf("3. Mai 2015");
    expect(opened?.shortest).toMatchObject({ text: "3. Mai 2015", start: at, end: at + "3. Mai 2015".length });
    const probability = opened?.shortest?.probability ?? 0;
    expect(probability).toBeGreaterThan(0.5);
    expect(probability).toBeLessThanOrEqual(1);
    expect(renderExplanation(explanation)).toContain(
      `\n     shortest answer by the reader, probability ${probability.toFixed(3)}: 3. Mai 2015\n`,
    );
    const unread = (trace: AnswerTrace): AnswerTrace => {
      const judged = trace.evidence.judged.map((sentence) => ({ ...sentence, answer: null }));
      return { ...trace, evidence: { ...trace.evidence, judged } };
    };
    const { explanation: without } = await explain(QUESTION, { calibration: answeringFrom(0), change: unread });
    expect(without.sentences.map(({ shortest }) => shortest)).toEqual(without.sentences.map(() => null));
    expect(renderExplanation(without)).not.toContain("shortest answer");
  });

  it("tells known from unknown terms", async () => {
    const { explanation } = await explain("Wann wurde das Zebrahaus eröffnet?");
    const isKnown = (word: string) => explanation.terms.some(({ surface, known }) => surface === word && known);
    expect(isKnown("Zebrahaus")).toBe(false);
    expect(isKnown("eröffnet")).toBe(true);
  });

  it("tells a quote that says what another one says from one that is not verbatim", async () => {
    const change = (trace: AnswerTrace): AnswerTrace => {
      const twice = [...trace.made, ...trace.made];
      return { ...trace, made: [...twice, ...trace.made], verbatim: twice };
    };
    const { explanation } = await explain(QUESTION, { calibration: answeringFrom(0), change });
    expect(explanation.quotes).toEqual({ made: 3, verbatim: 2, tidied: 1 });
    expect(renderExplanation(explanation)).toContain("quote check: 2 of 3 quotes verbatim, 1 after tidying");
  });

  it("says what a language model wrote, and from what, beside what the quotes alone gave", async () => {
    const { answer, explanation } = await explain(QUESTION, {
      ...{ calibration: answeringFrom(0), expected: "amt.md", given: written },
    });
    expect(explanation).toMatchObject({
      ...{ quotesStatus: "answered", status: "partial", generator: "tiny", ms: answer.ms },
      writing: { passages: 1, claims: { written: 3, repaired: 1, dropped: 1 }, ms: 40 },
      headline: { text: "3. Mai 2015", shown: null },
      expected: { lostAt: null, stages: [{ stage: "index" }, { stage: "passages" }, { stage: "writing" }] },
    });
    expect(explanation.sentences.find(({ text }) => text === OPENED)?.outcome).toBe("chosen, not quoted");
    const text = renderExplanation(explanation);
    expect(text).toContain('"3. Mai 2015" is not shown: a language model wrote the answer');
    expect(text).toContain("\nanswered by quotes: confidence");
    expect(text.replaceAll(/\s+/g, " ")).toContain(
      "given: partial by tiny, written from 1 passages in 40.0 ms: 3 claims, of which 1 passed after a correction and 1 never",
    );
  });

  it("says that a language model was asked in vain", async () => {
    const { explanation } = await explain(QUESTION, { given: () => ({ passages: [] }) });
    expect(explanation.writing).toEqual({ passages: 0, claims: null, ms: 0 });
    expect(renderExplanation(explanation)).toContain(
      "asked in vain to write from 0 passages, for 0.0 ms; the quotes are given",
    );
  });

  it("names the other questions that were looked up, and that the person was asked back", async () => {
    const given = (chosen: AnswerTrace): Partial<QuestionTrace> => {
      const other: AnswerTrace = { ...chosen, answer: { ...chosen.answer, searchedFor: "Wann?", confidence: 0.25 } };
      const answer: Answer = { ...chosen.answer, status: "clarify", headline: null, citations: [], confidence: 0 };
      return { answer, lookups: [chosen, other] };
    };
    const { answer, explanation } = await explain(QUESTION, { calibration: answeringFrom(0), given, expected: OPENED });
    expect(explanation).toMatchObject({
      otherLookups: [{ searchedFor: "Wann?", status: "answered", confidence: 0.25 }],
      ...{ quotesStatus: "answered", status: "clarify", expected: { lostAt: "asking back" } },
      confidence: { value: answer.confidence },
    });
    expect(explanation.sentences.every(({ outcome }) => outcome !== "quoted")).toBe(true);
    expect(renderExplanation(explanation)).toMatch(/^also looked up: Wann\? \(answered, confidence 0\.250\)$/m);
    expect(renderExplanation(explanation)).toMatch(/^given: clarify/m);
  });

  it("fits into 100 columns and names every section", async () => {
    const long = (trace: AnswerTrace): AnswerTrace => {
      const whole = ({ start, end }: { start: number; end: number }) => ({ start, end, logProbability: -1 });
      const judged = trace.evidence.judged.map((sentence) => ({ ...sentence, answer: whole(sentence.span) }));
      return { ...trace, evidence: { ...trace.evidence, judged } };
    };
    const { explanation } = await explain(QUESTION, { expected: OPENED, change: long });
    const text = renderExplanation(explanation);
    for (const line of text.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(100);
    for (const section of ["QUESTION", "TERMS", "SEARCH", "EVIDENCE", "HEADLINE", "DECISION", "EXPECTED PASSAGE"]) {
      expect(text).toMatch(new RegExp(`^${section}`, "m"));
    }
  });
});

describe("the stage at which an expected passage is lost", () => {
  const lostAt = async (question: string, asked: Asked) =>
    (await explain(question, asked)).explanation.expected?.lostAt;

  it("is none where it is quoted, whether its words or its document are named", async () => {
    for (const expected of [OPENED, "hafen.md"]) {
      expect(await lostAt(QUESTION, { expected, calibration: answeringFrom(0) })).toBeNull();
    }
  });

  it("is the index where no document holds it, or another document is searched", async () => {
    expect(await lostAt(QUESTION, { expected: "Das steht nirgends." })).toBe("index");
    expect(await lostAt(QUESTION, { expected: OPENED, document: "amt.md" })).toBe("index");
  });

  it("is the search or the fusion where its chunk is not among those that are read", async () => {
    const unfound = (trace: AnswerTrace): AnswerTrace => {
      const own = new Set(index.chunksOf("hafen.md"));
      const lists = { ...trace.retrieval.lists };
      const candidates = lists.candidates.filter(({ id }) => !own.has(id));
      return { ...trace, retrieval: { ...trace.retrieval, lists: { ...lists, candidates } } };
    };
    expect(await lostAt(QUESTION, { expected: OPENED, change: unfound })).toBe("search");
    const beyond = (trace: AnswerTrace): AnswerTrace => {
      const { lists } = trace.retrieval;
      const candidates = lists.candidates.map((each) => ({ ...each, outcome: "beyond the best" as const }));
      return { ...trace, retrieval: { ...trace.retrieval, lists: { ...lists, candidates } } };
    };
    expect(await lostAt(QUESTION, { expected: OPENED, change: beyond })).toBe("fusion");
  });

  it("is the evidence where other sentences are chosen", async () => {
    const expected = "Das Bürgeramt stellt Personalausweise aus.";
    expect(await lostAt(QUESTION, { expected, calibration: answeringFrom(0) })).toBe("evidence");
  });

  it("is the confidence where the question is refused with the passage at hand", async () => {
    const { answer, explanation } = await explain(QUESTION, { expected: OPENED, calibration: answeringFrom(1.1) });
    expect(answer.status).toBe("not_found");
    expect(explanation.expected?.lostAt).toBe("confidence");
    expect(explanation.sentences.every(({ outcome }) => outcome !== "quoted")).toBe(true);
  });

  it("is the quote check where the stored text is another one", async () => {
    const dropped = (trace: AnswerTrace): AnswerTrace => ({ ...without(trace), verbatim: [] });
    const asked = { expected: OPENED, calibration: answeringFrom(0), change: dropped };
    expect(await lostAt(QUESTION, asked)).toBe("quote check");
  });

  it("is the tidying where another quote says the same", async () => {
    expect(await lostAt(QUESTION, { expected: OPENED, calibration: answeringFrom(0), change: without })).toBe(
      "tidying",
    );
  });

  it("is the passages, or the writing, where a language model wrote the answer", async () => {
    const calibration = answeringFrom(0);
    expect(await lostAt(QUESTION, { expected: OPENED, calibration, given: written })).toBe("passages");
    const quotesNone = (trace: AnswerTrace) => {
      const { answer = trace.answer, passages = null } = written(trace);
      return { answer: { ...answer, citations: [] }, passages };
    };
    expect(await lostAt(QUESTION, { expected: "amt.md", calibration, given: quotesNone })).toBe("writing");
  });
});
