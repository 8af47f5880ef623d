import type { AuditEntry } from "../conversations/audit-log.js";
import type { Language } from "../language/language.js";
import type { Command } from "./commands/command.js";

/** What the audit log says beside commands, names and numbers, in German. */
export const AUDIT_WORDS: Readonly<Record<string, string>> = {
  forced: "trotzdem veröffentlichen",
  "draft of a golden question": "Prüffrage vorgemerkt",
  "to be refused": "ohne Antwort in den Unterlagen",
  "open question settled": "offene Frage erledigt",
  "document filed for citizen": "Dokument öffentlich abgelegt",
  "document filed for employee": "Dokument für Beschäftigte abgelegt",
  published: "veröffentlicht",
  "up to date": "auf dem Stand der Unterlagen",
  "to be cancelled": "wird abgebrochen",
  cancelled: "abgebrochen",
  refused: "nicht veröffentlicht",
  failed: "fehlgeschlagen",
  done: "erledigt",
  deleted: "gelöscht",
  exported: "ausgegeben",
  given: "gegeben",
  taken: "genommen",
  "had none": "hatte keine",
  "file deleted": "Datei gelöscht",
  "no file": "keine Datei",
  "stored sources deleted": "gespeicherte Quellen gelöscht",
};

/** An entry of the audit log, which is kept in English, as its reader would write it. */
export function inLanguage(
  { what, result }: AuditEntry,
  language: Language,
  commands: readonly Command[],
): Pick<AuditEntry, "what" | "result"> {
  if (language === "en") return { what, result };
  const command = commands.find(({ names }) => what.split(/[ ,]/)[0] === `/${names.en}`);
  const called = command === undefined ? what : what.replace(command.names.en, command.names.de);
  return { what: inGerman(called), result: inGerman(result) };
}

/** Takes parts as they are written: `words` or `words: value`, with commas between. */
function inGerman(text: string): string {
  return text.replace(/(^|, )([^,:]+)/g, (_, comma: string, words: string) => comma + (AUDIT_WORDS[words] ?? words));
}
