import type { StateDatabase } from "./state-database.js";

/**
 * Which messages answer which question, or announce its answer, so that an edited question gets its answer edited and one
 * that is answered anew leaves no announcement behind.
 */
export interface Deliveries {
  /**
   * @param requestId Tells the question from all others of its chat: the number of its message, or of a pressed button.
   * @param messages Numbers of the messages of the answer, in order.
   */
  record(chatId: number, requestId: string, messages: readonly number[]): void;
  /** @returns null where the question was not answered, or too long ago. */
  messagesFor(chatId: number, requestId: string): readonly number[] | null;
}

/** The deliveries kept in this database. */
export function createDeliveries(database: StateDatabase, now: () => number): Deliveries {
  const questionKey = (chatId: number, requestId: string) => database.keyOf(`${chatId}:${requestId}`);
  return {
    record(chatId, requestId, messages) {
      database.run(
        "INSERT OR REPLACE INTO deliveries (question, chat, messages, sent_at) VALUES (?, ?, ?, ?)",
        ...[questionKey(chatId, requestId), database.keyOf(chatId), JSON.stringify(messages), now()],
      );
    },
    messagesFor(chatId, requestId) {
      const [row] = database.all<{ messages: string }>(
        "SELECT messages FROM deliveries WHERE question = ?",
        questionKey(chatId, requestId),
      );
      return row === undefined ? null : JSON.parse(row.messages);
    },
  };
}
