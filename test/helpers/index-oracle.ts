import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { SmallDocument } from "./small-index.js";

/** The corpus before and after; the internal document and the removed one must never be mixed up. */
export const BEFORE: readonly SmallDocument[] = [
  { path: "a.md", text: "Ausgabe eins." },
  { path: "umzug.md", text: "Der Quarzkolibri steht im Keller." },
  { path: "weg.md", text: "Wird entfernt." },
];
export const AFTER: readonly SmallDocument[] = [
  { path: "a.md", text: "Ausgabe zwei." },
  { path: "neu.md", text: "Kommt hinzu." },
  { path: "umzug.md", text: "Der Quarzkolibri steht im Keller.", audience: "employee" },
];

/** Texts by path. */
export function textsOf(documents: readonly SmallDocument[]): Readonly<Record<string, string>> {
  return Object.fromEntries(documents.map(({ path, text }) => [path, text]));
}

/** What a process of its own found in the index. */
export type ServedIndex =
  | {
      readonly generation: string;
      readonly degraded: string | null;
      readonly texts: Readonly<Record<string, string>>;
    }
  | { readonly error: string };

/** Opens the index as an employee in a process of its own; rejects if the process dies. */
export async function serveInProcess(
  indexDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServedIndex> {
  const program = new URL("../search-index/read-program.ts", import.meta.url).pathname;
  const args = ["--import", import.meta.resolve("tsx"), program, indexDir];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
  return JSON.parse(stdout);
}
