import { ADMIN_DOCUMENT_PHRASES } from "./admin-document-phrases.js";
import type { BotServices } from "./bot-services.js";
import { deliver } from "./deliver.js";
import { describeVerdicts } from "./describe-verdicts.js";
import { joinText } from "./formatted-text.js";

const WEEK = 7 * 24 * 60 * 60 * 1000;

/** Sends the weekly digest to the administrators who want it and have not had it for a week. */
export async function sendDigests(services: BotServices): Promise<void> {
  const { access, state } = services;
  for (const admin of access.admins()) {
    if (!state.readers.takeDigest(admin)) continue;
    const language = state.readers.language(admin) ?? "de";
    const verdicts = describeVerdicts(state.feedback.count(Date.now() - WEEK), language);
    const text = ADMIN_DOCUMENT_PHRASES[language].digest(state.openQuestions.list().length, verdicts);
    await deliver({ chatId: admin, threadId: null, replyTo: null, protect: false }, [joinText([text])], services);
  }
}
