/**
 * An error whose message may be shown to a person: one sentence that names what is wrong, the value, and what to do.
 *
 * Its subclasses exist only where somebody reacts differently to them.
 */
export class AuskunftError extends Error {
  override name = "AuskunftError";
}

/** Wrong use or configuration; ends the program with exit code 2. `problems` holds one sentence each. */
export class ConfigurationError extends AuskunftError {
  override name = "ConfigurationError";
  readonly problems: readonly string[];

  constructor(problems: string | readonly string[], options?: ErrorOptions) {
    const list = typeof problems === "string" ? [problems] : problems;
    super(list.join("\n"), options);
    this.problems = list;
  }
}

/** No index that can be used: none built, damaged, or built with another model. Ends the program with exit code 3. */
export class IndexUnavailableError extends AuskunftError {
  override name = "IndexUnavailableError";
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

  constructor(message: string, details: readonly string[], options?: ErrorOptions) {
    super(message, options);
    this.details = details;
  }
}
