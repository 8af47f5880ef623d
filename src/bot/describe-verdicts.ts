import { VERDICTS, type Verdict } from "../conversations/feedback.js";
import type { Language } from "../language/language.js";
import { BUTTON_PHRASES } from "./button-phrases.js";

/** How often each verdict was given, in words. Example: `Hilfreich 3, Falsche Quelle 0, …`. */
export function describeVerdicts(given: Readonly<Partial<Record<Verdict, number>>>, language: Language): string {
  return VERDICTS.map((verdict) => `${BUTTON_PHRASES[language].verdict[verdict]} ${given[verdict] ?? 0}`).join(", ");
}
