import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  blockquote,
  bold,
  cleanText,
  code,
  expandableBlockquote,
  joinText,
  link,
  sliceText,
  trimText,
} from "../../src/bot/formatted-text.js";

describe("formatted text", () => {
  it("counts in UTF-16 code units and shifts entities when joining", () => {
    const joined = joinText(["🙂 ", bold("fett"), " und ", blockquote(joinText(["Zitat ", code("a.md")]))]);
    expect(joined.text).toBe("🙂 fett und Zitat a.md");
    expect(joined.entities).toEqual([
      { type: "bold", offset: 3, length: 4 },
      { type: "blockquote", offset: 12, length: 10 },
      { type: "code", offset: 18, length: 4 },
    ]);
  });

  it("leaves markup characters alone", () => {
    const text = "<b>&amp; *_[x](y)_* `z`";
    expect(bold(text).text).toBe(text);
  });

  it("makes no entity of nothing", () => {
    expect(bold("")).toEqual({ text: "", entities: [] });
    expect(bold("\u0000\u200B")).toEqual({ text: "", entities: [] });
  });

  it.each(["javascript:alert(1)", "tg://user?id=1", "example.org", ""])("makes no link of %s", (address) => {
    expect(link("Titel", address).entities).toEqual([]);
  });

  it("takes out control, tag, zero-width and direction characters and keeps emoji whole", () => {
    expect(cleanText("a\u0007b\u200Bc\u202Ed\u{E0041}e\uFEFF\r\nf\tg\u0085")).toBe("abcde\nf g");
    expect(cleanText("👩‍💻 ❤️")).toBe("👩‍💻 ❤️");
    expect(cleanText("\uD83D!")).toBe("\uFFFD!");
  });

  it("cleans a text that is clean to itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
        expect(clean).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  it("slices and trims texts with the entities that remain", () => {
    const text = joinText([" ", expandableBlockquote("abc def "), bold("\n")]);
    expect(trimText(text)).toEqual({
      text: "abc def",
      entities: [{ type: "expandable_blockquote", offset: 0, length: 7 }],
    });
    expect(sliceText(text, 3, 6).entities).toEqual([{ type: "expandable_blockquote", offset: 0, length: 3 }]);
  });
});
