import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  coarsenDate,
  datePoint,
  formatDate,
  formatIsoDate,
  isoDate,
  monthNames,
} from "../../../src/answers/headline/dates.js";
import { findDates } from "../../../src/answers/headline/find-dates.js";

const languages = ["de", "en"] as const;

function written(text: string, language: "de" | "en"): readonly string[] {
  return findDates(text).map(({ date }) => formatDate(date, language));
}

/** The ISO date of a text that is nothing but one date; null for anything else. */
function read(text: string): string | null {
  const [found, second] = findDates(text);
  return found === undefined || second || found.start > 0 || found.end < text.length ? null : isoDate(found.date);
}

describe("formatIsoDate", () => {
  it.each([
    ["2020-01-01", "1. Januar 2020", "1 January 2020"],
    ["2017-12", "Dezember 2017", "December 2017"],
    ["2016", "2016", "2016"],
  ])("writes %s for readers of both languages", (iso, german, english) => {
    expect(formatIsoDate(iso, "de")).toBe(german);
    expect(formatIsoDate(iso, "en")).toBe(english);
  });

  it("leaves alone what is no ISO date", () => {
    expect(formatIsoDate("2020-02-31", "de")).toBe("2020-02-31");
    expect(formatIsoDate("bald", "en")).toBe("bald");
  });
});

describe("a text that is a date", () => {
  it("is read back, every day as it is written, in both languages", () => {
    const days = fc.record({
      year: fc.integer({ min: 1100, max: 2099 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      language: fc.constantFrom(...languages),
    });
    fc.assert(
      fc.property(days, ({ year, month, day, language }) => {
        const iso = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        expect(read(formatIsoDate(iso, language))).toBe(iso);
        expect(read(iso)).toBe(iso);
        expect(read(formatIsoDate(iso.slice(0, 7), language))).toBe(iso.slice(0, 7));
      }),
    );
  });

  it.each([
    ["10.05.2022", "2022-05-10"],
    ["3.7.17", "2017-07-03"],
    ["May 3, 2018", "2018-05-03"],
    ["3rd of May 2018", "2018-05-03"],
    ["März 2021", "2021-03"],
    ["1998", "1998"],
  ])("is read (%s)", (text, iso) => {
    expect(read(text)).toBe(iso);
  });

  it.each(["31. Juni 2020", "am 1. Januar 2020", "5. Mai", "27. und 28. Juli 2017", "Ende 2019", "krz", ""])(
    "is not what is no single full date (%j)",
    (text) => {
      expect(read(text)).toBeNull();
    },
  );
});

describe("findDates", () => {
  it.each([
    ["Seit dem 1. Januar 2020 läuft der Betrieb.", "1. Januar 2020", "1 January 2020"],
    ["Die Tagung am 27. und 28. Juli 2017 war gut besucht.", "27. und 28. Juli 2017", "27 and 28 July 2017"],
    ["Am 27./28. Juli 2017 tagte der Beirat.", "27. und 28. Juli 2017", "27 and 28 July 2017"],
    ["vom 28. Februar bis 2. März 2018", "28. Februar bis 2. März 2018", "28 February to 2 March 2018"],
    ["Die Schulung läuft vom 10.–12.05.2022.", "10. bis 12. Mai 2022", "10 to 12 May 2022"],
    ["Der Umzug endete im Dezember 2017.", "Dezember 2017", "December 2017"],
    ["Anfang 2018 begann der Umbau.", "Anfang 2018", "early 2018"],
    ["Bis Ende 2022 folgen alle Schulen.", "bis Ende 2022", "until end of 2022"],
    ["seit Mitte März 2021", "Mitte März 2021", "mid-March 2021"],
    ["Im Herbst 2015 kam die Glasfaser.", "Herbst 2015", "autumn 2015"],
    ["im ersten Quartal 2018", "1. Quartal 2018", "first quarter of 2018"],
    ["in the second half of 2019", "2. Halbjahr 2019", "second half of 2019"],
    ["von 2008 bis 2012", "2008 bis 2012", "2008 to 2012"],
    ["zwischen 2010 und 2014", "zwischen 2010 und 2014", "between 2010 and 2014"],
    ["Im Haushalt 2012/13 stehen Mittel bereit.", "2012 bis 2013", "2012 to 2013"],
    ["kurz nach 1975", "nach 1975", "after 1975"],
    ["in den 1970er-Jahren", "1970er-Jahre", "1970s"],
    ["im 19. Jahrhundert", "19. Jahrhundert", "19th century"],
    ["Die Wahl ist im Mai.", "Mai", "May"],
  ])("finds the date of %j", (text, german, english) => {
    expect(written(text, "de")).toEqual([german]);
    expect(written(text, "en")).toEqual([english]);
  });

  it.each([
    "2000 Gäste kamen.",
    "about 1500 guests came",
    "Windows Server 2019 läuft auf 30 Rechnern.",
    "Die Stadt hat 1.345.596 Einwohner.",
    "Verordnung (EU) 2016/679",
    "um 17:27 Uhr, Version 2.0, Platz 5.",
    "You may march on.",
  ])("finds no date in %j", (text) => {
    expect(written(text, "de")).toEqual([]);
  });

  it("gives spans that lie in order, apart and inside the text", () => {
    const pieces = fc.constantFrom(
      "am 3. Mai 2019",
      "2016",
      "10.05.2022",
      "bis",
      "und",
      "im Juli",
      "–",
      "Lemgo",
      "1999/2000",
      "12",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join(" ");
        let end = 0;
        for (const span of findDates(text)) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe("datePoint and coarsenDate", () => {
  it("know the length of every month", () => {
    expect(datePoint(2023, 2, 29)).toBeNull();
    expect(datePoint(2024, 2, 29)).toEqual({ unit: "day", year: 2024, month: 2, day: 29 });
    expect(datePoint(null, 13, null)).toBeNull();
    expect(monthNames.de).toHaveLength(12);
  });

  it("reduce a day to its year, but only where the text gives one", () => {
    const [full] = findDates("am 27. und 28. Juli 2017");
    const [bare] = findDates("am 3. Mai");
    expect(full && coarsenDate(full.date, "year")?.points).toEqual([{ unit: "year", year: 2017 }]);
    expect(bare && coarsenDate(bare.date, "year")).toBeNull();
  });
});
