import { isForeign } from "../language/detect-language.js";
import type { Language } from "../language/language.js";
import type { AnswerStatus } from "./answer.js";
import { ANSWER_PHRASES, type AnswerPhrases } from "./phrases.js";

/** Longest question in UTF-16 units. */
export const LONGEST_QUESTION = 2000;

/** A reply that needs no search. */
export interface ScreenedReply {
  readonly status: Extract<AnswerStatus, "clarify" | "small_talk">;
  readonly text: string;
}

type SmallTalk = Extract<keyof AnswerPhrases, "greeting" | "thanks" | "farewell" | "about">;

/** Whole messages that are no questions to the documents, in lower case without punctuation. */
const SMALL_TALK: readonly (readonly [SmallTalk, RegExp])[] = [
  [
    "greeting",
    /^(?:(?:hallo|hi|hey|hello|moin(?: moin)?|servus|gr(?:ü|ue)(?:ß|ss) gott|guten (?:tag|morgen|abend)|good (?:morning|afternoon|evening|day)|tag)(?: (?:zusammen|auskunft|there|everyone|liebes team|bot))*)(?: wie geht(?: es|s) (?:ihnen|dir)| how are you)?$/,
  ],
  [
    "thanks",
    /^(?:(?:ok(?:ay)? )?(?:vielen |besten |herzlichen )?dank(?:e)?(?: (?:schön|schoen|sehr|dir|ihnen|auch))*|thank(?:s| you)(?: (?:so|very) much| a lot)?|many thanks|super|prima|perfekt|great|perfect)(?: (?:für|for) .{1,40})?$/,
  ],
  [
    "farewell",
    /^(?:tschüss?|tschuess|auf wiedersehen|bis (?:bald|dann|später)|bye(?: bye)?|good ?bye|see you(?: later)?)$/,
  ],
  [
    "about",
    /^(?:(?:und )?wer (?:bist du|sind sie)(?: denn| eigentlich)?|was (?:bist du|sind sie|kannst du|können sie|machst du)(?: (?:denn|eigentlich|alles|so|für mich tun))*|(?:bist du|sind sie) (?:ein (?:mensch|bot|roboter)|eine ki)|who are you|what are you|what can you do(?: for me)?|are you (?:a )?(?:human|bot|robot|an ai)|help|hilfe)$/,
  ],
];

/**
 * Answers what needs no search: nothing asked, no words, far too long, another language, small talk.
 *
 * @param question Trimmed.
 * @returns null for everything that is to be looked up.
 */
export function screenQuestion(question: string, language: Language): ScreenedReply | null {
  const phrases = ANSWER_PHRASES[language];
  if (question === "") return { status: "clarify", text: phrases.empty };
  if (question.length > LONGEST_QUESTION) return { status: "clarify", text: phrases.tooLong(LONGEST_QUESTION) };
  const words = question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return { status: "clarify", text: phrases.noWords };
  const message = words.join(" ");
  for (const [kind, pattern] of SMALL_TALK) {
    if (pattern.test(message)) return { status: "small_talk", text: phrases[kind] };
  }
  return isForeign(question) ? { status: "clarify", text: phrases.foreign } : null;
}
