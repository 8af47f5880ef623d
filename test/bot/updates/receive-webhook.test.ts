import { describe, expect, it } from "vitest";
import { webhookSecret } from "../../../src/bot/updates/receive-webhook.js";
import { ANNA, type BotApiServer, privateChat } from "../../helpers/bot-api-server.js";
import { answer } from "../canned-assistant.js";
import { playTelegram, runBot } from "../running-bot.js";

const URL = "https://auskunft.example.org/telegram";

/** What Telegram would bring, as its requests are. */
function bringing(server: BotApiServer, receive: (request: Request) => Promise<Response>) {
  return (update: object | string, secret: string | null = webhookSecret(server.token)) =>
    receive(
      new Request(URL, {
        method: "POST",
        body: typeof update === "string" ? update : JSON.stringify(update),
        headers: secret === null ? {} : { "X-Telegram-Bot-Api-Secret-Token": secret },
      }),
    );
}

const question = (update_id: number, text = "Wann?") => ({
  update_id,
  message: { message_id: 5, date: Math.floor(Date.now() / 1000), chat: privateChat(ANNA), from: ANNA, text },
});

describe("the webhook", () => {
  it("is set with a secret, and answers what Telegram brings, once", async () => {
    const server = await playTelegram();
    server.knowChat(privateChat(ANNA));
    const { bot, asked } = runBot(server, undefined, { webhookUrl: URL });
    const { parameters } = await server.call("setWebhook");
    expect(parameters).toMatchObject({ url: URL, secret_token: webhookSecret(server.token) });
    const bring = bringing(server, bot.receive);
    const statuses = await Promise.all([bring(question(1)), bring(question(1))]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 200]);
    expect((await bring(question(1))).status).toBe(200);
    expect(asked).toHaveLength(1);
    expect(server.messages(ANNA.id)).toHaveLength(1);
    expect(server.calls.some(({ method }) => method === "getUpdates")).toBe(false);
    await bot.stop();
    expect(server.calls.some(({ method }) => method === "deleteWebhook")).toBe(false);
    expect(server.violations).toEqual([]);
  });

  it("takes nothing without the right secret, and nothing that is no update", async () => {
    const server = await playTelegram();
    const { bot, asked } = runBot(server, undefined, { webhookUrl: URL });
    await server.call("setWebhook");
    const bring = bringing(server, bot.receive);
    const right = webhookSecret(server.token);
    for (const wrong of [null, "", "x", `${right}x`, `x${right.slice(1)}`]) {
      expect((await bring(question(1), wrong)).status).toBe(401);
    }
    for (const nothing of ["", "{", "[]", "{}", '{"update_id":"1"}', "null"])
      expect((await bring(nothing)).status).toBe(400);
    expect(asked).toEqual([]);
  });

  it("confirms nothing that it could not finish, so that Telegram brings it again", async () => {
    const server = await playTelegram();
    server.knowChat(privateChat(ANNA));
    let begun: () => void = () => {};
    const wasAsked = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const never = () => {
      begun();
      return new Promise<never>(() => {});
    };
    const first = runBot(server, never, {
      webhookUrl: URL,
      timing: { stopMilliseconds: 0 },
    });
    expect((await bringing(server, first.bot.receive)(question(1))).status).toBe(503);
    await server.call("setWebhook");
    const brought = bringing(server, first.bot.receive)(question(1));
    await wasAsked;
    await first.bot.stop();
    expect((await brought).status).toBe(503);
    const second = runBot(server, () => answer(), { webhookUrl: URL });
    await server.call("setWebhook", 2);
    expect((await bringing(server, second.bot.receive)(question(1))).status).toBe(200);
    expect(server.messages(ANNA.id)).toHaveLength(1);
  });
});
