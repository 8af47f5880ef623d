import type { Audience } from "../documents/document.js";
import type { Language } from "../language/language.js";
import type { StateDatabase } from "./state-database.js";

/** A question that its asker sent to the editors, word for word and without a name. */
export interface OpenQuestion {
  readonly id: number;
  /** The answer that did not help. */
  readonly answer: string;
  readonly question: string;
  readonly language: Language;
  readonly audience: Audience;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
}

/** The questions that readers sent to the editors. */
export interface OpenQuestions {
  /** @returns Whether it is new; false where this answer's question was sent before. */
  send(question: Omit<OpenQuestion, "id" | "sentAt">, readerId: number): boolean;
  /** Oldest first. */
  list(): readonly OpenQuestion[];
  settle(id: number): void;
}

/** The open questions kept in this database. */
export function createOpenQuestions(database: StateDatabase, now: () => number): OpenQuestions {
  return {
    send({ answer, question, language, audience }, readerId) {
      const added = database.run(
        `INSERT OR IGNORE INTO open_questions (answer, question, language, audience, reader, sent_at)
         VALUES (?, ?, ?, ?, ?, ?)`,
        ...[answer, question, language, audience, database.keyOf(readerId), now()],
      );
      return added > 0;
    },
    list: () =>
      database.all<OpenQuestion>(
        "SELECT id, answer, question, language, audience, sent_at AS sentAt FROM open_questions ORDER BY id",
      ),
    settle: (id) => void database.run("DELETE FROM open_questions WHERE id = ?", id),
  };
}
