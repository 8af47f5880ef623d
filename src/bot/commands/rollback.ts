import { ADMIN_PHRASES } from "../admin-phrases.js";
import { reply, say } from "../bot-services.js";
import { joinText } from "../formatted-text.js";
import { confirmation } from "../outgoing-message.js";
import type { Command } from "./command.js";

/** Offers to serve the earlier generation of the index again. */
export const rollback: Command = {
  names: { de: "rollback", en: "rollback" },
  aliases: [],
  description: {
    de: "Zur früheren Generation des Index zurückkehren",
    en: "Go back to the earlier generation of the index",
  },
  listedIn: ["admin"],
  async run(message, _argument, services) {
    const phrases = ADMIN_PHRASES[message.language];
    const generations = await services.indexing.list();
    const serving = generations.find(({ state }) => state === "serving");
    const earlier = generations.find(
      ({ state, generation }) => state === "kept" && generation < (serving?.generation ?? ""),
    );
    if (serving === undefined || earlier === undefined) {
      await say(message, phrases.noEarlier, services);
      return;
    }
    const text = joinText([phrases.rollbackQuestion(serving.generation, earlier.generation)]);
    const buttons = confirmation(phrases.rollback, `rollback:${earlier.generation}`, phrases.cancel, "rollback");
    await reply(message, [{ ...text, buttons }], services);
  },
};
