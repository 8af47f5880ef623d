import { z } from "zod";

const languageSchema = z.enum(["de", "en"]);

/**
 * The proof of one statement: sentences of a document, word for word.
 *
 * `quote === text.slice(start, end)` of the document's stored text (UTF-16 offsets), in the document's own language.
 */
export const citationSchema = z.strictObject({
  /** The n of the marker `[n]` in the answer's text, from 1. */
  marker: z.int().positive(),
  document: z.string().min(1),
  title: z.string(),
  heading: z.array(z.string()).readonly(),
  page: z.int().positive().nullable(),
  /** When the document was published: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  date: z.string().nullable(),
  quote: z.string().min(1),
  start: z.int().nonnegative(),
  end: z.int().positive(),
  textHash: z.string().startsWith("sha256:"),
  generation: z.string().min(1),
  url: z.string().nullable(),
});

/** What Auskunft says to one question, in any channel. The shape that `ask --json` prints (there with an `id`). */
export const answerSchema = z.strictObject({
  question: z.string(),
  /** The standalone question that was searched for: differs from `question` where a follow-up was completed. */
  searchedFor: z.string(),
  /** Words of it that were taken for slips of typing, and what was searched for in their place. */
  corrections: z.array(z.strictObject({ from: z.string().min(1), to: z.string().min(1) })).readonly(),
  /** Of the question and of the reply's own words. */
  language: languageSchema,
  status: z.enum(["answered", "partial", "not_found", "clarify", "small_talk"]),
  /** The shortest span that answers (date, number, name, place), in the question's language; null if there is none. */
  headline: z.string().nullable(),
  /** What a person reads, with `[1]` markers; plain text. */
  text: z.string().min(1),
  citations: z.array(citationSchema).readonly(),
  /**
   * What must be known of the sources: that they contradict each other, no longer hold, or are about a body that has a successor. Part
   * of `text`.
   */
  notes: z.array(z.string().min(1)).readonly(),
  /** Nearest passages when nothing answers; never to be shown as an answer. */
  related: z.array(citationSchema).readonly(),
  /** Calibrated probability in [0, 1] that the quotes answer the question. */
  confidence: z.number().min(0).max(1),
  /** `extractive`, or the name of the language model that wrote the text. */
  generator: z.string().min(1),
  /** How the language model came to the text; absent for quotes alone. */
  generated: z
    .strictObject({
      /** Names and versions of the prompts that were used, such as `answer@2`. */
      prompts: z.array(z.string()).readonly(),
      /** Claims that the model wrote, that passed after one correction, and that never passed. */
      claims: z.strictObject({ written: z.int(), repaired: z.int(), dropped: z.int() }),
      /** Of all prompts and replies; null where the endpoint does not tell. */
      tokens: z.strictObject({ prompt: z.int(), completion: z.int() }).nullable(),
      /** Parts of the question that nothing answers, in the person's words. */
      missing: z.array(z.string()).readonly(),
      /** Quotes in the language of the answer, by marker: a machine's translation, which proves nothing. */
      translations: z.array(z.strictObject({ marker: z.int().positive(), text: z.string().min(1) })).readonly(),
    })
    .optional(),
  /** Milliseconds. */
  ms: z.strictObject({ embed: z.number(), retrieve: z.number(), answer: z.number(), total: z.number() }),
});

export type Citation = Readonly<z.infer<typeof citationSchema>>;
export type Answer = Readonly<z.infer<typeof answerSchema>>;
export type AnswerStatus = Answer["status"];
