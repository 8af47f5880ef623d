import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { appendFile, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createDocumentReader, type DocumentReader } from "../../src/documents/document-reader.js";
import { READING_LIMITS, type ReadingLimits } from "../../src/documents/reading-limits.js";
import { UnreadableFileError } from "../../src/errors.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";
import { pdfBomb, zipOf } from "./hostile-files.js";

const temporaryDirectory = useTemporaryDirectories();
const PATIENCE = 120_000;

let root: string;
let reader: DocumentReader;
const use = (limits: Partial<ReadingLimits> = {}) => {
  reader = createDocumentReader({ ...READING_LIMITS, ...limits });
};
beforeEach(async () => {
  root = await temporaryDirectory();
  await put("gut.md", "# Titel\n\nDas Amt hat offen.");
});

const put = (path: string, content: string | Uint8Array) => writeFile(join(root, path), content);
const read = (path: string, signal?: AbortSignal) => reader.read({ root, path, audience: "citizen" }, signal);
const refusal = (path: string) =>
  read(path).then(
    () => "read",
    (error: unknown) => {
      if (!(error instanceof UnreadableFileError)) throw error;
      return error.message;
    },
  );

/** Processes that read for this one. */
function readers(): number[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8")
    .trim()
    .split(" ")
    .filter(Boolean);
  return children.map(Number).filter((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("reading-worker"));
}

/** Takes a parser many seconds. */
const SLOW = `${"> ".repeat(20_000)}Text`;

describe("createDocumentReader", { timeout: PATIENCE }, () => {
  beforeEach(() => use());
  afterEach(() => reader.close());

  it("reads what a file says, and tells what it cannot read, in one process", async () => {
    const { document, remarks } = await read("gut.md");
    expect(document).toMatchObject({ path: "gut.md", title: "Titel", audience: "citizen" });
    expect(remarks).toEqual([]);
    const [pid] = readers();
    expect(await refusal("weg.md")).toMatch(/^weg\.md is not there any more; /);
    await put("b.md", "---\naudience: alle\n---\nText");
    expect(await refusal("b.md")).toMatch(/^b\.md: audience is "alle"/);
    expect((await read("gut.md")).document.text).toBe("Titel\n\nDas Amt hat offen.");
    expect(readers()).toEqual([pid]);
  });

  it("reads a page of almost 20 MB, most of which is a picture", async () => {
    await put(
      "plan.html",
      `<p>Der Eingang liegt im Hof.</p><img src="data:image/png;base64,${"A".repeat(19_900_000)}">`,
    );
    expect((await read("plan.html")).document.text).toBe("Der Eingang liegt im Hof.");
  });

  it("kills the process when a file takes too much processor time, and reads on in another one", async () => {
    use({ cpuTime: 2000 });
    await put("langsam.md", SLOW);
    await read("gut.md");
    const [pid] = readers();
    expect(await refusal("langsam.md")).toBe(
      "langsam.md needs more than 2 s of processor time, which is the limit; split or simplify it.",
    );
    expect((await read("gut.md")).document.title).toBe("Titel");
    expect(readers()).not.toContain(pid);
  });

  it("kills the process when time is over although the processor is idle", async () => {
    use({ time: 1 });
    expect(await refusal("gut.md")).toMatch(/^gut\.md could not be read within 0\.001 s, which is the limit; check/);
  });

  it("does not let a PDF of 1 kB unpack to hundreds of megabytes", async () => {
    const bomb = pdfBomb(300);
    expect(bomb.length).toBeLessThan(10_000);
    await put("bombe.pdf", bomb);
    expect(await refusal("bombe.pdf")).toMatch(
      /^bombe\.pdf needs more memory than the limit of 256 MB for reading \(512 MB in all\); split or simplify it\.$/,
    );
    expect((await read("gut.md")).document.title).toBe("Titel");
  });

  it("survives a file whose objects do not fit into the heap", async () => {
    use({ heap: 40 });
    await put("liste.md", "- a\n".repeat(300_000));
    expect(await refusal("liste.md")).toMatch(/^liste\.md needs more memory than the limit of 40 MB/);
  });

  it("blames a file for a crash only when it happens twice, the second time to a process of its own", async () => {
    await read("gut.md");
    const [pid = 0] = readers();
    const reading = read("gut.md");
    process.kill(pid, "SIGKILL");
    expect((await reading).document.title).toBe("Titel");
    expect(readers()).not.toContain(pid);

    await put("langsam.md", SLOW);
    const [used = 0] = readers();
    const refused = refusal("langsam.md");
    process.kill(used, "SIGKILL");
    const fresh = await vi.waitFor(() => {
      const other = readers().find((each) => each !== used);
      if (other === undefined) throw new Error("no other process has been started");
      return other;
    }, PATIENCE);
    process.kill(fresh, "SIGKILL");
    expect(await refused).toBe(
      "langsam.md made the program that read it crash; make it again from its source or remove it.",
    );
  });

  it("stops at once when it is cancelled", async () => {
    await put("langsam.md", SLOW);
    await read("gut.md");
    const stop = new AbortController();
    const reading = read("langsam.md", stop.signal);
    stop.abort(new Error("cancelled"));
    await expect(reading).rejects.toThrow("cancelled");
    expect(readers()).toEqual([]);
    expect((await read("gut.md")).document.title).toBe("Titel");
  });

  it("hands no secret of the environment to the process", async () => {
    process.env.BOT_TOKEN = "123456789:geheim";
    try {
      await read("gut.md");
      const [pid] = readers();
      expect(readFileSync(`/proc/${pid}/environ`, "latin1")).not.toContain("geheim");
    } finally {
      delete process.env.BOT_TOKEN;
    }
  });
});

describe("a hostile corpus", { timeout: PATIENCE }, () => {
  beforeAll(() => use());
  afterAll(() => reader.close());
  const xml = (size: number) => Buffer.alloc(size, "<w:p/>");

  it("is read without its archives being unpacked over the limit, whatever sizes they claim", async () => {
    await put("bombe.docx", zipOf([{ name: "word/document.xml", content: xml(60_000_000), claimedSize: 10 }]));
    expect(await refusal("bombe.docx")).toMatch(/^bombe\.docx unpacks to more than 10 MB \(the limit is 200 MB/);
    const many = ["document", "styles", "footnotes"].map((part) => ({
      name: `word/${part}.xml`,
      content: xml(4_000_000),
    }));
    await put("viele.docx", zipOf(many));
    expect(await refusal("viele.docx")).toMatch(/^viele\.docx unpacks to more than 10 MB/);
  });

  it("is read although a part that nobody reads would be too large", async () => {
    const bomb = { name: "word/media/bild.bmp", content: Buffer.alloc(60_000_000) };
    await put("bild.docx", zipOf([...docxParts(WORD_TEXT), bomb]));
    expect((await read("bild.docx")).document.text).toBe("Text");
  });

  it.each(["../../etc/passwd", "/etc/passwd", "..\\..\\boot.ini", "C:\\boot.ini", "word/../../x"])(
    "is refused a part that is named %s",
    async (name) => {
      await put("a.docx", zipOf([{ name, content: xml(10) }]));
      expect(await refusal("a.docx")).toBe(
        `a.docx has a part named "${name}", which leads out of it: it was tampered with; remove it.`,
      );
    },
  );

  it("is refused two parts of one name, and encrypted ones", async () => {
    const part = { name: "word/document.xml", content: xml(10) };
    await put("a.docx", zipOf([part, part]));
    expect(await refusal("a.docx")).toMatch(/^a\.docx is damaged or no \.docx file; /);
    await put("b.docx", zipOf([{ ...part, isEncrypted: true }]));
    expect(await refusal("b.docx")).toBe("b.docx is encrypted; save it without a password.");
  });

  it("never has an archive in an archive opened", async () => {
    const bomb = zipOf([{ name: "a", content: Buffer.alloc(100_000_000) }]);
    await put("a.docx", zipOf([...docxParts(WORD_TEXT), { name: "word/embeddings/bombe.zip", content: bomb }]));
    expect((await read("a.docx")).document.text).toBe("Text");
  });

  it("does not make the reader ask a server or open a file for an external entity", async () => {
    const asked: string[] = [];
    const server = createServer((socket) => {
      asked.push("connection");
      socket.destroy();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/x`;
    const entities = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "${url}">]>`;
    const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
    const body = `${entities}<w:document ${w}><w:body><w:p><w:r><w:t>Text &a;&b;</w:t></w:r></w:p></w:body></w:document>`;
    await put("a.docx", zipOf(docxParts(body)));
    await put(
      "a.html",
      `<link rel=stylesheet href="${url}"><base href="${url}"><p>Text<img src="${url}"><iframe src="${url}"></iframe>`,
    );
    for (const path of ["a.docx", "a.html"]) {
      const text = await read(path).then(({ document }) => document.text, String);
      expect(text).not.toContain("root:");
    }
    expect(asked).toEqual([]);
    server.close();
  });

  it("does not lead the reader out of its folder, nor make it wait at a pipe", async () => {
    const outside = await temporaryDirectory();
    await writeFile(join(outside, "geheim.md"), "Geheim");
    await mkdir(join(outside, "ordner"));
    await writeFile(join(outside, "ordner", "geheim.md"), "Geheim");
    await symlink(join(outside, "geheim.md"), join(root, "link.md"));
    await symlink(join(outside, "ordner"), join(root, "ordner"));
    await promisify(execFile)("mkfifo", [join(root, "leitung.md")]);
    expect(await refusal("leitung.md")).toBe("leitung.md is no regular file; replace it by one.");
    await writeFile(join(root, "..", "auskunft-geheim.md"), "Geheim");
    for (const path of ["link.md", "ordner/geheim.md", "../auskunft-geheim.md"]) {
      expect(await refusal(path)).toMatch(/leads out of the corpus folder; put the file itself there/);
    }
    await rm(join(root, "..", "auskunft-geheim.md"));
  });

  it("is read as it was at one moment: a file that goes on changing is refused", async () => {
    await put("wachsend.txt", "Zeile\n".repeat(200_000));
    let isWriting = true;
    const writing = (async () => {
      while (isWriting) {
        await appendFile(join(root, "wachsend.txt"), "Zeile\n");
        await delay(0);
      }
    })();
    const reasons = new Set<string>();
    for (let i = 0; i < 5; i += 1) {
      reasons.add(
        await read("wachsend.txt").then(
          ({ document }) => (document.text.replaceAll("Zeile", "").trim() === "" ? "read" : "torn"),
          String,
        ),
      );
    }
    isWriting = false;
    await writing;
    for (const reason of reasons) expect(reason).toMatch(/^read$|wachsend\.txt changed each of the 3 times/);
    expect((await read("wachsend.txt")).document.text).toMatch(/^Zeile\nZeile/);
  });
});

/** A document that says "Text". */
const WORD_TEXT = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Text</w:t></w:r></w:p></w:body></w:document>`;

function docxParts(body: string) {
  const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
  const links = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;
  const parts = { "[Content_Types].xml": types, "_rels/.rels": links, "word/document.xml": body };
  return Object.entries(parts).map(([name, text]) => ({ name, content: Buffer.from(text) }));
}
