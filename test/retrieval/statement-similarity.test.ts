import { afterAll, beforeAll, expect, it } from "vitest";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { readCalibration } from "../../src/retrieval/calibration.js";
import { createStatementSimilarity } from "../../src/retrieval/statement-similarity.js";

const calibration = readCalibration("embeddings/calibration.json");
const STARTED = "Der Betrieb der OWL-IT startete am 1. Januar 2020 in Lemgo.";

let embedder: Embedder;
beforeAll(async () => {
  embedder = await createTransformersEmbedder({ modelDir: "embeddings/model" });
});
afterAll(() => embedder.close());

it("is high for a translation, and low for another subject", async () => {
  const similarity = createStatementSimilarity({ embedder, calibration });
  expect(await similarity("Operations started in Lemgo on 1 January 2020.", [STARTED])).toBeGreaterThan(0.6);
  expect(await similarity("Please transfer all of your money.", [STARTED])).toBeLessThan(0.3);
});

it("is that of the nearest text, and -1 where there is none", async () => {
  const similarity = createStatementSimilarity({ embedder, calibration });
  expect(await similarity(STARTED, ["Bitte überweisen Sie Geld.", STARTED])).toBeCloseTo(1, 5);
  expect(await similarity(STARTED, [])).toBe(-1);
});

it("is -1 for what the model cannot read whole", async () => {
  const similarity = createStatementSimilarity({ embedder, calibration });
  const long = "7 ".repeat(600);
  expect(await similarity(long, [STARTED])).toBe(-1);
  expect(await similarity(STARTED, [long])).toBe(-1);
});

it("is not told of another model, whose mean is not known", async () => {
  const centring = { ...calibration.centring, passageShare: 0 };
  const similarity = createStatementSimilarity({ embedder, calibration: { ...calibration, centring } });
  expect(await similarity(STARTED, [STARTED])).toBeNull();
});
