import { crc32, inflateRawSync } from "node:zlib";
import { UnreadableFileError } from "../../errors.js";
import { READING_PROBLEMS, unreadable } from "../reading-problems.js";

const MAX_INFLATED = 200_000_000;
const MAX_RATIO = 100;
// Below this a high ratio does no harm: an almost empty XML file shrinks well.
const SMALL = 10_000_000;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/** What Node calls content that grows over a limit. */
const TOO_LARGE = "ERR_BUFFER_TOO_LARGE";

/** The parts of an office document, which is a ZIP file. A ZIP file among them is a part like any other: never opened. */
export interface Archive {
  /** In the order of the archive's directory. */
  readonly parts: readonly string[];
  /**
   * Content of a part, inflated; null if there is none of this name.
   *
   * @throws UnreadableFileError if it is damaged, or if with it the parts that were read are more than 200 MB or, above
   *   10 MB, more than 100 times the size of the file: the sizes that are written there may be wrong.
   */
  read(part: string): Buffer | null;
}

interface Entry {
  readonly part: string;
  readonly method: number;
  readonly data: Buffer;
}

/**
 * Opens an office document. A part is inflated when it is read; pictures and the like never are.
 *
 * @param extension Names the format in errors.
 * @throws UnreadableFileError if it is no ZIP file, is damaged or encrypted, has a part with a name that leads out of it
 *   or two of one name.
 * @see APPNOTE.TXT, ".ZIP File Format Specification", sections 4.3.7, 4.3.12 and 4.3.16
 */
export function openArchive(content: Uint8Array, name: string, extension: string): Archive {
  const file = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (file.readUIntBE(0, Math.min(4, file.length)) === 0xd0cf11e0) throw containerProblem(file, name, extension);
  const limit = Math.min(MAX_INFLATED, Math.max(SMALL, file.length * MAX_RATIO));
  const entries = new Map<string, Entry>();
  const sizes = new Map<string, number>();
  let total = 0;
  const problem = (error: unknown) => {
    if (error instanceof UnreadableFileError) return error;
    if ((error as NodeJS.ErrnoException).code === TOO_LARGE) return tooLarge(name, limit);
    return unreadable(READING_PROBLEMS.wrongFormat(name, extension), error);
  };
  try {
    for (const entry of readEntries(file, name)) {
      if (entries.has(entry.part)) throw new RangeError("two parts of one name");
      entries.set(entry.part, entry);
    }
  } catch (error) {
    throw problem(error);
  }
  return {
    parts: [...entries.keys()],
    read(part) {
      const entry = entries.get(part);
      if (entry === undefined) return null;
      const others = total - (sizes.get(part) ?? 0);
      try {
        const content = contentOf(entry, limit - others);
        sizes.set(part, content.length);
        total = others + content.length;
        return content;
      } catch (error) {
        throw problem(error);
      }
    },
  };
}

/** @throws It is damaged, or of more bytes than `most`. */
function contentOf({ method, data }: Entry, most: number): Buffer {
  if (method === DEFLATED) return inflateRawSync(data, { maxOutputLength: Math.max(1, most) });
  if (data.length > most) throw Object.assign(new RangeError("more bytes than allowed"), { code: TOO_LARGE });
  return data;
}

/** A ZIP file, not compressed, for a library that wants to open one itself: it sees nothing but what was checked. */
export function packArchive(parts: ReadonlyMap<string, Uint8Array>): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [part, content] of parts) {
    const name = Buffer.from(part);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(content), 0);
    sizes.writeUInt32LE(content.length, 4);
    sizes.writeUInt32LE(content.length, 8);
    sizes.writeUInt16LE(name.length, 12);
    const head = Buffer.alloc(14);
    head.writeUInt32LE(LOCAL_ENTRY, 0);
    local.push(head, sizes, name, Buffer.from(content.buffer, content.byteOffset, content.byteLength));
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(DIRECTORY_ENTRY, 0);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(entry, sizes, rest, name);
    offset += 30 + name.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...directory, end]);
}

function* readEntries(file: Buffer, name: string): Generator<Entry> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) throw new RangeError("no end of central directory");
  const count = file.readUInt16LE(end + 10);
  let position = file.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (file.readUInt32LE(position) !== DIRECTORY_ENTRY) throw new RangeError("no entry in the central directory");
    if ((file.readUInt16LE(position + 8) & ENCRYPTED) !== 0) throw encryptedProblem(name);
    const method = file.readUInt16LE(position + 10);
    if (method !== STORED && method !== DEFLATED) throw new RangeError(`compression method ${method}`);
    const local = file.readUInt32LE(position + 42);
    if (file.readUInt32LE(local) !== LOCAL_ENTRY) throw new RangeError("no local entry");
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const data = file.subarray(start, start + file.readUInt32LE(position + 20));
    const nameLength = file.readUInt16LE(position + 28);
    const part = file.toString("utf8", position + 46, position + 46 + nameLength);
    if (leadsOut(part)) {
      throw unreadable(READING_PROBLEMS.tamperedWith(name, part.slice(0, 80)));
    }
    yield { part, method, data };
    position += 46 + nameLength + file.readUInt16LE(position + 30) + file.readUInt16LE(position + 32);
  }
}

function leadsOut(part: string): boolean {
  return /^(?:[/\\]|[a-z]:)/iu.test(part) || part.split(/[/\\]/u).includes("..");
}

/** An OLE container: what office programs write for a password, and what their old formats are. */
function containerProblem(file: Buffer, name: string, extension: string): UnreadableFileError {
  if (file.includes(Buffer.from("EncryptedPackage", "utf16le"))) return encryptedProblem(name);
  return unreadable(READING_PROBLEMS.oldOffice(name, extension));
}

/** Says that only who has the password can read a document. */
export function encryptedProblem(name: string): UnreadableFileError {
  return unreadable(READING_PROBLEMS.encrypted(name));
}

function tooLarge(name: string, limit: number): UnreadableFileError {
  return unreadable(READING_PROBLEMS.inflated(name, Math.floor(limit / 1e6), MAX_INFLATED / 1e6, MAX_RATIO));
}
