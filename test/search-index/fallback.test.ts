import { execFileSync } from "node:child_process";
import { mkdir, open, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Audience } from "../../src/documents/document.js";
import { BusyError, ConfigurationError, IndexUnavailableError, PublicationRefusedError } from "../../src/errors.js";
import { generationDirectory, readCurrent } from "../../src/search-index/generation.js";
import { asOnlyWriter } from "../../src/search-index/index-lock.js";
import {
  publishGeneration,
  removeOtherGenerations,
  returnToGeneration,
} from "../../src/search-index/publish-generation.js";
import { listQuarantined, quarantine } from "../../src/search-index/quarantine.js";
import { openSearchIndex, type SearchIndex } from "../../src/search-index/search-index.js";
import {
  fillSmallIndex,
  hashVector,
  publishSmallIndex,
  SMALL_MODEL,
  type SmallDocument,
} from "../helpers/small-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();

/** The first edition: `weg.md` is removed and `umzug.md` made internal in the second; `bleibt.md` gets another text. */
const first: readonly SmallDocument[] = [
  { path: "bleibt.md", text: "Ausgabe eins." },
  { path: "umzug.md", text: "Der Quarzkolibri steht im Keller." },
  { path: "weg.md", text: "Der Nachtfalter fliegt." },
  { path: "intern.md", text: "Nur für Mitarbeitende.", audience: "employee" },
];
const second: readonly SmallDocument[] = [
  { path: "bleibt.md", text: "Ausgabe zwei." },
  { path: "umzug.md", text: "Der Quarzkolibri steht im Keller.", audience: "employee" },
  { path: "neu.md", text: "Neu." },
];

let indexDir: string;
let older: string;
let newer: string;
beforeEach(async () => {
  indexDir = await temporaryDirectory();
  older = await publishSmallIndex(indexDir, first);
  newer = await publishSmallIndex(indexDir, second);
});

async function using<Result>(use: (index: SearchIndex) => Result, audience: Audience = "citizen"): Promise<Result> {
  const index = await openSearchIndex(indexDir, audience, SMALL_MODEL);
  try {
    return use(index);
  } finally {
    index.close();
  }
}

const paths = (index: SearchIndex) => index.documents().map(({ path }) => path);
const damage = (generation: string, file = "public/passages.db") =>
  writeFile(join(generationDirectory(indexDir, generation), file), "damaged");

