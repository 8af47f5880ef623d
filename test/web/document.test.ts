import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { citationAddress } from "../../src/web/links.js";
import { cite, makeDocument, openingHours, openingQuote, report } from "./assistant-double.js";
import { pageOf, type RunningServer, startServer } from "./running-server.js";

let server: RunningServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(() => server.stop());

const view = async (address: string) => pageOf(await server.get(address));

const changedNote = "Das Dokument wurde seit dieser Antwort geändert.";

describe("the source viewer", () => {
  it("marks exactly the quote and lets a link jump to it", async () => {
    const page = await view(citationAddress(cite(openingHours, openingQuote), "de"));
    expect(page("mark").text()).toBe(openingQuote);
    expect(page("mark").attr("id")).toBe("quote");
    expect(page(".stored p").eq(0).text()).toContain("Samstags ist es geschlossen.");
    expect(page(".note").text()).toContain("unverändert");
  });

  it("marks a quote across headings and paragraphs, with one anchor", async () => {
    const quote = "Samstags ist es geschlossen.\n\nTermine\n\nTermine vergibt das Amt über <b>das Portal</b>";
    const page = await view(citationAddress(cite(openingHours, quote), "de"));
    const marks = page("mark").toArray();
    expect(marks.map((mark) => page(mark).text()).join("\n\n")).toBe(quote);
    expect(page("#quote")).toHaveLength(1);
    expect(page(marks[0]).attr("id")).toBe("quote");
    expect(page("h4 mark").text()).toBe("Termine");
    expect(page(".spoken").length).toBe(2);
  });

  it("shows the stored text with headings and paragraphs in the document's language", async () => {
    const page = await view(`/document?${new URLSearchParams({ path: openingHours.path, lang: "en" })}`);
    expect(page("html").attr("lang")).toBe("en");
    expect(page(".stored").attr("lang")).toBe("de");
    expect(page(".stored h3").text()).toBe("Öffnungszeiten des Bürgerbüros");
    expect(page(".stored h4").text()).toBe("Termine");
    expect(page(".stored p").last().text()).toBe(
      "Termine vergibt das Amt über <b>das Portal</b> & am Telefon.\nEin Termin dauert 15 Minuten.",
    );
    expect(page("mark, .note")).toHaveLength(0);
    expect(page("h1")).toHaveLength(1);
  });

  it("shows publisher, date, validity and original", async () => {
    const page = await view(`/document?${new URLSearchParams({ path: openingHours.path })}`);
    const details = page("dl > div")
      .toArray()
      .map((row) => [page(row).find("dt").text(), page(row).find("dd").text()]);
    expect(details).toEqual([
      ["Herausgeber", "Stadt Lemgo"],
      ["Veröffentlichung", "Amtsblatt 3/2025"],
      ["Stand", "1. März 2025"],
      ["Gültig bis", "Dezember 2026"],
      ["Original", "https://www.example.org/zeiten?a=1&b=2"],
      ["Datei", "bürgerbüro/öffnungszeiten.md"],
    ]);
    expect(page("dl a").attr("href")).toBe("https://www.example.org/zeiten?a=1&b=2");
  });

  it("shows pages, links the successor and never a dangerous address", async () => {
    const page = await view("/document?path=report.pdf&lang=en");
    expect(page(".stored .page").text()).toBe("page 1page 2");
    expect(page("dl a").text()).toBe(openingHours.path);
    expect((await view(page("dl a").attr("href") ?? ""))("h1").text()).toBe(openingHours.title);
    expect(page("dl").text()).toContain("javascript:alert(1)");
    expect(page.html()).not.toContain('href="javascript');
  });

  it("marks nothing in a text that has changed, and says so", async () => {
    const address = citationAddress(cite(openingHours, openingQuote), "de");
    server.assistant.documents = [
      makeDocument({ ...openingHours, text: `Neu. ${openingHours.text}`, textHash: "sha256:0" }),
    ];
    const page = await view(address);
    expect(page(".note").text()).toContain(changedNote);
    expect(page("mark")).toHaveLength(0);
    expect(page(".stored").text()).toContain(openingQuote);
  });

  it("says with a page that a document is gone", async () => {
    const address = citationAddress(cite(openingHours, openingQuote), "de");
    server.assistant.documents = [];
    const response = await server.get(address);
    expect(response.status).toBe(404);
    const page = await pageOf(response);
    expect(page("h1").text()).toBe("Dieses Dokument gibt es hier nicht");
    expect(page("main").text()).toContain("Es wurde entfernt oder umbenannt");
    expect((await server.get("/document")).status).toBe(404);
  });

  it("never shows an employees' document", async () => {
    server.assistant.documents = [makeDocument({ path: "intern.md", text: "Kanarienvogel", audience: "employee" })];
    const response = await server.get("/document?path=intern.md");
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain("Kanarienvogel");
  });

  it.each([
    ["no end", { start: "3" }],
    ["an end beyond the text", { start: "3", end: "5000" }],
    ["an empty passage", { start: "3", end: "3" }],
    ["words for numbers", { start: "0x1", end: "1e2" }],
    ["half a character", { start: "0", end: "1" }],
  ])("shows the whole text for a link with %s", async (_, offsets) => {
    const document = makeDocument({ path: "x.md", text: "🌳 Bäume im Park" });
    server.assistant.documents = [document];
    const query = new URLSearchParams({ path: "x.md", hash: document.textHash, ...offsets });
    const page = await view(`/document?${query}`);
    expect(page(".note").text()).toContain("keine gültige Textstelle");
    expect(page("mark")).toHaveLength(0);
    expect(page(".stored p").text()).toBe("🌳 Bäume im Park");
  });

  it("marks nothing where the link does not say for which text its offsets are", async () => {
    const page = await view(`/document?${new URLSearchParams({ path: report.path, start: "0", end: "5" })}`);
    expect(page("mark")).toHaveLength(0);
  });
});
