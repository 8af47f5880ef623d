import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { BotError, GrammyError, HttpError } from "grammy";
import { describe, expect, it } from "vitest";
import type { BotLogger } from "../src/bot/bot-logger.js";
import { AuskunftError, LanguageModelError } from "../src/errors.js";
import { createLogger, type Logger, type LoggerOptions } from "../src/logging.js";
import type { WebLogger } from "../src/web/web-server-options.js";

const TOKEN = "123456789:AAE-secret_secret_secret_secret_12";
const KEY = 'sk-"quoted"\\key';
const QUESTION = "Wo-beantrage-ich-Wohngeld";
const OTHER_TOKEN = `987654321:${"B".repeat(35)}`;

const forms = [
  { level: "info", pretty: false },
  { level: "debug", pretty: false },
  { level: "info", pretty: true },
  { level: "debug", pretty: true },
] as const;

/** What is written by a logger that knows token and key. */
function written(write: (logger: Logger) => void, options: Partial<LoggerOptions> = {}): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  write(createLogger({ level: "info", pretty: false, secrets: [TOKEN, KEY], destination, ...options }));
  return lines.join("");
}

const entryOf = (write: (logger: Logger) => void, options?: Partial<LoggerOptions>) =>
  JSON.parse(written(write, options));

/** An error with own fields, as libraries make them. */
const errorWith = (message: string, fields: object, options?: ErrorOptions) =>
  Object.assign(new Error(message, options), fields);

function botError(): BotError {
  const update = { update_id: 1, message: { text: QUESTION, from: { first_name: QUESTION } } };
  const request = errorWith(`request to https://api.telegram.org/bot${TOKEN}/sendMessage failed`, {
    code: "ECONNRESET",
    url: `https://api.telegram.org/bot${TOKEN}/sendMessage`,
  });
  const error = new HttpError(`Network request for 'sendMessage' failed at ${TOKEN}! ${QUESTION}`, request);
  return new BotError(error, { update, api: { token: TOKEN } } as unknown as BotError["ctx"]);
}

const grammyError = () =>
  new GrammyError(
    `Call to 'sendMessage' failed! ${QUESTION}`,
    { ok: false, error_code: 403, description: `Forbidden: ${QUESTION}` },
    "sendMessage",
    { chat_id: 1, text: QUESTION, caption: QUESTION },
  );

/** Every way in which secrets and questions come near a log. */
const dangers: readonly (readonly [string, (logger: Logger) => void])[] = [
  ["a message", (logger) => logger.info({}, `calling https://api.telegram.org/bot${TOKEN}/getMe with ${KEY}`)],
  ["a message alone", (logger) => logger.error(`token ${TOKEN}, key ${KEY}`)],
  ["placeholders that join a token", (logger) => logger.warn("at %s:%s", TOKEN.slice(0, 9), TOKEN.slice(10))],
  ["a placeholder for an object", (logger) => logger.warn("failed: %j %o", { question: QUESTION }, botError())],
  ["a placeholder for an error", (logger) => logger.warn("failed: %s", errorWith(QUESTION, { url: TOKEN }))],
  ["an error in the place of the message", (logger) => logger.warn({ a: 1 }, errorWith(QUESTION, {}) as never)],
  ["fields", (logger) => logger.info({ url: `https://x/?key=${KEY}`, list: [TOKEN, { deep: [KEY] }] }, "x")],
  ["percent-encoded fields", (logger) => logger.info({ a: encodeURIComponent(TOKEN), b: encodeURIComponent(KEY) })],
  ["names of fields", (logger) => logger.info({ [TOKEN]: 1, inner: { [KEY]: 2 } }, "x")],
  ["secret fields", (logger) => logger.info({ token: 1234567890, headers: { Authorization: `Basic ${QUESTION}` } })],
  ["fields with a question", (logger) => logger.info({ question: QUESTION, update: { message: { text: QUESTION } } })],
  [
    "fields spelled otherwise",
    (logger) => logger.info({ api_key: QUESTION, BOT_TOKEN: QUESTION, "x-api-key": QUESTION }),
  ],
  ["an error", (logger) => logger.error(errorWith(`no ${QUESTION}`, { config: { url: TOKEN, body: QUESTION } }))],
  ["an error with a message", (logger) => logger.error(errorWith(QUESTION, { text: QUESTION }), "failed")],
  ["a field with an error", (logger) => logger.error({ err: errorWith(`${TOKEN} ${KEY} ${QUESTION}`, {}) }, "failed")],
  ["an error deep in fields", (logger) => logger.error({ a: [{ b: errorWith(QUESTION, { url: TOKEN }) }] }, "failed")],
  ["an error with causes", (logger) => logger.error(new Error(QUESTION, { cause: new Error(TOKEN, { cause: KEY }) }))],
  [
    "an error whose name and code are no names",
    (logger) => logger.error(errorWith("x", { name: QUESTION, code: QUESTION })),
  ],
  ["an error whose message passes for a frame", (logger) => logger.error(new Error(`\n    at ${QUESTION}:1:2\n`))],
  ["an own error with a secret", (logger) => logger.error({ error: new AuskunftError(`wrong key ${KEY}, ${TOKEN}`) })],
  ["an error of grammY", (logger) => logger.error({ error: grammyError() }, "failed")],
  ["a broken connection of grammY", (logger) => logger.error({ error: botError().error }, "failed")],
  ["a BotError", (logger) => logger.fatal(botError())],
  ["a BotError in fields", (logger) => logger.error({ failure: botError() }, "failed")],
  ["a copy of a BotError", (logger) => logger.error({ ...botError() }, "failed")],
  [
    "an error that is none",
    (logger) => logger.error({ e: { message: QUESTION, stack: `Error: ${QUESTION}`, x: TOKEN } }),
  ],
  ["an object of a class", (logger) => logger.info({ map: new Map([[TOKEN, QUESTION]]), bytes: Buffer.from(TOKEN) })],
  ["an object of a class alone", (logger) => logger.info(new Request(`https://x/${TOKEN}?q=${QUESTION}`), "request")],
  ["an address", (logger) => logger.info({ url: new URL(`https://api.telegram.org/bot${TOKEN}/x`) }, "x")],
  ["the token of another bot", (logger) => logger.info({ a: `bot${OTHER_TOKEN}` }, `at ${OTHER_TOKEN}`)],
  ["a token with a short number", (logger) => logger.info({ url: `/bot1:${"B".repeat(35)}/getMe` }, "x")],
];

