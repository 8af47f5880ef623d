import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideHeadline } from "../../../src/answers/headline/find-headline.js";
import type { Language } from "../../../src/language/language.js";

/** The headline for a question on German sentences, best first. */
function headline(question: string, language: Language, ...sentences: string[]): string | null {
  const evidence = sentences.map((text) => ({ text, language: "de" as const }));
  return decideHeadline({ question, language, evidence }).text;
}

const start = "Seit dem 1. Januar 2020 betreibt die OWL-IT die Rechenzentren in Lemgo und Paderborn.";
const opened =
  "Eröffnet wurde das krz Forum 2016 durch den Verbandsvorsteher, Bürgermeister Rainer Heller aus Detmold.";
const joined = "Bisher haben sich 52 Kommunen dem Zweckverband angeschlossen.";
const guests = "Über 500 Gäste besuchten das krz Forum in der Stadthalle Detmold.";

describe("decideHeadline for when", () => {
  it("writes a date in the language of the question", () => {
    expect(headline("When did OWL-IT start operations?", "en", start)).toBe("1 January 2020");
    expect(headline("Seit wann betreibt die OWL-IT die Rechenzentren?", "de", start)).toBe("1. Januar 2020");
  });

  it("gives only the year where the year is asked for", () => {
    expect(headline("In welchem Jahr übernahm die OWL-IT den Betrieb der Rechenzentren?", "de", start)).toBe("2020");
  });

  it("answers with the date beside the words of the question", () => {
    const sentence = "Der Umzug der Server begann im März 2018, der Testbetrieb des neuen Netzes folgte im Mai 2019.";
    expect(headline("Wann begann der Umzug der Server?", "de", sentence)).toBe("März 2018");
    expect(headline("Wann folgte der Testbetrieb des neuen Netzes?", "de", sentence)).toBe("Mai 2019");
  });

  it("tells the two ends of a period apart", () => {
    const sentence = "Der Zweckverband bestand von Dezember 2017 bis zum 31. Dezember 2023.";
    expect(headline("Bis wann bestand der Zweckverband?", "de", sentence)).toContain("31. Dezember 2023");
    expect(headline("Seit wann bestand der Zweckverband?", "de", sentence)).toBe("Dezember 2017");
  });

  it("does not repeat a date of the question and takes none of another year", () => {
    const sentence = "Das krz Forum 2016 fand am 12. Mai 2016 statt.";
    expect(headline("Wann fand das krz Forum 2016 statt?", "de", sentence)).toBe("12. Mai 2016");
    expect(headline("Wann fand das krz Forum 2014 statt?", "de", sentence)).toBeNull();
  });

  it("keeps silent when the date belongs to another body or deed", () => {
    expect(headline("Wann wurde die GKD Paderborn gegründet?", "de", "Die OWL-IT wurde 2017 gegründet.")).toBeNull();
    const founders = "Das krz und die GKD Paderborn gründeten im Dezember 2017 den Zweckverband OWL-IT.";
    expect(headline("Wann wurde die GKD Paderborn gegründet?", "de", founders)).toBeNull();
    expect(headline("Wann wurde die OWL-IT gegründet?", "de", founders)).toBe("Dezember 2017");
  });
});

describe("decideHeadline for who", () => {
  it.each([
    [opened, "Rainer Heller"],
    ["Bürgermeister Rainer Heller eröffnete das krz Forum und begrüßte über 500 Gäste.", "Rainer Heller"],
    ["Am Vormittag eröffnete Landrat Dr. Axel Lehmann das krz Forum in Detmold.", "Dr. Axel Lehmann"],
    ["Landrat Axel Lehmann, Schirmherr der Messe, eröffnete das krz Forum mit Reinhold Harnisch.", "Axel Lehmann"],
  ])("finds the one who did it in %j", (sentence, name) => {
    expect(headline("Wer eröffnete das krz Forum 2016?", "de", sentence)).toBe(name);
    expect(headline("Who opened the krz Forum 2016?", "en", sentence)).toBe(name);
  });

  it("finds the holder of an office beside the word for it", () => {
    const sentence = "Die Gäste begrüßte krz-Geschäftsführer Reinhold Harnisch gemeinsam mit Landrat Axel Lehmann.";
    expect(headline("Wer ist der Geschäftsführer des krz?", "de", sentence)).toBe("Reinhold Harnisch");
    expect(headline("Who is the managing director of krz?", "en", sentence)).toBe("Reinhold Harnisch");
  });

  it("names a body that acts", () => {
    expect(headline("Wer betreibt die Rechenzentren in Lemgo und Paderborn?", "de", start)).toBe("OWL-IT");
  });

  it("names two persons whom the sentence lists together", () => {
    const sentence = "Die OWL-IT hatte zwei Geschäftsleiter, Bernd Kürpick und Lars Hoppmann.";
    expect(headline("Wer waren die Geschäftsleiter der OWL-IT?", "de", sentence)).toBe(
      "Bernd Kürpick und Lars Hoppmann",
    );
    expect(headline("Who were the managing directors of OWL-IT?", "en", sentence)).toBe(
      "Bernd Kürpick and Lars Hoppmann",
    );
  });

  it("keeps silent when the only name plays another part", () => {
    expect(
      headline("Wer eröffnete das krz Forum?", "de", "Das krz Forum wurde für Landrat Axel Lehmann eröffnet."),
    ).toBeNull();
    expect(headline("Für wen arbeitet Rainer Heller?", "de", opened)).toBeNull();
  });
});

