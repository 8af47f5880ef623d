import type { Language } from "../../language/language.js";

/** What a measured amount measures. */
export type UnitKind = "percent" | "money" | "duration" | "length" | "area" | "data" | "weight" | "energy";

/** A unit of measure with its spellings; the first of each language is the one written in a headline. */
export interface Unit {
  readonly kind: UnitKind;
  readonly names: Readonly<Record<Language, readonly string[]>>;
}

/** Units that amounts in municipal texts come in. Names are compared as whole words, without regard to case. */
export const units: readonly Unit[] = [
  unit("percent", "Prozent %", "percent % pct"),
  unit("money", "Euro € EUR", "euros € EUR euro"),
  unit("money", "US-Dollar Dollar $ USD", "dollars $ USD dollar"),
  unit("money", "Pfund £", "pounds £ pound"),
  unit("duration", "Sekunden Sekunde", "seconds second"),
  unit("duration", "Minuten Minute Min.", "minutes minute min"),
  unit("duration", "Stunden Stunde Std.", "hours hour"),
  unit("duration", "Tage Tag Tagen Werktage Werktagen Arbeitstage Arbeitstagen Kalendertage", "days day"),
  unit("duration", "Wochen Woche", "weeks week"),
  unit("duration", "Monate Monat Monaten", "months month"),
  unit("duration", "Jahre Jahr Jahren", "years year"),
  unit("length", "Kilometer km Kilometern", "kilometres km kilometers kilometre kilometer"),
  unit("length", "Meter m Metern", "metres m meters metre meter"),
  unit("length", "Zentimeter cm", "centimetres cm centimeters"),
  unit("length", "Meilen Meile", "miles mile mi"),
  unit("area", "Quadratmeter m² qm m2 Quadratmetern", "square-metres m² sqm"),
  unit("area", "Quadratkilometer km² km2 qkm", "square-kilometres km² km2"),
  unit("area", "Quadratmeilen", "square-miles"),
  unit("area", "Hektar ha", "hectares ha hectare"),
  unit("data", "Mbit/s MBit/s Mbps", "Mbit/s Mbps"),
  unit("data", "Gbit/s GBit/s Gbps Gigabit", "Gbit/s Gbps gigabit"),
  unit("data", "Megabyte MB", "megabytes MB megabyte"),
  unit("data", "Gigabyte GB", "gigabytes GB gigabyte"),
  unit("data", "Terabyte TB", "terabytes TB terabyte"),
  unit("data", "Petabyte PB", "petabytes PB petabyte"),
  unit("weight", "Kilogramm kg", "kilograms kg kilogram"),
  unit("weight", "Tonnen Tonne t", "tonnes tons t ton tonne"),
  unit("energy", "Kilowattstunden kWh", "kilowatt-hours kWh"),
  unit("energy", "Megawattstunden MWh", "megawatt-hours MWh"),
  unit("energy", "Kilowatt kW", "kilowatts kW"),
  unit("energy", "Megawatt MW", "megawatts MW"),
];

const unitOfName = new Map(
  units.flatMap((entry) => [...entry.names.de, ...entry.names.en].map((name) => [name.toLowerCase(), entry] as const)),
);

/** The unit that a word of a text names, in either language. */
export function unitNamed(word: string): Unit | null {
  return unitOfName.get(word.toLowerCase()) ?? null;
}

function unit(kind: UnitKind, german: string, english: string): Unit {
  const spaced = english.split(" ").map((name) => name.replace(/^(square|kilowatt|megawatt)-/, "$1 "));
  return { kind, names: { de: german.split(" "), en: spaced } };
}
