import type { ChildProcess } from "node:child_process";
import type { ConversationMemory } from "../conversations/conversation-memory.js";
import type { Document } from "../documents/document.js";
import { AuskunftError, BusyError, fromPlainError } from "../errors.js";
import type { AnswerEvent, Assistant, Question } from "./assistant.js";
import type { EngineReply, EngineTask } from "./engine-messages.js";
import { startEngineProcess } from "./engine-process.js";
import { createToldClaims } from "./told-claims.js";

/** Milliseconds that nobody is to wait for longer until it is their turn, and that an answer by quotes takes. */
const LONGEST_WAIT = 30_000;
const ANSWER_TIME = 160;

/** What the assistant is made of. */
export interface EngineAssistantOptions<Settings> {
  /** Starts the engine process, with a channel for messages. */
  readonly startProcess: () => ChildProcess;
  /** What the process needs to open its assistant. */
  readonly settings: Settings;
  readonly memory: ConversationMemory;
  /** Told why answers may fail or be older than the corpus, and null when that is over, for the log. */
  readonly onDegraded: (reason: string | null) => void;
  /** Told when the process has ended and is started again, for the log. */
  readonly onRestart: (how: string) => void;
  /** Tasks that are worked on at a time. Default: 16. */
  readonly mostRunning?: number;
  /** Tasks that wait beside them; further ones are refused. Default: what is answered by quotes in half a minute. */
  readonly mostWaiting?: number;
  /**
   * Milliseconds that one task may take, without waiting, and that the process may take to come back. Default: two
   * minutes, for a slow language model.
   */
  readonly timeLimit?: number;
}

type TaskReply = Exclude<EngineReply, { type: "state" | "unusable" | "alive" }>;

