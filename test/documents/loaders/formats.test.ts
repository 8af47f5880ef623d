import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../../src/documents/read-document.js";
import { UnreadableFileError } from "../../../src/errors.js";
import { useTemporaryDirectories } from "../../helpers/temporary-directory.js";
import { zipOf } from "../hostile-files.js";
import { loadFile } from "./load-file.js";

const CORPUS = join(import.meta.dirname, "../../fixtures/corpus");
const temporaryDirectory = useTemporaryDirectories();
const read = (name: string) => readDocument(CORPUS, `formate/${name}`, "citizen");
const headings = async (name: string) =>
  (await read(name)).document.headings.map(({ level, text }) => `${level} ${text}`);

describe("the OpenDocument loader", () => {
  it("reads headings, nested lists, tables and notes", async () => {
    expect(await headings("serverraum.odt")).toEqual(["1 Merkblatt Serverraum", "1 Zutritt", "2 Klima"]);
    const { text } = (await read("serverraum.odt")).document;
    expect(text).toContain("Zutritt haben nur Beschäftigte der Abteilung IT.\n\nAndere begleitet der Hausmeister.");
    expect(text).toContain("- Schlüssel an der Pforte\n- Eintrag in das Buch, mit\n  - Name\n  - Uhrzeit");
    expect(text).toContain("Monat | Messung\nJanuar | 21 °C\nJuli | 23 °C");
  });

  it.each([
    [
      "headings that are items of a list",
      "<text:list><text:list-item><text:h>Netz</text:h></text:list-item></text:list><text:p>a</text:p>",
      ["Netz\n\na", ["Netz"]],
    ],
    [
      "text boxes, after the paragraph that they belong to",
      "<text:p>a<draw:frame><draw:text-box><text:h>Box</text:h><text:p>c</text:p></draw:text-box></draw:frame>b</text:p>",
      ["ab\n\nBox\n\nc", ["Box"]],
    ],
  ])("reads %s", async (_, body, expected) => {
    const { text, headings } = await loadFile("a.odt", odtOf(body));
    expect([text, headings.map((heading) => heading.text)]).toEqual(expected);
  });

  it.each([
    ["hidden by its style", '<text:p text:style-name="H">x</text:p>', 1],
    ["hidden by the style its style comes from", '<text:p><text:span text:style-name="K">xy</text:span></text:p>', 2],
    ["in a hidden section", '<text:section text:display="none"><text:p>xyz</text:p></text:section>', 3],
    ["deleted", "<text:tracked-changes><text:p>x</text:p></text:tracked-changes>", 0],
    ["of a comment", "<text:p><office:annotation><text:p>x</text:p></office:annotation></text:p>", 0],
  ])("leaves out text %s", async (_, part, hidden) => {
    const loaded = await loadFile("a.odt", odtOf(`<text:p>Te<text:s/>xt</text:p>${part}`));
    expect(loaded).toMatchObject({ text: "Te xt", hidden });
  });

  it("reports an encrypted file and one of another kind", async () => {
    const manifest = { name: "META-INF/manifest.xml", content: Buffer.from("<manifest:encryption-data/>") };
    await expect(loadFile("a.odt", zipOf([manifest]))).rejects.toThrow(
      "a.odt is encrypted; save it without a password.",
    );
    await expect(loadFile("a.odt", zipOf([{ name: "x", content: Buffer.from("x") }]))).rejects.toThrow(
      "a.odt is no OpenDocument text; save it again as .odt or remove it.",
    );
  });
});

