import { isIP } from "node:net";
import { z } from "zod";

/** How a language model is held to JSON; see `OUTPUT_MODES` of the language model. */
const outputModes = ["auto", "schema", "json", "tools", "text"] as const;

/** Users in whose name Telegram delivers what no single person wrote. */
const pseudoUsers = new Map([
  ["1087968824", "anonymous administrators of groups"],
  ["136817688", "channels that write in groups"],
  ["777000", "Telegram itself"],
]);

const addressAdvice = "write an http or https address without user name, password, ? or #";

/** http or https, without a slash at the end. */
export const address = z.string().refine(isAddress, addressAdvice).transform(withoutSlash);

export const host = z.string().refine(isHost, "write a host name or an IP address of this machine, without a port");

/** A language model and how it is asked; null where there is none. */
export const languageModel = z
  .object({
    baseUrl: z
      .string()
      .refine((text) => isAddress(text) || /^file:\/\/\/\S+\.gguf$/.test(text), addressAdvice)
      .transform(withoutSlash),
    model: z.string("LLM_BASE_URL needs it: write the model's name, or remove LLM_BASE_URL"),
    apiKey: z
      .string()
      .regex(/^[!-~]+$/, "a key has no blanks and only ASCII: copy it again")
      .nullable(),
    output: z.enum(outputModes, `write one of ${outputModes.join(", ")}`),
    timeoutSeconds: wholeNumber(1, 600),
    concurrency: wholeNumber(1, 100),
  })
  .readonly()
  .nullable();

/** Telegram user ids, separated by commas; each once. */
export const userIds = z
  .string()
  .nullable()
  .transform((list) => [...new Set((list ?? "").split(",").map((id) => id.trim()))].filter((id) => id !== ""))
  .superRefine((ids, context) => {
    // Telegram promises at most 52 significant bits.
    if (ids.some((id) => !/^[1-9]\d*$/.test(id) || Number(id) >= 2 ** 52)) {
      context.addIssue("write positive whole numbers, separated by commas");
    }
    for (const [id, who] of pseudoUsers) {
      if (ids.includes(id)) context.addIssue(`${id} stands for ${who}, not for a person: remove it`);
    }
  })
  .transform((ids) => ids.map(Number))
  .readonly();

/** A whole number between these, both included. */
export function wholeNumber(from: number, to: number) {
  const fits = (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to;
  return z.string().refine(fits, `write a whole number from ${from} to ${to}`).transform(Number);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

function isAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:\/\/[^?#\s]+$/i.test(text) && url.username === "" && url.password === "";
}

function isHost(text: string): boolean {
  return isIP(text) !== 0 || /^[\w-]+(\.[\w-]+)*$/.test(text);
}
