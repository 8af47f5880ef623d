import { join } from "node:path";
import type { Embedder } from "../embeddings/embedder.js";
import { readCorpus } from "../indexing/read-corpus.js";
import { type BenchCorpus, prepareCorpus } from "./bench-corpus.js";
import { type CorpusReport, type Measure, measure } from "./bench-report.js";
import { createLangchainSystem } from "./langchain-system.js";
import type { AnswerTimes } from "./measured-system.js";
import { createOwnSystem } from "./own-system.js";
import { median, quantile } from "./quantile.js";

const MEBIBYTE = 2 ** 20;

/** Targets of the product. */
const INDEXING = { ratioAtLeast: 1.5 };
const COLD_START = { atMost: 2 };
const ANSWER_P50 = { atMost: 15 };

/** What measuring takes. */
export interface Measuring {
  /** The program's own script, for the commands `index` and `ask`. */
  readonly program: string;
  /** Absolute. */
  readonly modelDir: string;
  readonly readerDir: string;
  readonly calibrationFile: string;
  /** Runs of which the median counts, each in a fresh process, by turns with the peer. */
  readonly runs: { readonly indexing: number; readonly coldStart: number };
  readonly onProgress: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Indexes a corpus and asks it questions, with Auskunft and with the peer.
 *
 * @param directory Folder for everything that is written; empty.
 * @param embedder Counts the corpus's tokens.
 */
export async function measureCorpus(
  corpus: BenchCorpus,
  directory: string,
  embedder: Embedder,
  measuring: Measuring,
): Promise<CorpusReport> {
  const { runs, signal } = measuring;
  const { corpusDir, questionsFile, firstQuestion } = await prepareCorpus(corpus, directory);
  const systems = {
    own: createOwnSystem({ ...measuring, corpusDir }),
    peer: createLangchainSystem({ ...measuring, corpusDir }),
  };
  const { documents } = await readCorpus([{ directory: corpusDir, audience: "citizen" }], () => {}, signal);
  const tokens = documents.reduce((sum, { text }) => sum + embedder.countTokens(text, "passage"), 0);

  /** By turns, so that a machine that is busy for a while is so for both. */
  async function byTurns<Value>(what: string, count: number, act: (side: Side, run: number) => Promise<Value>) {
    const values: Record<Side, Value[]> = { own: [], peer: [] };
    for (let run = 0; run < count; run++) {
      for (const side of ["own", "peer"] as const) {
        const name = side === "own" ? "Auskunft" : "the peer";
        measuring.onProgress(`${corpus.name}: ${what} with ${name}, ${run + 1} of ${count}`);
        values[side].push(await act(side, run));
      }
    }
    return values;
  }
  const folder = (side: Side, run = 0) => join(directory, `${side}-${run}`);
  const indexed = await byTurns("indexing", runs.indexing, (side, run) => systems[side].index(folder(side, run)));
  const started = await byTurns("cold start", runs.coldStart, (side) =>
    systems[side].coldStart(folder(side), firstQuestion),
  );
  const answered = await byTurns("answering", 1, (side) => systems[side].answer(folder(side), questionsFile));
  const both = async <Value>(of: (side: Side) => Value) => ({ own: await of("own"), peer: await of("peer") });
  const size = await both((side) => systems[side].sizeOnDisk(folder(side)));
  const times = await both((side) => answered[side].flatMap((turn) => turn.times));
  const memory = await both((side) => median(answered[side].map((turn) => turn.memory)));
  const seconds = await both((side) => median(indexed[side].map((run) => run.seconds)));
  const cold = await both((side) => median(started[side]));

  const figures: Measure[] = [
    measure("indexing", "s", seconds.own, seconds.peer, INDEXING),
    {
      ...measure("indexing speed", "tokens/s", tokens / seconds.own, tokens / seconds.peer),
      ratio: seconds.peer / seconds.own,
    },
    measure("cold start", "s", cold.own, cold.peer, COLD_START),
    ...answerFigures(times),
    measure("memory after answering", "MiB", memory.own / MEBIBYTE, memory.peer / MEBIBYTE),
    measure("index on disk", "MiB", size.own.served / MEBIBYTE, size.peer.served / MEBIBYTE),
    measure("and what indexing again needs", "MiB", size.own.all / MEBIBYTE, size.peer.all / MEBIBYTE),
  ];
  return {
    corpus: corpus.name,
    files: documents.length,
    tokens,
    questions: times.own.length,
    embeddedTexts: await both((side) => indexed[side][0]?.embeddedTexts ?? 0),
    measures: figures,
  };
}

type Side = "own" | "peer";

function answerFigures({ own, peer }: Readonly<Record<Side, readonly AnswerTimes[]>>): Measure[] {
  const parts = Object.keys(own[0]?.parts ?? {});
  return [0.5, 0.95].flatMap((share) => {
    const name = `p${100 * share}`;
    const of = (times: readonly AnswerTimes[], value: (times: AnswerTimes) => number) =>
      quantile(times.map(value), share);
    const whole = ({ whole }: AnswerTimes) => whole;
    const target = share === 0.5 ? ANSWER_P50 : undefined;
    return [
      measure(`answer, ${name}`, "ms", of(own, whole), of(peer, whole), target),
      ...parts.map((part) =>
        measure(
          `answer: ${part}, ${name}`,
          "ms",
          of(own, (times) => times.parts[part] ?? 0),
          null,
        ),
      ),
    ];
  });
}
