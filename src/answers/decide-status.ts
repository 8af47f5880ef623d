import type { ConfidenceModel } from "../retrieval/calibration.js";
import type { AnswerStatus } from "./answer.js";

/** What becomes of a question that was looked up. */
export type DecidedStatus = Extract<AnswerStatus, "answered" | "partial" | "not_found">;

/** Answer, partial answer or refusal, by the probability that the quotes answer the question. */
export function decideStatus(
  confidence: number,
  { answeredFrom, partialFrom }: Omit<ConfidenceModel, "model">,
): DecidedStatus {
  if (confidence >= answeredFrom) return "answered";
  return confidence >= partialFrom ? "partial" : "not_found";
}
