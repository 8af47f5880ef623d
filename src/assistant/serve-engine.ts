import { type ConversationMemory, createConversationMemory } from "../conversations/conversation-memory.js";
import { toPlainError } from "../errors.js";
import type { Assistant } from "./assistant.js";
import type { EngineReply, EngineRequest, EngineState, EngineTask } from "./engine-messages.js";

/** How often the state is compared with what was told, in milliseconds. */
const TELLING_INTERVAL = 250;

/**
 * The engine process's side: opens an assistant and does what it is told, until the channel is closed.
 *
 * @param channel The process itself.
 * @param openAssistant Opens the assistant; what it is to remember of conversations comes with every question.
 */
export function serveEngine<Settings>(
  channel: NodeJS.Process,
  openAssistant: (settings: Settings, memory: ConversationMemory) => Promise<Assistant>,
): void {
  const memory = createConversationMemory();
  const running = new Map<number, AbortController>();
  let assistant: Assistant | null = null;
  let told = "";
  const tell = (reply: EngineReply) => {
    // A parent that is gone is told by the closed channel.
    if (channel.connected) channel.send?.(reply, undefined, undefined, () => {});
  };
  const tellState = () => {
    if (assistant === null) return;
    const { generation, degraded, damaged } = assistant;
    const state: EngineState = { generation, degraded, damaged };
    if (JSON.stringify(state) === told) return;
    told = JSON.stringify(state);
    tell({ type: "state", state });
  };

  async function perform(engine: Assistant, id: number, task: EngineTask): Promise<EngineReply> {
    if (task.type === "read") {
      return { type: "document", id, document: await engine.readDocument(task.path, task.audience) };
    }
    const stop = new AbortController();
    running.set(id, stop);
    // Each question is a conversation of its own here; the parent keeps them together.
    const conversation = task.question.conversation === null ? null : String(id);
    if (conversation !== null && task.before !== null) memory.remember(conversation, task.before);
    try {
      for await (const event of engine.ask({ ...task.question, conversation }, stop.signal)) {
        if (event.type !== "answer") tell({ type: "event", id, event });
        else return { type: "answered", id, event, after: conversation === null ? null : memory.recall(conversation) };
      }
      throw new Error("the assistant ended without an answer");
    } finally {
      running.delete(id);
      if (conversation !== null) memory.forget(conversation);
    }
  }

  channel.on("message", async (request: EngineRequest<Settings>) => {
    if (request.type === "open") {
      try {
        assistant = await openAssistant(request.settings, memory);
      } catch (error) {
        tell({ type: "unusable", error: toPlainError(error) });
        return;
      }
      tellState();
      setInterval(tellState, TELLING_INTERVAL).unref();
    } else if (request.type === "cancel") {
      running.get(request.id)?.abort(new Error("cancelled"));
    } else if (request.type === "ping") {
      tell({ type: "alive" });
    } else if (assistant !== null) {
      const { id } = request;
      tell(
        await perform(assistant, id, request).catch((error) => ({ type: "failed", id, error: toPlainError(error) })),
      );
    }
  });
  channel.on("disconnect", () => channel.exit());
  // Ctrl-C reaches the whole group of processes; the parent lets questions finish first.
  for (const name of ["SIGINT", "SIGTERM"] as const) channel.on(name, () => {});
}
