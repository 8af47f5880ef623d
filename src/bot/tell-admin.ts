import type { Language } from "../language/language.js";
import type { BotServices } from "./bot-services.js";
import { type DeliveryOutcome, deliver } from "./deliver.js";
import { joinText } from "./formatted-text.js";

/** Writes to an administrator of the bot's own accord, in the language that they chose. */
export async function tellAdmin(
  admin: number,
  write: (language: Language) => string,
  services: BotServices,
): Promise<DeliveryOutcome> {
  const text = write(services.state.readers.language(admin) ?? "de");
  const destination = { chatId: admin, threadId: null, replyTo: null, protect: false };
  const { outcome } = await deliver(destination, [joinText([text])], services);
  return outcome;
}
