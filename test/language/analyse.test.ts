import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../src/language/analyse.js";
import { createCompoundSplitter } from "../../src/language/compounds.js";
import type { Language } from "../../src/language/language.js";
import { listWords, normaliseWord } from "../../src/language/normalise.js";

const plain = createAnalyser({});
const terms = (text: string, language: Language = "de") => plain.analyse(text, language).map(({ term }) => term);

describe("analyse", () => {
  it("drops stop words and stems the rest", () => {
    expect(terms("Wer hat die Wohnungen der Gemeinde gebaut?")).toEqual(["wohnung", "meind", "bau"]);
    expect(terms("Who are the managers of these cities?", "en")).toEqual(["manag", "citi"]);
  });

  it("keeps negations", () => {
    expect(terms("nicht ohne Antrag")).toContain("nich");
    expect(terms("not without an application", "en")).toContain("not");
  });

  it.each([
    ["Straße", "Strasse"],
    ["für Köln", "fuer Koeln"],
    ["Bürgermeister Müller", "BUERGERMEISTER MUELLER"],
    ["Café", "Cafe"],
    ["Ku\u0308che", "Küche"],
    ["neue Räume", "neu Raeume"],
    ["OWL-IT", "OWLIT"],
    ["E-Mail", "Email"],
    ["Bürger:innen", "Bürger"],
    ["Mitarbeiter/-innen", "Mitarbeiter"],
    ["krz’s", "krz"],
  ])("lets %s meet %s", (one, other) => {
    expect(terms(one)).toEqual(expect.arrayContaining(terms(other)));
  });

  it("takes no umlaut for granted after a, e and q", () => {
    expect(terms("neu neue Bauer Quelle")).toEqual(["neu", "neu", "bauer", "quell"]);
  });

  it("gives words with hyphens, slashes and the like both joined and in parts", () => {
    expect(plain.analyse("OWL-IT", "en")).toEqual([
      { term: "owlit", surface: "OWL-IT", kind: "word" },
      { term: "owl", surface: "OWL-IT", kind: "part" },
      { term: "it", surface: "OWL-IT", kind: "part" },
    ]);
    expect(terms("Minden-Ravensberg/Lippe")).toEqual(["mindenravensberglipp", "mind", "ravensberg", "lipp"]);
    expect(terms("Breitband@Mittelstand", "en")).toEqual(["breitbandmittelstand", "breitband", "mittelstand"]);
    expect(terms("www.krz.de")).toContain("krz");
  });

  it("drops stop words joined by a slash, and keeps an abbreviation in capitals", () => {
    expect(terms("und/oder")).toEqual([]);
    expect(terms("Who runs the IT of it?", "en")).toEqual(["run", "it"]);
    expect(terms("WHO RUNS IT", "en")).toEqual(["run"]);
  });

  it("adds the parts of compounds beside the whole word, also within hyphens", () => {
    const corpus = listWords("Der Betrieb im Rechenzentrum. Betriebe, Betrieb, Rechenzentrum, Online").map((word) =>
      normaliseWord(word, "de"),
    );
    const split = createCompoundSplitter((word) => corpus.filter((other) => other === word).length);
    const { analyse } = createAnalyser({ splitCompound: split });
    expect(analyse("Rechenzentrumsbetrieb", "de")).toEqual([
      { term: "rechenzentrumsbetrieb", surface: "Rechenzentrumsbetrieb", kind: "word" },
      { term: "rechenzentrum", surface: "Rechenzentrumsbetrieb", kind: "part" },
      { term: "betrieb", surface: "Rechenzentrumsbetrieb", kind: "part" },
    ]);
    expect(analyse("Online-Rechenzentrumsbetrieb", "de").map(({ term }) => term)).toContain("betrieb");
    expect(analyse("Rechenzentrumsbetrieb", "en").map(({ term }) => term)).toEqual(["rechenzentrumsbetrieb"]);
  });

  it.each([
    "1.1.2020",
    "01.01.2020",
    "1. 1. 2020",
    "1. Januar 2020",
    "1. Jan. 2020",
    "January 1, 2020",
    "January 1st, 2020",
    "1 January 2020",
    "1st of January 2020",
    "2020-01-01",
  ])("reads the date %s in both languages", (date) => {
    for (const language of ["de", "en"] as const) {
      const found = plain.analyse(`Am ${date} begann es.`, language);
      expect(found.filter(({ kind }) => kind === "date")).toEqual([
        { term: "2020-01-01", surface: date, kind: "date" },
        { term: "2020-01", surface: date, kind: "date" },
      ]);
      expect(found.map(({ term }) => term)).toContain("2020");
    }
  });

  it("reads both dates of a range", () => {
    expect(terms("1.1.2020-31.12.2020")).toEqual(["2020-01-01", "2020-01", "2020", "2020-12-31", "2020-12", "2020"]);
    expect(terms("1.-3. Mai 2020")).toContain("2020-05-03");
  });

  it("reads a month, and no date that the calendar does not have", () => {
    for (const text of ["Januar 2020", "January 2020", "2020-01"])
      expect(
        plain
          .analyse(text, "de")
          .filter(({ kind }) => kind === "date")
          .map(({ term }) => term),
      ).toEqual(["2020-01"]);
    for (const text of ["31.4.2020", "1.13.2020", "0.1.2020", "1.1.20201", "Version 11.1.2020.5"])
      expect(plain.analyse(text, "de").filter(({ kind }) => kind === "date")).toEqual([]);
  });

  it.each([
    ["1.000", "1000"],
    ["1,000", "1000"],
    ["1.234.567,50", "1234567.5"],
    ["3,5", "3.5"],
    ["3.50", "3.5"],
    ["50,00", "50"],
    ["0,5", "0.5"],
    ["15th", "15"],
    ["16:30", "16:30"],
    ["16.30 Uhr", "16:30"],
    ["16:00", "16"],
    ["zwölf", "12"],
    ["1990er", "1990"],
  ])("reads the number %s as %s", (text, term) => {
    expect(terms(text)).toContain(term);
    if (!/[a-zö]/.test(text)) expect(terms(text, "en")).toContain(term);
  });

  it("gives only terms that are not empty and hold neither capitals nor white space, in both languages", () => {
    const piece = fc.constantFrom(
      ..."OWL-IT|1.000|1.1.2020|Straße|und/oder|§|@|krz's|Bürger:innen|İ|ﬁ|…|2020-01-01|é|ẞ|-|16:30|Ⅷ|½|म".split("|"),
    );
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.array(piece).map((all) => all.join(" ")),
    );
    fc.assert(
      fc.property(text, fc.constantFrom<Language>("de", "en"), (value, language) => {
        for (const { term, surface } of plain.analyse(value, language)) {
          expect(term).toMatch(/^[\p{L}\p{N}.:-]+$/u);
          expect(term).toBe(term.toLowerCase());
          expect(value.normalize("NFC")).toContain(surface);
        }
      }),
      { numRuns: 500 },
    );
  });
});
