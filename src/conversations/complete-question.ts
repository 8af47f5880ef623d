import { aliasKey } from "../language/alias-entries.js";
import { createAnalyser } from "../language/analyse.js";
import type { Language } from "../language/language.js";
import type { Turn } from "./conversation-memory.js";
import { type FoundName, findNames } from "./find-names.js";
import { findLeaningWord } from "./leaning-words.js";

/** A question with more content words stands on its own. */
const MOST_WORDS = 6;

/** So many content words without a name are half a question: "How many visitors came?". */
const FEW_WORDS = 2;

/** So many content words without a name are half a question if one of them is "the" thing: "Wie lange dauerte das Gespräch?" */
const WORDS_WITH_KNOWN_THING = 4;

/** A thing that is taken to be known, without anything that says which. */
const KNOWN_THING: Readonly<Record<Language, RegExp>> = {
  de: /(?<!\p{L})(?:de[rnms]|die|das|beim|vom|zum|zur|im)\s+(?:\p{Ll}+\s+)?\p{Lu}[\p{L}-]+(?!\s+(?:\p{Lu}|de[rs]\s|von\s|vom\s|in\s|für\s))/u,
  en: /(?<!\p{L})the\s+\p{Ll}[\p{L}-]+(?!\s+(?:of|in|at|for|from)\s)/u,
};

/** "then": at the time that the answer before named. */
const THEN: Readonly<Record<Language, RegExp>> = {
  de: /(?<!\p{L})(?:damals|zu\s+(?:der|dieser)\s+zeit|zu\s+diesem\s+zeitpunkt|in\s+(?:dem|diesem)\s+jahr)(?!\p{L})/iu,
  en: /(?<!\p{L})(?:(?:at|by)\s+(?:that|the)\s+time|back\s+then|in\s+that\s+year|then(?=\s*[?.]?$))(?!\p{L})/iu,
};

/** Most words of a reply to "Which one do you mean?" */
const LONGEST_CHOICE = 6;

/** Most words of a topic: in a long conversation every follow-up adds some, and the oldest stand last. */
const LONGEST_TOPIC = 8;

const CONNECTIVE: Readonly<Record<Language, RegExp>> = {
  de: /^(?:(?:und|aber|oder|auch|sowie)(?!\p{L})[\s,]*)?(?:(?:was|wie)\s+(?:ist|ist\s+es|sieht\s+es|steht\s+es)\s+(?:mit|bei)\s+)?/iu,
  en: /^(?:(?:and|but|or|also)(?!\p{L})[\s,]*)?(?:(?:what|how)\s+about\s+)?/iu,
};

/** A question word that another one can take the place of, without the words it may be joined to ("wie viele"). */
const ASKING: Readonly<Record<Language, RegExp>> = {
  de: /^(?:(?:seit|ab|bis|von)\s+)?(?:wann|woher|wohin|wo|warum|wieso|weshalb|wozu|wie)(?!\p{L})(?!\s+(?:viel|lange?|hoch|gro(?:ß|ss)|weit|alt|oft|teuer))/iu,
  en: /^(?:since\s+when|when|where|why|how)(?!\p{L})(?!\s+(?:many|much|long|old|far|often|big|large|high|tall))/iu,
};

const QUESTION_WORD: Readonly<Record<Language, RegExp>> = {
  de: /(?<!\p{L})(?:wann|wer|wen|wem|wessen|wo|woher|wohin|was|wie|warum|wieso|weshalb|wozu|womit|welche[rsmn]?)(?!\p{L})/iu,
  en: /(?<!\p{L})(?:who|whom|whose|when|where|what|which|why|how)(?!\p{L})/iu,
};

/** Asks what a word means, which needs nothing before it. */
const DEFINITION: Readonly<Record<Language, RegExp>> = {
  de: /^(?:was\s+(?:ist|sind|bedeutet|heißt)|wofür\s+steht)\s+\p{L}/iu,
  en: /^what\s+(?:is|are|does)\s+\p{L}/iu,
};

/** Says where, so that it adds to a question that names no place: "and in Cottbus?". */
const PLACE_PREPOSITION = /^(?:in|im|an|am|auf|at|on)$/;

/**
 * Completes a follow-up question by the question before it.
 *
 * After "Wann hat die OWL-IT ihren Betrieb aufgenommen?", "Und wo?" gives "Wo hat die OWL-IT ihren Betrieb
 * aufgenommen?", "Und die GKD?" gives "Wann hat die GKD ihren Betrieb aufgenommen?", "Wer leitet sie?" gives "Wer leitet
 * OWL-IT?". Where no word can take another's place, the topic follows in brackets: "Wie viele Standorte? (OWL-IT,
 * Betrieb)".
 *
 * @returns null where the question stands on its own.
 */
export function completeQuestion(question: string, language: Language, before: Turn): string | null {
  const text = question.trim();
  const chosen = chosenQuestion(text, before);
  if (chosen !== null) return chosen;
  const completed = completeByTopic(text, language, before);
  const year = /(?:19|20)\d\d/.exec(before.headline ?? "")?.[0];
  if (year === undefined || !THEN[language].test(text)) return completed;
  return `${completed ?? text} (${year})`;
}

