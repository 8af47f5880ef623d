import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contradict, contradictionNotes, type Statement } from "../../src/answers/contradictions.js";

const statement = (text: string, more: Partial<Statement> = {}): Statement => ({
  ...{ text, language: "de", document: "a.md", marker: 1, date: "2020-05" },
  ...more,
});
const OTHER = { document: "b.md", marker: 2, date: undefined };
const NOTE =
  "Die Quellen sagen Verschiedenes: [1] (Mai 2020) und [2] (ohne Datum). Bitte prüfen Sie, welche Angabe gilt.";
const isNoted = (one: string, other: string, more: Partial<Statement> = {}) =>
  contradictionNotes([statement(one), statement(other, { ...OTHER, ...more })], "de").length > 0;

describe("statements of two documents", () => {
  it.each([
    ["another amount", "Die Gebühr beträgt 12 Euro.", "Die Gebühr beträgt 18 Euro."],
    ["another date", "Das Museum wurde am 4. Mai 2018 eröffnet.", "Das Museum wurde am 11. Juni 2019 eröffnet."],
    ["a denial", "Die Führung ist im Preis enthalten.", "Die Führung ist nicht im Preis enthalten."],
    ["another figure of the same year", "2018 kamen 120 Gäste ins Museum.", "2018 kamen 150 Gäste ins Museum."],
  ])("contradict each other by %s", (_how, one, other) => {
    expect(contradictionNotes([statement(one), statement(other, OTHER)], "de")).toEqual([NOTE]);
  });

  it.each([
    ["figures of two years", "2018 kamen 120 Gäste ins Museum.", "2021 kamen 150 Gäste ins Museum."],
    ["the same figure", "Die Gebühr beträgt 12 Euro.", "Die Gebühr beträgt zwölf Euro."],
    ["a figure more", "Die Gebühr beträgt 12 Euro.", "Die Gebühr beträgt 12 Euro, für 2 Personen."],
    ["something else", "Die Gebühr beträgt 12 Euro.", "Der Parkplatz liegt 300 Meter vom Eingang."],
  ])("do not by %s", (_how, one, other) => {
    expect(isNoted(one, other)).toBe(false);
  });

  it("are compared within one language, and never within one document", () => {
    const [one, other] = ["Die Gebühr beträgt 12 Euro.", "Die Gebühr beträgt 18 Euro."];
    expect(isNoted(one, other, { language: "en" })).toBe(false);
    expect(isNoted(one, other, { document: "a.md" })).toBe(false);
  });

  it("that nobody took for answers contradict each other only where nearly all their words are the same", () => {
    const founded = statement("Das krz und die GKD Paderborn gründeten den Zweckverband OWL-IT im Dezember 2017.");
    const merged = statement("Am 1. Januar 2024 ging der Zweckverband OWL-IT mit der GKD Paderborn im krz auf.", OTHER);
    expect(contradict(founded, merged)).toBe(true);
    expect(contradict(founded, merged, 0.85)).toBe(false);
    const later = statement("Das krz und die GKD Paderborn gründeten den Zweckverband OWL-IT im Mai 2018.", OTHER);
    expect(contradict(founded, later, 0.85)).toBe(true);
  });

  it("are noted once for each pair of sources", () => {
    const twice = [12, 18].flatMap((fee, i) =>
      ["Die Gebühr beträgt", "Der Preis ist"].map((words) => statement(`${words} ${fee} Euro.`, i === 0 ? {} : OTHER)),
    );
    expect(contradictionNotes(twice, "de")).toEqual([NOTE]);
  });

  it("never contradict themselves", () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => !isNoted(text, text)));
  });
});
