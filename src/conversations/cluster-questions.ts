import { createAnalyser } from "../language/analyse.js";
import type { OpenQuestion } from "./open-questions.js";

/** Questions that ask for the same thing, the oldest first. */
export type QuestionCluster = readonly [OpenQuestion, ...OpenQuestion[]];

/** Share of terms that two questions must have in common, of all that either has. */
const ALIKE_FROM = 0.5;

/**
 * Puts questions together that have most of their meaning-bearing words in common, in whatever form.
 *
 * @returns The most frequent first; of equally frequent ones the one asked first.
 */
export function clusterQuestions(questions: readonly OpenQuestion[]): readonly QuestionCluster[] {
  const { analyse } = createAnalyser({});
  const clusters: { readonly terms: ReadonlySet<string>; readonly members: [OpenQuestion, ...OpenQuestion[]] }[] = [];
  for (const question of questions) {
    const words = analyse(question.question, question.language).filter(({ kind }) => kind !== "part");
    const terms = new Set(words.map(({ term }) => term));
    const alike = clusters.find((cluster) => likeness(cluster.terms, terms) >= ALIKE_FROM);
    if (alike === undefined) clusters.push({ terms, members: [question] });
    else alike.members.push(question);
  }
  return clusters.map(({ members }) => members).sort((a, b) => b.length - a.length);
}

/** Jaccard index; of two questions without a term 0. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((term) => b.has(term)).length;
  return common === 0 ? 0 : common / (a.size + b.size - common);
}
