import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listCorpus } from "../../src/documents/list-corpus.js";
import { readDocument } from "../../src/documents/read-document.js";
import { UnreadableFileError } from "../../src/errors.js";

const CORPUS = join(import.meta.dirname, "../fixtures/corpus");
const read = async (path: string) => (await readDocument(CORPUS, path, "citizen")).document;

describe("readDocument on the sample corpus", () => {
  it("reads every file outside of the folder of unreadable ones", async () => {
    const { files, skipped, unreadable } = await listCorpus(CORPUS);
    expect(skipped.map(({ path }) => path)).toEqual(["haushalt.csv"]);
    expect(unreadable).toEqual([]);
    for (const path of files.filter((file) => !file.startsWith("unlesbar/"))) {
      const document = await read(path);
      expect(document).toMatchObject({ path, language: "de" });
      expect(document.textHash).toBe(`sha256:${createHash("sha256").update(document.text).digest("hex")}`);
      for (const { text, start } of document.headings) expect(document.text.startsWith(text, start)).toBe(true);
    }
    expect(files.filter((file) => !file.startsWith("unlesbar/"))).toHaveLength(11);
  });

  it("reads Markdown with its front matter", async () => {
    const document = await read("glasfaser.md");
    expect(document).toMatchObject({
      title: "Glasfaser für Schulen",
      frontMatter: { date: "2023-05", valid_until: "2027" },
    });
    expect(document.text).toContain(
      "seit Mai 2023 einen Anschluss aus Glasfaser. Die Arbeiten dauerten achtzehn Monate und",
    );
    expect(document.text).toContain("Die Stadt trug 20 Prozent.");
  });

  it("reads a PDF page by page, with its sidecar", async () => {
    const document = await read("richtlinien/rechenzentrum.pdf");
    expect(document).toMatchObject({
      title: "Leitlinie für das Rechenzentrum",
      audience: "employee",
      frontMatter: { date: "2024-02-29" },
    });
    expect(document.text).toContain(
      "Die Verwaltung und ihre Schulen nutzen dieselben Server; für Ein- und Ausgabe der Daten",
    );
    expect(document.text).toContain("Schritt ihrer Arbeit. Die Liste");
    expect(document.text).not.toMatch(/Seite \d|Stadt Musterhausen ·/);
    expect(document.headings.map(({ level, text }) => `${level} ${text}`)).toEqual([
      "1 Leitlinie für das Rechenzentrum",
      "2 1 Zweck",
      "2 2 Räume und Zutritt",
      "2 3 Sicherung der Daten",
    ]);
    const [first, second] = document.pages ?? [];
    expect(document.text.slice(first?.end, second?.start)).toBe(" ");
    expect(document.text.slice(second?.start)).toMatch(/^Arbeit\. Die Liste/);
  });

  it("reads a Word document with headings, list and table", async () => {
    const document = await read("richtlinien/fernarbeit.docx");
    expect(document).toMatchObject({ title: "Dienstanweisung Fernarbeit", audience: "citizen", pages: null });
    expect(document.headings.map(({ level, text }) => `${level} ${text}`)).toEqual([
      "1 Dienstanweisung Fernarbeit",
      "1 Geräte",
      "1 Erreichbarkeit",
      "2 Zeiten",
    ]);
    expect(document.text).toContain("\n\n- Laptop mit verschlüsselter Festplatte\n- Telefon mit Dienstnummer\n");
    expect(document.text).toContain("\n\nTag | Kernzeit\nMontag bis Donnerstag | 9 bis 15 Uhr\n");
  });

  it("reads a web page without what is around its text", async () => {
    const { title, text } = await read("stoerung.html");
    expect(title).toBe("Störung an der IT melden");
    expect(text).toContain("Leitstelle, Telefon 05000 4321, rund um die Uhr.");
    expect(text).toContain("- Was nicht geht:\n  - Drucker\n  - Fachverfahren");
    expect(text).toContain("Fristen\nStufe | Antwort\nhoch | nach 30 Minuten\nnormal | am nächsten Arbeitstag");
    expect(text).not.toMatch(/Startseite|Cookies|Entwurf|zählen|Suche|Impressum|★|entsorgen/);
  });

  it("reads a text file in windows-1252", async () => {
    const { title, text } = await read("wartung.txt");
    expect(title).toBe("wartung");
    expect(text).toContain("sind die Fachverfahren nicht erreichbar; die Ein- und Ausgabe von Anträgen ruht.");
    expect(text).toContain("\n\nTelefon der Leitstelle\n05000 4321\nGebühr: 0 €");
  });

  it.each([
    ["leer.pdf", "is empty; remove it or put text into it."],
    ["nur-leerzeichen.txt", "is empty; remove it or put text into it."],
    ["gescannt.pdf", "has no text, it is probably scanned; run text recognition (OCR) on it"],
    ["verschluesselt.pdf", "is encrypted; save it without a password."],
    ["beschaedigt.pdf", "is damaged or no PDF; make it again from its source or remove it."],
    ["kein-word.docx", "is damaged or no .docx file; save it again as .docx or remove it."],
    ["binaer.txt", "holds binary data instead of text;"],
  ])("refuses %s and says why", async (name, reason) => {
    await expect(read(`unlesbar/${name}`)).rejects.toThrow(UnreadableFileError);
    await expect(read(`unlesbar/${name}`)).rejects.toThrow(`unlesbar/${name} ${reason}`);
  });

  it("refuses wrong front matter and names the file that holds it", async () => {
    await expect(read("unlesbar/front-matter.md")).rejects.toThrow(
      /^unlesbar\/front-matter\.md: audience is "public".*; unknown key autor in the front matter; allowed are title/,
    );
    await expect(read("unlesbar/sidecar.txt")).rejects.toThrow(/^unlesbar\/sidecar\.txt\.yaml: date is "2023-02-30"/);
  });
});

