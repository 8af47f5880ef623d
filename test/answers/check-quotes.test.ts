import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Citation } from "../../src/answers/answer.js";
import { checkCitations, locateQuote, provesSomething } from "../../src/answers/check-quotes.js";

const stored =
  "Betriebsstart der OWL-IT\n\nDer Betrieb startete am 1. Januar 2020 in Lemgo. Das Rechen-\nzentrum steht in Paderborn, " +
  "die „alte“ OWL-\nIT bleibt Mitglied.\nFür 12,5 Prozent der Fälle gilt Art. 6 – Stand 21. Mai 2019. Die Kosten betragen " +
  "10 000 Euro. Die ofﬁzielle Nicht-Mitgliederliste gilt nicht mehr.";

/** What of the stored text the quote stands for; null if it is none. */
function quoted(quote: string, text = stored): string | null {
  const span = locateQuote(text, quote);
  return span && text.slice(span.start, span.end);
}

describe("locateQuote", () => {
  it.each([
    ["the same words", "Der Betrieb startete am 1. Januar 2020", "Der Betrieb startete am 1. Januar 2020"],
    ["other white space", " in  Lemgo.\tDas\nRechenzentrum steht ", "in Lemgo. Das Rechen-\nzentrum steht"],
    ["a word broken at the line end", "Das Rechenzentrum steht", "Das Rechen-\nzentrum steht"],
    ["the break copied with a space", "Das Rechen- zentrum steht", "Das Rechen-\nzentrum steht"],
    ["a break the text does not have", "Der Be-\ntrieb startete", "Der Betrieb startete"],
    ["a hyphen that stands at a line end", 'die "alte" OWL-IT bleibt', "die „alte“ OWL-\nIT bleibt"],
    ["other quotation marks", "die 'alte' OWL-IT bleibt", "die „alte“ OWL-\nIT bleibt"],
    ["quotation marks around it", "„Der Betrieb startete am 1. Januar 2020“", "Der Betrieb startete am 1. Januar 2020"],
    ["another dash", "gilt Art. 6 - Stand", "gilt Art. 6 – Stand"],
    ["a ligature", "Die offizielle Nicht-Mitgliederliste", "Die ofﬁzielle Nicht-Mitgliederliste"],
    ["decomposed accents", "Prozent der Fälle".normalize("NFD"), "Prozent der Fälle"],
    ["soft hyphens and zero-width characters", "Der Be\u00adtrieb star\u200btete am", "Der Betrieb startete am"],
  ])("finds %s", (_name, quote, found) => {
    expect(quoted(quote)).toBe(found);
  });

  it.each([
    ["another letter", "Der Betrieb startete am 1. Januar 2020 in Lengo."],
    ["another case", "der Betrieb startete am 1. Januar 2020"],
    ["another digit", "Der Betrieb startete am 1. Januar 2021"],
    ["a word left out", "Die offizielle Nicht-Mitgliederliste gilt mehr."],
    ["an omission", "Der Betrieb startete ... in Lemgo."],
    ["other punctuation", "Der Betrieb startete am 1. Januar 2020, in Lemgo."],
    ["joined words", "Der Betriebstartete am 1. Januar"],
    ["OWL-IT without its hyphen", "die „alte“ OWLIT bleibt"],
    ["half a word at the start", "trieb startete am 1. Januar 2020"],
    ["half a word at the end", "Der Betrieb startete am 1. Janu"],
    ["half a word before a line end", "Das Rechen"],
    ["half a word after a line end", "zentrum steht in Paderborn"],
    ["a compound without its head", "Mitgliederliste gilt nicht mehr"],
    ["a year cut off", "Der Betrieb startete am 1. Januar 202"],
    ["a day cut off", "1. Mai 2019"],
    ["the rest of a decimal number", "5 Prozent der Fälle gilt"],
    ["the start of a decimal number", "Für 12"],
    ["the rest of a number with a space", "000 Euro"],
    ["the start of a number with a space", "Die Kosten betragen 10"],
    ["half a ligature", "Die of"],
    ["nothing", " \n"],
    ["quotation marks only", "„“"],
  ])("does not find %s", (_name, quote) => {
    expect(quoted(quote)).toBeNull();
  });

  it("takes letters of every alphabet for words and ends on them", () => {
    expect(quoted("𐌰𐌱", "𐌰𐌱𐌲 𐌰𐌱")).toBe("𐌰𐌱");
    expect(locateQuote("𐌰𐌱𐌲 𐌰𐌱", "𐌰𐌱")).toEqual({ start: 7, end: 11 });
    expect(quoted("cafe", "cafe\u0323 noir")).toBeNull();
  });

  it("takes no character of a quote for a pattern", () => {
    expect(quoted(".*", stored)).toBeNull();
    expect(quoted("a+(b)? [c]|d \\ $^", "x a+(b)? [c]|d \\ $^ y")).toBe("a+(b)? [c]|d \\ $^");
    expect(quoted("Rechen\ue000zentrum steht")).toBeNull();
  });

  it("looks only where it is told to, and knows what stands beside", () => {
    const text = "Das Amt ist offen. Das Amt ist offen.";
    expect(locateQuote(text, "Das Amt ist", { start: 5, end: text.length })).toEqual({ start: 19, end: 30 });
    expect(locateQuote(text, "Das Amt ist", { start: 19, end: 29 })).toBeNull();
    expect(locateQuote("Abrechnung der Stadt", "rechnung der", { start: 2, end: 20 })).toBeNull();
  });

  // Three digits alone could be part of a number with spaces.
  const word = fc
    .string({ unit: fc.constantFrom(..."abcdeäöüßABÄ012389"), minLength: 1, maxLength: 8 })
    .filter((each) => !/^\d{3}$/.test(each));
  const words = fc.array(word, { minLength: 3, maxLength: 20 });
  /** Words of a text and which of them are quoted. */
  const passage = words.chain((list) =>
    fc.record({
      list: fc.constant(list),
      from: fc.nat(list.length - 1),
      count: fc.integer({ min: 1, max: list.length }),
    }),
  );

  it("accepts any white space, quotation marks and broken lines and gives back the stored text", () => {
    const space = fc.constantFrom(" ", "\n", "\t ", "\u00a0", " \r\n ", "\u2009");
    const marks = fc.constantFrom('"', "„", "“", "»", "«", "'", "’");
    fc.assert(
      fc.property(
        passage,
        fc.infiniteStream(space),
        fc.infiniteStream(marks),
        fc.infiniteStream(fc.boolean()),
        (...drawn) => {
          const [{ list, from, count }, spaces, quotes, breaks] = drawn;
          const write = (some: readonly string[]) =>
            some
              .map((each) => `${quotes.next().value}${breakLine(each, breaks.next().value)}${quotes.next().value}`)
              .join(spaces.next().value);
          const text = write(list);
          const found = quoted(write(list.slice(from, from + count)), text);
          if (found === null) throw new Error("not found");
          expect(plain(found)).toBe(plain(list.slice(from, from + count).join(" ")));
          expect(text).toContain(found);
        },
      ),
    );
  });

  it("rejects a quote in which any letter, digit or word is changed, added or left out", () => {
    const change = fc.record({
      kind: fc.constantFrom("replace", "insert", "remove", "insert word", "remove word", "swap case"),
      at: fc.nat(),
      letter: fc.constantFrom(..."xyzXYZ4567"),
    });
    fc.assert(
      fc.property(passage, change, ({ list, from, count }, { kind, at, letter }) => {
        const chosen = list.slice(from, from + count);
        const quote = chosen.join(" ");
        const letters = [...quote];
        const place = at % letters.length;
        const changed: Record<typeof kind, string> = {
          replace: letters.with(place, letter).join(""),
          insert: letters.toSpliced(place, 0, letter).join(""),
          remove: letters.toSpliced(place, 1).join(""),
          "insert word": chosen.toSpliced(at % (count + 1), 0, letter).join(" "),
          "remove word": chosen.toSpliced(at % chosen.length, 1).join(" "),
          "swap case": letters.with(place, swapCase(letters[place] ?? "")).join(""),
        };
        const text = list.join(" ");
        const whole = ` ${text} `.includes(` ${changed[kind].trim().replace(/ +/g, " ")} `);
        // What is left may by chance stand elsewhere in the text, word for word; then it is a true quote.
        expect(quoted(changed[kind], text) !== null).toBe(whole && changed[kind].trim() !== "");
      }),
      { numRuns: 1_000 },
    );
  });

  it("never fails and never leaves the span it was given", () => {
    const any = fc.string({ unit: fc.constantFrom(..."ab1. -\n„'\u00adﬁ𐌰\u0308\ue000"), maxLength: 30 });
    fc.assert(
      fc.property(any, any, fc.nat(30), fc.nat(30), (text, quote, start, end) => {
        const span = locateQuote(text, quote, { start, end });
        if (span === null) return;
        expect(start <= span.start && span.start < span.end && span.end <= end).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Breaks a word of letters at a line end. */
function breakLine(word: string, wanted: boolean): string {
  return wanted ? word.replace(/^(\p{L}+)(?=\p{Ll})/u, "$1-\n") : word;
}

function plain(text: string): string {
  return text
    .replace(/-\n/g, "")
    .replace(/["„“»«'’]/g, "")
    .replace(/\s+/g, " ");
}

function swapCase(letter: string): string {
  const upper = letter.toUpperCase();
  return letter === upper ? letter.toLowerCase() : upper;
}

describe("provesSomething", () => {
  it.each(["Der Betrieb startete", "Rechenzentrumsleitung", "in Lemgo seit 2020"])("accepts %j", (quote) => {
    expect(provesSomething(quote)).toBe(true);
  });

  it.each([
    "",
    "2020",
    "12.03.2020 – 14.03.2020",
    "1 2 3 4 5",
    "Die GmbH",
    "OWL-IT",
    "a b c d",
    "ja | nein",
    "Euro 5.000",
  ])("refuses %j", (quote) => {
    expect(provesSomething(quote)).toBe(false);
  });
});

describe("checkCitations", () => {
  const text = "Der Betrieb startete am 1. Januar 2020 in Lemgo.";
  const citation: Citation = {
    marker: 1,
    document: "betrieb.md",
    title: "Betrieb",
    heading: [],
    page: null,
    date: null,
    quote: text.slice(0, 22),
    start: 0,
    end: 22,
    textHash: "sha256:1",
    generation: "g1",
    url: null,
  };
  const textOf = (document: string) => (document === "betrieb.md" ? { text, textHash: "sha256:1" } : undefined);

  it("keeps what is word for word in the stored text, in order", () => {
    const second = { ...citation, marker: 2, quote: text, end: text.length };
    expect(checkCitations([second, citation], textOf)).toEqual([second, citation]);
  });

  it.each([
    ["one letter is different", { quote: "Der Betrieb Startete am" }],
    ["white space is different", { quote: "Der  Betrieb startete am" }],
    ["the span is another", { start: 1, end: 23 }],
    ["the span begins before the text", { quote: text, start: -text.length, end: text.length }],
    ["the span ends after the text", { quote: text, end: text.length + 1 }],
    ["the quote is empty", { quote: "", start: 5, end: 5 }],
    ["the document has changed since", { textHash: "sha256:2" }],
    ["the document is gone", { document: "weg.md" }],
  ])("leaves a citation out if %s", (_name, change) => {
    expect(checkCitations([{ ...citation, ...change }, citation], textOf)).toEqual([citation]);
  });

  it("keeps a citation exactly if its quote is the slice", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.string({ maxLength: 3 }), (start, end, tail) => {
        const changed = { ...citation, start, end, quote: text.slice(start, end) + tail };
        const kept = changed.quote !== "" && tail === "" && end <= text.length;
        expect(checkCitations([changed], textOf)).toHaveLength(kept ? 1 : 0);
      }),
    );
  });
});
