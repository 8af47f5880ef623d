import type { RecordedRequest, ScriptedReply } from "./chat-completions-server.js";

/**
 * A deterministic model: of the passages that it is given, it claims, word for word, the sentence that has most words in
 * common with the question. It translates nothing and rewrites no question.
 */
export function scriptedModel({ body }: RecordedRequest): ScriptedReply {
  const prompt = body.messages[1]?.content ?? "";
  if (body.messages.length !== 2 || !prompt.startsWith("Passage 1:")) return { kind: "message", content: "{}" };
  const fence = /^~+$/m.exec(prompt)?.[0] ?? "~~~~~";
  const parts = prompt.split(`\n${fence}\n`);
  const question = parts.at(-2) ?? "";
  const sentences = parts.flatMap((part, index) => {
    const passage = /Passage (\d+):$/.exec(parts[index - 1] ?? "")?.[1];
    const text = part.slice(part.indexOf("]\n") + 2);
    return passage === undefined ? [] : sentencesOf(text).map((quote) => ({ passage: Number(passage), quote }));
  });
  const words = new Set(wordsOf(question));
  const score = (text: string) => wordsOf(text).filter((word) => words.has(word)).length;
  const [best] = sentences.sort((a, b) => score(b.quote) - score(a.quote));
  const claims = best === undefined ? [] : [{ ...best, text: best.quote }];
  return { kind: "message", content: JSON.stringify({ claims, missing: [] }) };
}

function sentencesOf(text: string): readonly string[] {
  // The full stop of "3. Mai" ends no sentence.
  const sentences = text.match(/[^\s.!?](?:[^.!?\n]|(?<=\b\d\d?)\.)*[.!?]?/g) ?? [];
  return sentences.filter((sentence) => sentence.length > 30);
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
}
