import type { Language } from "../language/language.js";
import { ADMIN_DOCUMENT_PHRASES } from "./admin-document-phrases.js";
import type { BotServices } from "./bot-services.js";
import { describeVerdicts } from "./describe-verdicts.js";
import { tellAdmin } from "./tell-admin.js";

const WEEK = 7 * 24 * 60 * 60 * 1000;

/** Sends the weekly digest to the administrators who want it and have not had it for a week. */
export async function sendDigests(services: BotServices): Promise<void> {
  const { access, state } = services;
  for (const admin of access.admins()) {
    if (!state.readers.takeDigest(admin)) continue;
    const digest = (language: Language) => {
      const verdicts = describeVerdicts(state.feedback.count(Date.now() - WEEK), language);
      return ADMIN_DOCUMENT_PHRASES[language].digest(state.openQuestions.count(), verdicts);
    };
    await tellAdmin(admin, digest, services);
  }
}
