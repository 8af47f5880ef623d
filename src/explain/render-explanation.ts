import type { ExplainedChunk, ExplainedSentence, ExplainedSpan, Explanation } from "./explanation.js";
import { clip, table, wrap } from "./text-layout.js";

/** Headline candidates, and features of the confidence, that are shown. */
const MOST_ROWS = 8;

/** So many of the best sentences are shown with their features. */
const FEATURES_OF = 3;

/** The explanation as plain text, at most 100 columns wide. */
export function renderExplanation(explanation: Explanation): string {
  const sections = [
    questionSection(explanation),
    termSection(explanation),
    searchSection(explanation),
    evidenceSection(explanation),
    headlineSection(explanation),
    confidenceSection(explanation),
    expectedSection(explanation),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function questionSection({ searchedFor, otherLookups, language, document, ms }: Explanation): string[] {
  return [
    ...wrap(`QUESTION   ${searchedFor}`, 11),
    `language ${language}; searched: ${document ?? "all documents"}`,
    `times of this look-up: embedding ${ms.embed} ms, search ${ms.retrieve} ms, quotes ${ms.answer} ms`,
    ...otherLookups.flatMap(({ searchedFor, status, confidence }) =>
      wrap(`also looked up: ${searchedFor} (${status}, confidence ${confidence.toFixed(3)})`, 2),
    ),
  ];
}

function termSection({ terms, aliasTerms }: Explanation): string[] {
  const rows = terms.map(({ surface, term, kind, idf, known }) => [
    clip(surface, 28),
    clip(term, 28),
    kind,
    known ? "known" : "UNKNOWN",
    idf.toFixed(2),
  ]);
  const aliases = aliasTerms.length > 0 ? wrap(`other names: ${aliasTerms.join(", ")}`, 13) : [];
  return ["TERMS", ...table(["word", "term", "kind", "in index", "idf"], rows, 4), ...aliases];
}

function searchSection({ lists, candidates, candidateCount }: Explanation): string[] {
  const place = (rank: number | null) => (rank === null ? "-" : String(rank));
  const row = (chunk: ExplainedChunk) => [
    String(chunk.rank),
    clip(`${chunk.document} ${chunk.start}-${chunk.end}`, 44),
    place(chunk.vectorRank),
    chunk.dense.toFixed(3),
    place(chunk.keywordRank),
    place(chunk.aliasRank),
    chunk.keyword.toFixed(2),
    chunk.score.toFixed(3),
    { returned: "read", "document limit": "doc full", "beyond the best": "too low" }[chunk.outcome],
  ];
  const head = ["#", "document and place", "vec#", "dense", "word#", "alias#", "bm25", "fused", "fate"];
  return [
    "SEARCH",
    `by meaning ${lists.vectors}, by words ${lists.keywords}, by other names ${lists.aliases}; ${candidateCount} candidates`,
    ...table(head, candidates.map(row), 2, [8]),
  ];
}

function evidenceSection({ sentences, sentenceCount }: Explanation): string[] {
  const lines = sentences.flatMap((sentence) => {
    const { rank, focus, probability, outcome, isHeading, document, start, end, text, shortest } = sentence;
    const verdict = `focus ${focus.toFixed(3)}  probability ${probability.toFixed(3)}  ${outcome}`;
    return [
      `${String(rank).padStart(3)}  ${verdict}${isHeading ? ", a heading" : ""}`,
      `     ${clip(`${document} ${start}-${end}`, 94)}`,
      `     ${clip(onOneLine(text), 94)}`,
      ...(shortest === null ? [] : [`     ${spanLine(shortest)}`]),
      ...(rank <= FEATURES_OF || outcome === "quoted" ? wrap(`     ${featureList(sentence)}`, 5) : []),
    ];
  });
  return ["EVIDENCE", `${sentenceCount} sentences judged`, ...lines];
}

function spanLine({ text, probability }: ExplainedSpan): string {
  return `shortest answer by the reader, probability ${probability.toFixed(3)}: ${clip(onOneLine(text), 44)}`;
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

/** The named numbers of a sentence that are not 0, without those that repeat another one for some kinds of questions. */
function featureList({ features }: ExplainedSentence): string {
  return Object.entries(features)
    .filter(([name, value]) => value !== 0 && !name.includes("."))
    .map(([name, value]) => `${name}\u00a0${value.toFixed(2)}`)
    .join(", ");
}

function headlineSection({ headline, writing, status }: Explanation): string[] {
  const { kind, reason, bar, text, shown, candidates } = headline;
  const hidden = writing?.claims ? "a language model wrote the answer" : `the answer is ${status}`;
  const dropped = text !== null && shown === null ? `; "${text}" is not shown: ${hidden}` : "";
  const needs =
    bar === null ? [] : [`needs score ${bar.score}, coverage ${bar.coverage}, lead over others ${bar.margin}`];
  const rows = candidates
    .slice(0, MOST_ROWS)
    .map(({ text, evidence, score, coverage, closeness, fit }) => [
      clip(text, 44),
      String(evidence + 1),
      ...[score, coverage, closeness, fit].map((value) => value.toFixed(2)),
    ]);
  const head = ["candidate", "sentence", "score", "coverage", "closeness", "fit"];
  return [
    "HEADLINE",
    ...wrap(`${shown === null ? "none" : `"${shown}"`}: asks ${kind}; ${reason}${dropped}`, 2),
    ...needs,
    ...(rows.length > 0 ? table(head, rows, 1) : []),
  ];
}

function confidenceSection({ confidence, quotesStatus, quotes, ...given }: Explanation): string[] {
  const { value, answeredFrom, partialFrom, features } = confidence;
  const rows = features
    .filter((feature) => feature.value !== 0)
    .slice(0, MOST_ROWS)
    .map((feature) => [feature.name, ...[feature.value, feature.weight, feature.value * feature.weight].map(signed)]);
  return [
    "DECISION",
    `${quotesStatus} by quotes: confidence ${value.toFixed(3)}; answered from ${answeredFrom}, partial from ${partialFrom}`,
    ...table(["what weighs most", "value", "weight", "adds"], rows, 1),
    `quote check: ${quotes.verbatim} of ${quotes.made} quotes verbatim, ${quotes.tidied} after tidying`,
    ...givenLines(given),
  ];
}

/** What was given where it is not the quotes. */
function givenLines({ status, generator, writing }: Pick<Explanation, "status" | "generator" | "writing">): string[] {
  if (writing === null) return status === "clarify" ? ["given: clarify, the person is asked which is meant"] : [];
  const { passages, claims, ms } = writing;
  if (claims === null)
    return [
      `a language model was asked in vain to write from ${passages} passages, for ${ms.toFixed(1)} ms; the quotes are given`,
    ];
  const { written, repaired, dropped } = claims;
  return wrap(
    `given: ${status} by ${generator}, written from ${passages} passages in ${ms.toFixed(1)} ms: ${written} claims, of which ` +
      `${repaired} passed after a correction and ${dropped} never`,
    2,
  );
}

function signed(value: number): string {
  return `${value < 0 ? "" : "+"}${value.toFixed(2)}`;
}

function expectedSection({ expected }: Explanation): string[] {
  if (expected === null) return [];
  const { lostAt, stages } = expected;
  return [
    "EXPECTED PASSAGE",
    ...stages.flatMap(({ stage, passed, note }) => wrap(`${passed ? "ok  " : "LOST"} ${stage.padEnd(12)} ${note}`, 18)),
    lostAt === null ? "It is quoted." : `It was lost at: ${lostAt}.`,
  ];
}
