import type { AnswerStatus } from "../answers/answer.js";
import type { Language } from "../language/language.js";

const german = {
  skip: "Zum Inhalt springen",
  start: "Startseite",
  languageSwitch: "Sprache",
  notice:
    "Auskunft ist ein automatisches System (KI). Es belegt seine Antworten mit wörtlichen Zitaten aus hinterlegten Dokumenten und kann sich irren. Keine Rechtsauskunft.",
  contactLead: "Fragen, die hier offen bleiben, beantwortet:",
  privacy: "Datenschutz",

  homeTitle: "Was möchten Sie wissen?",
  homeLead:
    "Sie erhalten eine Antwort mit wörtlichen Zitaten aus den hinterlegten Dokumenten und sehen, wo jedes Zitat steht.",
  question: "Ihre Frage",
  questionHint: (limit: number) =>
    `Ein Satz genügt. Höchstens ${limit} Zeichen. Bitte keine persönlichen Daten eingeben.`,
  ask: "Frage stellen",
  problemPrefix: "Fehler:",
  problems: {
    empty: "Bitte geben Sie eine Frage ein.",
    "too-long": "Die Frage ist zu lang. Bitte kürzen Sie sie.",
  },
  askAgain: "Weiter fragen",
  askAgainHint: "Eine Nachfrage darf sich auf diese Antwort beziehen.",
  newConversation: "Neues Gespräch",
  newConversationHint: "Vergisst das bisherige Gespräch.",

  answerTitle: "Antwort",
  stages: {
    waiting: "Ihre Frage wartet, bis sie an der Reihe ist …",
    searching: "Die Dokumente werden durchsucht …",
    writing: "Die Antwort wird geschrieben, jeder Beleg wird geprüft …",
    checking: (quote: number) => `Beleg ${quote} wird geprüft …`,
    repairing: "Ein Zitat war nicht wortgetreu. Es wird nachgebessert …",
    translating: "Die Zitate werden übersetzt …",
  },
  answerReady: "Die Antwort ist da.",
  statuses: {
    answered: "Beantwortet aus den Dokumenten",
    partial: "Nur zum Teil beantwortet",
    not_found: "Keine Antwort in den Dokumenten gefunden",
    clarify: "Rückfrage",
    small_talk: "Ohne Suche in den Dokumenten",
  } satisfies Record<AnswerStatus, string>,
  generated: (model: string) =>
    `Der Text ist KI-generiert (Sprachmodell ${model}). Die eingerückten Zitate sind unverändert aus den Dokumenten übernommen.`,
  quotedFrom: "Quelle",
  sources: "Quellen",
  inDocument: "Stelle im Dokument ansehen",
  page: (number: number) => `Seite ${number}`,
  published: "Stand",
  original: "Original",
  related: "Verwandte Textstellen",
  relatedNotice: "Diese Textstellen sind keine Antwort auf Ihre Frage. Sie stehen ihr nur am nächsten.",
  contactRefusal: "Hier kann man Ihnen weiterhelfen:",

  toQuote: "Zur zitierten Stelle",
  quoteStart: "Anfang des Zitats:",
  quoteEnd: "Ende des Zitats.",
  passage: {
    found: "Die zitierte Stelle ist unten markiert. Das Dokument ist seit dieser Antwort unverändert.",
    changed:
      "Das Dokument wurde seit dieser Antwort geändert. Unten steht die heutige Fassung, deshalb ist keine Stelle markiert.",
    unknown: "Der Link nennt keine gültige Textstelle. Unten steht das ganze Dokument ohne Markierung.",
  },
  aboutDocument: "Angaben zum Dokument",
  storedText: "Gespeicherter Text",
  publisher: "Herausgeber",
  publication: "Veröffentlichung",
  validFrom: "Gültig ab",
  validUntil: "Gültig bis",
  successor: "Ersetzt durch",
  file: "Datei",

  privacyTitle: "Datenschutz",
  privacyParts: (model: string | null) => [
    {
      title: "Wohin Ihre Frage geht",
      text:
        model === null
          ? "Ihre Frage wird nur von diesem Programm bearbeitet. Es ist kein Sprachmodell angeschlossen; die Frage wird an niemanden weitergegeben."
          : `Ihre Frage und die dazu gefundenen Textstellen werden an das Sprachmodell ${model} geschickt, das der Betreiber dieser Seite ausgewählt hat. Es formuliert die Antwort.`,
    },
    {
      title: "Was diese Seite speichert",
      text: "Damit Sie nachfragen können, merkt sich das Programm das laufende Gespräch unter einer zufälligen Nummer. Mit „Neues Gespräch“ wird es vergessen. Protokolle enthalten Zeitpunkt, Seite, Ergebnis und Dauer eines Aufrufs, aber weder Ihre Frage noch die Antwort noch Ihre IP-Adresse.",
    },
    {
      title: "Cookie",
      text: "Nach der ersten Frage legt Ihr Browser ein Cookie mit dieser Nummer ab. Es enthält sonst nichts und verschwindet, wenn Sie den Browser schließen. Weitere Cookies, Werbung oder Zählung gibt es nicht.",
    },
    {
      title: "Ihre Rechte",
      text: "Sie können Auskunft über Ihre Daten, Berichtigung und Löschung verlangen und sich bei der Datenschutzaufsicht beschweren. Bitte geben Sie in Fragen keine persönlichen Daten ein.",
    },
  ],
};

