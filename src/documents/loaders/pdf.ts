import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";
import { UnreadableFileError } from "../../errors.js";
import { encryptedProblem } from "./archive.js";
import { type Loader, NOTHING_ELSE } from "./loader.js";
import { blocksOfPages } from "./pdf-blocks.js";
import { linesOfPage, type PdfLine, type PdfPiece } from "./pdf-lines.js";
import { withoutRunningLines } from "./pdf-running-lines.js";

const MAX_PAGES = 2000;

// What programs write where nobody gave a title.
const NO_TITLE = /^(?:untitled|unbenannt|ohne titel|dokument\d*|document\d*)$|^microsoft \w+ - |\.\w{2,5}$/iu;

/**
 * Reads the text of a PDF page by page, without running headers, footers and page numbers.
 *
 * Lines set in larger type are headings. Nothing is fetched and no code of the file is run.
 */
export const loadPdf: Loader = async (content, name) => {
  // Only a corpus with a PDF pays for loading this library. Its legacy build is the one made for Node.
  const { getDocument, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = getDocument({
    // The library takes the memory of what it is given.
    data: content.slice(),
    isEvalSupported: false,
    useWorkerFetch: false,
    useWasm: false,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const pdf = await task.promise.catch((error: unknown) => {
      throw openingProblem(error, name);
    });
    if (pdf.numPages > MAX_PAGES) {
      throw new UnreadableFileError(`${name} has ${pdf.numPages} pages, the limit is ${MAX_PAGES}; split it.`);
    }
    const pages = withoutRunningLines(await pagesOf(pdf));
    if (!pages.flat().some((line) => /[\p{L}\p{N}]/u.test(line.text))) {
      throw new UnreadableFileError(
        `${name} has no text, it is probably scanned; run text recognition (OCR) on it and replace it by the result.`,
      );
    }
    return { ...NOTHING_ELSE, blocks: blocksOfPages(pages), title: await titleOf(pdf) };
  } finally {
    await task.destroy();
  }
};

async function pagesOf(pdf: PDFDocumentProxy): Promise<PdfLine[][]> {
  const pages: PdfLine[][] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    pages.push(linesOfPage(await piecesOf(page), number));
    page.cleanup();
  }
  return pages;
}

async function piecesOf(page: PDFPageProxy): Promise<PdfPiece[]> {
  const viewport = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  return items.flatMap((item) => {
    if (!("str" in item)) return [];
    const [x, y] = viewport.convertToViewportPoint(Number(item.transform[4]), Number(item.transform[5]));
    const size = Math.round(item.height * 2) / 2;
    return [{ text: item.str, x: Number(x), y: Number(y), width: item.width, size, endsLine: item.hasEOL }];
  });
}

async function titleOf(pdf: PDFDocumentProxy): Promise<string | null> {
  const { info } = await pdf.getMetadata();
  const title: unknown = "Title" in info ? info.Title : null;
  return typeof title === "string" && title.trim() !== "" && !NO_TITLE.test(title.trim()) ? title : null;
}

function openingProblem(error: unknown, name: string): UnreadableFileError {
  if (error instanceof Error && error.name === "PasswordException") return encryptedProblem(name);
  return new UnreadableFileError(`${name} is damaged or no PDF; make it again from its source or remove it.`, {
    cause: error,
  });
}
