import type { Verdict } from "../conversations/feedback.js";
import type { Language } from "../language/language.js";

/** What stands on buttons, and what the bot says when one is pressed, in one language. */
export interface ButtonPhrases {
  readonly source: (marker: number) => string;
  readonly related: (marker: number) => string;
  readonly suggestion: (heading: string) => string;
  readonly helpful: string;
  readonly notHelpful: string;
  readonly whatIsWrong: string;
  readonly verdict: Readonly<Record<Verdict, string>>;
  readonly given: (verdict: string) => string;
  readonly thanks: string;
  readonly changed: string;
  readonly back: string;
  readonly earlier: string;
  readonly later: string;
  readonly toQuote: string;
  readonly file: string;
  readonly web: string;
  readonly part: (number: number, of: number) => string;
  readonly sourceUnchanged: string;
  readonly sourceMoved: string;
  readonly sourceChanged: string;
  readonly sourceGone: string;
  readonly sourceUnknown: string;
  readonly notForYou: string;
  readonly adminsOnly: string;
  readonly fileGone: string;
  readonly tellEditors: string;
  readonly consent: (days: number) => string;
  readonly send: string;
  readonly doNotSend: string;
  readonly sentToEditors: string;
  readonly sentBefore: string;
  readonly notSent: string;
  readonly questionGone: string;
  readonly onlyAsker: string;
  readonly newOpenQuestion: string;
  readonly languageQuestion: string;
  readonly languageName: string;
  readonly languageChosen: string;
  readonly myData: string;
  readonly myDataNumber: (userId: number) => string;
  readonly myDataLanguage: (language: string | null) => string;
  readonly myDataConversation: (questions: number) => string;
  readonly myDataDeliveries: (count: number) => string;
  readonly myDataFeedback: (count: number) => string;
  readonly myDataQuestions: (count: number) => string;
  readonly myDataRole: (role: string | null) => string;
  readonly myDataAudit: (entries: number) => string;
  readonly myDataErase: string;
  readonly myDataEraseMost: string;
  readonly eraseQuestion: string;
  readonly erase: string;
  readonly cancel: string;
  readonly cancelled: string;
  readonly receipt: (time: string, number: string) => string;
  readonly receiptNothing: string;
  readonly receiptRest: string;
  readonly receiptChat: string;
}

