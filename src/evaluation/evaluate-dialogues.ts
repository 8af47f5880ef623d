import { createLocalAssistant } from "../assistant/local-assistant.js";
import { createConversationMemory } from "../conversations/conversation-memory.js";
import type { Embedder } from "../embeddings/embedder.js";
import type { Reader } from "../reading/reader.js";
import type { Calibration } from "../retrieval/calibration.js";
import { type AnswerError, expectedAnswer } from "./answer-error.js";
import { isRefused } from "./asking.js";
import type { Dialogue } from "./dialogues.js";
import { evaluationDay } from "./evaluation-day.js";
import { type DialogueFigures, dialogueFigures, measureDialogues, type TurnOutcome } from "./measure-dialogues.js";

/** Holds the dialogues with the serving index, as any channel would. */
export async function evaluateDialogues(options: {
  readonly dialogues: readonly Dialogue[];
  readonly indexDir: string;
  readonly embedder: Embedder;
  readonly reader: Reader | null;
  readonly calibration: Calibration;
  readonly signal: AbortSignal;
}): Promise<{ readonly figures: readonly DialogueFigures[]; readonly errors: readonly AnswerError[] }> {
  const { dialogues, indexDir, reader, calibration, signal } = options;
  const assistant = await createLocalAssistant({
    indexDir,
    // An assistant closes its embedder; this one is needed further.
    embedder: { ...options.embedder, close: async () => {} },
    reader,
    calibration,
    memory: createConversationMemory(),
    contact: null,
    generator: null,
    now: evaluationDay,
  });
  try {
    const outcomes = await measureDialogues(dialogues, assistant, signal);
    return { figures: dialogueFigures(outcomes), errors: outcomes.filter(({ right }) => !right).map(turnError) };
  } finally {
    await assistant.close();
  }
}

function turnError({ dialogue: { id, split }, turn: { question, expected }, answer }: TurnOutcome): AnswerError {
  const refused = isRefused(answer);
  const shouldRefuse = "answered, but the documents do not say it" as const;
  return {
    set: `dialogues ${split}`,
    problem: expected === null ? shouldRefuse : refused ? "refused, but the documents say it" : "wrong quote",
    question: `${id}: ${question}${answer.searchedFor === question ? "" : ` (${answer.searchedFor})`}`,
    expected: expectedAnswer(expected?.quotes ?? []),
    got: refused ? answer.status : answer.citations.map(({ quote, document }) => `${quote} (${document})`).join(" | "),
  };
}
