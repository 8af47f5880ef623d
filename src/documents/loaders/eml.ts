import { detectLanguage } from "../../language/detect-language.js";
import { LOCALES } from "../../language/language.js";
import { headingBlock, textBlock } from "../block.js";
import { normaliseText } from "../normalise-text.js";
import { READING_PROBLEMS, unreadable } from "../reading-problems.js";
import { loadHtml } from "./html.js";
import { type Loader, NOTHING_ELSE } from "./loader.js";
import { loadText } from "./text.js";

const LABELS = { de: { from: "Von", date: "Datum" }, en: { from: "From", date: "Date" } };

/**
 * Reads an e-mail: its subject as heading, who sent it and when, and its text; where it has an HTML form, that is what
 * its readers saw and what is read.
 *
 * Attachments, forwarded messages too, and pictures are left out; nothing is fetched.
 */
export const loadEml: Loader = async (content, name) => {
  const { default: PostalMime } = await import("postal-mime");
  const mail = await PostalMime.parse(content.slice(), { forceRfc822Attachments: true, maxNestingDepth: 50 });
  const isMail = mail.headers.some(({ key }) => ["from", "date", "subject", "message-id", "received"].includes(key));
  if (!isMail) throw unreadable(READING_PROBLEMS.otherFormat(name, ".eml"));
  const isEncrypted = mail.headers.some(
    ({ key, value }) =>
      key === "content-type" && /multipart\/encrypted|application\/(?:x-)?pkcs7-mime(?!.*signed)/iu.test(value),
  );
  if (isEncrypted) throw unreadable(READING_PROBLEMS.encryptedMail(name));
  const bytes = (text: string) => new Uint8Array(Buffer.from(text));
  const body = mail.html ? await loadHtml(bytes(mail.html), name) : await loadText(bytes(mail.text ?? ""), name);
  const subject = normaliseText(mail.subject ?? "");
  const language = detectLanguage(`${subject}\n${body.blocks.map(({ text }) => text).join("\n")}`);
  const labels = LABELS[language];
  const sender = [mail.from?.name, mail.from?.address && `<${mail.from.address}>`].filter(Boolean).join(" ");
  const sent = mail.date === undefined ? Number.NaN : Date.parse(mail.date);
  const date = Number.isNaN(sent)
    ? ""
    : new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "long", timeZone: "Europe/Berlin" }).format(sent);
  const head = [sender && `${labels.from}: ${sender}`, date && `${labels.date}: ${date}`].filter(Boolean).join("\n");
  // Some programs call every attachment "inline": only pictures and what belongs to the HTML form are part of the text.
  const files = mail.attachments.filter(
    ({ disposition, related, mimeType }) =>
      disposition !== "inline" || (related !== true && !mimeType.startsWith("image/")),
  );
  return {
    ...NOTHING_ELSE,
    blocks: [
      ...(subject === "" ? [] : [headingBlock(subject, 1)]),
      ...(head === "" ? [] : [textBlock(head)]),
      ...body.blocks,
    ],
    hidden: body.hidden,
    invisible: body.invisible,
    leftOut: files.map(({ filename }) => READING_PROBLEMS.attachment(name, normaliseText(filename ?? ""))),
  };
};