describe("readDocument", () => {
  let folder: string;
  let root: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "corpus-"));
    root = join(folder, "corpus");
    await mkdir(root);
  });
  afterEach(() => rm(folder, { recursive: true }));
  const readFrom = async (path: string, audience: "citizen" | "employee" = "citizen") =>
    (await readDocument(root, path, audience)).document;
  const put = (path: string, content: string | Uint8Array) => writeFile(join(root, path), content);

  it("titles a document by front matter, heading, own metadata, file name, in this order", async () => {
    await put("a.md", "---\ntitle: T\n---\n# H");
    await put("b.html", "<title>T</title><h2>H</h2>Text");
    await put("c.html", "<title> T\n 2 </title><p>Text");
    await put("d.e.txt", "Text");
    const titles = await Promise.all(["a.md", "b.html", "c.html", "d.e.txt"].map((path) => readFrom(path)));
    expect(titles.map(({ title }) => title)).toEqual(["T", "H", "T 2", "d.e"]);
  });

  it("takes language and audience from the front matter, else the text's language and the given audience", async () => {
    await put("a.md", "---\nlanguage: de\naudience: citizen\n---\nThe office is open on Monday.");
    await put("b.md", "The office is open on Monday and the service is free for all people.");
    expect(await readFrom("a.md", "employee")).toMatchObject({ language: "de", audience: "citizen" });
    expect(await readFrom("b.md", "employee")).toMatchObject({ language: "en", audience: "employee" });
  });

  it("finds a file whose name on disk is in another normal form, and its sidecar", async () => {
    await put("Mu\u0308ll.txt", "Text");
    await put("Mu\u0308ll.txt.yaml", "title: Abfuhr");
    expect(await readFrom("Müll.txt")).toMatchObject({ path: "Müll.txt", title: "Abfuhr" });
  });

  it("refuses a file that vanished, is too large, leads out of the corpus or has two descriptions", async () => {
    await expect(readFrom("weg.md")).rejects.toThrow(/^weg\.md is not there any more; index again\.$/);
    await put("gross.txt", "");
    await truncate(join(root, "gross.txt"), 20_000_001);
    await expect(readFrom("gross.txt")).rejects.toThrow("gross.txt has 21 MB, the limit is 20 MB; split it.");
    await writeFile(join(folder, "geheim.md"), "Geheim");
    await symlink(join(folder, "geheim.md"), join(root, "link.md"));
    await expect(readFrom("link.md")).rejects.toThrow(/^link\.md leads out of the corpus folder/);
    await expect(readFrom("../geheim.md")).rejects.toThrow(/leads out of the corpus folder/);
    await put("a.md", "---\ntitle: A\n---\nText");
    await put("a.md.yaml", "title: B");
    await expect(readFrom("a.md")).rejects.toThrow(/^a\.md has front matter and a sidecar, a\.md\.yaml; keep one/);
    await mkdir(join(root, "ordner.md"));
    await expect(readFrom("ordner.md")).rejects.toThrow(UnreadableFileError);
    await expect(readFrom("tabelle.csv")).rejects.toThrow(/no reader/);
  });

  it("says what was removed that nobody sees, in any format", async () => {
    const hidden = "Te\u200bxt\u{e0041}\u{e0042}";
    for (const [path, content] of [
      ["a.txt", hidden],
      ["a.md", hidden],
      ["a.html", `<p>${hidden}</p>`],
    ] as const) {
      await put(path, content);
      const { document, remarks } = await readDocument(root, path, "citizen");
      expect(document.text).toBe("Text");
      expect(remarks.map(({ en }) => en)).toEqual([
        `${path}: 3 zero-width, direction or tag characters were removed; look at how they came there.`,
      ]);
    }
  });

  it.each([
    ["a.txt", "%PDF-1.7", "a.txt holds a PDF, not what .txt stands for; let its name end in .pdf or save it as .txt."],
    ["a.md", "{\\rtf1 Text}", /^a\.md holds a document in Rich Text Format, .* end in \.rtf or save it as \.md\.$/],
    [
      "a.pdf",
      "PK\u0003\u0004xxxx",
      /^a\.pdf holds an office document or another ZIP archive, not what \.pdf stands for/,
    ],
    ["a.docx", "\u0089PNG\r\n", "a.docx holds a picture (PNG), not what .docx stands for; remove it."],
    ["a.html", "\u00d0\u00cf\u0011\u00e0", /^a\.html holds an old or encrypted office document/],
  ])("refuses %s when it begins like another kind of file", async (path, content, message) => {
    await put(path, Buffer.from(content, "latin1"));
    await expect(readFrom(path)).rejects.toThrow(message);
  });

  it("refuses a file in Word's old format", async () => {
    await put("alt.docx", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0));
    await expect(readFrom("alt.docx")).rejects.toThrow(
      "alt.docx is in an old office format or encrypted; save it as .docx without a password.",
    );
  });

  it("reads what is nested deeply or refuses it, but does not fail otherwise", async () => {
    await put("tief.html", `${"<div>".repeat(5_000)}Text`);
    await put("tief.md", `${"> ".repeat(1_000)}Text`);
    for (const path of ["tief.html", "tief.md"]) {
      const result = await readFrom(path).catch((error: unknown) => error);
      expect(result instanceof UnreadableFileError || (result as { text: string }).text === "Text").toBe(true);
    }
  });
});
