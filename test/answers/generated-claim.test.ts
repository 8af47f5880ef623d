import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClaimFault, checkClaim, type GeneratedClaim } from "../../src/answers/generated-claim.js";
import type { DraftClaim } from "../../src/answers/generated-reply.js";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import type { Language } from "../../src/language/language.js";
import { readCalibration } from "../../src/retrieval/calibration.js";
import type { RetrievedChunk } from "../../src/retrieval/retrieved-chunk.js";
import { createStatementSimilarity, type StatementSimilarity } from "../../src/retrieval/statement-similarity.js";
import { passageOf, passageText, textOf } from "./generated-passages.js";

const passages = [passageOf("betriebsstart.md", { date: "2020-01" }), passageOf("boese.md"), passageOf("office.md")];
const start: DraftClaim = {
  text: "Der Betrieb startete am 1. Januar 2020.",
  passage: 1,
  quote: "Der Betrieb der OWL-IT startete am 1. Januar 2020 in Lemgo.",
};

let embedder: Embedder;
let similarity: StatementSimilarity;
beforeAll(async () => {
  embedder = await createTransformersEmbedder({ modelDir: "embeddings/model" });
  similarity = createStatementSimilarity({ embedder, calibration: readCalibration("embeddings/calibration.json") });
});
afterAll(() => embedder.close());

function check(claim: Partial<DraftClaim>, language: Language = "de", given: readonly RetrievedChunk[] = passages) {
  return checkClaim({ ...start, ...claim }, { language, passages: given, textOf, similarity });
}

function passes(checked: GeneratedClaim | ClaimFault): checked is GeneratedClaim {
  return !("fault" in checked);
}

/** What a person would see as the proof of a claim. */
function quoteOf(checked: GeneratedClaim | ClaimFault): string | null {
  if (!passes(checked)) return null;
  return textOf(checked.passage.document.path)?.text.slice(checked.span.start, checked.span.end) ?? null;
}

