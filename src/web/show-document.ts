import type { Assistant } from "../assistant/assistant.js";
import { findPassage } from "./find-passage.js";
import { documentPage } from "./pages/document-page.js";
import { pageContext, replyWithError, type WebContext } from "./request-context.js";

/** Answers `GET /document?path=…&start=…&end=…&hash=…`: a stored text with the quoted passage marked. */
export async function showDocument(
  c: WebContext,
  options: { readonly assistant: Assistant; readonly contact: string | null },
): Promise<Response> {
  const { path = "", start, end, hash } = c.req.query();
  const { assistant } = options;
  const document = await assistant.readDocument(path.normalize("NFC"), "citizen");
  if (document === undefined) return replyWithError(c, options, "document-gone");
  const successor = document.frontMatter.superseded_by;
  const successorIsStored =
    successor !== undefined && (await assistant.readDocument(successor, "citizen")) !== undefined;
  const passage = findPassage(document, start, end, hash);
  return c.html(documentPage(pageContext(c, options), document, passage, successorIsStored));
}