/** Everything the pages say in one language, apart from errors (see `error-replies.ts`). */
export type Phrases = Readonly<typeof german>;

const english: Phrases = {
  skip: "Skip to content",
  start: "Start page",
  languageSwitch: "Language",
  notice:
    "Auskunft is an automatic system (AI). It supports its answers with word-for-word quotes from stored documents and can be wrong. This is not legal advice.",
  contactLead: "For questions that stay open here, ask:",
  privacy: "Privacy",

  homeTitle: "What would you like to know?",
  homeLead: "You get an answer with word-for-word quotes from the stored documents, and see where each quote stands.",
  question: "Your question",
  questionHint: (limit) => `One sentence is enough. At most ${limit} characters. Please enter no personal data.`,
  ask: "Ask",
  problemPrefix: "Error:",
  problems: {
    empty: "Please enter a question.",
    "too-long": "The question is too long. Please shorten it.",
  },
  askAgain: "Ask more",
  askAgainHint: "A follow-up question may refer to this answer.",
  newConversation: "New conversation",
  newConversationHint: "Forgets the conversation so far.",

  answerTitle: "Answer",
  stages: {
    waiting: "Your question is waiting for its turn …",
    searching: "The documents are being searched …",
    writing: "The answer is being written and every quote checked …",
    checking: (quote) => `Quote ${quote} is being checked …`,
    repairing: "A quote was not word for word. It is being corrected …",
    translating: "The quotes are being translated …",
  },
  answerReady: "The answer is here.",
  statuses: {
    answered: "Answered from the documents",
    partial: "Answered only in part",
    not_found: "No answer found in the documents",
    clarify: "A question back",
    small_talk: "Without searching the documents",
  },
  generated: (model) =>
    `The text was generated by AI (language model ${model}). The indented quotes are taken from the documents unchanged.`,
  quotedFrom: "Source",
  sources: "Sources",
  inDocument: "See the passage in the document",
  page: (number) => `page ${number}`,
  published: "As of",
  original: "Original",
  related: "Related passages",
  relatedNotice: "These passages do not answer your question. They are only the nearest to it.",
  contactRefusal: "You can get help here:",

  toQuote: "To the quoted passage",
  quoteStart: "Start of quote:",
  quoteEnd: "End of quote.",
  passage: {
    found: "The quoted passage is marked below. The document has not changed since this answer.",
    changed:
      "The document has been changed since this answer. Below is the present version, therefore no passage is marked.",
    unknown: "The link names no valid passage. Below is the whole document without a mark.",
  },
  aboutDocument: "About the document",
  storedText: "Stored text",
  publisher: "Publisher",
  publication: "Publication",
  validFrom: "Valid from",
  validUntil: "Valid until",
  successor: "Replaced by",
  file: "File",

  privacyTitle: "Privacy",
  privacyParts: (model) => [
    {
      title: "Where your question goes",
      text:
        model === null
          ? "Your question is processed by this program only. No language model is connected; the question is passed on to nobody."
          : `Your question and the passages found for it are sent to the language model ${model}, which the operator of this site has chosen. It words the answer.`,
    },
    {
      title: "What this site stores",
      text: "So that you can ask follow-up questions, the program remembers the running conversation under a random number. “New conversation” makes it forget. Logs hold the time, page, result and duration of a request, but neither your question nor the answer nor your IP address.",
    },
    {
      title: "Cookie",
      text: "After the first question your browser keeps a cookie with this number. It holds nothing else and disappears when you close the browser. There are no other cookies, no advertising and no counting of visitors.",
    },
    {
      title: "Your rights",
      text: "You can ask for access to your data, for correction and for erasure, and complain to the data protection authority. Please enter no personal data in questions.",
    },
  ],
};

/** The words of every page, by language. */
export const phrases: Readonly<Record<Language, Phrases>> = { de: german, en: english };
