import { describe, expect, it } from "vitest";
import { pdfOf } from "../hostile-files.js";
import { loadFile } from "./load-file.js";

const load = (content: string) => loadFile("a.pdf", pdfOf(Buffer.from(content, "latin1")));
const text = (words: string, y: number, colour = "0 g", size = 12) =>
  `BT /F ${size} Tf ${colour} 50 ${y} Td (${words}) Tj ET\n`;

describe("hidden text in a PDF", () => {
  it.each([
    ["white", text("Geheim", 600, "1 g")],
    ["white in RGB", text("Geheim", 600, "1 1 1 rg")],
    ["white in CMYK", text("Geheim", 600, "0 0 0 0 k")],
    ["white, its colour set before a saved state", `1 g q ${text("Geheim", 600, "")} Q`],
    ["too small to be seen", text("Geheim", 600, "0 g", 0.2)],
    ["beside a coloured place", `0 0 1 rg 50 500 200 40 re f ${text("Geheim", 600, "1 g")}`],
  ])("is left out and counted where it is %s", async (_, part) => {
    const { text: seen, hidden } = await load(text("Sichtbar", 700) + part);
    expect({ seen, hidden }).toEqual({ seen: "Sichtbar", hidden: 6 });
  });

  it("is left out of the middle of a line", async () => {
    const { text: seen, hidden } = await load("BT /F 12 Tf 0 g 50 700 Td (Seh) Tj 1 g (Geheim) Tj 0 g (bar) Tj ET");
    expect({ seen, hidden }).toEqual({ seen: "Sehbar", hidden: 6 });
  });

  it.each([
    ["white on a colour", `0 0 1 rg 40 590 200 40 re f ${text("Gesehen", 600, "1 g")}`],
    [
      "white on a colour, moved together",
      `q 1 0 0 1 100 100 cm 0 0 1 rg 0 490 200 40 re f ${text("Gesehen", 500, "1 g")} Q`,
    ],
    [
      "white on a picture",
      `q 300 0 0 60 40 590 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q ${text("Gesehen", 600, "1 g")}`,
    ],
    ["white before, black again", `q 1 g Q ${text("Gesehen", 600, "")}`],
    ["without ink under a scan", text("Gesehen", 600, "0 g 3 Tr")],
  ])("is none where it is %s", async (_, part) => {
    const { text: seen, hidden } = await load(text("Sichtbar", 700) + part);
    expect({ seen, hidden }).toEqual({ seen: "Sichtbar\n\nGesehen", hidden: 0 });
  });
});
