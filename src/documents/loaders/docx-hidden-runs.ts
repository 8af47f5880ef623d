import type { CheerioAPI, load } from "cheerio";
import type { Archive } from "./archive.js";
import { nameByNamespace } from "./docx-names.js";

/** Half points from which type can be read. */
const SMALLEST = 4;

/** Styles that may be based on one another. */
const DEEPEST = 20;

/**
 * The parts of a Word document that hold text and what belongs to it, without hidden runs: hidden by their format or
 * their style or the one that it is based on, set in white on nothing, or in type of less than two points.
 *
 * @returns `hidden` counts the characters taken away.
 */
export function withoutHiddenRuns(
  archive: Archive,
  parse: typeof load,
): { parts: Map<string, Buffer>; hidden: number } {
  const parts = new Map<string, Buffer>();
  for (const part of archive.parts.filter((each) => /\.(?:xml|rels)$/iu.test(each))) {
    const content = archive.read(part);
    if (content !== null) parts.set(part, content);
  }
  // Only then, for an archive that unpacks to too much has been refused by now.
  const trees = [...parts]
    .map(([part, content]) => ({ part, $: parse(content.toString("utf8"), { xml: true }) }))
    .filter(({ $ }) => nameByNamespace($));
  // Under whatever name it lies: with several ones it need not be the usual one that holds.
  const stylesheets = trees.filter(({ $ }) => $("w\\:style").length > 0).map(({ $ }) => readStyles($));
  if (stylesheets.length === 0) stylesheets.push(readStyles(parse("", { xml: true })));
  let hidden = 0;
  for (const { part, $ } of trees) {
    const runs = $("w\\:r").filter((_, run) => stylesheets.some((styles) => isHidden($, $(run), styles)));
    if (runs.length === 0) continue;
    for (const run of runs.toArray()) hidden += $(run).find("w\\:t").text().trim().length;
    runs.remove();
    parts.set(part, Buffer.from($.xml()));
  }
  return { parts, hidden };
}

type Selection = ReturnType<CheerioAPI>;

/** What a format says; undefined where it leaves that to the style, and a style to the one that it is based on. */
interface Format {
  readonly isVanished: boolean | undefined;
  readonly isTiny: boolean | undefined;
  readonly isWhite: boolean | undefined;
  readonly isShaded: boolean | undefined;
}

interface Styles {
  /** What a style says, over those that it is based on. */
  styleOf(id: string | undefined): Format;
  /** Id of the style of a paragraph that names none. */
  readonly usual: string | undefined;
  /** What holds where nothing else is said. */
  readonly defaults: Format;
}

function isHidden($: CheerioAPI, run: Selection, { styleOf, usual, defaults }: Styles): boolean {
  const own = run.children("w\\:rPr");
  const paragraph = run.closest("w\\:p").children("w\\:pPr");
  const format = [
    formatOf($, own, paragraph),
    styleOf(own.children("w\\:rStyle").attr("w:val")),
    styleOf(paragraph.children("w\\:pStyle").attr("w:val") ?? usual),
    defaults,
  ].reduce(over);
  if (format.isVanished === true || format.isTiny === true) return true;
  return format.isWhite === true && format.isShaded !== true && !hasBackground($, run);
}

const NOTHING_SAID: Format = { isVanished: undefined, isTiny: undefined, isWhite: undefined, isShaded: undefined };

function formatOf($: CheerioAPI, text: Selection, paragraph: Selection): Format {
  const size = text.children("w\\:sz").attr("w:val");
  const colour = text.children("w\\:color").attr("w:val");
  const shades = [text, paragraph].flatMap((format) => format.children("w\\:shd, w\\:highlight").toArray());
  return {
    isVanished: isOn(text.children("w\\:vanish")),
    isTiny: size === undefined ? undefined : Number(size) < SMALLEST,
    isWhite: colour === undefined ? undefined : colour.toUpperCase() === "FFFFFF",
    isShaded: shades.some((shade) => isColour($(shade))) || undefined,
  };
}

/** What the first format says, and where it says nothing, the second one. */
function over(first: Format, second: Format): Format {
  return {
    isVanished: first.isVanished ?? second.isVanished,
    isTiny: first.isTiny ?? second.isTiny,
    isWhite: first.isWhite ?? second.isWhite,
    isShaded: first.isShaded ?? second.isShaded,
  };
}

const isColour = (shade: Selection): boolean =>
  !/^(?:auto|FFFFFF|white|none)$/iu.test(shade.attr("w:fill") ?? shade.attr("w:val") ?? "");

/** Whether a table around a run, or what it stands on, may have a colour. */
function hasBackground($: CheerioAPI, run: Selection): boolean {
  const cell = run.closest("w\\:tc").children("w\\:tcPr").children("w\\:shd");
  const style = run.closest("w\\:tbl").children("w\\:tblPr").children("w\\:tblStyle");
  // A drawing, a table's style and the page itself can have any colour.
  return (
    cell.toArray().some((shade) => isColour($(shade))) ||
    style.length > 0 ||
    run.closest("w\\:txbxContent").length > 0 ||
    $("w\\:background").length > 0
  );
}

function readStyles($: CheerioAPI): Styles {
  const defaults = $("w\\:docDefaults");
  const styles = new Map(
    $("w\\:style")
      .toArray()
      .map((style) => [$(style).attr("w:styleId"), $(style)] as const),
  );
  const describe = (id: string | undefined, depth: number): Format => {
    const style = id === undefined ? undefined : styles.get(id);
    if (style === undefined || depth > DEEPEST) return NOTHING_SAID;
    const base = describe(style.children("w\\:basedOn").attr("w:val"), depth + 1);
    return over(formatOf($, style.children("w\\:rPr"), style.children("w\\:pPr")), base);
  };
  const known = new Map<string | undefined, Format>();
  return {
    styleOf(id) {
      const format = known.get(id) ?? describe(id, 0);
      known.set(id, format);
      return format;
    },
    usual: $("w\\:style[w\\:type='paragraph'][w\\:default='1']").first().attr("w:styleId"),
    defaults: formatOf($, defaults.find("w\\:rPrDefault > w\\:rPr"), defaults.find("w\\:pPrDefault > w\\:pPr")),
  };
}

/** Whether a format that is on or off is on; undefined where it is not there. */
function isOn(format: Selection): boolean | undefined {
  return format.length === 0 ? undefined : !/^(?:0|false|off)$/u.test(format.attr("w:val") ?? "");
}
