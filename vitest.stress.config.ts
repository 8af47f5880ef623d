import { defineConfig } from "vitest/config";

/** Long tests, each for minutes; `npm run stress` runs them, `npm test` does not. */
export default defineConfig({
  test: {
    include: ["test/**/*.stress.ts"],
    testTimeout: 1_800_000,
    hookTimeout: 600_000,
    maxWorkers: 1,
  },
});
