/** Characters that show nothing but can hide or turn round text: control, format, private and unassigned ones. */
export function hasInvisible(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/u.test(text);
}

const markupPatterns: readonly RegExp[] = [
  // Addresses of pages and mail, with or without a scheme.
  /\b[a-z][a-z0-9+.-]*:\/\/\S+|\bwww\.\S+|\b(?:javascript|data|mailto|tel|tg):\S+/giu,
  /\S+@\S+|(?<![\p{L}\p{N}])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?![\p{L}\p{N}])/gu,
  // HTML, Markdown, LaTeX.
  /<\/?[a-z!][^>]*>?|&#?\w+;|`+|\*\*|__|\]\(|!\[|\$\$|\\[a-z(]+|^(?:#{1,6}|>|[-*+•]|\|)\s/giu,
  // Commands of chats and shells.
  /(?<!\S)\/[a-z_]{2,}|(?<!\S)(?:sudo|curl|wget|rm|npm|pip|powershell)\s+\S+|(?<!\S)--?[a-z][\w-]+/giu,
];

/** Lists links, markup and commands of a text that the passage does not have: nobody is led where no document leads. */
export function foreignMarkup(text: string, passage: string): readonly string[] {
  const found = markupPatterns.flatMap((pattern) => text.match(pattern) ?? []);
  return found.filter((markup) => !passage.includes(markup.replace(/[.,;:!?)"'“”]+$/u, "") || markup));
}
