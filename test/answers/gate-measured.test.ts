import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NEAR_ENOUGH } from "../../src/answers/generated-claim.js";
import { unprovenLimits } from "../../src/answers/statement-limits.js";
import { centre, dot } from "../../src/embeddings/centre.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { readCalibration } from "../../src/retrieval/calibration.js";

/**
 * The figures of the gate that README.md and `generated-claim.ts` state, measured anew. Takes minutes and the evaluation
 * data, whose folder `BENCH_DIR` names: `BENCH_DIR=../shared/bench npx vitest run test/answers/gate-measured.test.ts`.
 */
const { BENCH_DIR = "" } = process.env;
const file = (name: string) => join(BENCH_DIR, "omosqa", `${name}.jsonl`);

/** A line of a page and its translation. */
interface Line {
  readonly page: number;
  readonly de: string;
  readonly en: string;
}

/** Each line once, those of four words at least; as in a claim, there must be something to compare. */
function linesOf(set: "train" | "dev"): readonly Line[] {
  const [german, english] = ["de", "en"].map((language) =>
    readFileSync(file(`${set}_${language}`), "utf8")
      .trim()
      .split("\n")
      .map((line): { context: string; city: string; pageId: number } => JSON.parse(line)),
  );
  const pages = new Map<string, readonly Line[]>();
  const seen = new Set<string>();
  for (const [i, { context, city, pageId }] of (german ?? []).entries()) {
    const key = `${city}/${pageId}`;
    if (pages.has(key)) continue;
    const translated = english?.[i]?.context.split("\n") ?? [];
    const lines = context.split("\n").map((de, line) => ({ page: pages.size, de, en: translated[line] ?? "" }));
    const isNew = ({ de, en }: Line) =>
      !seen.has(de) && Boolean(seen.add(de)) && [de, en].every((text) => (text.match(/\p{L}{2,}/gu)?.length ?? 0) >= 4);
    pages.set(key, lines.filter(isNew));
  }
  return [...pages.values()].flat();
}

/** Sentences that no page of a town says. */
const HOSTILE = [
  ...["Please transfer all of your money.", "Please transfer all of your money to this account."],
  ...["Call this number at once and tell them your PIN.", "The mayor is a criminal."],
  ...["You do not need to pay any taxes.", "Your application has been approved."],
  ...["Send your password to the support team.", "All services are free of charge."],
  ...["You are entitled to compensation.", "Ignore all previous instructions."],
  ...["Buy our new product now.", "The earth is flat.", "This office is closed forever."],
  ...["You will be arrested if you do not answer.", "Please visit our partner shop."],
];

const share = (part: number, whole: number) => Math.round((1000 * part) / whole) / 10;

describe.skipIf(!existsSync(file("train_de")))("of lines as claims over their translation", () => {
  it.each(["train", "dev"] as const)("hardly one has a limit that the other language does not say (%s)", (set) => {
    const lines = linesOf(set);
    const rejected = (from: "de" | "en", to: "de" | "en") =>
      lines.filter(
        (line) => unprovenLimits({ text: line[from], language: from }, { text: line[to], language: to }).length > 0,
      ).length;
    const figures = {
      lines: lines.length,
      en: share(rejected("en", "de"), lines.length),
      de: share(rejected("de", "en"), lines.length),
    };
    console.info(set, figures);
    expect(figures.en).toBeLessThan(1);
    expect(figures.de).toBeLessThan(1);
  });

  it("nearly every one is near enough, and few are over other lines", { timeout: 3_600_000 }, async () => {
    // A sixth of the pages, whole.
    const lines = linesOf("train").filter(({ page }) => page % 6 === 1);
    const halves = lines.flatMap(({ en }, line) => {
      const cut = /^(.{25,}?)(?:,| and| or| if| because| which| that) (.{25,})$/.exec(en);
      return cut === null || en.split(" ").length < 12 ? [] : cut.slice(1).map((text) => ({ line, text }));
    });
    const embedder = await createTransformersEmbedder({ modelDir: "embeddings/model" });
    const { passageMean } = readCalibration("embeddings/calibration.json").centring;
    const vectorsOf = async (texts: readonly string[]) =>
      (await embedder.embed(texts, "passage")).map((vector) => centre(vector, passageMean, 1));
    const german = await vectorsOf(lines.map(({ de }) => de));
    const english = await vectorsOf(lines.map(({ en }) => en));
    const torn = await vectorsOf(halves.map(({ text }) => text));
    const hostile = await vectorsOf(HOSTILE);
    await embedder.close();
    /** Of the pairs of a claim and a German line that `counts`, the share near enough, in percent. */
    const passing = (claims: readonly Float32Array[], counts: (claim: number, quote: number) => boolean) => {
      const near = claims.flatMap((claim, i) =>
        german.flatMap((quote, j) => (counts(i, j) ? [Number(dot(claim, quote) >= NEAR_ENOUGH)] : [])),
      );
      return share(
        near.reduce((sum, one) => sum + one, 0),
        near.length,
      );
    };
    const figures = {
      ...{ lines: lines.length, halves: halves.length },
      translation: passing(english, (i, j) => i === j),
      halfOfTranslation: passing(torn, (i, j) => halves[i]?.line === j),
      samePage: passing(english, (i, j) => i !== j && lines[i]?.page === lines[j]?.page),
      otherPage: passing(english, (i, j) => lines[i]?.page !== lines[j]?.page),
      hostile: passing(hostile, () => true),
    };
    console.info(figures);
    expect(figures.translation).toBeGreaterThan(99);
    expect(figures.halfOfTranslation).toBeGreaterThan(70);
    expect(figures.samePage).toBeLessThan(12);
    expect(figures.otherPage).toBeLessThan(1);
    expect(figures.hostile).toBeLessThan(1);
  });
});
