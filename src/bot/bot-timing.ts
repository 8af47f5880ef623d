/** How long the bot waits for what. Every field has a default in {@link DEFAULT_BOT_TIMING}. */
export interface BotTiming {
  /** Seconds that Telegram holds a request for updates open while there are none. */
  readonly pollSeconds: number;
  /** Milliseconds that Telegram may take to answer beyond that; then the connection counts as lost. */
  readonly replyMilliseconds: number;
  /** Milliseconds before updates are asked for again while Telegram repeats only those still being handled. */
  readonly repeatedPollMilliseconds: number;
  /** Milliseconds before the first repetition after a network error; doubles each time, up to 30 seconds. */
  readonly retryMilliseconds: number;
  /** Milliseconds for which another program may fetch updates with the same token before the bot gives up. */
  readonly conflictMilliseconds: number;
  /**
   * Milliseconds the assistant has for one answer. Longer than the time limit of a language model, after which the
   * assistant itself answers from the documents' own words.
   */
  readonly answerMilliseconds: number;
  /** Milliseconds that an answer waits for next questions to suggest; without them it is sent as it is. */
  readonly suggestMilliseconds: number;
  /** Milliseconds that a pressed button turns at most; Telegram refuses the note that ends it much later. */
  readonly pressMilliseconds: number;
  /** Milliseconds between two "typing" signs; Telegram shows one for 5 seconds at most. */
  readonly typingMilliseconds: number;
  /** Milliseconds after which an answer that is not there yet is announced in words. */
  readonly progressMilliseconds: number;
  /** Least milliseconds between two edits of a message in a private chat; Telegram blocks faster ones for minutes. */
  readonly editMilliseconds: number;
  /** The same in a group. */
  readonly groupEditMilliseconds: number;
  /** Milliseconds that a stop waits for answers being written; what is unfinished then is delivered again by Telegram. */
  readonly stopMilliseconds: number;
}

/** Fits Telegram's own server and a language model that may take half a minute. */
export const DEFAULT_BOT_TIMING: BotTiming = {
  pollSeconds: 30,
  replyMilliseconds: 15_000,
  repeatedPollMilliseconds: 500,
  retryMilliseconds: 1_000,
  conflictMilliseconds: 60_000,
  answerMilliseconds: 60_000,
  suggestMilliseconds: 2_000,
  pressMilliseconds: 10_000,
  typingMilliseconds: 4_000,
  progressMilliseconds: 1_000,
  editMilliseconds: 1_100,
  groupEditMilliseconds: 3_100,
  stopMilliseconds: 25_000,
};

const LONGEST_RETRY_MILLISECONDS = 30_000;

/** Milliseconds to wait after the `failures`-th failure in a row (from 1): doubles from `first`, at most 30 seconds. */
export function retryDelay(failures: number, first: number): number {
  return Math.min(LONGEST_RETRY_MILLISECONDS, first * 2 ** (failures - 1));
}
