import { describe, expect, it } from "vitest";
import { loadFile } from "./load-file.js";

const textOf = async (markdown: string) => (await loadFile("a.md", markdown)).text;

describe("the Markdown loader", () => {
  it.each([
    ["headings without their mark", "# A *b* `c`\n\nText\n\nD\n---", "A b c\n\nText\n\nD"],
    [
      "text without inline markup",
      "**Eins** _zwei_ `drei` [vier](https://x.example) <https://y.example>",
      "Eins zwei drei vier https://y.example",
    ],
    ["reference links without their targets", "[Amt][a] öffnet\n\n[a]: https://x.example", "Amt öffnet"],
    [
      "lists with one item a line",
      "* eins\n* zwei\n\n  mehr\n\n3. drei\n3. vier",
      "- eins\n- zwei\n  mehr\n\n3. drei\n4. vier",
    ],
    ["lists in lists, moved in", "- a\n  1. b\n     - c\n- d", "- a\n  1. b\n    - c\n- d"],
    ["a list item on one line", "- eins\n  zwei", "- eins zwei"],
    ["task lists with their boxes", "- [x] a\n- [ ] b", "- [x] a\n- [ ] b"],
    [
      "tables with header row and bars",
      "|Jahr|Betrag|\n|--|--:|\n|2022|**5** €|\n|2023||",
      "Jahr | Betrag\n2022 | 5 €\n2023 |",
    ],
    ["code as it is", "```sh\nls  -l\n\techo\n```", "ls  -l\n echo"],
    ["quotations as text", "> Gut.\n>\n> - a", "Gut.\n\n- a"],
    ["line breaks", "Rathaus  \nPlatz 1\\\nOrt<br>Land", "Rathaus\nPlatz 1\nOrt\nLand"],
    ["soft line breaks of lines that are units", "Amt für IT\nZimmer 3", "Amt für IT\nZimmer 3"],
    ["characters written as entities", "5&nbsp;&euro; &amp; mehr", "5 € & mehr"],
  ])("keeps %s", async (_, markdown, expected) => {
    expect(await textOf(markdown)).toBe(expected);
  });

  it.each([
    ["raw HTML", "<div>weg</div>\n\nText <b>fett</b> <!-- weg -->", "Text fett"],
    ["images", "![weg](a.png) Text", "Text"],
    ["struck-out text", "Es kostet ~~10~~ 12 Euro.", "Es kostet 12 Euro."],
    ["marks of footnotes", "Text.[^1]\n\n[^1]: Anmerkung", "Text.\n\nAnmerkung"],
  ])("leaves out %s", async (_, markdown, expected) => {
    expect(await textOf(markdown)).toBe(expected);
  });

  it("takes no single tilde for a strike-through", async () => {
    expect(await textOf("~5 Minuten bis ~6 Minuten")).toBe("~5 Minuten bis ~6 Minuten");
  });

  it("unwraps a paragraph that an editor wrapped", async () => {
    const lines = [
      "Die Stelle für digitale Verwaltung berät alle Ämter, und",
      "zwar kostenlos und in jedem Stadtteil an einem Tag der",
      "Woche.",
    ];
    expect(await textOf(lines.join("\n"))).toBe(lines.join(" "));
  });

  it("gives front matter as it stands and starts the text below it", async () => {
    const file = await loadFile("a.md", "\ufeff---\ntitle: A\n---\n# B");
    expect(file).toMatchObject({ frontMatter: "title: A\n", text: "B", title: null });
  });

  it("gives headings with level and place in the text", async () => {
    const { text, headings, pages } = await loadFile("a.md", "Vorweg\n\n## Größe\u00a0A\n\n> # B");
    expect(headings).toEqual([
      { level: 2, text: "Größe A", start: text.indexOf("Größe") },
      { level: 1, text: "B", start: text.indexOf("B") },
    ]);
    expect(pages).toBeNull();
  });
});
