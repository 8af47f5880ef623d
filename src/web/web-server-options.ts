import type { Assistant } from "../assistant/assistant.js";

/** What the web channel needs of a logger; pino fits. Neither `fields` nor `message` ever holds a question. */
export interface WebLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Whether questions can be answered right now; the body of `GET /healthz`. */
export interface WebHealth {
  readonly status: "ok" | "degraded";
  /** Name of the serving generation; null before there is one. */
  readonly generation: string | null;
  /** Why it is degraded: one sentence for an operator. */
  readonly reason?: string;
}

/** What the pages depend on. */
export interface WebAppOptions {
  readonly assistant: Assistant;
  /** Whom to ask when the documents have no answer; an e-mail or web address becomes a link. */
  readonly contact: string | null;
  /** Name of the language model that questions are sent to; null if none is configured. Shown on the privacy page. */
  readonly languageModel: string | null;
  readonly logger: WebLogger;
  /** Called for every `GET /healthz`. */
  readonly health: () => WebHealth;
  /** Takes what Telegram brings to `POST /telegram`. Default: null, where nothing is brought. */
  readonly receiveUpdate?: ((request: Request) => Promise<Response>) | null;
}

/** What the web server depends on. */
export interface WebServerOptions extends WebAppOptions {
  /** Address to listen on: a name or an IP address of this machine. */
  readonly host: string;
  /** 0 to 65535; 0 takes any free port. */
  readonly port: number;
}
