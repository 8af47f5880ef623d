import type { Language } from "../../language/language.js";
import { reply } from "../bot-services.js";
import { bold, type FormattedText, joinText } from "../formatted-text.js";
import { PHRASES } from "../phrases.js";
import { splitIntoMessages } from "../split-message.js";
import type { Command, CommandPlace } from "./command.js";

/** Says how to ask, and lists the commands of this kind of chat. */
export const help: Command = {
  names: { de: "help", en: "help" },
  aliases: ["hilfe"],
  description: { de: "Wie Sie fragen", en: "How to ask" },
  listedIn: ["private", "group"],
  async run(message, _argument, services) {
    const phrases = PHRASES[message.language];
    const places: CommandPlace[] = [message.inGroup ? "group" : "private"];
    if (message.role === "admin") places.push("admin");
    const commands = services.commands.filter(({ listedIn }) => places.some((place) => listedIn.includes(place)));
    const blocks = [
      bold(phrases.helpTitle),
      joinText([phrases.helpAsk]),
      joinText([phrases.helpGroup(services.me.username)]),
      joinText(
        commands.map((command) => commandLine(command, message.language)),
        "\n",
      ),
    ];
    if (services.publicUrl !== null) blocks.push(joinText([phrases.helpWeb(services.publicUrl)]));
    if (services.contact !== null) blocks.push(joinText([phrases.contact(services.contact)]));
    await reply(message, splitIntoMessages(blocks), services);
  },
};

function commandLine({ names, description }: Command, language: Language): FormattedText {
  return joinText([`/${names[language]} – ${description[language]}`]);
}
