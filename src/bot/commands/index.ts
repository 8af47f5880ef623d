import { ask } from "./ask.js";
import { audit } from "./audit.js";
import type { Command } from "./command.js";
import { erase } from "./erase.js";
import { forgetDocument } from "./forget-document.js";
import { gaps } from "./gaps.js";
import { goldenQuestions } from "./golden-questions.js";
import { help } from "./help.js";
import { language } from "./language.js";
import { myData } from "./my-data.js";
import { newConversation } from "./new-conversation.js";
import { pause, resume } from "./pause.js";
import { privacy } from "./privacy.js";
import { reindex } from "./reindex.js";
import { role } from "./role.js";
import { rollback } from "./rollback.js";
import { start } from "./start.js";
import { status } from "./status.js";

/** The commands in the order that menu and help show them. */
export const COMMANDS: readonly Command[] = [
  ...[start, ask, newConversation, help, language, privacy, myData, erase],
  ...[status, reindex, rollback, forgetDocument, gaps, goldenQuestions, pause, resume, role, audit],
];
