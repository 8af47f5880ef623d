import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { Readable } from "node:stream";
import { LanguageModelError } from "../errors.js";
import { guardedLookup } from "./check-address.js";

/** Bytes of a reply. An answer has some thousand characters, and a streamed one takes some hundred bytes for each word. */
const REPLY_LIMIT = 2 * 1024 * 1024;

/** Bytes of all headers of a reply. */
const HEADER_LIMIT = 16 * 1024;

/**
 * Makes a `fetch` that can reach one endpoint and nothing else.
 *
 * It sends no headers but the necessary, follows no redirect, unpacks nothing, reads a bounded reply, and takes only a
 * stream of events for a success. The key is known here only and so cannot get into an error or a trace of the client.
 *
 * @param baseUrl Every address must begin with it.
 * @throws {LanguageModelError} Another address is asked, the reply is too long or of another kind.
 */
export function createGuardedFetch(baseUrl: string, apiKey: string | null): typeof fetch {
  const { protocol } = new URL(baseUrl);
  const request = protocol === "https:" ? requestHttps : requestHttp;
  const lookup = guardedLookup(protocol === "https:" ? "https:" : "http:");

  return async (target, init) => {
    const address = String(target instanceof Request ? target.url : target);
    if (!address.startsWith(`${baseUrl}/`))
      throw new LanguageModelError("was not asked, because the address is another");
    const body = typeof init?.body === "string" ? init.body : "";
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      accept: "text/event-stream, application/json",
      "accept-encoding": "identity",
      ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
    };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { method: init?.method ?? "POST", headers, lookup, maxHeaderSize: HEADER_LIMIT };
      const signal = init?.signal ?? undefined;
      const sent = request(address, signal === undefined ? options : { ...options, signal }, resolve);
      sent.on("error", reject);
      sent.end(body);
    });
    const status = response.statusCode ?? 0;
    const isStream = /^text\/event-stream\b/i.test(response.headers["content-type"] ?? "");
    if (status === 200 && !isStream) {
      response.destroy();
      throw new LanguageModelError("replied with something that is no stream of events");
    }
    const retryAfter = response.headers["retry-after"];
    return new Response(Readable.toWeb(Readable.from(bounded(response))) as ReadableStream, {
      status,
      headers: {
        "content-type": isStream ? "text/event-stream" : "application/json",
        ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
      },
    });
  };
}

async function* bounded(response: IncomingMessage): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const part of response) {
    const bytes = Buffer.from(part);
    length += bytes.byteLength;
    if (length > REPLY_LIMIT) throw new LanguageModelError(`replied with more than ${REPLY_LIMIT} bytes`);
    yield bytes;
  }
}
