import { HumanMessage, SystemMessage } from "@langchain/core/messages";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ConfigurationError, LanguageModelError } from "../../src/errors.js";
import { type ChatModelOptions, createChatModel } from "../../src/language-model/chat-model.js";
import { type ProviderName, providers } from "../../src/language-model/index.js";
import { type ChatCompletionsServer, startChatCompletionsServer } from "../helpers/chat-completions-server.js";

const KEY = "sk-secret-4711";
const prompt = [new SystemMessage("Reply in JSON."), new HumanMessage("Wo ist das Amt?")];

let server: ChatCompletionsServer;
beforeEach(async () => {
  server = await startChatCompletionsServer();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const providerNames: readonly ProviderName[] = ["openai-compatible"];

it("runs the contract for every provider of the table", () => {
  expect(Object.keys(providers)).toEqual(providerNames);
});

describe.each(providerNames)("%s", (provider) => {
  const open = (options: Partial<ChatModelOptions> = {}) =>
    createChatModel({ provider, baseUrl: server.baseUrl, model: "tiny", apiKey: KEY, retryDelayMs: 1, ...options });

  /** The error of a failed call, after looking for the key in every form a log may give it. */
  async function failure(call: Promise<string>): Promise<LanguageModelError> {
    const error: unknown = await call.catch((reason: unknown) => reason);
    if (!(error instanceof LanguageModelError)) throw new Error("no LanguageModelError", { cause: error });
    const { inspect } = await import("node:util");
    expect(inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error)).not.toMatch(/4711|Wo ist/);
    return error;
  }

  it("sends the messages and the key and returns what the model wrote", async () => {
    server.script({ kind: "message", content: ' {"claims":[]}\n' });
    const model = await open();

    expect(await model.complete(prompt)).toBe('{"claims":[]}');
    expect(model.name).toBe("tiny");
    const [request] = server.requests;
    expect(request?.path).toBe("/v1/chat/completions");
    expect(request?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(request?.body).toMatchObject({ model: "tiny", temperature: 0, response_format: { type: "json_object" } });
    expect(request?.body.messages.map(({ role, content }) => [role, content])).toEqual([
      ["system", "Reply in JSON."],
      ["user", "Wo ist das Amt?"],
    ]);
  });

  it("sends no key where none is configured, whatever the environment holds", async () => {
    vi.stubEnv("OPENAI_API_KEY", "sk-of-another-service");
    vi.stubEnv("OPENAI_ORG_ID", "org-1");
    server.script({ kind: "message", content: "{}" });

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
    const printed = [vi.spyOn(console, "log"), vi.spyOn(console, "debug"), vi.spyOn(console, "info")];
    server.script({ kind: "message", content: "{}" });

    await (await open()).complete(prompt);
    await other.close();

    expect(other.requests).toEqual([]);
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it.each([429, 500, 503])("tries twice more after status %i", async (status) => {
    const busy = { kind: "raw", status, body: '{"error":{"message":"busy"}}' } as const;
    server.script(busy, busy, { kind: "message", content: "{}" });
    expect(await (await open()).complete(prompt)).toBe("{}");
    expect(server.requests).toHaveLength(3);

    server.script(busy);
    expect((await failure((await open()).complete(prompt))).message).toBe(
      `The language model tiny at ${new URL(server.baseUrl).origin} answered with status ${status}.`,
    );
    expect(server.requests).toHaveLength(6);
  });

  it("tries again when the connection breaks", async () => {
    server.script({ kind: "disconnect" }, { kind: "message", content: "{}" });
    expect(await (await open()).complete(prompt)).toBe("{}");
    expect(server.requests).toHaveLength(2);
  });

  it("gives up at once when it is told to wait longer than it may take", async () => {
    server.script({ kind: "raw", status: 429, body: "{}", headers: { "retry-after": "3600" } });
    await failure((await open()).complete(prompt));
    expect(server.requests).toHaveLength(1);
  });

  it("says that nobody listens at the address", async () => {
    await server.close();
    expect((await failure((await open()).complete(prompt))).message).toMatch(/cannot be reached/);
    server = await startChatCompletionsServer();
  });

  it("asks without JSON mode, then without temperature, where the endpoint refuses them, and remembers it", async () => {
    const refusal = { kind: "raw", status: 400, body: '{"error":{"message":"unknown field"}}' } as const;
    server.script(refusal, refusal, { kind: "message", content: "{}" });
    const model = await open();
    await model.complete(prompt);
    await model.complete(prompt);

    const asked = server.requests.map(({ body }) => [body.response_format?.type, body.temperature]);
    expect(asked).toEqual([
      ["json_object", 0],
      [undefined, 0],
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it("follows no redirect", async () => {
    const target = await startChatCompletionsServer();
    target.script({ kind: "message", content: "{}" });
    const location = `${target.baseUrl}/chat/completions`;
    server.script({ kind: "raw", status: 307, body: "", headers: { location } });

    expect((await failure((await open()).complete(prompt))).message).toMatch(/redirect \(status 307\)/);
    expect([server.requests.length, target.requests.length]).toEqual([1, 0]);
    await target.close();
  });

  it("keeps the endpoint's own words, which may repeat the key, out of the error", async () => {
    server.script({ kind: "raw", status: 401, body: `{"error":{"message":"Incorrect API key provided: ${KEY}"}}` });
    expect((await failure((await open()).complete(prompt))).message).toMatch(/refused the key \(status 401\)/);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [
      "a page instead of JSON",
      { kind: "raw", status: 200, body: "<html>Login", headers: { "content-type": "text/html" } },
    ],
    ["a page that claims to be JSON", { kind: "raw", status: 200, body: "<html>Login" }],
    ["an object of another shape", { kind: "raw", status: 200, body: '{"choices":[{}]}' }],
    ["null", { kind: "raw", status: 200, body: "null" }],
    ["an empty message", { kind: "message", content: " " }],
    ["a reply without end", { kind: "endless" }],
  ] as const)("refuses %s without asking again", async (_name, reply) => {
    server.script(reply);
    await failure((await open()).complete(prompt));
    expect(server.requests).toHaveLength(1);
  });

  it.each(["hang", "stall"] as const)("gives up when the time is over and hangs up (%s)", async (kind) => {
    server.script({ kind });
    const message = (await failure((await open({ timeoutMs: 500 })).complete(prompt))).message;
    expect(message).toMatch(/did not answer within 500 ms/);
    await server.hungUp();
    expect(server.requests).toHaveLength(1);
  });

  it("stops with the caller's reason and hangs up when it is aborted", async () => {
    server.script({ kind: "stall" });
    const stop = new AbortController();
    const received = server.received();
    const call = (await open()).complete(prompt, stop.signal);
    await received;
    const reason = new Error("the person pressed Stop");
    stop.abort(reason);

    await expect(call).rejects.toBe(reason);
    await server.hungUp();
    await expect((await open()).complete(prompt, stop.signal)).rejects.toBe(reason);
    expect(server.requests).toHaveLength(1);
  });
});

it.each(["", "localhost:11434", "file:///etc/passwd", "http://127.0.0.1/v1?key=1", "http://me:sk-1@127.0.0.1/v1"])(
  "refuses the address %j without repeating it",
  async (baseUrl) => {
    const error: unknown = await createChatModel({ baseUrl, model: "tiny", apiKey: null }).catch((reason) => reason);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).not.toMatch(/sk-1|passwd/);
  },
);
