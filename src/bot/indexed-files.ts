import { createHash } from "node:crypto";
import { createFleetingMap } from "../conversations/fleeting-map.js";
import { readCorpusFile } from "../documents/corpus-file.js";
import type { Audience, Document } from "../documents/document.js";
import type { readSafely } from "./document-desk.js";

/** Finds the file of an indexed document. */
export interface IndexedFiles {
  /** Its content; null where the file holds another text, or is for others, than when it was indexed. */
  contentOf(document: Document): Promise<Uint8Array | null>;
}

/**
 * What a file says is remembered for as long as its bytes stay the same: to read it costs a process.
 *
 * @param corpus Folder of the documents of each audience; null where there are none.
 */
export function createIndexedFiles(
  corpus: Readonly<Record<Audience, string | null>>,
  read: typeof readSafely,
): IndexedFiles {
  const known = createFleetingMap<Promise<Pick<Document, "textHash" | "audience"> | null>>({
    minutes: 60,
    most: 1_000,
  });

  function inspect(root: string, path: string, print: string) {
    const key = JSON.stringify([root, path, print]);
    const audience = root === corpus.employee ? "employee" : "citizen";
    const inspected =
      known.get(key) ??
      read({ root, path, audience })
        .then(({ document }) => ({ textHash: document.textHash, audience: document.audience }))
        .catch(() => null);
    known.set(key, inspected);
    return inspected;
  }

  return {
    async contentOf({ path, textHash, audience }) {
      for (const root of audience === "employee" ? [corpus.employee, corpus.citizen] : [corpus.citizen]) {
        const before = root === null ? null : readFile(root, path);
        if (root === null || before === null) continue;
        const present = await inspect(root, path, before.print);
        const isSame = present?.textHash === textHash && present.audience === audience;
        // What was inspected is what is sent.
        if (isSame && readFile(root, path)?.print === before.print) return before.content;
      }
      return null;
    },
  };
}

/** A file and what stands for its bytes and those of its sidecar; null where it cannot be read. */
function readFile(root: string, path: string): { readonly content: Uint8Array; readonly print: string } | null {
  try {
    const content = readCorpusFile(root, path);
    if (content === null) return null;
    const sidecar = readCorpusFile(root, `${path}.yaml`);
    const print = createHash("sha256")
      .update(content)
      .update("\0")
      .update(sidecar ?? "");
    return { content, print: print.digest("hex") };
  } catch {
    return null;
  }
}
