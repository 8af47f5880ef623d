import { describe, expect, it } from "vitest";
import { questionType } from "../../../src/answers/headline/question-type.js";

describe("questionType", () => {
  it.each([
    ["Wann nahm die OWL-IT den Betrieb auf?", "when", null],
    ["Seit wann gibt es den Zweckverband?", "when", null],
    ["In welchem Jahr wurde das Rechenzentrum gebaut?", "when", "Jahr"],
    ["Um wie viel Uhr beginnt die Sitzung?", "when", "Uhr"],
    ["Wer eröffnete die Messe?", "who", null],
    ["Wen wählte die Versammlung?", "who", null],
    ["Wer ist der neue Geschäftsführer des Verbands?", "who", "Geschäftsführer"],
    ["Wer war 2016 Verbandsvorsteher?", "who", "Verbandsvorsteher"],
    ["Wie viele Gemeinden gehören dem Zweckverband an?", "how_many", "Gemeinden"],
    ["Wie viele neue Mitglieder kamen hinzu?", "how_many", "Mitglieder"],
    ["Wieviele Gäste kamen?", "how_many", "Gäste"],
    ["Wie viel Prozent der Schulen sind angebunden?", "how_much", "Prozent"],
    ["Wie viel kostet der Anschluss?", "how_much", "viel"],
    ["Wie lange dauert der Umzug?", "how_much", "lange"],
    ["Wo steht das Rechenzentrum?", "where", null],
    ["In welcher Stadt fand das Forum statt?", "where", "Stadt"],
    ["Welche Firma lieferte die Server?", "which", "Firma"],
    ["Warum wurde der Verband gegründet?", "why", null],
    ["Wie funktioniert die Anmeldung?", "how", null],
    ["Was ist ein Zweckverband?", "what", null],
    ["Ist das Rechenzentrum zertifiziert?", "yes_no", null],
  ] as const)("reads %j", (question, kind, sought) => {
    expect(questionType(question, "de")).toEqual({ kind, sought });
  });

  it.each([
    ["When did OWL-IT start operations?", "when", null],
    ["What year was the network built?", "when", "year"],
    ["Who opened the fair?", "who", null],
    ["Who is the managing director of the krz?", "who", "director"],
    ["who's the mayor of Detmold?", "who", "mayor"],
    ["How many municipalities belong to the association?", "how_many", "municipalities"],
    ["How many people attended?", "how_many", "people"],
    ["The association serves how many schools in Lippe?", "how_many", "schools"],
    ["What percentage of schools is connected?", "how_much", "percentage"],
    ["How long does the move take?", "how_much", "long"],
    ["Where is the data centre?", "where", null],
    ["In which city did the forum take place?", "where", "city"],
    ["Which company supplied the servers?", "which", "company"],
    ["Why was it founded?", "why", null],
    ["How does registration work?", "how", null],
    ["What is a special purpose association?", "what", null],
    ["Is the data centre certified?", "yes_no", null],
  ] as const)("reads %j", (question, kind, sought) => {
    expect(questionType(question, "en")).toEqual({ kind, sought });
  });

  it("lets the question word of the main clause decide", () => {
    expect(questionType("Wie heißt die Leiterin, die wann gewählt wurde?", "de").kind).toBe("which");
    expect(questionType("When the move is over, who runs the servers?", "en").kind).toBe("who");
  });
});
