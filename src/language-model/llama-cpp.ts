import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ConfigurationError, LanguageModelError } from "../errors.js";
import type { Provider } from "./index.js";

/** Tokens of prompt and reply together. */
const CONTEXT = 8_192;

const MOST_TOKENS = 2_000;

/**
 * A model in a GGUF file, run in this process by llama.cpp. The package for it is large and for whoever wants it:
 * `npm install --no-save node-llama-cpp@3.21.1`.
 *
 * It answers one prompt at a time and is held to JSON by the prompt's words alone.
 */
export const llamaCpp: Provider = {
  schemes: ["file:"],
  output: "text",
  mostAtOnce: 1,
  async connect({ baseUrl }) {
    const modelPath = readPath(baseUrl);
    const { ChatLlamaCpp, getLlama } = await loadPackages();
    const model = new ChatLlamaCpp({ modelPath, contextSize: CONTEXT, maxTokens: MOST_TOKENS, temperature: 0 });
    try {
      // LangChain's own way would fetch and compile llama.cpp where no binary fits, and let it write to the terminal.
      const llama = await getLlama({ build: "never", logLevel: "disabled", progressLogs: false });
      const weights = await llama.loadModel({ modelPath });
      Object.assign(model, { _model: weights, _context: await weights.createContext({ contextSize: CONTEXT }) });
    } catch (cause) {
      throw new ConfigurationError(`LLM_BASE_URL names the file ${modelPath}, which llama.cpp cannot load.`, { cause });
    }
    return {
      place: "its file",
      async ask(messages, _reply, _form, signal, onPiece) {
        const tokens: number[] = [];
        let told = "";
        const tokenizer = readField<Tokenizer>(model, "_model");
        const onToken = (next: readonly number[]) => {
          tokens.push(...next);
          // A letter may be cut between two tokens; all of them together tell what it is.
          const text = tokenizer.detokenize(tokens).replace(/\ufffd+$/u, "");
          if (text.length <= told.length) return;
          onPiece({ text: text.slice(told.length) });
          told = text;
        };
        try {
          const whole = await model._call([...messages], { signal, onToken } as never);
          if (whole.length > told.length) onPiece({ text: whole.slice(told.length) });
        } catch (cause) {
          throw new LanguageModelError("could not answer", { cause });
        } finally {
          // Every prompt begins a session, and a context has room for one.
          readField<Session | null>(model, "_session")?.dispose({ disposeSequence: true });
        }
      },
    };
  },
};

interface Tokenizer {
  detokenize(tokens: readonly number[]): string;
}

interface Session {
  dispose(options: { readonly disposeSequence: boolean }): void;
}

async function loadPackages() {
  try {
    const { getLlama } = await import("node-llama-cpp");
    const { ChatLlamaCpp } = await import("@langchain/community/chat_models/llama_cpp");
    return { getLlama, ChatLlamaCpp };
  } catch (cause) {
    const advice = 'Run "npm install --no-save node-llama-cpp@3.21.1", or name the address of a model server.';
    throw new ConfigurationError(`LLM_BASE_URL names a file, which needs the package node-llama-cpp. ${advice}`, {
      cause,
    });
  }
}

/** What LangChain's class keeps to itself. */
function readField<Field>(model: object, name: string): Field {
  return Reflect.get(model, name) as Field;
}

function readPath(baseUrl: string): string {
  let path: string;
  try {
    path = fileURLToPath(baseUrl);
  } catch (cause) {
    throw new ConfigurationError("LLM_BASE_URL is no path of a file. Write a % in it as %25, a blank as %20.", {
      cause,
    });
  }
  if (existsSync(path)) return path;
  throw new ConfigurationError(`LLM_BASE_URL names the file ${path}, which does not exist.`);
}
