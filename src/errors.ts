/** The same sentence in both languages. The English one is for logs and the terminal. */
export interface Words {
  readonly de: string;
  readonly en: string;
}

/**
 * An error whose message may be shown to a person: one sentence that names what is wrong, the value, and what to do.
 *
 * Its subclasses exist only where somebody reacts differently to them.
 */
export class AuskunftError extends Error {
  override name = "AuskunftError";
  /** The message, and what a reader of German is told; English as well where only operators meet the error. */
  readonly words: Words;

  constructor(message: string | Words, options?: ErrorOptions) {
    const words = typeof message === "string" ? { de: message, en: message } : message;
    super(words.en, options);
    this.words = words;
  }
}

/** Wrong use or configuration; ends the program with exit code 2. `problems` holds one sentence each. */
export class ConfigurationError extends AuskunftError {
  override name = "ConfigurationError";
  readonly problems: readonly string[];

  constructor(problems: string | Words | readonly string[], options?: ErrorOptions) {
    super(isList(problems) ? problems.join("\n") : problems, options);
    this.problems = isList(problems) ? problems : [this.message];
  }
}

function isList(problems: string | Words | readonly string[]): problems is readonly string[] {
  return Array.isArray(problems);
}

/** No index that can be used: none built, damaged, or built with another model. Ends the program with exit code 3. */
export class IndexUnavailableError extends AuskunftError {
  override name = "IndexUnavailableError";
}

/** The bytes of a generation are not those that were published; it is quarantined and another one serves. */
export class DamagedIndexError extends IndexUnavailableError {
  override name = "DamagedIndexError";
}

/** One file of the corpus cannot be read; it is reported and skipped, everything else goes on. */
export class UnreadableFileError extends AuskunftError {
  override name = "UnreadableFileError";
}

/** The language model failed, timed out or gave nothing usable; the extractive answer is sent instead. */
export class LanguageModelError extends AuskunftError {
  override name = "LanguageModelError";
}

/** Too much to do at present, or somebody else is at it: nothing is wrong, and trying again later helps. */
export class BusyError extends AuskunftError {
  override name = "BusyError";
}

/**
 * A new generation was not published because it would answer worse than the serving one, which stays as it is; asked
 * for with `force` it is published all the same. `details` names what got worse, one item a line.
 */
export class PublicationRefusedError extends AuskunftError {
  override name = "PublicationRefusedError";
  readonly details: readonly string[];

  constructor(message: Words, details: readonly string[], options?: ErrorOptions) {
    super(message, options);
    this.details = details;
  }
}

/** An error as it travels between processes. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  /** What a reader of German is told. */
  readonly german: string;
  readonly stack?: string | undefined;
  /** Of a system call, such as `ENOSPC`, of the error itself or of its cause. */
  readonly code?: string | undefined;
  readonly details: readonly string[];
}

/** Takes apart what has to be sent to another process. */
export function toPlainError(error: unknown): PlainError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), german: String(error), details: [] };
  const { name, message, stack } = error;
  const details = error instanceof ConfigurationError ? error.problems : [];
  return {
    name,
    message,
    german: error instanceof AuskunftError ? error.words.de : message,
    stack,
    code: codeOf(error),
    details: error instanceof PublicationRefusedError ? error.details : details,
  };
}

/** Puts together what another process sent: an error of the same class, so that the same people react to it. */
export function fromPlainError({ name, message, german, stack, code, details }: PlainError): Error {
  const error = makeError(name, { de: german, en: message }, details);
  if (stack !== undefined) error.stack = stack;
  return code === undefined ? error : Object.assign(error, { code });
}

function makeError(name: string, message: Words, details: readonly string[]): Error {
  if (name === "ConfigurationError") return new ConfigurationError(details.length > 1 ? details : message);
  if (name === "PublicationRefusedError") return new PublicationRefusedError(message, details);
  const known = [
    AuskunftError,
    IndexUnavailableError,
    DamagedIndexError,
    UnreadableFileError,
    LanguageModelError,
    BusyError,
  ];
  const Known = known.find((each) => each.name === name);
  return Known === undefined ? Object.assign(new Error(message.en), { name }) : new Known(message);
}

/** What the system said, at the root of an error. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === "string" ? code : codeOf(error.cause);
}
