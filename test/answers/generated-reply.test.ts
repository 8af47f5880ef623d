import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReplyReader, type DraftClaim, readObject } from "../../src/answers/generated-reply.js";

const claim: DraftClaim = { passage: 1, quote: 'Er sagte: "Ja", {sofort}.', text: "Er stimmte\\zu." };
const whole = JSON.stringify({ claims: [claim, { ...claim, passage: 2 }], missing: ["wo"] });

/** Reads a reply in pieces of this length. */
function read(reply: string, length = reply.length || 1) {
  const reader = createReplyReader();
  const claims: DraftClaim[] = [];
  for (let at = 0; at < reply.length && !reader.isWhole(); at += length) {
    claims.push(...reader.push(reply.slice(at, at + length)));
  }
  return { claims, ...reader.rest() };
}

describe("a reply", () => {
  it("gives each claim as soon as it is complete, however it is cut", () => {
    const expected = { claims: [claim, { ...claim, passage: 2 }], whole: true, malformed: 0, missing: ["wo"] };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.length }), (length) => {
        expect(read(whole, length)).toEqual(expected);
      }),
    );
    const reader = createReplyReader();
    const first = whole.indexOf("}", whole.indexOf("zu."));
    expect(reader.push(whole.slice(0, first))).toEqual([]);
    expect(reader.push(whole.slice(first, first + 1))).toEqual([claim]);
    expect(reader.isWhole()).toBe(false);
  });

  it.each([
    ["prose around it", `Gern {hier}, "bitte:\n\`\`\`json\n${whole}\n\`\`\`\nGut?`],
    ["thoughts before it", `<think>{"claims": [{"passage":9,"quote":"falsch","text":"falsch"}]}</think>${whole}`],
    ["thoughts without a beginning", `Hm "{</think>${whole}`],
    ["line ends within its strings", whole.replace("Er stimmte", "Er\nstimmte").replace("Er stimmte", "Er\nstimmte")],
    ["passages named by figures in quotes", whole.replace('"passage":1', '"passage":"1"')],
    ["something else after it", `${whole}{"claims":[{"passage":9,"quote":"falsch","text":"falsch"}]}`],
  ])("is read with %s", (_name, reply) => {
    for (const length of [1, 7, reply.length])
      expect(read(reply, length).claims.map(({ passage }) => passage)).toEqual([1, 2]);
  });

  it("keeps the claims before the place where it breaks off, and is not whole", () => {
    expect(read(whole.slice(0, -20))).toMatchObject({ whole: false, missing: [], claims: [claim] });
  });

  it("counts what has not the form of a claim", () => {
    const claims = [
      { passage: 0, quote: "a", text: "b" },
      { passage: 1, text: "b" },
      { passage: 1, quote: " ", text: "b" },
      claim,
    ];
    expect(read(JSON.stringify({ claims, missing: "nichts" }))).toMatchObject({
      malformed: 3,
      whole: true,
      missing: [],
      claims: [claim],
    });
  });

  it("gives twelve claims at most", () => {
    expect(read(JSON.stringify({ claims: Array.from({ length: 50 }, () => claim) }))).toMatchObject({ malformed: 38 });
  });

  it.each([
    "{".repeat(60_000),
    '{"'.repeat(30_000),
    `{"${"\\".repeat(60_000)}`,
    `{"claims":"${"a".repeat(60_000)}`,
    "</think>".repeat(7_000),
  ])("is read to its end if it is hostile", (reply) => {
    expect(read(reply, 3)).toMatchObject({ claims: [], whole: false });
  });

  it("never makes the reader fail", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      '"',
      "\\",
      "claims",
      ":",
      "[",
      "]",
      ",",
      "text",
      "<think>",
      "</think>",
      "1",
      " ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (pieces, length) => {
        read(pieces.join(""), length);
        readObject(pieces.join(""));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("readObject", () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    ['<think>{"a":2}</think> So: ```{"a":\n1}``` Gut?', { a: 1 }],
    ["nichts", null],
    ["{", null],
  ])("reads %j", (reply, object) => {
    expect(readObject(reply)).toEqual(object);
  });
});
