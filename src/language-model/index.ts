import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { openAiCompatible } from "./openai-compatible.js";

/** Where a language model answers and how it is asked. */
export interface ProviderOptions {
  /** Root of the interface, without a slash at the end; for example `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string;
  /** The model's name as the endpoint knows it. */
  readonly model: string;
  /** null where the endpoint asks for none. */
  readonly apiKey: string | null;
  /** Asks the endpoint to allow nothing but one JSON object as the reply. */
  readonly json: boolean;
  /** Randomness of the wording from 0 (none); null leaves it to the endpoint, because some models take no other. */
  readonly temperature: number | null;
}

/**
 * Makes a LangChain chat model. It must not retry, follow redirects or read more than a mebibyte, and the key must be in
 * none of its errors. LangChain is loaded inside the function: without a language model it costs nothing.
 */
export type Provider = (options: ProviderOptions) => Promise<BaseChatModel>;

/** The kinds of endpoints that can be asked; a new one is a file beside this and a line here. */
export const providers = {
  "openai-compatible": openAiCompatible,
} as const satisfies Readonly<Record<string, Provider>>;

export type ProviderName = keyof typeof providers;
