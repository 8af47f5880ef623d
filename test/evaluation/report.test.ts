import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import { renderHtml } from "../../src/evaluation/report/render-html.js";
import { renderMarkdown } from "../../src/evaluation/report/render-markdown.js";
import { renderText } from "../../src/evaluation/report/render-text.js";
import { reportTables } from "../../src/evaluation/report/report-tables.js";
import { writeReport } from "../../src/evaluation/report/write-report.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";
import { exampleReport } from "./example-report.js";

const temporaryDirectory = useTemporaryDirectories();
const nothing = {
  ...exampleReport,
  ...{
    retrieval: [],
    ablation: [],
    comparisons: [],
    evidence: [],
    dialogues: [],
    generated: [],
    headlines: [],
    confidence: [],
    floors: [],
    skipped: [],
    errors: [],
  },
};

describe("the tables", () => {
  it("have a cell for every column", () => {
    for (const { title, columns, rows } of reportTables(exampleReport)) {
      for (const row of rows) expect(row, title).toHaveLength(columns.length);
    }
  });

  it("are left out where nothing was measured", () => {
    expect(reportTables(exampleReport).map(({ title }) => title)).toEqual([
      "Floors of the first version",
      "Compared with the baseline of 2026-02-03",
      "Retrieval",
      "Parts of the search",
      "Evidence on the given page",
      "No answer on the given page",
      "Golden questions on the own corpus, test",
      "Golden questions, further figures",
      "Follow-up questions",
      "Quotes alone and language model, side by side",
      "Claims of the language model",
      "Headlines",
      "Calibration of the confidence",
      "Skipped",
    ]);
    expect(reportTables(nothing).map(({ title }) => title)).toEqual([
      "Golden questions on the own corpus, test",
      "Golden questions, further figures",
    ]);
  });
});

describe("the report for a terminal", () => {
  it("lines up its columns and shows intervals, floors and licences", () => {
    const text = renderText(exampleReport);
    const lines = text.split("\n");
    const row = lines.find((line) => line.startsWith("A set, de→de") && line.includes("0.750 [0.700, 0.800]"));
    const head = lines.find((line) => line.startsWith("Set") && line.includes("nDCG@10"));
    expect(row?.trimEnd().length).toBe(head?.length);
    expect(row).toMatch(/0\.80$/);
    expect(text).toMatch(/nDCG@10 of A set, de→de +0\.750 +0\.80 +NO/);
    expect(text.endsWith("A set, by somebody, CC BY 4.0")).toBe(true);
  });
});

describe("the table of follow-up questions", () => {
  it("tells the turns of each half in every form of the report, those asked alone beside them", () => {
    const shares = ["85.0 % [80.0, 90.0] of 9", "65.0 % [60.0, 70.0] of 5", "15.0 % [10.0, 20.0] of 5"];
    const table = reportTables(exampleReport).find(({ title }) => title === "Follow-up questions");
    expect(table?.rows).toEqual([["test", "3", ...shares, "45.0 % [40.0, 50.0] of 1"]]);
    for (const report of [renderText, renderMarkdown, renderHtml].map((render) => render(exampleReport))) {
      const after = report.slice(report.indexOf("Follow-up questions"));
      const places = ["Follow-ups asked alone", "85.0 %", "65.0 %", "15.0 %", "45.0 %"].map((cell) =>
        after.indexOf(cell),
      );
      expect(places).not.toContain(-1);
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
  });
});

describe("the report as Markdown", () => {
  it("keeps every text in its cell", () => {
    const line = renderMarkdown(exampleReport)
      .split("\n")
      .find((each) => each.includes("Wer sagt"));
    expect(line).toBe(
      '| golden test | wrong headline | Wer sagt \\<script\\>alert("1 \\| 2")\\</script\\>? | Müller & Söhne | zwei Zeilen |',
    );
  });
});

describe("the report as a page", () => {
  const html = renderHtml(exampleReport);
  const page = load(html);

  it("needs no other file and runs no script", () => {
    expect(page("script, link, img, iframe, object, embed, [src], [href]")).toHaveLength(0);
    expect(html).not.toMatch(/url\(|@import|\son\w+=/);
    expect(page('meta[http-equiv="Content-Security-Policy"]').attr("content")).toContain("default-src 'none'");
  });

  it("shows texts as they are, not as markup", () => {
    const cells = page("td").map((_, cell) => page(cell).text());
    expect(cells.get()).toContain('Wer sagt <script>alert("1 | 2")</script>?');
    expect(cells.get()).toContain("Müller & Söhne");
  });

  it("holds the four plots, each described and with only true numbers", () => {
    const plots = page("svg");
    expect(plots).toHaveLength(4);
    plots.each((_, plot) => expect(page(plot).attr("aria-label")).toMatch(/\w+/));
    expect(html).not.toContain("NaN");
    expect(html).not.toContain("undefined");
  });

  it("draws an interval around its point, and the floor above it", () => {
    const plot = page("svg").first();
    const x = (selector: string, attribute: string) => Number(plot.find(selector).first().attr(attribute));
    expect(x(".whisker", "x1")).toBeLessThan(x("circle", "cx"));
    expect(x("circle", "cx")).toBeLessThan(x(".whisker", "x2"));
    expect(x("circle", "cx")).toBeLessThan(x(".floor", "x1"));
  });

  it("names missed floors and falls in words", () => {
    const verdicts = page(".verdict").map((_, sentence) => page(sentence).text());
    expect(verdicts.get()).toEqual([
      "1 of 1 floors are missed.",
      "Compared with the baseline, 1 of 2 figures have fallen and 1 have risen.",
    ]);
    const marked = page(".missed").map((_, cell) => page(cell).text());
    expect(marked.get()).toEqual(["NO", "FALLEN"]);
    expect(load(renderHtml({ ...exampleReport, floors: [], comparisons: [] }))(".verdict").text()).toBe(
      "Every floor is met.",
    );
  });

  it("can be made of nothing but golden questions", () => {
    const bare = load(renderHtml({ ...nothing, confidence: exampleReport.confidence }));
    expect(bare("svg")).toHaveLength(2);
  });
});

it("writes the three files, the JSON with all that was measured", async () => {
  const directory = join(await temporaryDirectory(), "new/folder");
  await writeReport(directory, exampleReport);
  const read = (name: string) => readFile(join(directory, name), "utf8");
  expect(JSON.parse(await read("report.json"))).toEqual(exampleReport);
  expect(await read("report.md")).toBe(renderMarkdown(exampleReport));
  expect(await read("report.html")).toBe(renderHtml(exampleReport));
});
