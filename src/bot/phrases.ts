import type { RETENTION_DAYS } from "../conversations/retention.js";
import type { Language } from "../language/language.js";

/** Everything the bot says in its own words, in one language. Plain text; none holds a person's words. */
export interface Phrases {
  readonly startTitle: string;
  readonly startAbout: string;
  readonly startNotFor: string;
  readonly startExample: string;
  readonly helpTitle: string;
  readonly helpAsk: string;
  readonly helpGroup: (username: string) => string;
  readonly helpWeb: (address: string) => string;
  readonly privacyTitle: string;
  readonly privacyQuestions: string;
  readonly privacyStored: (days: typeof RETENTION_DAYS, encrypted: boolean) => string;
  readonly privacyLocal: string;
  readonly privacyLanguageModel: (host: string) => string;
  readonly privacyTelegram: string;
  readonly privacyForget: string;
  readonly contact: (contact: string) => string;
  readonly forgotten: string;
  /** Once in each chat, above the first answer (Regulation (EU) 2024/1689, article 50(1)). */
  readonly notice: string;
  readonly asked: (question: string) => string;
  /** @param time Of the question, as people write it. */
  readonly late: (time: string) => string;
  readonly busy: string;
  readonly full: string;
  readonly tooMany: (most: number) => string;
  /** To whoever sent something that ended the program twice. */
  readonly passedOver: string;
  readonly passedOverReport: (updateId: number) => string;
  readonly stage: Readonly<Record<"waiting" | "searching" | "writing" | "repairing" | "translating", string>>;
  /** The quote of this number is compared with its document. */
  readonly checking: (quote: number) => string;
  readonly askUsage: string;
  readonly unknownCommand: string;
  readonly textOnly: string;
  readonly oldButton: string;
  readonly partial: string;
  readonly generated: (languageModel: string) => string;
  readonly sources: string;
  readonly related: string;
  readonly page: (number: number) => string;
  /** What Telegram shows in an empty chat with the bot; at most 512 characters. */
  readonly description: string;
  /** What Telegram shows in the bot's profile; at most 120 characters. */
  readonly shortDescription: string;
}

