import { join } from "node:path";
import { z } from "zod";
import type { Language } from "../../language/language.js";
import type { EvaluationSet } from "./evaluation-set.js";
import { readJsonLines } from "./read-json-lines.js";

const passageSchema = z.object({ id: z.string(), text: z.string() });
const questionSchema = z.object({
  id: z.string(),
  question: z.string(),
  passage: z.string(),
  answers: z.array(z.string()),
});

/**
 * Parallel passages of an encyclopedia: every question has one passage and one answer string.
 *
 * @param directory Folder with `xquad/dev_{passages,questions}_<language>.jsonl`.
 * @see XQuAD (google-deepmind/xquad), based on SQuAD v1.1, CC BY-SA 4.0
 */
export async function loadXquad(
  directory: string,
  language: Language,
  passageLanguage: Language,
): Promise<EvaluationSet> {
  const file = (kind: string, of: Language) => join(directory, "xquad", `dev_${kind}_${of}.jsonl`);
  const [passages, questions, originals] = await Promise.all([
    readJsonLines(file("passages", passageLanguage), passageSchema),
    readJsonLines(file("questions", language), questionSchema),
    readJsonLines(file("questions", passageLanguage), questionSchema),
  ]);
  return {
    name: `xquad-dev ${language}-${passageLanguage}`,
    documents: passages.map(({ id, text }) => ({ name: id, title: null, language: passageLanguage, text })),
    questions: questions.map(({ id, question, passage }, i) => ({
      id,
      question,
      language,
      document: passage,
      lines: null,
      answers: originals[i]?.answers ?? [],
    })),
  };
}

/** Whether the bars that a headline must reach were set on a passage's article: one with a number divisible by 4. */
export function tunedHeadlines(passage: string): boolean {
  return Number(passage.split("-")[0]) % 4 === 0;
}
