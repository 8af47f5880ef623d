import { loadDocx } from "./docx.js";
import { loadEml } from "./eml.js";
import { loadHtml } from "./html.js";
import type { Loader } from "./loader.js";
import { loadMarkdown } from "./markdown.js";
import { loadOdt } from "./odt.js";
import { loadPdf } from "./pdf.js";
import { loadPptx } from "./pptx.js";
import { loadRtf } from "./rtf.js";
import { loadText } from "./text.js";
import { loadXlsx } from "./xlsx.js";

/** File name extension, lower case, to the loader that reads it. A format is one line here and one file beside. */
export const loaders: ReadonlyMap<string, Loader> = new Map([
  [".md", loadMarkdown],
  [".markdown", loadMarkdown],
  [".txt", loadText],
  [".html", loadHtml],
  [".htm", loadHtml],
  [".pdf", loadPdf],
  [".docx", loadDocx],
  [".odt", loadOdt],
  [".rtf", loadRtf],
  [".pptx", loadPptx],
  [".xlsx", loadXlsx],
  [".eml", loadEml],
]);
