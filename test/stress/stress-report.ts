/** Counts of one kind of fault. */
export interface FaultCount {
  readonly fault: string;
  readonly injected: number;
  readonly survived: number;
}

/** Collects what was injected and what came of it. */
export interface StressReport {
  /** Runs one case; a failure is told at once and counted. */
  check(fault: string, oracle: () => Promise<void>): Promise<void>;
  /** Says why something was not tried. */
  skip(fault: string, reason: string): void;
  /** A figure for the reader. */
  measured(what: string, value: string): void;
  print(): void;
  readonly failed: boolean;
}

export function createStressReport(): StressReport {
  const counts = new Map<string, FaultCount>();
  const notes: string[] = [];
  let failed = false;
  return {
    async check(fault, oracle) {
      const { injected, survived } = counts.get(fault) ?? { injected: 0, survived: 0 };
      let well = 0;
      try {
        await oracle();
        well = 1;
      } catch (error) {
        failed = true;
        process.stderr.write(`FAILED ${fault} (${injected + 1}): ${error instanceof Error ? error.stack : error}\n`);
      }
      counts.set(fault, { fault, injected: injected + 1, survived: survived + well });
    },
    skip: (fault, reason) => notes.push(`${fault}: skipped, ${reason}`),
    measured(what, value) {
      notes.push(`${what}: ${value}`);
      process.stderr.write(`${what}: ${value}\n`);
    },
    print() {
      const rows = [...counts.values()].map(
        ({ fault, injected, survived }) => `| ${fault} | ${injected} | ${survived} |`,
      );
      const sum = (of: "injected" | "survived") => [...counts.values()].reduce((total, count) => total + count[of], 0);
      process.stdout.write(
        [
          "| fault | injected | survived |",
          "|---|---|---|",
          ...rows,
          `| all | ${sum("injected")} | ${sum("survived")} |`,
          "",
          ...notes,
          "",
        ].join("\n"),
      );
    },
    get failed() {
      return failed;
    },
  };
}
