import { EventEmitter, once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { watchCorpus } from "../../src/indexing/watch-corpus.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();

/** Watches a folder; `calls` are answered one by one with what `onChange` is given. */
async function watch(onChange: (call: number) => Promise<boolean>, quiet = 20) {
  const folder = await temporaryDirectory();
  const put = (text: string) => writeFile(join(folder, "a.md"), text);
  await put("eins");
  const stop = new AbortController();
  const called = new EventEmitter();
  let calls = 0;
  const watching = watchCorpus({
    ...{ directories: [folder], signal: stop.signal, interval: 5, quiet },
    async onChange() {
      calls += 1;
      const done = await onChange(calls);
      called.emit(String(calls));
      return done;
    },
  });
  onTestFinished(async () => {
    stop.abort();
    await watching;
  });
  return { put, call: (number: number) => once(called, String(number)), calls: () => calls };
}

describe("watchCorpus", () => {
  it("calls at the beginning, for what changed before, and after each change", async () => {
    const { put, call, calls } = await watch(async () => true);
    await call(1);
    const second = call(2);
    await put("zwei!");
    await second;
    expect(calls()).toBe(2);
  });

  it("calls again for what changed during a call", async () => {
    let put = async (_: string) => {};
    const watched = await watch(async (number) => {
      if (number === 1) await put("zwei!");
      return true;
    });
    put = watched.put;
    await watched.call(2);
  });

  it("calls again where it could not be done", async () => {
    const { call } = await watch(async (number) => number > 2);
    await call(3);
  });

  it("waits until nothing has changed for a while", async () => {
    const quiet = 1000;
    const times: number[] = [];
    const { put, call } = await watch(async () => times.push(performance.now()) > 0, quiet);
    let changed = 0;
    for (let i = 0; i < 5; i++) {
      await put(`Ausgabe ${i} ${"x".repeat(i)}`);
      changed = performance.now();
    }
    await call(1);
    expect((times[0] ?? 0) - changed).toBeGreaterThan(quiet - 50);
  });
});