function completeByTopic(text: string, language: Language, before: Turn): string | null {
  const connective = CONNECTIVE[language].exec(text)?.[0] ?? "";
  const rest = text.slice(connective.length);
  const words = contentWords(rest.replace(ASKING[language], ""), language);
  if (words.length > MOST_WORDS) return null;
  const names = findNames(text, language)
    .filter((name) => name.isSure || connective !== "" || isPlace(name))
    .map((name) => (name.phraseStart < connective.length ? withoutConnective(name, connective.length) : name));
  const asks = QUESTION_WORD[language].test(rest);
  const leaning = findLeaningWord(rest, language);
  const isName = !asks && leaning === null && connective !== "";
  const most = KNOWN_THING[language].test(rest) ? WORDS_WITH_KNOWN_THING : FEW_WORDS;
  const isHalf =
    words.length <= most && !names.some((name) => name.isSure || isPlace(name)) && !DEFINITION[language].test(rest);
  if (leaning === null && !isHalf && !isName) return null;

  const topics = findNames(before.question, before.language);
  const [onlyTopic] = topicNames(topics);
  if (words.length === 0 && before.language === language) {
    const asked = withQuestionWord(rest, before.question, language);
    if (asked !== null) return asked;
  }
  const [name] = names;
  if (isName && name !== undefined && before.language === language) {
    // "was ist mit dem krz": the article's case is the preposition's.
    const phrase = /(?:mit|bei)\s+$/iu.test(connective) ? name.name : text.slice(name.phraseStart, name.end);
    return withName(phrase, name, before.question, topics);
  }
  if (leaning?.replaceable && onlyTopic !== undefined && topicNames(topics).length === 1) {
    return `${text.slice(0, connective.length + leaning.start)}${onlyTopic.name}${rest.slice(leaning.end)}`;
  }
  return withTopic(text, words, leaning !== null, before, topics);
}

/** The "about" of "what about the krz?" ties no name to a sentence. */
function withoutConnective(name: FoundName, end: number): FoundName {
  return { ...name, preposition: null, phraseStart: Math.min(end, name.start) };
}

/** "Und wo?" after "Wann begann ...?": "Wo begann ...?". */
function withQuestionWord(rest: string, before: string, language: Language): string | null {
  const asking = ASKING[language].exec(rest)?.[0];
  const replaced = ASKING[language].exec(before)?.[0];
  if (asking === undefined || replaced === undefined) return null;
  return `${asking.charAt(0).toUpperCase()}${asking.slice(1)}${before.slice(replaced.length)}`;
}

/** "Und in Cottbus?" after "Was steht in Lemgo?": "Was steht in Cottbus?". */
function withName(phrase: string, name: FoundName, before: string, topics: readonly FoundName[]): string {
  const likewise = topics.filter(({ preposition }) => preposition !== null && preposition === name.preposition);
  const replaced =
    likewise.at(-1) ?? (PLACE_PREPOSITION.test(name.preposition ?? "") ? undefined : topicNames(topics)[0]);
  if (replaced === undefined) return `${before.replace(/[\s?!.]+$/u, "")} ${phrase}?`;
  // Without a preposition of its own, the new name takes over the old one's.
  const keepsTie = name.preposition === null && replaced.preposition !== null;
  const from = keepsTie ? replaced.start : replaced.phraseStart;
  return `${before.slice(0, from)}${keepsTie ? name.name : phrase}${before.slice(replaced.end)}`;
}

/** The question with what the one before was about; with nothing to add, null. */
function withTopic(
  text: string,
  words: readonly string[],
  leans: boolean,
  before: Turn,
  topics: readonly FoundName[],
): string | null {
  const all = contentWords(before.question, before.language);
  // A question with words of its own needs the things only, which have capital letters; "and since when?" the verb as well.
  const isThings = (words.length > 0 || leans) && topics.length > 0;
  const things = isThings ? topicNames(topics).map(({ name }) => name) : all;
  const present = new Set(words.map((word) => word.toLowerCase()));
  const missing = things.filter((word) => !present.has(word.toLowerCase())).slice(0, LONGEST_TOPIC);
  return missing.length === 0 ? null : `${text} (${missing.join(", ")})`;
}

/** A reply that names one of the bodies it was asked to choose from. */
function chosenQuestion(text: string, { choices }: Turn): string | null {
  const key = aliasKey(text);
  if (choices.length === 0 || key.length < 3 || text.split(/\s+/u).length > LONGEST_CHOICE) return null;
  const meant = choices.filter(({ name }) => key.includes(aliasKey(name)) || aliasKey(name).includes(key));
  return meant.length === 1 ? (meant[0]?.question ?? null) : null;
}

/** "in Hannover": a capitalised word right after the preposition is a place or a person. */
function isPlace({ start, phraseStart, preposition }: FoundName): boolean {
  return preposition !== null && start === phraseStart + preposition.length + 1;
}

/** The sure names; where there is none, every name. */
function topicNames(names: readonly FoundName[]): readonly FoundName[] {
  const sure = names.filter(({ isSure }) => isSure);
  return sure.length > 0 ? sure : names;
}

function contentWords(text: string, language: Language): string[] {
  const { analyse } = createAnalyser({});
  return [...new Set(analyse(text, language).map(({ surface }) => surface))];
}
