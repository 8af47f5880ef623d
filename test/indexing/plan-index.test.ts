import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ComparedDocument, isUpToDate, planIndex } from "../../src/indexing/plan-index.js";

const document = (path: string, more: Partial<ComparedDocument> = {}): ComparedDocument => ({
  path,
  title: "Titel",
  language: "de",
  audience: "citizen",
  frontMatter: { date: "2024" },
  textHash: "sha256:1",
  headings: [{ level: 1, text: "Titel", start: 0 }],
  pages: null,
  ...more,
});
const noFiles = { unreadable: [], skipped: [], remarks: [] };

describe("planIndex", () => {
  it("tells new, changed, unchanged and removed documents, each list sorted", () => {
    const before = ["z", "b", "c", "y"].map((path) => document(path));
    const now = [document("n"), document("b"), document("a"), document("z", { title: "Neu" })];
    const plan = planIndex(now, before, noFiles);
    expect(plan).toEqual({ added: ["a", "n"], changed: ["z"], unchanged: ["b"], removed: ["c", "y"], ...noFiles });
    expect(isUpToDate(plan)).toBe(false);
  });

  it.each<[string, Partial<ComparedDocument>]>([
    ["text", { textHash: "sha256:2" }],
    ["title", { title: "Anders" }],
    ["audience", { audience: "employee" }],
    ["language", { language: "en" }],
    ["front matter", { frontMatter: { date: "2025" } }],
    ["headings", { headings: [{ level: 2, text: "Titel", start: 0 }] }],
    ["pages", { pages: [{ number: 1, start: 0, end: 9 }] }],
  ])("takes another %s for a change", (_, change) => {
    expect(planIndex([document("a", change)], [document("a")], noFiles).changed).toEqual(["a"]);
  });

  it("does not count unreadable and skipped files as something to do", () => {
    const files = {
      unreadable: [{ path: "x.pdf", reason: "", german: "" }],
      skipped: [{ path: "y.csv", reason: "", german: "" }],
      remarks: [],
    };
    const plan = planIndex([document("a")], [document("a")], files);
    expect(plan).toMatchObject(files);
    expect(isUpToDate(plan)).toBe(true);
  });

  it("puts every document into exactly one list", () => {
    const documents = fc.uniqueArray(fc.tuple(fc.constantFrom(..."abcdef"), fc.constantFrom("1", "2")), {
      selector: ([path]) => path,
    });
    const toDocuments = (list: [string, string][]) => list.map(([path, textHash]) => document(path, { textHash }));
    fc.assert(
      fc.property(documents, documents, (now, before) => {
        const { added, changed, unchanged, removed } = planIndex(toDocuments(now), toDocuments(before), noFiles);
        const [paths, pathsBefore] = [now, before].map((list) => list.map(([path]) => path).toSorted());
        expect([...added, ...changed, ...unchanged].toSorted()).toEqual(paths);
        expect([...removed, ...changed, ...unchanged].toSorted()).toEqual(pathsBefore);
      }),
    );
  });
});
