import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { ConfigurationError } from "../errors.js";
import { createApp } from "./create-app.js";
import type { WebServerOptions } from "./web-server-options.js";

/** Longest time that `stop` waits for running requests, in milliseconds; then their connections are cut. */
const STOP_LIMIT_MS = 30_000;

/** The local web channel as something to start and stop. */
export interface WebServer {
  /**
   * Listens.
   *
   * @returns The address to open in a browser, such as `http://127.0.0.1:8080`.
   * @throws {ConfigurationError} The port is in use or not allowed, or the host is not an address of this machine.
   */
  start(): Promise<{ readonly url: string }>;
  /** Takes no more connections, lets running requests finish (30 s at most) and resolves. Harmless when not started. */
  stop(): Promise<void>;
}

/** Creates the web server: the question page, the source viewer, the privacy page and `/healthz`. */
export function createWebServer(options: WebServerOptions): WebServer {
  const server = createServer(getRequestListener(createApp(options).fetch));
  let running = 0;
  let stopped: Promise<void> = Promise.resolve();
  server.on("request", (_request, response) => {
    running += 1;
    response.once("close", () => {
      running -= 1;
      if (running === 0 && !server.listening) server.closeAllConnections();
    });
  });
  return {
    async start() {
      await listen(server, options.host, options.port);
      const { port } = server.address() as AddressInfo;
      const url = `http://${hostInAddress(options.host)}:${port}`;
      options.logger.info({ url }, "web page ready");
      return { url };
    },
    stop() {
      if (!server.listening) return stopped;
      stopped = new Promise((resolve) => {
        const limit = setTimeout(() => server.closeAllConnections(), STOP_LIMIT_MS);
        server.close(() => {
          clearTimeout(limit);
          resolve();
        });
        // Browsers keep connections open without a request on them; Node counts some of those as busy.
        if (running === 0) server.closeAllConnections();
      });
      return stopped;
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(explainListenError(error, host, port));
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      resolve();
    });
  });
}

function explainListenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new ConfigurationError(
        `WEB_PORT ${port} is already in use on ${host}. Stop the program that uses it, or set WEB_PORT to a free port.`,
        { cause: error },
      );
    case "EACCES":
      return new ConfigurationError(
        `WEB_PORT ${port} may not be opened by this user. Set WEB_PORT to a port above 1023.`,
        { cause: error },
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new ConfigurationError(
        `WEB_HOST "${host}" is not an address of this machine. Set WEB_HOST to 127.0.0.1, or to an address it has.`,
        { cause: error },
      );
    default:
      return error;
  }
}

/** An address that listens everywhere cannot be opened in a browser; `localhost` can. */
function hostInAddress(host: string): string {
  if (host === "0.0.0.0" || host === "::" || host === "") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
