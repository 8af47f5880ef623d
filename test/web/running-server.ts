import { load } from "cheerio";
import { createWebServer } from "../../src/web/create-web-server.js";
import type { WebHealth, WebServerOptions } from "../../src/web/web-server-options.js";
import { type AssistantDouble, createAssistantDouble } from "./assistant-double.js";

/** A web server on a free port with its double, its log and shorthands for requests. */
export interface RunningServer {
  readonly url: string;
  readonly assistant: AssistantDouble;
  /** One line for each log call, as JSON. */
  readonly log: string[];
  /** What `/healthz` reports. */
  health: WebHealth;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** Sends a form as a browser on this site does. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

/** Starts the server; German unless a request says otherwise. */
export async function startServer(options: Partial<WebServerOptions> = {}): Promise<RunningServer> {
  const assistant = createAssistantDouble();
  const log: string[] = [];
  const record = (fields: object, message: string) => void log.push(JSON.stringify({ ...fields, message }));
  const server = createWebServer({
    assistant,
    host: "127.0.0.1",
    port: 0,
    contact: "buergerbuero@example.org",
    languageModel: null,
    logger: { info: record, warn: record, error: record },
    health: () => running.health,
    ...options,
  });
  const { url } = await server.start();
  const running: RunningServer = {
    url,
    assistant,
    log,
    health: { status: "ok", generation: "2026-01-01-abcd" },
    get: (path, headers = {}) => fetch(`${url}${path}`, { headers, redirect: "manual" }),
    post: (path, fields, headers = {}) =>
      fetch(`${url}${path}`, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { Origin: url, ...headers },
        redirect: "manual",
      }),
    stop: () => server.stop(),
  };
  return running;
}

/** The page of a response, to be asked with CSS selectors. */
export async function pageOf(response: Response) {
  return load(await response.text());
}
