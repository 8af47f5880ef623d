import { describe, expect, it } from "vitest";
import { mean, rankMetrics, rankOfDocument } from "../../src/evaluation/retrieval-metrics.js";

describe("the metrics of a rank", () => {
  it.each([
    [1, { ndcg10: 1, mrr10: 1, recall1: 1, recall5: 1 }],
    [3, { ndcg10: 0.5, mrr10: 1 / 3, recall1: 0, recall5: 1 }],
    [7, { ndcg10: 1 / 3, mrr10: 1 / 7, recall1: 0, recall5: 0 }],
    [11, { ndcg10: 0, mrr10: 0, recall1: 0, recall5: 0 }],
    [null, { ndcg10: 0, mrr10: 0, recall1: 0, recall5: 0 }],
  ])("rank %s", (rank, metrics) => {
    expect(rankMetrics(rank)).toEqual(metrics);
  });

  it("rank 10 is the last that counts", () => {
    expect(rankMetrics(10).mrr10).toBe(0.1);
  });
});

describe("the rank of a document", () => {
  it("counts documents, not chunks", () => {
    expect(rankOfDocument(["a", "a", "b", "a", "c"], "c")).toBe(3);
  });

  it("is none where the document was not found", () => {
    expect(rankOfDocument(["a"], "b")).toBeNull();
  });
});

it("the mean of nothing is nought", () => {
  expect(mean([])).toBe(0);
  expect(mean([1, 2])).toBe(1.5);
});
