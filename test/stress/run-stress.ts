import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEngine } from "./engine-load.js";
import { changeOneOfMany } from "./incremental.js";
import { damageFiles, failDisk, fillDisk, killAtRandom, killAtSteps } from "./storage-faults.js";
import { createStressReport } from "./stress-report.js";

/**
 * The long version of the fault tests: prints how many faults were injected and survived, and fails if one was not.
 * With "short" as its argument it takes a sample of each kind.
 */
const short = process.argv.includes("short");
const report = createStressReport();
const workDir = await mkdtemp(join(tmpdir(), "auskunft-stress-"));
try {
  const parts: readonly (readonly [string, () => Promise<void>])[] = [
    ["damaged files", () => damageFiles(workDir, short ? 4 : 40, report)],
    ["kill -9 at steps", () => killAtSteps(workDir, report)],
    ["kill -9 at random", () => killAtRandom(workDir, short ? 10 : 100, report)],
    ["full disk", () => fillDisk(workDir, report)],
    ["failing disk", () => failDisk(workDir, short ? 10 : 1, report)],
    ["many files", () => changeOneOfMany(workDir, short ? 1000 : 10_000, report)],
    [
      "engine under load",
      async () => {
        const indexDir = join(workDir, "own-index");
        execFileSync("node", ["dist/cli.js", "index", "--index", indexDir, "--corpus", "corpus"], { stdio: "ignore" });
        await loadEngine(indexDir, short ? 5 : 30, report);
      },
    ],
  ];
  const only = process.argv.slice(2).filter((argument) => argument !== "short");
  for (const [name, run] of parts.filter(([each]) => only.length === 0 || only.includes(each))) {
    process.stderr.write(`${name} …\n`);
    await run();
  }
} finally {
  await rm(workDir, { recursive: true, force: true });
}
report.print();
process.exit(report.failed ? 1 : 0);
