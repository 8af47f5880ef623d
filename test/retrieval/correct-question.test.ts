import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { parseAliases } from "../../src/language/aliases.js";
import { type CorrectedQuestion, createQuestionCorrector } from "../../src/retrieval/correct-question.js";
import { openSearchIndex, type SearchIndex } from "../../src/search-index/search-index.js";
import { publishSmallIndex, SMALL_MODEL } from "../helpers/small-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const TEXT = `Betriebsstart

Vor der Betriebsaufnahme hat das krz in Lemgo (OWL) das Rechenzentrum erweitert. Der Geschäftsführer heißt Lars Hoppmann.

Im Rechenzentrum in Cottbus wurde die Straße gesperrt; das SGB gilt auch dort. Die Stadtwerke haben 1.200 Haushalte angeschlossen.

The association supports municipalities. Its managing director opened the forum.`;

const ALIASES = `bodies:
  - { name: Kommunales Rechenzentrum, names: [krz] }
  - { name: Zweckverband OWL-IT, names: [OWL-IT] }
  - { name: Digitack GmbH, names: [Digitack] }
  - { name: Gewerkschaft Strom und Bahn, names: [GSB] }
`;

const newDirectory = useTemporaryDirectories();
let embedder: Embedder;
let index: SearchIndex;
let correct: (question: string) => CorrectedQuestion;
beforeAll(async () => {
  const directory = await newDirectory();
  await publishSmallIndex(directory, [{ path: "start.md", text: TEXT }]);
  embedder = await createTransformersEmbedder({ modelDir: "embeddings/model" });
  index = await openSearchIndex(directory, "citizen", SMALL_MODEL);
  const named = { ...index, aliases: parseAliases(ALIASES, "aliases.yaml") };
  correct = createQuestionCorrector({ index: named, countTokens: (text) => embedder.countTokens(text, "query") });
}, 60_000);
afterAll(async () => {
  index.close();
  await embedder.close();
});

describe("a slip of typing", () => {
  it.each([
    ["Wann war die Betriebsaufnhame?", "Wann war die Betriebsaufnahme?", "Betriebsaufnhame", "Betriebsaufnahme"],
    ["wo steht das rechenzentrm", "wo steht das Rechenzentrum", "rechenzentrm", "Rechenzentrum"],
    ["Wer ist Geschäftsfürer?", "Wer ist Geschäftsführer?", "Geschäftsfürer", "Geschäftsführer"],
    ["Wer ist Geschaftsfürer?", "Wer ist Geschäftsführer?", "Geschaftsfürer", "Geschäftsführer"],
    ["Was steht in Cotbus?", "Was steht in Cottbus?", "Cotbus", "Cottbus"],
    ["Wen versorgen die Stadwerke?", "Wen versorgen die Stadtwerke?", "Stadwerke", "Stadtwerke"],
    ["Who leads the asociation?", "Who leads the association?", "asociation", "association"],
    ["Wer leitet die OWL-TI?", "Wer leitet die OWL-IT?", "OWL-TI", "OWL-IT"],
    ["Was macht das kzr?", "Was macht das krz?", "kzr", "krz"],
    ["Wer leitet Digitak?", "Wer leitet Digitack?", "Digitak", "Digitack"],
  ])("is corrected and told: %s", (question, text, from, to) => {
    expect(correct(question)).toEqual({ text, corrections: [{ from, to }] });
  });

  it("in one half of a hyphenated word leaves the other one alone", () => {
    expect(correct("Was kostet das Cotbus-Ticket?").text).toBe("Was kostet das Cottbus-Ticket?");
  });
});

describe("what is no slip stays", () => {
  it.each([
    "Wo beantrage ich Wohngeld in Hannover?",
    "Welche Gebühren gelten für Anwohnerparkausweise?",
    "Who painted the Mona Lisa?",
    "How many employees does the company have?",
    "Was war am 1.1.2020 mit 1200 Haushalten?",
    "Rechenzentrumserweiterung",
    "Wie lautet die Adresse www.krz.de oder info@krz.de?",
    "Was ist ITIL, und was ist XML?",
    "Straßenbahn Strassenbahn",
    "Was steht im SGB?",
    "",
  ])("%s", (question) => {
    expect(correct(question)).toEqual({ text: question, corrections: [] });
  });

  it("but a word without its umlauts gets them, untold", () => {
    expect(correct("Wie heisst der Geschaeftsfuehrer?")).toEqual({
      text: "Wie heißt der Geschäftsführer?",
      corrections: [],
    });
    expect(correct("In welcher Strasse?").text).toBe("In welcher Straße?");
  });
});
