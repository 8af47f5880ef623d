import type { Span } from "../language/language.js";
import type { Citation } from "./answer.js";

/** A stored text and its fingerprint: what a quotation is compared with. */
export interface StoredText {
  readonly text: string;
  /** `sha256:` and the hexadecimal hash of the text as UTF-8. */
  readonly textHash: string;
}

/** Finds the stored text of a document by its path; undefined where the document is gone or not for this audience. */
export type TextOf = (document: string) => StoredText | undefined;

/**
 * Keeps the citations that are true: the quote is, character for character, what the stored text holds at its span.
 *
 * Every answer passes here before it leaves, whoever wrote it.
 *
 * @returns The true ones, in the same order; the others are left out.
 */
export function checkCitations(citations: readonly Citation[], textOf: TextOf): readonly Citation[] {
  return citations.filter((citation) => {
    const stored = textOf(citation.document);
    if (stored === undefined || stored.textHash !== citation.textHash) return false;
    const { quote, start, end } = citation;
    // slice takes offsets outside the text as well; others who read the span may not.
    return quote !== "" && start >= 0 && end <= stored.text.length && quote === stored.text.slice(start, end);
  });
}

/**
 * Tells whether a quote of a language model says enough to prove something: three words or fifteen letters.
 *
 * A number alone, a table cell or "Die GmbH" is found in many places and proves nothing.
 */
export function provesSomething(quote: string): boolean {
  const letters = quote.match(/\p{L}/gu)?.length ?? 0;
  const words = quote.match(/\p{L}{2,}/gu)?.length ?? 0;
  return letters >= 15 || words >= 3;
}

/**
 * Finds the place that a language model quotes.
 *
 * Models retype what they quote. Passed over are: kind and amount of white space, shape of quotation marks and dashes,
 * soft hyphens and zero-width characters, hyphenation at a line end, ligatures and the Unicode form of accents. Case,
 * letters, digits, words and all other punctuation must be equal. A quote that starts or ends inside a word or a number
 * is not found: "5 Prozent der Stimmen" is no quote of "12,5 Prozent der Stimmen".
 *
 * @param within Looks only between these offsets.
 * @returns Span of the first such place in `text`, so that the stored text can be shown instead of the quote; else null.
 */
