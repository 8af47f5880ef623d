import fc from "fast-check";
import type { MessageEntity } from "grammy/types";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/answers/answer.js";
import type { FormattedText } from "../../src/bot/formatted-text.js";
import { type RenderOptions, renderAnswer } from "../../src/bot/render-answer.js";
import { findTextFaults, refuseText } from "../helpers/bot-api-limits.js";
import { answer, citation, REFUSAL } from "./canned-assistant.js";

const ISSUED: RenderOptions["issued"] = {
  ...{ id: "abcdefghijk", status: "answered", language: "de", audience: "citizen" },
  citations: [{ marker: 1, id: "0123456789abcdef" }],
  suggestions: [],
};
const NOTHING_KNOWN: RenderOptions = {
  ...{ contact: null, publicUrl: null, publisherOf: () => null },
  ...{ notes: [], issued: ISSUED, editors: false },
};

function render(given: Answer, options: Partial<RenderOptions> = {}) {
  const messages = renderAnswer(given, { ...NOTHING_KNOWN, ...options });
  expect(messages).toHaveLength(1);
  const [message] = messages as [FormattedText];
  const parts = (type: string) =>
    message.entities.filter((e) => e.type === type).map((e) => message.text.slice(e.offset, e.offset + e.length));
  return { ...message, parts };
}

