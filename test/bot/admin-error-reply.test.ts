import { expect, it } from "vitest";
import { adminErrorReply } from "../../src/bot/admin-error-reply.js";
import { ADMIN_PHRASES } from "../../src/bot/admin-phrases.js";
import { AuskunftError, BusyError, ConfigurationError, IndexUnavailableError } from "../../src/errors.js";

const { de, en } = ADMIN_PHRASES;
const words = { de: "Es wird schon indexiert.", en: "The index is being built already." };
const full = (error: Error) => Object.assign(error, { code: "ENOSPC" });

it.each([
  ["what to do about a missing index", new IndexUnavailableError("There is no index in x."), de.noIndex, en.noIndex],
  ["the same where the error has words", new IndexUnavailableError(words), de.noIndex, en.noIndex],
  ["that the disk is full, whoever says so", full(new Error("no space left")), de.diskFull, en.diskFull],
  ["so of our own errors as well", full(new ConfigurationError(words)), de.diskFull, en.diskFull],
  ["an error in its own words", new BusyError(words), words.de, words.en],
  ["a matter of the server in English", new AuskunftError("Set MODEL_DIR."), "Set MODEL_DIR.", "Set MODEL_DIR."],
  ["nothing of an unforeseen error", new TypeError("x is undefined"), de.unknownReason, en.unknownReason],
])("tells an administrator %s", (_, error, german, english) => {
  expect([adminErrorReply(error, "de"), adminErrorReply(error, "en")]).toEqual([german, english]);
});
