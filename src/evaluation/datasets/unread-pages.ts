import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Language } from "../../language/language.js";
import type { EvaluationQuestion, EvaluationSet } from "./evaluation-set.js";
import { loadOmosQa, omosDocument } from "./omos-qa.js";
import { readJsonLines } from "./read-json-lines.js";

const rowSchema = z.object({
  /** `<city>/<page id>`. */
  page: z.string(),
  de: z.string(),
  en: z.string(),
  answers: z.array(z.number()),
});

/** A question written for the reader, in both languages. */
export type WrittenQuestion = Readonly<z.infer<typeof rowSchema>>;

/**
 * The questions on pages of OMoS-QA train that were written for the reader.
 *
 * @param readerDir Folder with `questions/pages.jsonl`.
 */
export function loadWrittenQuestions(readerDir: string): Promise<readonly WrittenQuestion[]> {
  return readJsonLines(join(readerDir, "questions", "pages.jsonl"), rowSchema);
}

/**
 * The pages of OMoS-QA train that the reader was not trained on, with their own questions and those written for the
 * reader: what is fitted on top of the reader has to see it as it is on pages it does not know.
 *
 * @param directory Folder with the evaluation data.
 * @param readerDir Folder with `held-out-pages.json` and `questions/pages.jsonl`.
 * @returns Two sets over the documents of all of OMoS-QA train: the questions of OMoS-QA, the written ones.
 */
export async function loadUnreadPages(
  directory: string,
  readerDir: string,
  language: Language,
): Promise<readonly [EvaluationSet, EvaluationSet]> {
  const heldOut = z.array(z.string()).parse(JSON.parse(await readFile(join(readerDir, "held-out-pages.json"), "utf8")));
  const unread = new Set(heldOut.map(omosDocument));
  const train = await loadOmosQa(directory, ["train"], language);
  const written = await loadWrittenQuestions(readerDir);
  const questions = written.map(({ page, answers, ...text }, i): EvaluationQuestion => {
    const id = `written-${i + 1}`;
    return { id, question: text[language], language, document: omosDocument(page), lines: answers, answers: [] };
  });
  const isUnread = ({ document }: EvaluationQuestion) => unread.has(document);
  return [
    { ...train, questions: train.questions.filter(isUnread) },
    { ...train, name: `written ${language}-de`, questions: questions.filter(isUnread) },
  ];
}
