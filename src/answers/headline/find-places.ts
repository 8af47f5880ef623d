import type { Language, Span } from "../../language/language.js";
import { firstNames } from "./first-names.js";
import { isFunctionWord, looksLikeGermanNoun, notBody } from "./name-words.js";

/** The name of a place in a text, without its preposition. */
export interface PlaceSpan extends Span {
  /** Whether the place is a known one or announced by a word such as "Standort"; else only "in" stands before it. */
  readonly certain: boolean;
}

const known = new Set(
  `Aachen Augsburg Augustdorf Bad Barntrup Berlin Bielefeld Blomberg Bochum Bonn Borgholzhausen Brakel Brandenburg Braunschweig
  Bremen Bremerhaven Brüssel Bünde Chemnitz Cottbus Darmstadt Delbrück Detmold Dortmund Dörentrup Dresden Duisburg Düsseldorf
  Enger Erfurt Erlangen Espelkamp Essen Extertal Frankfurt Freiburg Fürth Gelsenkirchen Göttingen Gütersloh Hagen Halle Hamburg
  Hamm Hannover Heidelberg Herford Herne Hiddenhausen Hille Hövelhof Höxter Hüllhorst Ingolstadt Jena Kalletal Karlsruhe Kassel
  Kiel Kirchlengern Koblenz Köln Krefeld Lage Lage Leipzig Lemgo Leopoldshöhe Leverkusen Lichtenau Lippstadt Lübbecke Lübeck
  Lügde Magdeburg Mainz Mannheim Marsberg Minden Mönchengladbach München Münster Nieheim Nürnberg Oberhausen Oerlinghausen
  Offenbach Oldenburg Osnabrück Paderborn Petershagen Potsdam Rahden Regensburg Rietberg Rödinghausen Rostock Saarbrücken
  Salzkotten Schieder-Schwalenberg Schlangen Schwerin Siegen Siegburg Soest Spenge Stemwede Steinheim Stuttgart Trier Ulm Verl
  Versmold Vlotho Warburg Wiesbaden Willebadessen Wolfsburg Wuppertal Würzburg Bayern Baden-Württemberg Hessen Niedersachsen
  Nordrhein-Westfalen Rheinland-Pfalz Saarland Sachsen Sachsen-Anhalt Schleswig-Holstein Thüringen Mecklenburg-Vorpommern
  Ostwestfalen-Lippe Ostwestfalen Westfalen Lippe Minden-Lübbecke Deutschland Germany Österreich Austria Schweiz Switzerland
  Frankreich France England Großbritannien Britain Italien Italy Spanien Spain Polen Poland Niederlande Netherlands Belgien
  Belgium Dänemark Denmark Schweden Sweden Europa Europe Wien Vienna Zürich Zurich Paris London Rom Rome Madrid Prag Prague
  Amsterdam Luxemburg Luxembourg Munich Cologne Nuremberg Hanover Bavaria Saxony Hesse Westphalia Norwegen Norway Finnland
  Finland Russland Russia China Japan Indien India Kanada Canada Australien Australia Amerika America Afrika Africa Asien Asia`.split(
    /\s+/,
  ),
);
known.delete("Bad");

const proper = "\\p{Lu}\\p{Ll}+(?:-\\p{Lu}\\p{Ll}+)*";
const placeName = `(?:Bad\\s|St\\.\\s|Sankt\\s|New\\s|San\\s)?${proper}(?:/${proper}|\\s(?:am\\s|an\\sder\\s|im\\s)${proper})?`;
const announced = new RegExp(
  `(?<![\\p{L}])(?:Standort(?:e|en)?|Landkreis(?:es)?|Ortsteil|Stadtteil|Gewerbegebiet|Industriepark|Technologiepark)\\s(?:in\\s)?(${placeName})`,
  "gu",
);
const afterPreposition = new RegExp(
  `(?<![\\p{L}])(?:[Ii]n|[Nn]ach|[Aa]us|[Bb]ei|[Aa]t|[Nn]ear|[Ff]rom|[Tt]o)\\s(${placeName})(?!\\p{L}|-)`,
  "gu",
);
const building = new RegExp(
  `(?<![\\p{L}])(?:[Ii]m|[Ii]n\\sder|[Ii]n\\sdie|[Aa]m|[Aa]n\\sder)\\s((?:${proper}\\s)?\\p{Lu}[\\p{L}-]*(?:halle|haus|museum|saal|straße|platz|schule|hotel|schloss|stadion|zentrum|theater|park)(?:\\s${proper})?)(?!\\p{L})`,
  "giu",
);

/**
 * Finds places: known names and names after "in", "aus", "at", "am Standort", "im Ortsteil", and buildings after "im".
 *
 * "in Betrieb", "in Kürze" and "in Zusammenarbeit" are no places: a German word that is built like a noun never counts.
 */
export function findPlaces(text: string, language: Language): readonly PlaceSpan[] {
  const found: PlaceSpan[] = [];
  const add = (match: RegExpExecArray, certain: boolean): void => {
    const name = match[1] ?? match[0];
    const start = match.index + match[0].length - name.length;
    const place = { start, end: start + name.length, certain };
    if (!found.some((other) => place.start < other.end && other.start < place.end)) found.push(place);
  };
  for (const match of text.matchAll(announced)) add(match, true);
  for (const match of text.matchAll(afterPreposition)) {
    const name = match[1] ?? "";
    const [first] = name.split(/[\s/]/);
    if (isKnown(name)) add(match, true);
    else if (first && isPlausible(first, language) && !/^\s\p{Lu}/u.test(text.slice(match.index + match[0].length)))
      add(match, false);
  }
  for (const match of text.matchAll(building))
    if (language === "de" && /^\p{Lu}/u.test(match[1] ?? "")) add(match, true);
  for (const match of text.matchAll(new RegExp(`(?<![\\p{L}-])${placeName}(?![\\p{L}-])`, "gu"))) {
    if (isKnown(match[0])) add(match, true);
  }
  return found.sort((a, b) => a.start - b.start);
}

function isKnown(name: string): boolean {
  return /^(?:Bad|St\.|Sankt)\s/.test(name) || known.has(name.split(/[/\s]/)[0] ?? "") || known.has(name);
}

const notPlaces =
  /^(?:Kraft|Betrieb|Form|Folge|Höhe|Kürze|Zukunft|Zusammenarbeit|Sachen|Bezug|Auftrag|Frage|Sicht|Anspruch|Angriff|Planung|Bearbeitung|Echtzeit|Teilen|Summe|Anlehnung|Bewegung|Absprache|Ordnung|Kooperation|Verbindung|Präsenz|Vollzeit|Teilzeit|Eigenregie|Papierform|Ruhe|Not|Bedarf|Wunsch|Angaben|Ansicht|Hause|Sicht|Gründen|Erfahrung|Mitteln|Quellen|Fragen|Interesse|Problemen|Störungen|Ausfall|Verlust|Rente|Armut|Gefahr|Massen|Richtung|Schritten|Stufen|Phasen|Gruppen|Workshops|Papier|Deutsch|Englisch)/;

function isPlausible(word: string, language: Language): boolean {
  if (isFunctionWord(word) || notBody.has(word) || firstNames.has(word)) return false;
  return language === "en" || !(looksLikeGermanNoun(word) || notPlaces.test(word) || /(?:en|er|e)$/.test(word));
}
