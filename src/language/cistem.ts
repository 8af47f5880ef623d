/**
 * Stems a German word with CISTEM, in its case-insensitive variant.
 *
 * @param word Lower case; umlauts may be folded already.
 * @returns Folded letters, never fewer than three unless the word has fewer; "speicherbehältern" gives `speicherbehal`.
 * @see Weißweiler and Fraser, "Developing a Stemmer for German Based on a Comparative Analysis of Publicly Available
 * Stemmers", GSCL 2017
 */
export function stemGerman(word: string): string {
  let stem = word
    .replaceAll("ä", "a")
    .replaceAll("ö", "o")
    .replaceAll("ü", "u")
    .replaceAll("ß", "ss")
    .replace(/^ge(?=.{4})/u, "")
    .replaceAll("sch", "$")
    .replaceAll("ei", "%")
    .replaceAll("ie", "&")
    .replace(/(.)\1/gu, "$1*");
  for (let length = 0; stem.length > 3 && stem.length !== length; ) {
    length = stem.length;
    if (length > 5) stem = stem.replace(/(?:e[mr]|nd)$/, "");
    if (stem.length === length) stem = stem.replace(/[tesn]$/, "");
  }
  return stem.replace(/(.)\*/gu, "$1$1").replaceAll("%", "ei").replaceAll("&", "ie").replaceAll("$", "sch");
}
