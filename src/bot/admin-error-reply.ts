import { AuskunftError, IndexUnavailableError } from "../errors.js";
import type { Language } from "../language/language.js";
import { ADMIN_PHRASES } from "./admin-phrases.js";

/**
 * What an administrator is told of an error: what is wrong and what to do, in the chat or on the server; in English where
 * it is a matter of the server's settings, which are described in English alone.
 */
export function adminErrorReply(error: unknown, language: Language): string {
  const phrases = ADMIN_PHRASES[language];
  if (error instanceof IndexUnavailableError) return phrases.noIndex;
  if (error instanceof Error && "code" in error && error.code === "ENOSPC") return phrases.diskFull;
  return error instanceof AuskunftError ? error.words[language] : phrases.unknownReason;
}
