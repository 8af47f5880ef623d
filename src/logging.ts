import { isNativeError } from "node:util/types";
import {
  type LevelWithSilent,
  destination as openDestination,
  type Logger as PinoLogger,
  pino,
  stdTimeFunctions,
} from "pino";
import { prettyFactory } from "pino-pretty";
import { AuskunftError } from "./errors.js";

/**
 * A pino logger without `child`, whose fields would get round the redaction. Fits wherever a channel takes a logger.
 *
 * Hand it plain data: of any other object only the name of its class is written. What a person wrote belongs under
 * `question` or `text`, never into the message.
 */
export type Logger = Pick<PinoLogger, "fatal" | "error" | "warn" | "info" | "debug" | "trace">;

export interface LoggerOptions {
  /** Entries below it are dropped; at `debug` and `trace`, errors also say where they were thrown. */
  readonly level: LevelWithSilent;
  /** Lines for a person at a terminal instead of JSON Lines. */
  readonly pretty: boolean;
  /** Texts that must never be written, such as the bot's token and the language model's key. Empty ones are ignored. */
  readonly secrets: readonly string[];
  /** Gets every line with its line break. Defaults to standard error: standard output belongs to answers. */
  readonly destination?: { write(line: string): unknown };
}

const HIDDEN = "[hidden]";
const HIDDEN_KEYS = /^(question|text|authorization|ctx|.*token|.*apikey)$/;
// A bot's token in an address, plain or percent-encoded, and by itself.
const TOKENS = /bot\d+(?::|%3a)[\w-]{30,}|(?<!\d)\d{6,}(?::|%3a)[\w-]{30,}/gi;
const FRAME = /^\s+at .+:\d+:\d+\)?$/;
const MAX_FRAMES = 5;
const MAX_DEPTH = 8;

/**
 * Opens the log. Every entry is written before the call returns, so nothing is lost when the process ends.
 *
 * Errors, wherever they stand, are reduced to name, code and cause: foreign messages hold addresses with the token in
 * them or what a person wrote. Only the messages of our own errors, which are made to be shown, are kept. In everything
 * else the secrets and whatever looks like a token are hidden, and so is each value whose key is `question`, `text`,
 * `ctx`, `authorization` or ends in `token` or `apiKey`.
 */
export function createLogger({ level, pretty, secrets, ...options }: LoggerOptions): Logger {
  const output = options.destination ?? openDestination({ dest: 2, sync: true });
  const redact = createRedaction(secrets);
  const reduce = createReduction(redact, level === "debug" || level === "trace");
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // The finished message once more: its placeholders may have put a secret together.
      serializers: {
        msg: (message: unknown) => (typeof message === "string" ? redact(message) : message),
        err: (error: unknown) => error,
      },
      hooks: {
        logMethod(entry, write) {
          const [first, ...rest] = entry.map((part) => reduce(part));
          const [given]: readonly unknown[] = entry;
          const isObject = typeof given === "object" && given !== null;
          // Text in the place of the details would become the message.
          const unnamed = isObject && typeof first === "string" ? { value: first } : first;
          const details = isObject && isErrorLike(given) ? { err: first } : unnamed;
          write.apply(this, [details, ...rest] as Parameters<typeof write>);
        },
      },
    },
    pretty ? prettyOutput(output) : output,
  );
}

function prettyOutput(output: { write(line: string): unknown }) {
  const colorize = process.stderr.isTTY === true && process.stderr.hasColors();
  const format = prettyFactory({ colorize, translateTime: "SYS:HH:MM:ss" });
  return { write: (line: string) => output.write(format(line)) };
}

function createRedaction(secrets: readonly string[]): (text: string) => string {
  const hidden = secrets.filter((secret) => secret !== "").flatMap((secret) => [secret, encodeURIComponent(secret)]);
  // The longest first: one may hold another.
  const exact = hidden.sort((a, b) => b.length - a.length);
  return (text) => {
    const withoutSecrets = exact.reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text);
    // Control characters could forge lines or drive the terminal.
    return withoutSecrets.replace(TOKENS, HIDDEN).replace(/\p{Cc}+/gu, " ");
  };
}

/** Makes the function that turns a value into plain data fit for the log. */
function createReduction(redact: (text: string) => string, withFrames: boolean): (value: unknown) => unknown {
  function reduce(value: unknown, parents: readonly object[]): unknown {
    if (typeof value === "string") return redact(value);
    if (typeof value === "bigint") return String(value);
    if (typeof value !== "object" || value === null) return value;
    if (parents.includes(value)) return "[circular]";
    if (parents.length === MAX_DEPTH) return "[deeper]";
    const path = [...parents, value];
    if (isErrorLike(value)) return reduceError(value, path);
    if (Array.isArray(value)) return value.map((item) => reduce(item, path));
    if (value instanceof Date) return value.toJSON();
    if (value instanceof URL) return redact(value.href);
    if (!isPlain(value)) return `[${value.constructor?.name ?? "object"}]`;
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => [redact(key), isHiddenKey(key) ? HIDDEN : reduce(field, path)]),
    );
  }

  function reduceError(error: object, path: readonly object[]) {
    const { name, code, error_code, message, stack, cause, error: inner } = error as Readonly<Record<string, unknown>>;
    const reason = cause ?? inner;
    return {
      name: typeof name === "string" && /^\w{1,50}$/.test(name) ? redact(name) : "Error",
      ...codeOf(code ?? error_code, redact),
      ...(error instanceof AuskunftError && { message: redact(error.message) }),
      ...(withFrames && { at: framesOf(stack, message).map(redact) }),
      ...(typeof reason === "object" && reason !== null && isErrorLike(reason) && { cause: reduce(reason, path) }),
    };
  }

  return (value) => reduce(value, []);
}

function codeOf(code: unknown, redact: (text: string) => string): { code?: string | number } {
  if (typeof code === "number") return { code };
  return typeof code === "string" && /^\w{1,50}$/.test(code) ? { code: redact(code) } : {};
}

/** Innermost frames first; none where the stack does not begin with the message, which could then pass for a frame. */
function framesOf(stack: unknown, message: unknown): string[] {
  if (typeof stack !== "string" || typeof message !== "string" || !stack.includes(message)) return [];
  const lines = stack.slice(stack.indexOf(message) + message.length).split("\n");
  const frames = lines.filter((line) => FRAME.test(line)).slice(0, MAX_FRAMES);
  return frames.map((line) => line.trim());
}

/** Also what another realm or library made as an error. */
function isErrorLike(value: object): boolean {
  if (isNativeError(value) || value instanceof Error) return true;
  return typeof Reflect.get(value, "stack") === "string" && typeof Reflect.get(value, "message") === "string";
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function isHiddenKey(key: string): boolean {
  return HIDDEN_KEYS.test(key.toLowerCase().replace(/[_-]/g, ""));
}
