import { existsSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeAnswer, openingQuote } from "./assistant-double.js";
import { type RunningServer, startServer } from "./running-server.js";

const executablePath = "/usr/bin/chromium";
const missing = existsSync(executablePath) ? "" : ` (skipped: there is no ${executablePath})`;

describe.skipIf(missing !== "")(`in a browser without JavaScript${missing}`, () => {
  let browser: Browser;
  let server: RunningServer;
  let page: Page;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    server = await startServer({ host: "0.0.0.0" });
    page = await open();
  });

  afterEach(async () => {
    await page.context().close();
    await server.stop();
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: "de-DE", ...options });
    context.setDefaultTimeout(120_000);
    return context.newPage();
  }

  async function ask(question: string): Promise<void> {
    await page.getByLabel("Ihre Frage").fill(question);
    await page.getByRole("button", { name: "Frage stellen" }).click();
  }

  it("asks by keyboard and shows the answer with its quote and source", async () => {
    await page.goto(server.url);
    await page.keyboard.press("Tab");
    expect(await page.locator("a:focus").textContent()).toBe("Zum Inhalt springen");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Ab wann ist geöffnet?");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Antwort" }).waitFor();
    expect(await page.locator("blockquote").textContent()).toBe(openingQuote);
    expect(page.url()).toBe(`${server.url}/ask?lang=de`);
    await ask("Und samstags?");
    await page.getByText("Und samstags?", { exact: true }).waitFor();
    const [first, second] = server.assistant.questions;
    expect(second?.conversation).toBe(first?.conversation);
  });

  it("leads from the answer to the marked passage and back without asking again", async () => {
    await page.goto(server.url);
    await ask("Ab wann ist geöffnet?");
    await page.getByRole("link", { name: "Stelle im Dokument ansehen" }).click();
    await page.waitForURL("**/document**");
    expect(await page.locator("mark:target").textContent()).toBe(openingQuote);
    await page.goBack();
    expect(await page.locator("blockquote").textContent()).toBe(openingQuote);
    expect(server.assistant.questions).toHaveLength(1);
  });

  it("shows what is being done until the answer is there, and does not ask again on the way back", async () => {
    let answer = () => {};
    server.assistant.reply = ({ text }) =>
      new Promise((resolve) => {
        answer = () => resolve(makeAnswer({ question: text }));
      });
    await page.goto(server.url);
    await ask("Ab wann ist geöffnet?");
    const progress = page.getByRole("status").getByText("Die Dokumente werden durchsucht …");
    await progress.waitFor({ state: "visible" });
    expect(await page.locator(".answer").count()).toBe(0);
    answer();
    await page.locator("blockquote").waitFor({ state: "visible" });
    await progress.waitFor({ state: "hidden" });
    await page.getByRole("link", { name: "Stelle im Dokument ansehen" }).click();
    await page.waitForURL("**/document**");
    await page.goBack();
    await page.locator("blockquote").waitFor({ state: "visible" });
    expect(await progress.isVisible()).toBe(false);
    expect(server.assistant.questions).toHaveLength(1);
  });

  it("forgets the conversation and its cookie", async () => {
    await page.goto(server.url);
    await ask("Ab wann ist geöffnet?");
    await page.getByRole("heading", { level: 1, name: "Antwort" }).waitFor();
    expect(await page.context().cookies()).toMatchObject([{ httpOnly: true, sameSite: "Strict", expires: -1 }]);
    await page.getByRole("button", { name: "Neues Gespräch" }).click();
    await page.getByRole("heading", { name: "Was möchten Sie wissen?" }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
    expect(server.assistant.forgotten).toEqual([server.assistant.questions[0]?.conversation]);
  });

  it("asks over plain http from another machine too, where browsers send no Sec-Fetch-Site", async () => {
    const addresses = Object.values(networkInterfaces()).flat();
    const address = addresses.find((candidate) => candidate?.family === "IPv4" && !candidate.internal)?.address;
    if (address === undefined) return;
    await page.goto(server.url.replace("localhost", address));
    await ask("Ab wann ist geöffnet?");
    await page.getByRole("heading", { level: 1, name: "Antwort" }).waitFor();
  });

  it.each([320, 1280])("fits %i pixels, loads only its own style and obeys its policy", async (width) => {
    await page.context().close();
    page = await open({ javaScriptEnabled: true, viewport: { width, height: 700 } });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    server.assistant.reply = ({ text }) => makeAnswer({ question: text, headline: text });
    await page.goto(server.url);
    await ask(`Donaudampfschifffahrtsgesellschaftskapitän${"x".repeat(60)}?`);
    for (const link of [null, "Stelle im Dokument ansehen", "Datenschutz"]) {
      if (link !== null) await page.getByRole("link", { name: link }).click();
      await page.locator("footer").waitFor();
      // The footer may stand before the style sheet has come.
      await page.waitForLoadState("load");
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    }
    expect(await page.evaluate("getComputedStyle(document.body).maxWidth")).not.toBe("none");
    expect(complaints).toEqual([]);
  });
});
