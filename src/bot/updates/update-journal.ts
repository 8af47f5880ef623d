import { type FileHandle, open, readFile, rename } from "node:fs/promises";

/**
 * Which updates were begun and which were handled, on disk, so that a crash neither repeats what was done nor lets one
 * update that kills the program take the others with it. Holds numbers of updates only.
 */
export interface UpdateJournal {
  /** Whether the update was handled, by this or an earlier run of the program; only the last 1,000 are remembered. */
  isDone(updateId: number): boolean;
  /** Whether an earlier run of the program ended while it handled the update. */
  isSuspect(updateId: number): boolean;
  /** Whether the program ended twice while it handled nothing but this update. */
  isPoison(updateId: number): boolean;
  /** To be called before an update is handled; resolves when that is on disk. */
  start(updateId: number): Promise<void>;
  /** To be called when an update is given up because the program is told to end, which is no fault of the update. */
  release(updateId: number): Promise<void>;
  /** To be called after an update was handled; resolves when that is on disk. */
  finish(updateId: number): Promise<void>;
  close(): Promise<void>;
}

const REMEMBERED = 1_000;
const MOST_CRASHES_ALONE = 2;
const LONGEST_FILE = 20_000;

/**
 * Opens the journal, or begins one. A line is a letter and a number: `S` started beside others, `Q` started alone, `R`
 * released, `D` done. A last line without its line break was never completed and is passed over.
 *
 * @param file null keeps it in memory only.
 */
export async function openUpdateJournal(file: string | null): Promise<UpdateJournal> {
  const done = new Set<number>();
  /** How often each unfinished update was begun alone. */
  const unfinished = new Map<number, number>();
  for (const line of file === null ? [] : await readLines(file)) {
    const [, letter, digits] = /^([SQRD])(\d+)$/.exec(line) ?? [];
    const id = Number(digits);
    if (letter === "D") finished(id);
    else if (letter === "R") unfinished.delete(id);
    else if (letter !== undefined) unfinished.set(id, (unfinished.get(id) ?? 0) + (letter === "Q" ? 1 : 0));
  }
  const suspects = new Map(unfinished);
  const log =
    file === null
      ? null
      : await openLines(file, () => {
          const lines = [...done].map((id) => `D${id}`);
          for (const [id, alone] of unfinished) lines.push(`S${id}`, ...Array.from({ length: alone }, () => `Q${id}`));
          return lines;
        });

  function finished(id: number): void {
    unfinished.delete(id);
    done.add(id);
    for (const oldest of done) {
      if (done.size <= REMEMBERED) break;
      done.delete(oldest);
    }
  }

  return {
    isDone: (id) => done.has(id),
    isSuspect: (id) => suspects.has(id) && !done.has(id),
    isPoison: (id) => (suspects.get(id) ?? 0) >= MOST_CRASHES_ALONE,
    async start(id) {
      const alone = suspects.has(id);
      unfinished.set(id, (unfinished.get(id) ?? 0) + (alone ? 1 : 0));
      await log?.write(`${alone ? "Q" : "S"}${id}`);
    },
    async release(id) {
      unfinished.delete(id);
      await log?.write(`R${id}`);
    },
    async finish(id) {
      finished(id);
      await log?.write(`D${id}`);
    },
    async close() {
      await log?.close();
    },
  };
}

async function readLines(file: string): Promise<string[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text.split("\n").slice(0, -1);
}

interface LineWriter {
  write(line: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Writes the lines of all who wait with one write and one sync.
 *
 * @param compact What the file has to say at present, including what is still to be written. It takes the place of the
 *   file at the beginning and whenever that has grown long.
 */
async function openLines(file: string, compact: () => readonly string[]): Promise<LineWriter> {
  let handle = await beginFile(file, compact());
  let lines = 0;
  let pending: string[] = [];
  let next: Promise<void> | undefined;
  let current: Promise<void> = Promise.resolve();
  const flush = async () => {
    await current.catch(() => {});
    const text = pending.join("");
    lines += pending.length;
    pending = [];
    current = next ?? Promise.resolve();
    next = undefined;
    if (lines > LONGEST_FILE) {
      const old = handle;
      handle = await beginFile(file, compact());
      lines = 0;
      await old.close();
    } else {
      await handle.appendFile(text);
      await handle.datasync();
    }
  };
  return {
    write(line) {
      pending.push(`${line}\n`);
      next ??= flush();
      return next;
    },
    async close() {
      // Whoever wrote the line has been told that it failed.
      await (next ?? current).catch(() => {});
      await handle.close();
    },
  };
}

async function beginFile(file: string, lines: readonly string[]): Promise<FileHandle> {
  const temporary = `${file}.new`;
  const handle = await open(temporary, "w", 0o600);
  await handle.write(lines.map((line) => `${line}\n`).join(""));
  await handle.sync();
  await rename(temporary, file);
  return handle;
}
