import { ADMIN_PHRASES, type AdminPhrases } from "../admin-phrases.js";
import { type BotServices, reply, say } from "../bot-services.js";
import { bold, joinText } from "../formatted-text.js";
import type { IncomingMessage } from "../incoming-message.js";
import { publishMenu } from "../publish-profile.js";
import { splitIntoMessages } from "../split-message.js";
import type { Command } from "./command.js";

/** Lists, gives and takes roles. */
export const role: Command = {
  names: { de: "rolle", en: "role" },
  aliases: [],
  description: { de: "Rollen zeigen, geben und nehmen", en: "Show, give and take roles" },
  listedIn: ["admin"],
  async run(message, argument, services) {
    const phrases = ADMIN_PHRASES[message.language];
    const [, digits, word] = /^(\d{1,16})\s+(employee|admin|keine|none)$/i.exec(argument) ?? [];
    if (digits === undefined || word === undefined) {
      await reply(message, splitIntoMessages(listRoles(phrases, services)), services);
      return;
    }
    const user = Number(digits);
    const said = changeRole(message, user, word.toLowerCase(), phrases, services);
    await say(message, said, services);
    await publishMenu(user, services.access.roleOf(user) === "admin", services);
  },
};

function listRoles(phrases: AdminPhrases, { access, state }: BotServices) {
  const fixed = access
    .fixed()
    .map((user) => `${user}: ${phrases.role[access.roleOf(user)]}, ${phrases.fromEnvironment}`);
  const given = state.roles.list().map(({ user, role }) => `${user}: ${phrases.role[role]}`);
  return [bold(phrases.rolesTitle), joinText([...fixed, ...given], "\n"), joinText([phrases.roleUsage])];
}

function changeRole(
  { userId }: IncomingMessage,
  user: number,
  word: string,
  phrases: AdminPhrases,
  { access, state }: BotServices,
): string {
  if (access.fixed().includes(user)) return phrases.roleFixed;
  if (word === "employee" || word === "admin") {
    state.roles.give(user, word);
    state.audit.write(userId, `/role ${user} ${word}`, "given");
    return phrases.roleGiven(user, phrases.role[word]);
  }
  const taken = state.roles.take(user);
  state.audit.write(userId, `/role ${user} none`, taken ? "taken" : "had none");
  return taken ? phrases.roleTaken(user) : phrases.roleNone(user);
}
