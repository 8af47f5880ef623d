import type { Tokens } from "../language-model/index.js";
import type { Answer } from "./answer.js";

/** What came of having a language model make standalone questions. */
export interface Rewriting {
  /** null if the model failed or added anything; the rules complete the question then. */
  readonly questions: readonly string[] | null;
  /** Name and version of the prompt, such as `rewrite@1`. */
  readonly prompt: string;
  /** null where the endpoint does not tell. */
  readonly tokens: Tokens | null;
}

/** Counts the rewriting of its question among what a written answer took. */
export function withRewriting(answer: Answer, { prompt, tokens }: Rewriting): Answer {
  const { generated } = answer;
  if (generated === undefined) return answer;
  const [own, more] = [generated.tokens, tokens];
  const both = own && more && { prompt: own.prompt + more.prompt, completion: own.completion + more.completion };
  return {
    ...answer,
    generated: { ...generated, prompts: [prompt, ...generated.prompts], tokens: both ?? own ?? more },
  };
}
