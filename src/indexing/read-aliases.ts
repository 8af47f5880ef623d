import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigurationError } from "../errors.js";
import { parseAliases } from "../language/aliases.js";
import type { CorpusFolder } from "./read-corpus.js";

/**
 * The text of the public corpus's `aliases.yaml`, empty where there is none.
 *
 * @throws {ConfigurationError} It has a wrong key or value.
 */
export async function readAliases(folders: readonly CorpusFolder[]): Promise<string> {
  const directory = folders.find(({ audience }) => audience === "citizen")?.directory;
  if (directory === undefined) return "";
  const file = join(directory, "aliases.yaml");
  const yaml = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return "";
    throw new ConfigurationError(`${file} cannot be read (${cause.code}). Check its permissions.`, { cause });
  });
  parseAliases(yaml, file);
  return yaml;
}
