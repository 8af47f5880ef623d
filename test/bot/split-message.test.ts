import fc from "fast-check";
import type { MessageEntity } from "grammy/types";
import { describe, expect, it } from "vitest";
import {
  blockquote,
  bold,
  code,
  expandableBlockquote,
  type FormattedText,
  joinText,
  link,
} from "../../src/bot/formatted-text.js";
import { MESSAGE_ENTITIES, MESSAGE_LENGTH, splitIntoMessages } from "../../src/bot/split-message.js";
import { findTextFaults, refuseText } from "../helpers/bot-api-limits.js";

const visible = (texts: readonly FormattedText[]) => texts.map(({ text }) => text.replace(/\s/g, "")).join("");

const LETTERS = ["a", "B", "ß", "🙂", "👩‍💻", "𝔘", " ", "\n", "\n\n", ". ", "‍"];
const text = fc.oneof(
  fc.array(fc.constantFrom(...LETTERS), { maxLength: 60 }).map((parts) => parts.join("")),
  fc
    .tuple(fc.constantFrom(...LETTERS, "Wort ", "🙂🙂"), fc.integer({ min: 1, max: 6_000 }))
    .map(([part, times]) => part.repeat(times)),
  fc.string({ unit: "binary", maxLength: 40 }),
);
const inline = fc.oneof(
  text.map((content) => joinText([content])),
  text.map((content) => bold(content)),
  text.map(code),
  text.map((content) => link(content, `https://example.org/${"x".repeat(300)}`)),
);
const line = fc.oneof(
  fc.array(inline, { maxLength: 5 }).map((parts) => joinText(parts)),
  fc.tuple(text, fc.integer({ min: 90, max: 250 })).map(([, times]) =>
    joinText(
      Array.from({ length: times }, (_, index) => bold(`${index}`)),
      " ",
    ),
  ),
);
const block = fc.oneof(
  line,
  line.map((content) => blockquote(content)),
  line.map((content) => expandableBlockquote(content)),
);
const blocks = fc.array(block, { maxLength: 6 });

describe("splitting into messages", () => {
  it("loses no visible character and keeps the order", () => {
    fc.assert(
      fc.property(blocks, (input) => {
        expect(visible(splitIntoMessages(input))).toBe(visible(input));
      }),
    );
  });

  it("makes only messages that Telegram takes as they are", () => {
    fc.assert(
      fc.property(blocks, (input) => {
        for (const message of splitIntoMessages(input)) {
          expect(refuseText(message.text)).toBeNull();
          expect(findTextFaults(message.text, message.entities as MessageEntity[])).toEqual([]);
        }
      }),
    );
  });

  it("keeps every formatted character formatted", () => {
    const formatted = (texts: readonly FormattedText[]) =>
      texts.flatMap((part) => {
        const units = part.text.split("").map((unit) => [unit]);
        for (const { type, offset, length } of part.entities) {
          for (let index = offset; index < offset + length; index++) units[index]?.push(type);
        }
        return units.filter(([unit = ""]) => !/\s/.test(unit)).map((unit) => unit.join(" "));
      });
    const small = fc.array(
      fc.oneof(inline, inline.map(blockquote)).filter((part) => part.text.length < 300),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    const padding = "Wort ".repeat(900);
    fc.assert(
      fc.property(small, (parts) => {
        const input = [joinText([padding.slice(0, 4_000), ...parts])];
        expect(formatted(splitIntoMessages(input)).slice(-1_000)).toEqual(formatted(input).slice(-1_000));
      }),
      { numRuns: 30 },
    );
  });

  it("uses one message where everything fits, a blank line between blocks", () => {
    expect(splitIntoMessages([bold("a"), joinText([" \n"]), joinText(["b"])])).toEqual([
      { text: "a\n\nb", entities: [{ type: "bold", offset: 0, length: 1 }] },
    ]);
  });

  it("splits between blocks rather than inside one", () => {
    const quotes = [2_000, 2_500, 1_000].map((length) => blockquote("x".repeat(length)));
    expect(splitIntoMessages(quotes).map((message) => message.text.length)).toEqual([2_000, 2_500 + 2 + 1_000]);
  });

  it("fills a message to the last unit, and no further", () => {
    expect(splitIntoMessages([bold("x".repeat(MESSAGE_LENGTH))])).toHaveLength(1);
    expect(splitIntoMessages([bold("x".repeat(MESSAGE_LENGTH + 1))])).toHaveLength(2);
  });

  it("goes on with a quotation in the next message", () => {
    const messages = splitIntoMessages([blockquote("Ein Satz. ".repeat(1_000))]);
    expect(messages).toHaveLength(3);
    for (const { text: part, entities } of messages) {
      expect(entities).toEqual([{ type: "blockquote", offset: 0, length: part.length }]);
      expect(part).toMatch(/^Ein Satz\..*Ein Satz\.$/);
    }
  });

  it("keeps a link whole", () => {
    const messages = splitIntoMessages([
      joinText(["Wort ".repeat(818), link("ein langer Name", "https://example.org")]),
    ]);
    expect(messages.map(({ entities }) => entities.length)).toEqual([0, 1]);
    expect(messages[1]?.text).toBe("ein langer Name");
  });

  it("does not tear a joined emoji apart", () => {
    const family = "👨‍👩‍👧‍👦";
    for (const message of splitIntoMessages([joinText([family.repeat(1_000)])])) {
      expect(message.text.length % family.length).toBe(0);
    }
  });

  it("puts no more entities into a message than Telegram shows", () => {
    const many = joinText(
      Array.from({ length: 230 }, (_, index) => code(`datei-${index}.md`)),
      "\n",
    );
    const messages = splitIntoMessages([many]);
    expect(messages.every(({ entities }) => entities.length <= MESSAGE_ENTITIES)).toBe(true);
    expect(messages.flatMap(({ entities }) => entities)).toHaveLength(230);
  });

  it("puts no more bytes of addresses into a message than Telegram takes", () => {
    const address = `https://example.org/${"x".repeat(300)}`;
    const messages = splitIntoMessages([
      joinText(
        Array.from({ length: 60 }, () => link("Titel", address)),
        "\n",
      ),
    ]);
    expect(messages).toHaveLength(3);
    for (const { text: part, entities } of messages) {
      expect(findTextFaults(part, entities as MessageEntity[])).toEqual([]);
    }
  });

  it("makes nothing of nothing", () => {
    expect(splitIntoMessages([joinText([" \n "])])).toEqual([]);
  });
});
