import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the server does with one request. */
export type ScriptedReply =
  /** Streams the content, as the arguments of a tool where one is asked for. */
  | { readonly kind: "message"; readonly content: string }
  /** Streams the content and then does something else than to end it well. */
  | {
      readonly kind: "begin";
      readonly content: string;
      /** `hang` says no more, `break` ends the connection, `error` reports status 500, `on` repeats a piece for ever. */
      readonly after: "hang" | "break" | "error" | "on";
    }
  | {
      readonly kind: "raw";
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Takes the request and never says a word. */
  | { readonly kind: "hang" }
  /** Sends the head of a reply and then a comment now and again, for ever. */
  | { readonly kind: "drip" }
  /** Sends bytes as long as anybody takes them. */
  | { readonly kind: "endless" }
  | { readonly kind: "disconnect" };

/** A reply, or what makes one from the request. */
export type Script = ScriptedReply | ((request: RecordedRequest) => ScriptedReply);

export interface RecordedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly response_format?: { readonly type: string };
    readonly tools?: readonly { readonly function: { readonly name: string } }[];
    readonly temperature?: number;
    readonly max_tokens?: number;
    readonly stream_options?: object;
  };
}

/** A language model that says what the test wants, behind a real HTTP server that speaks OpenAI's interface. */
export interface ChatCompletionsServer {
  /** For `baseUrl`: ends in `/v1`. */
  readonly baseUrl: string;
  readonly requests: readonly RecordedRequest[];
  /** Sets the replies to the next requests; the last one is repeated. */
  script(...replies: readonly Script[]): void;
  /** Resolves when the next request has come in. */
  received(): Promise<RecordedRequest>;
  /** Resolves when a client hangs up before its reply was complete. */
  hungUp(): Promise<void>;
  close(): Promise<void>;
}

export async function startChatCompletionsServer(): Promise<ChatCompletionsServer> {
  const requests: RecordedRequest[] = [];
  const receivers: ((request: RecordedRequest) => void)[] = [];
  let replies: readonly Script[] = [];
  let hungUp: () => void = () => undefined;
  const hangUp = new Promise<void>((resolve) => {
    hungUp = resolve;
  });

  const server = createServer((request, response) => {
    response.on("close", () => {
      if (!response.writableFinished) hungUp();
    });
    void record(request).then((recorded) => {
      requests.push(recorded);
      for (const receive of receivers.splice(0)) receive(recorded);
      const [reply, ...later] = replies;
      if (later.length > 0) replies = later;
      const made = typeof reply === "function" ? reply(recorded) : reply;
      answer(made ?? { kind: "raw", status: 500, body: "nothing scripted" }, recorded, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    script: (...next) => {
      replies = next;
    },
    received: () => new Promise((resolve) => receivers.push(resolve)),
    hungUp: () => hangUp,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function record(request: IncomingMessage): Promise<RecordedRequest> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const text = Buffer.concat(parts).toString("utf8");
  return { path: request.url ?? "", headers: request.headers, text, body: JSON.parse(text) };
}

function answer(reply: ScriptedReply, request: RecordedRequest, response: ServerResponse): void {
  switch (reply.kind) {
    case "message":
      beginStream(response);
      for (const piece of piecesOf(reply.content)) send(response, request, piece);
      sendEvent(response, { ...envelope(request), choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
      sendEvent(response, { ...envelope(request), choices: [], usage: USAGE });
      response.end("data: [DONE]\n\n");
      return;
    case "begin":
      beginStream(response);
      for (const piece of piecesOf(reply.content)) send(response, request, piece);
      if (reply.after === "break") setImmediate(() => response.destroy());
      else if (reply.after === "error") {
        sendEvent(response, { error: { message: "Frau Muster", code: 500 } });
        response.end();
      } else if (reply.after === "on") pour(response, `data: ${JSON.stringify(delta(request, "weiter "))}\n\n`);
      return;
    case "raw":
      response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
      response.end(reply.body);
      return;
    case "drip":
      beginStream(response);
      drip(response);
      return;
    case "endless":
      beginStream(response);
      pour(response, ": \n".repeat(16_384));
      return;
    case "disconnect":
      response.destroy();
      return;
    case "hang":
      return;
  }
}

const USAGE = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 };

function beginStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
}

function sendEvent(response: ServerResponse, event: object): void {
  response.write(`data: ${JSON.stringify(event)}\n\n`);
}

function send(response: ServerResponse, request: RecordedRequest, piece: string): void {
  sendEvent(response, delta(request, piece));
}

function delta(request: RecordedRequest, piece: string): object {
  const name = request.body.tools?.[0]?.function.name;
  const tool = { index: 0, id: "call-1", type: "function", function: { name, arguments: piece } };
  const content = name === undefined ? { content: piece } : { tool_calls: [tool] };
  return { ...envelope(request), choices: [{ index: 0, delta: { role: "assistant", ...content } }] };
}

function envelope({ body }: RecordedRequest): object {
  return { id: "chatcmpl-1", object: "chat.completion.chunk", created: 0, model: body.model };
}

/** Of three characters each, so that words, quotes and escapes are cut anywhere; longer ones of a very long text. */
function piecesOf(content: string): readonly string[] {
  const length = content.length > 100_000 ? 1_000 : 3;
  return content.match(new RegExp(`[\\s\\S]{1,${length}}`, "g")) ?? [];
}

function pour(response: ServerResponse, text: string): void {
  while (!response.destroyed && response.write(text)) {}
  if (!response.destroyed) response.once("drain", () => pour(response, text));
}

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write(": \n"), 20);
  response.on("close", () => clearInterval(timer));
}
