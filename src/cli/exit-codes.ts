import { AuskunftError, ConfigurationError, IndexUnavailableError, PublicationRefusedError } from "../errors.js";

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
 * @param withStack Also says where it was thrown, and what caused it; for maintainers.
 * @param secrets Texts that must never be written.
 */
export function describeError(error: unknown, withStack: boolean, secrets: readonly string[] = []): string {
  const text = withStack && error instanceof Error ? stackOf(error) : sentenceOf(error);
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, "[hidden]"), text);
}

function sentenceOf(error: unknown): string {
  if (error instanceof PublicationRefusedError) {
    const advice = "The index stays as it is; publish the new one all the same with --force.";
    return [error.message, ...error.details, advice].join("\n");
  }
  if (error instanceof AuskunftError) return error.message;
  const reason = error instanceof Error ? error.message : String(error);
  return `Something unexpected went wrong: ${reason.replace(/[\s.]+$/, "")}. Set LOG_LEVEL=debug to see where.`;
}

function stackOf(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\nCaused by: ${stackOf(error.cause)}` : own;
}
