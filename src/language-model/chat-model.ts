import { setTimeout as wait } from "node:timers/promises";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { BaseMessage } from "@langchain/core/messages";
import { ConfigurationError, LanguageModelError } from "../errors.js";
import { describeFailure } from "./describe-failure.js";
import { type ProviderName, type ProviderOptions, providers } from "./index.js";

/** A language model that answers one prompt with one text. */
export interface ChatModel {
  /** The model's name, shown as an answer's `generator`. */
  readonly name: string;
  /**
   * @param messages The prompt; it must ask for JSON, because the endpoint is told to allow nothing else.
   * @returns What the model wrote, unchecked; never empty.
   * @throws {LanguageModelError} The model failed, timed out or wrote nothing. The message holds neither key nor prompt.
   * @throws The signal's reason, if it is aborted.
   */
  complete(messages: readonly BaseMessage[], signal?: AbortSignal): Promise<string>;
}

export interface ChatModelOptions {
  /** Kind of the endpoint. Defaults to `openai-compatible`. */
  readonly provider?: ProviderName | undefined;
  /** http or https, without user name or password; for example `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** null where the endpoint asks for none. */
  readonly apiKey: string | null;
  /** Milliseconds for one prompt with all its retries. Defaults to 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds before the first retry; twice as many before the second. Defaults to 500. */
  readonly retryDelayMs?: number | undefined;
}

const RETRIES = 2;

/** What is asked of an endpoint, best first; the next is tried where one is refused as a wrong request. */
const requestForms: readonly Pick<ProviderOptions, "json" | "temperature">[] = [
  { json: true, temperature: 0 },
  { json: false, temperature: 0 },
  { json: false, temperature: null },
];

/**
 * Connects to a language model; sends nothing yet.
 *
 * Overload (429), server errors and broken connections are tried again, twice at most. What the endpoint does not
 * understand (JSON replies, a temperature) is left out from then on.
 *
 * @throws {ConfigurationError} `baseUrl` is no address that can be asked.
 */
export async function createChatModel(options: ChatModelOptions): Promise<ChatModel> {
  const { model, apiKey, timeoutMs = 30_000, retryDelayMs = 500 } = options;
  const url = readBaseUrl(options.baseUrl);
  const open = providers[options.provider ?? "openai-compatible"];
  const forms = await Promise.all(
    requestForms.map((form) => open({ baseUrl: url.href.replace(/\/+$/, ""), model, apiKey, ...form })),
  );
  let usable = forms;

  async function complete(messages: readonly BaseMessage[], signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    const timeout = AbortSignal.timeout(timeoutMs);
    const stop = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    let [chatModel, ...simpler] = usable;
    let retries = 0;
    while (chatModel !== undefined) {
      try {
        const text = await ask(chatModel, messages, stop);
        usable = [chatModel, ...simpler];
        return text;
      } catch (error) {
        signal?.throwIfAborted();
        const failure = describeFailure(error);
        const problem = timeout.aborted ? `did not answer within ${timeoutMs} ms` : failure.problem;
        const lost = new LanguageModelError(`The language model ${model} at ${url.origin} ${problem}.`);
        if (timeout.aborted) throw lost;
        if (failure.reaction === "simplify" && simpler.length > 0) {
          [chatModel, ...simpler] = simpler;
        } else if (failure.reaction === "retry" && retries < RETRIES) {
          const delay = failure.retryAfterMs ?? retryDelayMs * 2 ** retries;
          if (delay > timeoutMs) throw lost;
          retries++;
          // Ends early where the time is up; the next round then says so.
          await wait(delay, undefined, { signal: stop }).catch(() => undefined);
        } else throw lost;
      }
    }
    throw new LanguageModelError(`The language model ${model} at ${url.origin} cannot be asked.`);
  }

  return { name: model, complete };
}

/**
 * `_generate` is what `invoke` calls in the end. `invoke` itself would, told so by LANGSMITH_TRACING or LANGCHAIN_VERBOSE
 * in the environment, send or print people's questions.
 */
async function ask(model: BaseChatModel, messages: readonly BaseMessage[], signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const result = await model._generate([...messages], { signal });
  const text = result.generations[0]?.text.trim() ?? "";
  if (text === "") throw new LanguageModelError("replied without a message");
  return text;
}

function readBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol) || url.search !== "" || url.hash !== "") {
    throw new ConfigurationError("LLM_BASE_URL must be an address such as http://127.0.0.1:11434/v1.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new ConfigurationError("LLM_BASE_URL must not hold a user name or password. Put the key into LLM_API_KEY.");
  }
  return url;
}
