import { load } from "cheerio";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Answer } from "../../src/answers/answer.js";
import type { AnswerEvent } from "../../src/assistant/assistant.js";
import { IndexUnavailableError } from "../../src/errors.js";
import { cite, makeAnswer, openingHours, openingQuote } from "./assistant-double.js";
import { pageOf, type RunningServer, startServer } from "./running-server.js";

const CLAIM = "Geöffnet ist ab 8 Uhr. [1]";
const claim: AnswerEvent = { type: "claim", text: CLAIM, citation: cite(openingHours, openingQuote) };
const writing: AnswerEvent = { type: "progress", stage: "writing" };

let server: RunningServer;
/** What the assistant does next: it takes as long as the test wants. */
let slow: ReturnType<typeof slowAssistant>;

beforeEach(async () => {
  server = await startServer();
  slow = slowAssistant(server);
});

afterEach(() => server.stop());

function slowAssistant({ assistant }: RunningServer) {
  const waiting: (AnswerEvent | Error)[] = [];
  let wake = () => {};
  let leave = () => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  assistant.ask = async function* (question, signal) {
    assistant.questions.push(question);
    signal?.addEventListener("abort", () => {
      leave();
      wake();
    });
    yield { type: "progress", stage: "searching" };
    for (;;) {
      signal?.throwIfAborted();
      const next = waiting.shift();
      if (next instanceof Error) throw next;
      if (next !== undefined) yield next;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  };
  const say = (event: AnswerEvent | Error) => {
    waiting.push(event);
    wake();
  };
  return { say, answer: (answer: Answer) => say({ type: "answer", answer }), left };
}

/** A page that is read while it is sent. */
function reading({ body }: Response) {
  if (body === null) throw new Error("the response has no body");
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let html = "";
  const more = async () => {
    const { done, value = "" } = await reader.read();
    html += value;
    return !done;
  };
  return {
    /** Reads until the words have come. @returns All that has come. */
    async until(words: string): Promise<string> {
      while (!html.includes(words)) if (!(await more())) throw new Error(`"${words}" never came: ${html}`);
      return html;
    },
    /** Reads to the end. */
    async page() {
      while (await more());
      return load(html);
    },
  };
}

const ask = (question: string, path = "/ask") => server.post(path, { question });

describe("an answer that takes long", () => {
  it("is preceded by the question, what is being done and the checked sentences", async () => {
    const sent = reading(await ask("Ab wann ist das Bürgerbüro geöffnet?"));
    const first = load(await sent.until("Die Dokumente werden durchsucht …"));
    expect(first(".asked").text()).toBe("Ab wann ist das Bürgerbüro geöffnet?");
    expect(first(".asked").attr("lang")).toBe("de");
    expect(first("[role=status] .stage").text()).toBe("Die Dokumente werden durchsucht …");
    slow.say(writing);
    await sent.until("Die Antwort wird geschrieben, jeder Beleg wird geprüft …");
    slow.say({ type: "progress", stage: "checking", claim: 2 });
    await sent.until("Beleg 2 wird geprüft …");
    slow.say(claim);
    const before = await sent.until(CLAIM);
    expect(before).not.toContain('class="answer"');
    expect(load(before)("[role=status] .words").text()).toBe(CLAIM);
    slow.say({ type: "progress", stage: "repairing" });
    await sent.until("Ein Zitat war nicht wortgetreu.");
    slow.answer(makeAnswer({ text: CLAIM, generator: "qwen3:4b", searchedFor: "Wann öffnet das Bürgerbüro?" }));
    const page = await sent.page();
    expect(page(".progress ~ .answer .status").text()).toBe("Beantwortet aus den Dokumenten");
    expect(page(".answer .words").text()).toBe(CLAIM);
    expect(page(".answer blockquote").text()).toBe(openingQuote);
    expect(page(".answer .hint").first().text()).toContain("Wann öffnet das Bürgerbüro?");
    expect(page("h1, main, form.ask, footer").toArray()).toHaveLength(4);
    expect(page.html()).toMatch(/<\/html>\s*$/);
  });

  it("is not said to be searched for while the question waits for its turn", async () => {
    const { ask: search } = server.assistant;
    server.assistant.ask = async function* (...asked) {
      yield { type: "progress", stage: "waiting" };
      await turn;
      yield* search(...asked);
    };
    let begin = () => {};
    const turn = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const sent = reading(await ask("Ab wann?"));
    expect(await sent.until("Ihre Frage wartet, bis sie an der Reihe ist …")).not.toContain("durchsucht");
    begin();
    await sent.until("Die Dokumente werden durchsucht …");
    slow.answer(makeAnswer());
    expect((await sent.page())(".answer .status").text()).toBe("Beantwortet aus den Dokumenten");
  });

  it("comes with the cookie, the status and the headers of every page", async () => {
    const response = await ask("Ab wann?");
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^auskunft_conversation=[0-9a-f]{32};/)]);
    expect(response.headers.get("content-type")).toBe("text/html; charset=UTF-8");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("cache-control")).toBe("private, no-cache");
    expect(server.log).not.toContainEqual(expect.stringContaining("web request"));
    slow.answer(makeAnswer());
    expect(await response.text()).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
    await expect.poll(() => server.log).toContainEqual(expect.stringMatching(/"status":200.*"web request"/));
  });

  it("says what is being done in the language of the page, and escapes what was asked", async () => {
    const sent = reading(await ask("<script>When</script> does it open?", "/ask?lang=en"));
    const html = await sent.until("The documents are being searched …");
    expect(html).toContain("&lt;script&gt;When");
    expect(html).not.toContain("<script");
    slow.answer(makeAnswer({ language: "en" }));
    expect((await sent.page())(".status").text()).toBe("Answered from the documents");
  });

  it("ends with the error where none comes, in a whole page", async () => {
    const sent = reading(await ask("Geheimfrage?"));
    await sent.until("Die Dokumente werden durchsucht …");
    slow.say(new IndexUnavailableError("No index in embeddings/index."));
    const page = await sent.page();
    expect(page(".progress ~ .answer[role=alert] h2").text()).toBe("Zurzeit sind keine Antworten möglich");
    expect(page("h1, main, footer").toArray()).toHaveLength(3);
    expect(page.html()).toMatch(/<\/html>\s*$/);
    expect(page.html()).not.toContain("embeddings/index");
    const log = server.log.join("\n");
    expect(log).toContain("No index in embeddings/index.");
    expect(log).not.toContain("Geheimfrage");
  });

  it("is no longer worked on when the reader leaves the page that has begun", async () => {
    const leave = new AbortController();
    const response = await fetch(`${server.url}/ask`, {
      method: "POST",
      body: new URLSearchParams({ question: "Ab wann?" }),
      headers: { Origin: server.url },
      signal: leave.signal,
    });
    await reading(response).until("Die Dokumente werden durchsucht …");
    leave.abort();
    await slow.left;
    await server.stop();
    await expect.poll(() => server.log.join("\n")).toContain("reader left before the answer");
    expect(server.log.join("\n")).not.toContain("web request failed");
  });
});

it("sends a quick answer as a page of its own, without progress", async () => {
  slow.say(writing);
  slow.answer(makeAnswer());
  const response = await ask("Ab wann?");
  expect(response.headers.get("x-accel-buffering")).toBeNull();
  const page = await pageOf(response);
  expect(page(".progress")).toHaveLength(0);
  expect(page(".answer .status").text()).toBe("Beantwortet aus den Dokumenten");
});
