import type { Language } from "../language/language.js";

const NEGATION: Readonly<Record<Language, RegExp>> = {
  de: /(?<!\p{L})(?:nicht(?!\s+nur)|nichts|nie|niemals|niemand(?:em|en)?|nirgends?|kein(?:e[nrsm]?|erlei|esfalls|eswegs)?|weder|ohne|falsch|unwahr|untersagt|verboten|unzulässig|unmöglich|ausgeschlossen|entfällt|entfallen)(?!\p{L})/iu,
  en: /(?<!\p{L})(?:not(?!\s+only)|nothing|never|nobody|none|nowhere|neither|nor|no(?!\s*\.?\s*\d)|without|cannot|false|untrue|forbidden|prohibited|impossible|excluded)(?!\p{L})|n['’]t(?!\p{L})/iu,
};

/**
 * Whether a text denies something, by a word that denies.
 *
 * "nicht nur ... sondern auch" and "No. 5" deny nothing.
 */
export function isNegated(text: string, language: Language): boolean {
  return NEGATION[language].test(text);
}
