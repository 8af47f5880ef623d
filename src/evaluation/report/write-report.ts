import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EvaluationReport } from "../evaluation-report.js";
import { renderHtml } from "./render-html.js";
import { renderMarkdown } from "./render-markdown.js";

/** Writes `report.json`, `report.md` and `report.html`; what is there is replaced. */
export async function writeReport(directory: string, report: EvaluationReport): Promise<void> {
  await mkdir(directory, { recursive: true });
  const write = (name: string, content: string) => writeFile(join(directory, name), content);
  await write("report.json", `${JSON.stringify(report, null, 1)}\n`);
  await write("report.md", renderMarkdown(report));
  await write("report.html", renderHtml(report));
}
