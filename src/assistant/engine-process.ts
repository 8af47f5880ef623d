import type { ChildProcess } from "node:child_process";
import { fromPlainError } from "../errors.js";
import type { EngineReply, EngineRequest, EngineState } from "./engine-messages.js";

/** First pause before a process is started again, and the longest, in milliseconds; it doubles from end to end. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5000;

/** After so long without an end the next one counts as the first again. */
const STEADY_TIME = 60_000;

/** A process that does not answer a ping for so long is ended. */
const PING_TIME = 5000;

/** What a process that is asked to leave may take. */
const LEAVING_TIME = 5000;

/** The engine process, started again whenever it ends. */
export interface EngineProcess<Settings> {
  readonly isReady: () => boolean;
  readonly state: () => EngineState;
  send(request: EngineRequest<Settings>): void;
  /** Ends the process if it does not answer at once. */
  checkPulse(): void;
  close(): Promise<void>;
}

/** What happens to the process. */
export interface EngineProcessEvents {
  /** Questions can be asked; also after each restart. */
  onReady(): void;
  /** What an operator should know has changed. */
  onDegraded(reason: string | null): void;
  onReply(reply: Exclude<EngineReply, { type: "state" | "unusable" | "alive" }>): void;
  /** It has ended, and what it was working on is lost; it is started again. */
  onEnd(how: string): void;
  /** It could be started but finds nothing to answer from; it is tried again. */
  onUnusable(error: Error): void;
}

/**
 * Starts the engine process and waits until it can be asked.
 *
 * @throws What keeps the first process from answering, such as IndexUnavailableError.
 */
export function startEngineProcess<Settings>(
  startProcess: () => ChildProcess,
  settings: Settings,
  events: EngineProcessEvents,
): Promise<EngineProcess<Settings>> {
  let child: ChildProcess;
  let ready = false;
  let closing = false;
  let ends = 0;
  let lastEnd = 0;
  let restart: NodeJS.Timeout | undefined;
  let pulse: NodeJS.Timeout | undefined;
  let problem: string | null = null;
  let state: EngineState = { generation: "", degraded: null, damaged: null };

  const send = (request: EngineRequest<Settings>) => {
    // A process that is gone is told by its exit.
    if (child.connected) child.send(request, () => {});
  };

  return new Promise((resolve, reject) => {
    let first = true;
    const engine: EngineProcess<Settings> = {
      isReady: () => ready,
      state: () => ({ ...state, degraded: problem ?? state.degraded }),
      send,
      checkPulse() {
        const asked = child;
        pulse ??= setTimeout(() => {
          pulse = undefined;
          asked.kill("SIGKILL");
        }, PING_TIME);
        send({ type: "ping" });
      },
      async close() {
        closing = true;
        clearTimeout(restart);
        clearTimeout(pulse);
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = new Promise((leave) => child.once("exit", leave));
        const killing = setTimeout(() => child.kill("SIGKILL"), LEAVING_TIME);
        child.disconnect();
        await gone;
        clearTimeout(killing);
      },
    };
    const launch = () => {
      const started = startProcess();
      child = started;
      let unusable = false;
      started.on("message", (reply: EngineReply) => {
        if (reply.type === "state") {
          const before = state;
          state = reply.state;
          if (state.degraded !== before.degraded) events.onDegraded(state.degraded);
          if (ready) return;
          ready = true;
          problem = null;
          if (first) resolve(engine);
          first = false;
          events.onReady();
        } else if (reply.type === "unusable") {
          unusable = true;
          const error = fromPlainError(reply.error);
          if (first) reject(error);
          closing ||= first;
          problem = error.message;
          events.onUnusable(error);
          started.kill("SIGKILL");
        } else if (reply.type === "alive") {
          clearTimeout(pulse);
          pulse = undefined;
        } else events.onReply(reply);
      });
      let ended = false;
      const end = (how: string) => {
        if (ended) return;
        ended = true;
        ready = false;
        clearTimeout(pulse);
        pulse = undefined;
        if (closing) return;
        if (first) {
          closing = true;
          reject(new Error(`the answering process ended before it could be asked (${how})`));
          return;
        }
        ends = Date.now() - lastEnd > STEADY_TIME ? 1 : ends + 1;
        lastEnd = Date.now();
        problem ??= `The answering process ended (${how}) and is being started again.`;
        if (!unusable) events.onEnd(how);
        restart = setTimeout(launch, ends === 1 ? 0 : Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (ends - 2)));
      };
      started.once("exit", (code, signal) => end(signal ?? `exit code ${code}`));
      started.once("error", (error) => end(error.message));
      send({ type: "open", settings });
    };
    launch();
  });
}
