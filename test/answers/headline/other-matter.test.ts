import { describe, expect, it } from "vitest";
import { decideHeadline } from "../../../src/answers/headline/find-headline.js";
import type { Language } from "../../../src/language/language.js";

/** The headline for a question on sentences of one language, best first. */
function headline(question: string, language: Language, spoken: Language, ...sentences: string[]): string | null {
  const evidence = sentences.map((text) => ({ text, language: spoken }));
  return decideHeadline({ question, language, evidence }).text;
}

describe("no headline is taken from a sentence about another matter", () => {
  it("such as another event", () => {
    const visited = "Das Team besichtigte das Wasserwerk Hasel am Freitag, dem 3. Juli 2015.";
    expect(headline("Wann besichtigte das Team das Wasserwerk Hasel?", "de", "de", visited)).toBe("3. Juli 2015");
    expect(headline("When did the Wasserwerk Hasel open?", "en", "de", visited)).toBeNull();
  });

  it("such as a later one where the first is asked for", () => {
    const held = "Das Stadtfest fand 2016 am Hafen statt.";
    expect(headline("Wann fand das Stadtfest am Hafen statt?", "de", "de", held)).toBe("2016");
    expect(headline("Wann fand das erste Stadtfest am Hafen statt?", "de", "de", held)).toBeNull();
  });

  it("such as a state where its beginning is asked for", () => {
    const was = "Im Januar 2020 war Erika Muster Leiterin des Hafenamts.";
    expect(headline("Seit wann ist Erika Muster Leiterin des Hafenamts?", "de", "de", was)).toBeNull();
    const began = "Zum 1. März 2019 übernahm Erika Muster die Leitung des Hafenamts.";
    expect(headline("Seit wann leitet Erika Muster das Hafenamt?", "de", "de", began)).toBe("1. März 2019");
  });

  it("such as the person whom the question itself describes", () => {
    const visited = "Der Bürgermeister Hans Meier besuchte das Wasserwerk in Hasel.";
    expect(headline("Wer besuchte das Wasserwerk in Hasel?", "de", "de", visited)).toBe("Hans Meier");
    expect(headline("Wer besuchte mit dem Bürgermeister das Wasserwerk in Hasel?", "de", "de", visited)).toBeNull();
  });

  it("such as the head where the deputy is asked for", () => {
    const led = "Hans Meier chaired the committee of Hasel; his deputy in that role was Erika Muster.";
    expect(headline("Who was the deputy chair of the committee of Hasel?", "en", "en", led)).not.toBe("Hans Meier");
  });

  it("such as a body where an office is asked for", () => {
    const renamed = "Der Verband GKD Hasel heißt seit 2024 Hafenverband, Vorsteher gibt es keinen.";
    expect(headline("Wer ist Vorsteher des Hafenverbands?", "de", "de", renamed)).toBeNull();
  });

  it("such as a town where a district or a street is asked for", () => {
    const lies = "Lemgo und Detmold liegen beide im Landkreis Lippe.";
    expect(headline("In welchem Landkreis liegt Lemgo?", "de", "de", lies)).toBe("Lippe");
    expect(
      headline("In welcher Straße in Lemgo steht das Amt?", "de", "de", "Das Amt steht in Lemgo bei Detmold."),
    ).toBeNull();
  });
});

describe("a number is read with what belongs to it", () => {
  it("and no headline is made of one that changes, but for its range", () => {
    const rose = "From 1991 on the number of members rose from 415 to 587 members.";
    expect(headline("How many members were there?", "en", "en", rose)).toBeNull();
  });

  it("and a multiple of the unit is named with it", () => {
    const absorbed = "Der Wald nimmt im Jahr 1,5 Gigatonnen Kohlendioxid auf.";
    expect(headline("Wie viele Tonnen Kohlendioxid nimmt der Wald auf?", "de", "de", absorbed)).toBe("1,5 Gigatonnen");
  });

  it("and powers of ten are left alone", () => {
    const stored = "Der Wald speichert 1,1 × 1011 Tonnen Kohlenstoff.";
    expect(headline("Wie viele Tonnen Kohlenstoff speichert der Wald?", "de", "de", stored)).toBeNull();
  });
});

it("names keep the 'New' they begin with, and long runs of capitals are no name", () => {
  const beat = "Zuvor besiegte der Trainer der New England Patriots die Mannschaft aus Hasel.";
  expect(headline("Wessen Trainer besiegte die Mannschaft aus Hasel?", "de", "de", beat)).not.toBe("England Patriots");
  const led = "Pro Bowl Defensive Tackle Kawann Short führte das Team von Hasel an.";
  expect(headline("Wer führte das Team von Hasel an?", "de", "de", led)).toBeNull();
});

it("a decade is asked for and given without its part", () => {
  const ended = "Anfang der 1970er-Jahre vollendete der Sender seinen Übergang zum Farbfernsehen.";
  const question = "In welchem Jahrzehnt vollendete der Sender den Übergang zum Farbfernsehen?";
  expect(headline(question, "de", "de", ended)).toBe("1970er-Jahre");
});
