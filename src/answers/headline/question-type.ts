import type { Language } from "../../language/language.js";
import { role } from "./name-words.js";

/** What kind of answer a question asks for. */
export type QuestionKind =
  | "when"
  | "who"
  | "how_many"
  | "how_much"
  | "where"
  | "which"
  | "yes_no"
  | "why"
  | "how"
  | "what";

/** The kind of a question and the word that narrows the answer. */
export interface QuestionType {
  readonly kind: QuestionKind;
  /**
   * What is counted or sought, as written: `Gemeinden` of "Wie viele Gemeinden ...", `Jahr` of "In welchem Jahr ...",
   * `Geschäftsführer` of "Wer ist der Geschäftsführer ...", `lange` of "Wie lange ...". Null if the question names nothing.
   */
  readonly sought: string | null;
}

type Rule = readonly [RegExp, QuestionKind];

const word = "[\\p{L}\\p{N}]+(?:[-/&][\\p{L}\\p{N}]+)*";
const noun = `(?<sought>${word})`;
const adjectives = "(?:\\p{Ll}+(?:e|en|er|es|em)\\s+(?:und\\s+\\p{Ll}+(?:e|en|er|es|em)\\s+)?){0,3}";
const article = "(?:der|die|das|den|dem|des|ein|eine|einen|einer)\\s+";

const german: readonly Rule[] = [
  rule(`(?:^|\\s)um\\s+wie\\s?viel\\s+(?<sought>Uhr)`, "when"),
  rule(`(?:wie\\s?viel|welche[rsnm]?)\\s+(?<sought>Prozent(?:satz)?|Anteil|Geld|Zeit|Euro)`, "how_much"),
  rule("wie\\s?viel\\s+(?<sought>\\p{Lu}[\\p{L}\\p{N}]*(?:-[\\p{L}\\p{N}]+)*)", "how_many"),
  rule(`wie\\s?viele[rn]?\\s+${adjectives}(?<sought>\\p{Lu}[\\p{L}\\p{N}]*(?:-[\\p{L}\\p{N}]+)*)`, "how_many"),
  rule("wie\\s?viele[rn]?", "how_many"),
  rule("wie\\s+(?<sought>viel|hoch|lang|lange|gro(?:ß|ss)|weit|alt|schnell|schwer|teuer|breit|tief)", "how_much"),
  rule("wie\\s?viel", "how_much"),
  rule("welche\\s+(?<sought>Dauer)", "how_much"),
  rule("(?:seit|ab|bis)?\\s*\\bwann", "when"),
  rule(
    "(?:in|an|zu|seit|ab|bis|vor|nach)\\s+welche[mrsn]\\s+(?<sought>Jahr(?:en|zehnt|hundert)?|Monat|Tag|Datum|Zeitraum|Zeitpunkt|Termin)",
    "when",
  ),
  rule("welche[smnr]?\\s+(?<sought>Jahr(?:en|zehnt|hundert)?|Monat|Tag|Datum|Zeitraum|Zeitpunkt|Termin)", "when"),
  rule(
    `(?:in|an|aus|bei|nach)\\s+welche[mrsn]\\s+(?<sought>Städten|Stadt|Ortsteil|Stadtteil|Orten|Ort|Gemeinde|Bundesland|Landkreis|Land|Region|Kreis|Straße|Standorten|Standort|Gebäude)`,
    "where",
  ),
  rule("(?:wo|wohin)(?=\\s)", "where"),
  rule(
    `wer\\s+(?:ist|war|wird|wurde|sind|waren)\\s+(?:(?:heute|derzeit|aktuell|damals|jetzt)\\s+)?${article}${adjectives}${noun}`,
    "who",
  ),
  rule(
    `wie\\s+(?:hei(?:ß|ss)t|hei(?:ß|ss)en|hie(?:ß|ss)|lautet|ist)\\s+${article}(?:(?:Nachname|Vorname|Name)\\s+(?:der|des|eines|einer)\\s+)?${adjectives}${noun}`,
    "which",
  ),
  rule("(?:wer|wen|wem|wessen)(?=\\s)", "who"),
  rule("(?:warum|weshalb|wieso|weswegen)", "why"),
  rule(`welche[rsnm]?\\s+${adjectives}(?<sought>\\p{Lu}[\\p{L}\\p{N}]*(?:-[\\p{L}\\p{N}]+)*)`, "which"),
  rule("welche[rsnm]?", "which"),
  rule("wie(?=\\s)", "how"),
  rule("(?:was|womit|wofür|wodurch|worum|worin|wozu|worüber)", "what"),
  [
    /^(?:ist|sind|war|waren|hat|haben|hatte|kann|können|gibt|gab|wird|werden|wurde|darf|muss|soll|nimmt|bietet)\s/u,
    "yes_no",
  ],
];

