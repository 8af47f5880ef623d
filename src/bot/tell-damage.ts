import { ADMIN_PHRASES } from "./admin-phrases.js";
import type { BotServices } from "./bot-services.js";
import { tellAdmin } from "./tell-admin.js";

/** Tells the administrators that the newest index cannot answer: once for each such generation, also across restarts. */
export async function tellDamage(services: BotServices): Promise<void> {
  const { access, assistant, state } = services;
  const admins = access.admins();
  if (assistant.damaged === null || admins.length === 0) return;
  if (!state.notices.take(`damaged ${assistant.damaged}`)) return;
  for (const admin of admins) await tellAdmin(admin, (language) => ADMIN_PHRASES[language].damaged, services);
}
