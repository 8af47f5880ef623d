import { ADMIN_PHRASES } from "./admin-phrases.js";
import type { BotServices } from "./bot-services.js";
import { tellAdmin } from "./tell-admin.js";

/**
 * Tells the administrators that the newest index cannot answer: once for each such generation, also across restarts, and
 * again where nobody could be reached.
 */
export async function tellDamage(services: BotServices): Promise<void> {
  const { access, assistant, state } = services;
  const admins = access.admins();
  if (assistant.damaged === null || admins.length === 0) return;
  const matter = `damaged ${assistant.damaged}`;
  if (!state.notices.take(matter)) return;
  let told = false;
  try {
    for (const admin of admins) {
      const outcome = await tellAdmin(admin, (language) => ADMIN_PHRASES[language].damaged, services);
      told ||= outcome === "sent";
    }
  } finally {
    state.notices.settle(matter, told);
  }
}
