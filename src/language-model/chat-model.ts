import { setTimeout as wait } from "node:timers/promises";
import type { BaseMessage } from "@langchain/core/messages";
import { ConfigurationError, LanguageModelError } from "../errors.js";
import { createCallLimit } from "./call-limit.js";
import { createCircuitBreaker } from "./circuit-breaker.js";
import { describeFailure, WITHOUT_MESSAGE } from "./describe-failure.js";
import { type Connection, type Provider, providers, type ReplyForm, type ReplyPiece, type Tokens } from "./index.js";
import { fullestForm, type OutputMode, type RequestForm, simplerForm } from "./request-form.js";

/** A language model that answers one prompt with one text. */
export interface ChatModel {
  /** The model's name, shown as an answer's `generator`. */
  readonly name: string;
  /**
   * @throws {LanguageModelError} The model failed, timed out or wrote nothing. The message holds neither key nor prompt.
   *   What `read` was given before stays what the model wrote.
   * @throws The signal's reason, if it is aborted.
   */
  complete(request: CompletionRequest): Promise<Completion>;
}

/** One prompt. */
export interface CompletionRequest {
  /** They must ask for JSON in words as well: not every endpoint can be held to it. */
  readonly messages: readonly BaseMessage[];
  readonly reply: ReplyForm;
  /** Whole milliseconds for everything: waiting for a turn, retries, and the whole reply. */
  readonly timeoutMs: number;
  /** Is given each piece of the reply as it comes; `enough` ends the reply there. */
  readonly read?: ((piece: string) => "more" | "enough") | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What the model wrote, unchecked. */
export interface Completion {
  /** Never empty. */
  readonly text: string;
  /** null where the endpoint does not tell. */
  readonly tokens: Tokens | null;
}

export interface ChatModelOptions {
  /** Decides by its scheme which provider is asked: `http://127.0.0.1:11434/v1`, `file:///models/small.gguf`. */
  readonly baseUrl: string;
  readonly model: string;
  /** null where the endpoint asks for none. */
  readonly apiKey: string | null;
  /** How the model is held to JSON; `auto` finds out what the endpoint can do, the strictest first. Default: `auto`. */
  readonly output?: OutputMode | "auto" | undefined;
  /** Most prompts at once. Default: 2. */
  readonly concurrency?: number | undefined;
  /** Milliseconds before the first retry, about; twice as many before the second. Defaults to 500. */
  readonly retryDelayMs?: number | undefined;
  /** Clock in milliseconds, for the pauses after failures. Default: the machine's. */
  readonly now?: (() => number) | undefined;
}

const RETRIES = 2;
/** Prompts that wait for a turn. */
const LONGEST_QUEUE = 100;
/** Milliseconds that a reply which is enough is waited for to end, for the number of tokens comes last. */
const TOKENS_WAIT = 500;
/** UTF-16 units of a reply; more is no answer. */
const LONGEST_REPLY = 60_000;

/**
 * Connects to a language model; sends nothing yet.
 *
 * Overload (429), server errors and broken connections are tried again, twice at most, before the first word of a reply
 * has come. What the endpoint does not understand (a schema, a temperature ...) is left out from then on. After three
 * failures in a row it is left alone for a while.
 *
 * @throws {ConfigurationError} `baseUrl` is no address that can be asked.
 */
export async function createChatModel(options: ChatModelOptions): Promise<ChatModel> {
  const { model, apiKey, output = "auto", concurrency = 2, retryDelayMs = 500, now = Date.now } = options;
  const provider = providerOf(options.baseUrl);
  const connection = await provider.connect({ baseUrl: options.baseUrl, model, apiKey });
  const turns = createCallLimit(Math.min(concurrency, provider.mostAtOnce ?? concurrency), LONGEST_QUEUE);
  const breaker = createCircuitBreaker(now);
  let form = fullestForm(output === "auto" ? provider.output : output);
  const fail = (problem: string) =>
    new LanguageModelError(`The language model ${model} at ${connection.place} ${problem}.`);

  /** Asks until there is a reply, or no use in asking again. */
  async function ask(request: CompletionRequest, deadline: number, stop: AbortSignal): Promise<Completion> {
    for (let retries = 0; ; ) {
      const asked = form;
      let text = "";
      try {
        const completion = await readReply(connection, request, asked, stop, (piece) => {
          text += piece;
        });
        if (completion.text.trim() !== "") return completion;
        throw new LanguageModelError(WITHOUT_MESSAGE);
      } catch (error) {
        stop.throwIfAborted();
        const failure = describeFailure(error);
        if (text.trim() !== "") throw new LanguageModelError(failure.problem);
        const simpler = simplerForm(asked, failure.complaint, output === "auto");
        if (failure.reaction === "simplify" && simpler !== null) {
          // Another call may have learnt the same meanwhile.
          if (form === asked) form = simpler;
          continue;
        }
        const delay = failure.retryAfterMs ?? retryDelayMs * 2 ** retries * (0.75 + Math.random() / 2);
        if (failure.reaction !== "retry" || retries === RETRIES || performance.now() + delay > deadline) {
          throw new LanguageModelError(failure.problem);
        }
        retries++;
        await wait(delay, undefined, { signal: stop }).catch(() => stop.throwIfAborted());
      }
    }
  }

  return {
    name: model,
    async complete(request) {
      const { signal, timeoutMs } = request;
      signal?.throwIfAborted();
      const timeout = AbortSignal.timeout(timeoutMs);
      const deadline = performance.now() + timeoutMs;
      const stop = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
      let leave = () => {};
      let learnt: "succeeded" | "failed" | "ended" = "ended";
      let entered = false;
      try {
        leave = await turns.enter(stop);
        breaker.enter();
        entered = true;
        const completion = await ask(request, deadline, stop);
        learnt = "succeeded";
        return completion;
      } catch (error) {
        signal?.throwIfAborted();
        learnt = "failed";
        if (timeout.aborted) throw fail(`did not answer within ${timeoutMs} ms`);
        if (error instanceof LanguageModelError) throw fail(error.message);
        throw error;
      } finally {
        leave();
        if (entered) breaker[learnt]();
      }
    },
  };
}

function providerOf(baseUrl: string): Provider {
  const scheme = URL.canParse(baseUrl) ? new URL(baseUrl).protocol : "";
  const all: readonly Provider[] = Object.values(providers);
  const found = all.find(({ schemes }) => schemes.includes(scheme));
  if (found !== undefined) return found;
  const known = all.flatMap(({ schemes }) => schemes).join(", ");
  throw new ConfigurationError(
    `LLM_BASE_URL must be an address such as http://127.0.0.1:11434/v1; it may begin with ${known}.`,
  );
}

/** Reads a reply to its end, or to where it is enough. */
async function readReply(
  connection: Connection,
  { messages, reply, read }: CompletionRequest,
  form: RequestForm,
  stop: AbortSignal,
  received: (piece: string) => void,
): Promise<Completion> {
  let text = "";
  let tokens: Tokens | null = null;
  let enough = false;
  let grace: NodeJS.Timeout | undefined;
  // Ends the request as well where the reader has enough and the endpoint would go on.
  const ended = new AbortController();
  const onPiece = (piece: ReplyPiece) => {
    tokens = piece.tokens ?? tokens;
    if (enough && (tokens !== null || piece.text.trim() !== "")) ended.abort();
    if (enough || ended.signal.aborted || piece.text === "") return;
    text += piece.text;
    received(piece.text);
    if (text.length > LONGEST_REPLY) ended.abort();
    enough = read?.(piece.text) === "enough";
    if (enough) grace = setTimeout(() => ended.abort(), TOKENS_WAIT);
  };
  try {
    await connection.ask(messages, reply, form, AbortSignal.any([stop, ended.signal]), onPiece);
  } catch (error) {
    if (!enough && !ended.signal.aborted) throw error;
  } finally {
    clearTimeout(grace);
    ended.abort();
  }
  if (enough) return { text, tokens };
  stop.throwIfAborted();
  if (text.length > LONGEST_REPLY) throw new LanguageModelError(`wrote more than ${LONGEST_REPLY} characters`);
  return { text, tokens };
}
