import { createFleetingMap } from "../conversations/fleeting-map.js";

/** How many questions a person may ask in a while. */
export interface QuestionLimit {
  /**
   * Counts a question.
   *
   * @param time When it was sent, in milliseconds since 1970: questions of a backlog count for the time they were asked.
   * @returns `allowed`; `told` for the first one too many, which is to be told; `over` for those after it.
   */
  ask(userId: number, time: number): "allowed" | "told" | "over";
  forget(userId: number): void;
}

/** Most questions of one person in a minute. */
export const QUESTIONS_A_MINUTE = 6;

/** How long a person's number is remembered after their last question. */
const LIMIT_MINUTES = 5;

const MINUTE = 60_000;

/** A limit that nobody has used yet. */
export function createQuestionLimit(): QuestionLimit {
  const people = createFleetingMap<{ readonly times: readonly number[]; readonly told: number }>({
    minutes: LIMIT_MINUTES,
  });
  return {
    ask(userId, time) {
      const { times, told } = people.get(String(userId)) ?? { times: [], told: Number.NEGATIVE_INFINITY };
      const recent = times.filter((earlier) => Math.abs(time - earlier) < MINUTE);
      const allowed = recent.length < QUESTIONS_A_MINUTE;
      const first = !allowed && Math.abs(time - told) >= MINUTE;
      people.set(String(userId), { times: allowed ? [...recent, time] : recent, told: first ? time : told });
      return allowed ? "allowed" : first ? "told" : "over";
    },
    forget: (userId) => people.delete(String(userId)),
  };
}
