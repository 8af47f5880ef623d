import { type FormattedText, joinText, sliceText, type TextEntity, trimText } from "./formatted-text.js";

/** Most UTF-16 code units of a message. Telegram counts code points, of which there are never more. */
export const MESSAGE_LENGTH = 4096;
/** Most entities of a message; Telegram ignores the rest without a word. */
export const MESSAGE_ENTITIES = 100;
// Telegram refuses a message with about 9.5 KB of entities (tdlib/telegram-bot-api issue 165); an estimate needs room.
const ENTITY_BYTES = 8_000;
const BYTES_PER_ENTITY = 24;

const BLOCK_BORDER = "\n\n";
const BORDERS = [BLOCK_BORDER, "\n", ". ", "? ", "! ", " "];

/**
 * Puts blocks into as few messages as Telegram's limits allow, a blank line between two blocks.
 *
 * A block that fits into one message stays in one. A longer one is cut at the best border near the limit: paragraph,
 * line, sentence, word, and where there is none between two visible characters; never inside a surrogate pair, and not
 * inside a link, code or bold range that fits into a message. Quotations go on in the next message.
 *
 * @returns At least one message unless all blocks are blank. No text is lost but white space at the borders.
 */
export function splitIntoMessages(blocks: readonly FormattedText[]): FormattedText[] {
  const messages: FormattedText[] = [];
  for (const piece of blocks.flatMap(splitBlock)) {
    const last = messages.at(-1);
    const joined = last === undefined ? undefined : joinText([last, piece], BLOCK_BORDER);
    if (joined !== undefined && fits(joined)) messages[messages.length - 1] = joined;
    else messages.push(piece);
  }
  return messages;
}

function splitBlock(block: FormattedText): FormattedText[] {
  const pieces: FormattedText[] = [];
  let rest = trimText(block);
  while (rest.text !== "") {
    const cut = fits(rest) ? rest.text.length : chooseCut(rest);
    const piece = trimText(sliceText(rest, 0, cut));
    pieces.push({ text: piece.text, entities: piece.entities.slice(0, countThatFits(piece.entities)) });
    rest = trimText(sliceText(rest, cut));
  }
  return pieces;
}

function fits(message: FormattedText): boolean {
  return message.text.length <= MESSAGE_LENGTH && countThatFits(message.entities) === message.entities.length;
}

/** How many of the entities, from the first on, one message may hold. */
function countThatFits(entities: readonly TextEntity[]): number {
  let bytes = 0;
  for (const [index, entity] of entities.entries()) {
    bytes += BYTES_PER_ENTITY + (entity.type === "text_link" ? Buffer.byteLength(entity.url) : 0);
    if (index >= MESSAGE_ENTITIES || bytes > ENTITY_BYTES) return index;
  }
  return entities.length;
}

function chooseCut(block: FormattedText): number {
  let limit = Math.min(MESSAGE_LENGTH, block.text.length);
  const firstTooMany = block.entities[countThatFits(block.entities)]?.offset ?? limit;
  // More formats than fit begin at the very first character: the text goes on, the formats beyond the limit do not.
  if (firstTooMany > 0) limit = Math.min(limit, firstTooMany);
  let cut = limit === block.text.length ? limit : bestBorder(block.text, limit);
  for (let entity = cutThrough(block, cut); entity !== undefined; entity = cutThrough(block, cut)) cut = entity.offset;
  return cut;
}

/** Where to cut a text for a part of at most `limit` UTF-16 code units: after a paragraph, line, sentence, word or letter. */
export function bestBorder(text: string, limit: number): number {
  for (const border of BORDERS) {
    const cut = text.lastIndexOf(border, limit - border.length) + border.length;
    if (cut - border.length >= limit / 2) return cut;
  }
  // A few characters beyond the limit tell whether the visible character at the limit ends there.
  const around = text.slice(0, limit + 64);
  const cut = new Intl.Segmenter().segment(around).containing(limit)?.index ?? 0;
  if (cut > 0) return cut;
  return /[\uDC00-\uDFFF]/.test(text.charAt(limit)) && limit > 1 ? limit - 1 : limit;
}

/** An entity that the cut would tear apart although it could stand whole in the next message. */
function cutThrough(block: FormattedText, cut: number): TextEntity | undefined {
  return block.entities.find(
    ({ type, offset, length }) =>
      type !== "blockquote" &&
      type !== "expandable_blockquote" &&
      offset > 0 &&
      offset < cut &&
      offset + length > cut &&
      length <= MESSAGE_LENGTH,
  );
}
