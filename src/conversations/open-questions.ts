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

/** An open question of which an administrator made a golden question. */
export interface GoldenDraft extends Pick<OpenQuestion, "question" | "language"> {
  /** The passage that answers it; null where the corpus has no answer, and the question is to be refused. */
  readonly passage: { readonly document: string; readonly quote: string } | null;
}

/** The questions that readers sent to the editors. */
export interface OpenQuestions {
  /** @returns Whether it is new; false where this answer's question was sent before. */
  send(question: Omit<OpenQuestion, "id" | "sentAt">, readerId: number): boolean;
  /** Those of which nothing was made yet, oldest first. */
  list(): readonly OpenQuestion[];
  /** One of these; null where there is none of this number, or it is settled. */
  get(id: number): OpenQuestion | null;
  count(): number;
  /** Makes a golden question of one; it is kept as long as the question would be. */
  draft(id: number, passage: GoldenDraft["passage"]): void;
  /** The golden questions made, in the order in which they were asked. */
  drafts(): readonly GoldenDraft[];
  /** Forgets what golden questions quote of a document; the questions are open again. */
  forgetDocument(path: string): void;
  /** Deletes a question. */
  settle(id: number): void;
}

const OPEN = "SELECT id, answer, question, language, audience, sent_at AS sentAt FROM open_questions WHERE drafted = 0";

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
    list: () => database.all<OpenQuestion>(`${OPEN} ORDER BY id`),
    get: (id) => database.all<OpenQuestion>(`${OPEN} AND id = ?`, id)[0] ?? null,
    count: () => database.all<{ n: number }>("SELECT count(*) AS n FROM open_questions WHERE drafted = 0")[0]?.n ?? 0,
    draft(id, passage) {
      const values = [passage?.document ?? null, passage?.quote ?? null, id];
      database.run("UPDATE open_questions SET drafted = 1, document = ?, quote = ? WHERE id = ?", ...values);
    },
    drafts: () =>
      database
        .all<DraftRow>("SELECT question, language, document, quote FROM open_questions WHERE drafted = 1 ORDER BY id")
        .map(({ document, quote, ...draft }) => ({
          ...draft,
          passage: document === null || quote === null ? null : { document, quote },
        })),
    forgetDocument(path) {
      database.run("UPDATE open_questions SET drafted = 0, document = NULL, quote = NULL WHERE document = ?", path);
      database.wipe();
    },
    settle(id) {
      database.run("DELETE FROM open_questions WHERE id = ?", id);
      database.wipe();
    },
  };
}

type DraftRow = Omit<GoldenDraft, "passage"> & { readonly document: string | null; readonly quote: string | null };
