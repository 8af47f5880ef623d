/** Milliseconds of one question that was searched for. */
export interface AnswerTimes {
  /** What a caller waits. */
  readonly whole: number;
  /** What of it went where; none where the system does not say. */
  readonly parts: Readonly<Record<string, number>>;
}

/** A system that indexes the corpus and is asked about it; each call is a fresh process. */
export interface MeasuredSystem {
  /**
   * @param indexDir Does not exist yet.
   * @returns Seconds from the start of the process to its end, and how many texts were embedded.
   */
  index(indexDir: string): Promise<{ readonly seconds: number; readonly embeddedTexts: number }>;
  /** @returns Seconds from the start of the process to its first answer. */
  coldStart(indexDir: string, question: string): Promise<number>;
  /**
   * Asks all questions twice; the first time only warms up.
   *
   * @param questionsFile JSON array of questions.
   * @returns Times of the second turn, and resident memory after it, in bytes.
   */
  answer(
    indexDir: string,
    questionsFile: string,
  ): Promise<{ readonly times: readonly AnswerTimes[]; readonly memory: number }>;
  /** Bytes that answering takes on disk, and all that indexing left there. */
  sizeOnDisk(indexDir: string): Promise<{ readonly served: number; readonly all: number }>;
}
