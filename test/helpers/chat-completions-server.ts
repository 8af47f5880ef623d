import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the server does with one request. */
export type ScriptedReply =
  | { readonly kind: "message"; readonly content: string }
  | {
      readonly kind: "raw";
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Takes the request and never says a word. */
  | { readonly kind: "hang" }
  /** Sends the beginning of a reply and then nothing more. */
  | { readonly kind: "stall" }
  /** Sends bytes as long as anybody takes them. */
  | { readonly kind: "endless" }
  | { readonly kind: "disconnect" };

export interface RecordedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly response_format?: { readonly type: string };
    readonly temperature?: number;
  };
}

/** A language model that says what the test wants, behind a real HTTP server that speaks OpenAI's interface. */
export interface ChatCompletionsServer {
  /** For `baseUrl`: ends in `/v1`. */
  readonly baseUrl: string;
  readonly requests: readonly RecordedRequest[];
  /** Sets the replies to the next requests; the last one is repeated. */
  script(...replies: readonly ScriptedReply[]): void;
  /** Resolves when the next request has come in. */
  received(): Promise<RecordedRequest>;
  /** Resolves when a client hangs up before its reply was complete. */
  hungUp(): Promise<void>;
  close(): Promise<void>;
}

export async function startChatCompletionsServer(): Promise<ChatCompletionsServer> {
  const requests: RecordedRequest[] = [];
  const receivers: ((request: RecordedRequest) => void)[] = [];
  let replies: readonly ScriptedReply[] = [];
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
      answer(reply ?? { kind: "raw", status: 500, body: "nothing scripted" }, recorded, response);
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
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(completion(request.body.model, reply.content)));
      return;
    case "raw":
      response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
      response.end(reply.body);
      return;
    case "stall":
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"choices":[');
      return;
    case "endless":
      response.writeHead(200, { "content-type": "application/json" });
      pour(response);
      return;
    case "disconnect":
      response.destroy();
      return;
    case "hang":
      return;
  }
}

function completion(model: string, content: string): object {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 0,
    model,
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
}

function pour(response: ServerResponse): void {
  while (!response.destroyed && response.write(" ".repeat(65_536))) {}
  if (!response.destroyed) response.once("drain", () => pour(response));
}
