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
  forgetReader(readerId: number): void;
  /** How many are remembered of a person. */
  count(readerId: number): number;
}

/**
 * Makes an empty memory; what it holds is gone when the program ends.
 *
 * @param options.minutes Time after which a question is forgotten. Default: 30.
 * @param options.most Most questions; the oldest go first. Default: 10,000.
 * @param options.now Clock in milliseconds.
 */
export function createRecentQuestions(
  options: { readonly minutes?: number; readonly most?: number; readonly now?: () => number } = {},
): RecentQuestions {
  const { minutes = 30, most = 10_000, now = Date.now } = options;
  const questions = new Map<string, RecentQuestion & { readonly time: number }>();
  const purge = () => {
    for (const [answer, { time }] of questions) {
      if (questions.size <= most && now() - time < minutes * 60_000) return;
      questions.delete(answer);
    }
  };
  const forgetWhere = (matches: (question: RecentQuestion) => boolean) => {
    for (const [answer, question] of questions) if (matches(question)) questions.delete(answer);
  };
  return {
    remember(answer, question) {
      questions.set(answer, { ...question, time: now() });
      purge();
    },
    recall(answer) {
      purge();
      return questions.get(answer) ?? null;
    },
    forget: (conversation) => forgetWhere((question) => question.conversation === conversation),
    forgetReader: (readerId) => forgetWhere((question) => question.readerId === readerId),
    count(readerId) {
      purge();
      return [...questions.values()].filter((question) => question.readerId === readerId).length;
    },
  };
}
