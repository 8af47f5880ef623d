import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { answerSchema } from "../../src/answers/answer.js";
import { startChatCompletionsServer } from "../helpers/chat-completions-server.js";
import { indexRepository, jsonLines, run } from "../helpers/program.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

/** A line of `ask --json`, exactly. */
const lineSchema = z.strictObject({ id: z.union([z.string(), z.number(), z.null()]), ...answerSchema.shape });
const badLineSchema = z.strictObject({ id: z.null(), error: z.string() });
const retrievalSchema = z.strictObject({
  id: z.string().nullable(),
  results: z.array(
    z.strictObject({
      document: z.string(),
      chunk: z.int().nonnegative(),
      start: z.int(),
      end: z.int(),
      score: z.number(),
    }),
  ),
});
const shownSchema = z.strictObject({
  document: z.string(),
  title: z.string(),
  text: z.string(),
  headings: z.array(z.strictObject({ level: z.int(), text: z.string(), start: z.int() })),
  pages: z.array(z.strictObject({ number: z.int(), start: z.int(), end: z.int() })).nullable(),
  frontMatter: z.record(z.string(), z.unknown()),
  textHash: z.string(),
  generation: z.string(),
});

const START = "owl-it/betriebsstart.md";
const STARTED = "Die OWL-IT hat am 1. Januar 2020 ihren Betrieb aufgenommen.";

const newDirectory = useTemporaryDirectories();
let index: string;
beforeAll(async () => {
  index = join(await newDirectory(), "index");
  await indexRepository(index);
});

const ask = (args: readonly string[], options: Parameters<typeof run>[1] = {}) =>
  run(["ask", "--index", index, ...args], options);

