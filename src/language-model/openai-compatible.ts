import { LanguageModelError } from "../errors.js";
import type { Provider } from "./index.js";

/** Bytes of a reply; an answer with its quotes has some ten thousand. */
const REPLY_LIMIT = 1024 * 1024;

/** Anything that speaks OpenAI's `/chat/completions`: Ollama, llama.cpp, vLLM, LM Studio, most hosted services. */
export const openAiCompatible: Provider = async ({ baseUrl, model, apiKey, json, temperature }) => {
  const { ChatOpenAI } = await import("@langchain/openai");
  return new ChatOpenAI({
    model,
    // The client wants a key; the real one is known to `guardedFetch` only and so cannot get into an error or a trace.
    apiKey: "none",
    maxRetries: 0,
    streaming: false,
    ...(temperature === null ? {} : { temperature }),
    ...(json ? { modelKwargs: { response_format: { type: "json_object" } } } : {}),
    // `logLevel`: with OPENAI_LOG=debug in the environment the client prints what it sends.
    configuration: {
      baseURL: baseUrl,
      organization: null,
      project: null,
      logLevel: "off",
      fetch: guardedFetch(apiKey),
    },
  });
};

/**
 * Sends a request with no headers but the necessary, follows no redirect and reads a bounded reply.
 *
 * @throws {LanguageModelError} The reply is longer than {@link REPLY_LIMIT}.
 */
function guardedFetch(apiKey: string | null): typeof fetch {
  return async (url, init) => {
    const headers = new Headers({ "content-type": "application/json", accept: "application/json" });
    if (apiKey !== null) headers.set("authorization", `Bearer ${apiKey}`);
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    const body = await readBounded(response);
    return new Response(body, { status: response.status, headers: response.headers });
  };
}

async function readBounded(response: Response): Promise<Uint8Array<ArrayBuffer> | null> {
  if (response.body === null) return null;
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body) {
    length += part.byteLength;
    if (length > REPLY_LIMIT) throw new LanguageModelError(`replied with more than ${REPLY_LIMIT} bytes`);
    parts.push(part);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}
