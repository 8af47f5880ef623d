import type { Update } from "grammy/types";
import { type Parameters, RefusedCall } from "./bot-api-methods.js";

/** The queue of updates that Telegram keeps for a bot until they are confirmed. */
export interface UpdateStore {
  /** Keeps an update and gives it its number. */
  push(update: Omit<Update, "update_id">): number;
  /** Answers `getUpdates`: at once if there are updates, else when one comes or the time is up. */
  get(parameters: Parameters, gone: AbortSignal): Promise<readonly Update[]>;
  /** Numbers of the updates not confirmed, in order. */
  pending(): number[];
  /** Resolves when the update is confirmed by an offset beyond it. */
  confirmed(updateId: number): Promise<void>;
}

interface Poller {
  readonly wake: () => void;
  readonly refuse: () => void;
}

/** @param firstId Number of the first update. */
export function createUpdateStore(firstId = 1000): UpdateStore {
  let nextId = firstId;
  let updates: Update[] = [];
  let allowed: readonly string[] = [];
  let poller: Poller | undefined;
  const listeners: (() => void)[] = [];

  function forget(offset: number): void {
    updates = updates.filter(({ update_id }) => update_id >= offset);
    for (const listener of listeners) listener();
  }

  return {
    push(update) {
      const update_id = nextId++;
      if (allowed.length === 0 || Object.keys(update).some((kind) => allowed.includes(kind))) {
        updates.push({ update_id, ...update });
        poller?.wake();
      }
      return update_id;
    },
    async get({ offset, limit = 100, timeout = 0, allowed_updates }, gone) {
      poller?.refuse();
      if (Array.isArray(allowed_updates)) allowed = allowed_updates;
      if (typeof offset === "number") forget(offset);
      if (updates.length === 0 && Number(timeout) > 0) {
        await new Promise<void>((resolve, reject) => {
          const own: Poller = { wake: () => end(resolve), refuse: () => end(() => reject(conflict())) };
          const timer = setTimeout(own.wake, Number(timeout) * 1000);
          function end(settle: () => void): void {
            clearTimeout(timer);
            if (poller === own) poller = undefined;
            settle();
          }
          gone.addEventListener("abort", own.wake);
          poller = own;
        });
      }
      return updates.slice(0, Number(limit));
    },
    pending: () => updates.map(({ update_id }) => update_id),
    async confirmed(updateId) {
      while (updates.some(({ update_id }) => update_id === updateId)) {
        await new Promise<void>((resolve) => {
          listeners.push(resolve);
        });
      }
    },
  };
}

function conflict(): RefusedCall {
  return new RefusedCall({
    error_code: 409,
    description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
  });
}
