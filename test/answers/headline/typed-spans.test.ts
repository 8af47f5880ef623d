import { describe, expect, it } from "vitest";
import { findTypedSpans, type TypedSpan } from "../../../src/answers/headline/typed-spans.js";

function texts(text: string, language: "de" | "en", type: TypedSpan["type"]): readonly string[] {
  return findTypedSpans(text, language)
    .filter((span) => span.type === type)
    .map((span) => text.slice(span.start, span.end));
}

function numbers(text: string, language: "de" | "en") {
  return findTypedSpans(text, language).flatMap((span) => (span.type === "number" ? [span.number] : []));
}

describe("numbers", () => {
  it.each([
    ["Über 500 Gäste besuchten die Messe.", "de", 500, "more than", "Gäste"],
    ["Bisher haben sich 52 Kommunen angeschlossen.", "de", 52, null, "Kommunen"],
    ["Zwei Glasfaserleitungen verbinden die Häuser.", "de", 2, null, "Glasfaserleitungen"],
    ["At least 1,200 pupils use the platform.", "en", 1200, "at least", "pupils"],
    ["twenty-five schools joined", "en", 25, null, "schools"],
  ] as const)("reads value, qualifier and counted noun of %j", (text, language, value, qualifier, noun) => {
    expect(numbers(text, language)).toMatchObject([{ value, qualifier }]);
    expect(numbers(text, language)[0]?.counted).toContain(noun);
  });

  it("reads separators the way the language writes them", () => {
    expect(numbers("Die Stadt hat 1.500 Plätze und 2,5 Stellen.", "de").map(({ value }) => value)).toEqual([1500, 2.5]);
    expect(numbers("There are 1,500 seats and 2.5 posts.", "en").map(({ value }) => value)).toEqual([1500, 2.5]);
  });

  it("knows units, scales and ranges", () => {
    expect(numbers("rund 1,5 Millionen Euro", "de")).toMatchObject([{ value: 1_500_000, unit: { kind: "money" } }]);
    expect(numbers("90 % der Schulen", "de")).toMatchObject([{ value: 90, unit: { kind: "percent" } }]);
    expect(numbers("$5 million in cash", "en")).toMatchObject([{ value: 5_000_000, unit: { kind: "money" } }]);
    expect(numbers("30 bis 50 Räume", "de")).toMatchObject([{ value: 30, last: 50 }]);
  });

  it("does not take 'über zwei Leitungen' for more than two", () => {
    expect(numbers("Die Häuser sind über zwei Leitungen verbunden.", "de")).toMatchObject([
      { value: 2, qualifier: null },
    ]);
  });

  it.each([
    "Der 5. Platz ging an Lemgo.",
    "Raum Nr. 4, Version 2.0",
    "um 10:30 Uhr",
    "am 3. Mai 2019",
    "Achtung, Elfen!",
  ])("finds no count in %j", (text) => {
    expect(numbers(text, "de")).toEqual([]);
  });
});

describe("names", () => {
  it.each([
    ["Gestern eröffnete Bürgermeister Rainer Heller das Forum.", ["Rainer Heller"]],
    ["Dr. Stefan Ostrau vom Kreis Lippe sprach zuerst.", ["Dr. Stefan Ostrau"]],
    ["Durch den Tag führte Landrätin Anna Katharina Bölling.", ["Anna Katharina Bölling"]],
    ["Die Leitung hat Prof. Dr. Andreas Meyer-Falcke übernommen.", ["Prof. Dr. Andreas Meyer-Falcke"]],
    ["Die GKD Paderborn und das krz gründeten einen Verband.", ["GKD Paderborn", "krz"]],
    ["Die Server liefert die Muster Netz GmbH aus Herford.", ["Muster Netz GmbH"]],
  ])("finds the names of %j", (text, expected) => {
    expect(texts(text, "de", "name")).toEqual(expected);
  });

  it.each([
    "Der neue Server steht im Keller.",
    "Die Mitarbeiter nutzen das Verfahren bzw. die Software.",
    "Für IT und EDV gilt die DSGVO.",
    "Im Jahr 2016 stieg die Zahl der Anträge.",
  ])("takes no noun of %j for a name", (text) => {
    expect(texts(text, "de", "name")).toEqual([]);
  });

  it("keeps a person's surname particles and leaves out the English office", () => {
    expect(texts("Mayor Ludwig van Dyk thanked managing director Lars Hoppmann.", "en", "name")).toEqual([
      "Ludwig van Dyk",
      "Lars Hoppmann",
    ]);
  });
});

describe("places and times", () => {
  it("finds places after a preposition, a known name or a word for a place", () => {
    expect(texts("Am Standort Lemgo und im Ortsteil Merzdorf wird gebaut.", "de", "place")).toEqual([
      "Lemgo",
      "Merzdorf",
    ]);
    expect(texts("Die Tagung war in der Stadthalle Detmold.", "de", "place")).toEqual(["Stadthalle Detmold"]);
    expect(texts("The centre is in Bad Salzuflen near Herford.", "en", "place")).toEqual(["Bad Salzuflen", "Herford"]);
  });

  it("takes no fixed phrase for a place", () => {
    expect(texts("In Kürze geht das Netz in Betrieb, in Zusammenarbeit mit Partnern.", "de", "place")).toEqual([]);
  });

  it("finds clock times", () => {
    expect(texts("Das Amt hat von 8 bis 16.30 Uhr offen.", "de", "time")).toEqual(["8 bis 16.30 Uhr"]);
  });
});