describe("a damaged generation", () => {
  it("is quarantined with its reason, and the one before answers and says so", async () => {
    await damage(newer);
    await using((index) => {
      expect(index.generation).toBe(older);
      expect(index.degraded).toMatch(
        new RegExp(
          `^Generation ${older} answers instead of the newest one: .*${newer}/public/passages\\.db is damaged`,
        ),
      );
    });
    const [quarantined] = await listQuarantined(indexDir);
    expect(quarantined).toMatchObject({ generation: newer, reason: expect.stringContaining("passages.db is damaged") });
    // Nothing changes by asking again.
    await using((index) => {
      expect(index.generation).toBe(older);
      expect(index.degraded).toContain("is missing or damaged");
    });
  });

  it("brings nothing back that was removed or made internal since", async () => {
    await damage(newer, "manifest.json");
    await using((index) => {
      expect(paths(index)).toEqual(["bleibt.md"]);
      for (const path of ["umzug.md", "weg.md"]) {
        expect(index.document(path)).toBeUndefined();
        expect(index.headings(path)).toEqual([]);
        expect(index.chunksOf(path)).toEqual([]);
        expect(index.searchKeywords(["quarzkolibri"], 10, path)).toEqual([]);
      }
      expect(index.searchKeywords(["quarzkolibri"], 10)).toEqual([]);
      expect(index.searchKeywords(["nachtfalt"], 10)).toEqual([]);
      const hits = index.searchVectors(hashVector("Der Quarzkolibri steht im Keller."), 10);
      expect(hits.map(({ id }) => index.chunk(id).document.path)).toEqual(["bleibt.md"]);
      for (const id of [1, 2]) {
        expect(() => index.chunk(id)).toThrow(RangeError);
        expect(() => index.vector(id)).toThrow(RangeError);
      }
      expect(index.chunkCount).toBe(1);
    });
    await using((index) => expect(paths(index)).toEqual(["bleibt.md"]), "employee");
  });

  it("shows employees what became public since", async () => {
    await publishSmallIndex(indexDir, [...second, { path: "intern.md", text: "Nur für Mitarbeitende." }]);
    const third = (await readCurrent(indexDir)) ?? "";
    await damage(third);
    await damage(newer);
    await using((index) => expect(paths(index)).toEqual(["bleibt.md", "intern.md"]), "employee");
    await using((index) => expect(paths(index)).toEqual(["bleibt.md"]));
  });

  it("is not quarantined where there is no other one", async () => {
    await rm(generationDirectory(indexDir, older), { recursive: true });
    await damage(newer, "internal/passages.db");
    await using((index) => expect(paths(index)).toEqual(["bleibt.md", "neu.md"]));
    await expect(using(paths, "employee")).rejects.toThrow(/internal\/passages\.db is damaged/);
    await using((index) => expect(index.degraded).toBeNull());
    expect(await listQuarantined(indexDir)).toEqual([]);
  });

  it("is replaced by the next publication, and nothing is degraded any more", async () => {
    await damage(newer);
    await using(paths);
    const repaired = await publishSmallIndex(indexDir, second);
    await using((index) => expect(index).toMatchObject({ generation: repaired, degraded: null }));
  });

  it("does not count as one that is replaced while it is opened", async () => {
    const directory = generationDirectory(indexDir, newer);
    const manifest = join(directory, "manifest.json");
    await rm(manifest);
    // Whoever reads it waits until somebody writes.
    execFileSync("mkfifo", [manifest]);
    const opening = openSearchIndex(indexDir, "citizen", SMALL_MODEL);
    const writer = await open(manifest, "w");
    const newest = await publishSmallIndex(indexDir, second);
    await rm(manifest);
    await writer.close();
    const index = await opening;
    index.close();
    expect(index).toMatchObject({ generation: newest, degraded: null });
    expect(await listQuarantined(indexDir)).toEqual([]);
  });

  it("stays in quarantine when another reader has found it damaged as well", async () => {
    const directory = generationDirectory(indexDir, newer);
    await quarantine(indexDir, { directory, generation: newer, reason: "It is damaged." });
    const late = quarantine(indexDir, { directory, generation: newer, reason: "It is gone." });
    await expect(late).rejects.toThrow("ENOENT");
    expect(await listQuarantined(indexDir)).toMatchObject([{ generation: newer, reason: "It is damaged." }]);
  });

  it("does not serve where nobody knows what was withdrawn since", async () => {
    await damage(newer);
    await writeFile(join(indexDir, "permitted.json"), "{");
    await expect(using(paths)).rejects.toThrow(/permitted\.json cannot be read, so that it is not known which/);
    await rm(join(indexDir, "permitted.json"));
    await expect(using(paths)).rejects.toThrow(IndexUnavailableError);
  });

  it("matters not to an intact newest one, whatever happened to the list", async () => {
    await writeFile(join(indexDir, "permitted.json"), "{");
    await using((index) => expect(index).toMatchObject({ generation: newer, degraded: null }));
  });
});

describe("a generation that cannot serve but is not damaged", () => {
  it.each<[string, () => Promise<void>]>([
    [
      "of a newer format",
      async () => {
        const file = join(generationDirectory(indexDir, newer), "manifest.json");
        const manifest = JSON.parse(await readFile(file, "utf8"));
        await writeFile(file, JSON.stringify({ ...manifest, formatVersion: 99, more: "unknown" }));
      },
    ],
    [
      "of another model",
      async () => {
        await publishSmallIndex(indexDir, second, "other@1");
      },
    ],
  ])("%s stays where it is, and the one before answers", async (_, change) => {
    await change();
    const current = await readCurrent(indexDir);
    await using((index) => {
      expect(index.generation).not.toBe(current);
      expect(index.degraded).toMatch(/format 99|other@1/);
      expect(paths(index)).not.toContain("weg.md");
    });
    expect(await listQuarantined(indexDir)).toEqual([]);
  });
});

describe("CURRENT", () => {
  it.each<[string, (file: string) => Promise<void>, RegExp]>([
    ["missing", (file) => rm(file), /CURRENT is missing/],
    ["empty", (file) => truncate(file, 0), /CURRENT does not hold the name of a generation/],
    ["garbage", (file) => writeFile(file, "\0\0\0"), /CURRENT does not hold/],
    ["leading out of the folder", (file) => writeFile(file, "../../etc\n"), /CURRENT does not hold/],
    ["pointing at nothing", (file) => writeFile(file, "20990101T000000Z-0123456789ab\n"), /is missing or damaged/],
    ["a folder", (file) => rm(file).then(() => mkdir(file)), /CURRENT cannot be read \(EISDIR\)/],
  ])("that is %s leaves the newest generation answering", async (_, change, reason) => {
    await change(join(indexDir, "CURRENT"));
    await using((index) => {
      expect(index.generation).toBe(newer);
      expect(paths(index)).toEqual(["bleibt.md", "neu.md"]);
      expect(index.degraded).toMatch(reason);
    });
  });
});

