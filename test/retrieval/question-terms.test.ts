import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { detectLanguage } from "../../src/language/detect-language.js";
import { questionTerms } from "../../src/retrieval/question-terms.js";
import { openSearchIndex, type SearchIndex } from "../../src/search-index/search-index.js";
import { publishSmallIndex, SMALL_MODEL } from "../helpers/small-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const TEXTS = {
  "start.md": "Der Betrieb begann am 1. Januar 2020 um 16.30 Uhr.",
  "ende.md": "Der Betrieb endete am 31. Dezember 2023.",
  "straße.md": "In der Hauptstraße gibt es zwölf Parkplätze für 1.200 Euro.",
  "gesetz.md": "Das Gesetz (OZG) gilt z. B. für 3,5 Prozent der Ämter.",
  "betrieb.md": "Der Rechenzentrumsbetrieb kostet Geld.",
};

const newDirectory = useTemporaryDirectories();
let index: SearchIndex;
beforeAll(async () => {
  const directory = await newDirectory();
  await publishSmallIndex(
    directory,
    Object.entries(TEXTS).map(([path, text]) => ({ path, text })),
  );
  index = await openSearchIndex(directory, "citizen", SMALL_MODEL);
});
afterAll(() => index.close());

function find(question: string): string | undefined {
  const { terms } = questionTerms(question, detectLanguage(question), index, "2025-06-01");
  const [best] = index.searchKeywords(
    terms.map(({ term }) => term),
    1,
  );
  return best && index.chunk(best.id).chunk.document;
}

describe("another spelling finds the text", () => {
  it.each([
    ["Was war am 1.1.2020?", "start.md"],
    ["Was war am 01.01.2020?", "start.md"],
    ["Was war am 2020-01-01?", "start.md"],
    ["What happened on January 1st, 2020?", "start.md"],
    ["Was war am 31.12.2023?", "ende.md"],
    ["Was war im Dezember 2023?", "ende.md"],
    ["Was begann um 16:30 Uhr?", "start.md"],
    ["HAUPTSTRASSE", "straße.md"],
    ["parkplaetze", "straße.md"],
    ["Was sind 1200 Euro?", "straße.md"],
    ["Was sind 1,200 Euro?", "straße.md"],
    ["Wo gibt es 12 davon?", "straße.md"],
    ["Für welche Aemter?", "gesetz.md"],
    ["ozg", "gesetz.md"],
    ["O.Z.G.", "gesetz.md"],
    ["Wer zahlt 3.5 Prozent?", "gesetz.md"],
  ])("%s", (question, document) => {
    expect(find(question)).toBe(document);
  });
});
