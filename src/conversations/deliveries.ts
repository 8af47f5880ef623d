import type { StateDatabase } from "./state-database.js";

/**
 * Which messages answer which question, or announce its answer, so that an edited question gets its answer edited and one
 * that is answered anew leaves no announcement behind.
 */
export interface Deliveries {
  /** @param messages Numbers of the messages of the answer, in order. */
  record(chatId: number, questionId: number, messages: readonly number[]): void;
  /** @returns null where the question was not answered, or too long ago. */
  messagesFor(chatId: number, questionId: number): readonly number[] | null;
}

/** The deliveries kept in this database. */
export function createDeliveries(database: StateDatabase, now: () => number): Deliveries {
  const questionKey = (chatId: number, questionId: number) => database.keyOf(`${chatId}:${questionId}`);
  return {
    record(chatId, questionId, messages) {
      database.run(
        "INSERT OR REPLACE INTO deliveries (question, chat, messages, sent_at) VALUES (?, ?, ?, ?)",
        ...[questionKey(chatId, questionId), database.keyOf(chatId), JSON.stringify(messages), now()],
      );
    },
    messagesFor(chatId, questionId) {
      const [row] = database.all<{ messages: string }>(
        "SELECT messages FROM deliveries WHERE question = ?",
        questionKey(chatId, questionId),
      );
      return row === undefined ? null : JSON.parse(row.messages);
    },
  };
}
