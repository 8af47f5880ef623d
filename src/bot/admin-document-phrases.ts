import type { Language } from "../language/language.js";

/** What the bot says to administrators about documents and open questions, in one language. */
export interface AdminDocumentPhrases {
  readonly gapsTitle: string;
  readonly gapsNone: string;
  readonly gapCount: (count: number) => string;
  readonly draft: (number: number) => string;
  readonly settle: (number: number) => string;
  readonly settled: string;
  readonly gapGone: string;
  readonly digestHint: string;
  readonly digestOn: string;
  readonly digestOff: string;
  readonly digest: (open: number, feedback: string) => string;
  readonly choosePassage: string;
  readonly passage: (number: number) => string;
  readonly noPassage: string;
  readonly drafted: string;
  readonly draftsNone: string;
  readonly draftsFile: (count: number) => string;
  readonly uploadNoCorpus: string;
  readonly uploadTooLarge: string;
  readonly uploadName: (extensions: string) => string;
  readonly uploadFailed: string;
  readonly uploadUnreadable: string;
  readonly uploadTitle: string;
  readonly uploadAs: (path: string) => string;
  readonly uploadSize: (pages: number | null, words: number, passages: number) => string;
  readonly filePublic: string;
  readonly fileInternal: string;
  readonly exists: (path: string) => string;
  readonly replace: string;
  readonly keepBoth: string;
  readonly cancel: string;
  readonly uploadGone: string;
  readonly forgetUsage: string;
  readonly forgetUnknown: (path: string) => string;
  readonly forgetQuestion: (path: string) => string;
  readonly forget: string;
}

/** The words for administrators; the compiler sees to it that both languages say the same things. */
export const ADMIN_DOCUMENT_PHRASES: Readonly<Record<Language, AdminDocumentPhrases>> = {
  de: {
    gapsTitle: "Was die Unterlagen nicht beantworten",
    gapsNone: "Es gibt keine offenen Fragen.",
    gapCount: (count) => (count === 1 ? "einmal" : `${count}-mal`),
    draft: (number) => `${number}: Prüffrage`,
    settle: (number) => `${number}: erledigt`,
    settled: "Erledigt und gelöscht.",
    digestHint: "/luecken woche schickt Ihnen jede Woche einen Überblick, oder nicht mehr.",
    digestOn: "Sie bekommen jede Woche einen Überblick. /luecken woche schaltet ihn wieder aus.",
    digestOff: "Sie bekommen keinen Wochenüberblick mehr.",
    digest: (open, feedback) => `Die Woche: Offene Fragen: ${open}. Rückmeldungen: ${feedback}. Mehr mit /luecken.`,
    gapGone: "Diese Frage ist schon erledigt.",
    choosePassage: "Welche Stelle beantwortet die Frage?",
    passage: (number) => `Stelle ${number}`,
    noPassage: "Keine: Das steht nicht in den Unterlagen",
    drafted: "Als Prüffrage vorgemerkt. /fragen gibt die Datei für npm run eval aus.",
    draftsNone: "Es sind keine Prüffragen vorgemerkt. /luecken macht welche.",
    draftsFile: (count) => `Prüffragen: ${count}. Prüfen mit: npm run eval -- --questions fragen.json`,
    uploadNoCorpus: "Von hier aus lassen sich keine Unterlagen ablegen.",
    uploadTooLarge: "Diese Datei ist größer als 20 MB. So große Dateien gibt Telegram nicht weiter.",
    uploadName: (extensions) =>
      `Diesen Dateinamen nehme ich nicht an. Erlaubt sind Buchstaben, Ziffern, Leerzeichen und . _ - ( ) mit einer der Endungen ${extensions}.`,
    uploadFailed: "Die Datei ließ sich nicht von Telegram holen. Bitte senden Sie sie noch einmal.",
    uploadUnreadable: "Diese Datei kann ich nicht lesen:",
    uploadTitle: "Vorschau",
    uploadAs: (path) => `Abgelegt würde sie als ${path}. Einen Ordner nennen Sie im Text zur Datei.`,
    uploadSize: (pages, words, passages) =>
      `${pages === null ? "" : `Seiten: ${pages}, `}Wörter: ${words}, Textstellen: etwa ${passages}`,
    filePublic: "Öffentlich ablegen",
    fileInternal: "Nur für Beschäftigte ablegen",
    exists: (path) => `${path} gibt es schon.`,
    replace: "Ersetzen",
    keepBoth: "Beide behalten",
    cancel: "Abbrechen",
    uploadGone: "Diese Datei ist nicht mehr da. Bitte senden Sie sie noch einmal.",
    forgetUsage: "Bitte nennen Sie das Dokument, wie es in den Quellen steht: /entfernen ordner/datei.md",
    forgetUnknown: (path) => `Ein Dokument ${path} gibt es nicht.`,
    forgetQuestion: (path) =>
      `Soll ${path} gelöscht werden? Gelöscht werden die Datei, ihre Textstellen im Index mit allen früheren Generationen und was sonst daraus gespeichert ist. Das lässt sich nicht rückgängig machen.`,
    forget: "Ja, löschen und neu indexieren",
  },
  en: {
    gapsTitle: "What the documents do not answer",
    gapsNone: "There are no open questions.",
    gapCount: (count) => (count === 1 ? "once" : `${count} times`),
    draft: (number) => `${number}: test question`,
    settle: (number) => `${number}: settled`,
    settled: "Settled and deleted.",
    digestHint: "/gaps week sends you a digest every week, or no longer.",
    digestOn: "You get a digest every week. /gaps week switches it off again.",
    digestOff: "You no longer get a weekly digest.",
    digest: (open, feedback) => `This week: open questions: ${open}. Feedback: ${feedback}. More with /gaps.`,
    gapGone: "This question is settled already.",
    choosePassage: "Which passage answers the question?",
    passage: (number) => `Passage ${number}`,
    noPassage: "None: the documents do not say",
    drafted: "Noted as a test question. /questions gives the file for npm run eval.",
    draftsNone: "No test questions are noted. /gaps makes some.",
    draftsFile: (count) => `Test questions: ${count}. Check with: npm run eval -- --questions questions.json`,
    uploadNoCorpus: "No documents can be filed from here.",
    uploadTooLarge: "This file is larger than 20 MB. Telegram does not pass such files on.",
    uploadName: (extensions) =>
      `I do not take this file name. Allowed are letters, digits, blanks and . _ - ( ) with one of the extensions ${extensions}.`,
    uploadFailed: "The file could not be fetched from Telegram. Please send it again.",
    uploadUnreadable: "I cannot read this file:",
    uploadTitle: "Preview",
    uploadAs: (path) => `It would be filed as ${path}. Name a folder in the text of the file.`,
    uploadSize: (pages, words, passages) =>
      `${pages === null ? "" : `Pages: ${pages}, `}words: ${words}, passages: about ${passages}`,
    filePublic: "File for everybody",
    fileInternal: "File for staff only",
    exists: (path) => `${path} is there already.`,
    replace: "Replace",
    keepBoth: "Keep both",
    cancel: "Cancel",
    uploadGone: "This file is no longer here. Please send it again.",
    forgetUsage: "Please name the document as the sources do: /forget folder/file.md",
    forgetUnknown: (path) => `There is no document ${path}.`,
    forgetQuestion: (path) =>
      `Shall ${path} be deleted? This deletes the file, its passages in the index with all earlier generations, and whatever else is stored of it. It cannot be undone.`,
    forget: "Yes, delete and index anew",
  },
};
