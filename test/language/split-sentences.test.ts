import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitSentences } from "../../src/language/split-sentences.js";

const sentences = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

/** Joins the sentences with a space and expects them back. */
const keeps = (...expected: string[]) => expect(sentences(expected.join(" "))).toEqual(expected);

describe("splitSentences", () => {
  it("ends a sentence at full stops, question marks, exclamation marks and ellipses", () => {
    keeps("Das krz liegt in Lemgo.", "Wo liegt es?", "Dort!", "Mal sehen …", "Und so weiter...", "Ende");
  });

  it("does not end one at a colon or a semicolon", () => {
    keeps("Es gilt: Wer zuerst kommt; der gewinnt.");
  });

  it.each([
    "Das gilt z. B. für Bürger, z.B. Die Grünen.",
    "Dr. Stefan Ostrau und Prof. Dr. Meier kamen bzw. gingen ca. 5 Minuten später.",
    "Nach § 3 Abs. 2 Satz 1 Nr. 4 gilt dies i. d. R. Montags.",
    "In der Bega-Str. 5 und der Lange Str. 12 nahe St. Marien.",
    "Der Verein OWL e. V. Lemgo tagt u. a. Freitag.",
    "Die GmbH & Co. KG zahlt 3,5 Mio. Euro.",
    "Mr. Smith and Mrs. Jones, e.g. Room No. 4, i.e. Lemgo.",
    "Geöffnet Mo. - Do. 8 bis 12 Uhr, Fr. 9 Uhr, Tel. 05261 252.",
    "A. Dickehut, E. I. du Pont und J. R. R. Tolkien schreiben.",
  ])("knows abbreviations and initials: %s", (sentence) => {
    keeps(sentence, "Danach ist Schluss.");
  });

  it.each([
    "Am 1. Januar 2020 und am 1.1.2020 begann es.",
    "Das 15. krz Forum im 20. Jahrhundert.",
    "Von der 5. bis zur 9. Klasse.",
    "Der II. Weltkrieg endete 1945.",
    "Mehr unter www.krz.de und bei 1.000 Stellen.",
  ])("knows ordinals, dates and numbers: %s", (sentence) => {
    keeps(sentence, "Danach ist Schluss.");
  });

  it("lets an abbreviation, a year, a numbered heading or an ordinal end the sentence where the next word shows it", () => {
    keeps("Das ist der Verein OWL e. V.", "Die Stadt hilft.");
    keeps("Es gibt Kitas, Schulen usw.", "Eltern können wählen.");
    keeps("Es ist 2020.", "Menschen kamen.");
    keeps("Siehe Kapitel 5.", "Weiteres in Anlage A-18.", "Menschen kamen 1740–42.", "Haus und Hof.");
    keeps("He moved to the U.S.", "The end.");
    keeps("The answer is No.", "That is wrong.");
  });

  it("begins a sentence with a name in lower case, but goes on before any other word in lower case", () => {
    keeps("Das Forum endet.", "krz ist der Name.", "ekom21 auch.");
    keeps("Das Hamb. amt hilft.");
  });

  it("keeps closing quotation marks, brackets and footnotes with their sentence", () => {
    keeps("„Das ist gut.“", "(Das ist so.)", "»Ja!«", "“It is.”", "Belegt.[1]", "Ende.");
    keeps("„Das ist gut!“ sagte er.", "Nun (siehe S. 3 ff.) weiter.");
    keeps("Das Haus (gebaut 1900?) Menschen zeigen.", "Hallo! :) ***");
  });

  it("keeps list markers with their item", () => {
    const text = "- Eins. Zwei.\n1. Das Erste\n2.3. Die Zweite\na. Das Dritte";
    expect(sentences(text)).toEqual(["- Eins.", "Zwei.", "1. Das Erste", "2.3. Die Zweite", "a. Das Dritte"]);
  });

  it("ends a sentence at every line end", () => {
    expect(sentences("Ein\nSatz\r\n\n über vier \n\nZeilen")).toEqual(["Ein", "Satz", "über vier", "Zeilen"]);
  });

  it("gives no sentence for white space", () => {
    expect(splitSentences("")).toEqual([]);
    expect(splitSentences(" \n\t \u00a0")).toEqual([]);
  });

  it("takes long runs of marks", () => {
    for (const unit of [".", ". ", ".)", "a. ", "( a.) ", "1. ", "z. B. "]) {
      const text = unit.repeat(100_000 / unit.length);
      expect(
        splitSentences(text)
          .map(({ start, end }) => text.slice(start, end))
          .join("")
          .replace(/\s/g, ""),
      ).toBe(text.replace(/\s/g, ""));
    }
  });

  it("covers every character that is not white space exactly once, in order and trimmed", () => {
    const piece = fc.constantFrom(
      ..."z. B.|Dr.|1.|2020.|krz|Das|und|A.|e. V.|...|…|!?|.“|„|(|)|[1]|\n|\r\n| |  |\u00a0|\u2028|- |Müller|5|:|,|é|😀|II.|No.|Str.".split(
        "|",
      ),
    );
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.array(piece, { maxLength: 40 }).map((all) => all.join("")),
    );
    const spaced = fc.array(piece, { maxLength: 40 }).map((all) => all.join(" "));
    fc.assert(
      fc.property(fc.oneof(text, spaced), (value) => {
        let end = 0;
        for (const span of splitSentences(value)) {
          const sentence = value.slice(span.start, span.end);
          expect(value.slice(end, span.start).trim()).toBe("");
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(sentence).not.toBe("");
          expect(sentence).toBe(sentence.trim());
          expect(sentence).not.toMatch(/\n/);
          end = span.end;
        }
        expect(value.slice(end).trim()).toBe("");
      }),
      { numRuns: 1000 },
    );
  });
});
