import { LanguageModelError } from "../errors.js";

/** Failures in a row after which the endpoint is left alone. */
const FAILURES = 3;
/** Milliseconds for which it is left alone; twice as many after every trial that fails, up to the longest. */
const FIRST_PAUSE = 10_000;
const LONGEST_PAUSE = 300_000;

/** Keeps questions from waiting for an endpoint that has been failing. */
export interface CircuitBreaker {
  /**
   * Asks whether a call may be made. After a pause one call may, as a trial, and the others wait for what becomes of it.
   *
   * @throws {LanguageModelError} The endpoint is left alone for now.
   */
  enter(): void;
  succeeded(): void;
  failed(): void;
  /** Nothing was learnt: the call was stopped by whoever asked. */
  ended(): void;
}

/** @param now Clock in milliseconds. */
export function createCircuitBreaker(now: () => number): CircuitBreaker {
  let failures = 0;
  let pause = FIRST_PAUSE;
  let closedUntil = 0;
  let trial = false;
  return {
    enter() {
      if (failures < FAILURES) return;
      if (trial || now() < closedUntil) throw new LanguageModelError(`is left alone after ${failures} failures`);
      trial = true;
    },
    succeeded() {
      failures = 0;
      pause = FIRST_PAUSE;
      trial = false;
    },
    failed() {
      failures++;
      if (failures < FAILURES) return;
      if (trial) pause = Math.min(LONGEST_PAUSE, pause * 2);
      trial = false;
      closedUntil = now() + pause;
    },
    ended() {
      trial = false;
    },
  };
}
