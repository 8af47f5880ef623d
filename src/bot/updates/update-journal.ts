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
  const open = new Map<number, number>();
  for (const line of await readLines(file)) {
    const [, letter, digits] = /^([SQRD])(\d+)$/.exec(line) ?? [];
    const id = Number(digits);
    if (letter === "D") finished(id);
    else if (letter === "R") open.delete(id);
    else if (letter !== undefined) open.set(id, (open.get(id) ?? 0) + (letter === "Q" ? 1 : 0));
  }
  const suspects = new Map(open);
  let log = await rewrite();

  function finished(id: number): void {
    open.delete(id);
    done.add(id);
    for (const oldest of done) {
      if (done.size <= REMEMBERED) break;
      done.delete(oldest);
    }
  }

  function rewrite(): Promise<LineWriter> {
    const lines = [...done].map((id) => `D${id}`);
    for (const [id, alone] of open) lines.push(`S${id}`, ...Array.from({ length: alone }, () => `Q${id}`));
    return beginFile(file, lines);
  }

  return {
    isDone: (id) => done.has(id),
    isSuspect: (id) => suspects.has(id) && !done.has(id),
    isPoison: (id) => (suspects.get(id) ?? 0) >= MOST_CRASHES_ALONE,
    start(id) {
      open.set(id, open.get(id) ?? 0);
      return log.write(`${suspects.has(id) ? "Q" : "S"}${id}`);
    },
    release(id) {
      open.delete(id);
      return log.write(`R${id}`);
    },
    async finish(id) {
      finished(id);
      await log.write(`D${id}`);
      if (log.lines <= LONGEST_FILE) return;
      const old = log;
      log = await rewrite();
      await old.close();
    },
    close: () => log.close(),
  };
}

async function readLines(file: string | null): Promise<string[]> {
  if (file === null) return [];
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text.split("\n").slice(0, -1);
}

interface LineWriter {
  readonly lines: number;
  write(line: string): Promise<void>;
  close(): Promise<void>;
}

async function beginFile(file: string | null, lines: readonly string[]): Promise<LineWriter> {
  if (file === null) return { lines: 0, write: async () => {}, close: async () => {} };
  const temporary = `${file}.new`;
  const handle = await open(temporary, "w", 0o600);
  await handle.write(lines.map((line) => `${line}\n`).join(""));
  await handle.sync();
  await rename(temporary, file);
  return appendLines(handle, lines.length);
}

/** Writes the lines of all who wait with one write and one sync. */
function appendLines(handle: FileHandle, existing: number): LineWriter {
  let pending: string[] = [];
  let next: Promise<void> | undefined;
  let current: Promise<void> = Promise.resolve();
  let lines = existing;
  const flush = async () => {
    await current;
    const text = pending.join("");
    pending = [];
    current = next ?? Promise.resolve();
    next = undefined;
    await handle.appendFile(text);
    await handle.datasync();
  };
  return {
    get lines() {
      return lines;
    },
    write(line) {
      lines++;
      pending.push(`${line}\n`);
      next ??= flush();
      return next;
    },
    async close() {
      await (next ?? current);
      await handle.close();
    },
  };
}
