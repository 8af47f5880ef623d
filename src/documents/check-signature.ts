import { extname } from "node:path";
import type { Words } from "../errors.js";
import { READING_PROBLEMS, unreadable } from "./reading-problems.js";

/** What files of a kind begin with, and the extensions that they may have; none where no loader reads the kind. */
interface FileKind {
  readonly name: Words;
  readonly signature: string;
  readonly extensions: readonly string[];
}

const OFFICE = [".docx", ".pptx", ".xlsx", ".odt"];

const KINDS: readonly FileKind[] = [
  { name: { de: "ein PDF", en: "a PDF" }, signature: "%PDF-", extensions: [".pdf"] },
  {
    name: { de: "ein Dokument im Rich Text Format", en: "a document in Rich Text Format" },
    signature: "{\\rtf",
    extensions: [".rtf"],
  },
  {
    name: { de: "ein Office-Dokument oder ein anderes ZIP-Archiv", en: "an office document or another ZIP archive" },
    signature: "PK\u0003\u0004",
    extensions: OFFICE,
  },
  // Office programs put encrypted files and those in their old formats into this container.
  {
    name: { de: "ein altes oder verschlüsseltes Office-Dokument", en: "an old or encrypted office document" },
    signature: "\u00d0\u00cf\u0011\u00e0",
    extensions: OFFICE,
  },
  { name: { de: "ein Bild (PNG)", en: "a picture (PNG)" }, signature: "\u0089PNG", extensions: [] },
  { name: { de: "ein Bild (JPEG)", en: "a picture (JPEG)" }, signature: "\u00ff\u00d8\u00ff", extensions: [] },
  {
    name: { de: "eine gepackte Datei (gzip)", en: "a packed file (gzip)" },
    signature: "\u001f\u008b\u0008",
    extensions: [],
  },
  { name: { de: "ein Archiv (7z)", en: "an archive (7z)" }, signature: "7z\u00bc\u00af", extensions: [] },
  { name: { de: "ein Archiv (RAR)", en: "an archive (RAR)" }, signature: "Rar!\u001a", extensions: [] },
];

/**
 * Compares what a file begins with with its extension. A file whose kind begins with nothing special passes.
 *
 * @throws UnreadableFileError if the name says one kind and the content another.
 */
export function checkSignature(content: Uint8Array, path: string): void {
  const start = Buffer.from(content.subarray(0, 8)).toString("latin1");
  const kind = KINDS.find(({ signature }) => start.startsWith(signature));
  const extension = extname(path).toLowerCase();
  if (kind === undefined || kind.extensions.includes(extension)) return;
  throw unreadable(READING_PROBLEMS.otherContent(path, kind.name, extension, kind.extensions));
}
