import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import type { Api } from "grammy";
import type { Update } from "grammy/types";
import { telegramSignal } from "../telegram-client.js";
import type { createConnection } from "./create-connection.js";
import type { UpdateIntake } from "./update-intake.js";

/** Answers the requests by which Telegram brings updates. */
export type WebhookReceiver = (request: Request) => Promise<Response>;

/** What the webhook works with. */
export interface WebhookOptions {
  readonly api: Api;
  /** Address that Telegram brings updates to, https. */
  readonly url: string;
  readonly token: string;
  readonly call: ReturnType<typeof createConnection>;
  readonly kinds: readonly Exclude<keyof Update, "update_id">[];
  readonly stop: AbortSignal;
  readonly finish: () => Promise<void>;
}

const SECRET_HEADER = "x-telegram-bot-api-secret-token";

/**
 * Has Telegram bring updates until the stop.
 *
 * The webhook stays set after it: Telegram keeps the updates and brings them to the next run of the program.
 */
export async function serveWebhook(options: WebhookOptions): Promise<void> {
  const { api, url, token, call, kinds, stop, finish } = options;
  const settings = { allowed_updates: kinds, secret_token: webhookSecret(token), max_connections: 40 };
  try {
    await call(() => api.setWebhook(url, settings, telegramSignal(stop)));
    if (!stop.aborted) await once(stop, "abort");
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    await finish();
  }
}

/**
 * Makes the function that takes updates from Telegram's requests.
 *
 * A request is answered with 200 only after its update was handled; Telegram repeats all others for a day. So nothing is
 * lost that Telegram would not bring again, as with polling.
 */
export function createWebhookReceiver(token: string, intake: UpdateIntake): WebhookReceiver {
  const secret = Buffer.from(webhookSecret(token));
  return async (request) => {
    const given = Buffer.from(request.headers.get(SECRET_HEADER) ?? "");
    if (given.length !== secret.length || !timingSafeEqual(given, secret)) return new Response(null, { status: 401 });
    const update: unknown = await request.json().catch(() => null);
    if (!isUpdate(update)) return new Response(null, { status: 400 });
    return new Response(null, { status: (await intake.take(update)) ? 200 : 503 });
  };
}

/** Shared with Telegram alone, and from it nobody finds the token. 43 characters of A-Z, a-z, 0-9, - and _. */
export function webhookSecret(token: string): string {
  return createHmac("sha256", token).update("webhook").digest("base64url");
}

function isUpdate(value: unknown): value is Update {
  return typeof value === "object" && value !== null && Number.isSafeInteger(Reflect.get(value, "update_id"));
}
