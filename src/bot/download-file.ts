import type { Api } from "grammy";
import { AuskunftError } from "../errors.js";
import { telegramSignal } from "./telegram-client.js";

/** How to reach a file that somebody sent. */
export interface DownloadOptions {
  readonly api: Api;
  /** null is Telegram's own. */
  readonly apiRoot: string | null;
  readonly token: string;
  readonly signal: AbortSignal;
}

const TIME_LIMIT_MS = 60_000;

/**
 * The content of a file that somebody sent to the bot; Telegram gives out 20 MB at most.
 *
 * @throws {AuskunftError} It cannot be fetched. Without a cause, whose address would hold the token.
 */
export async function downloadFile(fileId: string, options: DownloadOptions): Promise<Uint8Array> {
  const { api, apiRoot, token } = options;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(TIME_LIMIT_MS)]);
  const { file_path: path } = await api.getFile(fileId, telegramSignal(signal));
  const root = (apiRoot ?? "https://api.telegram.org").replace(/\/+$/, "");
  const response = await fetch(`${root}/file/bot${token}/${path}`, { signal, redirect: "error" }).catch(() => null);
  if (response === null || !response.ok) {
    throw new AuskunftError(`Telegram did not give out a file (${response?.status ?? "no answer"}). Send it again.`);
  }
  return new Uint8Array(await response.arrayBuffer());
}
