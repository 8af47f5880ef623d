import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LONGEST_QUESTION } from "../../src/answers/screen-question.js";
import { IndexUnavailableError } from "../../src/errors.js";
import { cite, makeAnswer, makeDocument, openingHours, openingQuote, report } from "./assistant-double.js";
import { pageOf, type RunningServer, startServer } from "./running-server.js";

let server: RunningServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(() => server.stop());

const ask = async (question: string, path = "/ask") => pageOf(await server.post(path, { question }));

describe("an answer", () => {
  it("asks the assistant as a citizen and shows question, status and headline", async () => {
    const page = await ask("  Ab wann ist geöffnet?\r\nBitte genau.  ");
    expect(server.assistant.questions).toHaveLength(1);
    expect(server.assistant.questions[0]).toMatchObject({
      text: "Ab wann ist geöffnet?\nBitte genau.",
      audience: "citizen",
    });
    expect(page(".asked").text()).toBe("Ab wann ist geöffnet?\nBitte genau.");
    expect(page(".status").text()).toBe("Beantwortet aus den Dokumenten");
    expect(page(".headline").text()).toBe("ab 8 Uhr");
    expect(page("h1")).toHaveLength(1);
  });

  it("shows the quote once, word for word, in the document's language, with its marker", async () => {
    server.assistant.reply = () =>
      makeAnswer({ language: "en", text: `It opens at 8 [1] [7].\n\n${openingQuote} [1]`, headline: null });
    const page = await ask("When does it open?");
    expect(page("blockquote").toArray()).toHaveLength(1);
    expect(page("blockquote").text()).toBe(openingQuote);
    expect(page("blockquote").attr("lang")).toBe("de");
    expect(page("figcaption a").text()).toBe("[1]");
    expect(page(".words").text()).toBe("It opens at 8 [1] [7].");
    expect(page(".words").attr("lang")).toBe("en");
    expect(page(".words a").toArray()).toHaveLength(1);
    expect(page(page(".words a").attr("href") ?? "").length).toBe(1);
  });

  it("has a machine's translation below the quote it is of, marked as such, in the answer's language", async () => {
    const closed = cite(openingHours, "Samstags ist es geschlossen.", { marker: 2 });
    const translation = "The <b>office</b> opens at 8.";
    server.assistant.reply = () =>
      makeAnswer({
        language: "en",
        headline: null,
        text: `It opens at 8. [1] [2]\n\n„${openingQuote}“ [1]\n\n„${closed.quote}“ [2]`,
        citations: [cite(openingHours, openingQuote), closed],
        generator: "qwen3:4b",
        generated: {
          ...{ prompts: ["answer@3"], claims: { written: 2, repaired: 0, dropped: 0 }, tokens: null, missing: [] },
          translations: [{ marker: 1, text: translation }],
        },
      });
    const page = await ask("When does it open?");
    const figures = page("figure").toArray();
    expect(figures.map((figure) => page("blockquote", figure).text())).toEqual([openingQuote, closed.quote]);
    expect(figures.map((figure) => page(".hint", figure).length)).toEqual([1, 0]);
    expect(page("blockquote + .hint").text()).toBe(`Machine translation: ${translation}`);
    expect(page("figure .hint").attr("lang")).toBe("en");
    expect(page("blockquote").first().attr("lang")).toBe("de");
  });

  it("sets the rows of a quoted table apart, and leaves other lines", async () => {
    const quote = "Geöffnet ist:\nTag | Zeit\nMontag | 8 bis 16 Uhr";
    server.assistant.reply = () =>
      makeAnswer({ text: `„${quote}“ [1]`, citations: [{ ...cite(openingHours, openingQuote), quote }] });
    const page = await ask("Ab wann?");
    expect(page("blockquote").text()).toBe(quote);
    const lines = page("blockquote .item").toArray();
    expect(lines.map((line) => page(line).text())).toEqual(["Tag | Zeit\n", "Montag | 8 bis 16 Uhr"]);
  });

  it("lists a source with title, heading, publisher, date and the way to the passage", async () => {
    const page = await ask("Ab wann?");
    const source = page(".sources li");
    expect(source.text().replaceAll(/\s+/g, " ")).toContain(
      "Öffnungszeiten des Bürgerbüros Öffnungszeiten · Stadt Lemgo · Stand 1. März 2025",
    );
    const links = source.find("a").toArray();
    expect(links.map((link) => page(link).text())).toEqual([
      "Stelle im Dokument ansehen",
      "Original (www.example.org)",
    ]);
    const viewer = await server.get(page(links[0]).attr("href") ?? "");
    expect((await pageOf(viewer))("mark").text()).toBe(openingQuote);
  });

  it("lists a document once, with all markers and a way to each passage", async () => {
    server.assistant.reply = () =>
      makeAnswer({
        text: "Eins [1]. Zwei [2]. Drei [3].",
        citations: [
          cite(openingHours, "Samstags ist es geschlossen.", { marker: 3, heading: [openingHours.title, "Termine"] }),
          cite(openingHours, openingQuote),
          cite(report, "Second page starts here.", { marker: 2, page: 2 }),
        ],
      });
    const page = await ask("Ab wann?");
    const words = page(".sources li").map((_, entry) => page(entry).text().replaceAll(/\s+/g, " ").trim());
    expect(words.toArray()).toEqual([
      "[1] [3] Öffnungszeiten des Bürgerbüros Stadt Lemgo · Stand 1. März 2025 [1] Stelle im Dokument ansehen [3] Stelle im Dokument ansehen Termine Original (www.example.org)",
      "[2] Annual report Seite 2 Stelle im Dokument ansehen",
    ]);
    for (const [marker, mark] of [
      [1, openingQuote],
      [2, "Second page starts here."],
      [3, "Samstags ist es geschlossen."],
    ]) {
      expect(page(`.words a[href="#source-${marker}"]`)).toHaveLength(1);
      const viewer = await server.get(page(`#source-${marker} a`).attr("href") ?? "");
      expect((await pageOf(viewer))("mark").text()).toBe(mark);
    }
  });

  it("anchors a marker once that two quotes share", async () => {
    server.assistant.reply = () =>
      makeAnswer({ citations: [cite(openingHours, openingQuote), cite(openingHours, "Samstags ist es geschlossen.")] });
    const page = await ask("Ab wann?");
    expect(page("#source-1")).toHaveLength(1);
    expect(page(".sources li").text()).toMatch(/^\[1\] Öffnungszeiten/);
    expect(page(".sources a[href^='/document']")).toHaveLength(2);
  });

  it("escapes markup in question, words, headline and quote", async () => {
    const evil = makeDocument({
      path: "evil.md",
      title: '"><script>title</script>',
      text: "<script>quote</script> & more",
      frontMatter: { publisher: "<b>publisher</b>" },
    });
    server.assistant.documents = [evil];
    server.assistant.reply = ({ text }) =>
      makeAnswer({
        question: text,
        searchedFor: "<script>searched</script>",
        headline: "<script>headline</script>",
        text: "<script>words</script>",
        citations: [cite(evil, evil.text, { heading: ["<i>heading</i>"], url: "javascript:alert(1)" })],
      });
    const html = await (await server.post("/ask", { question: "</p><script>question</script>" })).text();
    expect(html).not.toMatch(/<script|<b>|<i>|href="javascript/);
    for (const word of ["question", "searched", "headline", "words", "quote", "title"]) {
      expect(html).toContain(`&lt;script&gt;${word}&lt;/script&gt;`);
    }
  });

  it("shows what was searched for where a follow-up was completed", async () => {
    server.assistant.reply = ({ text }) => makeAnswer({ question: text, searchedFor: "Ab wann ist das Portal offen?" });
    const page = await ask("Und das Portal?");
    expect(page(".question .hint").text()).toBe("Verstanden als: Ab wann ist das Portal offen?");
  });

  it("does not repeat a question of which only the spelling differs", async () => {
    server.assistant.reply = () =>
      makeAnswer({ question: " Wo ist das Bu\u0308ro? ", searchedFor: "Wo ist das B\u00fcro?" });
    expect((await ask("Wo?"))(".question .hint")).toHaveLength(0);
  });

  it("says that a language model wrote the text, and which", async () => {
    expect((await ask("Ab wann?"))("main").text()).not.toContain("KI-generiert");
    server.assistant.reply = () => makeAnswer({ generator: "qwen3:4b" });
    expect((await ask("Ab wann?"))("main").text()).toContain("Der Text ist KI-generiert (Sprachmodell qwen3:4b).");
  });

  it("keeps the question out of address and window title", async () => {
    const response = await server.post("/ask", { question: "Mein Geheimnis?" });
    expect(response.url).not.toContain("Geheimnis");
    expect((await pageOf(response))("title").text()).toBe("Antwort – Auskunft");
  });
});

describe("a refusal", () => {
  it("marks the nearest passages as no answer and names the contact", async () => {
    server.assistant.reply = () =>
      makeAnswer({
        status: "not_found",
        headline: null,
        text: "Dazu steht nichts in den Dokumenten.",
        citations: [],
        related: [cite(openingHours, openingQuote)],
      });
    const page = await ask("Wie hoch ist der Mond?");
    expect(page(".status").text()).toBe("Keine Antwort in den Dokumenten gefunden");
    expect(page(".related").text()).toContain("Diese Textstellen sind keine Antwort auf Ihre Frage.");
    expect(page(".related blockquote").text()).toBe(openingQuote);
    expect(page("blockquote")).toHaveLength(1);
    expect(page(".sources")).toHaveLength(0);
    expect(page(".contact a").attr("href")).toBe("mailto:buergerbuero@example.org");
  });

  it("names the contact once where the text has it already", async () => {
    const text = "Dazu steht nichts in den Dokumenten.\nBitte wenden Sie sich an: buergerbuero@example.org";
    server.assistant.reply = () => makeAnswer({ status: "not_found", headline: null, text, citations: [] });
    const page = await ask("Wie hoch ist der Mond?");
    expect(page(".words").text()).toBe(text);
    expect(page(".words a").attr("href")).toBe("mailto:buergerbuero@example.org");
    expect(page(".contact")).toHaveLength(0);
  });

  it("says in words that an answer is partial", async () => {
    server.assistant.reply = () => makeAnswer({ status: "partial" });
    expect((await ask("Was kostet es und wann?"))(".status").text()).toBe("Nur zum Teil beantwortet");
  });
});

describe("a question that cannot be asked", () => {
  it.each(["", " \r\n "])("shows the form again for an empty one (%j)", async (question) => {
    const response = await server.post("/ask", { question });
    const page = await pageOf(response);
    expect(response.status).toBe(400);
    expect(page("#question-problem").text()).toBe("Fehler: Bitte geben Sie eine Frage ein.");
    expect(page("textarea").attr("aria-describedby")).toContain("question-problem");
    expect(server.assistant.questions).toHaveLength(0);
  });

  it("keeps an over-long one in the field", async () => {
    const question = "ä".repeat(LONGEST_QUESTION + 1);
    const response = await server.post("/ask", { question });
    const page = await pageOf(response);
    expect(response.status).toBe(400);
    expect(page("textarea").val()).toBe(question);
    expect(page("#question-problem").text()).toContain("zu lang");
    expect(page("textarea").attr("maxlength")).toBe(String(LONGEST_QUESTION));
  });

  it("accepts the longest that the field accepts, line ends counted once", async () => {
    const question = `${"a\n".repeat(LONGEST_QUESTION / 2 - 1)}ab`;
    expect((await server.post("/ask", { question: question.replaceAll("\n", "\r\n") })).status).toBe(200);
    expect(server.assistant.questions[0]?.text).toBe(question);
  });

  it("answers a broken form with a page", async () => {
    const response = await fetch(`${server.url}/ask`, {
      method: "POST",
      body: "no boundary",
      headers: { Origin: server.url, "Content-Type": "multipart/form-data; boundary=x" },
    });
    expect(response.status).toBe(400);
    expect((await pageOf(response))("h1").text()).toBe("Die Anfrage ist nicht lesbar");
  });

  it("says that there is no index, without its technical reason", async () => {
    server.assistant.reply = () => {
      throw new IndexUnavailableError("No index in embeddings/index.");
    };
    const response = await server.post("/ask", { question: "Ab wann?" });
    const html = await response.text();
    expect(response.status).toBe(503);
    expect(html).toContain("Zurzeit sind keine Antworten möglich");
    expect(html).not.toContain("embeddings/index");
    expect(server.log.join("\n")).toContain("No index in embeddings/index.");
  });
});

describe("a conversation", () => {
  it("begins with the first question and goes on with the same random key", async () => {
    expect((await server.get("/")).headers.getSetCookie()).toEqual([]);
    const first = await server.post("/ask", { question: "Ab wann?" });
    const [cookie = ""] = first.headers.getSetCookie();
    expect(cookie).toMatch(/^auskunft_conversation=[0-9a-f]{32}; Path=\/; HttpOnly; SameSite=Strict$/);
    const second = await server.post("/ask", { question: "Und samstags?" }, { Cookie: cookie.split(";")[0] ?? "" });
    expect(second.headers.getSetCookie()).toEqual([]);
    await server.post("/ask", { question: "Ein anderer Mensch" });
    const [one, two, other] = server.assistant.questions.map((question) => question.conversation);
    expect(one).toMatch(/^web:[0-9a-f]{32}$/);
    expect(two).toBe(one);
    expect(other).not.toBe(one);
  });

  it("replaces a cookie that is none of ours", async () => {
    const response = await server.post("/ask", { question: "Ab wann?" }, { Cookie: "auskunft_conversation=../x" });
    expect(response.headers.getSetCookie()).toHaveLength(1);
    expect(server.assistant.questions[0]?.conversation).toMatch(/^web:[0-9a-f]{32}$/);
  });

  it("sends the cookie over https only where the reader came by https", async () => {
    const response = await server.post("/ask", { question: "Ab wann?" }, { "X-Forwarded-Proto": "https" });
    expect(response.headers.getSetCookie()[0]).toContain("Secure");
  });

  it("is forgotten with its cookie", async () => {
    const id = "0123456789abcdef0123456789abcdef";
    const cookie = { Cookie: `auskunft_conversation=${id}` };
    expect((await pageOf(await server.get("/", cookie)))("form.new button").text()).toBe("Neues Gespräch");
    const response = await server.post("/new?lang=en", {}, cookie);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/?lang=en");
    expect(response.headers.getSetCookie()[0]).toContain("Max-Age=0");
    expect(server.assistant.forgotten).toEqual([`web:${id}`]);
    expect((await pageOf(await server.get("/")))("form.new")).toHaveLength(0);
  });
});

describe("language", () => {
  it.each([
    ["/", "de-DE,de;q=0.9,en;q=0.5", "de"],
    ["/", "en-US,en;q=0.9,de;q=0.5", "en"],
    ["/", "fr, de;q=0.2, en;q=0.7", "en"],
    ["/", "fr", "de"],
    ["/?lang=en", "de", "en"],
    ["/?lang=de", "en", "de"],
    ["/?lang=xx", "en", "en"],
  ])("of %s for a browser that wants %s is %s", async (path, wanted, language) => {
    const page = await pageOf(await server.get(path, { "Accept-Language": wanted }));
    expect(page("html").attr("lang")).toBe(language);
    expect(page("h1").text()).toBe({ de: "Was möchten Sie wissen?", en: "What would you like to know?" }[language]);
  });

  it("stays when a form is sent, and can be switched", async () => {
    const home = await pageOf(await server.get("/?lang=en"));
    const page = await ask("When?", home("form.ask").attr("action"));
    expect(page("html").attr("lang")).toBe("en");
    expect(page(".status").text()).toBe("Answered from the documents");
    expect(page("nav a[hreflang=de]").attr("href")).toBe("/?lang=de");
    const viewer = await pageOf(await server.get("/document?path=report.pdf&lang=en"));
    expect(viewer("nav a[hreflang=de]").attr("href")).toBe("/document?path=report.pdf&lang=de");
  });

  it("leads from a reloaded answer to the start page", async () => {
    expect((await server.get("/ask?lang=en")).headers.get("location")).toBe("/?lang=en");
  });
});
