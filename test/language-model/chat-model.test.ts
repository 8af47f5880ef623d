import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { HumanMessage, SystemMessage } from "@langchain/core/messages";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ConfigurationError, LanguageModelError } from "../../src/errors.js";
import { type ChatModelOptions, type Completion, createChatModel } from "../../src/language-model/chat-model.js";
import { type ChatCompletionsServer, startChatCompletionsServer } from "../helpers/chat-completions-server.js";

const KEY = "sk-secret-4711";
const messages = [new SystemMessage("Reply in JSON."), new HumanMessage("Wo ist das Amt?")];
const reply = { name: "answer", schema: { type: "object", properties: { claims: { type: "array" } } } };
/** Ample: whatever a test does not want to take its time. */
const prompt = { messages, reply, timeoutMs: 20_000 };
const message = { kind: "message", content: '{"claims":[]}' } as const;

let server: ChatCompletionsServer;
beforeEach(async () => {
  server = await startChatCompletionsServer();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const open = (options: Partial<ChatModelOptions> = {}) =>
  createChatModel({ baseUrl: server.baseUrl, model: "tiny", apiKey: KEY, retryDelayMs: 1, ...options });

/** The error of a failed call, after looking for the key in every form a log may give it. */
async function failure(call: Promise<Completion>): Promise<LanguageModelError> {
  const error: unknown = await call.catch((reason: unknown) => reason);
  if (!(error instanceof LanguageModelError)) throw new Error("no LanguageModelError", { cause: error });
  expect(inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error)).not.toMatch(
    /sk-secret|Wo ist|Muster/,
  );
  return error;
}

describe("a prompt", () => {
  it("is sent with the key, and its reply comes in pieces, with the number of tokens", async () => {
    server.script(message);
    const model = await open();
    const pieces: string[] = [];
    const read = (piece: string) => {
      pieces.push(piece);
      return "more" as const;
    };

    expect(await model.complete({ ...prompt, read })).toEqual({
      text: '{"claims":[]}',
      tokens: { prompt: 7, completion: 5 },
    });
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join("")).toBe('{"claims":[]}');
    expect(model.name).toBe("tiny");
    const [request] = server.requests;
    expect(request?.path).toBe("/v1/chat/completions");
    expect(request?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(request?.body).toMatchObject({ model: "tiny", stream: true, temperature: 0, max_tokens: 2_000 });
    expect(request?.body.messages.map(({ role, content }) => [role, content])).toEqual([
      ["system", "Reply in JSON."],
      ["user", "Wo ist das Amt?"],
    ]);
  });

  it("carries no key where none is configured, whatever the environment holds", async () => {
    vi.stubEnv("OPENAI_API_KEY", "sk-of-another-service");
    vi.stubEnv("OPENAI_ORG_ID", "org-1");
    vi.stubEnv("HTTP_PROXY", "http://127.0.0.1:9/");
    server.script(message);

    await (await open({ apiKey: null, baseUrl: `${server.baseUrl}/` })).complete(prompt);

    const [request] = server.requests;
    expect(request?.path).toBe("/v1/chat/completions");
    expect(request?.headers).not.toHaveProperty("authorization");
    expect(JSON.stringify(request?.headers)).not.toMatch(/another|org-1|stainless/);
  });

  it("sends and prints nothing for LangChain's tracing, whatever the environment holds", async () => {
    const other = await startChatCompletionsServer();
    vi.stubEnv("LANGSMITH_TRACING", "true");
    vi.stubEnv("LANGSMITH_API_KEY", "key");
    vi.stubEnv("LANGSMITH_ENDPOINT", other.baseUrl);
    vi.stubEnv("LANGCHAIN_CALLBACKS_BACKGROUND", "false");
    vi.stubEnv("LANGCHAIN_VERBOSE", "true");
    vi.stubEnv("OPENAI_LOG", "debug");
    const printed = (["log", "debug", "info", "warn", "error"] as const).map((name) => vi.spyOn(console, name));
    const events = 'data: {"choices":[{"delta":{"content":"Frau Muster\n\n';
    const broken = {
      kind: "raw",
      status: 200,
      body: events,
      headers: { "content-type": "text/event-stream" },
    } as const;
    server.script(message, broken);

    await (await open()).complete(prompt);
    await failure((await open()).complete(prompt));
    await other.close();

    expect(other.requests).toEqual([]);
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it("ends where the reader has enough, whatever the endpoint would go on to write", async () => {
    server.script({ kind: "begin", content: '{"claims":[]}', after: "on" });
    let read = "";
    const { text } = await (await open()).complete({
      ...prompt,
      read: (piece) => {
        read += piece;
        return read.includes("}") ? "enough" : "more";
      },
    });
    expect(text).toBe('{"claims":[]}');
    await server.hungUp();
  });
});

describe("structured output", () => {
  const refusal = (text: string) =>
    ({ kind: "raw", status: 400, body: JSON.stringify({ error: { message: text } }) }) as const;
  const modes = () =>
    server.requests.map(({ body }) => body.response_format?.type ?? (body.tools === undefined ? "text" : "tools"));

  it("is asked for by schema, JSON mode, tool and words alone until the endpoint understands, which is remembered", async () => {
    const no = refusal("unknown field");
    server.script(no, no, no, message);
    const model = await open();
    await model.complete(prompt);
    await model.complete(prompt);
    expect(modes()).toEqual(["json_schema", "json_object", "tools", "text", "text"]);
  });

  it.each([
    [0, "json_schema"],
    [1, "json_object"],
    [2, "tools"],
    [3, "text"],
  ] as const)("is read alike after %i refusals (%s)", async (refusals, mode) => {
    server.script(...Array.from({ length: refusals }, () => refusal("")), message);
    expect((await (await open()).complete(prompt)).text).toBe('{"claims":[]}');
    expect(modes().at(-1)).toBe(mode);
  });

  it.each([
    ["schema", "json_schema"],
    ["json", "json_object"],
    ["tools", "tools"],
    ["text", "text"],
  ] as const)("is asked for as configured (%s)", async (output, mode) => {
    server.script(message);
    await (await open({ output })).complete(prompt);
    expect(modes()).toEqual([mode]);
  });

  it("keeps its mode where the endpoint names something else that it does not know", async () => {
    server.script(
      refusal("Unsupported value: 'temperature'"),
      refusal("extra_forbidden: stream_options"),
      refusal("use another max_tokens"),
      message,
    );
    await (await open()).complete(prompt);
    expect(modes()).toEqual(["json_schema", "json_schema", "json_schema", "json_schema"]);
    const { body } = server.requests.at(-1) ?? {};
    for (const name of ["temperature", "stream_options", "max_tokens"]) expect(body).not.toHaveProperty(name);
  });

  it("takes another mode where one makes the model fall silent", async () => {
    server.script({ kind: "message", content: " " }, message);
    expect((await (await open()).complete(prompt)).text).toBe('{"claims":[]}');
    expect(modes()).toEqual(["json_schema", "json_object"]);
  });

  it("is given up where the endpoint refuses everything", async () => {
    server.script(refusal("no"));
    expect((await failure((await open()).complete(prompt))).message).toMatch(/answered with status 400/);
    expect(server.requests).toHaveLength(7);
  });
});

describe("a failing endpoint", () => {
  it.each([429, 500, 503])("is asked twice more after status %i", async (status) => {
    const busy = { kind: "raw", status, body: '{"error":{"message":"busy"}}' } as const;
    server.script(busy, busy, message);
    await (await open()).complete(prompt);
    expect(server.requests).toHaveLength(3);

    server.script(busy);
    expect((await failure((await open()).complete(prompt))).message).toBe(
      `The language model tiny at ${new URL(server.baseUrl).origin} answered with status ${status}.`,
    );
    expect(server.requests).toHaveLength(6);
  });

  it("is asked again when the connection breaks before the first word, and not after it", async () => {
    server.script({ kind: "disconnect" }, message);
    await (await open()).complete(prompt);
    expect(server.requests).toHaveLength(2);

    server.script({ kind: "begin", content: '{"claims":[', after: "break" });
    await failure((await open()).complete(prompt));
    server.script({ kind: "begin", content: '{"claims":[', after: "error" });
    await failure((await open()).complete(prompt));
    expect(server.requests).toHaveLength(4);
  });

  it("is asked again when it says so, and not at all when that is too late", async () => {
    const busy = (after: string) =>
      ({ kind: "raw", status: 429, body: "{}", headers: { "retry-after": after } }) as const;
    server.script(busy("0"), busy("Thu, 01 Jan 1970 00:00:00 GMT"), message);
    await (await open({ retryDelayMs: 3_600_000 })).complete(prompt);
    expect(server.requests).toHaveLength(3);

    server.script(busy("3600"));
    await failure((await open()).complete(prompt));
    expect(server.requests).toHaveLength(4);
  });

  it("may not be there at all", async () => {
    await server.close();
    expect((await failure((await open()).complete(prompt))).message).toMatch(/cannot be reached/);
    server = await startChatCompletionsServer();
  });

  it("cannot lead elsewhere", async () => {
    const target = await startChatCompletionsServer();
    target.script(message);
    const location = `${target.baseUrl}/chat/completions`;
    server.script({ kind: "raw", status: 307, body: "", headers: { location } });
    expect((await failure((await open()).complete(prompt))).message).toMatch(/redirect \(status 307\)/);
    expect([server.requests.length, target.requests.length]).toEqual([1, 0]);
    await target.close();
  });

  it("cannot get its own words, which may repeat the key, into the error", async () => {
    server.script({ kind: "raw", status: 401, body: `{"error":{"message":"Incorrect API key provided: ${KEY}"}}` });
    expect((await failure((await open()).complete(prompt))).message).toMatch(/refused the key \(status 401\)/);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ["a page", { kind: "raw", status: 200, body: "<html>Login", headers: { "content-type": "text/html" } }],
    ["JSON in one piece", { kind: "raw", status: 200, body: '{"choices":[]}' }],
    ["bytes without end", { kind: "endless" }],
    ["words without end", { kind: "begin", content: "{", after: "on" }],
  ] as const)("is not asked again after %s", async (_name, script) => {
    server.script(script);
    await failure((await open()).complete(prompt));
    expect(server.requests).toHaveLength(1);
  });

  it("is left alone after three failures, then tried once, and used again when it recovers", async () => {
    let time = 0;
    const model = await open({ now: () => time });
    const alone = /left alone after \d failures/;
    server.script({ kind: "raw", status: 401, body: "{}" });
    for (let call = 1; call <= 3; call++) await failure(model.complete(prompt));
    expect((await failure(model.complete(prompt))).message).toMatch(alone);
    expect(server.requests).toHaveLength(3);

    time = 10_000;
    await failure(model.complete(prompt));
    expect(server.requests).toHaveLength(4);
    time = 29_999;
    expect((await failure(model.complete(prompt))).message).toMatch(alone);

    time = 30_000;
    server.script({ kind: "hang" }, message);
    const received = server.received();
    const stop = new AbortController();
    const trial = model.complete({ ...prompt, signal: stop.signal });
    await received;
    expect((await failure(model.complete(prompt))).message).toMatch(alone);
    stop.abort(new Error("the person left"));
    await expect(trial).rejects.toThrow("the person left");
    await model.complete(prompt);
    await model.complete(prompt);
    expect(server.requests).toHaveLength(7);
  });
});

describe("time", () => {
  it.each([{ kind: "hang" }, { kind: "drip" }, { kind: "begin", content: "{", after: "hang" }] as const)(
    "ends a call, which hangs up (%j)",
    async (script) => {
      server.script(script);
      const call = (await open()).complete({ ...prompt, timeoutMs: 300 });
      expect((await failure(call)).message).toMatch(/did not answer within 300 ms/);
      await server.hungUp();
      expect(server.requests).toHaveLength(1);
    },
  );

  it("is over for the caller at once when he leaves", async () => {
    server.script({ kind: "begin", content: "{", after: "hang" });
    const stop = new AbortController();
    const received = server.received();
    const call = (await open()).complete({ ...prompt, signal: stop.signal });
    await received;
    const reason = new Error("the person pressed Stop");
    stop.abort(reason);

    await expect(call).rejects.toBe(reason);
    await server.hungUp();
    await expect((await open()).complete({ ...prompt, signal: stop.signal })).rejects.toBe(reason);
    expect(server.requests).toHaveLength(1);
  });

  it("is shared by so many calls at once as are allowed, in turn, and the wait for a turn counts", async () => {
    server.script({ kind: "hang" });
    const model = await open({ concurrency: 2 });
    const stop = new AbortController();
    const first = [1, 2].map(() => model.complete({ ...prompt, signal: stop.signal }).catch(() => "stopped"));
    const waiting = failure(model.complete({ ...prompt, timeoutMs: 200 }));
    expect((await waiting).message).toMatch(/did not answer within 200 ms/);
    expect(server.requests).toHaveLength(2);

    server.script(message);
    const next = model.complete(prompt);
    stop.abort();
    expect(await Promise.all(first)).toEqual(["stopped", "stopped"]);
    await next;
    expect(server.requests).toHaveLength(3);
  });

  it("is not wasted on a queue without end", async () => {
    server.script({ kind: "hang" });
    const model = await open({ concurrency: 1 });
    const stop = new AbortController();
    const calls = Array.from({ length: 101 }, () => model.complete({ ...prompt, signal: stop.signal }));
    expect((await failure(model.complete(prompt))).message).toMatch(/has 100 questions waiting/);
    stop.abort();
    await Promise.allSettled(calls);
  });
});

describe("an address", () => {
  it.each([
    "",
    "localhost:11434",
    "ftp://127.0.0.1/v1",
    "http://127.0.0.1/v1?key=1",
    "http://me:sk-1@127.0.0.1/v1",
    "http://203.0.113.7/v1",
    "http://169.254.169.254/v1",
    "https://169.254.169.254/v1",
    "https://[fe80::1]/v1",
    "http://[::ffff:169.254.169.254]/v1",
    "http://0.0.0.0:11434/v1",
    "file:///nowhere/small.gguf",
    "file:///nowhere/100%.gguf",
  ])("that cannot or may not be asked is refused (%j)", async (baseUrl) => {
    const error: unknown = await createChatModel({ baseUrl, model: "tiny", apiKey: null }).catch((reason) => reason);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).not.toMatch(/sk-1|passwd/);
  });

  it.each([
    "http://127.0.0.1:11434/v1",
    "http://[::1]/v1",
    "http://10.0.0.5/v1",
    "https://203.0.113.7/v1",
    "http://ollama/v1",
  ])("of one's own network or with encryption is taken (%s)", async (baseUrl) => {
    expect((await createChatModel({ baseUrl, model: "tiny", apiKey: null })).name).toBe("tiny");
  });

  it("of a file is refused in one sentence without the package for it, or with a file that is no model", async () => {
    const directory = await mkdtemp(join(tmpdir(), "auskunft-"));
    const path = join(directory, "small.gguf");
    await writeFile(path, "no model");
    const error: unknown = await open({ baseUrl: pathToFileURL(path).href }).catch((reason: unknown) => reason);
    await rm(directory, { recursive: true });
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toMatch(/npm install --no-save node-llama-cpp@|llama\.cpp cannot load/);
  });

  it("is looked up with the same care as it is read", async () => {
    const port = new URL(server.baseUrl).port;
    server.script(message);
    await (await open({ baseUrl: `http://localhost:${port}/v1` })).complete(prompt);
    expect(server.requests).toHaveLength(1);
    expect(
      (await failure((await open({ baseUrl: `http://name.invalid:${port}/v1` })).complete(prompt))).message,
    ).toMatch(/cannot be reached/);
  });
});
