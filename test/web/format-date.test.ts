import { expect, it } from "vitest";
import { formatDate } from "../../src/web/format-date.js";

it.each([
  ["2020-01-01", "1. Januar 2020", "1 January 2020"],
  ["2020-01", "Januar 2020", "January 2020"],
  ["2020", "2020", "2020"],
  ["2020-13-45", "2020-13-45", "2020-13-45"],
  ["Frühjahr 2020", "Frühjahr 2020", "Frühjahr 2020"],
])("writes %s as %s and %s", (date, german, english) => {
  expect(formatDate(date, "de")).toBe(german);
  expect(formatDate(date, "en")).toBe(english);
});