describe("the Rich Text loader", () => {
  it("reads headings, lists, tables and notes", async () => {
    expect(await headings("netzraum.rtf")).toEqual(["1 Zutritt", "2 Klima"]);
    const { text } = (await read("netzraum.rtf")).document;
    expect(text).toContain("Zutritt haben nur Beschäftigte der Abteilung IT.\n\nAndere begleitet der Hausmeister.");
    expect(text).toContain("- Schlüssel an der Pforte\n- Eintrag in das Buch, mit");
    expect(text).toContain("Monat | Messung\nJanuar | 21 °C\nJuli | 23 °C");
  });

  const rtf = (body: string) =>
    `{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset238 Arial CE;}{\\f2\\fcharset128 Gothic;}}{\\colortbl;\\red255\\green255\\blue255;}` +
    `{\\stylesheet{\\s1\\b heading 1;}{\\s2 \\'dcberschrift 2;}}${body}}`;

  it.each([
    ["letters of the code page and of a font", "\\f0 Gr\\'f6\\'dfe \\f1 \\'9a\\f0\\par", "Größe š"],
    ["Unicode with what stands in its place for old programs", "\\u8222?a\\u8220\\'93 {\\uc0\\u228}\\par", "„a“ ä"],
    ["letters of two bytes", "\\f2 \\'93\\'fa\\'96\r\n\\'7b\\f0\\par", "日本"],
    ["braces that are meant", "\\{a\\\\b\\}\\par", "{a\\b}"],
    ["nothing into control words that nobody knows", "a\\constructor\\toString b\\par", "ab"],
    ["paragraphs, line breaks and tabs", "a\\line b\\par c\\tab d\\par", "a\nb\n\nc d"],
    ["list items", "{\\listtext\\'b7\\tab}a\\par{\\listtext 2.\\tab}b\\par c\\par", "- a\n2. b\n\nc"],
    [
      "no fields' codes and no pictures",
      "{\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}{\\pict 00ff}\\bin3 {}}x\\par",
      "7x",
    ],
  ])("reads %s", async (_, body, expected) => {
    expect((await loadFile("a.rtf", Buffer.from(rtf(body), "latin1"))).text).toBe(expected);
  });

  it("knows headings by the names of styles and by outline levels", async () => {
    const { headings } = await loadFile(
      "a.rtf",
      rtf("\\s1 A\\par\\pard\\s2 B\\par\\pard\\outlinelevel2 C\\par\\pard d\\par"),
    );
    expect(headings.map(({ level, text }) => `${level} ${text}`)).toEqual(["1 A", "2 B", "3 C"]);
  });

  it("knows the title of its properties", async () => {
    const { title } = await loadFile("a.rtf", rtf("{\\info{\\title Gr\\'fc\\'dfe \\u8211?\\{x\\}}}a\\par"));
    expect(title).toBe("Grüße –{x}");
  });

  it("leaves out hidden, white, tiny and deleted text and counts it", async () => {
    const body = "a{\\v x}{\\cf1 xy}{\\fs2 xyz}{\\deleted w}{\\*\\unknown x} b\\v y\\v0 c\\par";
    expect(await loadFile("a.rtf", rtf(body))).toMatchObject({ text: "a bc", hidden: 8 });
    const onColour = await loadFile("a.rtf", rtf("{\\cf1\\highlight2 a}\\par"));
    expect(onColour).toMatchObject({ text: "a", hidden: 0 });
  });
});

