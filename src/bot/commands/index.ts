import { ask } from "./ask.js";
import type { Command } from "./command.js";
import { erase } from "./erase.js";
import { help } from "./help.js";
import { language } from "./language.js";
import { myData } from "./my-data.js";
import { newConversation } from "./new-conversation.js";
import { privacy } from "./privacy.js";
import { start } from "./start.js";

/** The commands in the order that menu and help show them. */
export const COMMANDS: readonly Command[] = [start, ask, newConversation, help, language, privacy, myData, erase];
