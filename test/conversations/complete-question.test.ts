import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeQuestion } from "../../src/conversations/complete-question.js";
import type { Language } from "../../src/language/language.js";

const turn = (question: string, language: Language) => ({ question, language, headline: null, choices: [] });
const STARTED_DE = turn("Wann hat die OWL-IT ihren Betrieb aufgenommen?", "de");
const STARTED_EN = turn("When did OWL-IT start operations?", "en");
const FORUM_DE = turn("Wann fand das krz Forum 2016 statt?", "de");
const OPENED_EN = turn("When was the data centre in Lemgo opened?", "en");
const LED_DE = turn("Wer leitet das Rechenzentrum in Cottbus?", "de");

describe("a question word alone takes the place of the one before", () => {
  it.each([
    ["Und wo?", STARTED_DE, "Wo hat die OWL-IT ihren Betrieb aufgenommen?"],
    ["und wo?", FORUM_DE, "Wo fand das krz Forum 2016 statt?"],
    ["Warum denn?", STARTED_DE, "Warum hat die OWL-IT ihren Betrieb aufgenommen?"],
    ["Seit wann?", FORUM_DE, "Seit wann fand das krz Forum 2016 statt?"],
    ["and where?", STARTED_EN, "Where did OWL-IT start operations?"],
    ["Why?", STARTED_EN, "Why did OWL-IT start operations?"],
    ["Since when?", OPENED_EN, "Since when was the data centre in Lemgo opened?"],
  ])("%s", (question, before, completed) => {
    expect(completeQuestion(question, before.language, before)).toBe(completed);
  });
});

describe("a name takes the place of the one before", () => {
  it.each([
    ["Und die GKD Paderborn?", STARTED_DE, "Wann hat die GKD Paderborn ihren Betrieb aufgenommen?"],
    ["Was ist mit dem krz?", STARTED_DE, "Wann hat krz ihren Betrieb aufgenommen?"],
    ["Und in Stralsund?", LED_DE, "Wer leitet das Rechenzentrum in Stralsund?"],
    ["And in Cottbus?", OPENED_EN, "When was the data centre in Cottbus opened?"],
    ["and in Cottbus?", STARTED_EN, "When did OWL-IT start operations in Cottbus?"],
    ["What about GKD Paderborn?", STARTED_EN, "When did GKD Paderborn start operations?"],
    ["And in 2017?", turn("Who led the krz in 2016?", "en"), "Who led the krz in 2017?"],
  ])("%s", (question, before, completed) => {
    expect(completeQuestion(question, before.language, before)).toBe(completed);
  });
});

describe("the name takes the place of a pronoun", () => {
  it.each([
    ["Wer leitet sie?", STARTED_DE, "Wer leitet OWL-IT?"],
    ["Wie viele Standorte hat sie?", STARTED_DE, "Wie viele Standorte hat OWL-IT?"],
    ["wer hat es eröffnet", FORUM_DE, "wer hat krz Forum 2016 eröffnet"],
    ["Who leads it?", STARTED_EN, "Who leads OWL-IT?"],
    ["And where is it located?", STARTED_EN, "And where is OWL-IT located?"],
  ])("%s", (question, before, completed) => {
    expect(completeQuestion(question, before.language, before)).toBe(completed);
  });
});

describe("the topic follows in brackets where nothing can take its place", () => {
  it.each([
    ["Wo ist ihr Sitz?", STARTED_DE, "Wo ist ihr Sitz? (OWL-IT)"],
    ["Wie viele Mitarbeiter arbeiten dort?", STARTED_DE, "Wie viele Mitarbeiter arbeiten dort? (OWL-IT)"],
    ["Wer leitet dieses Rechenzentrum?", STARTED_DE, "Wer leitet dieses Rechenzentrum? (OWL-IT)"],
    ["Was ist das?", STARTED_DE, "Was ist das? (OWL-IT)"],
    ["Und seit wann?", LED_DE, "Und seit wann? (leitet, Rechenzentrum, Cottbus)"],
    ["Wie lange dauerte das Gespräch?", LED_DE, "Wie lange dauerte das Gespräch? (Rechenzentrum, Cottbus)"],
    ["When did the association start its work?", STARTED_EN, "When did the association start its work? (OWL-IT)"],
    ["Wer leitet es?", LED_DE, "Wer leitet es? (Rechenzentrum, Cottbus)"],
    ["Who is their director?", STARTED_EN, "Who is their director? (OWL-IT)"],
    ["How many people attended?", STARTED_EN, "How many people attended? (OWL-IT)"],
    ["How long did it take?", STARTED_EN, "How long did it take? (OWL-IT)"],
  ])("%s", (question, before, completed) => {
    expect(completeQuestion(question, before.language, before)).toBe(completed);
  });

  it("also of a question in the other language", () => {
    expect(completeQuestion("Und wo?", "de", STARTED_EN)).toBe("Und wo? (OWL-IT, start, operations)");
    expect(completeQuestion("Wer leitet sie?", "de", STARTED_EN)).toBe("Wer leitet OWL-IT?");
  });
});

