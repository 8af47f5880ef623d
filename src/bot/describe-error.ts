import { GrammyError, HttpError } from "grammy";
import { AuskunftError } from "../errors.js";

/** What a log may hold about an error. */
export interface ErrorDescription {
  readonly name: string;
  /** Telegram's error code. */
  readonly error_code?: number;
  /** The Bot API method that failed. */
  readonly method?: string;
  /** The message of our own errors, which are written to be shown. */
  readonly message?: string;
  /** Where it was thrown, innermost first. */
  readonly at?: readonly string[];
}

const FRAME = /^\s+at .+:\d+:\d+\)?$/;
const FRAMES = 5;

/**
 * Reduces an error to what is safe to log.
 *
 * Messages of foreign errors are left out: Telegram's hold the address of the request, and with it the token; others
 * may quote what a person wrote. Never hand the log an error itself, nor its cause.
 */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof GrammyError) return { name: error.name, error_code: error.error_code, method: error.method };
  if (error instanceof HttpError) return { name: error.name };
  if (error instanceof AuskunftError) return { name: error.name, message: error.message };
  if (!(error instanceof Error)) return { name: typeof error };
  const at = (error.stack ?? "").split("\n").filter((line) => FRAME.test(line));
  return { name: error.name, at: at.slice(0, FRAMES).map((line) => line.trim()) };
}
