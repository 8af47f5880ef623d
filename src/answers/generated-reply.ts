import { z } from "zod";

/** A statement as the language model wrote it; nothing of it is checked. */
export interface DraftClaim {
  readonly text: string;
  /** Number of the passage it names, from 1. */
  readonly passage: number;
  readonly quote: string;
}

/** A language model's reply, read but not believed. */
export interface DraftAnswer {
  /** In the model's order, 12 at most. */
  readonly claims: readonly DraftClaim[];
  /** Claims that had not even the right form. */
  readonly malformed: number;
  /** The model says that every part of the question is answered; false where it says nothing. */
  readonly complete: boolean;
}

const CLAIM_LIMIT = 12;
/** How many places of a reply are tried as the beginning of its JSON object. */
const OBJECT_LIMIT = 20;
const END_OF_THOUGHTS = "</think>";

const claimSchema = z.object({
  text: z.string().trim().min(1).max(1_000),
  passage: z.coerce.number().int().positive(),
  quote: z.string().trim().min(1).max(4_000),
});

const replySchema = z.object({ claims: z.array(z.unknown()), complete: z.boolean().catch(false) });

/**
 * Reads the JSON object with claims from what a language model wrote.
 *
 * Thoughts up to `</think>`, Markdown fences and prose around the object are passed over.
 *
 * @returns null if there is no such object, for example because the reply was cut off.
 */
export function readReply(reply: string): DraftAnswer | null {
  const thoughts = reply.lastIndexOf(END_OF_THOUGHTS);
  const said = thoughts < 0 ? reply : reply.slice(thoughts + END_OF_THOUGHTS.length);
  for (const candidate of findObjects(said)) {
    const parsed = replySchema.safeParse(candidate);
    if (!parsed.success) continue;
    const results = parsed.data.claims.slice(0, CLAIM_LIMIT).map((claim) => claimSchema.safeParse(claim));
    const claims = results.flatMap((result) => (result.success ? [result.data] : []));
    return { claims, malformed: parsed.data.claims.length - claims.length, complete: parsed.data.complete };
  }
  return null;
}

/** JSON objects of a text, outermost and first ones first. */
function* findObjects(text: string): Generator<unknown> {
  let start = text.indexOf("{");
  for (let tries = 0; start >= 0 && tries < OBJECT_LIMIT; tries++) {
    const end = endOfObject(text, start);
    const value = end === null ? undefined : parseJson(text.slice(start, end));
    if (value !== undefined) yield value;
    start = text.indexOf("{", value !== undefined && end !== null ? end : start + 1);
  }
}

/** Offset after the brace that closes the one at `start`; null if none does. */
function endOfObject(text: string, start: number): number | null {
  const marks = /[{}]|"[^"\\]*(?:\\[\s\S][^"\\]*)*"/g;
  marks.lastIndex = start;
  let depth = 0;
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    if (match[0] === "{") depth++;
    if (match[0] === "}" && --depth === 0) return match.index + 1;
  }
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
