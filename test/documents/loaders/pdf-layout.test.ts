import { describe, expect, it } from "vitest";
import { composeText } from "../../../src/documents/compose-text.js";
import { blocksOfPages } from "../../../src/documents/loaders/pdf-blocks.js";
import { linesOfPage, type PdfLine } from "../../../src/documents/loaders/pdf-lines.js";
import { withoutRunningLines } from "../../../src/documents/loaders/pdf-running-lines.js";

const piece = (text: string, x: number, y: number, endsLine = false) => ({
  text,
  x,
  y,
  width: text.length * 5,
  size: 10,
  endsLine,
});
const line = (text: string, y: number, page = 1, size = 10, x = 50): PdfLine => ({
  page,
  text,
  x,
  right: x + text.length * 5,
  y,
  size,
});
const page = (number: number, texts: readonly string[]) =>
  texts.map((text, index) => line(text, 100 + 12 * index, number));
const textOf = (...pages: readonly (readonly PdfLine[])[]) => composeText(blocksOfPages(pages)).text;

describe("linesOfPage", () => {
  it("puts pieces on one base line together, with a blank only where there is a gap", () => {
    const pieces = [
      piece("Rat", 0, 10),
      piece("haus", 15, 10),
      piece("Platz", 40, 10),
      piece("2", 65, 7),
      piece("neu", 0, 22),
    ];
    expect(linesOfPage(pieces, 1).map(({ text }) => text)).toEqual(["Rathaus Platz2", "neu"]);
  });

  it("ends a line where the page's order does, and at another column", () => {
    const pieces = [piece("a", 0, 10, true), piece("b", 300, 10), piece("c", 100, 10)];
    expect(linesOfPage(pieces, 1).map(({ text }) => text)).toEqual(["a", "b", "c"]);
  });
});

describe("withoutRunningLines", () => {
  const texts = (pages: readonly (readonly PdfLine[])[]) => pages.map((lines) => lines.map(({ text }) => text));

  it("drops lines that stand at the edge of most pages, though their numbers differ", () => {
    const pages = [1, 2, 3].map((n) => [
      line("Stadt", 20, n),
      line(`Text ${"abc"[n - 1]}`, 100, n),
      line(`Stand 2024, Blatt ${n}`, 800, n),
    ]);
    expect(texts(withoutRunningLines(pages))).toEqual([["Text a"], ["Text b"], ["Text c"]]);
  });

  it("drops a page number and keeps any other number", () => {
    const pages = [[line("112", 20), line("Text", 100), line("- 1 -", 800)]];
    expect(texts(withoutRunningLines(pages))).toEqual([["112", "Text"]]);
  });

  it("drops the lines of a table of contents and keeps the lines of a form", () => {
    const pages = [[line("2 Zutritt . . . . . . . . 14", 100), line("Name: ............", 112), line("Text", 124)]];
    expect(texts(withoutRunningLines(pages))).toEqual([["Name: ............", "Text"]]);
  });

  it("keeps a line that stands on one page only or at another height", () => {
    const pages = [[line("A", 20), line("Text", 100)], [line("A", 60, 2), line("B", 100, 2)], [line("C", 20, 3)]];
    expect(texts(withoutRunningLines(pages))).toEqual(texts(pages));
  });

  it("keeps everything where nothing else would be left", () => {
    const pages = [1, 2].map((n) => [line("Aushang", 20, n)]);
    expect(withoutRunningLines(pages)).toEqual(pages);
  });
});

describe("blocksOfPages", () => {
  it("joins lines that were broken at the right edge and makes cut words whole", () => {
    expect(textOf(page(1, ["Die Leitstelle der Verwal-", "tung ist Tag und Nacht be-", "setzt."]))).toBe(
      "Die Leitstelle der Verwaltung ist Tag und Nacht besetzt.",
    );
  });

  it("keeps the newline of a line that ends before the edge", () => {
    const lines = ["Stadt", "Rathausplatz 1", "Hier steht eine lange Zeile Text"];
    expect(textOf(page(1, lines))).toBe(lines.join("\n"));
  });

  it("begins a paragraph after a gap", () => {
    const lines = [line("Erster Absatz ist lang", 100), line("und endet hier.", 112), line("Zweiter Absatz.", 140)];
    expect(textOf(lines)).toBe("Erster Absatz ist lang und endet hier.\n\nZweiter Absatz.");
  });

  it("puts each list item on one line", () => {
    const lines = [
      line("Mitbringen:", 100),
      line("• Ausweis mit", 112, 1, 10, 60),
      line("Foto", 124, 1, 10, 70),
      line("• Geld", 136, 1, 10, 60),
    ];
    expect(textOf(lines)).toBe("Mitbringen:\n- Ausweis mit Foto\n- Geld");
  });

  it("takes lines in larger type for headings, the largest for level 1", () => {
    const body = page(
      1,
      Array.from({ length: 8 }, () => "Ein Satz mit genügend vielen Wörtern darin."),
    );
    const blocks = blocksOfPages([
      [line("Titel über", 20, 1, 20), line("zwei Zeilen", 42, 1, 20), line("Teil", 80, 1, 13), ...body],
    ]);
    expect(blocks.flatMap(({ headingLevel, text }) => (headingLevel === null ? [] : [[headingLevel, text]]))).toEqual([
      [1, "Titel über zwei Zeilen"],
      [2, "Teil"],
    ]);
  });

  it("lets a sentence and a cut word go on across a page break, and knows where each page begins", () => {
    const { text, pages } = composeText(
      blocksOfPages([
        page(1, ["Der Server steht im Kel-"]),
        page(2, ["ler unter dem"]),
        page(3, ["Rathaus."]),
        page(4, ["Ende."]),
      ]),
    );
    expect(text).toBe("Der Server steht im Keller unter dem Rathaus.\n\nEnde.");
    expect(pages?.map(({ start, end }) => text.slice(start, end))).toEqual([
      "Der Server steht im Kel",
      "ler unter dem",
      "Rathaus.",
      "Ende.",
    ]);
  });
});
