import { LanguageModelError } from "../errors.js";

/** What is said of a reply with nothing in it. */
export const WITHOUT_MESSAGE = "replied without a message";

/** What went wrong with one request, in words without the endpoint's own: it may repeat the key or the prompt. */
export interface Failure {
  /** Continues "The language model X at Y ...". */
  readonly problem: string;
  /** `retry` the same later, `simplify` the request at once, or `give-up`. */
  readonly reaction: "retry" | "simplify" | "give-up";
  /** Milliseconds the endpoint asks to wait; null where it names none. */
  readonly retryAfterMs: number | null;
  /** The endpoint's own words, to learn from and never to be shown. */
  readonly complaint: string;
}

/** Tells from an error of a chat model what happened and what may help. */
export function describeFailure(error: unknown): Failure {
  const known = [error, causeOf(error)].find((each) => each instanceof LanguageModelError);
  if (known !== undefined) {
    // Where a form of output makes a model fall silent, another one may not.
    const reaction = known.message === WITHOUT_MESSAGE ? "simplify" : "give-up";
    return { problem: known.message, reaction, retryAfterMs: null, complaint: "" };
  }
  const status = readField(error, "status") ?? readField(causeOf(error), "status");
  if (typeof status === "number") return describeStatus(status, error);
  if (error instanceof SyntaxError) return giveUp("replied with something that is no JSON");
  // fetch gives the reason of a broken connection as the cause; the OpenAI client names its own error for it.
  if (/connection/i.test(nameOf(error)) || causeOf(error) !== undefined) {
    return { problem: "cannot be reached", reaction: "retry", retryAfterMs: null, complaint: "" };
  }
  return giveUp("sent a reply of an unknown shape");
}

function describeStatus(status: number, error: unknown): Failure {
  if (status >= 300 && status < 400)
    return giveUp(`answered with a redirect (status ${status}), which is not followed`);
  if (status === 401 || status === 403) return giveUp(`refused the key (status ${status}). Check LLM_API_KEY`);
  if (status === 404)
    return giveUp("does not know this address or model (status 404). Check LLM_BASE_URL and LLM_MODEL");
  if (status === 408 || status === 429 || (status >= 500 && status !== 501)) {
    const retryAfterMs = readRetryAfter(error);
    return { problem: `answered with status ${status}`, reaction: "retry", retryAfterMs, complaint: "" };
  }
  const reaction = status === 400 || status === 422 || status === 501 ? "simplify" : "give-up";
  const complaint = error instanceof Error ? error.message : "";
  return { problem: `answered with status ${status}`, reaction, retryAfterMs: null, complaint };
}

/** @see RFC 9110, section 10.2.3 */
function readRetryAfter(error: unknown): number | null {
  const headers = readField(error, "headers");
  const value = headers instanceof Headers ? headers.get("retry-after") : null;
  if (value === null) return null;
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

function giveUp(problem: string): Failure {
  return { problem, reaction: "give-up", retryAfterMs: null, complaint: "" };
}

function readField(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function causeOf(error: unknown): unknown {
  return readField(error, "cause");
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${error.constructor.name}` : "";
}