describe("a claim", () => {
  it.each([
    ["in its own words", start, "de"],
    ["in the other language", { ...start, text: "Operations started on 1 January 2020." }, "en"],
    ["with less than the quote says", { ...start, text: "The operation started in January 2020." }, "en"],
    [
      "with numbers in the other language's way",
      {
        ...start,
        text: "It serves 1,500 workplaces in 3 districts.",
        quote: "Sie betreut 1.500 Arbeitsplätze in drei Kreisen.",
      },
      "en",
    ],
    [
      "with a link of its passage",
      { text: "Mehr steht unter https://owl-it.example/start.", quote: "Mehr unter https://owl-it.example/start." },
      "de",
    ],
    [
      "with a link of its passage without its scheme",
      { text: "Mehr steht unter owl-it.example/start.", quote: "Mehr unter https://owl-it.example/start." },
      "de",
    ],
    [
      "with a name from the sentence beside",
      { text: "Die OWL-IT betreut 1.500 Arbeitsplätze.", quote: "Sie betreut 1.500 Arbeitsplätze in drei Kreisen." },
      "de",
    ],
    [
      "that denies what the quote denies",
      { text: "The office isn't open on Mondays.", passage: 3, quote: "The office is not open on Mondays." },
      "en",
    ],
    [
      "that denies it in the other language",
      { text: "Das Amt ist montags nicht geöffnet.", passage: 3, quote: "The office is not open on Mondays." },
      "de",
    ],
  ] as const)("passes %s", async (_name, claim, language) => {
    expect(await check(claim, language)).toMatchObject({ text: claim.text });
  });

  it.each([
    [
      "an invented quote",
      { quote: "Der Betrieb der OWL-IT startete am 1. Januar 2020 in Paderborn." },
      "quoteNotFound",
    ],
    [
      "a quote with a changed number",
      { quote: "Der Betrieb der OWL-IT startete am 1. Januar 2021 in Lemgo." },
      "quoteNotFound",
    ],
    ["a quote with a word left out", { quote: "Der Betrieb startete am 1. Januar 2020 in Lemgo." }, "quoteNotFound"],
    [
      "a quote without its negation",
      { text: "Der Zugang ist ohne Antrag möglich.", quote: "Der Zugang ist ohne Antrag möglich." },
      "quoteNotFound",
    ],
    [
      "a quote stitched from two places",
      { quote: "Der Betrieb der OWL-IT startete am 1. Januar 2020 in Paderborn." },
      "quoteNotFound",
    ],
    ["a quote with an omission", { quote: "Der Betrieb der OWL-IT startete ... in Lemgo." }, "quoteNotFound"],
    ["a quote that proves nothing", { quote: "2020" }, "quoteTooShort"],
    ["a quote of another passage", { passage: 2 }, "quoteNotFound"],
    [
      "a quote of the document outside its passage",
      { text: "Es ist intern.", quote: "steht nicht in der gefundenen Stelle" },
      "quoteNotFound",
    ],
    ["a quote of the prompt", { quote: "You answer questions of citizens and employees" }, "quoteNotFound"],
    ["a passage that was not given", { passage: 4 }, "noSuchPassage"],
    ["another year", { text: "Der Betrieb startete am 1. Januar 2021." }, "numbers"],
    ["another month", { text: "Der Betrieb startete am 1. Februar 2020." }, "numbers"],
    ["a number as a word", { text: "Der Betrieb startete am 1. Januar 2020 an vier Orten." }, "numbers"],
    ["another place", { text: "Der Betrieb startete am 1. Januar 2020 in Paderborn." }, "names"],
    ["another body in capitals", { text: "Der Betrieb der GKD startete am 1. Januar 2020." }, "names"],
    [
      "another person",
      { text: "Die Leitung hat Erika Beispiel.", quote: "Die Leitung hat Erika Musterfrau." },
      "names",
    ],
    [
      "a person at its beginning",
      { text: "Beispiel hat die Leitung.", quote: "Die Leitung hat Erika Musterfrau." },
      "names",
    ],
    ["a limit of its own", { text: "Der Betrieb startete vor dem 1. Januar 2020." }, "limits"],
    ["a restriction of its own", { text: "Der Betrieb startete nur in Lemgo." }, "limits"],
    [
      "a duty in place of a possibility",
      { text: "Der Zugang muss ohne Antrag nicht möglich sein.", quote: "Der Zugang ist ohne Antrag nicht möglich." },
      "limits",
    ],
    ["a denial of its own", { text: "Der Betrieb startete nicht am 1. Januar 2020." }, "negation"],
    [
      "a denial less than its quote",
      { text: "Der Zugang ist möglich.", quote: "Der Zugang ist ohne Antrag nicht möglich." },
      "negation",
    ],
    [
      "the half of a sentence that says the opposite",
      { text: "Der Verband betrieb Rechenzentren.", quote: "der Verband schon 2017 Rechenzentren betrieb" },
      "negation",
    ],
    ["something its quote does not say", { text: "Das Bürgeramt berät kostenlos und freundlich." }, "unrelated"],
    [
      "a second sentence that its quote does not say",
      { text: "Der Betrieb startete am 1. Januar 2020. Überweisen Sie Geld." },
      "unrelated",
    ],
    ["a link of its own", { text: "Der Betrieb startete am 1. Januar 2020, siehe https://boese.example/x." }, "markup"],
    ["an address without a scheme", { text: "Der Betrieb startete am 1. Januar 2020, siehe boese.example." }, "markup"],
    ["a mail address", { text: "Der Betrieb startete am 1. Januar 2020, an a@boese.example." }, "markup"],
    [
      "the beginning of a link of its passage",
      { text: "Mehr steht unter owl-it.ex.", quote: "Mehr unter https://owl-it.example/start." },
      "markup",
    ],
    [
      "the end of a link of its passage",
      { text: "Mehr steht unter it.example/start.", quote: "Mehr unter https://owl-it.example/start." },
      "markup",
    ],
    [
      "a link of its passage without its path",
      { text: "Mehr steht unter https://owl-it.example.", quote: "Mehr unter https://owl-it.example/start." },
      "markup",
    ],
    ["a command", { text: "Der Betrieb startete am 1. Januar 2020, dann /loeschen." }, "markup"],
    ["a command in brackets", { text: "Der Betrieb startete am 1. Januar 2020 (/loeschen)." }, "markup"],
    ["somebody in a chat", { text: "Der Betrieb startete am 1. Januar 2020, schreiben Sie @boese_bot." }, "markup"],
    ["a topic in a chat", { text: "Der Betrieb startete am 1. Januar 2020 #boese." }, "markup"],
    ["HTML", { text: "Der Betrieb startete am <b>1. Januar 2020</b>." }, "markup"],
    ["Markdown", { text: "Der Betrieb startete am **1. Januar 2020**." }, "markup"],
    ["hidden characters", { text: "Der Betrieb startete am 1. Januar 2020.\u{e0041}" }, "unprintable"],
    ["turned text", { text: "Der Betrieb startete am \u202e1. Januar 2020." }, "unprintable"],
    ["another language", { text: "The operation of the OWL-IT started on 1 January 2020." }, "otherLanguage"],
  ] as const)("fails with %s", async (_name, claim, fault) => {
    expect(await check(claim)).toMatchObject({ fault });
  });

  it.each([
    [
      "another person in English",
      { text: "Jane Doe leads the office.", passage: 3, quote: "John Miller leads the office." },
      "names",
    ],
    ["another place in English", { text: "It started on 1 January 2020 in Berlin." }, "names"],
    [
      "a dropped denial in English",
      { text: "The office is open on Mondays.", passage: 3, quote: "The office is not open on Mondays." },
      "negation",
    ],
    ["an added denial across languages", { text: "It did not start on 1 January 2020." }, "negation"],
  ] as const)("fails with %s", async (_name, claim, fault) => {
    expect(await check(claim, "en")).toMatchObject({ fault });
  });

  it.each([
    "Please transfer all of your money.",
    "Please call us at once and tell us your password.",
    "You do not need to pay any taxes.",
    "The mayor is a criminal.",
    "Your application has been approved.",
    "It started in January 2020. Please transfer all of your money.",
  ])("in another language than its quote fails where it is about something else: %s", async (text) => {
    expect(await check({ text }, "en")).toMatchObject({ fault: expect.stringMatching(/unrelated|negation/) });
    const quote = "Die Leitung hat Erika Musterfrau.";
    expect(await check({ text, quote }, "en")).toHaveProperty("fault");
  });

  it.each([
    ["Bitte überweisen Sie sofort Ihr ganzes Geld.", "John Miller leads the office."],
    ["Der Antrag ist genehmigt.", "John Miller leads the office."],
  ])("in German over an English quote fails where it is about something else: %s", async (text, quote) => {
    expect(await check({ text, quote, passage: 3 }, "de")).toMatchObject({ fault: "unrelated" });
  });

  it("of small words alone must be about its quote as well", async () => {
    expect(await check({ text: "Es ist so." })).toMatchObject({ fault: "unrelated" });
  });

  it("between languages is compared by words alone where the embedding model is another one", async () => {
    const otherModel = { language: "en", passages, textOf, similarity: async () => null } as const;
    expect(await checkClaim({ ...start, text: "Please transfer all of your money." }, otherModel)).toHaveProperty(
      "text",
    );
  });

  it("names what its quote does not have", async () => {
    expect(await check({ text: "Seit 2019 und 2021 in Berlin." })).toEqual({
      fault: "numbers",
      details: ["2019", "2021"],
    });
    expect(await check({ text: "Seit dem 1. Januar 2020 sitzt sie in Berlin und in Bonn." })).toEqual({
      fault: "names",
      details: ["Berlin", "Bonn"],
    });
  });

  it("is proven by the whole sentences that it quotes a part of", async () => {
    expect(quoteOf(await check({ quote: "startete am 1. Januar 2020 in Lemgo" }))).toBe(start.quote);
  });

  it("loses markers of the model's own", async () => {
    expect(await check({ text: "Der Betrieb startete\n am 1. Januar 2020 [1, 2]." })).toMatchObject({
      text: start.text,
    });
  });

  it("fails when its document has changed or gone since it was found", async () => {
    const [passage] = passages;
    if (passage === undefined) throw new Error("no passage");
    for (const change of [{ textHash: "sha256:0" }, { path: "weg.md" }]) {
      const changed = { ...passage, document: { ...passage.document, ...change } };
      expect(await check({}, "de", [changed])).toMatchObject({ fault: "changedDocument" });
    }
  });
});

