import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

/**
 * Gives a test file a place of its own below the system's temporary folder, removed after its last test.
 *
 * @returns Makes an empty folder there.
 */
export function useTemporaryDirectories(): () => Promise<string> {
  let root = "";
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "auskunft-"));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));
  return () => mkdtemp(join(root, "test-"));
}
