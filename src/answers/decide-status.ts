import type { Calibration } from "../retrieval/calibration.js";
import type { AnswerStatus } from "./answer.js";

/** Answer, partial answer or refusal. */
export function decideStatus(
  confidence: number,
  { answeredFrom, partialFrom }: Pick<Calibration, "answeredFrom" | "partialFrom">,
): Extract<AnswerStatus, "answered" | "partial" | "not_found"> {
  if (confidence >= answeredFrom) return "answered";
  return confidence >= partialFrom ? "partial" : "not_found";
}
