import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type AnswerEvent, askOnce } from "../../src/assistant/assistant.js";
import { createEngineAssistant, type EngineAssistantOptions } from "../../src/assistant/engine-assistant.js";
import { createConversationMemory } from "../../src/conversations/conversation-memory.js";
import { BusyError, IndexUnavailableError } from "../../src/errors.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";
import type { EngineProgramSettings } from "./engine-program.js";

const temporaryDirectory = useTemporaryDirectories();

function forkEngine(): ChildProcess {
  const file = new URL("./engine-program.ts", import.meta.url);
  const execArgv = ["--import", import.meta.resolve("tsx")];
  return fork(file, { serialization: "advanced", execArgv, stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

/** A process that listens and does nothing. */
function forkIdle(): ChildProcess {
  const program = "process.on('message', () => {}).on('disconnect', () => process.exit())";
  return spawn(process.execPath, ["-e", program], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

async function openEngine(options: Partial<EngineAssistantOptions<EngineProgramSettings>> = {}) {
  const restarts: string[] = [];
  const assistant = await createEngineAssistant<EngineProgramSettings>({
    startProcess: forkEngine,
    settings: { unusable: null },
    memory: createConversationMemory(),
    onDegraded: () => {},
    onRestart: (how) => restarts.push(how),
    ...options,
  });
  onTestFinished(() => assistant.close());
  const ask = async (text: string, conversation: string | null = null, signal?: AbortSignal) =>
    askOnce(assistant, { text, conversation, audience: "citizen" }, signal);
  /** The engine's process number: it answers with it. */
  const pid = async () => Number((await ask("who")).text);
  return { assistant, ask, pid, restarts };
}

describe("the engine", () => {
  it("passes on events, answers, documents and errors of another process", async () => {
    const { assistant, ask, pid } = await openEngine();
    expect(await pid()).not.toBe(process.pid);
    expect(assistant).toMatchObject({ generation: "g1", degraded: null });
    const events: AnswerEvent[] = [];
    for await (const event of assistant.ask({ text: "a", conversation: null, audience: "citizen" })) events.push(event);
    expect(events).toMatchObject([
      { type: "progress", stage: "searching" },
      { type: "answer", answer: { question: "a" } },
    ]);
    expect((await assistant.readDocument("owl-it/betriebsstart.md", "citizen"))?.title).toContain("Betriebsstart");
    expect(await assistant.readDocument("fehlt.md", "citizen")).toBeUndefined();
    const failure = ask("fail");
    await expect(failure).rejects.toThrow(IndexUnavailableError);
    await expect(failure).rejects.toThrow("There is no index.");
  });

  it("remembers conversations in the parent, each for itself, also across a restart", async () => {
    const { assistant, ask, pid } = await openEngine();
    expect((await ask("first", "a")).searchedFor).toBe("");
    process.kill(await pid(), "SIGKILL");
    expect((await ask("second", "a")).searchedFor).toBe("first");
    expect((await ask("third", "b")).searchedFor).toBe("");
    assistant.forget("a");
    expect((await ask("fourth", "a")).searchedFor).toBe("");
  });

  it("loses no answer when it is killed under load, however often", async () => {
    const { ask, pid, restarts } = await openEngine({ mostWaiting: 300 });
    const asked = Array.from({ length: 300 }, (_, i) => `question ${i}`);
    const answers = Promise.all(asked.map((text) => ask(text)));
    for (let kills = 0; kills < 3; kills++) process.kill(await pid(), "SIGKILL");
    expect((await answers).map(({ question }) => question)).toEqual(asked);
    expect(restarts.length).toBeGreaterThan(0);
    expect(restarts.every((how) => how === "SIGKILL")).toBe(true);
  });

  it("loses no answer that is worked on at both of two ends, once beside another and once alone", async () => {
    const children: ChildProcess[] = [];
    const { assistant, ask, restarts } = await openEngine({
      startProcess() {
        const child = forkEngine();
        children.push(child);
        return child;
      },
    });
    const answers = Promise.all([ask("slow"), ask("slow")]);
    for (const kills of [1, 2]) {
      await vi.waitFor(() => expect([children.length, assistant.degraded]).toEqual([kills, null]), { timeout: 60_000 });
      children.at(-1)?.kill("SIGKILL");
    }
    expect((await answers).map(({ question }) => question)).toEqual(["slow", "slow"]);
    expect(restarts).toEqual(["SIGKILL", "SIGKILL"]);
  });

  it("gives up only the question that ends it twice alone; the others beside it are answered", async () => {
    const { assistant, ask, restarts } = await openEngine();
    const others = ["a", "b", "c", "d"];
    const deadly = ask("die");
    const answers = Promise.all(others.map((text) => ask(text)));
    await expect(deadly).rejects.toThrow("A question ended the answering process twice; it is not tried again.");
    expect((await answers).map(({ question }) => question)).toEqual(others);
    // Once beside the others, which could have been at fault, and twice alone.
    expect(restarts).toEqual(["SIGKILL", "SIGKILL", "SIGKILL"]);
    expect(assistant.restarts).toBe(3);
  });

  it("tells no claim twice when it is killed amid an answer, and takes none back", async () => {
    const { assistant } = await openEngine();
    const folder = await temporaryDirectory();
    const told: string[] = [];
    const listen = async (text: string) => {
      told.length = 0;
      for await (const event of assistant.ask({ text, conversation: null, audience: "citizen" })) {
        if (event.type === "claim") told.push(event.text);
      }
    };
    await listen(`claims ${join(folder, "same")}: a b, a b c`);
    expect(told).toEqual(["a", "b", "c"]);
    for (const [name, second] of Object.entries({ other: "a c", shorter: "a" })) {
      await expect(listen(`claims ${join(folder, name)}: a b, ${second}`)).rejects.toThrow(/ended amid an answer/);
      expect(told).toEqual(["a", "b"]);
    }
  });

  it("refuses more questions than may wait, and takes back what nobody waits for", async () => {
    const { ask } = await openEngine({ mostRunning: 2, mostWaiting: 3 });
    const stop = new AbortController();
    const waiting = Array.from({ length: 5 }, () => ask("wait", null, stop.signal));
    await expect(ask("more")).rejects.toThrow(BusyError);
    stop.abort(new Error("left"));
    for (const each of waiting) await expect(each).rejects.toThrow("left");
    expect((await ask("more")).question).toBe("more");
  });

  it("lets no more questions wait than it answers in half a minute", async () => {
    const { ask } = await openEngine({ mostRunning: 1 });
    const stop = new AbortController();
    const asked = await Promise.allSettled([
      ...Array.from({ length: 200 }, () => ask("wait", null, stop.signal)),
      ask("more").catch(() => stop.abort(new Error("left"))),
    ]);
    const refused = asked.filter((each) => each.status === "rejected" && each.reason instanceof BusyError);
    expect(refused).toHaveLength(200 - 1 - Math.floor(30 / 0.16));
  });

  it("tells a question that has to wait so, and only such a one", async () => {
    const { assistant, ask } = await openEngine({ mostRunning: 1 });
    const stop = new AbortController();
    const left = expect(ask("wait", null, stop.signal)).rejects.toThrow("left");
    const stages: unknown[] = [];
    for await (const event of assistant.ask({ text: "a", conversation: null, audience: "citizen" })) {
      stages.push(event.type === "progress" ? event.stage : event.type);
      if (stages.length === 1) stop.abort(new Error("left"));
    }
    expect(stages).toEqual(["waiting", "searching", "answer"]);
    await left;
  });

  it("ends a question that takes too long, and a process that hangs", async () => {
    const { ask, restarts } = await openEngine({ timeLimit: 500 });
    await expect(ask("wait")).rejects.toMatchObject({ name: "TimeoutError" });
    await expect(ask("hold up")).rejects.toMatchObject({ name: "TimeoutError" });
    await vi.waitFor(() => expect(restarts).toEqual(["SIGKILL"]), { timeout: 60_000, interval: 100 });
  });

  it("lets nobody wait for ever for a process that does not come back", async () => {
    const first = forkEngine();
    let started = 0;
    const startProcess = () => (started++ === 0 ? first : forkIdle());
    const { ask } = await openEngine({ startProcess, timeLimit: 500 });
    // A question asked before its end is known might take too long first.
    first.kill("SIGKILL");
    await once(first, "exit");
    await expect(ask("a")).rejects.toThrow("The answering process does not come back.");
  });

  it("says why it cannot begin", async () => {
    const opening = openEngine({ settings: { unusable: "There is no index in x." } });
    await expect(opening).rejects.toThrow(IndexUnavailableError);
    await expect(opening).rejects.toThrow("There is no index in x.");
  });

  it("leaves no timer behind", async () => {
    const { assistant, ask } = await openEngine();
    const waiting = ask("wait");
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    await Promise.all([expect(waiting).rejects.toThrow("Auskunft is stopping."), assistant.close()]);
    expect(timers()).toBeLessThan(before);
  });

  it("leaves no process behind", async () => {
    const { assistant, pid } = await openEngine();
    const number = await pid();
    await assistant.close();
    expect(() => process.kill(number, 0)).toThrow("ESRCH");
  });
});
