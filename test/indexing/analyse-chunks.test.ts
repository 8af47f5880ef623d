import { describe, expect, it } from "vitest";
import { splitDocument } from "../../src/chunks/split-document.js";
import { countWords, createChunkAnalyser } from "../../src/indexing/analyse-chunks.js";
import { type SmallDocument, smallDocument } from "../helpers/small-index.js";

function analysed(...small: readonly SmallDocument[]) {
  const documents = small.map(smallDocument);
  const entries = documents.flatMap((document) =>
    splitDocument(document, { countTokens: (text) => text.length, maxTokens: 500 }).map((chunk) => ({
      document,
      chunk,
    })),
  );
  const analyse = createChunkAnalyser(countWords(documents));
  return entries.map(({ document, chunk }) => analyse(document, chunk));
}

describe("countWords", () => {
  it("counts normalised words of titles and texts, unstemmed", () => {
    const document = smallDocument({
      path: "a.md",
      text: "Straßen und Strassen. OWL-IT!",
      frontMatter: { title: "Straßen" },
    });
    expect(Object.fromEntries(countWords([document, document]))).toEqual({ strassen: 6, und: 2, owl: 2, it: 2 });
  });
});

describe("createChunkAnalyser", () => {
  it("gives the terms of each sentence", () => {
    const [first, second] = analysed(
      { path: "a.md", text: "Das Netz ist neu. Und das! Der Strom auch." },
      { path: "b.md", text: "Wasser." },
    );
    expect(first?.sentenceTerms).toEqual([["netz", "neu"], [], ["strom"]]);
    expect(first?.headingTerms).toEqual([]);
    expect(second?.sentenceTerms).toEqual([["wass"]]);
  });

  it("puts publisher and date beside the title", () => {
    const frontMatter = { title: "Netzplan", publisher: "Stadt Lemgo", date: "2024-02-29" };
    const [only] = analysed({ path: "a.md", text: "Text.", frontMatter });
    expect(only?.titleTerms).toEqual(["netzpla", "stad", "lemgo", "2024-02-29", "2024-02", "2024"]);
  });

  it("splits compounds by the words of the same documents only", () => {
    const compound = { path: "a.md", text: "Der Rechenzentrumsbetrieb ruht." };
    const words = { path: "b.md", text: "Rechenzentrum und Betrieb. Ein Rechenzentrum, ein Betrieb." };
    expect(analysed(compound)[0]?.sentenceTerms).toEqual([["rechenzentrumsbetrieb", "ruh"]]);
    expect(analysed(compound, words)[0]?.sentenceTerms).toEqual([
      ["rechenzentrumsbetrieb", "rechenzentrum", "betrieb", "ruh"],
    ]);
  });
});
