import { ask } from "./ask.js";
import type { Command } from "./command.js";
import { forget } from "./forget.js";
import { help } from "./help.js";
import { privacy } from "./privacy.js";
import { start } from "./start.js";

/** The commands in the order that menu and help show them. */
export const COMMANDS: readonly Command[] = [start, ask, forget, help, privacy];
