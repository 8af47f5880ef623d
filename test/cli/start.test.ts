import { cp, readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { load } from "cheerio";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { ANNA, BEN, privateChat, startBotApiServer } from "../helpers/bot-api-server.js";
import { indexRepository, type ProgramOptions, REPOSITORY_CORPUS, run, start } from "../helpers/program.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const STARTED = "Die OWL-IT hat am 1. Januar 2020 ihren Betrieb aufgenommen.";
const ADDRESS = /Auskunft answers at (http:\/\/127\.0\.0\.1:(\d+)) \(Ctrl-C stops it\)\.\n/;

const newDirectory = useTemporaryDirectories();
let folder: string;
let index: string;
beforeAll(async () => {
  folder = await newDirectory();
  index = join(folder, "index");
  await indexRepository(index);
});

function serve(env: ProgramOptions["env"] = {}, args: readonly string[] = ["start"]) {
  const directories = { INDEX_DIR: index, CORPUS_DIR: REPOSITORY_CORPUS, DATA_DIR: join(folder, "data") };
  return start(args, { cwd: folder, env: { ...directories, WEB_PORT: "0", ...env } });
}

async function askPage(url: string, question: string, cookie = "") {
  const response = await fetch(`${url}/ask`, {
    method: "POST",
    body: new URLSearchParams({ question }),
    headers: { Origin: url, "Accept-Language": "en", Cookie: cookie },
  });
  expect(response.status).toBe(200);
  return { page: load(await response.text()), cookie: response.headers.get("set-cookie")?.split(";")[0] ?? cookie };
}

/** Fails if the port is still in use. */
async function listenOnce(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  await new Promise((resolve) => server.close(resolve));
}

describe("the web page", () => {
  it("is served without a command, answers, and stops cleanly", async () => {
    const program = serve({}, []);
    const [, url = "", port] = await program.wrote(ADDRESS);
    const health = await fetch(`${url}/healthz`);
    expect(health.status).toBe(200);
    const [generation] = await readdir(join(index, "generations"));
    expect(await health.json()).toEqual({ status: "ok", generation });

    const { page, cookie } = await askPage(url, "When did OWL-IT start operations?");
    expect(page(".headline").text()).toBe("1 January 2020");
    expect(page("blockquote").first().text()).toContain(STARTED);
    expect(page(".sources li").first().text()).toContain("Betriebsstart der OWL-IT");
    const followUp = await askPage(url, "and why?", cookie);
    expect(followUp.page.text()).toContain("Why did OWL-IT start operations?");

    const source = await fetch(new URL(page(".sources li a").first().attr("href") ?? "", url));
    expect(load(await source.text())("mark").text()).toContain(STARTED);

    expect((await program.stop("SIGTERM")).code).toBe(0);
    await listenOnce(Number(port));
    expect(program.output()).not.toContain("When did OWL-IT");
  });

  it("builds the index first where there is none", async () => {
    const indexDir = join(await newDirectory(), "new");
    const program = serve({ INDEX_DIR: indexDir });
    const [, url = ""] = await program.wrote(ADDRESS);
    expect(program.output()).toMatch(/^There is no index yet; it is built now\.\n/);
    expect(program.output()).toMatch(/Documents: \d+ new, 0 changed, 0 unchanged, 0 removed, 0 unreadable\./);
    const { page } = await askPage(url, "Wann hat die OWL-IT ihren Betrieb aufgenommen?");
    expect(page(".headline").text()).toBe("1. Januar 2020");
    expect((await program.stop("SIGINT")).code).toBe(0);
  });

  it("is served from the newest intact generation where CURRENT is damaged, and says so", async () => {
    const indexDir = join(await newDirectory(), "index");
    await cp(index, indexDir, { recursive: true });
    await writeFile(join(indexDir, "CURRENT"), "");
    const program = serve({ INDEX_DIR: indexDir });
    const [, url = ""] = await program.wrote(ADDRESS);
    const [generation] = await readdir(join(index, "generations"));
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({
      ...{ status: "degraded", generation },
      reason: expect.stringContaining("CURRENT does not hold the name of a generation"),
    });
    const { page } = await askPage(url, "When did OWL-IT start operations?");
    expect(page(".headline").text()).toBe("1 January 2020");
    expect((await program.stop()).code).toBe(0);
  });

  it("says that its port is in use, with exit code 2", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await serve({ WEB_PORT: String(port) }).ended;
    expect(stderr).toMatch(
      new RegExp(
        `^WEB_PORT ${port} is already in use on 127\\.0\\.0\\.1\\. Stop the program that uses it, or set WEB_PORT`,
        "m",
      ),
    );
    expect(code).toBe(2);
  });

  it("does not start with an index of another model or a damaged one", async () => {
    const { code, stderr } = await run(["start"], {
      cwd: folder,
      env: { INDEX_DIR: index, CORPUS_DIR: REPOSITORY_CORPUS, MODEL_DIR: await newDirectory(), WEB_PORT: "0" },
    });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^The embedding model in .* lacks /);
  });
});

