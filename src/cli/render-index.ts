import type { IndexReport } from "../indexing/build-index.js";
import type { GenerationInfo } from "../indexing/indexing-service.js";
import type { IndexPlan } from "../indexing/plan-index.js";

/** The plan in words: counts, and each file that is not read with its reason. */
export function describePlan({ added, changed, unchanged, removed, unreadable, skipped, remarks }: IndexPlan): string {
  const counts = [
    `${added.length} new`,
    `${changed.length} changed`,
    `${unchanged.length} unchanged`,
    `${removed.length} removed`,
    `${unreadable.length} unreadable`,
  ];
  return [
    `Documents: ${counts.join(", ")}.`,
    ...unreadable.map(({ reason }) => `Unreadable: ${reason}`),
    ...skipped.map(({ reason }) => `Skipped: ${reason}`),
    ...remarks.map(({ reason }) => `Note: ${reason}`),
  ].join("\n");
}

/** The plan with the name of every document that it concerns. */
export function listPlan(plan: IndexPlan): string {
  const line = (what: string) => (path: string) => `${what}: ${path}`;
  return [
    describePlan(plan),
    ...plan.added.map(line("New")),
    ...plan.changed.map(line("Changed")),
    ...plan.removed.map(line("Removed")),
    "Nothing was changed.",
  ].join("\n");
}

/** What a build did, what was checked, and what was overridden. */
export function describeReport(report: IndexReport, seconds: number): string {
  const { generation, published, documents, chunks, embedded, vectorStore, answers, overridden } = report;
  const state = published
    ? `Generation ${generation} is published`
    : `The index is up to date (generation ${generation})`;
  const lines = [`${state}: ${documents} documents, ${chunks} passages, ${embedded} texts embedded, ${seconds} s.`];
  if (vectorStore?.recall != null) {
    const found = `finds ${(100 * vectorStore.recall).toFixed(1)} % of the ten nearest passages`;
    lines.push(
      vectorStore.name === "hnsw"
        ? `The vector graph ${found}.`
        : `The vector graph only ${found}: all vectors are compared instead.`,
    );
  }
  if (answers !== null && answers.questions > 0) {
    const { questions, asked, rightBefore, rightAfter, fell } = answers;
    const others = asked === 0 ? "" : `; of the other ${asked}, ${rightAfter} are right, ${rightBefore} before`;
    lines.push(
      `Golden questions: ${questions - asked} of ${questions} find the same passages as before${others}.`,
      ...fell.map((each) => `Fell: ${each}`),
    );
  }
  return [...lines, ...overridden.map((reason) => `Published by --force although: ${reason}`)].join("\n");
}

/** @param verified Every byte was compared: what has no reason against it is intact. */
export function describeGenerations(generations: readonly GenerationInfo[], verified: boolean): string {
  if (generations.length === 0) return `There is no index yet. Run "npm run index".`;
  return generations
    .map(({ generation, state, built, documents, chunks, bytes, reason }) => {
      const size = `${(bytes / 1e6).toFixed(1)} MB`;
      const content = documents === null ? size : `${documents} documents, ${chunks} passages, ${size}`;
      const intact = verified && reason === null ? ", intact" : "";
      const line = `${state.padEnd(11)}  ${generation}  ${built.slice(0, 16).replace("T", " ")} UTC  ${content}${intact}`;
      return reason === null ? line : `${line}\n             ${reason}`;
    })
    .join("\n");
}
