import type { BaseMessage } from "@langchain/core/messages";
import { llamaCpp } from "./llama-cpp.js";
import { openAiCompatible } from "./openai-compatible.js";
import type { OutputMode, RequestForm } from "./request-form.js";

/** Where a language model answers. */
export interface ProviderOptions {
  /** As configured, without a slash at the end; for example `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string;
  /** The model's name as the endpoint knows it. */
  readonly model: string;
  /** null where the endpoint asks for none. */
  readonly apiKey: string | null;
}

/** The form that a reply must have. */
export interface ReplyForm {
  /** Letters, digits and `_`. */
  readonly name: string;
  /** JSON Schema of one object. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** A piece of a reply as it comes in. */
export interface ReplyPiece {
  readonly text: string;
  /** Tokens of the whole call, where the endpoint tells them; it does so at the end. */
  readonly tokens?: Tokens;
}

/** Length of prompt and reply. */
export interface Tokens {
  readonly prompt: number;
  readonly completion: number;
}

/** A model that can be asked. */
export interface Connection {
  /** Where it answers, for messages to people: neither key nor path. */
  readonly place: string;
  /**
   * Asks once, without retries, and gives the reply in pieces until it ends or the signal is aborted. Neither key nor
   * prompt is in its errors.
   */
  ask(
    messages: readonly BaseMessage[],
    reply: ReplyForm,
    form: RequestForm,
    signal: AbortSignal,
    onPiece: (piece: ReplyPiece) => void,
  ): Promise<void>;
}

/** A kind of endpoint. */
export interface Provider {
  /** Schemes of the addresses that it answers at, as `URL` writes them. */
  readonly schemes: readonly string[];
  /** The strictest output mode to try first. */
  readonly output: OutputMode;
  /** Prompts that it can answer at once, whatever is configured; null where it is for the operator to say. */
  readonly mostAtOnce: number | null;
  /**
   * Connects; sends nothing yet. LangChain is loaded in here: without a language model it costs nothing.
   *
   * @throws {ConfigurationError} The address cannot or may not be asked.
   */
  connect(options: ProviderOptions): Promise<Connection>;
}

/** The kinds of endpoints that can be asked; a new one is a file beside this and a line here. */
export const providers = {
  "openai-compatible": openAiCompatible,
  "llama-cpp": llamaCpp,
} as const satisfies Readonly<Record<string, Provider>>;
