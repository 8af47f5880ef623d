import type { Language } from "../language/language.js";

/** A duration as people write it, rounded up. Examples: `40 Sekunden`, `3 Minuten`. */
export function writeDuration(milliseconds: number, language: Language): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  const [count, unit] = seconds < 90 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  const format = { style: "unit", unit, unitDisplay: "long" } as const;
  return new Intl.NumberFormat(language === "de" ? "de-DE" : "en-GB", format).format(count);
}
