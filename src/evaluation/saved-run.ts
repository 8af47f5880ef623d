import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { ConfigurationError } from "../errors.js";
import type { Figure } from "./figure.js";

const savedRunSchema = z.strictObject({
  /** When it was made, as ISO time. */
  time: z.string(),
  figures: z.array(
    z.strictObject({
      name: z.string(),
      statistic: z.enum(["ratio", "harmonic"]),
      /** The two numbers of each question, by its id. */
      questions: z.record(z.string(), z.tuple([z.number(), z.number()])),
    }),
  ),
});

/** The figures of a run, question by question, for later runs to be compared with. */
export type SavedRun = Readonly<z.infer<typeof savedRunSchema>>;

/**
 * Reads the figures of an earlier run.
 *
 * @returns Null where there is none.
 * @throws {ConfigurationError} The file has another form.
 */
export async function readSavedRun(file: string): Promise<SavedRun | null> {
  let content: string;
  try {
    content = await readFile(file, "utf8");
  } catch {
    return null;
  }
  try {
    return savedRunSchema.parse(JSON.parse(content));
  } catch (cause) {
    throw new ConfigurationError(`${file} holds no figures of an evaluation. Remove it, or restore it.`, { cause });
  }
}

/** Writes the figures of a run, one figure a line; what is there is replaced. */
export async function writeSavedRun(file: string, time: string, figures: readonly Figure[]): Promise<void> {
  const lines = figures.map(({ name, statistic, rows }) => {
    const questions = Object.fromEntries(rows.map(({ id, values }) => [id, values.map(round)]));
    return JSON.stringify({ name, statistic, questions });
  });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `{"time":${JSON.stringify(time)},"figures":[\n${lines.join(",\n")}\n]}\n`);
}

/** Four digits: what is lost is far below any interval. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
