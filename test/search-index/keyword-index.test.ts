import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import {
  inverseFrequency,
  type KeywordIndex,
  type KeywordRow,
  openKeywordIndex,
  writeKeywordIndex,
} from "../../src/search-index/keyword-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();
const opened: KeywordIndex[] = [];
afterEach(() => {
  for (const index of opened.splice(0)) index.close();
});

type Fields = Partial<Record<"title" | "headings" | "body", string>>;

/** An index of chunks whose terms are given as words with spaces between them. */
async function indexOf(rows: readonly Fields[], words: Readonly<Record<string, number>> = {}): Promise<KeywordIndex> {
  const file = join(await temporaryDirectory(), "keywords.db");
  const terms = (text = "") => text.split(" ").filter((term) => term !== "");
  const full = rows.map(
    ({ title, headings, body }, id): KeywordRow => ({
      id,
      title: terms(title),
      headings: terms(headings),
      body: terms(body),
    }),
  );
  writeKeywordIndex(file, full, new Map(Object.entries(words)));
  const index = openKeywordIndex(file);
  opened.push(index);
  return index;
}

const ids = (hits: readonly { readonly id: number }[]) => hits.map(({ id }) => id);
const filler = Array.from({ length: 6 }, (_, i) => ({ body: `wort${i} mehr text` }));

describe("KeywordIndex.search", () => {
  it("finds every chunk that holds one of the terms, in any field, and no other", async () => {
    const index = await indexOf([{ title: "netz" }, { headings: "netz" }, { body: "netz" }, { body: "strom" }, {}]);
    expect(ids(index.search(["netz", "fehlt"], 10)).toSorted()).toEqual([0, 1, 2]);
    expect(index.search(["fehlt"], 10)).toEqual([]);
    expect(index.search([], 10)).toEqual([]);
  });

  it("gives the chunks of a part the scores that they have in the whole, by the frequencies of the whole", async () => {
    const inside = [{ body: "netz selten wort" }, { body: "netz text mehr" }];
    const outside = [...filler, ...inside];
    const whole = await indexOf([...inside, ...outside]);
    const part = await indexOf(inside);
    const inWhole = (term: string) => inverseFrequency(whole.size, whole.documentFrequency(term));
    const terms = ["netz", "selten", "fehlt"];
    const expected = whole.search(terms, 10).filter(({ id }) => id < inside.length);
    const hits = part.search(terms, 10, { inverseFrequency: inWhole });
    expect(ids(hits)).toEqual([0, 1]);
    hits.forEach(({ score }, i) => {
      expect(score).toBeCloseTo(expected[i]?.score ?? 0, 9);
    });
    // By its own frequencies, a word that every chunk of the part holds says nothing.
    expect(part.search(["netz"], 10)[0]?.score).toBeLessThan(0.001);
    expect(part.search(terms, 1, { inverseFrequency: inWhole })).toEqual(hits.slice(0, 1));
    expect(ids(part.search(["netz"], 10, { within: { first: 1, last: 1 }, inverseFrequency: inWhole }))).toEqual([1]);
  });

  it("ranks a chunk with the rarer term, with more of it and with less beside it higher", async () => {
    const rows = [
      ...filler,
      { body: "netz lang lang lang lang lang lang lang" },
      { body: "netz kurz" },
      { body: "selten kurz" },
      { body: "netz netz" },
      { body: "netz weit" },
    ];
    const hits = (await indexOf(rows)).search(["netz", "selten"], 10);
    expect(ids(hits)).toEqual([8, 9, 7, 10, 6]);
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(hits.every(({ score }) => score > 0)).toBe(true);
  });

  it("counts a term in the title more than one in the text", async () => {
    const index = await indexOf([...filler, { body: "netz", title: "plan" }, { title: "netz", body: "plan" }]);
    expect(ids(index.search(["netz"], 10))).toEqual([7, 6]);
  });

  it("gives a positive score to a term that all chunks hold", async () => {
    const hits = (await indexOf([{ body: "netz" }, { body: "netz" }])).search(["netz"], 10);
    expect(hits.map(({ score }) => score > 0)).toEqual([true, true]);
  });

  it("orders equal chunks by their numbers and returns at most k", async () => {
    const index = await indexOf([...filler, { body: "netz" }, { body: "netz" }, { body: "netz" }]);
    expect(ids(index.search(["netz"], 2))).toEqual([6, 7]);
    expect(ids(index.search(["netz"], 100))).toEqual([6, 7, 8]);
    expect(index.search(["netz"], 0)).toEqual([]);
  });

  it("looks only among the chunks it is told to", async () => {
    const index = await indexOf(Array.from({ length: 6 }, () => ({ body: "netz" })));
    expect(ids(index.search(["netz"], 10, { within: { first: 2, last: 4 } }))).toEqual([2, 3, 4]);
    expect(ids(index.search(["netz"], 10, { within: { first: 0, last: 0 } }))).toEqual([0]);
    expect(index.search(["netz"], 10, { within: { first: 6, last: 9 } })).toEqual([]);
  });

  it("matches whole terms, not their beginnings", async () => {
    const index = await indexOf([{ body: "netz" }, { body: "netzwerk" }]);
    expect(ids(index.search(["netz"], 10))).toEqual([0]);
  });

  it("keeps dates, decimals and times as one term", async () => {
    const terms = ["2020-01-01", "2020-01", "3.5", "16:30"];
    const index = await indexOf(terms.map((body) => ({ body })));
    for (const [id, term] of terms.entries()) expect(ids(index.search([term], 10))).toEqual([id]);
    expect(index.search(["01"], 10)).toEqual([]);
    expect(index.search(["2020"], 10)).toEqual([]);
  });

  it("does not fold letters any further than the analysis did", async () => {
    const index = await indexOf([{ body: "müll" }, { body: "mull" }]);
    expect(ids(index.search(["müll"], 10))).toEqual([0]);
  });

  it.each([
    '"',
    '" OR netz OR "',
    "netz*",
    "NOT",
    "AND",
    "NEAR(netz strom)",
    "body:netz",
    "^netz",
    "(",
    "",
    "\u0000",
    "😀",
  ])("takes %j as a word, not as a command", async (term) => {
    const index = await indexOf([{ body: "netz strom" }, { body: "wasser" }]);
    expect(ids(index.search([term, "wasser"], 10))).toContain(1);
    expect(() => index.search([term], 10)).not.toThrow();
  });

  it("does not give the whole index to a quotation mark that tries to end the term", async () => {
    const index = await indexOf([{ body: "netz" }, { body: "wasser" }]);
    expect(index.search(['strom" OR "netz'], 10)).toEqual([]);
  });

  it("never throws, whatever the terms are", async () => {
    const index = await indexOf([{ body: "netz" }]);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (terms) => {
        expect(ids(index.search([...terms, "netz"], 10))).toEqual([0]);
      }),
      { numRuns: 300 },
    );
  });

  it("takes a question of a thousand terms", async () => {
    const index = await indexOf([{ body: "netz" }]);
    const terms = Array.from({ length: 1000 }, (_, i) => `wort${i}`);
    expect(ids(index.search([...terms, "netz"], 10))).toEqual([0]);
  });
});