describe("an extractive answer", () => {
  it("is headline, quotes with markers, and sources", () => {
    const second = citation({
      marker: 2,
      title: "Satzung",
      heading: [],
      date: "2023",
      page: 4,
      document: "a/satzung.pdf",
      quote: "Zweiter.",
    });
    const { text, parts } = render(answer({ citations: [citation(), second] }));
    expect(text).toBe(
      [
        "1. Januar 2020",
        "",
        "Die OWL-IT hat am 1. Januar 2020 den Betrieb aufgenommen.",
        "[1]",
        "",
        "Zweiter.",
        "[2]",
        "",
        "Quellen",
        "[1] Betriebsstart des Zweckverbands, Überblick – 1. Januar 2020 (owl-it/betriebsstart.md)",
        "[2] Satzung, S. 4 – 2023 (a/satzung.pdf)",
      ].join("\n"),
    );
    expect(parts("blockquote")).toEqual([citation().quote, "Zweiter."]);
    expect(parts("expandable_blockquote")).toEqual([text.slice(text.indexOf("Quellen"))]);
    expect(parts("code")).toEqual(["owl-it/betriebsstart.md", "a/satzung.pdf"]);
  });

  it("keeps the quote in the document's language when the question was in English", () => {
    const { text } = render(answer({ language: "en", headline: "1 January 2020" }));
    expect(text).toContain("Die OWL-IT hat am 1. Januar 2020 den Betrieb aufgenommen.");
    expect(text).toContain("Sources\n[1] Betriebsstart des Zweckverbands, Überblick – 1 January 2020 (");
  });

  it("says when only a part is answered", () => {
    expect(render(answer({ status: "partial" })).text).toContain("nur einen Teil der Frage");
  });

  it("lists a source once that is quoted twice under one marker", () => {
    const { text } = render(answer({ citations: [citation(), citation({ quote: "Noch ein Satz." })] }));
    expect(text.match(/\(owl-it/g)).toHaveLength(1);
  });
});

describe("an answer that a language model wrote", () => {
  it("is its text, marked as AI-generated, with the quotes among the sources", () => {
    const { text, parts } = render(answer({ generator: "qwen3:4b", text: "Die OWL-IT begann am 1. Januar 2020 [1]." }));
    expect(text).toContain("Die OWL-IT begann am 1. Januar 2020 [1].");
    expect(text).toContain("KI-generiert (qwen3:4b)");
    expect(parts("blockquote")).toEqual([]);
    expect(parts("expandable_blockquote")[0]).toContain(`(owl-it/betriebsstart.md)\n${citation().quote}`);
  });

  it("has a machine's translation below a quote in another language, marked as such", () => {
    const generated = {
      ...{ prompts: ["answer@2"], claims: { written: 2, repaired: 0, dropped: 0 }, tokens: null, missing: [] },
      translations: [{ marker: 1, text: "OWL-IT started on 1 January 2020." }],
    };
    const citations = [citation(), citation({ marker: 2, quote: "Er hat seinen Sitz in Lemgo." })];
    const { parts } = render(answer({ generator: "m", language: "en", citations, generated }));
    const [sources = ""] = parts("expandable_blockquote");
    expect(sources).toContain(`${citation().quote}\nMachine translation: OWL-IT started on 1 January 2020.\n[2]`);
    expect(sources.match(/Machine translation/g)).toHaveLength(1);
  });

  it("is marked in English as well", () => {
    expect(render(answer({ generator: "m", language: "en" })).text).toContain("AI-generated (m)");
  });
});

describe("anything else", () => {
  it("marks related passages as no answer and names the contact", () => {
    const { text, parts } = render(REFUSAL, { contact: "rathaus@example.org" });
    expect(text.indexOf("Dazu steht nichts")).toBe(0);
    expect(text).toContain("rathaus@example.org");
    expect(parts("bold")).toEqual(["Verwandte Stellen, keine Antwort auf Ihre Frage:"]);
    expect(parts("expandable_blockquote")[0]).toContain(citation().quote);
    expect(text).not.toContain("[1]");
  });

  it("names the contact once where the text has it already", () => {
    const text = "Fragen Sie rathaus@example.org.";
    expect(render({ ...REFUSAL, text, related: [] }, { contact: "rathaus@example.org" }).text).toBe(text);
  });

  it.each(["clarify", "small_talk"] as const)("shows the text of %s alone", (status) => {
    const { text } = render(answer({ status, text: "Guten Tag!", citations: [] }), { contact: "x" });
    expect(text).toBe("Guten Tag!");
  });
});

describe("sources", () => {
  it("lead to the quote on the web page, else to the publication", () => {
    const cited = answer({ citations: [citation({ url: "https://example.org/a?b=c" })] });
    const links = (publicUrl: string | null) =>
      render(cited, { publicUrl }).entities.flatMap((e) => (e.type === "text_link" ? [e.url] : []));
    expect(links(null)).toEqual(["https://example.org/a?b=c"]);
    expect(links("https://auskunft.example.org/")).toEqual([
      "https://auskunft.example.org/document?path=owl-it%2Fbetriebsstart.md&start=120&end=177&hash=sha256%3A00&lang=de#quote",
    ]);
  });

  it("show names that Telegram would make links of in code", () => {
    const cited = citation({ title: "README.md", heading: ["Frag @amt"], url: "javascript:x" });
    const { parts, entities } = render(answer({ citations: [cited] }));
    expect(parts("code")).toEqual(["README.md", "Frag @amt", "owl-it/betriebsstart.md"]);
    expect(entities.some(({ type }) => type === "text_link")).toBe(false);
  });

  it.each([
    ["2020-03", " – Stadt Lemgo, März 2020 ("],
    [null, " – Stadt Lemgo ("],
  ])("name the publisher before the date %s", (date, origin) => {
    const publisherOf = (path: string) => (path === "owl-it/betriebsstart.md" ? "Stadt Lemgo" : null);
    const { text } = render(answer({ citations: [citation({ date, page: 3 })] }), { publisherOf });
    expect(text).toContain(`[1] Betriebsstart des Zweckverbands, Überblick, S. 3${origin}owl-it/betriebsstart.md)`);
  });

  it("name neither publisher nor date where none is known", () => {
    expect(render(answer({ citations: [citation({ date: null })] })).text).toContain("Überblick (owl-it/");
  });
});

describe("a follow-up question", () => {
  it("is shown as it was understood, above its answer", () => {
    const completed = { question: "Und wo?", searchedFor: "Wo ging es los?" };
    expect(render(answer(completed)).text).toMatch(/^Verstanden als: Wo ging es los\?\n\n1\. Januar 2020\n/);
    expect(render({ ...REFUSAL, ...completed, language: "en" }).text).toMatch(/^Understood as: Wo ging es los\?\n\n/);
  });

  it("is not repeated where only its spelling differs", () => {
    const { text } = render(answer({ question: " Wo ist das Bu\u0308ro? ", searchedFor: "Wo ist das B\u00fcro?" }));
    expect(text).not.toContain("Verstanden als");
  });
});

describe("any answer", () => {
  it("makes messages that Telegram takes, with every quote in them", () => {
    const words = fc.oneof(fc.string({ unit: "binary" }), fc.lorem({ maxCount: 700 })).map((text) => `x${text}`);
    const citations = fc.array(
      fc
        .record({ quote: words, title: words, heading: fc.array(words, { maxLength: 2 }) })
        .map((fields) => citation(fields)),
      { maxLength: 30 },
    );
    const answers = fc.record({
      status: fc.constantFrom("answered", "partial", "not_found", "clarify", "small_talk" as const),
      headline: fc.option(words),
      text: words,
      generator: fc.constantFrom("extractive", "model"),
      citations: citations.map((list) => list.map((c, index) => ({ ...c, marker: index + 1 }))),
      related: citations,
    });
    fc.assert(
      fc.property(answers, (fields) => {
        const messages = renderAnswer(answer(fields), {
          ...NOTHING_KNOWN,
          contact: "Rathaus",
          publicUrl: "https://a.example.org",
          publisherOf: (path) => path,
        });
        expect(messages.length).toBeGreaterThan(0);
        for (const { text, entities } of messages) {
          expect(refuseText(text)).toBeNull();
          expect(findTextFaults(text, entities as MessageEntity[])).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
