import { z } from "zod";
import type { ReplyForm } from "../language-model/index.js";

/** A statement as the language model wrote it; nothing of it is checked. */
export interface DraftClaim {
  readonly text: string;
  /** Number of the passage it names, from 1. */
  readonly passage: number;
  readonly quote: string;
}

/** What of a reply is beside its claims. */
export interface ReplyRest {
  /** The reply was read to its end. */
  readonly whole: boolean;
  /** Objects that were claims by their place and had not the form of one. */
  readonly malformed: number;
  /** Parts of the question that the model does not answer, in its words; nothing of it is checked. */
  readonly missing: readonly string[];
}

/** Reads a reply while it is written. */
export interface ReplyReader {
  /** @returns The claims that this piece completes, in their order; twelve in a reply at most. */
  push(piece: string): readonly DraftClaim[];
  /** Whether the object is closed: what follows is not read. */
  isWhole(): boolean;
  /** What else there was. */
  rest(): ReplyRest;
}

/** The form of a reply with claims; the quote comes before the claim that it is to prove. */
export const CLAIMS_REPLY: ReplyForm = {
  name: "answer",
  schema: {
    type: "object",
    properties: {
      claims: {
        type: "array",
        items: {
          type: "object",
          properties: { passage: { type: "integer" }, quote: { type: "string" }, text: { type: "string" } },
          required: ["passage", "quote", "text"],
          additionalProperties: false,
        },
      },
      missing: { type: "array", items: { type: "string" } },
    },
    required: ["claims", "missing"],
    additionalProperties: false,
  },
};

const CLAIM_LIMIT = 12;
/** UTF-16 units of one claim with its quote. */
const LONGEST_CLAIM = 8_000;
/** Objects inside one another; a reply needs two. */
const DEEPEST = 20;
const END_OF_THOUGHTS = "</think>";

const claimSchema = z.object({
  text: z.string().trim().min(1).max(1_000),
  passage: z.coerce.number().int().positive(),
  quote: z.string().trim().min(1).max(4_000),
});

const restSchema = z.object({ claims: z.array(z.unknown()), missing: z.array(z.string()).catch([]) });

/**
 * Makes a reader for the JSON object with claims.
 *
 * A claim is an object within the reply that holds no other. Thoughts up to `</think>`, Markdown fences and prose around
 * the object are passed over, and line ends inside of strings are allowed, because small models write them.
 */
export function createReplyReader(): ReplyReader {
  let text = "";
  let position = 0;
  let inString = false;
  /** Where the objects begin that are open, and whether they hold another one. */
  let open: { readonly start: number; isLeaf: boolean }[] = [];
  let claims = 0;
  let malformed = 0;
  let rest: z.infer<typeof restSchema> | null = null;

  function close(end: number): DraftClaim | null {
    const object = open.pop();
    if (object === undefined) return null;
    const above = open.at(-1);
    if (above !== undefined) above.isLeaf = false;
    if (above !== undefined && !object.isLeaf) return null;
    const value =
      above !== undefined && end - object.start > LONGEST_CLAIM ? null : parse(text.slice(object.start, end));
    if (above === undefined) {
      const outer = restSchema.safeParse(value);
      if (outer.success) rest = outer.data;
      return null;
    }
    const claim = claimSchema.safeParse(value);
    if (!claim.success || claims === CLAIM_LIMIT) malformed++;
    else {
      claims++;
      return claim.data;
    }
    return null;
  }

  function scan(): readonly DraftClaim[] {
    const found: DraftClaim[] = [];
    for (; position < text.length && rest === null; position++) {
      const mark = text[position];
      if (inString) {
        if (mark === "\\") position++;
        else if (mark === '"') inString = false;
      } else if (mark === "{" && open.length < DEEPEST) open.push({ start: position, isLeaf: true });
      else if (mark === "}") found.push(...[close(position + 1)].filter((claim) => claim !== null));
      // Prose before the object has quotation marks too, not always in pairs.
      else if (mark === '"' && open.length > 0) inString = true;
    }
    return found;
  }

  return {
    push(piece) {
      text += piece;
      const thoughts = text.indexOf(END_OF_THOUGHTS, text.length - piece.length - END_OF_THOUGHTS.length);
      if (thoughts >= 0) {
        text = text.slice(thoughts + END_OF_THOUGHTS.length);
        position = 0;
        inString = false;
        open = [];
        malformed = 0;
      } else if (/^\s*<think>/.test(text)) return [];
      return scan();
    },
    isWhole: () => rest !== null,
    rest: () => ({ whole: rest !== null, malformed, missing: rest?.missing ?? [] }),
  };
}

/** Reads the one JSON object of a whole reply; null where there is none. */
export function readObject(reply: string): unknown {
  const said = reply.slice(reply.lastIndexOf(END_OF_THOUGHTS) + 1);
  return parse(said.slice(said.indexOf("{"), said.lastIndexOf("}") + 1));
}

function parse(text: string): unknown {
  for (const written of [text, text.replace(/[\n\r\t]/g, " ")]) {
    try {
      return JSON.parse(written);
    } catch {
      // Half an object, or none at all.
    }
  }
  return null;
}