describe("the PowerPoint loader", () => {
  it("reads slides as pages, titles as headings, lists and tables", async () => {
    const { document, remarks } = await read("schule.pptx");
    expect(document).toMatchObject({ title: "Digitale Schule", pages: [{ number: 1 }, { number: 2 }, { number: 3 }] });
    expect(document.text).toContain(
      "Ausstattung\n\n- Jede Schule hat WLAN in allen Räumen.\n- Tablets ab Klasse 5\n  - Leihe",
    );
    expect(document.text).toContain("Schule | Tablets\nNordschule | 310\nSüdschule | 275");
    expect(document.text).not.toMatch(/Entwurf|beschlossen|nicht zu lange/);
    expect(remarks.map(({ en }) => en)).toEqual([
      expect.stringMatching(/^formate\/schule\.pptx: hidden text of 30 characters was left out; /),
      expect.stringMatching(/^formate\/schule\.pptx: speakers' notes of 26 characters are not read; /),
    ]);
  });
});

describe("the Excel loader", () => {
  it("tells values as they are shown, and the columns' names with every piece of a table", async () => {
    const { text } = (await read("lizenzen.xlsx")).document;
    const head = "Programm | Anbieter | Plätze | Kosten im Jahr | Anteil | Läuft ab";
    expect(text).toContain(
      `Lizenzen der Stadt Musterhausen\n\n${head}\nTextverarbeitung | Büro GmbH | 420 | 12.600,50 € | 35,0 % | 31.03.2027\n`,
    );
    const pieces = text.split("\n\n").filter((piece) => piece.includes("Programm "));
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) {
      expect(piece.startsWith(`${head}\n`)).toBe(true);
      expect(piece.length).toBeLessThanOrEqual(600);
    }
    expect(text.match(/^Programm \d+ \| /gmu)).toHaveLength(20);
    expect(text).toContain("Ansprechpartner\n\nThema | Telefon\nLizenzen | 05000 77\nDrucker | 05000 78");
  });

  it.each(["", "x:"])("tells times with their seconds, whatever prefix the file gives its elements: %j", async (x) => {
    const links = "http://schemas.openxmlformats.org/package/2006/relationships";
    const cells = [0.5, 0.52, 0.5201, 1.5001].map(
      (value, style) => `<${x}c s="${style}"><${x}v>${value}</${x}v></${x}c>`,
    );
    const parts = {
      "xl/workbook.xml": `<${x}workbook><${x}sheets><${x}sheet name="Zeiten" rel:id="a"/></${x}sheets></${x}workbook>`,
      "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${links}"><Relationship Id="a" Target="worksheets/1.xml"/></Relationships>`,
      "xl/styles.xml": `<${x}styleSheet><${x}cellXfs>${[20, 21, 45, 46].map((id) => `<${x}xf numFmtId="${id}"/>`).join("")}</${x}cellXfs></${x}styleSheet>`,
      "xl/worksheets/1.xml": `<${x}worksheet><${x}sheetData><${x}row>${cells.join("")}</${x}row></${x}sheetData></${x}worksheet>`,
    };
    const file = zipOf(Object.entries(parts).map(([name, text]) => ({ name, content: Buffer.from(text) })));
    expect((await loadFile("a.xlsx", file)).text).toBe("Zeiten\n\n12:00 | 12:28:48 | 28:56 | 36:00:09");
  });

  it("leaves out hidden rows and sheets and says so", async () => {
    const { document, remarks } = await read("lizenzen.xlsx");
    expect(document.text).not.toMatch(/verborgen|geheim|Intern/);
    expect(remarks.map(({ en }) => en)).toEqual([
      expect.stringMatching(/^formate\/lizenzen\.xlsx: hidden text of \d+ characters/),
    ]);
  });
});

describe("the e-mail loader", () => {
  it("reads subject, sender, day and what readers see, and names the attachments", async () => {
    const { document, remarks } = await read("wartung-netz.eml");
    expect(document.text).toBe(
      "Wartung des Netzes am 12. März\n\nVon: Leitstelle IT <leitstelle@stadt.example>\nDatum: 4. März 2024\n\nGuten Tag,\n\n" +
        "am 12. März 2024 ist das Netz von 18 bis 20 Uhr gestört. Telefonieren geht weiter.",
    );
    expect(remarks.map(({ en }) => en)).toEqual([
      expect.stringMatching(/hidden text of 16 characters/),
      expect.stringMatching(/: the attachment plan\.pdf is not read; save it as a file of the corpus/),
    ]);
  });

  it("reads plain text, with its lines joined, and does not open forwarded messages", async () => {
    const mail = [
      "From: a@b.example\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n",
      "--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nSch=F6ne Gr=FC=DFe\r\n",
      "--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: innen\r\n\r\ngeheim\r\n\r\n--x--\r\n",
    ].join("\r\n");
    const { text } = await loadFile("a.eml", mail);
    expect(text).toBe("Grüße\n\nVon: <a@b.example>\n\nSchöne Grüße");
  });

  it("names attachments that are called inline, but no pictures", async () => {
    const part = (type: string, name: string) =>
      `--x\r\nContent-Type: ${type}\r\nContent-Disposition: inline; filename=${name}\r\n\r\nx\r\n`;
    const mail = [
      "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n",
      "--x\r\nContent-Type: text/plain\r\n\r\nText\r\n",
      part("application/pdf", "bescheid.pdf") + part("image/png", "logo.png"),
      "--x--\r\n",
    ].join("\r\n");
    const { leftOut } = await loadFile("a.eml", mail);
    expect(leftOut.map(({ en }) => en)).toEqual([
      expect.stringMatching(/^a\.eml: the attachment bescheid\.pdf is not read; /),
    ]);
  });

  it("reports an encrypted message and what is none", async () => {
    const head = "From: a@b.example\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nMIIB";
    await expect(loadFile("a.eml", head)).rejects.toThrow("a.eml is encrypted; save its text in a file of its own.");
    await expect(loadFile("a.eml", "nur Text")).rejects.toThrow(/^a\.eml is no e-mail; /);
  });
});

describe("the Word loader", () => {
  it("leaves out hidden, white and tiny runs and says so", async () => {
    const { document, remarks } = await read("hausordnung.docx");
    expect(document.text).toBe("Hausordnung\n\nDas Haus schließt um 20 Uhr. Sonntags ist es zu.");
    expect(remarks.map(({ en }) => en)).toEqual([
      expect.stringMatching(/^formate\/hausordnung\.docx: hidden text of 42 characters/),
    ]);
  });

  const white = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>';
  const styles =
    `<w:style w:type="paragraph" w:styleId="Weiss">${white}</w:style>` +
    '<w:style w:type="paragraph" w:styleId="Erbe"><w:basedOn w:val="Weiss"/></w:style>' +
    '<w:style w:type="paragraph" w:styleId="Dunkel"><w:basedOn w:val="Weiss"/><w:pPr><w:shd w:fill="000080"/></w:pPr></w:style>' +
    '<w:style w:type="character" w:styleId="Winzig"><w:rPr><w:sz w:val="2"/></w:rPr></w:style>' +
    '<w:style w:type="paragraph" w:styleId="Weg"><w:rPr><w:vanish/></w:rPr></w:style>';
  const styled = (style: string, run = "") =>
    `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:rPr>${run}</w:rPr><w:t>xyz</w:t></w:r></w:p>`;

  it.each([
    ["white by its style", styled("Weiss"), 3],
    ["white by the style its style is based on", styled("Erbe"), 3],
    ["white on a colour, by its style", styled("Dunkel"), 0],
    ["black in a white style", styled("Weiss", '<w:color w:val="000000"/>'), 0],
    ["tiny by its style", styled("Normal", '<w:rStyle w:val="Winzig"/>'), 3],
    ["hidden by its style", styled("Weg"), 3],
    ["shown in a hidden style", styled("Weg", '<w:vanish w:val="0"/>'), 0],
    ["white in other quotes", styled("Normal", "<w:color w:val='FFFFFF' />"), 3],
  ])("knows text that is %s", async (_, paragraph, hidden) => {
    const body = `<w:p><w:r><w:t>Text</w:t></w:r></w:p>${paragraph}`;
    const loaded = await loadFile("a.docx", docxOf(body, styles));
    expect(loaded).toMatchObject({ text: hidden === 0 ? "Text\n\nxyz" : "Text", hidden });
  });

  const uri = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
  it.each<[string, (xml: string) => string]>([
    ["of another prefix", (xml) => xml.replaceAll("<w:", "<x:").replaceAll("</w:", "</x:").replaceAll(/\bw:/gu, "x:")],
    ["without a prefix", (xml) => xml.replaceAll("<w:", "<").replaceAll("</w:", "</").replace(" ", ` xmlns="${uri}" `)],
    ["of the strict kind", (xml) => xml.replaceAll(uri, strict)],
    ["named inside", (xml) => xml.replaceAll("<w:r>", `<y:r xmlns:y="${uri}">`).replaceAll("</w:r>", "</y:r>")],
  ])("knows hidden text in elements %s", async (_, write) => {
    const own = `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>abcd</w:t></w:r></w:p>`;
    const body = `<w:p><w:r><w:t>Text</w:t></w:r></w:p>${styled("Erbe")}${styled("Weg")}${own}`;
    const renamed = (xml: string) => write(xml).replace("xmlns:w", /\bx:/u.test(write(xml)) ? "xmlns:x" : "xmlns:w");
    expect(await loadFile("a.docx", docxOf(body, styles, renamed))).toMatchObject({ text: "Text", hidden: 10 });
  });

  it("knows hidden text by styles under another name", async () => {
    const body = `<w:p><w:r><w:t>Text</w:t></w:r></w:p>${styled("Weg")}`;
    const file = docxOf(body, styles, (xml) => xml, "word/styles2.xml");
    expect(await loadFile("a.docx", file)).toMatchObject({ text: "Text", hidden: 3 });
  });
});

describe("every format", () => {
  it.each(["serverraum.odt", "netzraum.rtf", "schule.pptx", "lizenzen.xlsx", "wartung-netz.eml", "hausordnung.docx"])(
    "is refused by one sentence, and nothing worse, when bytes of it are damaged: %s",
    async (name) => {
      const whole = await readFile(join(CORPUS, "formate", name));
      const folder = await temporaryDirectory();
      for (let cut = 1; cut < 20; cut += 1) {
        const damaged = Buffer.from(whole.subarray(0, Math.ceil((whole.length * cut) / 20)));
        damaged[(cut * 7919) % damaged.length] = 0;
        await writeFile(join(folder, name), damaged);
        const result = await readDocument(folder, name, "citizen").then(
          ({ document }) => document.path,
          (error) => error,
        );
        if (result !== name) expect(result).toBeInstanceOf(UnreadableFileError);
        if (result instanceof Error) expect(result.message).toMatch(new RegExp(`^${name}[^\\n]*\\.$`, "u"));
      }
    },
  );
});

function odtOf(text: string): Buffer {
  const styles =
    '<office:automatic-styles><style:style style:name="H"><style:text-properties text:display="none"/></style:style>' +
    '<style:style style:name="K" style:parent-style-name="H"/></office:automatic-styles>';
  const xml = `<office:document-content>${styles}<office:body><office:text>${text}</office:text></office:body></office:document-content>`;
  return zipOf([{ name: "content.xml", content: Buffer.from(xml) }]);
}

function docxOf(body: string, styles: string, write = (xml: string) => xml, stylesPart = "word/styles.xml"): Buffer {
  const main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const links = "http://schemas.openxmlformats.org/package/2006/relationships";
  const kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
  const parts = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="${word}.document.main+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${links}"><Relationship Id="r" Type="${kinds}/officeDocument" Target="word/text.xml"/></Relationships>`,
    "word/_rels/text.xml.rels": `<Relationships xmlns="${links}"><Relationship Id="s" Type="${kinds}/styles" Target="/${stylesPart}"/></Relationships>`,
    "word/text.xml": write(`<w:document ${main}><w:body>${body}</w:body></w:document>`),
    [stylesPart]: write(`<w:styles ${main}>${styles}</w:styles>`),
  };
  return zipOf(Object.entries(parts).map(([name, text]) => ({ name, content: Buffer.from(text) })));
}
