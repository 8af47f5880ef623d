import { createReadStream } from "node:fs";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { ConfigurationError } from "../errors.js";

/** One question of a file. */
export interface AskedQuestion {
  /** Number of its line, from 1; null for a question from the command line. */
  readonly line: number | null;
  /** As the file has it; null for a question from the command line. */
  readonly id: string | number | null;
  readonly question: string;
  /** Looks into the document of this path only; null for no limit, or the one of the command line. */
  readonly document: string | null;
}

/** A line that is no question, as `ask --questions` prints it. */
export interface BadLine {
  readonly id: null;
  /** Number of the line, from 1, and what is wrong with it. */
  readonly error: string;
}

const lineSchema = z.object({
  id: z.union([z.string(), z.number()], "must be a text or a number"),
  question: z.string("must be a text"),
  document: z.string("must be a text").nullish(),
});

/**
 * Reads a file of JSON Lines `{"id", "question", "document"?}`; other keys and blank lines are passed over.
 *
 * @param file `-` is standard input.
 * @returns In the order of the file.
 * @throws {ConfigurationError} The file cannot be read.
 */
export async function readQuestions(file: string): Promise<readonly (AskedQuestion | BadLine)[]> {
  const content = await text(file === "-" ? process.stdin : createReadStream(file)).catch((cause: unknown) => {
    throw new ConfigurationError(`--questions ${file} cannot be read. Name a file of JSON Lines.`, { cause });
  });
  const lines = content.replace(/^\ufeff/, "").split("\n");
  return lines.flatMap((line, index) => (line.trim() === "" ? [] : [readLine(line, index + 1)]));
}

/** The line of output for a line that could not be answered. */
export function badLine(number: number, problem: string): BadLine {
  return { id: null, error: `line ${number}: ${problem}` };
}

function readLine(line: string, number: number): AskedQuestion | BadLine {
  const expected = 'expected {"id": "...", "question": "..."}';
  let content: unknown;
  try {
    content = JSON.parse(line);
  } catch {
    return badLine(number, `is no JSON; ${expected}`);
  }
  const { success, data, error } = lineSchema.safeParse(content);
  if (success) return { line: number, ...data, document: data.document ?? null };
  const [issue] = error.issues;
  const place = issue?.path.join(".") || "the line";
  return badLine(number, `${place} ${issue?.path.length ? issue.message : "is no object"}; ${expected}`);
}
