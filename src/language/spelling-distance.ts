/** What one slip costs; those that people make without noticing count half. */
const SLIP = 1;
const EASY_SLIP = 0.5;

/** The first letter is rarely wrong. */
const FIRST_LETTER = 0.5;

/** Letters that sound alike: "Vorum" and "Forum", "Rad" and "Rat". */
const ALIKE = new Set(["fv", "dt", "gk", "bp", "ck", "sz", "cz", "iy", "vw"]);

/** Silent or lengthening letters by the letter beside which they are left out or added: "Fürer", "Spize", "Digitak", "wider". */
const SILENT_AFTER: Readonly<Record<string, string>> = { h: "aeioutrp", e: "i", t: "d" };
const SILENT_BEFORE: Readonly<Record<string, string>> = { c: "k", t: "z", d: "t" };

/**
 * How far a typed word is from a word, in slips of typing and spelling: Damerau-Levenshtein distance in its restricted form,
 * where doubled letters, silent letters and letters that sound alike count half.
 *
 * @param typed Both in the spelling of `normaliseWord`, so that "ä" and "ae", "ß" and "ss" do not differ.
 * @param limit From here on the exact distance does not matter.
 * @returns Slips; more than `limit` where there are more.
 */
export function spellingDistance(typed: string, word: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = [0];
  for (let j = 1; j <= word.length; j += 1) last.push((last[j - 1] ?? 0) + extraCost(word, j - 1));
  for (let i = 1; i <= typed.length; i += 1) {
    const row = [(last[0] ?? 0) + extraCost(typed, i - 1)];
    let least = row[0] ?? 0;
    for (let j = 1; j <= word.length; j += 1) {
      let cost = Math.min(
        (last[j] ?? 0) + extraCost(typed, i - 1),
        (row[j - 1] ?? 0) + extraCost(word, j - 1),
        (last[j - 1] ?? 0) + exchangeCost(typed, i - 1, word, j - 1),
      );
      if (typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1] && i > 1 && j > 1) {
        const swap = SLIP + (i === 2 && j === 2 ? FIRST_LETTER : 0);
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + swap);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return least;
    beforeLast = last;
    last = row;
  }
  return last[word.length] ?? 0;
}

/** Of a letter that only one of both words has. */
function extraCost(text: string, at: number): number {
  const letter = text[at] ?? "";
  const before = text[at - 1] ?? "";
  const after = text[at + 1] ?? "";
  if (letter === before || SILENT_AFTER[letter]?.includes(before || " ")) return EASY_SLIP;
  if (SILENT_BEFORE[letter]?.includes(after || " ")) return EASY_SLIP;
  return at === 0 ? SLIP + FIRST_LETTER : SLIP;
}

function exchangeCost(typed: string, i: number, word: string, j: number): number {
  const a = typed[i] ?? "";
  const b = word[j] ?? "";
  if (a === b) return 0;
  const cost = ALIKE.has(a < b ? a + b : b + a) ? EASY_SLIP : SLIP;
  return i === 0 && j === 0 ? cost + FIRST_LETTER : cost;
}
