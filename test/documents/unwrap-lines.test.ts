import { describe, expect, it } from "vitest";
import { joinLines, unwrapLines } from "../../src/documents/unwrap-lines.js";

describe("joinLines", () => {
  it.each([
    ["die Verwal-", "tung", "die Verwaltung"],
    ["Ein-", "und Ausgabe", "Ein- und Ausgabe"],
    ["Ein- und", "Ausgabe", "Ein- und Ausgabe"],
    ["ein-", "bzw. zweimal", "ein- bzw. zweimal"],
    ["in-", "and output", "in- and output"],
    ["die Werk-", "statt", "die Werkstatt"],
    ["den-", "noch", "dennoch"],
    ["IT-", "Dienstleister", "IT-Dienstleister"],
    ["IT-", "gestützt", "IT-gestützt"],
    ["2020-", "2021", "2020-2021"],
    ["Termine -", "ab Mai", "Termine - ab Mai"],
    ["das Amt", "hilft", "das Amt hilft"],
  ])("joins %j and %j", (line, next, expected) => {
    expect(joinLines(line, next)).toBe(expected);
  });
});

describe("unwrapLines", () => {
  it("makes one line of a paragraph that an editor wrapped", () => {
    const wrapped = [
      "Die Stadt betreibt ihre Server in einem eigenen Haus am Rand",
      "des Gewerbegebiets und lässt sie Tag und Nacht von zwei Ver-",
      "waltungen gemeinsam überwachen.",
    ];
    expect(unwrapLines(wrapped.join("\n"))).toBe(
      "Die Stadt betreibt ihre Server in einem eigenen Haus am Rand des Gewerbegebiets und lässt sie Tag und Nacht von zwei Verwaltungen gemeinsam überwachen.",
    );
  });

  it("joins two lines only if the second goes on in lower case", () => {
    const first = "Anträge nimmt die Stelle im Erdgeschoss des Rathauses";
    expect(unwrapLines(`${first}\nentgegen.`)).toBe(`${first} entgegen.`);
    expect(unwrapLines(`${first}\nMontag bis Freitag`)).toBe(`${first}\nMontag bis Freitag`);
  });

  it.each([
    [
      "one sentence per line",
      "Die Mittelschule geht bis zur zehnten Klasse.\nSie bereitet auf einen Beruf vor.\nDer Sprengel entscheidet, welche Schule es ist.",
    ],
    [
      "sentences of the same length",
      "Das Amt öffnet montags um acht Uhr und schließt um zwölf.\nDas Amt öffnet dienstags um neun Uhr, schließt um eins.\nDas Amt öffnet mittwochs um acht Uhr, schließt um zwei.",
    ],
    [
      "fragments",
      "Dachauer Straße 192\nMontag bis Freitag 10:00 - 19:00\nWeißer Rabe soziale Betriebe und Dienste GmbH\nSecond-Hand-Bekleidungsgeschäft",
    ],
    [
      "columns",
      "Jahr der Anschaffung     Betrag in Euro     Amt\n2022 und davor           1.200              Schulamt\n2023                     800                Bauamt",
    ],
  ])("keeps the newlines of %s", (_, text) => {
    expect(unwrapLines(text)).toBe(text);
  });

  it("unwraps each list item and keeps items apart", () => {
    const list = "- Laptop mit verschlüsselter Festplatte, auch für die\n  Arbeit unterwegs\n- Telefon";
    expect(unwrapLines(list)).toBe("- Laptop mit verschlüsselter Festplatte, auch für die Arbeit unterwegs\n- Telefon");
  });

  it("does not take a date at the beginning of a line for a list item", () => {
    const text = [
      "Der gemeinsame Betrieb der beiden Rechenzentren begann am",
      "1. Januar 2020 und wurde im Kreistag einstimmig beschlossen",
      "worden.",
    ];
    expect(unwrapLines(text.join("\n"))).toBe(text.join(" "));
  });

  it("makes a cut word whole where lines stay lines", () => {
    expect(unwrapLines("Amt für Verwal-\ntung\nRaum 3")).toBe("Amt für Verwaltung\nRaum 3");
  });
});
