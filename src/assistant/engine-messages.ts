import type { Turn } from "../conversations/conversation-memory.js";
import type { Audience, Document } from "../documents/document.js";
import type { PlainError } from "../errors.js";
import type { AnswerEvent, Assistant, Question } from "./assistant.js";

/** What can be asked of the engine; `id` comes back with every reply. */
export type EngineTask =
  | { readonly type: "ask"; readonly question: Question; readonly before: Turn | null }
  | { readonly type: "read"; readonly path: string; readonly audience: Audience };

/** What the engine process is told; `open` first. */
export type EngineRequest<Settings> =
  | { readonly type: "open"; readonly settings: Settings }
  | (EngineTask & { readonly id: number })
  | { readonly type: "cancel"; readonly id: number }
  /** Answered by `alive`, unless something holds up the process. */
  | { readonly type: "ping" };

/** What an operator is told about the engine. */
export type EngineState = Pick<Assistant, "generation" | "degraded" | "damaged">;

/** What it tells. */
export type EngineReply =
  /** First when questions can be asked, then whenever something has changed. */
  | { readonly type: "state"; readonly state: EngineState }
  /** There is nothing to answer from; the process ends. */
  | { readonly type: "unusable"; readonly error: PlainError }
  | { readonly type: "event"; readonly id: number; readonly event: AnswerEvent }
  /** The last event; `after` is to be remembered of the conversation. */
  | { readonly type: "answered"; readonly id: number; readonly event: AnswerEvent; readonly after: Turn | null }
  | { readonly type: "document"; readonly id: number; readonly document: Document | undefined }
  | { readonly type: "failed"; readonly id: number; readonly error: PlainError }
  | { readonly type: "alive" };
