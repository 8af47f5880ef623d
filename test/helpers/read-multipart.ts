/**
 * The fields of a `multipart/form-data` body, as Telegram reads it: files by the field that names them with
 * `attach://`. Node's own parser is stricter than the standard and than Telegram's.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7578
 */
export function readMultipart(body: Buffer, contentType: string): Readonly<Record<string, string | File>> {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1] ?? "";
  const fields: Record<string, string> = {};
  const files: Record<string, File> = {};
  // One byte a character, so that files survive.
  for (const part of body.toString("latin1").split(`--${boundary}`).slice(1, -1)) {
    const [head = "", ...rest] = part.split("\r\n\r\n");
    const content = Buffer.from(rest.join("\r\n\r\n").replace(/\r\n$/, ""), "latin1");
    const name = /name="([^"]*)"/i.exec(head)?.[1] ?? "";
    const fileName = /filename="?([^"\r\n]*)"?/i.exec(head)?.[1];
    if (fileName === undefined) fields[name] = content.toString("utf8");
    else files[name] = new File([content], Buffer.from(fileName, "latin1").toString("utf8"));
  }
  const attached = Object.entries(fields).map(([name, value]) => {
    const [, id] = /^attach:\/\/(.+)$/.exec(value) ?? [];
    return [name, (id === undefined ? undefined : files[id]) ?? value] as const;
  });
  return Object.fromEntries(attached);
}
