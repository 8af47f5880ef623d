import type { IndexProgress } from "../indexing/build-index.js";
import type { Language } from "../language/language.js";
import type { Role } from "./access.js";

/** What the bot says to administrators, in one language. */
export interface AdminPhrases {
  readonly comparing: string;
  readonly comparingAlready: string;
  readonly planTitle: string;
  readonly upToDate: string;
  readonly planCounts: (
    counts: Readonly<Record<"added" | "changed" | "unchanged" | "removed" | "unreadable", number>>,
  ) => string;
  readonly added: string;
  readonly changed: string;
  readonly removed: string;
  readonly unreadable: string;
  readonly remarks: string;
  readonly andMore: (count: number) => string;
  readonly estimate: (duration: string) => string;
  readonly startIndex: string;
  readonly forceIndex: string;
  readonly cancel: string;
  readonly planGone: string;
  readonly indexBusy: string;
  readonly indexStarting: string;
  readonly stage: Readonly<Record<IndexProgress["stage"] | "checking", string>>;
  readonly progress: (stage: string, done: number, total: number, left: string | null) => string;
  readonly cancelling: string;
  readonly indexCancelled: string;
  readonly published: (generation: string, documents: number, chunks: number, duration: string) => string;
  readonly notPublished: (generation: string) => string;
  /** Golden questions that were not asked, since nothing has changed for them. */
  readonly verdictSame: (count: number) => string;
  /** How the new index answers the others, and how the one before did. */
  readonly verdict: (asked: number, right: number, before: number) => string;
  readonly fell: string;
  readonly refused: string;
  readonly failed: string;
  readonly unknownReason: string;
  readonly diskFull: string;
  readonly noIndex: string;
  readonly oldServes: string;
  readonly rollbackQuestion: (serving: string, earlier: string) => string;
  readonly rollback: string;
  readonly noEarlier: string;
  readonly noReturn: string;
  readonly rolledBack: (generation: string, withdrawn: number) => string;
  readonly statusTitle: string;
  readonly generation: (name: string, built: string) => string;
  readonly counts: (documents: number, chunks: number) => string;
  readonly degraded: string;
  /** Sent of the bot's own accord when another index answers than the newest one. */
  readonly damaged: string;
  readonly healthy: string;
  /** How often the process that answers has ended by itself since the program was started. */
  readonly restarts: (count: number) => string;
  readonly lastHour: (questions: number) => string;
  readonly waiting: (count: number) => string;
  readonly open: (count: number) => string;
  readonly feedback: (list: string) => string;
  readonly running: string;
  readonly paused: string;
  readonly pausedNow: string;
  readonly resumed: string;
  /** To everybody who asks while the bot is paused. */
  readonly maintenance: string;
  readonly auditTitle: string;
  readonly auditEmpty: string;
  readonly rolesTitle: string;
  readonly roleUsage: string;
  readonly role: Readonly<Record<Role, string>>;
  readonly roleFixed: string;
  readonly roleGiven: (user: number, role: string) => string;
  readonly roleTaken: (user: number) => string;
  readonly roleNone: (user: number) => string;
  readonly fromEnvironment: string;
}

