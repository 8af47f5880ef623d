import { ConfigurationError, PublicationRefusedError } from "../errors.js";
import type { ComparedDocument } from "./plan-index.js";

/** Largest share of the indexed documents that may vanish at a time: more is taken for a folder that is not there. */
const MOST_VANISHED = 0.3;

/** How a new generation answers the golden questions, beside the serving one. */
export interface AnswerComparison {
  /** Questions whose documents are in the new generation; 0 where the questions are about another corpus. */
  readonly questions: number;
  /** Those of them that find other passages than before; the others are answered as before. */
  readonly asked: number;
  /** How many of `asked` the serving generation answers rightly, and the new one. */
  readonly rightBefore: number;
  readonly rightAfter: number;
  /** Questions that the serving generation answers rightly and the new one does not. */
  readonly fell: readonly string[];
}

/**
 * Why a build should not replace the serving generation, as far as the plan tells; null where nothing speaks against
 * it. A renamed document has not vanished, and a single one may always go.
 *
 * @param removed Documents of the serving generation that the corpus does not hold, but for those that were forgotten.
 */
export function vanishedProblem(
  removed: readonly string[],
  before: readonly ComparedDocument[],
  now: readonly ComparedDocument[],
): PublicationRefusedError | null {
  const texts = new Set(now.map(({ textHash }) => textHash));
  const hashes = new Map(before.map(({ path, textHash }) => [path, textHash]));
  const vanished = removed.filter((path) => !texts.has(hashes.get(path) ?? ""));
  if (vanished.length < 2 || vanished.length <= MOST_VANISHED * before.length) return null;
  const share = Math.round((100 * vanished.length) / before.length);
  return new PublicationRefusedError(
    {
      de: `Von ${before.length} Dokumenten liegen ${vanished.length} (${share} %) nicht mehr bei den Unterlagen. Bitte prüfen Sie, ob der Ordner vollständig ist.`,
      en: `${vanished.length} of ${before.length} documents (${share} %) are not in the corpus any more. Check whether the folder is complete.`,
    },
    vanished,
  );
}

/** Why a generation that answers like this should not be published; null where it should. */
export function answersProblem({
  asked,
  rightBefore,
  rightAfter,
  fell,
}: AnswerComparison): PublicationRefusedError | null {
  if (rightAfter >= rightBefore) return null;
  return new PublicationRefusedError(
    {
      de: `Von ${asked} Prüffragen, die andere Textstellen finden als vorher, beantwortet der neue Index ${rightAfter} richtig, der bisherige ${rightBefore}.`,
      en: `Of ${asked} golden questions that find other passages than before, the new index answers ${rightAfter} rightly, the serving one ${rightBefore}.`,
    },
    fell,
  );
}

/** @param directories Of the corpus, none of which holds a document. */
export function emptyCorpusProblem(directories: readonly string[]): ConfigurationError {
  return new ConfigurationError({
    de: "Bei den Unterlagen liegt kein Dokument, das sich lesen lässt. Bitte legen Sie welche ab, zum Beispiel .md-, .pdf- oder .docx-Dateien.",
    en: `${directories.join(" and ")} holds no document that can be read. Put documents there, such as .md, .pdf or .docx files.`,
  });
}
