import type { MessageEntity } from "grammy/types";

/** A refusal as Telegram words it. */
export interface Refusal {
  readonly error_code: number;
  readonly description: string;
  readonly parameters?: { readonly retry_after: number };
}

const ENTITY_TYPES = new Set(["bold", "italic", "code", "blockquote", "expandable_blockquote", "text_link", "pre"]);
const QUOTES = new Set(["blockquote", "expandable_blockquote"]);

function badRequest(description: string): Refusal {
  return { error_code: 400, description: `Bad Request: ${description}` };
}

/** @returns What Telegram answers to a text it does not take; null for one it takes. */
export function refuseText(text: unknown): Refusal | null {
  if (typeof text !== "string" || text.trim() === "") return badRequest("message text is empty");
  if (text.length > 4096) return badRequest("message is too long");
  return null;
}

/** What Telegram would change or drop without a word, so that the sender's offsets or formats no longer fit. */
export function findTextFaults(text: string, entities: readonly MessageEntity[]): string[] {
  const faults: string[] = [];
  if (text !== text.trim()) faults.push("text begins or ends with white space, which Telegram cuts off");
  if ([...text].some((character) => /\p{Cc}/u.test(character) && character !== "\n")) {
    faults.push("text holds control characters, which Telegram removes");
  }
  if (/\p{Surrogate}/u.test(text)) faults.push("text holds half of a surrogate pair");
  if (entities.length > 100) faults.push(`${entities.length} entities; Telegram ignores all beyond 100`);
  const bytes = entities.map((entity) => 12 + (entity.type === "text_link" ? Buffer.byteLength(entity.url) : 0));
  if (bytes.reduce((sum, size) => sum + size, 0) > 9_500)
    faults.push("entities too long: Telegram refuses the message");
  for (const entity of entities) faults.push(...findEntityFaults(text, entity, entities));
  return faults;
}

function findEntityFaults(text: string, entity: MessageEntity, all: readonly MessageEntity[]): string[] {
  const { type, offset, length } = entity;
  const end = offset + length;
  const name = `${type} entity at ${offset}+${length}`;
  const faults: string[] = [];
  if (!ENTITY_TYPES.has(type)) faults.push(`${name} is of a kind the bot does not send`);
  if (!Number.isInteger(offset) || !Number.isInteger(length) || offset < 0 || length < 1 || end > text.length) {
    return [...faults, `${name} lies outside the text of ${text.length}`];
  }
  if (splitsPair(text, offset) || splitsPair(text, end)) faults.push(`${name} splits a surrogate pair`);
  if (type === "text_link" && !/^https?:\/\/[^/]/.test(entity.url)) faults.push(`${name} has no web address`);
  for (const other of all) {
    if (other === entity) continue;
    const otherEnd = other.offset + other.length;
    if (other.offset < offset && otherEnd > offset && otherEnd < end) faults.push(`${name} overlaps ${other.type}`);
    const inside = other.offset >= offset && otherEnd <= end;
    // Of two with the same range, Telegram takes the quotation for the outer one.
    const outerQuote = QUOTES.has(other.type) && other.offset === offset && otherEnd === end;
    if (inside && !outerQuote && (type === "code" || type === "pre")) faults.push(`${name} holds ${other.type}`);
    if (inside && QUOTES.has(type) && QUOTES.has(other.type)) faults.push(`${name} holds another quotation`);
  }
  return faults;
}

function splitsPair(text: string, index: number): boolean {
  return /[\uD800-\uDBFF]/.test(text.charAt(index - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(index));
}

/** The entities that Telegram's own programs mark in what a person types: commands and mentions. */
export function typedEntities(text: string): MessageEntity[] {
  const found = text.matchAll(/(?<=^|\s)(?:\/[A-Za-z0-9_]{1,32}(?:@\w+)?|@\w{3,32})/g);
  return [...found].map(({ 0: match, index }) => ({
    type: match.startsWith("/") ? "bot_command" : "mention",
    offset: index,
    length: match.length,
  }));
}
