import { describe, expect, it } from "vitest";
import { ANSWER_PHRASES } from "../../src/answers/phrases.js";
import { LONGEST_QUESTION, screenQuestion } from "../../src/answers/screen-question.js";

describe("small talk", () => {
  it.each([
    ["Hallo", "de", "greeting"],
    ["Guten Tag!", "de", "greeting"],
    ["Moin moin, liebes Team", "de", "greeting"],
    ["Grüß Gott, wie geht es Ihnen?", "de", "greeting"],
    ["Good morning", "en", "greeting"],
    ["Hello there, how are you?", "en", "greeting"],
    ["Vielen Dank!", "de", "thanks"],
    ["ok danke schön", "de", "thanks"],
    ["Danke für die Auskunft.", "de", "thanks"],
    ["Thanks a lot", "en", "thanks"],
    ["Auf Wiedersehen", "de", "farewell"],
    ["Bye", "en", "farewell"],
    ["Wer sind Sie?", "de", "about"],
    ["Was können Sie alles?", "de", "about"],
    ["Are you a robot?", "en", "about"],
    ["What can you do for me?", "en", "about"],
  ] as const)("%s", (message, language, kind) => {
    expect(screenQuestion(message, language)).toEqual({ status: "small_talk", text: ANSWER_PHRASES[language][kind] });
  });
});

describe("a question to the documents is looked up", () => {
  it.each([
    ["Hallo, wann hat die OWL-IT ihren Betrieb aufgenommen?", "de"],
    ["Danke, und wer leitet das krz?", "de"],
    ["Wer sind die Gründer der OWL-IT?", "de"],
    ["Was kann der Bürgerkoffer?", "de"],
    ["krz Forum 2016", "de"],
    ["owl-it?", "de"],
    ["Who are the directors of OWL-IT?", "en"],
    ["115", "de"],
    ["Was bedeutet „FabLab“?", "de"],
  ] as const)("%s", (question, language) => {
    expect(screenQuestion(question, language)).toBeNull();
  });
});

describe("what cannot be looked up", () => {
  it.each([
    ["", "empty"],
    ["🙂👍", "noWords"],
    ["?!…", "noWords"],
    ["Quelles sont les missions de la société ?", "foreign"],
    ["Когда начала работу организация?", "foreign"],
  ] as const)("%j gets a sentence that says what to do", (question, phrase) => {
    for (const language of ["de", "en"] as const) {
      expect(screenQuestion(question, language)).toEqual({ status: "clarify", text: ANSWER_PHRASES[language][phrase] });
    }
  });

  it("is longer than the longest question", () => {
    const question = "Wo? ".repeat(LONGEST_QUESTION / 4);
    expect(screenQuestion(question, "de")).toBeNull();
    expect(screenQuestion(`${question}?`, "en")).toEqual({
      status: "clarify",
      text: "Your question is too long. Please put it into at most 2000 characters.",
    });
  });
});
