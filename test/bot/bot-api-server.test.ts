import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { ANNA, BEN, type BotApiServer, privateChat } from "../helpers/bot-api-server.js";
import { playTelegram } from "./running-bot.js";

interface Response {
  readonly ok: boolean;
  readonly error_code?: number;
  readonly description?: string;
  readonly result?: readonly { readonly update_id: number }[];
}

async function call(server: BotApiServer, method: string, parameters: object = {}, token = server.token) {
  const response = await fetch(`${server.apiRoot}/bot${token}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(parameters),
  });
  return (await response.json()) as Response;
}

async function send(server: BotApiServer, parameters: object) {
  for (const person of [ANNA, BEN]) server.knowChat(privateChat(person));
  return call(server, "sendMessage", { chat_id: ANNA.id, ...parameters });
}

const button = (callback_data: string) => ({ inline_keyboard: [[{ text: "x", callback_data }]] });

describe("the server that plays Telegram", () => {
  it.each([
    ["an empty text", { text: " \n" }, "message text is empty"],
    ["a long text", { text: "x".repeat(4097) }, "message is too long"],
    ["a long button", { text: "x", reply_markup: button("ü".repeat(33)) }, "BUTTON_DATA_INVALID"],
    ["a reply to nothing", { text: "x", reply_parameters: { message_id: 1 } }, "message to be replied not found"],
  ])("refuses %s", async (_, parameters, description) => {
    const server = await playTelegram();
    expect(await send(server, parameters)).toMatchObject({
      ok: false,
      error_code: 400,
      description: `Bad Request: ${description}`,
    });
    expect(server.messages(ANNA.id)).toEqual([]);
  });

  it.each([
    ["an unknown parameter", { text: "x", parse_mode: "HTML" }],
    ["white space at the border", { text: " x" }],
    ["control characters", { text: "x\u0007y" }],
    ["an entity beyond the text", { text: "x", entities: [{ type: "bold", offset: 0, length: 2 }] }],
    ["an entity in a surrogate pair", { text: "🙂", entities: [{ type: "bold", offset: 1, length: 1 }] }],
    ["too many entities", { text: "x", entities: Array(101).fill({ type: "bold", offset: 0, length: 1 }) }],
  ])("records %s", async (_, parameters) => {
    const server = await playTelegram();
    expect((await send(server, parameters)).ok).toBe(true);
    expect(server.violations).toHaveLength(1);
  });

  it("refuses what comes too fast in a chat, for as long as it says", async () => {
    const rate = { most: 2, milliseconds: 700 };
    const server = await playTelegram({ private: rate, group: rate });
    const sent = [
      await send(server, { text: "a" }),
      await send(server, { text: "b" }),
      await send(server, { text: "c" }),
    ];
    expect(sent.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(sent[2]).toMatchObject({ error_code: 429, description: "Too Many Requests: retry after 1" });
    expect((await send(server, { chat_id: BEN.id, text: "a" })).ok).toBe(true);
    await delay(1_000);
    expect((await send(server, { text: "c" })).ok).toBe(true);
  });

  it("knows neither other methods nor other tokens", async () => {
    const server = await playTelegram();
    expect(await call(server, "sendMesage")).toMatchObject({
      error_code: 404,
      description: "Not Found: method not found",
    });
    expect(await call(server, "getMe", {}, "1:x")).toMatchObject({ error_code: 401 });
  });

  it("keeps updates until an offset beyond them, and wakes who waits", async () => {
    const server = await playTelegram();
    const waiting = call(server, "getUpdates", { timeout: 20, allowed_updates: ["message"] });
    await server.call("getUpdates");
    const { update_id } = server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "a" });
    expect((await waiting).result).toHaveLength(1);
    expect((await call(server, "getUpdates", { offset: update_id, limit: 1 })).result).toHaveLength(1);
    expect((await call(server, "getUpdates", { offset: update_id + 1, limit: 1 })).result).toEqual([]);
    server.updates.push({ callback_query: { id: "1", from: ANNA, chat_instance: "1" } });
    expect(server.updates.pending()).toEqual([]);
  });

  it("lets only one program fetch updates", async () => {
    const server = await playTelegram();
    const first = call(server, "getUpdates", { timeout: 20, allowed_updates: [] });
    await server.call("getUpdates");
    await call(server, "getUpdates", { timeout: 0, allowed_updates: [] });
    expect(await first).toMatchObject({ ok: false, error_code: 409 });
  });
});