describe("what was said before", () => {
  const told = { ...STARTED_DE, headline: "1. Januar 2020" };
  it('tells when "then" is', () => {
    expect(completeQuestion("Wer leitete sie damals?", "de", told)).toBe("Wer leitete OWL-IT damals? (2020)");
    expect(completeQuestion("Who led the krz back then?", "en", told)).toBe("Who led the krz back then? (2020)");
    expect(completeQuestion("Wer leitete sie damals?", "de", STARTED_DE)).toBe("Wer leitete OWL-IT damals?");
  });

  it("offered names, of which a reply picks one", () => {
    const names = ["Zweckverband OWL-IT", "Zweckverband Digitale Kommunen Brandenburg"];
    const choices = names.map((name) => ({ name, question: `Wer leitet ${name}?` }));
    const asked = { ...turn("Wer leitet den Zweckverband?", "de"), choices };
    expect(completeQuestion("OWL-IT", "de", asked)).toBe("Wer leitet Zweckverband OWL-IT?");
    expect(completeQuestion("den aus Brandenburg", "de", asked)).not.toBe(choices[0]?.question);
    expect(completeQuestion("Digitale Kommunen", "de", asked)).toBe(choices[1]?.question);
    expect(completeQuestion("Der Zweckverband", "de", asked)).not.toBe(choices[0]?.question);
    expect(completeQuestion("Wann hat die OWL-IT eigentlich ihren Betrieb aufgenommen?", "de", asked)).toBeNull();
  });
});

describe("a whole question stands on its own", () => {
  it.each([
    ["Wie viele Personen besuchten das krz Forum 2016?", STARTED_DE],
    ["Wer leitet das krz?", STARTED_DE],
    ["Wo hat die OWL-IT ihren Sitz?", FORUM_DE],
    ["Wo wohnen die Menschen, die das krz besuchen?", STARTED_DE],
    ["Und wer hat die GKD Paderborn gegründet?", STARTED_DE],
    ["Können Sie mir sagen, wer das krz leitet?", STARTED_DE],
    ["Was ist Breitband?", STARTED_DE],
    ["Welche Aufgaben hat die Stadt Cottbus, und wann hat sie diese übernommen?", STARTED_DE],
    ["When did OWL-IT start operations?", OPENED_EN],
    ["Who founded the OWL-IT association?", OPENED_EN],
    ["Is there a data centre in Lemgo?", STARTED_EN],
    ["And who leads the krz?", STARTED_EN],
    ["What is broadband funding?", STARTED_EN],
  ])("%s", (question, before) => {
    expect(completeQuestion(question, before.language, before)).toBeNull();
  });
});

it("keeps the topic of a conversation short however long it lasts", () => {
  let before = STARTED_EN;
  for (const word of ["manager", "address", "building", "street", "budget", "members", "customers", "history"]) {
    const completed = completeQuestion(`How about their ${word} plan?`, "en", before);
    expect(completed?.split(", ").length ?? 0).toBeLessThanOrEqual(8);
    before = turn(completed ?? before.question, "en");
  }
});

it("takes any text, and changes it only to add what the question before holds", () => {
  const words = fc.constantFrom(
    "und",
    "wo",
    "Wer",
    "leitet",
    "sie",
    "OWL-IT",
    "(",
    "?",
    "it",
    "and",
    "2016",
    "ß",
    "🙂",
  );
  const question = fc.oneof(
    fc.string(),
    fc.array(words).map((list) => list.join(" ")),
  );
  fc.assert(
    fc.property(question, question, fc.constantFrom<Language>("de", "en"), (text, before, language) => {
      const completed = completeQuestion(text, language, turn(before, language));
      if (completed === null) return;
      expect(completed.length).toBeGreaterThan(0);
      expect(completed.length).toBeLessThanOrEqual(2 * (text.length + before.length) + 20);
    }),
  );
});
