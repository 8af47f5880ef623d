import { describe, expect, it } from "vitest";
import type { Citation } from "../../src/answers/answer.js";
import { extractiveText } from "../../src/answers/extractive-answer.js";

const citation = (marker: number, quote: string): Citation => ({
  marker,
  document: "bad.md",
  title: "Stadtbad",
  heading: [],
  page: null,
  date: null,
  quote,
  start: 0,
  end: quote.length,
  textHash: "sha256:0",
  generation: "1",
  url: null,
});
const citations = [citation(1, "Das Stadtbad öffnet um 9 Uhr."), citation(2, "Sonntags öffnet es um 10 Uhr.")];

describe("an extractive text", () => {
  it("is the headline and each quote with its marker, in quotation marks of the reply's language", () => {
    expect(extractiveText("um 9 Uhr", citations, "answered", "de", [])).toBe(
      "um 9 Uhr\n\n„Das Stadtbad öffnet um 9 Uhr.“ [1]\n\n„Sonntags öffnet es um 10 Uhr.“ [2]",
    );
    expect(extractiveText("at 9", citations.slice(0, 1), "answered", "en", [])).toBe(
      "at 9\n\n“Das Stadtbad öffnet um 9 Uhr.” [1]",
    );
  });

  it("begins with the first quote where there is no headline", () => {
    expect(extractiveText(null, citations.slice(0, 1), "answered", "de", [])).toBe(
      "„Das Stadtbad öffnet um 9 Uhr.“ [1]",
    );
  });

  it("says of a partial answer that it is one", () => {
    expect(extractiveText(null, citations.slice(0, 1), "partial", "en", [])).toBe(
      "These passages probably answer your question only in part:\n\n“Das Stadtbad öffnet um 9 Uhr.” [1]",
    );
  });
});
