import { describe, expect, it } from "vitest";
import { createCompoundSplitter } from "../../src/language/compounds.js";

const split = (word: string, frequencies: Record<string, number>) =>
  createCompoundSplitter((part) => frequencies[part] ?? 0)(word);

describe("createCompoundSplitter", () => {
  it("splits a compound into parts of the corpus and drops linking elements", () => {
    expect(split("rechenzentrumsbetrieb", { rechenzentrum: 9, betrieb: 9 })).toEqual(["rechenzentrum", "betrieb"]);
    expect(split("kindergartenplatz", { kinder: 2, garten: 2, platz: 2 })).toEqual(["kinder", "garten", "platz"]);
    expect(split("wohnungenmiete", { wohnung: 4, miete: 4 })).toEqual(["wohnung", "miete"]);
  });

  it("takes the highest mean of log(1 + frequency), then the fewest parts", () => {
    expect(split("datenschutzamt", { daten: 100, schutzamt: 100, datenschutz: 2 })).toEqual(["daten", "schutzamt"]);
    const even = { haus: 5, halt: 5, plan: 5, haushalt: 5 };
    expect(split("haushaltplan", even)).toEqual(["haushalt", "plan"]);
    expect(split("haushaltplan", { ...even, haushalt: 2 })).toEqual(["haus", "halt", "plan"]);
  });

  it("leaves alone what is short, too long, no word, or not covered by words that occur twice", () => {
    expect(split("hausamt", { haus: 9, amt: 9 })).toEqual([]);
    expect(split("hofhaus", { hofh: 9, aus: 9 })).toEqual([]);
    expect(split("stadthaus", { stadt: 9, haus: 1 })).toEqual([]);
    expect(split("stadtxhaus", { stadt: 9, haus: 9 })).toEqual([]);
    expect(split("stadt2haus", { stadt: 9, haus: 9 })).toEqual([]);
    expect(split("stadthaus", { stadthaus: 9 })).toEqual([]);
    expect(split("haus".repeat(30), { haus: 9 })).toEqual([]);
  });

  it("uses at most four parts of at least four letters", () => {
    expect(split("haus".repeat(4), { haus: 9 })).toEqual(["haus", "haus", "haus", "haus"]);
    expect(split("haus".repeat(5), { haus: 9 })).toEqual([]);
    expect(split("autobahn", { auto: 9, bahn: 9 })).toEqual(["auto", "bahn"]);
    expect(split("radautobahn", { rad: 9, auto: 9, bahn: 9 })).toEqual([]);
  });

  it("looks up no more parts than the word has letter pairs, however many ways lead there", () => {
    let lookUps = 0;
    const splitter = createCompoundSplitter(() => {
      lookUps += 1;
      return 2;
    });
    expect(splitter("esen".repeat(15)).length).toBeGreaterThan(1);
    expect(lookUps).toBeLessThanOrEqual((60 * 60) / 2);
  });
});