export function locateQuote(text: string, quote: string, within?: Span): Span | null {
  const start = Math.max(0, within?.start ?? 0);
  const end = Math.min(text.length, within?.end ?? text.length);
  // A few more characters on each side show whether a word or number goes on there.
  const from = Math.max(0, start - 5);
  const canonical = canonicalise(text.slice(from, end + 5));
  for (const wording of wordingsOf(quote)) {
    const pattern = patternOf(wording);
    for (let match = pattern.exec(canonical.text); match !== null; match = pattern.exec(canonical.text)) {
      const stop = match.index + match[0].length;
      const span = { start: from + canonical.start(match.index), end: from + canonical.end(stop - 1) };
      const inside = span.start >= start && span.end <= end;
      if (inside && !continuesBefore(canonical.text, match.index) && !continuesAfter(canonical.text, stop)) return span;
      // A whole character: an offset inside a surrogate pair would find the same place for ever.
      pattern.lastIndex = match.index + ((match[0].codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
    }
  }
  return null;
}

/** Hyphen, line end, small letter: the hyphen may belong to the word ("E-Mail") or to the line ("Rechen-zentrum"). */
const BROKEN_WORD = "\ue000";
/** Hyphen, line end, anything else: the hyphen stays, only the line end may go ("OWL-IT"). */
const BROKEN_HYPHEN = "\ue001";

interface CanonicalText {
  readonly text: string;
  /** Offset in the original text at which the canonical code unit begins. */
  readonly start: (index: number) => number;
  /** Offset in the original text after the canonical code unit. */
  readonly end: (index: number) => number;
}

const unitPattern = new RegExp(
  [
    "(?<plain>[a-zA-Z0-9äöüÄÖÜß.,;:!?()/]+(?!\\p{M}))",
    "(?<broken>(?<=[\\p{L}\\p{N}])[-\\u2010\\u2011][^\\S\\n]*\\n\\s*(?=\\S))",
    "(?<space>[\\s\\u0085]+)",
    "(?<invisible>[\\u00ad\\u200b-\\u200d\\u2060\\ufeff])",
    "(?<quote>[\"'`´\\u2018-\\u201f\\u2039\\u203a«»])",
    "(?<dash>[-\\u2010-\\u2015\\u2212])",
    "(?<ligature>[\\ufb00-\\ufb06])",
    "(?<private>\\p{Co})",
    "(?<cluster>[^\\p{M}]\\p{M}*|\\p{M}+)",
  ].join("|"),
  "gu",
);

function canonicalise(original: string): CanonicalText {
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of original.matchAll(unitPattern)) {
    const groups = match.groups ?? {};
    const end = match.index + match[0].length;
    let piece = match[0];
    if (groups.plain !== undefined) {
      pieces.push(piece);
      for (let offset = match.index; offset < end; offset++) {
        starts.push(offset);
        ends.push(offset + 1);
      }
      continue;
    }
    if (groups.broken !== undefined)
      piece = /^\p{Ll}/u.test(original.slice(end, end + 2)) ? BROKEN_WORD : BROKEN_HYPHEN;
    else if (groups.space !== undefined) piece = " ";
    else if (groups.invisible !== undefined) continue;
    else if (groups.quote !== undefined) piece = '"';
    else if (groups.dash !== undefined) piece = "-";
    else if (groups.ligature !== undefined) piece = piece.normalize("NFKC");
    // The two marks above must never come from the text itself.
    else if (groups.private !== undefined) piece = "\ufffd";
    else piece = piece.normalize("NFC");
    pieces.push(piece);
    for (let unit = 0; unit < piece.length; unit++) {
      starts.push(match.index);
      ends.push(end);
    }
  }
  return { text: pieces.join(""), start: (index) => starts[index] ?? 0, end: (index) => ends[index] ?? 0 };
}

/** The quote as given, and without the quotation marks a model puts around it. */
function wordingsOf(quote: string): readonly string[] {
  const whole = canonicalise(quote).text.trim();
  const bare = whole.replace(/^(?:" ?)+|(?: ?")+$/g, "");
  return [whole, bare].filter((wording, index, all) => wording !== "" && all.indexOf(wording) === index);
}

/** Turns the canonical wording of a quote into a pattern for canonical text. Linear: nothing in it repeats. */
function patternOf(wording: string): RegExp {
  const source = wording.replace(
    /(?<hyphen>-) ?|(?<word>\ue000)|(?<kept>\ue001)|(?<=\p{L}\p{M}*)(?<small>\p{Ll})|(?<other>[\s\S])/gu,
    (
      part,
      _hyphen,
      _word,
      _kept,
      _small,
      _other,
      _offset,
      _all,
      groups: Readonly<Record<string, string | undefined>>,
    ) => {
      if (groups.hyphen !== undefined) return part === "- " ? "(?:- |[\\ue000\\ue001])" : "[-\\ue000\\ue001]";
      if (groups.word !== undefined) return "(?:\\ue000|- ?)?";
      if (groups.kept !== undefined) return "(?:\\ue001|- ?)";
      if (groups.small !== undefined) return `\\ue000?${part}`;
      return part.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
    },
  );
  return new RegExp(source, "gu");
}

const endsInWord = /[\p{L}\p{N}\p{M}]$/u;
const startsWithWord = /^[\p{L}\p{N}\p{M}]/u;
/** The second part of "10 000". */
const startsWithGroup = /^\d{3}(?![\p{L}\d])/u;

/** A word or number of the text that began before `index` goes on there. */
function continuesBefore(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 5), index);
  const after = text.slice(index, index + 5);
  if (!startsWithWord.test(after)) return false;
  if (endsInWord.test(before) || /[\ue000\ue001]$/.test(before)) return true;
  if (/[\p{L}\p{N}\p{M}][-"]$/u.test(before)) return true;
  if (startsWithGroup.test(after) && /(?<![\p{L}\d])\d{1,3} $/u.test(before)) return true;
  return /^\p{N}/u.test(after) && /(?:\p{N}[.,:/]|[-+])$/u.test(before);
}

/** The word or number of the text that ends at `index` goes on after it. */
function continuesAfter(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 5), index);
  const after = text.slice(index, index + 5);
  if (!endsInWord.test(before)) return false;
  if (startsWithWord.test(after) || /^[\ue000\ue001]/.test(after)) return true;
  if (/^[-"][\p{L}\p{N}]/u.test(after)) return true;
  if (/(?<![\p{L}\d])\d{1,3}$/u.test(before) && after[0] === " " && startsWithGroup.test(after.slice(1))) return true;
  return /\p{N}$/u.test(before) && /^[.,:/]\p{N}/u.test(after);
}