describe("KeywordIndex frequencies", () => {
  it("counts chunks, not occurrences, over all fields", async () => {
    const index = await indexOf([{ title: "netz", body: "netz netz" }, { headings: "netz" }, { body: "strom" }]);
    expect(["netz", "strom", "fehlt", "", 'a"b'].map((term) => index.documentFrequency(term))).toEqual([2, 1, 0, 0, 0]);
  });

  it("gives back the frequencies of the unstemmed words", async () => {
    const index = await indexOf([{ body: "betrieb" }], { rechenzentrums: 3, betrieb: 12, constructor: 1 });
    const words = ["rechenzentrums", "betrieb", "constructor", "toString", ""];
    expect(words.map((word) => index.wordFrequency(word))).toEqual([3, 12, 1, 0, 0]);
  });
});

describe("writeKeywordIndex", () => {
  it("writes the same bytes for the same rows and words, whatever the order of the words", async () => {
    const rows = [{ id: 0, title: ["a"], headings: [], body: ["b", "c"] }];
    const files = await Promise.all(
      [
        ["x", "y"],
        ["y", "x"],
      ].map(async (words) => {
        const file = join(await temporaryDirectory(), "keywords.db");
        writeKeywordIndex(file, rows, new Map(words.map((word) => [word, 1])));
        return readFile(file);
      }),
    );
    expect(files[0]?.equals(files[1] ?? Buffer.alloc(0))).toBe(true);
  });

  it("writes an index without any chunk", async () => {
    const index = await indexOf([]);
    expect(index.search(["netz"], 10)).toEqual([]);
    expect(index.documentFrequency("netz")).toBe(0);
  });
});
