import type { Language, Span } from "../language/language.js";

/** Who may read a document. Citizens read `citizen` documents only; employees read both kinds. */
export type Audience = "citizen" | "employee";

/** A heading of a document; `start` is the UTF-16 offset of its first character in the document's text. */
export interface Heading {
  /** 1 (title) to 6. */
  readonly level: number;
  readonly text: string;
  readonly start: number;
}

/** The part of a document's text that stands on one page; pages are numbered from 1. */
export interface Page extends Span {
  readonly number: number;
}

/** What a file says about itself, in YAML front matter or in a sidecar `NAME.ext.yaml`; keys as people write them. */
export interface FrontMatter {
  readonly title?: string | undefined;
  /** Publication the content comes from. */
  readonly source?: string | undefined;
  /** Where the publication can be read: http or https. */
  readonly url?: string | undefined;
  readonly publisher?: string | undefined;
  /** When it was published: ISO date, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date?: string | undefined;
  readonly valid_from?: string | undefined;
  readonly valid_until?: string | undefined;
  /** Path of the document, or name of the body, that takes its place. */
  readonly superseded_by?: string | undefined;
  readonly audience?: Audience | undefined;
  readonly language?: Language | undefined;
}

/** What is known about a document without its text. */
export interface DocumentInfo {
  /** Path below the corpus folder with `/` between folders, NFC: the document's name in every citation. */
  readonly path: string;
  readonly title: string;
  readonly language: Language;
  readonly audience: Audience;
  readonly frontMatter: FrontMatter;
  /** `sha256:` and the hexadecimal hash of the text as UTF-8. */
  readonly textHash: string;
}

/** A file of the corpus as plain text. Quotes are compared with `text`, character by character. */
export interface Document extends DocumentInfo {
  /** NFC, `\n` line ends, no soft hyphens, no control or zero-width characters, never empty. */
  readonly text: string;
  /** In the order of the text. */
  readonly headings: readonly Heading[];
  /** In the order of the text; null where the format has no pages. */
  readonly pages: readonly Page[] | null;
}
