import type { Answer } from "../answers/answer.js";
import { type Assistant, askOnce } from "../assistant/assistant.js";
import { isRefused } from "./asking.js";
import { type Estimate, estimate } from "./bootstrap.js";
import type { Dialogue, DialogueTurn } from "./dialogues.js";
import { inTurn } from "./in-turn.js";
import { mean } from "./retrieval-metrics.js";

/** A turn of a dialogue, and whether it was answered right in its place and by itself. */
export interface TurnOutcome {
  readonly dialogue: Pick<Dialogue, "id" | "split">;
  readonly turn: DialogueTurn;
  /** `first` opens the dialogue, a `switch` is about something else, a `follow-up` may lean on what was said. */
  readonly kind: "first" | "follow-up" | "switch";
  readonly answer: Answer;
  readonly right: boolean;
  /** Whether it is answered right without the turns before it; those that lean on none are not asked again. */
  readonly rightAlone: boolean;
}

/** How the turns of one half of the dialogues are answered; shares of the turns, clustered by dialogue. */
export interface DialogueFigures {
  /** dev was tuned on, test was not. */
  readonly split: Dialogue["split"];
  readonly dialogues: number;
  readonly turns: Estimate;
  readonly followUps: Estimate;
  /** The same follow-up questions without a conversation. */
  readonly followUpsAlone: Estimate;
  readonly switches: Estimate;
}

/** Asks every dialogue turn by turn, each in a conversation of its own. */
export async function measureDialogues(
  dialogues: readonly Dialogue[],
  assistant: Assistant,
  signal: AbortSignal,
): Promise<TurnOutcome[]> {
  const outcomes: TurnOutcome[] = [];
  for await (const { id, split, turns } of inTurn(dialogues, signal)) {
    for (const [place, turn] of turns.entries()) {
      const ask = (conversation: string | null) =>
        askOnce(assistant, { text: turn.question, conversation, audience: "citizen", extractive: true }, signal);
      const answer = await ask(`dialogue ${id}`);
      const kind = turn.switch === true ? "switch" : place === 0 ? "first" : "follow-up";
      const right = isTurnRight(turn, answer);
      const rightAlone = kind === "follow-up" ? isTurnRight(turn, await ask(null)) : right;
      outcomes.push({ dialogue: { id, split }, turn, kind, answer, right, rightAlone });
    }
    assistant.forget(`dialogue ${id}`);
  }
  return outcomes;
}

/** Whether a turn quotes what is expected, or is refused where nothing is; a switch also takes nothing from before. */
export function isTurnRight({ question, expected, switch: isSwitch }: DialogueTurn, answer: Answer): boolean {
  if (isSwitch === true && answer.searchedFor !== question) return false;
  if (expected === null) return isRefused(answer);
  const isProof = ({ document, quote }: Answer["citations"][number]) =>
    expected.documents.includes(document) && expected.quotes.some((part) => quote.includes(part));
  return !isRefused(answer) && answer.citations.some(isProof);
}

/** The figures of both halves, test first; a half without dialogues is left out. */
export function dialogueFigures(outcomes: readonly TurnOutcome[]): DialogueFigures[] {
  return (["test", "dev"] as const).flatMap((split) => {
    const half = outcomes.filter(({ dialogue }) => dialogue.split === split);
    if (half.length === 0) return [];
    const share = (turns: readonly TurnOutcome[], isRight: (outcome: TurnOutcome) => boolean) =>
      estimate(
        turns,
        ({ dialogue }) => dialogue.id,
        (sample) => mean(sample.map((outcome) => Number(isRight(outcome)))),
      );
    const followUps = half.filter(({ kind }) => kind === "follow-up");
    return {
      split,
      dialogues: new Set(half.map(({ dialogue }) => dialogue.id)).size,
      turns: share(half, ({ right }) => right),
      followUps: share(followUps, ({ right }) => right),
      followUpsAlone: share(followUps, ({ rightAlone }) => rightAlone),
      switches: share(
        half.filter(({ kind }) => kind === "switch"),
        ({ right }) => right,
      ),
    };
  });
}
