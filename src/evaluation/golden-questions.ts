import { readFile } from "node:fs/promises";
import { z } from "zod";
import { ConfigurationError } from "../errors.js";

const expectedSchema = z.strictObject({
  documents: z.array(z.string()).min(1),
  quotes: z.array(z.string()).min(1),
  headlines: z.array(z.string()),
});

const goldenSchema = z.strictObject({
  questions: z.array(
    z.strictObject({
      id: z.string(),
      language: z.enum(["de", "en"]),
      question: z.string(),
      kind: z.string(),
      tags: z.array(z.string()),
      split: z.enum(["dev", "test"]),
      expected: expectedSchema.nullable(),
    }),
  ),
  smallTalk: z.array(z.strictObject({ question: z.string(), language: z.enum(["de", "en"]) })),
});

/** Questions about the project's own corpus with what a right answer quotes. */
export type GoldenQuestions = Readonly<z.infer<typeof goldenSchema>>;
/** `expected` is null where the corpus does not hold the answer; `split` dev is for tuning, test for reporting. */
export type GoldenQuestion = GoldenQuestions["questions"][number];

/** @throws {ConfigurationError} The file cannot be read or has another form. */
export async function readGoldenQuestions(file: string): Promise<GoldenQuestions> {
  try {
    return goldenSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? `wrong at ${cause.issues[0]?.path.join(".")}` : "missing or no JSON";
    throw new ConfigurationError(`${file} is ${reason}. See test/eval/README.md for its form.`, { cause });
  }
}

/** Whether an answer quotes what the question expects. */
export function isRight(golden: GoldenQuestion, citations: readonly Quoted[]): boolean {
  return citations.some((citation) => proves(golden, citation));
}

/** Whether a single quote is from a document that proves the answer, and holds the words that do. */
export function proves({ expected }: GoldenQuestion, { document, quote }: Quoted): boolean {
  return expected?.documents.includes(document) === true && expected.quotes.some((part) => quote.includes(part));
}

interface Quoted {
  readonly document: string;
  readonly quote: string;
}