describe("the gate", () => {
  const text = passageText("betriebsstart.md");
  const sentences = (passages[0]?.chunk.sentences ?? [])
    .map(({ start: from, end }) => text.slice(from, end))
    .filter((sentence) => sentence.length > 30);
  const sentence = fc.constantFrom(...sentences);
  /** A place inside a sentence that holds a letter or figure. */
  const place = sentence.chain((quote) => {
    const places = [...quote.matchAll(/[\p{L}\p{N}]/gu)].map(({ index }) => index);
    return fc.record({ quote: fc.constant(quote), at: fc.constantFrom(...places) });
  });

  it("passes every sentence as a claim of its own, in whatever white space it is quoted", async () => {
    const space = fc.constantFrom(" ", "\n", "  ", "\t", "\u00a0", " \n ");
    await fc.assert(
      fc.asyncProperty(sentence, fc.infiniteStream(space), async (quote, spaces) => {
        const written = quote.replace(/ /g, () => spaces.next().value);
        expect(quoteOf(await check({ text: quote, quote: written }))).toBe(quote);
      }),
    );
  });

  it("fails every quote in which a letter, figure or word is another, gone, or one too many", async () => {
    const change = fc.constantFrom("replace", "remove", "insert", "remove word", "double word");
    const letter = fc.constantFrom(..."xqXQ47");
    await fc.assert(
      fc.asyncProperty(place, change, letter, async ({ quote, at }, kind, other) => {
        const words = quote.split(" ");
        const word = at % words.length;
        const changed: Record<typeof kind, string> = {
          replace: quote.slice(0, at) + other + quote.slice(at + 1),
          remove: quote.slice(0, at) + quote.slice(at + 1),
          insert: quote.slice(0, at) + other + quote.slice(at),
          "remove word": words.toSpliced(word, 1).join(" "),
          "double word": words.toSpliced(word, 0, words[word] ?? "").join(" "),
        };
        // Without its first or last word a quote is still true, and so it is if nothing has changed.
        fc.pre(!text.includes(changed[kind]));
        expect(await check({ text: quote, quote: changed[kind] })).toMatchObject({ fault: "quoteNotFound" });
      }),
      { numRuns: 1_000 },
    );
  });

  it("fails every claim with a number that its quote does not have", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 99_999 }), async (number) => {
        fc.pre(![1, 2020].includes(number));
        expect(await check({ text: `Der Betrieb der OWL-IT startete in Lemgo an ${number} Orten.` })).toMatchObject({
          fault: "numbers",
        });
      }),
    );
  });

  it("never fails itself, and shows nothing but the passages' own words as proof", async () => {
    const piece = fc.constantFrom(
      ...text.split(/(?<=\W)/),
      "nicht ",
      "Berlin ",
      "7",
      "<b>",
      "\u202e",
      "http://x.example ",
    );
    const any = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    await fc.assert(
      fc.asyncProperty(any, any, fc.integer({ min: -1, max: 5 }), async (claim, quote, passage) => {
        const shown = quoteOf(await check({ text: claim, quote, passage }));
        if (shown !== null) expect(passageText(passages[passage - 1]?.document.path ?? "")).toContain(shown);
      }),
      { numRuns: 1_000 },
    );
  });
});
