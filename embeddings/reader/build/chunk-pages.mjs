// Cuts the training texts as the program cuts documents: node chunk-pages.mjs BENCH WORK (after `npm run build`).
// Writes WORK/pages.json and WORK/xquad-sentences.json, which data.py reads.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { splitDocument } from "../../../dist/chunks/split-document.js";
import { splitSentences } from "../../../dist/language/split-sentences.js";

const [bench, work] = process.argv.slice(2);
const rows = (file) => readFileSync(join(bench, file), "utf8").trim().split("\n").map((line) => JSON.parse(line));
/** About as many tokens as the model would count; a chunk of 150 words hardly ever comes near the limit. */
const limits = { countTokens: (text) => Math.ceil(text.length / 3.2), maxTokens: 262 };

const pages = {};
for (const language of ["de", "en"]) {
  for (const { city, pageId, context } of rows(`omosqa/train_${language}.jsonl`)) {
    const key = `${city}/${pageId}`;
    pages[key] ??= {};
    if (pages[key][language]) continue;
    const text = context.normalize("NFC");
    const title = text.split("\n")[0];
    const document = { path: key, title, language, text, headings: [], pages: null, frontMatter: {} };
    const lineOf = (offset) => text.slice(0, offset).split("\n").length - 1;
    const chunks = splitDocument(document, limits).map(({ sentences }) =>
      sentences.map(({ start, end }) => [lineOf(start), text.slice(start, end)]),
    );
    pages[key][language] = { title, chunks };
  }
}
writeFileSync(join(work, "pages.json"), JSON.stringify(pages));

const sentencesOf = (text) => splitSentences(text).map(({ start, end }) => text.slice(start, end));
const english = rows("xquad/dev_passages_en.jsonl");
const passages = rows("xquad/dev_passages_de.jsonl").map(({ id, title, text }, i) => [
  id,
  { title: title.replaceAll("_", " "), de: sentencesOf(text), en: sentencesOf(english[i].text) },
]);
writeFileSync(join(work, "xquad-sentences.json"), JSON.stringify(Object.fromEntries(passages)));
