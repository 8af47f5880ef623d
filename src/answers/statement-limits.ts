import type { Language } from "../language/language.js";
import { monthNames } from "./headline/dates.js";
import type { WrittenText } from "./statement-numbers.js";

/**
 * Lists the words of a claim that limit or oblige in a way that its quote does not.
 *
 * Numbers and names stay the same where "mindestens" becomes "höchstens", and only such words tell the claim from its
 * quote. "More than" counts as "at least", and "until" as "before": what is compared is the direction. A quote with two
 * limits proves both, whatever they stand beside. The words were chosen on OMoS-QA train, where 0.2 % of the English lines
 * and 0.8 % of the German ones have one that their translation says in a way not listed; on dev 0.3 and 0.8 %.
 *
 * @returns The first one of each sense, as written in the claim; empty if the quote says them all.
 */
export function unprovenLimits(claim: WrittenText, quote: WrittenText): readonly string[] {
  return senses.flatMap(([sense, { [claim.language]: inClaim, [quote.language]: inQuote }]) => {
    const word = inClaim.said.exec(claim.text)?.[0];
    if (word === undefined || inQuote.shown.test(quote.text)) return [];
    const others = EXCHANGED[sense];
    const isProven =
      others !== undefined && !others.some((other) => SENSES[other][quote.language].said.test(quote.text));
    return isProven ? [] : [word];
  });
}

type SenseName = "least" | "most" | "earlier" | "later" | "only" | "always" | "never" | "must" | "may" | "should";

/** The words of one sense in one language. */
interface Sense {
  /** Say it without doubt: a claim with one of them needs proof. */
  readonly said: RegExp;
  /** Say it, or may mean it in a quote. */
  readonly shown: RegExp;
}

/** Stands before a number, in figures or as a small one in words. */
const NUMBER = `(?=\\s+(?:\\d|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|two|three|four|five|six|seven|eight|nine|ten))`;
const DAYS =
  "(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mitternacht|midnight|noon";
/** Stands before a date, a year, a month or a day. */
const TIME = `(?=\\s+(?:de[mnr]\\s+|zu[mr]\\s+|the\\s+)?(?:\\d|(?:${[...monthNames.de, ...monthNames.en].join("|")})(?!\\p{L})|${DAYS}))`;
/** "8 bis 12 Uhr" is no limit. */
const NO_RANGE = "(?<!\\d[\\d.:]*(?: uhr| jahren?| wochen?| ?[ap]m)? )";

