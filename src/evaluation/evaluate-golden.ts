import { readCited } from "../assistant/assistant.js";
import { createLocalAssistant } from "../assistant/local-assistant.js";
import { createConversationMemory } from "../conversations/conversation-memory.js";
import type { Embedder } from "../embeddings/embedder.js";
import type { Reader } from "../reading/reader.js";
import type { Calibration } from "../retrieval/calibration.js";
import type { AnswerError } from "./answer-error.js";
import { answerRows, answerTimes, goldenFigures, goldenHeadlines } from "./answer-figures.js";
import { withoutRefusal } from "./asking.js";
import type { Judgement } from "./calibration-metrics.js";
import { citationQuality } from "./citation-quality.js";
import { evaluationDay } from "./evaluation-day.js";
import type { EvaluationReport, GoldenFigures } from "./evaluation-report.js";
import type { Figure } from "./figure.js";
import { goldenErrors, smallTalkErrors } from "./golden-errors.js";
import type { GoldenQuestions } from "./golden-questions.js";
import { type GoldenOutcome, measureGolden } from "./measure-golden.js";
import { countQuotes } from "./verbatim-quotes.js";

/** What the golden questions say. */
export interface GoldenEvaluation extends Pick<EvaluationReport, "golden" | "smallTalk" | "generation"> {
  readonly errors: readonly AnswerError[];
  /** Of the questions that nothing was tuned on. */
  readonly judgements: readonly Judgement[];
  /** What later runs are compared with. */
  readonly compared: readonly Figure[];
}

/** Asks the golden questions of the serving index. */
export async function evaluateGolden(options: {
  readonly golden: GoldenQuestions;
  readonly indexDir: string;
  readonly embedder: Embedder;
  readonly reader: Reader | null;
  readonly calibration: Calibration;
  readonly signal: AbortSignal;
}): Promise<GoldenEvaluation> {
  const { golden, indexDir, reader, calibration, signal } = options;
  // An assistant closes its embedder; this one is needed further.
  const embedder = { ...options.embedder, close: async () => {} };
  const open = (used: Calibration) =>
    createLocalAssistant({
      indexDir,
      embedder,
      reader,
      calibration: used,
      memory: createConversationMemory(),
      contact: null,
      generator: null,
      now: evaluationDay,
    });
  const assistant = await open(calibration);
  const assistantWithoutRefusal = await open(withoutRefusal(calibration));
  try {
    const { questions, smallTalk } = await measureGolden({ golden, assistant, assistantWithoutRefusal, signal });
    const textOf = await readCited(
      assistant,
      questions.map(({ answer }) => answer),
      "citizen",
    );
    const figures = (split: GoldenFigures["split"]): GoldenFigures => {
      const outcomes = questions.filter((outcome) => outcome.golden.split === split);
      const answers = outcomes.map(({ answer }) => answer);
      return {
        split,
        rows: answerRows(outcomes),
        headlines: goldenHeadlines(outcomes),
        citations: citationQuality(outcomes),
        quotes: countQuotes(answers, textOf),
        ms: answerTimes(outcomes),
        takenForSmallTalk: answers.filter(({ status }) => status === "small_talk").length,
        wrongLanguage: outcomes.filter((outcome) => outcome.answer.language !== outcome.golden.language).length,
      };
    };
    const recognised = smallTalk.filter(({ answer }) => answer.status === "small_talk");
    return {
      golden: [figures("test"), figures("dev")],
      smallTalk: { messages: smallTalk.length, recognised: recognised.length },
      generation: assistant.generation,
      errors: [...goldenErrors(questions), ...smallTalkErrors(smallTalk)],
      compared: (["test", "dev"] as const).flatMap((split) =>
        goldenFigures(questions.filter(({ golden }) => golden.split === split)).map((figure) => ({
          ...figure,
          name: `golden ${split}: ${figure.name}`,
        })),
      ),
      judgements: questions.filter(({ golden: { split } }) => split === "test").map(judgement),
    };
  } finally {
    await assistant.close();
    await assistantWithoutRefusal.close();
  }
}

function judgement({ answer, rightBeforeRefusal, refused }: GoldenOutcome): Judgement {
  return { confidence: answer.confidence, right: rightBeforeRefusal, given: !refused };
}
