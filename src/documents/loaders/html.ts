import { decodeText } from "../decode-text.js";
import { blocksOfHtml, hasText } from "./html-blocks.js";
import { hiddenElements } from "./html-hidden.js";
import { type Loader, NOTHING_ELSE } from "./loader.js";

// Landmarks and forms: on every page of a site, or not for readers.
const NOT_MAIN_TEXT = [
  "script, style, noscript, template, svg, canvas, iframe, object, video, audio, dialog",
  "nav, aside, footer, body > header, [role=navigation], [role=banner], [role=contentinfo], [role=complementary]",
  "[role=search], [role=dialog], [role=alertdialog], [role=menu], [role=menubar]",
  "button, input, select, textarea, datalist",
  ...["banner", "consent", "notice", "bar", "hinweis", "popup", "layer"].flatMap((word) => [
    `[id*=cookie-${word} i], [class*=cookie-${word} i], [id*=cookie${word} i], [class*=cookie${word} i]`,
    `[id*=cookie_${word} i], [class*=cookie_${word} i]`,
  ]),
].join(", ");

const EMBEDDED_FILE = /data:[\w.+-]+\/[\w.+-]+(?:;[\w.=+-]+)*;base64,/giu;
const END_OF_BASE64 = /[^A-Za-z0-9+/=%]/gu;
/** Characters; a shorter one may be an example that a reader is to see. */
const LEAST_EMBEDDED = 1000;

/**
 * Reads the main text of a web page, without navigation, header, footer, forms, cookie banners and hidden parts.
 *
 * The main text is `<main>`, else the only `<article>`, else what is left of `<body>`.
 */
export const loadHtml: Loader = async (content, name) => {
  const { load } = await import("cheerio");
  const $ = load(withoutEmbeddedFiles(decodeText(content, name)));
  const styles = $("style").text();
  const title = $("head > title").first().text().replace(/\s+/gu, " ").trim();
  // Some systems put the whole page into one form; that one stays, without its fields.
  $("form").each((_, form) => {
    if ($(form).find("main, article, h1").length === 0) $(form).remove();
  });
  $(NOT_MAIN_TEXT).each((_, element) => {
    if ($(element).find("main").length === 0) $(element).remove();
  });
  let hidden = 0;
  for (const element of hiddenElements($, styles)) {
    hidden += $(element)
      .text()
      .replace(/[^\p{L}\p{N}]+/gu, "").length;
    $(element).remove();
  }
  const article = $("article");
  const root = [$("main, [role=main]").first(), article.length === 1 ? article : $(), $("body")].find((candidate) =>
    candidate.toArray().some(hasText),
  );
  return {
    ...NOTHING_ELSE,
    blocks: blocksOfHtml(root?.toArray() ?? []),
    title: title === "" ? null : title,
    hidden,
  };
};

/**
 * Takes out what pictures and fonts are made of that are written into the page itself: nothing to read, and the parser
 * holds every character of an attribute apart.
 */
function withoutEmbeddedFiles(page: string): string {
  let kept = "";
  let from = 0;
  for (const { 0: head, index } of page.matchAll(EMBEDDED_FILE)) {
    const start = index + head.length;
    // Not by one expression: it would remember each of millions of characters to come back to.
    END_OF_BASE64.lastIndex = start;
    const end = END_OF_BASE64.exec(page)?.index ?? page.length;
    if (end - start < LEAST_EMBEDDED) continue;
    kept += page.slice(from, start);
    from = end;
  }
  return kept + page.slice(from);
}
