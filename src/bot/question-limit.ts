/** How many questions a person may ask in a while. */
export interface QuestionLimit {
  /**
   * Counts a question.
   *
   * @param time When it was sent, in milliseconds since 1970: questions of a backlog count for the time they were asked.
   * @returns `allowed`; `told` for the first one too many, which is to be told; `over` for those after it.
   */
  ask(userId: number, time: number): "allowed" | "told" | "over";
}

/** Most questions of one person in a minute. */
export const QUESTIONS_A_MINUTE = 6;

const MINUTE = 60_000;
const MOST_PEOPLE = 10_000;

/** A limit that nobody has used yet. */
export function createQuestionLimit(): QuestionLimit {
  const people = new Map<number, { times: number[]; told: number }>();
  return {
    ask(userId, time) {
      const { times, told } = people.get(userId) ?? { times: [], told: Number.NEGATIVE_INFINITY };
      const recent = times.filter((earlier) => Math.abs(time - earlier) < MINUTE);
      const allowed = recent.length < QUESTIONS_A_MINUTE;
      const first = !allowed && Math.abs(time - told) >= MINUTE;
      people.delete(userId);
      people.set(userId, { times: allowed ? [...recent, time] : recent, told: first ? time : told });
      for (const [longestSilent] of people) {
        if (people.size <= MOST_PEOPLE) break;
        people.delete(longestSilent);
      }
      return allowed ? "allowed" : first ? "told" : "over";
    },
  };
}
