import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Citation } from "../../src/answers/answer.js";
import { sourceNotes } from "../../src/answers/source-notes.js";
import type { DocumentInfo, FrontMatter } from "../../src/documents/document.js";
import { parseAliases } from "../../src/language/aliases.js";
import type { Language } from "../../src/language/language.js";

const aliases = parseAliases(readFileSync("corpus/aliases.yaml", "utf8"), "aliases.yaml");
const document = (path: string, title: string, frontMatter: FrontMatter): DocumentInfo => ({
  ...{ path, title, frontMatter, language: "de", audience: "citizen", textHash: "sha256:0" },
});
const documents = [
  document("start.md", "Betriebsstart der OWL-IT", {
    ...{ date: "2020-01", valid_from: "2020-01-01", valid_until: "2023-12-31", superseded_by: "neu.md" },
  }),
  document("neu.md", "Ostwestfalen-Lippe-IT (OWL-IT) seit 2024", { valid_from: "2024-01-01" }),
  document("forum.md", "krz Forum 2016 in Lemgo", { date: "2016" }),
  document("gebühren.md", "Gebühren", { valid_until: "2024-02", superseded_by: "gebühren-neu.md" }),
  document("gebühren-neu.md", "Gebühren ab März 2024", {}),
  document("plan.md", "Plan", { date: "2022", valid_until: "2022" }),
  document("glossar.md", "Begriffe", {}),
  document("bericht.md", "People and their posts", { date: "2022-05-10" }),
];
const notes = (paths: string, question = "Wer?", language: Language = "de", today = "2025-06-01") =>
  sourceNotes(
    paths.split(" ").map((path, i) => ({ document: path, marker: i + 1 }) as Citation),
    { question, language, today, aliases, documentOf: (path) => documents.find((each) => each.path === path) },
  );

describe("a note on a source", () => {
  it("says who succeeded the body that the source is about", () => {
    const note =
      "Stand Januar 2020 [1]; Nachfolger von „Zweckverband OWL-IT“ ist seit 1. Januar 2024 „Ostwestfalen-Lippe-IT“.";
    expect(notes("start.md")).toEqual([note]);
    expect(notes("start.md", "Who?", "en")).toEqual([
      "As of January 2020 [1]; the successor of Zweckverband OWL-IT since 1 January 2024 is Ostwestfalen-Lippe-IT.",
    ]);
    expect(notes("forum.md")).toEqual([
      "Stand 2016 [1]; Nachfolger von „krz“ ist seit 1. Januar 2024 „Ostwestfalen-Lippe-IT“.",
    ]);
  });

  it("goes by the body that the question names where the source's title names none", () => {
    expect(notes("bericht.md")).toEqual([]);
    expect(notes("bericht.md", "Wer leitete das krz?")).toEqual([
      "Stand 10. Mai 2022 [1]; Nachfolger von „krz“ ist seit 1. Januar 2024 „Ostwestfalen-Lippe-IT“.",
    ]);
  });

  it("names what a source without a body says of its replacement, else only how old it is", () => {
    expect(notes("gebühren.md")).toEqual(["Gültig bis Februar 2024 [1]; seit März 2024 gilt „Gebühren ab März 2024“."]);
    expect(notes("plan.md")).toEqual(["Stand 2022, gültig bis 2022 [1]."]);
  });

  it("is one for all sources with the same successor", () => {
    expect(notes("forum.md neu.md forum.md bericht.md", "Was ist mit dem krz?")).toEqual([
      "Stand 2016 [1] [3], Stand 10. Mai 2022 [4]; Nachfolger von „krz“ ist seit 1. Januar 2024 „Ostwestfalen-Lippe-IT“.",
    ]);
  });

  it.each(["neu.md", "glossar.md", "gebühren-neu.md", "fehlt.md"])("is not needed for %s", (path) => {
    expect(notes(path, "Was ist mit dem krz?")).toEqual([]);
  });

  it("does not look ahead of the day of the question", () => {
    expect(notes("start.md forum.md gebühren.md", "Wer?", "de", "2023-12-31")).toEqual([]);
  });
});
