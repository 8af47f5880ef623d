import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { ConfigurationError } from "../../errors.js";

/**
 * Reads a file of one JSON object a line.
 *
 * @throws {ConfigurationError} The file cannot be read, or a line has another form; the message names both.
 */
export async function readJsonLines<Row>(file: string, schema: z.ZodType<Row>): Promise<Row[]> {
  const content = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new ConfigurationError(`${file} cannot be read. Check the folder of the evaluation data.`, { cause });
  });
  return content
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, i) => {
      try {
        return schema.parse(JSON.parse(line));
      } catch (cause) {
        throw new ConfigurationError(`${file}, line ${i + 1} does not have the expected form. Restore the file.`, {
          cause,
        });
      }
    });
}