interface Job {
  readonly id: number;
  readonly task: EngineTask;
  onReply(reply: TaskReply): void;
  /** It begins anew: what it told comes again. */
  onRetry(): void;
  onFailure(error: unknown): void;
  /** Whether the process has ended while it was being worked on. */
  suspected: boolean;
  /** How often it did so while nothing else was. */
  endsAlone: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Answers in a child process: native code that fails, or that takes long, holds up nothing else.
 *
 * When the process ends, what it was working on is tried again, one task at a time, so that the task that ends it takes
 * no other one with it; given up is what ends it twice while nothing else is worked on, and an answer that begins in
 * another way than people were told.
 * Conversations are remembered here and outlive the process.
 *
 * @throws {IndexUnavailableError} There is no index to answer from.
 */
export async function createEngineAssistant<Settings>(options: EngineAssistantOptions<Settings>): Promise<Assistant> {
  const { memory, onDegraded, onRestart, mostRunning = 16, timeLimit = 120_000 } = options;
  const { mostWaiting = Math.floor(LONGEST_WAIT / ANSWER_TIME) } = options;
  let waiting: Job[] = [];
  const running = new Map<number, Job>();
  let lastId = 0;
  let outage: NodeJS.Timeout | undefined;
  let restarts = 0;

  const engine = await startEngineProcess(options.startProcess, options.settings, {
    onReady() {
      clearInterval(outage);
      outage = undefined;
      queueMicrotask(startWaiting);
    },
    onDegraded,
    onReply(reply) {
      const job = running.get(reply.id);
      if (job === undefined) return;
      if (reply.type !== "event") finish(job);
      job.onReply(reply);
    },
    onEnd(how) {
      restarts++;
      onRestart(how);
      outage ??= setInterval(
        () => failWaiting(new AuskunftError("The answering process does not come back.")),
        timeLimit,
      );
      const lost = [...running.values()];
      for (const job of lost) {
        finish(job);
        job.suspected = true;
        if (lost.length === 1) job.endsAlone++;
      }
      const again = lost.filter(({ endsAlone }) => endsAlone < 2);
      for (const job of again) job.onRetry();
      for (const job of lost.filter((each) => !again.includes(each))) {
        job.onFailure(new AuskunftError("A question ended the answering process twice; it is not tried again."));
      }
      // What has not been tried alone goes first, so that ends that come from outside do not meet the same one twice.
      const isSuspected = ({ suspected }: Job) => suspected;
      waiting = [...waiting.filter(isSuspected), ...again, ...waiting.filter((job) => !isSuspected(job))];
    },
    onUnusable: failWaiting,
  });

  function failWaiting(error: Error): void {
    const lost = waiting;
    waiting = [];
    for (const job of lost) job.onFailure(error);
  }

  function startWaiting(): void {
    while (engine.isReady()) {
      const [job] = waiting;
      // A task that may have ended the process is worked on alone.
      const alone = job?.suspected || [...running.values()].some(({ suspected }) => suspected);
      if (job === undefined || running.size >= (alone ? 1 : mostRunning)) return;
      waiting.shift();
      running.set(job.id, job);
      job.timer = setTimeout(() => {
        engine.checkPulse();
        takeBack(job);
        job.onFailure(new DOMException("The question took too long.", "TimeoutError"));
      }, timeLimit);
      engine.send({ ...job.task, id: job.id });
    }
  }

  function finish(job: Job): void {
    clearTimeout(job.timer);
    running.delete(job.id);
    queueMicrotask(startWaiting);
  }

  function takeBack(job: Job): void {
    waiting = waiting.filter((other) => other !== job);
    if (running.has(job.id)) engine.send({ type: "cancel", id: job.id });
    finish(job);
  }

  /** Begins a task, or has it wait. */
  function submit(task: EngineTask, on: Pick<Job, "onReply" | "onRetry" | "onFailure">): Job {
    if (waiting.length >= mostWaiting) {
      throw new BusyError({
        de: `Es warten schon ${mostWaiting} Fragen. Bitte fragen Sie in einer Minute noch einmal.`,
        en: `${mostWaiting} questions are waiting already. Ask again in a minute.`,
      });
    }
    const job: Job = { ...on, id: ++lastId, task, suspected: false, endsAlone: 0, timer: undefined };
    waiting.push(job);
    startWaiting();
    return job;
  }

  /** The task's events; leaving off takes it back. */
  function eventsOf(question: Question, signal: AbortSignal | undefined): ReadableStream<AnswerEvent> {
    const { conversation } = question;
    let leave = () => {};
    return new ReadableStream<AnswerEvent>({
      start(stream) {
        const before = conversation === null ? null : memory.recall(conversation);
        const abort = () => {
          leave();
          stream.error(signal?.reason);
        };
        const settle = (act: () => void) => {
          signal?.removeEventListener("abort", abort);
          act();
        };
        const claims = createToldClaims();
        const fail = (error: unknown) => settle(() => stream.error(error));
        const job = submit(
          { type: "ask", question, before },
          {
            onRetry: () => claims.beginAgain(),
            onReply(reply) {
              if (reply.type === "failed") return fail(fromPlainError(reply.error));
              if (reply.type !== "event" && reply.type !== "answered") return;
              const kind = claims.compare(reply.event);
              if (kind === "contrary") {
                leave();
                return fail(
                  new AuskunftError("The answering process ended amid an answer, and began it in another way."),
                );
              }
              if (kind === "new") stream.enqueue(reply.event);
              if (reply.type !== "answered") return;
              if (conversation !== null && reply.after !== null) memory.remember(conversation, reply.after);
              settle(() => stream.close());
            },
            onFailure: fail,
          },
        );
        leave = () => takeBack(job);
        if (waiting.includes(job)) stream.enqueue({ type: "progress", stage: "waiting" });
        signal?.addEventListener("abort", abort, { once: true });
      },
      cancel: () => leave(),
    });
  }

  return {
    async *ask(question, signal) {
      signal?.throwIfAborted();
      yield* eventsOf(question, signal);
    },
    readDocument: (path, audience) =>
      new Promise<Document | undefined>((resolve, reject) => {
        submit(
          { type: "read", path, audience },
          {
            onReply(reply) {
              if (reply.type === "document") resolve(reply.document);
              else if (reply.type === "failed") reject(fromPlainError(reply.error));
            },
            onRetry: () => {},
            onFailure: reject,
          },
        );
      }),
    forget: (conversation) => memory.forget(conversation),
    get generation() {
      return engine.state().generation;
    },
    get degraded() {
      return engine.state().degraded;
    },
    get damaged() {
      return engine.state().damaged;
    },
    get restarts() {
      return restarts;
    },
    async close() {
      await engine.close();
      clearInterval(outage);
      waiting = [...running.values(), ...waiting];
      for (const job of running.values()) finish(job);
      failWaiting(new AuskunftError("Auskunft is stopping."));
    },
  };
}
