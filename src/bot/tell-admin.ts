import type { Language } from "../language/language.js";
import type { BotServices } from "./bot-services.js";
import { deliver } from "./deliver.js";
import { joinText } from "./formatted-text.js";

/** Writes to an administrator of the bot's own accord, in the language that they chose. */
export async function tellAdmin(
  admin: number,
  write: (language: Language) => string,
  services: BotServices,
): Promise<void> {
  const text = write(services.state.readers.language(admin) ?? "de");
  await deliver({ chatId: admin, threadId: null, replyTo: null, protect: false }, [joinText([text])], services);
}
