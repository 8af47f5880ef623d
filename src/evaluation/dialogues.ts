import { readFile } from "node:fs/promises";
import { z } from "zod";
import { ConfigurationError } from "../errors.js";

const dialoguesSchema = z.strictObject({
  dialogues: z.array(
    z.strictObject({
      id: z.string(),
      split: z.enum(["dev", "test"]),
      turns: z.array(
        z.strictObject({
          question: z.string(),
          expected: z
            .strictObject({ documents: z.array(z.string()).min(1), quotes: z.array(z.string()).min(1) })
            .nullable(),
          /** The question is about something else: nothing of what was said before may get into it. */
          switch: z.literal(true).optional(),
        }),
      ),
    }),
  ),
});

/** Conversations about the project's own corpus, with what a right answer quotes at each turn. */
export type Dialogue = Readonly<z.infer<typeof dialoguesSchema>["dialogues"][number]>;
/** `expected` is null where the corpus does not hold the answer. */
export type DialogueTurn = Dialogue["turns"][number];

/** @throws {ConfigurationError} The file cannot be read or has another form. */
export async function readDialogues(file: string): Promise<readonly Dialogue[]> {
  try {
    return dialoguesSchema.parse(JSON.parse(await readFile(file, "utf8"))).dialogues;
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? `wrong at ${cause.issues[0]?.path.join(".")}` : "missing or no JSON";
    throw new ConfigurationError(`${file} is ${reason}. See test/eval/README.md for its form.`, { cause });
  }
}
