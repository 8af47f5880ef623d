import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError } from "../errors.js";
import { type AuditLog, createAuditLog } from "./audit-log.js";
import { createDeliveries, type Deliveries } from "./deliveries.js";
import { createFeedback, type Feedback } from "./feedback.js";
import { createIssuedAnswers, type IssuedAnswers } from "./issued-answers.js";
import { createNotices, type Notices } from "./notices.js";
import { createOpenQuestions, type OpenQuestions } from "./open-questions.js";
import { describeHeldData, eraseHeldData, type HeldData } from "./personal-data.js";
import { createReaders, type Readers } from "./readers.js";
import { purge } from "./retention.js";
import { createRoles, type Roles } from "./roles.js";
import { openStateDatabase } from "./state-database.js";

/** Everything that is remembered across restarts. */
export interface State {
  readonly answers: IssuedAnswers;
  readonly deliveries: Deliveries;
  readonly feedback: Feedback;
  readonly readers: Readers;
  readonly openQuestions: OpenQuestions;
  readonly notices: Notices;
  readonly roles: Roles;
  readonly audit: AuditLog;
  /** What is held about a person or chat of this number. */
  describe(id: number): HeldData;
  /** Deletes what is held about a person or chat of this number, but for a role and the audit log. */
  erase(id: number): void;
  /** Removes what was kept long enough. @returns Number of rows. */
  purge(): number;
  close(): void;
}

/**
 * Opens what is remembered across restarts.
 *
 * @param options.directory Made if it does not exist; null keeps everything in memory.
 * @param options.key Encrypts the file; null does not.
 * @param options.now Clock in milliseconds.
 * @throws {ConfigurationError} The file cannot be opened, or was encrypted with another key.
 */
export function openState(options: {
  readonly directory: string | null;
  readonly key: string | null;
  readonly now?: () => number;
}): State {
  const { directory, key, now = Date.now } = options;
  const database = openStateDatabase(directory === null ? ":memory:" : fileIn(directory), key);
  return {
    answers: createIssuedAnswers(database, now),
    deliveries: createDeliveries(database, now),
    feedback: createFeedback(database, now),
    readers: createReaders(database, now),
    openQuestions: createOpenQuestions(database, now),
    notices: createNotices(database, now),
    roles: createRoles(database, now),
    audit: createAuditLog(database, now),
    describe: (id) => describeHeldData(database, id),
    erase: (id) => eraseHeldData(database, id),
    purge: () => purge(database, now()),
    close: () => database.close(),
  };
}

function fileIn(directory: string): string {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const { code = "unknown" } = cause as NodeJS.ErrnoException;
    throw new ConfigurationError(`DATA_DIR ${directory} cannot be made (${code}). Name a directory that can be.`, {
      cause,
    });
  }
  return join(directory, "state.db");
}
