import { GrammyError, HttpError } from "grammy";
import type { Attempt, DeliveryOutcome } from "./deliver.js";

/** What to do after an attempt to deliver a message failed. */
export type Remedy =
  | { readonly kind: "give-up"; readonly outcome: Exclude<DeliveryOutcome, "sent"> }
  /** The message stands there already. */
  | { readonly kind: "done"; readonly messageId: number }
  | {
      readonly kind: "again";
      readonly attempt: Attempt;
      /** null: the usual delay after an error. */
      readonly waitMilliseconds: number | null;
      /** How long after the first attempt this remedy is still tried. */
      readonly forMilliseconds: number;
    };

// While the network is down nothing else can be done anyway. An error of Telegram's may concern this one message only,
// and must not keep the updates behind it waiting for long.
const NETWORK_MILLISECONDS = 60 * 60_000;
const SERVER_MILLISECONDS = 5 * 60_000;

const GONE = /message to edit not found|message can't be edited|message_id_invalid/i;

/**
 * Chooses what to do about an error of `sendMessage` or `editMessageText`.
 *
 * @throws The error itself, where it is none of Telegram's nor of the network.
 * @see https://core.telegram.org/bots/api#making-requests
 */
export function chooseRemedy(error: unknown, attempt: Attempt): Remedy {
  const again = (changes: Partial<Attempt>, waitMilliseconds: number | null, forMilliseconds = NETWORK_MILLISECONDS) =>
    ({ kind: "again", attempt: { ...attempt, ...changes }, waitMilliseconds, forMilliseconds }) as const;
  if (error instanceof HttpError) return again({}, null);
  if (!(error instanceof GrammyError)) throw error;
  const { error_code, description, parameters } = error;
  const { to, replaced, entities, buttons } = attempt;
  if (error_code === 403) return { kind: "give-up", outcome: "unreachable" };
  if (error_code === 429) return again({}, 1000 * (parameters.retry_after ?? 1));
  if (error_code >= 500) return again({}, null, SERVER_MILLISECONDS);
  if (replaced !== null && /message is not modified/i.test(description)) return { kind: "done", messageId: replaced };
  if (replaced !== null && GONE.test(description)) return again({ replaced: null }, 0);
  if (parameters.migrate_to_chat_id !== undefined) {
    return again({ to: { ...to, chatId: parameters.migrate_to_chat_id } }, 0);
  }
  if (/chat not found/i.test(description)) return { kind: "give-up", outcome: "unreachable" };
  if (to.threadId !== null && /thread not found/i.test(description)) return again({ to: { ...to, threadId: null } }, 0);
  // Telegram opens no address without a public host, such as one of this machine.
  const withoutAddresses = buttons.map((row) => row.filter((button) => !("url" in button)));
  const hasAddresses = buttons.flat().some((button) => "url" in button);
  if (hasAddresses && /url|button/i.test(description)) return again({ buttons: withoutAddresses }, 0);
  if (entities.length > 0) return again({ entities: [] }, 0);
  if (buttons.length > 0) return again({ buttons: [] }, 0);
  return { kind: "give-up", outcome: "refused" };
}
