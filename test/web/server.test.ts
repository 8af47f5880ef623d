import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createWebServer } from "../../src/web/create-web-server.js";
import { createAssistantDouble, makeAnswer } from "./assistant-double.js";
import { type RunningServer, startServer } from "./running-server.js";

const running: RunningServer[] = [];

async function start(...options: Parameters<typeof startServer>): Promise<RunningServer> {
  const server = await startServer(...options);
  running.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

/** A promise with its resolver. */
function signal<T = void>() {
  let send: (value: T) => void = () => {};
  const received = new Promise<T>((resolve) => {
    send = resolve;
  });
  return { received, send };
}

describe("/healthz", () => {
  it("is 200 with the generation once questions can be answered", async () => {
    const server = await start();
    const response = await server.get("/healthz");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ok", generation: "2026-01-01-abcd" });
  });

  it("is 503 with the reason while degraded", async () => {
    const server = await start();
    server.health = { status: "degraded", generation: null, reason: "The index is being built." };
    const response = await server.get("/healthz");
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual(server.health);
  });
});

describe("starting", () => {
  it("refuses a port in use, naming the variable, the value and what to do", async () => {
    const port = Number(new URL((await start()).url).port);
    await expect(start({ port })).rejects.toMatchObject({
      name: "ConfigurationError",
      message: `WEB_PORT ${port} is already in use on 127.0.0.1. Stop the program that uses it, or set WEB_PORT to a free port.`,
    });
  });

  it("refuses a host that is not this machine", async () => {
    await expect(start({ host: "198.51.100.7" })).rejects.toMatchObject({
      name: "ConfigurationError",
      message: expect.stringContaining('WEB_HOST "198.51.100.7" is not an address of this machine'),
    });
  });

  it("gives an address that a browser can open, for every host", async () => {
    for (const host of ["0.0.0.0", "localhost", "127.0.0.1"]) {
      const server = await start({ host });
      expect((await server.get("/healthz")).status).toBe(200);
    }
  });
});

describe("stopping", () => {
  it("finishes every running request and takes no other", async () => {
    const server = await start();
    const asked = [signal(), signal()];
    const answers = [signal(), signal()];
    server.assistant.reply = async () => {
      const index = server.assistant.questions.length - 1;
      asked[index]?.send();
      await answers[index]?.received;
      return makeAnswer();
    };
    const first = server.post("/ask", { question: "Ab wann?" });
    await asked[0]?.received;
    const second = server.post("/ask", { question: "Bis wann?" });
    await asked[1]?.received;
    let released = false;
    const stopped = Promise.all([server.stop(), server.stop().then(() => expect(released).toBe(true))]);
    await expect(server.get("/")).rejects.toThrow();
    answers[0]?.send();
    expect(await (await first).text()).toContain("</html>");
    released = true;
    answers[1]?.send();
    expect(await (await second).text()).toContain("</html>");
    await stopped;
  });

  it("does not wait for connections without a request", async () => {
    const server = await start();
    const idle = connect(Number(new URL(server.url).port), "127.0.0.1");
    await once(idle, "connect");
    // The answer shows that the server has accepted the connection that came before.
    await server.get("/healthz");
    await Promise.all([once(idle, "close"), server.stop()]);
  });

  it("is harmless twice and before the start, and the server can start again", async () => {
    const server = createWebServer({
      assistant: createAssistantDouble(),
      host: "127.0.0.1",
      port: 0,
      contact: null,
      languageModel: null,
      logger: { info() {}, warn() {}, error() {} },
      health: () => ({ status: "ok", generation: null }),
    });
    await server.stop();
    await server.start();
    await Promise.all([server.stop(), server.stop()]);
    const { url } = await server.start();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await server.stop();
  });
});

describe("POST /telegram", () => {
  const bring = ({ url }: RunningServer, body: string) =>
    fetch(`${url}/telegram`, { method: "POST", body, headers: { "X-Telegram-Bot-Api-Secret-Token": "s" } });

  it("hands over what Telegram brings, which no browser vouches for, and replies as it is told", async () => {
    const brought: unknown[] = [];
    const server = await start({
      async receiveUpdate(request) {
        brought.push([request.headers.get("x-telegram-bot-api-secret-token"), await request.json()]);
        return new Response(null, { status: 503 });
      },
    });
    expect((await bring(server, '{"update_id":7}')).status).toBe(503);
    expect(brought).toEqual([["s", { update_id: 7 }]]);
    expect((await bring(server, `"${"x".repeat(1024 * 1024)}"`)).status).toBe(413);
    expect((await server.get("/telegram")).status).toBe(405);
    expect(brought).toHaveLength(1);
    expect(server.log.join("\n")).not.toContain("update_id");
  });

  it("is nothing where Telegram brings nothing", async () => {
    const server = await start();
    const headers = { Origin: server.url };
    expect((await fetch(`${server.url}/telegram`, { method: "POST", body: "{}", headers })).status).toBe(404);
  });
});

describe("a reader who leaves", () => {
  it("stops the work on the question and is no error", async () => {
    const server = await start();
    const asked = signal<AbortSignal | undefined>();
    const gone = signal();
    server.assistant.reply = (_, abort) => {
      asked.send(abort);
      return new Promise((_resolve, reject) => {
        abort?.addEventListener("abort", () => {
          reject(new Error("stopped"));
          gone.send();
        });
      });
    };
    const leave = new AbortController();
    const request = fetch(`${server.url}/ask`, {
      method: "POST",
      body: new URLSearchParams({ question: "Ab wann?" }),
      headers: { Origin: server.url },
      signal: leave.signal,
    });
    expect(await asked.received).toBeInstanceOf(AbortSignal);
    leave.abort();
    await expect(request).rejects.toThrow("abort");
    await gone.received;
    await server.stop();
    expect(server.log.join("\n")).toContain("reader left before the answer");
    expect(server.log.join("\n")).not.toContain("web request failed");
  });
});
