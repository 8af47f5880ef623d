import type { CheerioAPI, load } from "cheerio";
import type { Archive } from "./archive.js";

/** What a run may say that makes it invisible; a file without any of these words is taken as it is. */
const SUSPICIOUS = /<w:vanish\b|"FFFFFF"|<w:sz w:val="[0-3]"/iu;

/** Half points from which type can be read. */
const SMALLEST = 4;

/**
 * The parts of a Word document that hold text and what belongs to it, without hidden runs: hidden by their format or
 * their style, set in white on nothing, or in type of less than two points.
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
  const styles = hiddenStyles(parts.get("word/styles.xml")?.toString("utf8") ?? "", parse);
  let hidden = 0;
  for (const [part, content] of parts) {
    if (!/^word\/(?:document|footnotes|endnotes|comments)\d*\.xml$/u.test(part)) continue;
    const xml = content.toString("utf8");
    if (styles.size === 0 && !SUSPICIOUS.test(xml)) continue;
    const $ = parse(xml, { xml: true });
    $("w\\:r").each((_, run) => {
      if (!isHidden($, $(run), styles)) return;
      hidden += $(run).find("w\\:t").text().trim().length;
      $(run).remove();
    });
    parts.set(part, Buffer.from($.xml()));
  }
  return { parts, hidden };
}

type Selection = ReturnType<CheerioAPI>;

function isHidden($: CheerioAPI, run: Selection, styles: ReadonlySet<string>): boolean {
  const format = run.children("w\\:rPr");
  const paragraph = run.closest("w\\:p").children("w\\:pPr");
  const names = [format.children("w\\:rStyle"), paragraph.children("w\\:pStyle")].map((style) => style.attr("w:val"));
  if (isOn(format.children("w\\:vanish"))) return true;
  if (format.children("w\\:vanish").length === 0 && names.some((name) => name !== undefined && styles.has(name))) {
    return true;
  }
  const size = Number(format.children("w\\:sz").attr("w:val") ?? SMALLEST);
  if (size < SMALLEST) return true;
  const isWhite = format.children("w\\:color").attr("w:val")?.toUpperCase() === "FFFFFF";
  return isWhite && !hasBackground($, run);
}

/** Whether a run, its paragraph or a table around it may have a colour behind it. */
function hasBackground($: CheerioAPI, run: Selection): boolean {
  const formats = [
    run.children("w\\:rPr"),
    run.closest("w\\:p").children("w\\:pPr"),
    run.closest("w\\:tc").children("w\\:tcPr"),
  ];
  const isShaded = formats.some((format) =>
    format
      .children("w\\:shd, w\\:highlight")
      .toArray()
      .some((shade) => !/^(?:auto|FFFFFF|white|none)$/iu.test($(shade).attr("w:fill") ?? $(shade).attr("w:val") ?? "")),
  );
  const style = run.closest("w\\:tbl").children("w\\:tblPr").children("w\\:tblStyle");
  // A drawing, a table's style and the page itself can have any colour.
  return isShaded || style.length > 0 || run.closest("w\\:txbxContent").length > 0 || $("w\\:background").length > 0;
}

/** Ids of the styles that hide what is set in them. */
function hiddenStyles(xml: string, parse: typeof load): ReadonlySet<string> {
  if (!/<w:vanish\b/u.test(xml)) return new Set();
  const $ = parse(xml, { xml: true });
  const hidden = $("w\\:style").filter((_, style) => isOn($(style).children("w\\:rPr").children("w\\:vanish")));
  return new Set(hidden.toArray().flatMap((style) => $(style).attr("w:styleId") ?? []));
}

/** Whether a format that is on or off is there and on. */
function isOn(format: Selection): boolean {
  return format.length > 0 && !/^(?:0|false|off)$/u.test(format.attr("w:val") ?? "");
}