/** The words for administrators; the compiler sees to it that both languages say the same things. */
export const ADMIN_PHRASES: Readonly<Record<Language, AdminPhrases>> = {
  de: {
    comparing: "Ich vergleiche die Unterlagen mit dem Index …",
    comparingAlready: "Die Unterlagen werden schon mit dem Index verglichen. Bitte warten Sie, bis das fertig ist.",
    planTitle: "Was eine Indexierung ändern würde",
    upToDate: "Der Index ist auf dem Stand der Unterlagen.",
    planCounts: (n) =>
      `${n.added} neu, ${n.changed} geändert, ${n.unchanged} unverändert, ${n.removed} entfernt, ${n.unreadable} nicht lesbar.`,
    added: "Neu",
    changed: "Geändert",
    removed: "Entfernt",
    unreadable: "Nicht lesbar",
    remarks: "Davon wurde etwas ausgelassen",
    andMore: (count) => `… und ${count} weitere`,
    estimate: (duration) => `Geschätzte Dauer: ${duration}. Bis dahin antwortet der bisherige Index.`,
    startIndex: "Jetzt indexieren",
    forceIndex: "Trotzdem veröffentlichen",
    cancel: "Abbrechen",
    planGone: "Dieser Plan gilt nicht mehr. Bitte beginnen Sie mit /index neu.",
    indexBusy: "Es wird schon indexiert. Bitte warten Sie, bis das fertig ist.",
    indexStarting: "Die Indexierung beginnt …",
    stage: { reading: "Lesen", embedding: "Einbetten", writing: "Schreiben", checking: "Prüfen" },
    progress: (stage, done, total, left) =>
      `${stage}: ${done} von ${total}${left === null ? "" : `, noch etwa ${left}`}`,
    cancelling: "Die Indexierung wird abgebrochen.",
    indexCancelled: "Abgebrochen. Nichts wurde geändert, der bisherige Index antwortet weiter.",
    published: (generation, documents, chunks, duration) =>
      `Fertig: Generation ${generation} antwortet jetzt. ${documents} Dokumente, ${chunks} Textstellen, ${duration}.`,
    notPublished: (generation) => `Nichts zu tun: Generation ${generation} ist auf dem Stand der Unterlagen.`,
    verdictSame: (count) => `Prüffragen, die dieselben Textstellen finden wie vorher: ${count}.`,
    verdict: (asked, right, before) =>
      `Prüffragen, die andere Textstellen finden: ${asked}, davon richtig beantwortet: ${right}, vorher: ${before}.`,
    fell: "Vorher richtig, jetzt nicht mehr:",
    refused: "Nicht veröffentlicht, weil der neue Index schlechter wäre:",
    failed: "Die Indexierung ist fehlgeschlagen:",
    unknownReason: "Etwas Unerwartetes ist passiert. Was genau, steht im Protokoll auf dem Server.",
    diskFull: "Der Datenträger ist voll. Bitte lassen Sie auf dem Server Platz schaffen.",
    noIndex: "Es gibt keinen Index, aus dem sich antworten lässt. Bitte senden Sie /index und lassen Sie einen bauen.",
    oldServes: "Der bisherige Index antwortet weiter.",
    rollbackQuestion: (serving, earlier) =>
      `Es antwortet Generation ${serving}. Soll wieder Generation ${earlier} antworten? Seitdem entfernte Dokumente bleiben verborgen.`,
    rollback: "Ja, zurückkehren",
    noEarlier: "Es gibt keine frühere Generation, zu der man zurückkehren kann.",
    noReturn:
      "Zu dieser Generation lässt sich nicht zurückkehren, sie ist beschädigt oder nicht mehr da. /rollback zeigt, was möglich ist.",
    rolledBack: (generation, withdrawn) =>
      `Es antwortet wieder Generation ${generation}. Dokumente, die verborgen bleiben: ${withdrawn}.`,
    statusTitle: "Stand",
    generation: (name, built) => `Generation ${name}, gebaut am ${built}`,
    counts: (documents, chunks) => `${documents} Dokumente, ${chunks} Textstellen`,
    degraded:
      "Eingeschränkt: Der Prozess, der antwortet, wird neu gestartet, oder ein neuer Index lässt sich nicht öffnen. Mehr steht im Protokoll auf dem Server.",
    damaged:
      "Der neueste Index ist beschädigt oder lässt sich nicht verwenden. Bis ein neuer da ist, antwortet ein älterer, der die letzten Änderungen an den Unterlagen vielleicht nicht kennt. Bitte senden Sie /index und lassen Sie einen neuen bauen.",
    healthy: "Alles in Ordnung",
    restarts: (count) => `Neustarts des antwortenden Prozesses, seit das Programm läuft: ${count}`,
    lastHour: (questions) => `Fragen in der letzten Stunde: ${questions}`,
    waiting: (count) => `In der Warteschlange: ${count}`,
    open: (count) => `Offene Fragen an die Redaktion: ${count}`,
    feedback: (list) => `Rückmeldungen der letzten 30 Tage: ${list}`,
    running: "Gerade wird indexiert.",
    paused: "Der Bot ist angehalten. /resume setzt ihn fort.",
    pausedNow: "Angehalten. Wer fragt, erfährt, dass die Auskunft gewartet wird. /resume setzt fort.",
    resumed: "Der Bot antwortet wieder.",
    maintenance: "Die Auskunft wird gerade gewartet. Bitte versuchen Sie es später noch einmal.",
    auditTitle: "Die letzten Eingriffe",
    auditEmpty: "Bisher hat niemand etwas geändert.",
    rolesTitle: "Rollen",
    roleUsage:
      "/rolle NUMMER employee, /rolle NUMMER admin oder /rolle NUMMER keine. Die Nummer zeigt /meinedaten der Person.",
    role: { citizen: "keine", employee: "Beschäftigte", admin: "Betreuung" },
    roleFixed: "Diese Rolle steht in der Umgebung des Programms und lässt sich nicht im Chat ändern.",
    roleGiven: (user, role) => `${user} hat jetzt die Rolle ${role}. Das gilt ab sofort, auch für Schaltflächen.`,
    roleTaken: (user) => `${user} hat keine Rolle mehr. Das gilt ab sofort, auch für Schaltflächen.`,
    roleNone: (user) => `${user} hatte keine Rolle.`,
    fromEnvironment: "aus der Umgebung, nicht im Chat zu ändern",
  },
  en: {
    comparing: "I am comparing the documents with the index …",
    comparingAlready: "The documents are being compared with the index already. Please wait until that is done.",
    planTitle: "What indexing would change",
    upToDate: "The index is up to date with the documents.",
    planCounts: (n) =>
      `${n.added} new, ${n.changed} changed, ${n.unchanged} unchanged, ${n.removed} removed, ${n.unreadable} unreadable.`,
    added: "New",
    changed: "Changed",
    removed: "Removed",
    unreadable: "Unreadable",
    remarks: "Something of these was left out",
    andMore: (count) => `… and ${count} more`,
    estimate: (duration) => `Estimated time: ${duration}. Until then the present index answers.`,
    startIndex: "Index now",
    forceIndex: "Publish all the same",
    cancel: "Cancel",
    planGone: "This plan no longer holds. Please start again with /index.",
    indexBusy: "The index is being built already. Please wait until that is done.",
    indexStarting: "Indexing begins …",
    stage: { reading: "Reading", embedding: "Embedding", writing: "Writing", checking: "Checking" },
    progress: (stage, done, total, left) =>
      `${stage}: ${done} of ${total}${left === null ? "" : `, about ${left} left`}`,
    cancelling: "Indexing is being cancelled.",
    indexCancelled: "Cancelled. Nothing was changed, the present index goes on answering.",
    published: (generation, documents, chunks, duration) =>
      `Done: generation ${generation} answers now. ${documents} documents, ${chunks} passages, ${duration}.`,
    notPublished: (generation) => `Nothing to do: generation ${generation} is up to date with the documents.`,
    verdictSame: (count) => `Test questions that find the same passages as before: ${count}.`,
    verdict: (asked, right, before) =>
      `Test questions that find other passages: ${asked}, answered rightly: ${right}, before: ${before}.`,
    fell: "Right before, no longer now:",
    refused: "Not published, because the new index would be worse:",
    failed: "Indexing failed:",
    unknownReason: "Something unexpected happened. The log on the server says what.",
    diskFull: "The disk is full. Please have space made on the server.",
    noIndex: "There is no index to answer from. Please send /index and have one built.",
    oldServes: "The present index goes on answering.",
    rollbackQuestion: (serving, earlier) =>
      `Generation ${serving} answers. Shall generation ${earlier} answer again? Documents removed since stay hidden.`,
    rollback: "Yes, go back",
    noEarlier: "There is no earlier generation to go back to.",
    noReturn: "There is no way back to this generation, it is damaged or gone. /rollback shows what is possible.",
    rolledBack: (generation, withdrawn) =>
      `Generation ${generation} answers again. Documents that stay hidden: ${withdrawn}.`,
    statusTitle: "Status",
    generation: (name, built) => `Generation ${name}, built on ${built}`,
    counts: (documents, chunks) => `${documents} documents, ${chunks} passages`,
    degraded:
      "Degraded: the process that answers is being started again, or a new index cannot be opened. The log on the server says more.",
    damaged:
      "The newest index is damaged or cannot be used. Until there is a new one, an older one answers, which may not know the latest changes to the documents. Please send /index and have a new one built.",
    healthy: "All is well",
    restarts: (count) => `Restarts of the answering process since the program began: ${count}`,
    lastHour: (questions) => `Questions in the last hour: ${questions}`,
    waiting: (count) => `Waiting: ${count}`,
    open: (count) => `Open questions to the editors: ${count}`,
    feedback: (list) => `Feedback of the last 30 days: ${list}`,
    running: "The index is being built at the moment.",
    paused: "The bot is paused. /resume goes on.",
    pausedNow: "Paused. Whoever asks is told that there is maintenance. /resume goes on.",
    resumed: "The bot answers again.",
    maintenance: "This service is under maintenance at the moment. Please try again later.",
    auditTitle: "The latest interventions",
    auditEmpty: "Nobody has changed anything so far.",
    rolesTitle: "Roles",
    roleUsage: "/role NUMBER employee, /role NUMBER admin or /role NUMBER none. The person's /mydata shows the number.",
    role: { citizen: "none", employee: "staff", admin: "administrator" },
    roleFixed: "This role is set in the program's environment and cannot be changed by chat.",
    roleGiven: (user, role) => `${user} now has the role ${role}. It holds at once, for buttons as well.`,
    roleTaken: (user) => `${user} has no role any more. It holds at once, for buttons as well.`,
    roleNone: (user) => `${user} had no role.`,
    fromEnvironment: "from the environment, not to be changed by chat",
  },
};
