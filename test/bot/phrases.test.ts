import { describe, expect, it } from "vitest";
import { ADMIN_DOCUMENT_PHRASES } from "../../src/bot/admin-document-phrases.js";
import { ADMIN_PHRASES } from "../../src/bot/admin-phrases.js";
import { AUDIT_WORDS } from "../../src/bot/audit-words.js";
import { BUTTON_PHRASES } from "../../src/bot/button-phrases.js";
import { COMMANDS } from "../../src/bot/commands/index.js";
import { ERROR_REPLIES } from "../../src/bot/error-replies.js";
import { PHRASES } from "../../src/bot/phrases.js";
import { RETENTION_DAYS } from "../../src/conversations/retention.js";
import { READING_PROBLEMS } from "../../src/documents/reading-problems.js";

/** Arguments of phrases that take more than words and numbers. */
const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  privacyStored: [RETENTION_DAYS, true],
  otherFormat: ["‹1›", ".odt"],
  otherContent: ["‹1›", { de: "‹2›", en: "‹2›" }, "‹3›", ["‹4›", "‹5›"]],
  planCounts: [{ added: 1, changed: 2, unchanged: 3, removed: 4, unreadable: 5 }],
};
const TABLES = { PHRASES, BUTTON_PHRASES, ADMIN_PHRASES, ADMIN_DOCUMENT_PHRASES };

function say(key: string, value: unknown): string[] {
  if (typeof value === "function") return say(key, value(...(ARGUMENTS[key] ?? ["‹1›", "‹2›", "‹3›", "‹4›"])));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([inner, phrase]) => say(key === "" ? inner : `${key}.${inner}`, phrase));
  }
  return [`${key}: ${String(value).replaceAll("\n", "\n    ")}`];
}

describe.each(["de", "en"] as const)("the words of the bot in %s", (language) => {
  it("are the reviewed ones", async () => {
    const phrases = Object.entries(TABLES).flatMap(([name, table]) => [`# ${name}`, ...say("", table[language]), ""]);
    const commands = COMMANDS.map(({ names, description }) => `/${names[language]}: ${description[language]}`);
    const errors = ERROR_REPLIES.map(({ text }) => text[language]);
    const problems = say("", READING_PROBLEMS).filter((line) => line.includes(`.${language}: `));
    const audited = language === "en" ? [] : ["", "# AUDIT_WORDS", ...say("", AUDIT_WORDS)];
    const text = [
      ...["# COMMANDS", ...commands, "", "# ERROR_REPLIES", ...errors, "", ...phrases],
      ...["# READING_PROBLEMS", ...problems, ...audited, ""],
    ].join("\n");
    await expect(text).toMatchFileSnapshot(`transcripts/words.${language}.txt`);
  });

  it("need no emoji, and fit where Telegram shows them", () => {
    const said = Object.values(TABLES).flatMap((table) => say("", table[language]));
    for (const phrase of said) expect(phrase).not.toMatch(/\p{Extended_Pictographic}/u);
    expect(PHRASES[language].description.length).toBeLessThanOrEqual(512);
    expect(PHRASES[language].shortDescription.length).toBeLessThanOrEqual(120);
    for (const note of [
      "thanks",
      "changed",
      "onlyAsker",
      "questionGone",
      "sourceUnknown",
      "notForYou",
      "fileGone",
    ] as const) {
      expect(BUTTON_PHRASES[language][note].length).toBeLessThanOrEqual(200);
    }
    const { indexBusy, cancelling, planGone } = ADMIN_PHRASES[language];
    const { uploadGone, gapGone, settled } = ADMIN_DOCUMENT_PHRASES[language];
    for (const note of [indexBusy, cancelling, planGone, uploadGone, gapGone, settled]) {
      expect(note.length).toBeLessThanOrEqual(200);
    }
  });
});
