import type { Citation } from "../answers/answer.js";
import type { Assistant } from "../assistant/assistant.js";
import type { Language } from "../language/language.js";

/** What a citation does not say about its document. */
export interface SourceDescription {
  /** Language of the document's text; null if it is not known. */
  readonly language: Language | null;
  readonly publisher: string | null;
}

/** Reads publisher and language of the cited documents. @returns By the document's path; unknown ones are missing. */
export async function describeSources(
  assistant: Assistant,
  citations: readonly Citation[],
): Promise<ReadonlyMap<string, SourceDescription>> {
  const descriptions = new Map<string, SourceDescription>();
  for (const path of new Set(citations.map((citation) => citation.document))) {
    const document = await assistant.readDocument(path, "citizen");
    if (document === undefined) continue;
    descriptions.set(path, { language: document.language, publisher: document.frontMatter.publisher ?? null });
  }
  return descriptions;
}
