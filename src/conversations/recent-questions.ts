import { createFleetingMap, type FleetingMapOptions } from "./fleeting-map.js";

/** The words of a question that was answered a while ago. */
export interface RecentQuestion {
  readonly text: string;
  readonly conversation: string;
  /** Who asked it. */
  readonly readerId: number;
}

/** The words of the latest questions by the id of their answer, in memory only, for as long as a conversation. */
export interface RecentQuestions {
  remember(answer: string, question: RecentQuestion): void;
  recall(answer: string): RecentQuestion | null;
  forget(conversation: string): void;
  /** @returns The conversations in which this person asked, one for each question. */
  forgetReader(readerId: number): readonly string[];
  /** How many are remembered of a person. */
  count(readerId: number): number;
}

/** Makes an empty memory; what it holds is gone when the program ends. */
export function createRecentQuestions(options: FleetingMapOptions = {}): RecentQuestions {
  const questions = createFleetingMap<RecentQuestion>(options);
  const forgetWhere = (matches: (question: RecentQuestion) => boolean) => {
    const forgotten = questions.entries().filter(([, question]) => matches(question));
    for (const [answer] of forgotten) questions.delete(answer);
    return forgotten.map(([, question]) => question);
  };
  return {
    remember: (answer, question) => questions.set(answer, question),
    recall: (answer) => questions.get(answer) ?? null,
    forget: (conversation) => void forgetWhere((question) => question.conversation === conversation),
    forgetReader: (readerId) =>
      forgetWhere((question) => question.readerId === readerId).map(({ conversation }) => conversation),
    count: (readerId) => questions.entries().filter(([, question]) => question.readerId === readerId).length,
  };
}
