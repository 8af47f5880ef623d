import type { CheerioAPI } from "cheerio";
import type { HtmlNode } from "./html-blocks.js";

/** Attributes that hide an element. */
const HIDDEN = "[hidden], [aria-hidden=true], [inert]";

// Declarations that make an element invisible: not shown, without size, or moved out of the page.
const HIDING = new RegExp(
  `(?:^|[;{\\s])(?:${[
    "display\\s*:\\s*none",
    "visibility\\s*:\\s*(?:hidden|collapse)",
    "opacity\\s*:\\s*(?:0+(?:\\.0+)?|\\.0+)%?\\s*(?:[;!]|$)",
    "font-size\\s*:\\s*(?:0+(?:\\.0+)?(?:[a-z]{2,3}|%)?|[01](?:\\.\\d+)?(?:px|pt))\\s*(?:[;!]|$)",
    "(?:left|top|text-indent|margin-left)\\s*:\\s*-\\d{3,}(?:px|pt|em)",
    "clip\\s*:\\s*rect\\(\\s*[01](?:px)?[\\s,]",
  ].join("|")})`,
  "iu",
);

const COLOUR = /(?:^|[;\s])color\s*:\s*(#fff(?:fff)?\b|white\b|rgba?\(\s*255\s*,\s*255\s*,\s*255|transparent\b)/iu;
const BACKGROUND = /background/iu;

/** A rule of a style sheet that stands outside of `@media` and the like. */
const RULE = /(?<selector>[^{}@;]+)\{(?<declarations>[^{}]*)\}/gu;
const NESTED = /@[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/gu;

/**
 * Elements that a reader of the page does not see: hidden by attributes, by their own style or by a rule of the page's
 * style sheets, or set in white where nothing on the page has a background. Style sheets in other files are not fetched.
 *
 * @param styles What stands in the page's `<style>` elements.
 */
export function hiddenElements($: CheerioAPI, styles: string): readonly HtmlNode[] {
  const hasBackground = BACKGROUND.test(styles) || $("[style*=background i], [bgcolor]").length > 0;
  const hides = (declarations: string) => HIDING.test(declarations) || (!hasBackground && COLOUR.test(declarations));
  const found = new Set<HtmlNode>($(HIDDEN).toArray());
  for (const element of $("[style]").toArray()) {
    if (hides($(element).attr("style") ?? "")) found.add(element);
  }
  const sheet = styles.replace(/\/\*[\s\S]*?\*\//gu, "").replace(NESTED, "");
  for (const { groups } of sheet.matchAll(RULE)) {
    if (!hides(groups?.declarations ?? "")) continue;
    for (const element of matching($, groups?.selector ?? "")) found.add(element);
  }
  // An element in a hidden one goes with it and is counted once; the whole page is never hidden.
  const isPage = (element: HtmlNode) => $(element).is("html, body, main");
  return [...found].filter(
    (element) =>
      !isPage(element) &&
      !$(element)
        .parents()
        .toArray()
        .some((parent) => found.has(parent)),
  );
}

/** Elements that a selector matches; none where that depends on what the reader does, as with `:checked`. */
function matching($: CheerioAPI, selector: string): readonly HtmlNode[] {
  if (selector.includes(":")) return [];
  try {
    return $(selector.trim()).toArray();
  } catch {
    return [];
  }
}
