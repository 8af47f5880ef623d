import fc from "fast-check";
import { expect, it } from "vitest";
import { decideStatus } from "../../src/answers/decide-status.js";

const thresholds = { answeredFrom: 0.7, partialFrom: 0.4 };

it.each([
  [1, "answered"],
  [0.7, "answered"],
  [0.699, "partial"],
  [0.4, "partial"],
  [0.399, "not_found"],
  [0, "not_found"],
] as const)("a confidence of %d is %s", (confidence, status) => {
  expect(decideStatus(confidence, thresholds)).toBe(status);
});

it("never calls a more confident answer less", () => {
  const order = ["not_found", "partial", "answered"];
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, share, share, (a, b, answeredFrom, partialFrom) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map((confidence) =>
        order.indexOf(decideStatus(confidence, { answeredFrom, partialFrom })),
      );
      expect(more).toBeGreaterThanOrEqual(less ?? 0);
    }),
  );
});
