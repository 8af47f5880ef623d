import { AuskunftError, ConfigurationError, IndexUnavailableError } from "../errors.js";

/** What the program's end says to the shell. */
export const EXIT = { done: 0, incomplete: 1, misuse: 2, noIndex: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code that an error ends the program with. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof ConfigurationError) return EXIT.misuse;
  return error instanceof IndexUnavailableError ? EXIT.noIndex : EXIT.incomplete;
}

/**
 * What is written to standard error for an error.
 *
 * @param withStack Also says where it was thrown; for maintainers.
 */
export function describeError(error: unknown, withStack: boolean): string {
  if (withStack && error instanceof Error) return error.stack ?? error.message;
  if (error instanceof AuskunftError) return error.message;
  const reason = error instanceof Error ? error.message : String(error);
  return `Something unexpected went wrong: ${reason}. Set LOG_LEVEL=debug to see where.`;
}
