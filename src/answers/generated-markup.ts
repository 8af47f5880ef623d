/** Characters that show nothing but can hide or turn round text: control, format, private and unassigned ones. */
export function hasInvisible(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/u.test(text);
}

const markupPatterns: readonly RegExp[] = [
  // Addresses of pages and mail, with or without a scheme.
  /\b[a-z][a-z0-9+.-]*:\/\/\S+|\bwww\.\S+|\b(?:javascript|data|mailto|tel|tg):\S+/giu,
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+/gu,
  /(?<![\p{L}\p{N}])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?![\p{L}\p{N}])(?:[/:?#][^\s)]*)?/gu,
  // HTML, Markdown, LaTeX.
  /<\/?[a-z!][^>]*>?|&#?\w+;|`+|\*\*|__|\]\(|!\[|\$\$|\\[a-z(]+|^(?:#{1,6}|>|[-*+•]|\|)\s/giu,
  // Chats make links of people, channels, topics and commands.
  /(?<![\p{L}\p{N}])[@#][\p{L}\p{N}_]+|(?<![\p{L}\p{N}/])\/[a-z_]{2,}/giu,
  // Commands of shells.
  /(?<!\S)(?:sudo|curl|wget|rm|npm|pip|powershell)\s+\S+|(?<!\S)--?[a-z][\w-]+/giu,
];

/** Lists links, markup and commands of a text that the passage does not have: nobody is led where no document leads. */
export function foreignMarkup(text: string, passage: string): readonly string[] {
  const found = markupPatterns.flatMap((pattern) => text.match(pattern) ?? []);
  return found.filter((markup) => !standsIn(passage, markup.replace(/[.,;:!?)"'“”]+$/u, "") || markup));
}

/** Whether a text holds markup whole: `owl-it.example` and `it.example/start` are no part of `owl-it.example/start`. */
function standsIn(text: string, markup: string): boolean {
  for (let at = text.indexOf(markup); at >= 0; at = text.indexOf(markup, at + 1)) {
    const goesOn =
      (/^[\p{L}\p{N}@#/]/u.test(markup) && /[\p{L}\p{N}_@.%+-]$/u.test(text.slice(0, at))) ||
      (/[\p{L}\p{N}_]$/u.test(markup) && /^[-.@:/?#=&%+~]*[\p{L}\p{N}_]/u.test(text.slice(at + markup.length)));
    if (!goesOn) return true;
  }
  return false;
}
