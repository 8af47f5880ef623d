import { describe, expect, it } from "vitest";
import { readHeadlines } from "../../../src/answers/headline/read-headline.js";
import type { Language } from "../../../src/language/language.js";

/** A sentence of which the reader takes the part in brackets for the answer. */
function marked(text: string, focus = 1, language: Language = "de", probability = 0.9) {
  const start = text.indexOf("[");
  const end = text.indexOf("]") - 1;
  return { text: text.replace(/[[\]]/gu, ""), language, focus, span: { start, end, probability } };
}
const headline = (question: string, language: Language, ...sentences: ReturnType<typeof marked>[]) =>
  readHeadlines(question, language, sentences)[0]?.text ?? null;

describe("readHeadlines", () => {
  it.each([
    ["When did it begin?", "en", "Der Betrieb begann am [1. Januar 2020].", "1 January 2020"],
    ["What time did it begin?", "en", "Der Betrieb begann um [17:27 Uhr].", "17:27"],
    ["How many talks were there?", "en", "Es gab [drei] Vorträge.", "three"],
    ["Wie lange dauerte das Gespräch?", "de", "Das Gespräch dauerte [anderthalb Stunden].", "anderthalb Stunden"],
    ["Who chairs it?", "en", "Vorsitzende ist [Ute Kranz].", "Ute Kranz"],
    ["Where is it?", "en", "Das Haus steht [in Merzdorf].", "Merzdorf"],
    ["Wo ist es?", "de", "Das Haus steht [in einem alten Bunker].", "in einem alten Bunker"],
    ["Welche Internetadresse hat es?", "de", "Es ist unter [www.krz.de] zu finden.", "www.krz.de"],
    ["Which company may use it?", "en", "Die [Nordkom GmbH] darf es nutzen.", "Nordkom GmbH"],
  ] as const)("writes what the reader found: %s", (question, language, sentence, expected) => {
    expect(headline(question, language, marked(sentence))).toBe(expected);
  });

  it.each([
    ["what is no date where a date is asked for", "Wann begann es?", "de", "Es begann [mit einem Fest]."],
    ["words in another language", "Where is it?", "en", "Das Haus steht [in einem alten Bunker]."],
    ["what the question says itself", "Welche Stelle hatte er bei Nordkom?", "de", "Er war bei der [Nordkom GmbH]."],
    ["half a sentence", "Wer nutzt es?", "de", "[Viele Kunden lassen ihre Server bei uns in Merzdorf] laufen."],
    ["anything where a reason is asked for", "Warum zog es um?", "de", "Es zog [wegen der Kosten] um."],
  ] as const)("leaves out %s", (_, question, language, sentence) => {
    expect(headline(question, language, marked(sentence))).toBeNull();
  });

  it("adds up the sentences that say the same, each by its share of the focus", () => {
    const found = readHeadlines("Wann begann es?", "de", [
      marked("Es begann am [2. Mai 2021].", 0.4),
      marked("Beginn war am [1. Mai 2021].", 0.3),
      marked("Am [1. Mai 2021] ging es los.", 0.3),
    ]);
    expect(found.map(({ text }) => text)).toEqual(["1. Mai 2021", "2. Mai 2021"]);
    expect(found.map(({ probability }) => probability.toFixed(2))).toEqual(["0.54", "0.36"]);
  });

  it("finds nothing in a sentence that was not read", () => {
    expect(readHeadlines("Wann?", "de", [{ text: "Im Mai 2021.", language: "de", focus: 1, span: null }])).toEqual([]);
  });
});