describe("returnToGeneration", () => {
  it("serves the earlier generation without what was withdrawn since, also after the later one is gone", async () => {
    expect(await returnToGeneration(indexDir, older)).toEqual({ withdrawn: 3 });
    for (const generation of [newer, null]) {
      await using((index) => {
        expect(index).toMatchObject({ generation: older, degraded: null });
        expect(paths(index)).toEqual(["bleibt.md"]);
        expect(index.document("bleibt.md")?.text).toBe("Ausgabe eins.");
      });
      if (generation !== null) await rm(generationDirectory(indexDir, generation), { recursive: true });
    }
  });

  it("can be undone, and a publication after it counts from the newest corpus", async () => {
    await returnToGeneration(indexDir, older);
    await returnToGeneration(indexDir, newer);
    await using((index) => expect(paths(index)).toEqual(["bleibt.md", "neu.md"]));
    await returnToGeneration(indexDir, older);
    await publishSmallIndex(indexDir, first);
    await using((index) => expect(paths(index)).toEqual(["bleibt.md", "umzug.md", "weg.md"]));
  });

  it("refuses a damaged generation and leaves the serving one", async () => {
    await damage(older);
    await expect(returnToGeneration(indexDir, older)).rejects.toThrow(/is damaged/);
    expect(await readCurrent(indexDir)).toBe(newer);
  });
});

describe("a generation that is examined and refused", () => {
  it("is kept aside with the reason; the serving one stays", async () => {
    const refusal = new PublicationRefusedError({ de: "Schlechter.", en: "Two golden questions are worse." }, [
      "a",
      "b",
    ]);
    const seen: string[][] = [];
    const publishing = publishGeneration(indexDir, (directory) => fillSmallIndex(directory, first), {
      examine: async (open) => {
        const index = await open("citizen");
        seen.push(paths(index));
        index.close();
        throw refusal;
      },
    });
    await expect(publishing).rejects.toBe(refusal);
    expect(seen).toEqual([["bleibt.md", "umzug.md", "weg.md"]]);
    expect(await readCurrent(indexDir)).toBe(newer);
    expect(await listQuarantined(indexDir)).toMatchObject([{ reason: refusal.message }]);
    expect(await readdir(join(indexDir, "generations"))).toEqual([older, newer]);
    await using((index) => expect(index).toMatchObject({ generation: newer, degraded: null }));
  });
});

describe("removeOtherGenerations", () => {
  it("leaves no byte of what only older or quarantined generations held", async () => {
    await damage(newer);
    await using(paths);
    await publishSmallIndex(indexDir, [{ path: "bleibt.md", text: "Ausgabe drei." }]);
    await removeOtherGenerations(indexDir);
    for (const name of await readdir(indexDir, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const content = await readFile(join(name.parentPath, name.name), "latin1");
      expect(content.toLowerCase()).not.toMatch(/quarzkolibri|nachtfalter|weg\.md|intern\.md/);
    }
    await using((index) => expect(paths(index)).toEqual(["bleibt.md"]));
  });
});

describe("asOnlyWriter", () => {
  it("lets one writer in at a time and names the index", async () => {
    await asOnlyWriter(indexDir, async () => {
      const other = asOnlyWriter(indexDir, async () => "in");
      await expect(other).rejects.toThrow(BusyError);
      await expect(other).rejects.toThrow(`The index in ${indexDir} is being changed by another process.`);
    });
    expect(await asOnlyWriter(indexDir, async () => "in")).toBe("in");
    await expect(asOnlyWriter(indexDir, () => Promise.reject(new Error("disk full")))).rejects.toThrow("disk full");
    expect(await asOnlyWriter(indexDir, async () => "in")).toBe("in");
  });

  it("tells a folder that cannot be written from anything else that fails", async () => {
    const failing = (code: string) =>
      asOnlyWriter(indexDir, () => Promise.reject(Object.assign(new Error("from the system"), { code })));
    for (const code of ["EACCES", "ENOSPC", "SQLITE_FULL", "SQLITE_READONLY_DBMOVED"]) {
      await expect(failing(code)).rejects.toThrow(ConfigurationError);
      await expect(failing(code)).rejects.toThrow(
        `The index folder ${indexDir} cannot be written (${code}). Check its`,
      );
    }
    for (const code of ["ENOENT", "EIO"]) await expect(failing(code)).rejects.toThrow("from the system");
    const below = join(indexDir, "CURRENT", "index");
    await expect(asOnlyWriter(below, async () => "in")).rejects.toThrow(`${below} cannot be written (ENOTDIR)`);
  });
});
