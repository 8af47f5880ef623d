import { describe, expect, it } from "vitest";
import { decodeText } from "../../src/documents/decode-text.js";
import { UnreadableFileError } from "../../src/errors.js";

describe("decodeText", () => {
  it("reads UTF-8", () => {
    expect(decodeText(Buffer.from("Größe 😀"), "a.txt")).toBe("Größe 😀");
  });

  it("reads windows-1252 where the bytes are no UTF-8", () => {
    const bytes = Uint8Array.of(0x84, 0x47, 0x72, 0xf6, 0xdf, 0x65, 0x93, 0x20, 0x96, 0x20, 0x80);
    expect(decodeText(bytes, "a.txt")).toBe("„Größe“ – €");
  });

  it.each(["utf-16le", "utf-16be"])("reads %s by its byte order mark", (encoding) => {
    const bytes = Buffer.from("\ufeffÄmter", "utf16le");
    expect(decodeText(encoding === "utf-16be" ? bytes.swap16() : bytes, "a.txt")).toBe("Ämter");
  });

  it.each([
    ["a NUL byte", Buffer.from("Text\0")],
    ["many control bytes", Buffer.from("ab\x01\x02\x03\x04cd")],
  ])("refuses %s and names the file", (_, bytes) => {
    expect(() => decodeText(bytes, "akte.txt")).toThrow(UnreadableFileError);
    expect(() => decodeText(bytes, "akte.txt")).toThrow(/^akte\.txt holds binary data/);
  });
});
