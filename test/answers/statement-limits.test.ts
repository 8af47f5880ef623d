import { describe, expect, it } from "vitest";
import { unprovenLimits } from "../../src/answers/statement-limits.js";
import { detectLanguage } from "../../src/language/detect-language.js";

const written = (text: string) => ({ text, language: detectLanguage(text) });
const missing = (claim: string, quote: string) => unprovenLimits(written(claim), written(quote));

describe("a claim's limits", () => {
  it.each([
    ["Die Gebühr beträgt höchstens 30 Euro.", "Die Gebühr beträgt mindestens 30 Euro.", "höchstens"],
    ["The fee is at most 30 euros.", "Die Gebühr beträgt mindestens 30 Euro.", "at most"],
    ["Die Frist dauert mehr als 14 Tage.", "Die Frist dauert weniger als 14 Tage.", "mehr als"],
    ["The period is less than 14 days.", "Die Frist dauert mehr als 14 Tage.", "less than"],
    ["Das Amt ist bis zum 3. Mai geöffnet.", "Das Amt ist ab dem 3. Mai geöffnet.", "bis"],
    ["Das Amt ist seit 2016 geschlossen.", "Das Amt war bis 2016 geschlossen.", "seit"],
    ["Der Verband entstand vor 1972.", "Der Verband ist nach dem Jahr 1972 entstanden.", "vor"],
    ["The office was closed after 3 May.", "Das Amt war vor dem 3. Mai geschlossen.", "after"],
    ["Sie müssen den Antrag online stellen.", "Sie können den Antrag online stellen.", "müssen"],
    ["You must apply online.", "Der Antrag kann online gestellt werden.", "must"],
    ["Der Antrag kann online gestellt werden.", "Der Antrag muss online gestellt werden.", "kann"],
    ["You should apply online.", "Der Antrag muss online gestellt werden.", "should"],
    ["Das Amt ist nur montags geöffnet.", "Das Amt ist montags geöffnet.", "nur"],
    ["The office is only open on Mondays.", "Das Amt ist montags geöffnet.", "only"],
    ["Das Amt ist immer geöffnet.", "Das Amt ist geöffnet.", "immer"],
    ["The office is never closed.", "Das Amt ist nicht geschlossen.", "never"],
  ])("fail where the quote does not say them: %s", (claim, quote, word) => {
    expect(missing(claim, quote)).toEqual([word]);
  });

  it.each([
    ["Die Gebühr beträgt wenigstens 30 Euro.", "Die Gebühr beträgt mindestens 30 Euro."],
    ["The fee is at least 30 euros.", "Die Gebühr beträgt mindestens 30 Euro."],
    ["You must be at least 18 years old.", "Ab 18 Jahren ist die Teilnahme erlaubt, eine Anmeldung ist erforderlich."],
    ["No more than 5 people may enter.", "Höchstens fünf Personen dürfen eintreten."],
    ["Children under 6 years pay nothing.", "Kinder bis 5 Jahre zahlen nichts, auch wenn sie unter 6 Jahre alt sind."],
    ["The office is open until 3 May.", "Das Amt ist bis zum 3. Mai geöffnet."],
    ["The office is open from 8 to 12.", "Das Amt ist von 8 bis 12 Uhr geöffnet."],
    ["Das Amt ist von 8 bis 12 Uhr geöffnet.", "Öffnungszeiten des Amtes: 8 - 12 Uhr"],
    ["You must apply online.", "Der Antrag ist online zu stellen."],
    ["The form can be found on the website.", "Das Formular steht auf der Website."],
    ["You must not park here.", "Sie dürfen hier nicht parken."],
    ["The office looks after 30 children.", "Das Amt betreut 30 Kinder."],
    ["You can only apply online.", "Der Antrag ist ausschließlich online möglich."],
    ["Das gilt nicht nur für Kinder.", "Das gilt für Kinder und für Erwachsene."],
    ["Immer mehr Menschen ziehen zu.", "More and more people move there."],
  ])("pass where the quote says them in its way: %s", (claim, quote) => {
    expect(missing(claim, quote)).toEqual([]);
  });

  it("pass wherever they are quoted themselves", () => {
    for (const text of ["Sie müssen mindestens 18 sein.", "Only at most 3 may stay until 5 May.", "Nie nach 8 Uhr."]) {
      expect(missing(text, text)).toEqual([]);
    }
  });
});
