import { createHash, randomBytes } from "node:crypto";
import type { Answer, AnswerStatus, Citation } from "../answers/answer.js";
import type { Audience } from "../documents/document.js";
import type { Language } from "../language/language.js";
import type { StateDatabase } from "./state-database.js";

/** A citation that was shown to somebody, to be opened again later. */
export interface IssuedCitation {
  /** 16 characters of A-Z, a-z, 0-9, - and _; the same for the same passage of the same text and generation. */
  readonly id: string;
  /** Who may open it: that of its document when it was issued. */
  readonly audience: Audience;
  readonly citation: Citation;
}

/** A question that the corpus can answer, offered as the next one. Its words come from documents. */
export interface Suggestion {
  /** What a button shows. */
  readonly label: string;
  readonly question: string;
}

/** What is kept of an answer: neither the question nor who asked it. */
export interface IssuedAnswer {
  /** 11 characters of A-Z, a-z, 0-9, - and _. */
  readonly id: string;
  readonly status: AnswerStatus;
  readonly language: Language;
  readonly audience: Audience;
  /** One citation for each marker, in their order; of a refusal the related passages. */
  readonly citations: readonly { readonly marker: number; readonly id: string }[];
  readonly suggestions: readonly Suggestion[];
}

/** Answers and citations whose buttons still work. */
export interface IssuedAnswers {
  /** @param audienceOf Audience of a cited document. */
  issue(
    answer: Answer,
    audience: Audience,
    suggestions: readonly Suggestion[],
    audienceOf: (path: string) => Audience,
  ): IssuedAnswer;
  answer(id: string): IssuedAnswer | null;
  citation(id: string): IssuedCitation | null;
  /** Forgets every citation of a document, and the suggestions of answers that cite it. @returns How many citations. */
  forgetDocument(path: string): number;
}

/** The answers issued from this database. */
export function createIssuedAnswers(database: StateDatabase, now: () => number): IssuedAnswers {
  return {
    issue(answer, audience, suggestions, audienceOf) {
      const passages = answer.citations.length > 0 ? answer.citations : answer.related;
      const citations = passages.map((citation) => {
        const id = citationId(citation);
        const { marker } = citation;
        database.run(
          `INSERT INTO citations (id, document, audience, citation, issued_at) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET issued_at = excluded.issued_at, audience = excluded.audience`,
          ...[id, citation.document, audienceOf(citation.document), JSON.stringify(citation), now()],
        );
        return { marker, id };
      });
      const { status, language } = answer;
      const firsts = citations.filter(({ marker }, i) => citations.findIndex((c) => c.marker === marker) === i);
      const id = randomBytes(8).toString("base64url");
      const issued = { id, status, language, audience, citations: firsts, suggestions };
      database.run(
        `INSERT INTO answers (id, status, language, audience, citations, suggestions, issued_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        ...[id, status, language, audience],
        ...[JSON.stringify(firsts), JSON.stringify(suggestions), now()],
      );
      return issued;
    },
    answer(id) {
      const [row] = database.all<AnswerRow>("SELECT * FROM answers WHERE id = ?", id);
      if (row === undefined) return null;
      return { ...row, citations: JSON.parse(row.citations), suggestions: JSON.parse(row.suggestions) };
    },
    citation(id) {
      const [row] = database.all<CitationRow>("SELECT id, audience, citation FROM citations WHERE id = ?", id);
      return row === undefined ? null : { ...row, citation: JSON.parse(row.citation) };
    },
    forgetDocument(path) {
      database.run(
        `UPDATE answers SET suggestions = '[]' WHERE EXISTS (
           SELECT 1 FROM json_each(answers.citations) AS cited JOIN citations
           ON citations.id = json_extract(cited.value, '$.id') WHERE citations.document = ?)`,
        path,
      );
      const forgotten = database.run("DELETE FROM citations WHERE document = ?", path);
      database.wipe();
      return forgotten;
    },
  };
}

type AnswerRow = Omit<IssuedAnswer, "citations" | "suggestions"> & Record<"citations" | "suggestions", string>;
type CitationRow = Omit<IssuedCitation, "citation"> & { readonly citation: string };

function citationId({ document, textHash, generation, start, end }: Citation): string {
  const place = JSON.stringify([document, textHash, generation, start, end]);
  return createHash("sha256").update(place).digest("base64url").slice(0, 16);
}
