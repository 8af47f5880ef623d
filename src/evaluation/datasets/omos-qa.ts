import { join } from "node:path";
import { z } from "zod";
import type { Language } from "../../language/language.js";
import type { EvaluationDocument, EvaluationQuestion, EvaluationSet } from "./evaluation-set.js";
import { readJsonLines } from "./read-json-lines.js";

const rowSchema = z.object({
  id: z.number(),
  question: z.string(),
  context: z.string(),
  answers: z.array(z.number()),
  city: z.string(),
  pageId: z.union([z.string(), z.number()]),
});

/** The halves of OMoS-QA: `train` is for tuning, `dev` for reporting. */
export type OmosSplit = "train" | "dev";

/**
 * Municipal pages with the sentences that answer, or do not: German pages, questions in either language.
 *
 * @param directory Folder with `omosqa/<split>_<language>.jsonl`.
 * @param splits The pages and questions of these halves together.
 * @see OMoS-QA, Tür an Tür - Digitalfabrik gGmbH, arXiv 2407.15736, CC BY 4.0
 */
export async function loadOmosQa(
  directory: string,
  splits: readonly OmosSplit[],
  language: Language,
): Promise<EvaluationSet> {
  const documents = new Map<string, EvaluationDocument>();
  const questions: EvaluationQuestion[] = [];
  for (const split of splits) {
    const read = (of: Language) => readJsonLines(join(directory, "omosqa", `${split}_${of}.jsonl`), rowSchema);
    const [pages, asked] = await Promise.all([read("de"), read(language)]);
    pages.forEach(({ id, city, pageId, context, answers }, i) => {
      const name = omosDocument(`${city}/${pageId}`);
      const title = context.split("\n")[0] ?? "";
      if (!documents.has(name)) documents.set(name, { name, title, language: "de", text: context });
      const question = asked[i]?.question ?? "";
      questions.push({ id: String(id), question, language, document: name, lines: answers, answers: [] });
    });
  }
  return { name: `omos-${splits.join("+")} ${language}-de`, documents: [...documents.values()], questions };
}

/** Name of the document of a page `<city>/<page id>`. */
export function omosDocument(page: string): string {
  return page.replaceAll(/[^\p{L}\p{N}-]+/gu, "-");
}

/** The questions of dev alone, which nothing was tuned on, among the pages of both halves. */
export async function loadOmosDevInAll(directory: string, language: Language): Promise<EvaluationSet> {
  const [all, dev] = await Promise.all([
    loadOmosQa(directory, ["train", "dev"], language),
    loadOmosQa(directory, ["dev"], language),
  ]);
  return { ...dev, documents: all.documents };
}
