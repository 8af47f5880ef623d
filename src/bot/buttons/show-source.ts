import type { IssuedCitation } from "../../conversations/issued-answers.js";
import type { Document } from "../../documents/document.js";
import { type BotServices, reply } from "../bot-services.js";
import { BUTTON_PHRASES } from "../button-phrases.js";
import type { IncomingMessage } from "../incoming-message.js";
import { renderPassage } from "../render-passage.js";
import type { ButtonAction } from "./button-action.js";

/** `source:CITATION`: shows the cited passage in its document, in a message of its own. */
export const showSource: ButtonAction = {
  run: (press, [id = ""], services) => show(press, id, null, [], services),
};

/** `page:CITATION:PART`: turns to another part of the document, in the same message. */
export const turnPage: ButtonAction = {
  run: (press, [id = "", part = ""], services) =>
    show(press, id, /^\d{1,6}$/.test(part) ? Number(part) : null, [press.messageId], services),
};

async function show(
  press: IncomingMessage,
  id: string,
  part: number | null,
  replaced: readonly number[],
  services: BotServices,
): Promise<string | null> {
  const opened = await openCitation(press, id, services);
  if (typeof opened === "string") return opened;
  const { issued, document } = opened;
  const publicUrl = document?.audience === "citizen" ? services.publicUrl : null;
  const passage = renderPassage(issued, { language: press.language, document, publicUrl, part });
  await reply(press, [passage], services, replaced);
  return null;
}

/**
 * A stored citation and its document as this reader may read it at present.
 *
 * @returns A sentence for the reader where it is not stored, or not for them.
 */
export async function openCitation(
  press: IncomingMessage,
  id: string,
  { assistant, state }: BotServices,
): Promise<{ readonly issued: IssuedCitation; readonly document: Document | undefined } | string> {
  const issued = state.answers.citation(id);
  if (issued === null) return BUTTON_PHRASES[press.language].sourceUnknown;
  if (issued.audience === "employee" && press.audience !== "employee") return BUTTON_PHRASES[press.language].notForYou;
  return { issued, document: await assistant.readDocument(issued.citation.document, press.audience) };
}
