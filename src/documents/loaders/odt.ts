import { READING_PROBLEMS, unreadable } from "../reading-problems.js";
import { encryptedProblem, openArchive } from "./archive.js";
import { type Loader, NOTHING_ELSE } from "./loader.js";
import { blocksOfOdt } from "./odt-blocks.js";
import { childOf, parseXml, rawText } from "./xml.js";

/**
 * Reads an OpenDocument text: headings, paragraphs, lists, tables, text boxes and notes.
 *
 * Pictures, headers, footers, comments, deleted and hidden text are left out.
 */
export const loadOdt: Loader = async (content, name) => {
  const archive = openArchive(content, name, ".odt");
  if (archive.read("META-INF/manifest.xml")?.includes("encryption-data")) throw encryptedProblem(name);
  const root = parseXml(archive.read("content.xml"));
  const body = childOf(root, "office:body", "office:text");
  if (root === null || body === null) {
    throw unreadable(READING_PROBLEMS.otherFormat(name, ".odt"));
  }
  const styles = parseXml(archive.read("styles.xml"));
  const title = rawText(childOf(parseXml(archive.read("meta.xml")), "office:meta", "dc:title")).trim();
  return { ...NOTHING_ELSE, ...blocksOfOdt(body, [root, styles]), title: title === "" ? null : title };
};
