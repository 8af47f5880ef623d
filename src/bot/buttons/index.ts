import { askNext } from "./ask-next.js";
import type { ButtonAction } from "./button-action.js";
import { chooseLanguage } from "./choose-language.js";
import { dismiss } from "./dismiss.js";
import { addGolden, draftGolden, settleGap } from "./draft-golden.js";
import { eraseData } from "./erase-data.js";
import { fileDocument, removeDocument, settleConflict } from "./file-document.js";
import { askReason, giveVerdict, showButtons } from "./give-feedback.js";
import { cancelIndex, rollBack, startIndex } from "./manage-index.js";
import { sendFile } from "./send-file.js";
import { showSource, turnPage } from "./show-source.js";
import { askConsent, sendToEditors } from "./tell-editors.js";

/** What each button does, by the first word of its data. */
export const BUTTON_ACTIONS: Readonly<Record<string, ButtonAction>> = {
  source: showSource,
  page: turnPage,
  file: sendFile,
  next: askNext,
  verdict: giveVerdict,
  reasons: askReason,
  answer: showButtons,
  editors: askConsent,
  send: sendToEditors,
  dismiss,
  language: chooseLanguage,
  erase: eraseData,
  index: startIndex,
  cancelindex: cancelIndex,
  rollback: rollBack,
  upload: fileDocument,
  conflict: settleConflict,
  remove: removeDocument,
  draft: draftGolden,
  golden: addGolden,
  settle: settleGap,
};
