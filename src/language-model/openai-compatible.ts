import type { ChatOpenAICallOptions } from "@langchain/openai";
import { readBaseUrl } from "./check-address.js";
import { createGuardedFetch } from "./guarded-fetch.js";
import type { Provider, ReplyForm } from "./index.js";
import type { RequestForm } from "./request-form.js";

/** Most tokens of a reply: twelve claims with their quotes have about 1,500. */
const MOST_TOKENS = 2_000;

/** Anything that speaks OpenAI's `/chat/completions`: Ollama, llama.cpp, vLLM, LM Studio, most hosted services. */
export const openAiCompatible: Provider = {
  schemes: ["http:", "https:"],
  output: "schema",
  mostAtOnce: null,
  async connect({ baseUrl, model, apiKey }) {
    const url = readBaseUrl(baseUrl);
    const baseURL = url.href.replace(/\/+$/, "");
    const fetch = createGuardedFetch(baseURL, apiKey);
    const { ChatOpenAICompletions } = await import("@langchain/openai");
    const open = ({ temperature, usage, limit }: RequestForm) =>
      new ChatOpenAICompletions({
        model,
        // The client wants a key; the real one is known to `fetch` only.
        apiKey: "none",
        maxRetries: 0,
        streaming: true,
        streamUsage: usage,
        ...(temperature && { temperature: 0 }),
        ...(limit && { maxTokens: MOST_TOKENS }),
        // `logLevel`: with OPENAI_LOG=debug in the environment the client prints what it sends.
        configuration: { baseURL, organization: null, project: null, logLevel: "off", fetch },
      });
    return {
      place: url.origin,
      async ask(messages, reply, form, signal, onPiece) {
        const options = { ...outputOptions(reply, form), signal } as ChatOpenAICallOptions & { signal: AbortSignal };
        // `stream` itself would, told so by LANGSMITH_TRACING or LANGCHAIN_VERBOSE in the environment, send or print
        // people's questions.
        for await (const { text, message } of open(form)._streamResponseChunks([...messages], options as never)) {
          const { tool_call_chunks: calls = [], usage_metadata: usage } = message as MessagePiece;
          const said = text + calls.map(({ args = "" }) => args).join("");
          if (usage === undefined) onPiece({ text: said });
          else onPiece({ text: said, tokens: { prompt: usage.input_tokens, completion: usage.output_tokens } });
        }
      },
    };
  },
};

/** What of LangChain's message chunks is read. */
interface MessagePiece {
  readonly tool_call_chunks?: readonly { readonly args?: string }[];
  readonly usage_metadata?: { readonly input_tokens: number; readonly output_tokens: number };
}

function outputOptions({ name, schema }: ReplyForm, { output }: RequestForm): Readonly<Record<string, unknown>> {
  switch (output) {
    case "schema":
      return { response_format: { type: "json_schema", json_schema: { name, schema, strict: true } } };
    case "json":
      return { response_format: { type: "json_object" } };
    case "tools":
      return {
        tools: [{ type: "function", function: { name, description: "Gives the reply.", parameters: schema } }],
        tool_choice: { type: "function", function: { name } },
      };
    case "text":
      return {};
  }
}
