import type { Document as TelegramDocument } from "grammy/types";
import { loaders } from "../documents/loaders/index.js";
import type { ReadDocument } from "../documents/read-document.js";
import { AuskunftError } from "../errors.js";
import { ADMIN_DOCUMENT_PHRASES } from "./admin-document-phrases.js";
import { adminErrorReply } from "./admin-error-reply.js";
import { type BotServices, reply, say } from "./bot-services.js";
import { describeError } from "./describe-error.js";
import { previewUpload, uploadPath } from "./document-desk.js";
import { blockquote, bold, joinText } from "./formatted-text.js";
import type { IncomingMessage } from "./incoming-message.js";
import { withButtons } from "./outgoing-message.js";
import { splitIntoMessages } from "./split-message.js";

const MOST_BYTES = 20_000_000;
const PREVIEW_LENGTH = 400;
const WORDS_IN_A_PASSAGE = 125;

/** Checks a file that an administrator sent, shows what is in it, and asks where to file it. */
export async function receiveUpload(
  admin: IncomingMessage,
  sent: TelegramDocument,
  caption: string,
  services: BotServices,
): Promise<void> {
  const { corpus, desk, download, logger } = services;
  const phrases = ADMIN_DOCUMENT_PHRASES[admin.language];
  const refuse = async (...lines: readonly string[]) => void (await say(admin, lines.join("\n"), services));
  if (corpus.citizen === null) return refuse(phrases.uploadNoCorpus);
  if ((sent.file_size ?? 0) > MOST_BYTES) return refuse(phrases.uploadTooLarge);
  const path = uploadPath(sent.file_name ?? "", caption);
  if (path === null) return refuse(phrases.uploadName([...loaders.keys()].join(" ")));
  let content: Uint8Array;
  try {
    content = await download(sent.file_id);
  } catch (error) {
    logger.warn({ error: describeError(error) }, "a file could not be fetched");
    return refuse(phrases.uploadFailed);
  }
  let read: ReadDocument;
  try {
    read = await previewUpload(path, content);
  } catch (error) {
    if (!(error instanceof AuskunftError)) throw error;
    return refuse(phrases.uploadUnreadable, adminErrorReply(error, admin.language));
  }
  const { document, remarks } = read;
  const id = desk.keep({ kind: "upload", path, content, audience: null });
  const words = document.text.split(/\s+/u).length;
  const blocks = [
    joinText([bold(phrases.uploadTitle), document.title], "\n"),
    joinText([phrases.uploadSize(document.pages?.length ?? null, words, Math.ceil(words / WORDS_IN_A_PASSAGE))]),
    blockquote(`${document.text.slice(0, PREVIEW_LENGTH).trim()}${document.text.length > PREVIEW_LENGTH ? " …" : ""}`),
    joinText([remarks.map((words) => words[admin.language]).join("\n")]),
    joinText([phrases.uploadAs(path)]),
  ];
  const buttons = [[{ label: phrases.filePublic, data: `upload:${id}:citizen` }]];
  if (corpus.employee !== null) buttons.push([{ label: phrases.fileInternal, data: `upload:${id}:employee` }]);
  buttons.push([{ label: phrases.cancel, data: "dismiss:upload" }]);
  await reply(admin, withButtons(splitIntoMessages(blocks), buttons), services);
}