/** The bot's own words; the compiler sees to it that both languages say the same things. */
export const PHRASES: Readonly<Record<Language, Phrases>> = {
  de: {
    startTitle: "Guten Tag, hier antwortet eine KI, kein Mensch.",
    startAbout:
      "Ich suche in den hier hinterlegten Unterlagen und zeige Ihnen die Sätze, die Ihre Frage beantworten: wörtlich und mit Quelle. Steht dort nichts dazu, sage ich das.",
    startNotFor:
      "Ich bin nicht gedacht für Notfälle (dann bitte 112), für Rechtsauskünfte und für Auskünfte zu Ihrer Person oder Ihrem Antrag. Schreiben Sie mir bitte keine persönlichen Daten.",
    startExample:
      "Fragen Sie einfach, auf Deutsch oder Englisch, zum Beispiel: Wann hat die OWL-IT den Betrieb aufgenommen?",
    helpTitle: "So geht es",
    helpAsk: "Schreiben Sie Ihre Frage als Nachricht. Anschlussfragen verstehe ich für eine Weile.",
    helpGroup: (username) =>
      `In einer Gruppe antworte ich auf /ask@${username} mit Ihrer Frage dahinter, auf die Erwähnung meines Namens und auf Antworten an mich.`,
    helpWeb: (address) => `Dasselbe ohne Telegram: ${address}`,
    privacyTitle: "Datenschutz",
    privacyQuestions:
      "Ihre Fragen speichere ich nicht. Damit Sie nachfragen können, bleibt das Gespräch bis zu 30 Minuten im Arbeitsspeicher; danach ist es vergessen. Ihre Fragen stehen in keinem Protokoll. Ihre Nummer bei Telegram bleibt nach einer Frage ein paar Minuten im Arbeitsspeicher, damit niemand zu viele auf einmal stellt.",
    privacyStored: (days, encrypted) =>
      [
        `Gespeichert wird${encrypted ? ", verschlüsselt" : ""}:`,
        `– welche Textstellen eine Antwort zeigte, ohne Frage und ohne Namen (${days.answers} Tage, damit die Schaltflächen weiter gehen)`,
        `– welche meiner Nachrichten zu welcher Ihrer Nachrichten gehört, als Prüfzahl (${days.deliveries} Tage, für geänderte Fragen)`,
        `– Ihre Sprache und ob Sie den ersten Hinweis gesehen haben, unter einer Prüfzahl statt Ihrer Nummer (${days.readers} Tage)`,
        `– Ihre Rückmeldungen, unter derselben Prüfzahl (${days.feedback} Tage)`,
        `– Fragen, die Sie ausdrücklich an die Redaktion schicken, im Wortlaut (${days.openQuestions} Tage; eine Prüffrage daraus behält die Redaktion auch länger)`,
        "– wer den Bot betreut oder interne Unterlagen lesen darf, mit der Nummer bei Telegram (bis die Rolle entzogen wird), und was die Betreuung ändert (dauerhaft)",
        "Was seine Zeit überschritten hat, wird stündlich gelöscht.",
      ].join("\n"),
    privacyLocal:
      "Ihre Frage wird auf dem Rechner des Betreibers beantwortet. Sie geht an kein Sprachmodell anderswo und an keinen anderen Dienst.",
    privacyLanguageModel: (host) =>
      `Zum Formulieren der Antwort gehen Ihre Frage, das Gespräch dazu und die gefundenen Textstellen an das Sprachmodell auf ${host}.`,
    privacyTelegram:
      "Telegram selbst liest und speichert, was Sie hier schreiben; Chats mit Bots sind nicht durchgehend verschlüsselt. Schreiben Sie bitte nichts Vertrauliches.",
    privacyForget:
      "Mit /neu vergesse ich dieses Gespräch sofort. /meinedaten zeigt, was über Sie gespeichert ist, /loeschen löscht es, bis auf Rolle und Protokoll der Betreuung.",
    contact: (contact) => `Ansprechpartner: ${contact}`,
    forgotten: "Das Gespräch ist vergessen. Wir fangen neu an.",
    notice:
      "Hier antwortet eine KI, kein Mensch. Bitte schreiben Sie keine persönlichen Daten. Was gespeichert wird, steht unter /privacy.",
    asked: (question) => `Frage: ${question}`,
    late: (time) => `Ihre Frage vom ${time} beantworte ich erst jetzt: Ich war vorher nicht erreichbar.`,
    busy: "Gerade ist viel los. Deshalb zeige ich Ihnen die Fundstellen ohne ausformulierte Antwort.",
    full: "Gerade ist sehr viel los, und Ihre Frage müsste zu lange warten. Bitte stellen Sie sie in ein paar Minuten noch einmal.",
    tooMany: (most) =>
      `Ich beantworte höchstens ${most} Fragen in der Minute. Bitte warten Sie eine Minute; was Sie bis dahin fragen, beantworte ich nicht.`,
    passedOver:
      "Das kann ich leider nicht bearbeiten: Es ist zweimal ein Fehler aufgetreten. Bitte fragen Sie in anderen Worten.",
    passedOverReport: (updateId) =>
      `Eine Nachricht (Update ${updateId}) hat das Programm zweimal beendet und wird übergangen. Näheres steht im Protokoll.`,
    stage: {
      waiting: "Ihre Frage wartet, bis sie an der Reihe ist …",
      searching: "Ich suche in den Unterlagen …",
      writing: "Ich habe Stellen gefunden und schreibe die Antwort …",
      repairing: "Ein Zitat war nicht wortgetreu; ich bessere nach …",
      translating: "Ich übersetze die Zitate …",
    },
    checking: (quote) => `Ich prüfe Beleg ${quote} …`,
    askUsage: "Bitte schreiben Sie Ihre Frage dazu, zum Beispiel: /ask Wann hat die OWL-IT den Betrieb aufgenommen?",
    unknownCommand: "Diesen Befehl kenne ich nicht. /help zeigt, was ich kann. Fragen stellen Sie ohne Schrägstrich.",
    textOnly:
      "Ich kann nur Geschriebenes lesen, keine Bilder, Sprachnachrichten oder Dateien. Schreiben Sie Ihre Frage bitte als Text; ich suche dann die Antwort in den Unterlagen.",
    oldButton: "Diese Schaltfläche gilt nicht mehr. Bitte stellen Sie die Frage noch einmal.",
    partial: "Die Unterlagen beantworten nur einen Teil der Frage:",
    generated: (languageModel) =>
      `KI-generiert (${languageModel}). Die wörtlichen Belege stehen unter „Quellen“; im Zweifel gelten sie.`,
    sources: "Quellen",
    related: "Verwandte Stellen, keine Antwort auf Ihre Frage:",
    page: (number) => `S. ${number}`,
    description:
      "Eine KI beantwortet Ihre Fragen aus den hinterlegten Unterlagen: mit wörtlichem Zitat und Quelle. Sie ersetzt keine Rechtsauskunft und weiß nichts über Ihre Person. Bitte schreiben Sie keine persönlichen Daten.",
    shortDescription: "KI-Auskunft aus den hinterlegten Unterlagen, mit wörtlichem Zitat und Quelle.",
  },
  en: {
    startTitle: "Hello, this is an AI answering, not a person.",
    startAbout:
      "I search the documents kept here and show you the sentences that answer your question: word for word and with their source. If the documents do not say, I tell you so.",
    startNotFor:
      "I am not meant for emergencies (please call 112), for legal advice, or for questions about you or your application. Please do not send me personal data.",
    startExample: "Just ask, in English or German, for example: When did OWL-IT start operations?",
    helpTitle: "How it works",
    helpAsk: "Write your question as a message. For a while I understand follow-up questions.",
    helpGroup: (username) =>
      `In a group I answer /ask@${username} followed by your question, messages that mention my name, and replies to me.`,
    helpWeb: (address) => `The same without Telegram: ${address}`,
    privacyTitle: "Privacy",
    privacyQuestions:
      "I do not store your questions. So that you can ask follow-up questions, the conversation stays in memory for up to 30 minutes; then it is forgotten. Your questions are in no log. Your number at Telegram stays in memory for some minutes after a question, so that nobody asks too many at once.",
    privacyStored: (days, encrypted) =>
      [
        `What is stored${encrypted ? ", encrypted" : ""}:`,
        `– which passages an answer showed, without the question and without a name (${days.answers} days, so that the buttons keep working)`,
        `– which of my messages belongs to which of yours, as a check number (${days.deliveries} days, for edited questions)`,
        `– your language and whether you have seen the first notice, under a check number instead of yours (${days.readers} days)`,
        `– your feedback, under the same check number (${days.feedback} days)`,
        `– questions that you expressly send to the editors, word for word (${days.openQuestions} days; the editors may keep a test question made of one longer)`,
        "– who runs the bot or may read internal documents, with their number at Telegram (until the role is taken), and what those who run it change (for good)",
        "What is past its time is deleted every hour.",
      ].join("\n"),
    privacyLocal:
      "Your question is answered on the operator's own machine. It goes to no language model elsewhere and to no other service.",
    privacyLanguageModel: (host) =>
      `To word the answer, your question, the conversation around it and the passages found go to the language model at ${host}.`,
    privacyTelegram:
      "Telegram itself reads and stores what you write here; chats with bots are not end-to-end encrypted. Please write nothing confidential.",
    privacyForget:
      "With /new I forget this conversation at once. /mydata shows what is stored about you, /delete deletes it, but for roles and the log of those who run the bot.",
    contact: (contact) => `Contact: ${contact}`,
    forgotten: "The conversation is forgotten. We start afresh.",
    notice: "This is an AI answering, not a person. Please do not write personal data. /privacy says what is stored.",
    asked: (question) => `Question: ${question}`,
    late: (time) => `I answer your question of ${time} only now: I could not be reached before.`,
    busy: "It is busy at the moment. That is why I show you the passages without an answer in my own words.",
    full: "It is very busy at the moment, and your question would have to wait too long. Please ask again in a few minutes.",
    tooMany: (most) =>
      `I answer at most ${most} questions a minute. Please wait a minute; what you ask until then I do not answer.`,
    passedOver: "I am sorry that I cannot handle this: it failed twice. Please ask in other words.",
    passedOverReport: (updateId) =>
      `A message (update ${updateId}) ended the program twice and is passed over. The log says more.`,
    stage: {
      waiting: "Your question is waiting for its turn …",
      searching: "I am searching the documents …",
      writing: "I have found passages and am writing the answer …",
      repairing: "A quote was not word for word; I am correcting it …",
      translating: "I am translating the quotes …",
    },
    checking: (quote) => `I am checking quote ${quote} …`,
    askUsage: "Please add your question, for example: /ask When did OWL-IT start operations?",
    unknownCommand: "I do not know this command. /help shows what I can do. Ask questions without a slash.",
    textOnly:
      "I can only read what is written, no pictures, voice messages or files. Please write your question as text; I then look for the answer in the documents.",
    oldButton: "This button no longer works. Please ask the question again.",
    partial: "The documents answer only part of the question:",
    generated: (languageModel) =>
      `AI-generated (${languageModel}). The word-for-word evidence is under “Sources”; if in doubt, it counts.`,
    sources: "Sources",
    related: "Related passages, not an answer to your question:",
    page: (number) => `p. ${number}`,
    description:
      "An AI answers your questions from the documents kept here: with the exact quote and its source. It gives no legal advice and knows nothing about you. Please do not send personal data.",
    shortDescription: "AI answers from the documents kept here, with the exact quote and its source.",
  },
};
