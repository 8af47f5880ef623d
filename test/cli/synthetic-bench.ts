import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const SCHWIMMBAD = [
  "Schwimmbad am Waldrand",
  "Das Schwimmbad hat von Mai bis September geöffnet.",
  "Der Eintritt kostet vier Euro.",
  "Kinder unter sechs Jahren zahlen nichts.",
];
const POOL = [
  "Swimming pool at the edge of the forest",
  "The pool is open from May to September.",
  "Admission is four euros.",
  "Children under six pay nothing.",
];
const BUECHEREI = [
  "Gemeindebücherei",
  "Bücher werden für vier Wochen verliehen.",
  "Der Leseausweis ist kostenlos.",
  "Die Bücherei liegt neben dem Rathaus.",
];
const LIBRARY = [
  "Community library",
  "Books are lent for four weeks.",
  "The library card is free.",
  "The library is next to the town hall.",
];

const page = (german: string[], english: string[], pageId: number) => ({ german, english, pageId });
const pool = page(SCHWIMMBAD, POOL, 1);
const library = page(BUECHEREI, LIBRARY, 2);

const OMOS = {
  train: [{ id: 1, page: pool, de: "Was kostet der Eintritt?", en: "What does admission cost?", answers: [2] }],
  dev: [
    {
      id: 2,
      page: library,
      de: "Wie lange werden Bücher verliehen?",
      en: "How long are books lent for?",
      answers: [1],
    },
    { id: 3, page: library, de: "Wo kann ich ein Boot mieten?", en: "Where can I rent a boat?", answers: [] },
  ],
};

const XQUAD = [
  {
    id: "02-00",
    de: "Die alte Brücke über den Fluss wurde 1911 gebaut. Ihr Architekt war Anton Seiler.",
    en: "The old bridge over the river was built in 1911. Its architect was Anton Seiler.",
    questions: [{ de: "Wann wurde die alte Brücke gebaut?", en: "When was the old bridge built?", answer: "1911" }],
  },
  {
    id: "04-00",
    de: "Auf der Insel leben zwölf Familien. Sie züchten Schafe und verkaufen Wolle.",
    en: "Twelve families live on the island. They breed sheep and sell wool.",
    questions: [
      { de: "Was verkaufen die Familien der Insel?", en: "What do the island's families sell?", answer: "Wolle" },
    ],
  },
];

/** Writes evaluation data in the files and forms of the real ones: two pages and two passages, made up. */
export async function writeSyntheticBench(directory: string): Promise<void> {
  const write = async (name: string, rows: readonly object[]) => {
    await mkdir(join(directory, name, ".."), { recursive: true });
    await writeFile(join(directory, `${name}.jsonl`), `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`);
  };
  for (const language of ["de", "en"] as const) {
    for (const split of ["train", "dev"] as const) {
      const rows = OMOS[split].map(({ id, page, answers, ...question }) => ({
        id,
        question: question[language],
        context: (language === "de" ? page.german : page.english).join("\n"),
        answers,
        city: "musterdorf",
        pageId: page.pageId,
        language,
      }));
      await write(`omosqa/${split}_${language}`, rows);
    }
    const passages = XQUAD.map((passage) => ({ id: passage.id, title: "Made_up", text: passage[language] }));
    await write(`xquad/dev_passages_${language}`, passages);
    const questions = XQUAD.flatMap(({ id, questions }) =>
      questions.map((question, i) => ({
        id: `${id}-${i}`,
        question: question[language],
        passage: id,
        answers: [question.answer],
      })),
    );
    await write(`xquad/dev_questions_${language}`, questions);
  }
}