describe("createLogger", () => {
  it.each(dangers)("writes neither token nor key nor question: %s", (_name, write) => {
    for (const form of forms) {
      const output = written(write, form);
      expect(output).toMatch(/./);
      for (const secret of [
        TOKEN,
        "AAE-secret",
        KEY,
        "sk-",
        QUESTION,
        encodeURIComponent(TOKEN),
        OTHER_TOKEN,
        "BBBB",
      ]) {
        expect(output).not.toContain(secret);
        expect(output).not.toContain(JSON.stringify(secret).slice(1, -1));
      }
    }
  });

  it("writes plain data as it is", () => {
    const plain = { a: "b", n: 1.5, no: null, yes: true, list: [1, ["x"]], inner: { deep: { status: 200 } } };
    const entry = entryOf((logger) =>
      logger.info({ ...plain, at: new Date(0), big: 7n, url: new URL("https://a.example/b?c=d") }, "question answered"),
    );
    expect(entry).toEqual({
      ...plain,
      at: "1970-01-01T00:00:00.000Z",
      big: "7",
      url: "https://a.example/b?c=d",
      level: "info",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      msg: "question answered",
    });
  });

  it("writes of an object of a class only the class", () => {
    class Context {
      readonly caption = QUESTION;
    }
    expect(entryOf((logger) => logger.info({ of: new Context() }))).toMatchObject({ of: "[Context]" });
    expect(entryOf((logger) => logger.info(new Context(), "x"))).toMatchObject({ value: "[Context]", msg: "x" });
    expect(entryOf((logger) => logger.info({ of: Object.create(Object.create(null)) }))).toMatchObject({
      of: "[object]",
    });
  });

  it("hides the value of a secret field and no more", () => {
    const fields = { question: "q", text: "t", token: "t", apiKey: "k", authorization: "a", ctx: {}, tokens: 12 };
    const { level, time, ...entry } = entryOf((logger) => logger.info(fields));
    const hidden = "[hidden]";
    expect(entry).toEqual({
      ...{ question: hidden, text: hidden, token: hidden, apiKey: hidden, authorization: hidden, ctx: hidden },
      tokens: 12,
    });
  });

  it("keeps name, code and cause of an error, and the message of our own only", () => {
    const cause = Object.assign(new TypeError("fetch failed"), { code: "ECONNREFUSED" });
    const error = new LanguageModelError("The language model m cannot be reached.", { cause });
    const reduced = {
      name: "LanguageModelError",
      message: "The language model m cannot be reached.",
      cause: { name: "TypeError", code: "ECONNREFUSED" },
    };
    expect(entryOf((logger) => logger.error(error))).toMatchObject({ err: reduced, msg: error.message });
    expect(entryOf((logger) => logger.error({ error }, "failed")).error).toEqual(reduced);
    expect(entryOf((logger) => logger.error({ error: grammyError() })).error).toEqual({
      name: "GrammyError",
      code: 403,
    });
    expect(entryOf((logger) => logger.error(botError())).err).toEqual({
      name: "BotError",
      cause: { name: "HttpError", cause: { name: "Error", code: "ECONNRESET" } },
    });
  });

  it("says at debug level where an error was thrown, in at most five frames", () => {
    const { at } = entryOf((logger) => logger.error(new Error("x\n    at nowhere:1:1")), { level: "debug" }).err;
    expect(at).toHaveLength(5);
    expect(at[0]).toContain("logging.test.ts:");
  });

  it("survives objects that hold themselves and are nested without end", () => {
    const circle: Record<string, unknown> = {};
    circle.self = [circle];
    expect(entryOf((logger) => logger.info({ circle })).circle).toEqual({ self: ["[circular]"] });
    const error = new Error("x");
    error.cause = error;
    expect(entryOf((logger) => logger.info({ error })).error).toEqual({ name: "Error", cause: "[circular]" });
    const deep = Array.from({ length: 50 }).reduce<object>((inner) => ({ inner }), {});
    expect(written((logger) => logger.info(deep))).toContain('"[deeper]"');
  });

  it("lets no text forge a line or drive the terminal", () => {
    for (const form of forms) {
      const output = written((logger) => logger.info({ path: "a\u001b[2J\nb\u009b1m" }, "one\r\ntwo"), form);
      expect(output).toContain("one two");
      for (const control of ["\u001b", "\u009b", "\r", "\\u001b"]) expect(output).not.toContain(control);
    }
  });

  it("drops what is below its level", () => {
    const all = (logger: Logger) => void [logger.debug("d"), logger.info("i"), logger.warn("w"), logger.error("e")];
    expect(written(all, { level: "warn" }).split("\n")).toHaveLength(3);
    expect(written(all, { level: "silent" })).toBe("");
  });

  it("fits the channels", () => {
    const logger: BotLogger & WebLogger = createLogger({ level: "silent", pretty: false, secrets: [] });
    logger.info({}, "x");
  });

  it("never writes a secret, whatever the secret and wherever it stands", () => {
    const secret = fc.string({ minLength: 4, unit: "grapheme" }).filter((text) => text.trim().length >= 4);
    const place = fc.constantFrom("message", "field", "key", "list", "own error");
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), place, (hidden, before, after, where) => {
        const text = before + hidden + after;
        const { time, level, ...entry } = entryOf(
          (logger) => {
            if (where === "message") logger.info({}, text.replaceAll("%", "%%"));
            else if (where === "own error") logger.info({ e: new AuskunftError(text) });
            else logger.info(where === "key" ? { a: { [text]: 1 } } : where === "list" ? { a: [text] } : { a: text });
          },
          { secrets: [hidden] },
        );
        const strings: string[] = [];
        JSON.stringify(entry, (key, value) => {
          // The names of the log's own fields are no secret's doing, though one may be called like them.
          strings.push(...(where === "key" ? [key] : []), ...(typeof value === "string" ? [value] : []));
          return value;
        });
        // What stands before and after a hidden place may join to the secret only where that is taken out.
        for (const part of strings.flatMap((each) => each.split("[hidden]"))) expect(part).not.toContain(hidden);
      }),
      { examples: [["name", "", "", "own error"]] },
    );
  });
});

describe("the log of a process", () => {
  it.each([false, true])("goes to standard error, to the last line before its end (pretty: %s)", (pretty) => {
    const logging = pathToFileURL(resolve("src/logging.ts")).href;
    const code = `const { createLogger } = await import(${JSON.stringify(logging)});
      const logger = createLogger({ level: "info", pretty: ${pretty}, secrets: [${JSON.stringify(TOKEN)}] });
      for (let i = 0; i < 200; i++) logger.info({ i }, "entry");
      logger.error(new Error(${JSON.stringify(QUESTION)}, { cause: new Error(${JSON.stringify(TOKEN)}) }), "last ${TOKEN}");
      console.log("answer");
      process.exit(0);`;
    const options = ["--import", import.meta.resolve("tsx"), "--input-type=module", "--eval", code];
    const { stdout, stderr } = spawnSync(process.execPath, options, { encoding: "utf8" });
    expect(stdout).toBe("answer\n");
    expect(stderr.match(/entry/g)).toHaveLength(200);
    expect(stderr).toContain("last [hidden]");
    for (const secret of ["AAE-secret", QUESTION]) expect(stdout + stderr).not.toContain(secret);
  });
});