/** The words of buttons; the compiler sees to it that both languages say the same things. */
export const BUTTON_PHRASES: Readonly<Record<Language, ButtonPhrases>> = {
  de: {
    source: (marker) => `Quelle ${marker}`,
    related: (marker) => `Stelle ${marker}`,
    suggestion: (heading) => `Weiter: ${heading}`,
    helpful: "Hilfreich",
    notHelpful: "Nicht hilfreich",
    whatIsWrong: "Was stimmt nicht?",
    verdict: {
      helpful: "Hilfreich",
      wrong_source: "Falsche Quelle",
      out_of_date: "Veraltet",
      incomplete: "Unvollständig",
      not_answered: "Frage nicht beantwortet",
    },
    given: (verdict) => `Ihre Rückmeldung: ${verdict} (ändern)`,
    thanks: "Danke für Ihre Rückmeldung.",
    changed: "Ihre Rückmeldung ist geändert.",
    back: "Zurück",
    earlier: "Davor",
    later: "Danach",
    toQuote: "Zum Zitat",
    file: "Datei senden",
    web: "Im Browser öffnen",
    part: (number, of) => `Teil ${number} von ${of}`,
    sourceUnchanged: "Das Dokument ist seit der Antwort unverändert. Das Zitat ist als Zitat abgesetzt.",
    sourceMoved:
      "Das Dokument wurde seit der Antwort geändert. Die zitierte Stelle steht noch wörtlich darin, hier im heutigen Text.",
    sourceChanged:
      "Das Dokument wurde seit der Antwort geändert und enthält diese Stelle nicht mehr wörtlich. Damals stand dort:",
    sourceGone: "Dieses Dokument ist nicht mehr verfügbar. Zitiert wurde daraus:",
    sourceUnknown: "Diese Quelle ist nicht mehr gespeichert. Bitte stellen Sie die Frage noch einmal.",
    notForYou: "Diese Quelle ist nur für Beschäftigte und nur im privaten Chat zu öffnen.",
    adminsOnly: "Das können nur Personen, die den Bot betreuen.",
    fileGone:
      "Die Datei lässt sich gerade nicht senden: Sie wurde geändert oder entfernt und ist noch nicht neu eingelesen.",
    tellEditors: "An die Redaktion senden",
    consent: (days) =>
      `Darf ich der Redaktion Ihre Frage schicken? Sie erhält den Wortlaut, nicht Ihren Namen. Hier bleibt er höchstens ${days} Tage; macht die Redaktion eine Prüffrage daraus, bei ihr auch länger:`,
    send: "Ja, senden",
    doNotSend: "Nein",
    sentToEditors:
      "Gesendet. Die Redaktion sieht jetzt, dass diese Auskunft fehlt. Eine Antwort an Sie persönlich gibt es nicht.",
    sentBefore: "Diese Frage hat die Redaktion schon.",
    notSent: "Nicht gesendet.",
    questionGone: "Ihre Frage ist nicht mehr gespeichert. Bitte stellen Sie sie noch einmal.",
    onlyAsker: "Das kann nur, wer die Frage gestellt hat.",
    newOpenQuestion: "Eine Frage ist offen geblieben. Alle offenen Fragen: /luecken",
    languageQuestion:
      "In welcher Sprache soll ich Sie ansprechen? Fragen beantworte ich immer in der Sprache der Frage.",
    languageName: "Deutsch",
    languageChosen: "Ich spreche Sie ab jetzt auf Deutsch an.",
    myData: "Was über Sie gespeichert ist",
    myDataNumber: (userId) => `Ihre Nummer bei Telegram: ${userId}`,
    myDataLanguage: (language) => `Gewählte Sprache: ${language ?? "keine"}`,
    myDataConversation: (questions) => `Im Arbeitsspeicher, höchstens 30 Minuten: Ihre letzten Fragen (${questions})`,
    myDataDeliveries: (count) => `Zuordnungen von Antwort zu Nachricht, ohne Wortlaut: ${count}`,
    myDataFeedback: (count) => `Rückmeldungen: ${count}`,
    myDataQuestions: (count) => `Fragen, die Sie an die Redaktion geschickt haben: ${count}`,
    myDataRole: (role) => `Rolle: ${role ?? "keine"}`,
    myDataAudit: (entries) => `Einträge im Protokoll der Betreuung, die Ihre Nummer nennen: ${entries}`,
    myDataErase: "Mit /loeschen löschen Sie das alles.",
    myDataEraseMost: "Mit /loeschen löschen Sie das alles, bis auf Rolle und Protokoll.",
    eraseQuestion:
      "Soll ich alles löschen, was über Sie gespeichert ist? Gelöscht werden Ihre Gespräche, auch die in Gruppen, Ihre Sprachwahl, Ihre Rückmeldungen und Fragen an die Redaktion. Das lässt sich nicht rückgängig machen.",
    erase: "Ja, alles löschen",
    cancel: "Abbrechen",
    cancelled: "Abgebrochen.",
    receipt: (time, number) => `Gelöscht am ${time}. Quittung ${number}.`,
    receiptNothing: "Über Sie ist nichts mehr gespeichert.",
    receiptRest:
      "Es bleiben Ihre Rolle, die nur die Betreuung des Bots entziehen kann, und das Protokoll der Betreuung, soweit es Ihre Nummer nennt.",
    receiptChat: "Die Nachrichten in diesem Chat löschen Sie in Telegram selbst.",
  },
  en: {
    source: (marker) => `Source ${marker}`,
    related: (marker) => `Passage ${marker}`,
    suggestion: (heading) => `Next: ${heading}`,
    helpful: "Helpful",
    notHelpful: "Not helpful",
    whatIsWrong: "What is wrong?",
    verdict: {
      helpful: "Helpful",
      wrong_source: "Wrong source",
      out_of_date: "Out of date",
      incomplete: "Incomplete",
      not_answered: "Question not answered",
    },
    given: (verdict) => `Your feedback: ${verdict} (change)`,
    thanks: "Thank you for your feedback.",
    changed: "Your feedback is changed.",
    back: "Back",
    earlier: "Before",
    later: "After",
    toQuote: "To the quote",
    file: "Send the file",
    web: "Open in the browser",
    part: (number, of) => `Part ${number} of ${of}`,
    sourceUnchanged: "The document has not changed since the answer. The quote is set apart as a quote.",
    sourceMoved:
      "The document has changed since the answer. It still holds the quoted passage word for word, here in today's text.",
    sourceChanged:
      "The document has changed since the answer and no longer holds this passage word for word. At the time it said:",
    sourceGone: "This document is no longer available. This was quoted from it:",
    sourceUnknown: "This source is no longer stored. Please ask the question again.",
    notForYou: "This source opens for staff only, and only in a private chat.",
    adminsOnly: "Only those who run the bot can do this.",
    fileGone: "The file cannot be sent at the moment: it was changed or removed and has not been read anew yet.",
    tellEditors: "Send to the editors",
    consent: (days) =>
      `May I send your question to the editors? They get its words, not your name. Here they stay for at most ${days} days; with the editors longer, if they make a test question of them:`,
    send: "Yes, send it",
    doNotSend: "No",
    sentToEditors: "Sent. The editors now see that this information is missing. You will not get a personal reply.",
    sentBefore: "The editors have this question already.",
    notSent: "Not sent.",
    questionGone: "Your question is no longer stored. Please ask it again.",
    onlyAsker: "Only the person who asked can do this.",
    newOpenQuestion: "A question was left open. All open questions: /gaps",
    languageQuestion: "In which language shall I address you? Questions are always answered in their own language.",
    languageName: "English",
    languageChosen: "From now on I address you in English.",
    myData: "What is stored about you",
    myDataNumber: (userId) => `Your number at Telegram: ${userId}`,
    myDataLanguage: (language) => `Chosen language: ${language ?? "none"}`,
    myDataConversation: (questions) => `In memory, for 30 minutes at most: your latest questions (${questions})`,
    myDataDeliveries: (count) => `Links between answers and messages, without their words: ${count}`,
    myDataFeedback: (count) => `Feedback: ${count}`,
    myDataQuestions: (count) => `Questions that you sent to the editors: ${count}`,
    myDataRole: (role) => `Role: ${role ?? "none"}`,
    myDataAudit: (entries) => `Entries in the administrators' log that name your number: ${entries}`,
    myDataErase: "With /delete you delete all of it.",
    myDataEraseMost: "With /delete you delete all of it but role and log.",
    eraseQuestion:
      "Shall I delete everything stored about you? This deletes your conversations, those in groups too, your language, your feedback and questions to the editors. It cannot be undone.",
    erase: "Yes, delete everything",
    cancel: "Cancel",
    cancelled: "Cancelled.",
    receipt: (time, number) => `Deleted on ${time}. Receipt ${number}.`,
    receiptNothing: "Nothing is stored about you any more.",
    receiptRest:
      "What stays is your role, which only those who run the bot can take away, and their log as far as it names your number.",
    receiptChat: "The messages in this chat you delete in Telegram itself.",
  },
};
