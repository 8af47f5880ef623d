import type { Aliases } from "../language/aliases.js";
import { createAnalyser } from "../language/analyse.js";
import { listNamed } from "../language/expand-aliases.js";
import { logit } from "../retrieval/calibration.js";
import type { Answer, Citation } from "./answer.js";
import type { Meaning } from "./meanings-of.js";

/** Most names that a person is offered. */
const MOST_NAMES = 4;

/** Answers whose log-odds lie no further apart are equally good. */
const EQUAL = 1.5;

/** A meaning with the answer it gets. */
export interface AnsweredMeaning {
  readonly meaning: Meaning;
  readonly answer: Answer;
}

/**
 * Picks the meanings between which only the person can decide: each is answered, by a passage of its own about that very body or
 * event, as surely as the others.
 *
 * If the question can be answered as it stands, an answer that states what is asked for, a date or a name, or that quotes the words of
 * the question, is better than one that does not.
 *
 * @param asItStands The answer to the question without any name.
 * @returns Best first, at most four; empty where one meaning is clearly better, or fewer than two are answered.
 */
export function equalMeanings(
  answered: readonly AnsweredMeaning[],
  asItStands: Answer,
  aliases: Aliases,
): readonly Meaning[] {
  const supported = answered.filter(({ meaning, answer }) => {
    const [first] = answer.citations;
    return answer.status === "answered" && first !== undefined && isAbout(first, meaning, aliases);
  });
  const answersItself = asItStands.status === "answered";
  const quotesQuestion = quotesWordsOf(asItStands.question, asItStands.language);
  const all = [...supported.map(({ answer }) => answer), ...(answersItself ? [asItStands] : [])];
  const stated = answersItself && all.some(({ headline }) => headline !== null);
  const quoted = answersItself && all.some(quotesQuestion);
  const matches = (answer: Answer) => (!stated || answer.headline !== null) && (!quoted || quotesQuestion(answer));
  const best = Math.max(0, ...all.filter(matches).map(({ confidence }) => confidence));
  const equal = supported
    .filter(({ answer }) => matches(answer) && logit(best) - logit(answer.confidence) <= EQUAL)
    .sort((a, b) => b.answer.confidence - a.answer.confidence);
  const places = equal.map(({ answer }) => placeOf(answer.citations[0]));
  const distinct = equal.filter((_, i) => places.indexOf(places[i] ?? "") === i);
  return distinct.length < 2 ? [] : distinct.slice(0, MOST_NAMES).map(({ meaning }) => meaning);
}

function isAbout({ document, title, heading, quote, date }: Citation, { about }: Meaning, aliases: Aliases): boolean {
  if (typeof about === "string") return document === about;
  const then = { start: date ?? "", end: date ?? "", stated: date === null ? ("none" as const) : ("given" as const) };
  return [quote, title, ...heading].some((text) => listNamed(text, aliases, then).some(({ entry }) => entry === about));
}

/** Whether an answer's quotes hold what the question says of the body: its words but the nouns that stand for the body. */
function quotesWordsOf(question: string, language: Answer["language"]): (answer: Answer) => boolean {
  const { analyse } = createAnalyser({});
  const general = (surface: string) => language === "de" && /^\p{Lu}/u.test(surface) && !question.startsWith(surface);
  const words = analyse(question, language).filter(({ surface }) => !general(surface));
  const terms = new Set(words.map(({ term }) => term));
  return ({ citations }) => citations.some(({ quote }) => analyse(quote, language).some(({ term }) => terms.has(term)));
}

function placeOf(citation: Citation | undefined): string {
  return citation === undefined ? "" : `${citation.document} ${citation.start}`;
}
