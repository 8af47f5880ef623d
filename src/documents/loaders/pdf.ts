import type { PDFDocumentProxy } from "pdfjs-dist";
import type { UnreadableFileError } from "../../errors.js";
import { READING_PROBLEMS, unreadable } from "../reading-problems.js";
import { encryptedProblem } from "./archive.js";
import { type Loader, NOTHING_ELSE } from "./loader.js";
import { blocksOfPages } from "./pdf-blocks.js";
import { readPaint, seenTexts } from "./pdf-hidden.js";
import { linesOfPage, type PdfLine, type PdfPiece } from "./pdf-lines.js";
import { withoutRunningLines } from "./pdf-running-lines.js";

const MAX_PAGES = 2000;
const MAX_PICTURE = 10_000_000;

// What programs write where nobody gave a title.
const NO_TITLE = /^(?:untitled|unbenannt|ohne titel|dokument\d*|document\d*)$|^microsoft \w+ - |\.\w{2,5}$/iu;

/** Points from which type can be read, on a page that has any. */
const READABLE = 4;
const TINY = 1;

/**
 * Reads the text of a PDF page by page, without running headers, footers and page numbers.
 *
 * Lines set in larger type are headings. Text in white on white, or too small for the eye, is left out; what lies
 * unseen under the picture of a scanned page is that page's text. Nothing is fetched and no code of the file is run.
 */
export const loadPdf: Loader = async (content, name) => {
  const file = await openPdf(content, name, 1);
  let pictured: OpenPdf | null = null;
  try {
    if (file.pdf.numPages > MAX_PAGES) {
      throw unreadable(READING_PROBLEMS.tooManyPages(name, file.pdf.numPages, MAX_PAGES));
    }
    let hidden = 0;
    const lines: PdfLine[][] = [];
    for (let number = 1; number <= file.pdf.numPages; number += 1) {
      let page = await readPage(file, number);
      if (page.unseen > 0) {
        // Pictures cost far more than text: they are only looked at where they may be what white text stands on.
        pictured ??= await openPdf(content, name, MAX_PICTURE);
        page = await readPage(pictured, number);
      }
      hidden += page.unseen;
      lines.push(linesOfPage(page.pieces, number));
    }
    const pages = withoutRunningLines(lines);
    if (!pages.flat().some((line) => /[\p{L}\p{N}]/u.test(line.text))) {
      throw unreadable(READING_PROBLEMS.scanned(name));
    }
    return { ...NOTHING_ELSE, blocks: blocksOfPages(pages), title: await titleOf(file.pdf), hidden };
  } finally {
    await pictured?.close();
    await file.close();
  }
};

interface OpenPdf {
  readonly pdf: PDFDocumentProxy;
  /** Numbers of the library's operators, by name. */
  readonly codes: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** @param pictureSize Pixels of the largest picture that is not passed over. */
async function openPdf(content: Uint8Array, name: string, pictureSize: number): Promise<OpenPdf> {
  // Only a corpus with a PDF pays for loading this library. Its legacy build is the one made for Node.
  const { getDocument, OPS, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = getDocument({
    // The library takes the memory of what it is given.
    data: content.slice(),
    isEvalSupported: false,
    useWorkerFetch: false,
    useWasm: false,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    maxImageSize: pictureSize,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    return { pdf: await task.promise, codes: OPS, close: () => task.destroy() };
  } catch (error) {
    await task.destroy();
    throw openingProblem(error, name);
  }
}

/** @returns `unseen` counts the characters that are not among the pieces because nobody sees them. */
async function readPage({ pdf, codes }: OpenPdf, number: number): Promise<{ pieces: PdfPiece[]; unseen: number }> {
  const page = await pdf.getPage(number);
  const viewport = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent({ disableNormalization: true });
  const texts = items.flatMap((item) => ("str" in item ? [item] : []));
  const places = texts.map(({ str, transform, height }) => ({
    ...{ text: str, x: Number(transform[4]), y: Number(transform[5]), size: height },
  }));
  const seen = seenTexts(places, await readPaint(page, codes));
  const isReadable = texts.some(({ str, height }) => str.trim() !== "" && height >= READABLE);
  let unseen = 0;
  const pieces = texts.map((item, index): PdfPiece => {
    const text = isReadable && item.height < TINY ? "" : (seen[index] ?? item.str);
    unseen += item.str.trim().length - text.trim().length;
    const [x, y] = viewport.convertToViewportPoint(Number(item.transform[4]), Number(item.transform[5]));
    const size = Math.round(item.height * 2) / 2;
    return { text, x: Number(x), y: Number(y), width: item.width, size, endsLine: item.hasEOL };
  });
  page.cleanup();
  return { pieces, unseen };
}

async function titleOf(pdf: PDFDocumentProxy): Promise<string | null> {
  const { info } = await pdf.getMetadata();
  const title: unknown = "Title" in info ? info.Title : null;
  return typeof title === "string" && title.trim() !== "" && !NO_TITLE.test(title.trim()) ? title : null;
}

function openingProblem(error: unknown, name: string): UnreadableFileError {
  if (error instanceof Error && error.name === "PasswordException") return encryptedProblem(name);
  return unreadable(READING_PROBLEMS.damagedPdf(name), error);
}