async function answerTo(question: string, ...args: readonly string[]) {
  const { code, stdout, stderr } = await ask(["--json", ...args, question]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = jsonLines(stdout);
  expect(lines).toHaveLength(1);
  return lineSchema.parse(lines[0]);
}

async function fileOf(lines: readonly unknown[]): Promise<string> {
  const file = join(await newDirectory(), "questions.jsonl");
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
  await writeFile(file, `${text.join("\n")}\n`);
  return file;
}

describe("one question", () => {
  it("in English gets the date as headline and the German sentence that proves it", async () => {
    const answer = await answerTo("When did OWL-IT start operations?");
    expect(answer).toMatchObject({
      id: null,
      question: "When did OWL-IT start operations?",
      searchedFor: "When did OWL-IT start operations?",
      language: "en",
      headline: "1 January 2020",
      generator: "extractive",
      related: [],
    });
    expect(["answered", "partial"]).toContain(answer.status);
    const [first] = answer.citations;
    expect(first).toMatchObject({ marker: 1, document: START, title: "Betriebsstart der OWL-IT", date: "2020-01" });
    expect(first?.quote).toContain(STARTED);
    expect(answer.text).toContain("1 January 2020");
    expect(answer.text).toContain(`${first?.quote}” [1]`);
  });

  it("in German gets the same in German", async () => {
    const answer = await answerTo("Wann hat die OWL-IT ihren Betrieb aufgenommen?");
    expect(answer).toMatchObject({ language: "de", headline: "1. Januar 2020" });
    expect(answer.citations[0]).toMatchObject({ document: START });
    expect(answer.citations[0]?.quote).toContain(STARTED);
  });

  it("is answered for a person with headline, quote and a line for each source", async () => {
    const { code, stdout, stderr } = await ask(["When", "did", "OWL-IT", "start", "operations?"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("1 January 2020");
    expect(stdout).toContain(`“${STARTED}`);
    expect(stdout).toMatch(
      /\nSources:\n\[1\] Betriebsstart der OWL-IT.* – .*, January 2020, owl-it\/betriebsstart\.md\n/,
    );
  });

  it("that the documents do not answer is refused, with nearby passages marked as no answer", async () => {
    const { code, stdout } = await ask(["Wie hoch ist die Hundesteuer in Cottbus?"], {
      env: { CONTACT: "Bürgerbüro, Telefon 115" },
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^(In den Dokumenten habe ich keine Antwort|Dazu habe ich in den Dokumenten nichts)/);
    expect(stdout).toContain("Bitte wenden Sie sich an: Bürgerbüro, Telefon 115");
    if (stdout.includes("[1]")) expect(stdout).toContain("Verwandte Stellen, keine Antwort auf Ihre Frage:");
  });

  it("writes nothing but JSON to standard output, even at the most talkative log level", async () => {
    const { stdout } = await ask(["--json", "Wer eröffnete das krz Forum 2016?"], { env: { LOG_LEVEL: "trace" } });
    expect(jsonLines(stdout).map((line) => lineSchema.parse(line).citations[0]?.document)).toEqual([
      "krz/krz-forum-2016.md",
    ]);
  });
});

describe("a file of questions", () => {
  const CLEAR = [
    ["de-1", "Wann hat die OWL-IT ihren Betrieb aufgenommen?", START],
    ["de-2", "Wer eröffnete das krz Forum 2016?", "krz/krz-forum-2016.md"],
    ["de-3", "Wofür steht die Abkürzung krz?", "krz/kommunales-rechenzentrum.md"],
    [
      "de-4",
      "Wie viele Kommunen gehören zum Zweckverband Digitale Kommunen Brandenburg?",
      "cottbus/digitale-kommunen-brandenburg.md",
    ],
    ["en-1", "When did OWL-IT start operations?", START],
  ] as const;
  const OTHERS = [
    "Who is the managing director of the GKD Paderborn?",
    "When was the municipal data centre in Cottbus opened?",
    "Was hat der Bau des Rechenzentrums in Cottbus gekostet?",
    "Wie entkalke ich meine Kaffeemaschine?",
    "Guten Tag!",
    "What can you do?",
  ];

  it("gives lines as the contract has them, with quotes that stand in the shown documents", async () => {
    const questions = [
      ...CLEAR.map(([id, question]) => ({ id, question })),
      ...OTHERS.map((question, id) => ({ id, question })),
    ];
    const { code, stdout, stderr } = await ask(["--questions", await fileOf(questions)]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const answers = jsonLines(stdout).map((line) => lineSchema.parse(line));
    expect(answers.map(({ id }) => id)).toEqual(questions.map(({ id }) => id));
    expect(answers.map(({ question }) => question)).toEqual(questions.map(({ question }) => question));
    for (const [id, , document] of CLEAR) {
      const answer = answers.find((each) => each.id === id);
      expect(answer?.status, id).toMatch(/^(answered|partial)$/);
      expect(
        answer?.citations.map((citation) => citation.document),
        id,
      ).toContain(document);
    }
    expect(answers.slice(-3).map(({ status }) => status)).toEqual(["not_found", "small_talk", "small_talk"]);
    for (const answer of answers) {
      const isFound = answer.status === "answered" || answer.status === "partial";
      expect(answer.citations.length > 0, answer.question).toBe(isFound);
      if (answer.status !== "not_found") expect(answer.related).toEqual([]);
      for (const { marker } of answer.citations) expect(answer.text).toContain(`[${marker}]`);
    }

    const citations = answers.flatMap((answer) => [...answer.citations, ...answer.related]);
    const documents = [...new Set(citations.map(({ document }) => document))];
    for (const document of documents) {
      const shown = await run(["show", "--index", index, "--json", document]);
      const stored = shownSchema.parse(jsonLines(shown.stdout)[0]);
      for (const citation of citations.filter((each) => each.document === document)) {
        expect(citation.quote).toBe(stored.text.slice(citation.start, citation.end));
        expect(citation).toMatchObject({
          title: stored.title,
          textHash: stored.textHash,
          generation: stored.generation,
        });
      }
    }
  });

  it("answers the good lines in order and says of each bad one what is wrong, with exit code 1", async () => {
    const file = await fileOf([
      "\ufeff".concat(JSON.stringify({ id: "a", question: "Wofür steht die Abkürzung krz?", note: "passed over" })),
      "no JSON",
      { id: 7, question: "Wofür steht die Abkürzung krz?", document: null },
      { question: "Ohne Kennung?" },
      "",
      ["a", "list"],
      { id: "d", question: 5 },
      { id: "e", question: "When did OWL-IT start operations?", document: START },
    ]);
    const { code, stdout } = await ask(["--questions", file]);
    expect(code).toBe(1);
    const lines = jsonLines(stdout);
    expect(lines).toHaveLength(7);
    const [first, second, third, fourth, fifth, sixth, seventh] = lines;
    expect(lineSchema.parse(first).id).toBe("a");
    expect(lineSchema.parse(third).id).toBe(7);
    expect(lineSchema.parse(seventh)).toMatchObject({ id: "e", headline: "1 January 2020" });
    const errors = [second, fourth, fifth, sixth].map((line) => badLineSchema.parse(line).error);
    expect(errors).toEqual([
      expect.stringMatching(/^line 2: is no JSON/),
      expect.stringMatching(/^line 4: id must be a text or a number/),
      expect.stringMatching(/^line 6: the line is no object/),
      expect.stringMatching(/^line 7: question must be a text/),
    ]);
  });

  it("answers what cannot be searched for with a polite sentence", async () => {
    const questions = [
      "",
      "   ",
      "Frage? ".repeat(1500),
      "1;".repeat(480),
      "🙂🙃👍",
      "Quand la société a-t-elle commencé ses activités ?",
      "OWL-IT ne zaman faaliyete başladı?",
      "Когда начала работу эта организация?",
      "Und wo?",
    ].map((question, id) => ({ id: String(id), question }));
    const { code, stdout } = await ask(["--questions", await fileOf(questions)]);
    expect(code).toBe(0);
    const answers = jsonLines(stdout).map((line) => lineSchema.parse(line));
    expect(answers.map(({ status }) => status)).toEqual(questions.map(() => "clarify"));
    expect(answers.map(({ text }) => text)).toEqual([
      "Bitte stellen Sie eine Frage.",
      "Bitte stellen Sie eine Frage.",
      expect.stringMatching(/^Ihre Frage ist zu lang\. .* höchstens 2000 Zeichen\.$/),
      expect.stringMatching(/zu lang\. .* höchstens 480 Zeichen\.$/),
      expect.stringMatching(/keine Wörter/),
      ...[1, 2, 3].map(() => expect.stringMatching(/German and English only/)),
      expect.stringMatching(/^Worauf bezieht sich Ihre Frage\?/),
    ]);
    for (const { citations, related, confidence } of answers) {
      expect({ citations, related, confidence }).toEqual({ citations: [], related: [], confidence: 0 });
    }
  });

  it("is read from standard input where it is named -", async () => {
    const input = `${JSON.stringify({ id: "x", question: "When did OWL-IT start operations?" })}\n`;
    const { code, stdout } = await ask(["--questions", "-", "--retrieve-only", "--top", "1"], { input });
    expect(code).toBe(0);
    expect(retrievalSchema.parse(jsonLines(stdout)[0])).toMatchObject({ id: "x", results: [{ document: START }] });
  });
});

describe("options", () => {
  it("--document looks only into that document", async () => {
    const answer = await answerTo(
      "Wann hat die OWL-IT ihren Betrieb aufgenommen?",
      "--document",
      "owl-it/zweckverband-owl-it.md",
    );
    const documents = [...answer.citations, ...answer.related].map(({ document }) => document);
    expect(documents.length).toBeGreaterThan(0);
    expect(new Set(documents)).toEqual(new Set(["owl-it/zweckverband-owl-it.md"]));
  });

  it("--document with an unknown one says so", async () => {
    const answer = await answerTo("When did OWL-IT start operations?", "--document", "owl-it/nothing.md");
    expect(answer).toMatchObject({ status: "clarify", text: "There is no document named “owl-it/nothing.md”." });
  });

  it("--retrieve-only gives the best passages first, as many as asked for", async () => {
    const { code, stdout } = await ask(["--retrieve-only", "--top", "4", "When did OWL-IT start operations?"]);
    expect(code).toBe(0);
    const { id, results } = retrievalSchema.parse(jsonLines(stdout)[0]);
    expect(id).toBeNull();
    expect(results).toHaveLength(4);
    expect(results[0]?.document).toBe(START);
    const scores = results.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const { start, end } of results) expect(end).toBeGreaterThan(start);
  });

  it("--retrieve-only refuses a question that the embedding model cannot read", async () => {
    const { code, stdout, stderr } = await ask(["--retrieve-only", "Frage? ".repeat(1500)]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^The question has \d+ tokens, the embedding model reads 512\. Shorten it\.\n$/);
  });

  it("--explain says what every stage did, and with --expect where the words were lost", async () => {
    const question = "Wann hat die OWL-IT ihren Betrieb aufgenommen?";
    const { code, stdout, stderr } = await ask(["--expect", STARTED, "--json", question]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { explanation, ...answer } = z
      .looseObject({ explanation: z.looseObject({ expected: z.looseObject({ lostAt: z.null() }) }) })
      .parse(jsonLines(stdout)[0]);
    expect(lineSchema.parse(answer)).toMatchObject({ headline: "1. Januar 2020" });
    expect(explanation).toMatchObject({ searchedFor: question, headline: { shown: "1. Januar 2020" } });
    const person = await ask(["--explain", "Guten Tag"]);
    expect(person.stdout).toMatch(/=\nsmall_talk: replied without a search\.\n$/);
    expect((await ask(["--explain"])).code).toBe(2);
  });

  it("--audience employee answers from the public documents as well", async () => {
    const answer = await answerTo("Wann hat die OWL-IT ihren Betrieb aufgenommen?", "--audience", "employee");
    expect(answer).toMatchObject({
      headline: "1. Januar 2020",
      citations: [{ document: START }, ...answer.citations.slice(1)],
    });
  });
});

describe("with a language model", () => {
  const question = "Wann hat die OWL-IT ihren Betrieb aufgenommen?";
  async function withModel(content: string | null, ...args: readonly string[]) {
    const server = await startChatCompletionsServer();
    onTestFinished(() => server.close());
    if (content === null) server.script({ kind: "raw", status: 503, body: '{"error":{"message":"down"}}' });
    else server.script({ kind: "message", content });
    const env = { LLM_BASE_URL: server.baseUrl, LLM_MODEL: "tiny", LLM_API_KEY: "key-4711" };
    const result = await ask(["--json", ...args, question], { env });
    expect(result.code).toBe(0);
    return { ...result, answer: lineSchema.parse(jsonLines(result.stdout)[0]), requests: server.requests };
  }

  it("gives the written answer, every claim with a checked quote", async () => {
    const claims = [
      { text: "Am 1. Januar 2020 nahm die OWL-IT ihren Betrieb auf.", passage: 1, quote: STARTED },
      { text: "Sie hat 99 Standorte.", passage: 1, quote: "Die OWL-IT hat 99 Standorte in ganz Deutschland." },
    ];
    const { answer, requests, stdout, stderr } = await withModel(JSON.stringify({ claims, missing: [] }));
    expect(answer).toMatchObject({
      status: "partial",
      generator: "tiny",
      citations: [{ document: START, quote: STARTED }],
    });
    expect(answer.text.split("\n\n").slice(0, 2)).toEqual([
      "Am 1. Januar 2020 nahm die OWL-IT ihren Betrieb auf [1].",
      "1 von 2 Belegen wortgetreu geprüft. Was sich nicht belegen ließ, fehlt.",
    ]);
    expect(answer.generated).toMatchObject({ claims: { written: 2, repaired: 0, dropped: 1 } });
    // The claim that failed was sent back once.
    expect(requests).toHaveLength(2);
    expect(requests[0]?.headers.authorization).toBe("Bearer key-4711");
    expect(stdout + stderr).not.toContain("key-4711");
  });

  it("falls back to the quotes when the model fails, and says so in the log only", async () => {
    const { answer, stderr, requests } = await withModel(null);
    expect(answer).toMatchObject({ generator: "extractive", headline: "1. Januar 2020" });
    expect(requests.length).toBeGreaterThan(0);
    expect(stderr).toContain("extractive answer instead of a generated one");
    expect(stderr).not.toContain("Betrieb aufgenommen");
  });

  it("--explain says of a question that was split what was looked up and who wrote the answer", async () => {
    const server = await startChatCompletionsServer();
    onTestFinished(() => server.close());
    const parts = [question, "Wie entkalke ich meine Kaffeemaschine?"];
    const claims = [{ text: STARTED, passage: 1, quote: STARTED }];
    const replies = [{ questions: parts }, { claims, missing: [] }];
    server.script(...replies.map((reply) => ({ kind: "message" as const, content: JSON.stringify(reply) })));
    const env = { LLM_BASE_URL: server.baseUrl, LLM_MODEL: "tiny" };
    const whole = "Wann hat die OWL-IT ihren Betrieb aufgenommen und wie entkalke ich meine Kaffeemaschine?";
    const { stdout } = await ask(["--explain", ` ${whole} `], { env });
    const [answered, unanswered] = parts;
    expect(stdout).toContain(`QUESTION   ${answered}\n`);
    const said = stdout.replaceAll(/\s+/g, " ");
    for (const other of [whole, unanswered]) expect(said).toContain(`also looked up: ${other} (not_found,`);
    expect(said).toMatch(
      /given: partial by tiny, written from \d passages in [\d.]+ ms: 1 claims, of which 0 passed after a correction and 0 never/,
    );
  });

  it("--extractive asks no model", async () => {
    const { answer, requests } = await withModel("{}", "--extractive");
    expect(answer).toMatchObject({ generator: "extractive", headline: "1. Januar 2020" });
    expect(requests).toEqual([]);
  });
});

describe("a conversation", () => {
  it("completes follow-ups, opens sources by number, forgets, and ends on command", async () => {
    const input = [
      "Wann hat die OWL-IT ihren Betrieb aufgenommen?",
      "1",
      "Und warum?",
      "/hilfe",
      "/neu",
      "1",
      "Und warum?",
      "/ende",
      "Wofür steht die Abkürzung krz?",
    ].join("\n");
    const { code, stdout, stderr } = await ask([], { input });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [welcome, answer, source, completed, help, forgotten, number, alone, ...rest] = stdout.split("\n\n> ");
    expect(welcome).toMatch(/^Auskunft \((AI|KI)/);
    expect(answer).toMatch(/^1\. Januar 2020\n/);
    expect(source).toContain(`Betriebsstart der OWL-IT (${START})`);
    expect(source).toContain(`>>>${STARTED}`);
    expect(source).toContain("<<<");
    expect(completed).toMatch(/^Verstanden als: Warum hat die OWL-IT ihren Betrieb aufgenommen\?\n/);
    expect(help).toContain("/neu beginnt ein neues Gespräch.");
    expect(forgotten).toBe("Das Gespräch ist vergessen.");
    expect(number).toBe("Eine Quelle mit dieser Nummer nennt die letzte Antwort nicht.");
    expect(alone).toMatch(/^Worauf bezieht sich Ihre Frage\?/);
    expect(rest).toEqual([""]);
  });

  it("ends with the bare word too that ends other programs", async () => {
    const { code, stdout } = await ask([], { input: "exit\nWofür steht die Abkürzung krz?" });
    expect(code).toBe(0);
    expect(stdout.split("\n\n> ").slice(1)).toEqual([""]);
  });

  it("ends with its input, in the language of the last answer", async () => {
    const { code, stdout } = await ask([], { input: "When did OWL-IT start operations?\n/new" });
    expect(code).toBe(0);
    expect(stdout).toContain("1 January 2020");
    expect(stdout).toContain("The conversation is forgotten.");
  });
});
