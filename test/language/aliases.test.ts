import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NO_ALIASES, parseAliases } from "../../src/language/aliases.js";
import { expandAliases } from "../../src/language/expand-aliases.js";

const yaml = `
bodies:
  - name: Zweckverband OWL-IT
    names: [OWL-IT, OWL IT]
    valid_from: 2017-12
    valid_until: 2023-12-31
    succeeded_by:
      - { name: Ostwestfalen-Lippe-IT, date: 2024-01-01 }
  - name: Ostwestfalen-Lippe-IT
    names: [OWL-IT]
    valid_from: 2024-01-01
  - name: Kommunales Rechenzentrum
    names: [krz, krz Lemgo]
    valid_until: 2023
    succeeded_by:
      - { name: Ostwestfalen-Lippe-IT, date: 2024-01-01 }
terms:
  - name: Onlinezugangsgesetz
    names: [OZG, Online-Zugangsgesetz]
  - name: Informationstechnik
    names: [IT]
  - name: Einer für Alle
    names: [EfA]
`;
const aliases = parseAliases(yaml, "aliases.yaml");
const expand = (question: string, today = "2025-06-01") => expandAliases(question, aliases, today);

describe("expandAliases", () => {
  it("gives the other names of a term, not the ones that stand there", () => {
    expect(expand("Was regelt das OZG?")).toEqual(["Onlinezugangsgesetz"]);
    expect(expand("Was regelt das Onlinezugangsgesetz (OZG)?")).toEqual([]);
    expect(expand("Wo liegt Lemgo?")).toEqual([]);
    expect(expandAliases("Was regelt das OZG?", NO_ALIASES, "2025-06-01")).toEqual([]);
  });

  it.each(["Online-Zugangsgesetz", "online zugangsgesetz", "ONLINEZUGANGSGESETZ", "Onlinezugangsgesetzs"])(
    "does not mind case, hyphens, spaces or a genitive: %s",
    (name) => expect(expand(`Was regelt das ${name}?`)).toEqual(["OZG"]),
  );

  it("finds names only at word borders and prefers the longest", () => {
    expect(expand("Was sind krzys und OZGX?")).toEqual([]);
    expect(expand("krz Lemgo 2016")).toEqual(["Kommunales Rechenzentrum"]);
    expect(expand("Einer fuer alle?")).toEqual(["EfA"]);
  });

  it("takes abbreviations in capitals or small letters, but never for a common word", () => {
    expect(expand("was ist ozg")).toEqual(["Onlinezugangsgesetz"]);
    expect(expand("Was ist EFA?")).toEqual(["Einer für Alle"]);
    expect(expand("Was ist Ozg?")).toEqual([]);
    expect(expand("Who runs IT?")).toEqual(["Informationstechnik"]);
    expect(expand("Who leads it?")).toEqual([]);
  });

  it("leads to the successor from the day it took over, never before", () => {
    expect(expand("Wer leitet das krz?")).toEqual([
      "Kommunales Rechenzentrum",
      "krz Lemgo",
      "Ostwestfalen-Lippe-IT",
      "OWL-IT",
    ]);
    expect(expand("Wer leitet das krz?", "2023-12-31")).toEqual(["Kommunales Rechenzentrum", "krz Lemgo"]);
    expect(expand("Wer leitete 2016 das krz?")).toEqual(["Kommunales Rechenzentrum", "krz Lemgo"]);
    expect(expand("Wer leitete das krz seit 2016?")).toContain("Ostwestfalen-Lippe-IT");
    expect(expand("Wer leitete das krz im Januar 2024?")).toContain("Ostwestfalen-Lippe-IT");
  });

  it("tells bodies of one name apart by the date of the question", () => {
    expect(expand("Wer leitete 2019 die OWL-IT?")).toEqual(["Zweckverband OWL-IT"]);
    expect(expand("Wer leitet 2025 die OWL IT?")).toEqual(["Ostwestfalen-Lippe-IT"]);
    expect(expand("Wer leitet die OWL-IT?")).toEqual(["Zweckverband OWL-IT", "Ostwestfalen-Lippe-IT"]);
    expect(expand("Gab es die OWL-IT 1990?")).toEqual(["Zweckverband OWL-IT", "Ostwestfalen-Lippe-IT"]);
  });
});

describe("parseAliases", () => {
  it("reads the file of the corpus", () => {
    const { entries } = parseAliases(readFileSync("corpus/aliases.yaml", "utf8"), "corpus/aliases.yaml");
    expect(entries.size).toBeGreaterThan(0);
  });

  it("gives no aliases for an empty file", () => {
    expect(parseAliases("", "aliases.yaml").entries.size).toBe(0);
  });

  it.each([
    [
      "bodies: [{ name: A, names: [B], until: 2020 }]",
      "a.yaml: bodies[0] has the unknown key until; allowed are name, names, valid_from, valid_until, succeeded_by.",
    ],
    [
      "terms: [{ name: A, names: [B], valid_from: 2020 }]",
      "a.yaml: terms[0] has the unknown key valid_from; allowed are name, names.",
    ],
    ["body: []", "a.yaml: the file has the unknown key body; allowed are bodies, terms."],
    ["terms: [{ name: A }]", "a.yaml: terms[0].names must be a list of names."],
    ["bodies: 5", "a.yaml: bodies must be a list."],
    ["5", "a.yaml: the file must hold the lists bodies and terms."],
    [
      "bodies: [{ name: A, names: [B], valid_from: 1.1.2020 }]",
      'a.yaml: bodies[0].valid_from must be a date (YYYY, YYYY-MM or YYYY-MM-DD), not "1.1.2020".',
    ],
    [
      "bodies: [{ name: A, names: [B], valid_from: 2021, valid_until: 2020-05 }]",
      'a.yaml: valid_from 2021 of "A" lies after valid_until 2020-05.',
    ],
    [
      "bodies: [{ name: A, names: [B], succeeded_by: [{ name: X, date: 2020 }] }]",
      'a.yaml: succeeded_by of "A" names "X"; it must be the name of another entry.',
    ],
    [
      "terms: [{ name: A, names: [B] }, { name: A, names: [C] }]",
      'a.yaml: name "A" stands twice; every entry needs a name of its own.',
    ],
    ["terms: [{ name: A, names: ['!'] }]", 'a.yaml: name "!" of "A" has no letter and no digit.'],
  ])("refuses %s", (text, message) => {
    expect(() => parseAliases(text, "a.yaml")).toThrow(
      expect.objectContaining({ name: "ConfigurationError", message }),
    );
  });

  it("refuses what is not YAML, and tells all faults at once", () => {
    expect(() => parseAliases("- [", "a.yaml")).toThrow(/^a\.yaml is not valid YAML: /);
    expect(() => parseAliases("a: 1\nbodies: 5", "a.yaml")).toThrow(
      expect.objectContaining({ problems: expect.objectContaining({ length: 2 }) }),
    );
  });
});