describe("Telegram", () => {
  async function playTelegram() {
    const server = await startBotApiServer();
    onTestFinished(() => server.close());
    return { server, env: { BOT_TOKEN: server.token, TELEGRAM_API_ROOT: server.apiRoot } };
  }

  it("answers the same questions, with headline, quote and sources, beside the web page", async () => {
    const { server, env } = await playTelegram();
    const program = serve({ ...env, LOG_LEVEL: "trace" });
    const [, url = ""] = await program.wrote(ADDRESS);
    const asked = server.sendText({ chat: privateChat(BEN), from: BEN, text: "When did OWL-IT start operations?" });
    const answer = await server.answerTo(asked);
    // At first contact people are told who answers.
    expect(answer.text).toMatch(/^This is an AI answering, not a person[\s\S]*\n1 January 2020\n/);
    expect(answer.text).toContain(STARTED);
    expect(answer.text).toContain("Betriebsstart der OWL-IT");
    const marked = answer.entities.map(({ type, offset, length }) => [
      type,
      answer.text.slice(offset, offset + length),
    ]);
    expect(marked).toContainEqual(["bold", "1 January 2020"]);
    expect(marked).toContainEqual(["blockquote", expect.stringContaining(STARTED)]);
    expect(marked).toContainEqual(["expandable_blockquote", expect.stringContaining("Betriebsstart der OWL-IT")]);

    const text = "Wann hat die OWL-IT ihren Betrieb aufgenommen?";
    const inGerman = server.sendText({ chat: privateChat(ANNA), from: ANNA, text });
    expect((await server.answerTo(inGerman)).text).toMatch(/\n1\. Januar 2020\n/);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);

    const { code, stdout, stderr } = await program.stop();
    expect(code).toBe(0);
    expect(server.violations).toEqual([]);
    expect(server.updates.pending()).toEqual([]);
    const [, secret = ""] = server.token.split(":");
    expect(stdout + stderr).not.toContain(secret);
    expect(stdout + stderr).not.toContain("OWL-IT start operations");
  });

  it("tells administrators once that the newest index cannot answer, also when it becomes so while it runs", async () => {
    const { server, env } = await playTelegram();
    server.knowChat(privateChat(ANNA));
    const indexDir = join(await newDirectory(), "index");
    await cp(index, indexDir, { recursive: true });
    const dataDir = join(await newDirectory(), "data");
    const administered = { ...env, INDEX_DIR: indexDir, DATA_DIR: dataDir, ADMIN_IDS: String(ANNA.id) };
    const program = serve(administered);
    await program.wrote(ADDRESS);
    await server.call("getUpdates");
    expect(server.messages(ANNA.id)).toEqual([]);
    await writeFile(join(indexDir, "CURRENT"), "");
    expect((await server.nextMessage(ANNA.id)).text).toMatch(/^Der neueste Index ist beschädigt .* \/index /);
    // Stopped before it knows that the message arrived, it would tell it again.
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "/status" });
    expect((await server.nextMessage(ANNA.id)).text).toMatch(/^Stand/);
    expect((await program.stop()).code).toBe(0);

    const again = serve(administered);
    await again.wrote(ADDRESS);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "/status" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("Der neueste Index ist beschädigt");
    expect((await again.stop()).code).toBe(0);
    expect(server.messages(ANNA.id)).toHaveLength(3);
    expect(server.violations).toEqual([]);
  });

  it("with a token that it does not know ends the program with exit code 2", async () => {
    const { server, env } = await playTelegram();
    const token = "987654321:AAwrong-token_of_no_real_bot_9876543210";
    const { code, stdout, stderr } = await serve({ ...env, BOT_TOKEN: token, LOG_LEVEL: "debug" }).ended;
    expect(code).toBe(2);
    expect(stderr).toContain("Telegram does not accept BOT_TOKEN. Copy the token that @BotFather shows for the bot.");
    expect(stdout + stderr).not.toContain("AAwrong-token");
    expect(server.calls).toEqual([]);
  });
});