describe("decideHeadline for how many and how much", () => {
  it("finds the number of the counted noun, also by another word for it", () => {
    expect(headline("Wie viele Gemeinden gehören dem Zweckverband an?", "de", joined)).toBe("52");
    expect(headline("How many municipalities belong to the association?", "en", joined)).toBe("52");
  });

  it("keeps the qualifier in the question's language", () => {
    expect(headline("Wie viele Gäste kamen zum krz Forum?", "de", guests)).toBe("über 500");
    expect(headline("How many guests attended the krz Forum?", "en", guests)).toBe("more than 500");
  });

  it("writes numbers and units in the question's language", () => {
    const sentence = "Der Bau des Rechenzentrums kostete rund 1,5 Millionen Euro.";
    expect(headline("Wie viel kostete der Bau des Rechenzentrums?", "de", sentence)).toBe("rund 1,5 Millionen Euro");
    expect(headline("How much did the data centre building cost?", "en", sentence)).toBe("about 1.5 million euros");
    expect(
      headline("How many fibre lines connect the sites?", "en", "Die Standorte verbinden zwei Glasfaserleitungen."),
    ).toBe("two");
  });

  it("keeps silent when something else is counted", () => {
    expect(headline("Wie viele Mitarbeiter hat das krz?", "de", "Das krz betreut 42 Kommunen.")).toBeNull();
  });

  it("keeps silent when two sentences give different numbers", () => {
    const other = "Dem Zweckverband gehören 37 Kommunen an.";
    const same = "Dem Zweckverband gehören 52 Kommunen an.";
    const question = "Wie viele Kommunen gehören dem Zweckverband an?";
    expect(headline(question, "de", same, other)).toBeNull();
    expect(headline(question, "de", same, other, "Dem Zweckverband gehören 41 Kommunen an.")).toBeNull();
    expect(headline(question, "de", same, same)).toBe("52");
  });
});

describe("decideHeadline", () => {
  it("finds a place", () => {
    expect(headline("Wo fand das krz Forum statt?", "de", "Das krz Forum fand am 12. Mai in Detmold statt.")).toBe(
      "Detmold",
    );
    const district = "Das kommunale Rechenzentrum steht in Merzdorf, einem Ortsteil von Cottbus.";
    expect(headline("In welchem Ortsteil von Cottbus steht das Rechenzentrum?", "de", district)).toBe("Merzdorf");
  });

  it.each(["Warum gibt es den Zweckverband?", "Ist das Rechenzentrum zertifiziert?", "Was ist die OWL-IT?"])(
    "gives none for %j, which no short span answers",
    (question) => {
      expect(headline(question, "de", start, joined)).toBeNull();
    },
  );

  it("gives none without evidence", () => {
    expect(headline("Wann begann der Betrieb?", "de")).toBeNull();
  });

  it("never throws, and never gives an empty headline", () => {
    const questions = fc.constantFrom("Wann", "Wer", "Wie viele", "Wo", "Welche", "Who", "How many", "When did", "");
    fc.assert(
      fc.property(questions, fc.string({ maxLength: 60 }), fc.string({ maxLength: 120 }), (opening, rest, text) => {
        for (const language of ["de", "en"] as const) {
          const found = headline(
            `${opening} ${rest}?`,
            language,
            text,
            `${text} 2016 Rainer Heller 52 Kommunen in Lemgo`,
          );
          expect(found === null || found.trim() !== "").toBe(true);
        }
      }),
    );
  });
});
