import { inflateRawSync } from "node:zlib";
import { UnreadableFileError } from "../../errors.js";

const MAX_INFLATED = 200_000_000;
const MAX_RATIO = 100;
// Below this a high ratio does no harm: an almost empty XML file shrinks well.
const SMALL = 10_000_000;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const DEFLATED = 8;

/**
 * Refuses a ZIP file that is none, is damaged, or inflates to more than 200 MB or 100 times its size.
 *
 * Every entry is inflated within the limit and thrown away, for the sizes written in the file may be wrong.
 *
 * @throws UnreadableFileError
 * @see APPNOTE.TXT, ".ZIP File Format Specification", sections 4.3.7, 4.3.12 and 4.3.16
 */
export function checkInflatedSize(content: Uint8Array, name: string): void {
  const file = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const limit = Math.min(MAX_INFLATED, Math.max(SMALL, file.length * MAX_RATIO));
  let inflated = 0;
  try {
    for (const entry of entries(file)) {
      if (entry.method !== DEFLATED) inflated += entry.data.length;
      else inflated += inflateRawSync(entry.data, { maxOutputLength: Math.max(1, limit - inflated) }).length;
      if (inflated > limit) throw tooLarge(name);
    }
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(name);
    throw new UnreadableFileError(`${name} is damaged or no .docx file; save it again as .docx or remove it.`, {
      cause: error,
    });
  }
}

function tooLarge(name: string): UnreadableFileError {
  return new UnreadableFileError(
    `${name} unpacks to more than ${MAX_RATIO} times its size or ${MAX_INFLATED / 1e6} MB; split it or remove it.`,
  );
}

function* entries(file: Buffer): Generator<{ method: number; data: Buffer }> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || file.readUInt32LE(end) !== END_OF_DIRECTORY) throw new RangeError("no end of central directory");
  const count = file.readUInt16LE(end + 10);
  let position = file.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (file.readUInt32LE(position) !== DIRECTORY_ENTRY) throw new RangeError("no entry in the central directory");
    const local = file.readUInt32LE(position + 42);
    if (file.readUInt32LE(local) !== LOCAL_ENTRY) throw new RangeError("no local entry");
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const data = file.subarray(start, start + file.readUInt32LE(position + 20));
    yield { method: file.readUInt16LE(position + 10), data };
    position +=
      46 + file.readUInt16LE(position + 28) + file.readUInt16LE(position + 30) + file.readUInt16LE(position + 32);
  }
}
