import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pageOf, type RunningServer, startServer } from "./running-server.js";

let server: RunningServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(() => server.stop());

/** Sends a form without stating its length. */
function stream(form: string): Promise<Response> {
  return fetch(`${server.url}/ask`, {
    method: "POST",
    body: new Blob([form]).stream(),
    headers: { Origin: server.url, "Content-Type": "application/x-www-form-urlencoded" },
    duplex: "half",
  } as RequestInit);
}

describe("headers", () => {
  it.each(["/", "/privacy", "/document?path=report.pdf", "/nowhere", "/style.css", "/healthz"])(
    "of %s forbid scripts, frames, sniffing and referrers to other sites",
    async (path) => {
      const { headers } = await server.get(path);
      expect(headers.get("content-security-policy")).toBe(
        "default-src 'none'; style-src 'self'; form-action 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("x-powered-by")).toBeNull();
    },
  );

  it("keep pages in the reader's own browser", async () => {
    expect((await server.post("/ask", { question: "Ab wann?" })).headers.get("cache-control")).toBe(
      "private, no-cache",
    );
  });

  it("let the browser ask whether the style sheet has changed", async () => {
    const first = await server.get("/style.css");
    expect(first.headers.get("content-type")).toBe("text/css; charset=utf-8");
    const again = await server.get("/style.css", { "If-None-Match": first.headers.get("etag") ?? "" });
    expect(again.status).toBe(304);
  });

  it("are all a page needs: it holds neither scripts nor styles of its own", async () => {
    const html = await (await server.post("/ask", { question: "Ab wann?" })).text();
    expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
  });
});

describe("a form from another site", () => {
  it.each([
    ["another origin", { Origin: "https://evil.example" }],
    ["a hidden origin", { Origin: "null" }],
    ["another site", { Origin: "null", "Sec-Fetch-Site": "cross-site" }],
    ["a neighbouring site", { Origin: "null", "Sec-Fetch-Site": "same-site" }],
  ])("is refused: %s", async (_, headers) => {
    for (const path of ["/ask", "/new"]) {
      const response = await server.post(path, { question: "Ab wann?" }, headers);
      expect(response.status).toBe(403);
      expect((await pageOf(response))("h1").text()).toBe("Die Anfrage wurde nicht angenommen");
    }
    expect(server.assistant.questions).toEqual([]);
  });

  it("is refused without any origin, and accepted when the browser vouches for it", async () => {
    const body = new URLSearchParams({ question: "Ab wann?" });
    const url = `${server.url}/ask`;
    expect((await fetch(url, { method: "POST", body })).status).toBe(403);
    const vouched = { Origin: "null", "Sec-Fetch-Site": "same-origin" };
    expect((await server.post("/ask", { question: "Ab wann?" }, vouched)).status).toBe(200);
  });
});

describe("a request that does not fit", () => {
  it("gets a page when it is too large, with and without a stated length", async () => {
    const question = "x".repeat(70_000);
    const stated = await server.post("/ask", { question });
    const streamed = await stream(`question=${question}`);
    for (const response of [stated, streamed]) {
      expect(response.status).toBe(413);
      expect((await pageOf(response))("h1").text()).toBe("Die Eingabe ist zu lang");
    }
    expect(server.assistant.questions).toEqual([]);
  });

  it("is none when its length is not stated but fits", async () => {
    expect((await stream("question=Ab+wann%3F")).status).toBe(200);
    expect(server.assistant.questions[0]?.text).toBe("Ab wann?");
  });

  it("gets a page for an unknown address", async () => {
    const response = await server.get("/nowhere/%3Cscript%3E?lang=en");
    expect(response.status).toBe(404);
    const page = await pageOf(response);
    expect(page("h1").text()).toBe("This page does not exist");
    expect(page("main a").attr("href")).toBe("/?lang=en");
  });

  it.each([
    ["DELETE", "/", "GET, HEAD"],
    ["PUT", "/ask", "POST, GET, HEAD"],
    ["GET", "/new", "POST"],
    ["POST", "/healthz", "GET, HEAD"],
  ])("gets the allowed methods for %s %s", async (method, path, allowed) => {
    const response = await fetch(`${server.url}${path}`, { method, headers: { Origin: server.url } });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe(allowed);
    expect((await pageOf(response))("h1").text()).toBe("So lässt sich diese Seite nicht aufrufen");
  });
});

describe("what leaves the server", () => {
  it("holds no error text and no stack when the assistant fails, and the log holds no question", async () => {
    server.assistant.reply = ({ text }) => {
      throw Object.assign(new TypeError(`cannot read "${text}"\n    at ${text}`), { code: "ERR_TEST" });
    };
    const response = await server.post("/ask", { question: "Geheimfrage" });
    const html = await response.text();
    expect(response.status).toBe(500);
    expect(html).toContain("Die Frage konnte nicht bearbeitet werden");
    expect(html).not.toMatch(/Geheimfrage|TypeError|\.ts/);
    const log = server.log.join("\n");
    expect(log).not.toContain("Geheimfrage");
    expect(log).toContain('"error":"TypeError","code":"ERR_TEST","at":"at ');
  });

  it("logs method, route and status, but never words from a request", async () => {
    await server.post("/ask?lang=de&geheim=1", { question: "Geheimfrage" });
    await server.post("/ask", { question: `Geheimfrage${"x".repeat(3000)}` });
    await server.get("/Geheimfrage?q=Geheimfrage");
    await server.get("/document?path=geheim.md");
    await server.get("/healthz");
    const requests = server.log.filter((line) => line.includes("web request"));
    expect(
      requests.map((line) => JSON.parse(line)).map(({ method, route, status }) => [method, route, status]),
    ).toEqual([
      ["POST", "/ask", 200],
      ["POST", "/ask", 400],
      ["GET", "/*", 404],
      ["GET", "/document", 404],
    ]);
    expect(server.log.join("\n")).not.toMatch(/geheim/i);
  });
});

describe("the privacy page", () => {
  it("says where questions go", async () => {
    const page = await pageOf(await server.get("/privacy"));
    expect(page("main").text()).toContain("Es ist kein Sprachmodell angeschlossen");
    const withModel = await startServer({ languageModel: "mistral-small", contact: null });
    const text = (await pageOf(await fetch(`${withModel.url}/privacy?lang=en`)))("body").text();
    await withModel.stop();
    expect(text).toContain("sent to the language model mistral-small");
    expect(text).not.toContain("For questions that stay open here");
  });
});
