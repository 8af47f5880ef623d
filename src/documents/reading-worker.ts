import type { Words } from "../errors.js";
import { readProblem } from "./corpus-file.js";
import type { Audience } from "./document.js";
import { type ReadDocument, readDocument } from "./read-document.js";
import { watchLimits } from "./watch-limits.js";

/** A file to be read; a reading process is asked for one at a time. */
export interface ReadingRequest {
  readonly root: string;
  readonly path: string;
  readonly audience: Audience;
}

/** What it answers, one reply to each request. */
export type ReadingReply =
  | { readonly type: "read"; readonly read: ReadDocument }
  | { readonly type: "unreadable"; readonly words: Words };

/** Processor time at which the present file was begun, in microseconds; negative between files. Shared with the thread. */
const started = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)).fill(-1);

const [cpuTime = 0, memory = 0] = process.argv.slice(2).map(Number);
watchLimits({ started, cpuTime, memory });

async function handle({ root, path, audience }: ReadingRequest): Promise<ReadingReply> {
  const { user, system } = process.cpuUsage();
  started[0] = user + system;
  try {
    return { type: "read", read: await readDocument(root, path, audience) };
  } catch (error) {
    return { type: "unreadable", words: readProblem(error, path).words };
  } finally {
    started[0] = -1;
  }
}

process.on("message", (request: ReadingRequest) => void handle(request).then((reply) => process.send?.(reply)));
// Ctrl-C reaches the whole group of processes; the parent decides what becomes of the work.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit(0));