const SENSES: Readonly<Record<SenseName, Readonly<Record<Language, Sense>>>> = {
  least: {
    de: sense(
      `mindestens|mind\\.|wenigstens|zumindest|nicht weniger als|(?<!nicht )(?:mehr|älter|länger|höher|größer) als|über${NUMBER}`,
      "mindest\\p{L}+|ab|über\\p{L}*|minim\\p{L}+|mehr|(?:älter|länger|höher|größer)\\p{L}*",
    ),
    en: sense(
      `at least|no(?:t)? (?:less|fewer) than|(?<!no |not )(?:more|older|longer|higher|greater) than|(?:over|minimum(?: of)?)${NUMBER}`,
      "(?:and|or) (?:more|older|over|above)|from|above|exceed\\p{L}*|over|minimum|more",
    ),
  },
  most: {
    de: sense(
      `höchstens|maximal|nicht (?:mehr|älter|länger|höher|größer) als|(?:weniger|jünger|kürzer|niedriger|kleiner) als|unter(?! 0| 11\\d)${NUMBER}|bis zu${NUMBER}`,
      "höchst\\p{L}*|max\\p{L}*|bis|unter\\p{L}*|weniger|(?:jünger|kürzer|niedriger|kleiner)\\p{L}*|längstens",
    ),
    en: sense(
      `at most|no(?:t)? (?:more|older|longer|higher|greater) than|(?:less|fewer|younger|shorter|lower) than|(?:under|below|up to|maximum(?: of)?)${NUMBER}`,
      "(?:and|or) (?:less|younger|under|below|fewer)|max\\p{L}*|up to|to(?= \\d)|limit\\p{L}*|under|below|less|until|not [^.]{0,40}(?:more|older|longer|higher) than",
    ),
  },
  earlier: {
    de: sense(`vor${TIME}|${NO_RANGE}bis${TIME}|bevor|spätestens`, "vor|bis|zuvor|vorher|ehe|frühere?|solange|erst"),
    en: sense(
      `before|prior to|${NO_RANGE}(?:until|till)|by${TIME}|no later than|at the latest`,
      "until|till|earlier|to(?= \\d)|latest|by|within|beforehand|in advance",
    ),
  },
  later: {
    de: sense(
      `nach${TIME}|(?<!je )nachdem|seit|ab${TIME}|frühestens`,
      "nach|ab|danach|später|anschließend|sobald|wenn|von|seitdem|erst",
    ),
    en: sense(
      `(?<!look\\p{L}* )after(?!-)|(?:since|from|as of)${TIME}|at the earliest|no earlier than`,
      "following|once|later|onwards?|starting|beginning|earliest|from|since|as of|afterwards|for|(?:and|or) (?:more|older|over)",
    ),
  },
  only: {
    de: sense("(?<!nicht )nur|lediglich|ausschließlich", "nur|allein|bloß|einzig\\p{L}*|erst|ausschließlich\\p{L}*"),
    en: sense("(?<!not )only|solely|exclusively", "just|merely|alone|not until|sole"),
  },
  always: {
    de: sense(
      "immer(?! wieder| mehr)|stets|jederzeit",
      "immer|jede[nrsm]? \\p{L}+|rund um die Uhr|ständig|grundsätzlich|dauerhaft|alle|unbedingt",
    ),
    en: sense("always|at (?:all|any) times?", "every|each|24/7|around the clock|constantly|all|ever"),
  },
  never: {
    de: sense("niemals|nie|keinesfalls|auf keinen Fall", "unter keinen Umständen"),
    en: sense("never|under no circumstances|at no time", "in no case"),
  },
  must: {
    de: sense(
      "muss(?:t|te|ten)?|muß|müss(?:en|t|ten?)|verpflichtet|verpflichtend",
      "\\p{L}*pflicht\\p{L}*|zwingend|unbedingt|obligatorisch|erforderlich\\p{L}*|notwendig\\p{L}*|nötig\\p{L}*|(?:ha(?:t|ben)|ist|sind) [^.]*zu\\p{L}*|brauch\\p{L}*|benötig\\p{L}*|bedarf",
    ),
    en: sense(
      "must(?! not|n['’]t)|ha(?:ve|s|d) to|(?:is|are) (?:required|obliged)|mandatory|compulsory",
      "need\\p{L}*|requir\\p{L}*|oblig\\p{L}*|necessary|shall",
    ),
  },
  may: {
    de: sense(
      "kann(?:st)?|könn(?:en|t)|darf(?:st)?|dürf(?:en|t)",
      "könn\\p{L}*|konn\\p{L}*|dürf\\p{L}*|möglich\\p{L}*|erlaub\\p{L}*|berechtigt|lass\\p{L}*|lässt",
    ),
    en: sense(
      "can(?:not|['’]t)?|may|must(?: not|n['’]t)|(?:is|are) (?:allowed|permitted|able)",
      "could|might|possible|allowed|permitted|able|eligible|entitled|let",
    ),
  },
  should: {
    de: sense("soll(?:en|t|te|ten|test)?", "empf\\p{L}+|ratsam|am besten|bitte|sinnvoll"),
    en: sense("should(?:n['’]t)?|ought to", "recommend\\p{L}*|advis\\p{L}*|please|best|supposed"),
  },
};

const senses = Object.entries(SENSES) as readonly (readonly [SenseName, (typeof SENSES)[SenseName]])[];

/** May be said over a quote that says none of these: "can be found" is "steht" as well. */
const EXCHANGED: Readonly<Partial<Record<SenseName, readonly SenseName[]>>> = {
  may: ["must", "should"],
  should: ["must", "may"],
};

function sense(said: string, more: string): Sense {
  const anyOf = (words: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, "iu");
  return { said: anyOf(said), shown: anyOf(`${said}|${more}`) };
}
