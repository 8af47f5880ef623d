import { deflateRawSync, deflateSync } from "node:zlib";

/** What a part of a ZIP file is made of. */
export interface ZipPart {
  readonly name: string;
  readonly content: Buffer;
  /** Written into the file in place of the true size. */
  readonly claimedSize?: number;
  /** Says that only who has the password can read it. */
  readonly isEncrypted?: boolean;
}

/** A ZIP file with deflated parts, which says of them whatever it is told to. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimedSize = content.length, isEncrypted = false } of parts) {
    const data = deflateRawSync(content);
    const bytes = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(isEncrypted ? 1 : 0, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(claimedSize, 18);
    fields.writeUInt16LE(bytes.length, 22);
    local.push(Buffer.from("PK\u0003\u0004", "latin1"), fields, bytes, data);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"), fields, rest, bytes);
    offset += 30 + bytes.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...directory, end]);
}

/** A PDF of one page whose content is given, by the filters that unpack it. */
export function pdfOf(content: Buffer, filters: readonly string[] = []): Buffer {
  const filter = filters.length > 0 ? `/Filter [${filters.join(" ")}]` : "";
  const font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
  return Buffer.concat([
    Buffer.from(
      `%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >> endobj
5 0 obj ${font} endobj
4 0 obj << /Length ${content.length} ${filter} >> stream
`,
      "latin1",
    ),
    content,
    Buffer.from("\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"),
  ]);
}

/** A PDF of less than 5 kB that unpacks to some hundred megabytes. */
export function pdfBomb(megabytes: number): Buffer {
  const once = deflateSync(Buffer.alloc(megabytes * 1_000_000, "q Q "), { level: 9 });
  return pdfOf(deflateSync(once, { level: 9 }), ["/FlateDecode", "/FlateDecode"]);
}
