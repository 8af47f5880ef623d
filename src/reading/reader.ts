import { chunkContext } from "../chunks/passage-texts.js";
import type { Embedder, Encoding, TokenStates } from "../embeddings/embedder.js";
import type { ReaderModel } from "../embeddings/reader-model.js";
import type { Span } from "../language/language.js";
import type { RetrievedChunk } from "../retrieval/retrieved-chunk.js";
import type { Retrieval } from "../retrieval/retriever.js";
import { type AnswerSpan, bestSpan } from "./answer-span.js";
import { createStatesCache } from "./states-cache.js";

/** What the reader says of a chunk, with the question in mind. */
export interface Reading {
  /** Log-odds that each of `chunk.sentences` belongs to the answer, in their order. */
  readonly sentences: readonly number[];
  /** Of each sentence, the span that most probably is the shortest answer; offsets into the document's text. */
  readonly spans: readonly (AnswerSpan | null)[];
  /** Log-odds that the chunk answers the question. */
  readonly answers: number;
}

/** Readings by the number of their chunk; a chunk that was not read has none. */
export type Readings = ReadonlyMap<number, Reading>;

/** Reads question and chunk together, as a person would: what vectors and words cannot tell, this can. */
export interface Reader {
  /**
   * @param question As the retriever encoded it.
   * @returns null where the embedding model gives no states to read.
   */
  read(question: Encoding, chunk: RetrievedChunk): Promise<Reading | null>;
}

/**
 * A reader that encodes a chunk when it is first asked about.
 *
 * @param options.keptTokens Most tokens whose states are kept, 768 bytes each: an often asked passage is not encoded
 *   again. Default: 30,000, about 150 chunks.
 */
export function createReader(options: {
  readonly embedder: Embedder;
  readonly model: ReaderModel;
  readonly keptTokens?: number | undefined;
}): Reader {
  const { embedder, model, keptTokens = 30_000 } = options;
  const cache = createStatesCache(keptTokens);

  async function statesOf({ chunk, document }: RetrievedChunk, words: readonly Span[]): Promise<TokenStates | null> {
    const context = chunkContext(document, chunk);
    const key = `${document.textHash} ${chunk.start} ${context}`;
    const kept = cache.get(key);
    if (kept !== undefined) return kept;
    const parts = words.map(({ start, end }) => chunk.text.slice(start - chunk.start, end - chunk.start));
    const states = await embedder.statesOf([context, ...parts], "passage");
    return states && cache.set(key, states);
  }

  return {
    async read(question, chunk) {
      if (question.states === null) return null;
      const { text, start: offset } = chunk.chunk;
      const textOf = ({ start, end }: Span) => text.slice(start - offset, end - offset);
      const words = chunk.chunk.sentences.map((sentence) => wordsOf(textOf(sentence), sentence.start));
      const states = await statesOf(chunk, words.flat());
      if (states === null) return null;
      const { evidence, answers, first, last } = await model.read(question.states, states);
      const normaliser = logSumOfPowers(first) + logSumOfPowers(last);
      // Part 0 is the context; the last token belongs to no word.
      const starts = [...states.starts.slice(1), states.count - 1];
      let word = 0;
      const sentences: number[] = [];
      const spans: (AnswerSpan | null)[] = [];
      for (const own of words) {
        sentences.push(meanOf(evidence.subarray(starts[word], starts[word + own.length])));
        const read = own.map((span, i) => {
          const [from, to] = [starts[word + i], starts[word + i + 1]];
          return { ...span, first: Math.max(...first.subarray(from, to)), last: Math.max(...last.subarray(from, to)) };
        });
        spans.push(bestSpan(read, normaliser, textOf));
        word += own.length;
      }
      return { sentences, spans, answers };
    },
  };
}

/** Words with the punctuation that belongs to them, as the embedding model's tokenizer takes them one by one. */
function wordsOf(text: string, offset: number): Span[] {
  return [...text.matchAll(/\S+/gu)].map(({ 0: word, index }) => ({
    start: offset + index,
    end: offset + index + word.length,
  }));
}

/** Most chunks that are read: those that most probably answer, or the best of a given document. */
export const CHUNKS_READ = 5;
const CHUNKS_OF_DOCUMENT_READ = 12;

/**
 * From these log-odds on a chunk answers so surely that the next ones, which are less likely to, are not read: a second
 * chunk about the same things more often misleads than helps.
 */
const SURELY = 2;

/**
 * Reads the best of the retrieved chunks in their order, in a search of the whole corpus until one surely answers; none
 * where there is no reader.
 */
export async function readBest(
  reader: Reader | null,
  { encoding, chunks }: Pick<Retrieval, "encoding" | "chunks">,
  wholeDocument: boolean,
): Promise<Readings> {
  const readings = new Map<number, Reading>();
  if (reader === null) return readings;
  for (const chunk of chunks.slice(0, wholeDocument ? CHUNKS_OF_DOCUMENT_READ : CHUNKS_READ)) {
    const reading = await reader.read(encoding, chunk);
    if (reading === null) continue;
    readings.set(chunk.id, reading);
    if (!wholeDocument && reading.answers >= SURELY) break;
  }
  return readings;
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}

function logSumOfPowers(values: Float32Array): number {
  const most = Math.max(...values);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
}
