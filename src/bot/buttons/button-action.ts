import type { BotServices } from "../bot-services.js";
import type { IncomingMessage } from "../incoming-message.js";

/** What a button does. Each kind of button is one entry in the table of button actions. */
export interface ButtonAction {
  /**
   * @param press Who pressed, with the role they have now and where; its `messageId` is that of the button's message.
   * @param args What stands behind the key in the button's data; written by this bot, but perhaps long ago.
   * @returns A short note for who pressed, at most 200 characters; null for none.
   */
  run(press: IncomingMessage, args: readonly string[], services: BotServices): Promise<string | null>;
}
