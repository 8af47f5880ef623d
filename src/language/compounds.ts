/** Shortest word that is split, and shortest part, in letters. */
const SHORTEST_WORD = 8;
const SHORTEST_PART = 4;
const MOST_PARTS = 4;

/** Longer words are no compounds but addresses, keys or noise. */
const LONGEST_WORD = 80;

/** How often the corpus must hold a word for it to be a part. */
const LEAST_FREQUENCY = 2;

/** Sums of the same logarithms may differ in their last digits. */
const ROUNDING = 1e-9;

const LINKS = ["", "s", "es", "n", "en", "e", "er"] as const;

/** The best way to cover a beginning of the word with a number of parts. */
interface Cover {
  readonly score: number;
  readonly parts: readonly string[];
}

/**
 * Makes a splitter of German compounds that knows no dictionary but the corpus itself.
 *
 * A word of at least 8 letters is cut into 2 to 4 parts of at least 4 letters that occur at least twice in the corpus, with the
 * linking elements s, es, n, en, e, er dropped between them. Of all such cuts the one with the highest mean log(1 + frequency)
 * is taken, then the one with the fewest parts.
 *
 * @param frequencyOf Occurrences of a word in the corpus, in the spelling of `normaliseWord`; 0 if unknown.
 * @returns A function from a normalised word to its parts; none if the word is no compound. `rechenzentrumsbetrieb` gives
 * `rechenzentrum`, `betrieb`.
 */
export function createCompoundSplitter(frequencyOf: (word: string) => number): (word: string) => readonly string[] {
  return (word) => {
    if (word.length < SHORTEST_WORD || word.length > LONGEST_WORD || !/^\p{L}+$/u.test(word)) return [];
    return bestCover(word, frequencyOf)?.parts ?? [];
  };
}

/**
 * Which words are split otherwise where the frequencies are others.
 *
 * @param before Frequencies of all words in the spelling of `normaliseWord`; only words of these are looked at.
 * @param after The other frequencies; a word that is not there has none.
 */
export function listWordsSplitAnew(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): readonly string[] {
  const changed = new Set([...before.keys(), ...after.keys()].filter((word) => before.get(word) !== after.get(word)));
  const splitBefore = createCompoundSplitter((word) => before.get(word) ?? 0);
  const splitAfter = createCompoundSplitter((word) => after.get(word) ?? 0);
  return [...before.keys()].filter(
    (word) => holdsPart(word, changed) && splitBefore(word).join(" ") !== splitAfter(word).join(" "),
  );
}

function holdsPart(word: string, parts: ReadonlySet<string>): boolean {
  for (let start = 0; start + SHORTEST_PART <= word.length; start += 1) {
    for (let end = start + SHORTEST_PART; end <= word.length; end += 1) {
      if (parts.has(word.slice(start, end))) return true;
    }
  }
  return false;
}

function bestCover(word: string, frequencyOf: (word: string) => number): Cover | undefined {
  let best: Cover | undefined;
  let covers = new Map<number, Cover>([[0, { score: 0, parts: [] }]]);
  const partsFrom = new Map<number, readonly Part[]>();
  for (let count = 1; count <= MOST_PARTS; count += 1) {
    const longer = new Map<number, Cover>();
    for (const [start, cover] of covers) {
      const parts = partsFrom.get(start) ?? listParts(word, start, frequencyOf);
      partsFrom.set(start, parts);
      for (const { text, weight } of parts) {
        const score = cover.score + weight;
        const end = start + text.length;
        const extend = (): Cover => ({ score, parts: [...cover.parts, text] });
        if (end === word.length) {
          if (count > 1 && (best === undefined || score / count > mean(best) + ROUNDING)) best = extend();
          continue;
        }
        for (const link of LINKS) {
          const reached = end + link.length;
          if (word.length - reached < SHORTEST_PART || !word.startsWith(link, end)) continue;
          if (score > (longer.get(reached)?.score ?? -1)) longer.set(reached, extend());
        }
      }
    }
    covers = longer;
  }
  return best;
}

function mean({ score, parts }: Cover): number {
  return score / parts.length;
}

interface Part {
  readonly text: string;
  /** log(1 + frequency) */
  readonly weight: number;
}

/** Every part that may begin at an offset; the whole word is none. */
function listParts(word: string, start: number, frequencyOf: (word: string) => number): readonly Part[] {
  const parts: Part[] = [];
  for (let end = start + SHORTEST_PART; end <= word.length; end += 1) {
    if (end - start === word.length || (end < word.length && word.length - end < SHORTEST_PART)) continue;
    const text = word.slice(start, end);
    const frequency = frequencyOf(text);
    if (frequency >= LEAST_FREQUENCY) parts.push({ text, weight: Math.log(1 + frequency) });
  }
  return parts;
}
