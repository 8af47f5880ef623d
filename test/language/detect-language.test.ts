import { describe, expect, it } from "vitest";
import { detectLanguage, isForeign } from "../../src/language/detect-language.js";

const german = [
  "Wo liegt Lemgo?",
  "Wer leitet es?",
  "Und 2020?",
  "Mehr dazu",
  "Koennen Sie mir das sagen?",
  "Öffnungszeiten",
  "Was ist Breitband@Mittelstand?",
  "die adresse",
  "seit wann?",
  "Was ist die IT der OWL-IT?",
];
const english = [
  "Who leads it?",
  "Since when?",
  "And in 2020?",
  "Tell me more",
  "opening hours",
  "How did people die in the fire?",
  "Did many die?",
  "Who was the mayor of Köln in Nordrhein-Westfalen?",
  "What services does the Kommunales Rechenzentrum Minden-Ravensberg/Lippe offer?",
  "What is the Städte- und Gemeindebund?",
];

const foreign = [
  "Où se trouve la mairie de Lemgo ?",
  "Quelles sont les heures d'ouverture ?",
  "¿Dónde está el ayuntamiento?",
  "quien es el director",
  "Dove posso rinnovare il passaporto?",
  "Onde posso renovar o meu passaporte?",
  "Waar kan ik een nieuw paspoort aanvragen?",
  "Wie is de directeur van het krz?",
  "Belediye saat kaçta açılıyor acaba?",
  "Kim krz'nin müdürü kimdir?",
  "Gdzie mogę złożyć wniosek o paszport?",
  "Unde pot obține un pașaport nou?",
  "Gdje mogu dobiti novu putovnicu?",
  "Kde mohu získat nový pas?",
  "Hol lehet útlevelet igényelni?",
  "Де можна отримати паспорт?",
  "Где получить паспорт?",
  "أين يمكنني تجديد جواز السفر؟",
  "我在哪里可以更新护照？",
];

describe("detectLanguage", () => {
  it.each(german)("takes for German: %s", (text) => expect(detectLanguage(text)).toBe("de"));

  it.each(english)("takes for English: %s", (text) => expect(detectLanguage(text)).toBe("en"));

  it("takes for German what nothing tells", () => {
    for (const text of ["", "krz Forum 2016?", "OWL-IT", "2020", "?!"]) expect(detectLanguage(text)).toBe("de");
  });

  it("judges a document with foreign names by its function words", () => {
    const names = "Städte- und Gemeindebund, Kommunales Rechenzentrum, Stadtwerke Stralsund. ";
    expect(detectLanguage(`${names}The association was founded by the cities and it is owned by them.`)).toBe("en");
  });
});

describe("isForeign", () => {
  it.each(foreign)("is sure about: %s", (text) => expect(isForeign(text)).toBe(true));

  it.each([...german, ...english])("is not about: %s", (text) => expect(isForeign(text)).toBe(false));

  it.each([
    "krz Forum 2016?",
    "Bellevue di Monaco",
    "Bellevue di Monaco e. V.",
    "Wer ist Recep Tayyip Erdoğan?",
    "Was heißt „où se trouve la mairie“ auf Deutsch?",
    "Where is the café La Traviata de la Rue?",
    "Was bedeutet Привет как дела?",
    "Łódź, Kraków, Gdańsk, Poznań",
    "",
    "😀😀😀",
  ])("leaves names, quotations and short texts alone: %s", (text) => expect(isForeign(text)).toBe(false));
});
