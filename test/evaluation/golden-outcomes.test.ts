import { describe, expect, it } from "vitest";
import type { Answer, Citation } from "../../src/answers/answer.js";
import { answerRows, answerTimes, goldenHeadlines } from "../../src/evaluation/answer-figures.js";
import { citationQuality } from "../../src/evaluation/citation-quality.js";
import { goldenErrors } from "../../src/evaluation/golden-errors.js";
import type { GoldenQuestion } from "../../src/evaluation/golden-questions.js";
import type { GoldenOutcome } from "../../src/evaluation/measure-golden.js";
import { addQuotes, countQuotes } from "../../src/evaluation/verbatim-quotes.js";

const citation: Citation = {
  ...{ marker: 1, document: "a.md", title: "A", heading: [], page: null, date: null, url: null },
  ...{ quote: "Lemgo", start: 3, end: 8, textHash: "sha256:a", generation: "g" },
};
const answer: Answer = {
  ...{ question: "Wo?", searchedFor: "Wo?", language: "de", status: "answered", headline: null, text: "Lemgo [1]" },
  ...{ corrections: [], citations: [citation], notes: [], related: [], confidence: 0.9, generator: "extractive" },
  ms: { embed: 1, retrieve: 1, answer: 1, total: 3 },
};
const golden: GoldenQuestion = {
  ...{ id: "de-1", language: "de", question: "Wo?", kind: "where", tags: ["typo"], split: "test" },
  expected: { documents: ["a.md"], quotes: ["Lemgo"], headlines: ["in Lemgo"] },
};

function outcome(about: Partial<GoldenOutcome>, asked: Partial<GoldenQuestion> = {}): GoldenOutcome {
  return { golden: { ...golden, ...asked }, answer, refused: false, right: true, rightBeforeRefusal: true, ...about };
}
const unanswerable: Partial<GoldenQuestion> = { id: "en-1", language: "en", tags: [], expected: null };

describe("rows of answers", () => {
  const rows = answerRows([
    outcome({}),
    outcome({ right: false }),
    outcome({ right: false, refused: true }, { tags: [] }),
    outcome({ refused: true, right: false }, unanswerable),
    outcome({ right: false }, { ...unanswerable, id: "en-2" }),
  ]);
  const row = (group: string) => rows.find((each) => each.group === group);

  it("count right answers among the answerable and refusals among the others", () => {
    expect(row("all")).toMatchObject({
      right: { value: 1 / 3, count: 3 },
      refusedAnswerable: 1 / 3,
      refused: { value: 0.5, count: 2 },
    });
  });

  it("are made for every language and tag", () => {
    expect(rows.map(({ group }) => group)).toEqual(["all", "de", "en", "typo"]);
    expect(row("typo")).toMatchObject({ right: { value: 0.5, count: 2 }, refused: { count: 0 } });
    expect(row("en")).toMatchObject({ right: { count: 0 }, refused: { value: 0.5, count: 2 } });
  });
});

describe("headlines of golden questions", () => {
  it("are right with the words of an expected one, and unwanted where none is expected", () => {
    const given = (headline: string | null) => ({ answer: { ...answer, headline } });
    const counts = goldenHeadlines([
      outcome(given("In Lemgo.")),
      outcome(given("Paderborn")),
      outcome(given(null)),
      outcome(given("2020"), unanswerable),
    ]);
    expect(counts).toEqual({ wanted: 3, given: 2, right: 1, unanswerable: 1, unwanted: 0 });
  });
});

it("times are given by nearest rank, without what was not searched for", () => {
  const lasting = (total: number) => outcome({ answer: { ...answer, ms: { ...answer.ms, total } } });
  const times = Array.from({ length: 20 }, (_, i) => lasting(i + 1));
  expect(answerTimes([lasting(0), lasting(0), lasting(0), ...times])).toEqual({ p50: 10, p95: 19 });
  expect(answerTimes([])).toEqual({ p50: 0, p95: 0 });
});

describe("errors", () => {
  it("say what went wrong, what was expected and what came", () => {
    const errors = goldenErrors([
      outcome({}),
      outcome({ right: false }),
      outcome({ right: false, refused: true, answer: { ...answer, status: "not_found", citations: [] } }),
      outcome({ answer: { ...answer, headline: "Paderborn" } }),
      outcome({ right: false }, unanswerable),
      outcome({ right: false, refused: true }, unanswerable),
    ]);
    expect(errors.map(({ problem, expected, got }) => [problem, expected, got])).toEqual([
      ["wrong quote", "Lemgo", "Lemgo (a.md)"],
      ["refused, but the documents say it", "Lemgo", "not_found"],
      ["wrong headline", "in Lemgo", "Paderborn"],
      ["answered, but the documents do not say it", "no answer", "Lemgo (a.md)"],
    ]);
  });
});

describe("quotes", () => {
  const count = (text: string | undefined, textHash = "sha256:a") =>
    countQuotes([{ citations: [citation], related: [] }], () => (text === undefined ? undefined : { text, textHash }));

  it.each([
    ["are verbatim where the document has them at their place", "In Lemgo.", 1],
    ["are not where they stand at another place", "Nach Lemgo.", 0],
    ["are not where a letter differs", "In Lengo.", 0],
    ["are not where the document is gone", undefined, 0],
  ])("%s", (_, text, verbatim) => {
    expect(count(text)).toEqual({ shown: 1, verbatim });
  });

  it("are not verbatim in another version of the document", () => {
    expect(count("In Lemgo.", "sha256:b")).toEqual({ shown: 1, verbatim: 0 });
  });

  it("count related passages as well, and add up", () => {
    const related = countQuotes([{ citations: [], related: [citation, citation] }], () => undefined);
    expect(addQuotes([related, { shown: 1, verbatim: 1 }])).toEqual({ shown: 3, verbatim: 1 });
  });
});

describe("citations", () => {
  const quoting = (...quotes: string[]): Partial<GoldenOutcome> => ({
    answer: { ...answer, citations: quotes.map((quote) => ({ ...citation, quote })) },
  });

  it("are precise as far as they hold the proof, and complete as far as given answers have one", () => {
    const { precision, recall } = citationQuality([
      outcome(quoting("in Lemgo", "in Paderborn")),
      outcome(quoting("in Detmold")),
      outcome({ ...quoting(), refused: true }),
      outcome(quoting("in Lemgo"), unanswerable),
    ]);
    expect([precision.value, precision.count]).toEqual([1 / 4, 3]);
    expect([recall.value, recall.count]).toEqual([1 / 3, 3]);
  });
});
