import { UnreadableFileError, type Words } from "../errors.js";

/** What a file turns out not to be, by the extension it has. */
const FORMATS = {
  ".odt": { de: "kein OpenDocument-Text", en: "no OpenDocument text" },
  ".pptx": { de: "keine Präsentation", en: "no presentation" },
  ".xlsx": { de: "keine Arbeitsmappe", en: "no workbook" },
  ".eml": { de: "keine E-Mail", en: "no e-mail" },
  ".rtf": { de: "kein Dokument im Rich Text Format", en: "no document in Rich Text Format" },
} satisfies Readonly<Record<string, Words>>;

/** Why a file of the corpus gives no document, or not all of it: what is wrong, and what to do. */
export const READING_PROBLEMS = {
  noReader: (file: string, kinds: string): Words => ({
    de: `${file} hat eine Endung, die nicht gelesen wird; gelesen werden ${kinds}.`,
    en: `${file} has no reader for its extension; readable are ${kinds}.`,
  }),
  gone: (file: string): Words => ({
    de: `${file} ist nicht mehr da; bitte indexieren Sie noch einmal.`,
    en: `${file} is not there any more; index again.`,
  }),
  changing: (file: string, attempts: number): Words => ({
    de: `${file} hat sich ${attempts}-mal geändert, während die Datei gelesen wurde; bitte indexieren Sie noch einmal, wenn sie fertig ist.`,
    en: `${file} changed each of the ${attempts} times it was read; index again when it is complete.`,
  }),
  empty: (file: string): Words => ({
    de: `${file} ist leer; bitte entfernen Sie die Datei oder schreiben Sie Text hinein.`,
    en: `${file} is empty; remove it or put text into it.`,
  }),
  tooLong: (file: string, characters: number, limit: number): Words => ({
    de: `${file} hat ${characters} Zeichen Text, erlaubt sind ${limit}; bitte teilen Sie die Datei.`,
    en: `${file} has ${characters} characters of text, the limit is ${limit}; split it.`,
  }),
  tooLarge: (file: string, megabytes: number, limit: number): Words => ({
    de: `${file} hat ${megabytes} MB, erlaubt sind ${limit} MB; bitte teilen Sie die Datei.`,
    en: `${file} has ${megabytes} MB, the limit is ${limit} MB; split it.`,
  }),
  tooManyPages: (file: string, pages: number, limit: number): Words => ({
    de: `${file} hat ${pages} Seiten, erlaubt sind ${limit}; bitte teilen Sie die Datei.`,
    en: `${file} has ${pages} pages, the limit is ${limit}; split it.`,
  }),
  inflated: (file: string, megabytes: number, limit: number, ratio: number): Words => ({
    de: `${file} wird entpackt größer als ${megabytes} MB (erlaubt sind ${limit} MB und das ${ratio}-Fache der Datei); bitte teilen oder entfernen Sie die Datei.`,
    en: `${file} unpacks to more than ${megabytes} MB (the limit is ${limit} MB, and ${ratio} times its size); split it or remove it.`,
  }),
  cpuTime: (file: string, seconds: number): Words => ({
    de: `${file} braucht mehr als die erlaubten ${seconds} s Rechenzeit; bitte teilen oder vereinfachen Sie die Datei.`,
    en: `${file} needs more than ${seconds} s of processor time, which is the limit; split or simplify it.`,
  }),
  time: (file: string, seconds: number): Words => ({
    de: `${file} ließ sich nicht in den erlaubten ${seconds} s lesen; bitte prüfen Sie den Datenträger oder teilen Sie die Datei.`,
    en: `${file} could not be read within ${seconds} s, which is the limit; check the disk it lies on, or split it.`,
  }),
  memory: (file: string, heap: number, all: number): Words => ({
    de: `${file} braucht zum Lesen mehr als die erlaubten ${heap} MB Speicher (${all} MB im Ganzen); bitte teilen oder vereinfachen Sie die Datei.`,
    en: `${file} needs more memory than the limit of ${heap} MB for reading (${all} MB in all); split or simplify it.`,
  }),
  crash: (file: string): Words => ({
    de: `${file} hat das lesende Programm abstürzen lassen; bitte erzeugen Sie die Datei neu oder entfernen Sie sie.`,
    en: `${file} made the program that read it crash; make it again from its source or remove it.`,
  }),
  outside: (file: string): Words => ({
    de: `${file} führt aus dem Ordner der Unterlagen hinaus; bitte legen Sie statt der Verknüpfung die Datei selbst ab.`,
    en: `${file} leads out of the corpus folder; put the file itself there instead of a link to it.`,
  }),
  forbidden: (file: string): Words => ({
    de: `${file} darf von diesem Programm nicht gelesen werden; bitte ändern Sie die Berechtigungen.`,
    en: `${file} may not be read by this program; change its permissions.`,
  }),
  leadsNowhere: (file: string): Words => ({
    de: `${file} führt ins Leere; bitte legen Sie die Datei selbst ab oder entfernen Sie die Verknüpfung.`,
    en: `${file} leads to nothing; put the file itself there or remove the link.`,
  }),
  unreadable: (file: string, reason: string): Words => ({
    de: `${file} lässt sich nicht lesen (${reason}); bitte erzeugen Sie die Datei neu oder entfernen Sie sie.`,
    en: `${file} cannot be read (${reason}); make it again from its source or remove it.`,
  }),
  noFile: (file: string): Words => ({
    de: `${file} ist keine gewöhnliche Datei; bitte ersetzen Sie sie durch eine.`,
    en: `${file} is no regular file; replace it by one.`,
  }),
  binary: (file: string): Words => ({
    de: `${file} enthält keinen Text; bitte geben Sie der Datei die Endung ihres Formats oder entfernen Sie sie.`,
    en: `${file} holds binary data instead of text; give it the file name extension of its format or remove it.`,
  }),
  scanned: (file: string): Words => ({
    de: `${file} enthält keinen Text, vermutlich nur eingescannte Seiten; bitte ersetzen Sie die Datei durch eine mit Texterkennung (OCR).`,
    en: `${file} has no text, it is probably scanned; run text recognition (OCR) on it and replace it by the result.`,
  }),
  damagedPdf: (file: string): Words => ({
    de: `${file} ist beschädigt oder kein PDF; bitte erzeugen Sie die Datei neu oder entfernen Sie sie.`,
    en: `${file} is damaged or no PDF; make it again from its source or remove it.`,
  }),
  wrongFormat: (file: string, extension: string): Words => ({
    de: `${file} ist beschädigt oder keine ${extension}-Datei; bitte speichern Sie die Datei neu als ${extension} oder entfernen Sie sie.`,
    en: `${file} is damaged or no ${extension} file; save it again as ${extension} or remove it.`,
  }),
  otherFormat: (file: string, extension: keyof typeof FORMATS): Words => ({
    de: `${file} ist ${FORMATS[extension].de}; bitte speichern Sie die Datei neu als ${extension} oder entfernen Sie sie.`,
    en: `${file} is ${FORMATS[extension].en}; save it again as ${extension} or remove it.`,
  }),
  otherContent: (file: string, kind: Words, extension: string, extensions: readonly string[]): Words => {
    const [advice, germanAdvice] =
      extensions.length === 0
        ? ["remove it", "bitte entfernen Sie die Datei"]
        : [
            `let its name end in ${extensions.join(" or ")} or save it as ${extension}`,
            `bitte geben Sie ihr die Endung ${extensions.join(" oder ")} oder speichern Sie sie als ${extension}`,
          ];
    return {
      de: `${file} ist ${kind.de}, nicht das, wofür ${extension} steht; ${germanAdvice}.`,
      en: `${file} holds ${kind.en}, not what ${extension} stands for; ${advice}.`,
    };
  },
  encrypted: (file: string): Words => ({
    de: `${file} ist verschlüsselt; bitte speichern Sie die Datei ohne Kennwort.`,
    en: `${file} is encrypted; save it without a password.`,
  }),
  encryptedMail: (file: string): Words => ({
    de: `${file} ist verschlüsselt; bitte speichern Sie den Text in einer eigenen Datei.`,
    en: `${file} is encrypted; save its text in a file of its own.`,
  }),
  oldOffice: (file: string, extension: string): Words => ({
    de: `${file} hat ein altes Office-Format oder ist verschlüsselt; bitte speichern Sie die Datei ohne Kennwort als ${extension}.`,
    en: `${file} is in an old office format or encrypted; save it as ${extension} without a password.`,
  }),
  tamperedWith: (file: string, part: string): Words => ({
    de: `${file} hat einen Teil mit dem Namen „${part}“, der aus der Datei hinausführt: Sie wurde manipuliert; bitte entfernen Sie sie.`,
    en: `${file} has a part named "${part}", which leads out of it: it was tampered with; remove it.`,
  }),
  wrongOrder: (file: string, from: string, until: string): Words => ({
    de: `${file}: valid_from ist ${from} und damit nach valid_until, ${until}; bitte setzen Sie das frühere Datum zuerst.`,
    en: `${file}: valid_from is ${from}, which is after valid_until, ${until}; put the earlier date first.`,
  }),
  openFrontMatter: (file: string): Words => ({
    de: `${file}: Der Kopf der Datei ist nicht abgeschlossen; bitte setzen Sie eine Zeile „---“ unter die letzte Angabe.`,
    en: `${file}: the front matter is not closed; put a line "---" below its last key.`,
  }),
  noYaml: (file: string, problem: string): Words => ({
    de: `${file}: Der Kopf der Datei ist kein gültiges YAML (${problem}); bitte berichtigen Sie diese Zeile.`,
    en: `${file}: the front matter is no valid YAML (${problem}); correct that line.`,
  }),
  twoDescriptions: (file: string, sidecar: string): Words => ({
    de: `${file} wird in der Datei selbst und in ${sidecar} beschrieben; bitte behalten Sie nur eines davon.`,
    en: `${file} has front matter and a sidecar, ${sidecar}; keep one of them.`,
  }),
  twoCorpora: (file: string): Words => ({
    de: `${file} liegt bei den öffentlichen und bei den internen Unterlagen; bitte benennen Sie eine der Dateien um.`,
    en: `${file} stands in the public and in the internal corpus; rename one of them.`,
  }),
  brokenName: (file: string): Words => ({
    de: `${file} hat unsichtbare oder kaputte Zeichen im Namen; bitte benennen Sie die Datei um.`,
    en: `${file} has invisible or broken characters in its name; rename it.`,
  }),
  mixedName: (file: string): Words => ({
    de: `${file} hat auf zwei Arten kodierte Umlaute im Namen; bitte benennen Sie die Datei um.`,
    en: `${file} has umlauts coded in two ways in its name; rename it.`,
  }),
  twice: (file: string): Words => ({
    de: `${file} gibt es zweimal, mit verschieden kodierten Umlauten; bitte benennen Sie eine der Dateien um oder entfernen Sie sie.`,
    en: `${file} exists twice, with umlauts coded differently; rename or remove one.`,
  }),
  skipped: (file: string, extension: string, kinds: string): Words => ({
    de: `${file} wurde übergangen: Dateien ${extension === "" ? "ohne Endung" : `mit ${extension}`} werden nicht gelesen; gelesen werden ${kinds}.`,
    en: `${file} was skipped: no reader for ${extension || "a name without extension"}; readable are ${kinds}.`,
  }),
  linkedFolder: (file: string): Words => ({
    de: `${file} ist eine Verknüpfung mit einem Ordner der Unterlagen; die Dateien werden dort gelesen.`,
    en: `${file} is a link to a folder of the corpus, where its files are read.`,
  }),
  lonelySidecar: (file: string, extension: string): Words => ({
    de: `${file} wurde übergangen: Daneben liegt kein Dokument mit diesem Namen ohne ${extension}.`,
    en: `${file} was skipped: there is no document of that name without ${extension} beside it.`,
  }),
  hiddenText: (file: string, characters: number): Words => ({
    de: `${file}: Verborgener Text wurde ausgelassen (${characters} Zeichen); bitte sehen Sie nach, was da steht und von wem.`,
    en: `${file}: hidden text of ${characters} characters was left out; look at what it says and who wrote it.`,
  }),
  invisible: (file: string, count: number): Words => ({
    de: `${file}: Unsichtbare Zeichen wurden entfernt (${count}); bitte sehen Sie nach, wie sie hineingekommen sind.`,
    en: `${file}: ${count} zero-width, direction or tag characters were removed; look at how they came there.`,
  }),
  attachment: (file: string, name: string): Words => ({
    de: `${file}: Der Anhang ${name || "ohne Namen"} wird nicht gelesen; bitte legen Sie ihn als eigene Datei ab, wenn er wichtig ist.`,
    en: `${file}: the attachment ${name || "without a name"} is not read; save it as a file of the corpus if it matters.`,
  }),
  notes: (file: string, characters: number): Words => ({
    de: `${file}: Die Notizen zum Vortrag werden nicht gelesen (${characters} Zeichen); bitte schreiben Sie sie auf die Folien, wenn sie wichtig sind.`,
    en: `${file}: speakers' notes of ${characters} characters are not read; put them on the slides if they matter.`,
  }),
};

/** A problem of {@link READING_PROBLEMS} as an error. */
export function unreadable(words: Words, cause?: unknown): UnreadableFileError {
  return new UnreadableFileError(words, cause === undefined ? undefined : { cause });
}
