import { describe, expect, it } from "vitest";
import type { FrontMatter } from "../../src/documents/document.js";
import { readPeriod } from "../../src/language/question-period.js";
import { isNewer, isOutOfDate, speaksOf, timeFit } from "../../src/retrieval/time-fit.js";

const TODAY = "2025-06-01";
const OLD: FrontMatter = { date: "2020-01", valid_from: "2020", valid_until: "2023-12-31" };
const VALID: FrontMatter = { valid_from: "2024-01-01" };
const REPORT: FrontMatter = { date: "2016" };
const factor = (frontMatter: FrontMatter, question: string) =>
  timeFit({ frontMatter }, readPeriod(question, TODAY), TODAY);

it("is out of date after the last day that is given, whatever its precision", () => {
  const until = (valid_until: string, today: string) => isOutOfDate({ frontMatter: { valid_until } }, today);
  expect(until("2023-12-31", "2023-12-31")).toBe(false);
  expect(until("2023-12-31", "2024-01-01")).toBe(true);
  expect(until("2025-06", "2025-06-30")).toBe(false);
  expect(until("2025", "2025-12-31")).toBe(false);
  expect(until("2024", "2025-01-01")).toBe(true);
  expect(isOutOfDate({ frontMatter: {} }, TODAY)).toBe(false);
});

describe("a document", () => {
  it("speaks of the time it was valid in, or of anything up to its date", () => {
    const of = (frontMatter: FrontMatter, question: string) => speaksOf({ frontMatter }, readPeriod(question, TODAY));
    expect(of(OLD, "2021?")).toBe(true);
    expect(of(OLD, "2016?")).toBe(false);
    expect(of(OLD, "derzeit?")).toBe(false);
    expect(of(VALID, "derzeit?")).toBe(true);
    expect(of(VALID, "im Dezember 2023?")).toBe(false);
    expect(of(REPORT, "2016?")).toBe(true);
    expect(of(REPORT, "2014?")).toBe(true);
    expect(of(REPORT, "2017?")).toBe(false);
    expect(of({}, "1900?")).toBe(true);
  });

  it("that holds goes before one that does not, and more so where the question asks for the present", () => {
    expect(factor(VALID, "Wo sitzt die OWL-IT?")).toBeGreaterThan(factor(OLD, "Wo sitzt die OWL-IT?"));
    expect(factor(OLD, "Wo sitzt die OWL-IT?")).toBeGreaterThan(factor(OLD, "Wo sitzt die OWL-IT derzeit?"));
    expect(factor(OLD, "Wo saß die OWL-IT 2021?")).toBeGreaterThan(factor(VALID, "Wo saß die OWL-IT 2021?"));
  });

  it("goes before an older one, and one without a date is not put back", () => {
    expect(factor({ date: "2022-05-10" }, "Wer?")).toBeGreaterThan(factor(REPORT, "Wer?"));
    expect(factor({}, "Wer?")).toBe(1);
  });
});

it("prefers the one that holds, then the newer one", () => {
  expect(isNewer(OLD, VALID, TODAY)).toBe(true);
  expect(isNewer(VALID, OLD, TODAY)).toBe(false);
  expect(isNewer(REPORT, { date: "2022" }, TODAY)).toBe(true);
  expect(isNewer(REPORT, REPORT, TODAY)).toBe(false);
  expect(isNewer(undefined, VALID, TODAY)).toBe(false);
});