const auxiliary = "(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|may|must|should)";
const anyWords = "(?:[\\p{L}\\p{N}'’-]+\\s+){0,3}?";
const phraseEnd = "(?=['’]s|\\s+(?:of|for|to|in|at|on|from|by|with|who|that|which|when|after|before)\\s|\\W*$)";

const english: readonly Rule[] = [
  rule(`(?:at\\s+)?what\\s+(?<sought>time)(?=\\s+(?:of\\s+day|${auxiliary}))`, "when"),
  rule("(?:what|which)\\s+(?<sought>percentage|percent|share|proportion)", "how_much"),
  rule("how\\s+many\\s+(?<sought>people|children|men|women)", "how_many"),
  rule(`how\\s+many\\s+${anyWords}(?<sought>(?!(?:is|was|has|does)\\s)\\p{Ll}{3,}s)(?=\\s)`, "how_many"),
  rule(
    `how\\s+many\\s+${anyWords}${noun}(?=\\s+(?:${auxiliary}|of|in|at|on|from|to|per|with|who|that)\\s|\\W*$)`,
    "how_many",
  ),
  rule(`how\\s+many(?:\\s+${noun})?`, "how_many"),
  rule("how\\s+(?<sought>much|long|large|big|high|far|old|fast|tall|expensive|wide|deep)", "how_much"),
  rule(`when(?=\\s+${auxiliary}\\s)`, "when"),
  rule(
    "(?:(?:in|on|since|until|by|during)\\s+)?(?:what|which)\\s+(?<sought>years?|month|day|date|decade|century)",
    "when",
  ),
  rule(
    `(?:in|at|from|near)\\s+(?:what|which)\\s+(?<sought>city|town|place|location|country|region|district|county|street|building)`,
    "where",
  ),
  rule("where(?=\\s)", "where"),
  rule(`who\\s+(?:is|was|are|were)\\s+(?:(?:currently|now)\\s+)?(?:the|a|an)\\s+${anyWords}${noun}${phraseEnd}`, "who"),
  rule(
    `what\\s+(?:is|was|are|were)\\s+the\\s+(?:\\p{L}+\\s+)?names?\\s+of\\s+the\\s+${anyWords}${noun}${phraseEnd}`,
    "which",
  ),
  rule("(?:who|whom|whose)(?=\\s|\\W*$)", "who"),
  rule("why", "why"),
  rule(`(?:which|what)\\s+(?!${auxiliary}\\s)${anyWords}${noun}(?=\\s+${auxiliary}\\s)`, "which"),
  rule(`which\\s+${noun}`, "which"),
  rule("how(?=\\s)", "how"),
  rule("what", "what"),
  [new RegExp(`^${auxiliary}\\s`, "u"), "yes_no"],
];

const rules: Readonly<Record<Language, readonly Rule[]>> = { de: german, en: english };

/**
 * Tells what kind of answer a question asks for, from its question word.
 *
 * The question word may stand anywhere ("Peyton took how many ...?"); one in a subordinate clause after a comma
 * counts only where the main clause has none.
 */
export function questionType(question: string, language: Language): QuestionType {
  const start = question
    .trimStart()
    .replace(/^\p{Lu}/u, (letter) => letter.toLowerCase())
    .replace(/^(wh\w+)['’]s\b/, "$1 is");
  let best: { readonly index: number; readonly type: QuestionType } | null = null;
  for (const [pattern, kind] of rules[language]) {
    const match = pattern.exec(start);
    if (!match || (best && match.index >= best.index)) continue;
    best = { index: match.index, type: { kind, sought: match.groups?.sought ?? null } };
  }
  const type = best?.type ?? { kind: "what", sought: null };
  return type.kind === "who" && type.sought === null ? { kind: "who", sought: officeAsked(question) } : type;
}

/** The office in "Wer war 2016 Geschäftsführer ...", which has no article before it. */
function officeAsked(question: string): string | null {
  const after = /(?:^|\s)(?:wer|who)\s+(?:ist|war|sind|waren|is|was|are|were)\s+(.*)/iu.exec(question)?.[1] ?? "";
  return after.match(/[\p{L}-]+/gu)?.find((text) => role.test(text)) ?? null;
}

function rule(source: string, kind: QuestionKind): Rule {
  return [new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?!\\p{L})`, "u"), kind];
}
