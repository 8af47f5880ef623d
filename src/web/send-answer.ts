import { setTimeout } from "node:timers/promises";
import { stream } from "hono/streaming";
import { askOnce, type ProgressEvent, type Question } from "../assistant/assistant.js";
import { detectLanguage } from "../language/detect-language.js";
import { describeSources } from "./describe-sources.js";
import { errorReplies } from "./error-replies.js";
import { answerPage } from "./pages/answer-page.js";
import { beginProgress, endWithAnswer, endWithError, progressLine } from "./pages/answer-progress.js";
import type { Html } from "./pages/layout.js";
import { noteError, pageContext, type WebContext } from "./request-context.js";
import type { WebAppOptions } from "./web-server-options.js";

/** Milliseconds in which an answer is worth waiting for with an empty page. */
const PATIENCE = 300;

/**
 * Sends the page with the answer to a question. Where it takes long the page begins before, with what is being done and
 * the sentences that have been checked already; an error is then told at its end, with status 200.
 */
export async function sendAnswer(c: WebContext, options: WebAppOptions, question: Question): Promise<Response> {
  const { assistant, logger } = options;
  const context = pageContext(c, options);
  const early: ProgressEvent[] = [];
  let show = (event: ProgressEvent): void => void early.push(event);
  const answering = (async () => {
    const answer = await askOnce(assistant, question, c.req.raw.signal, (event) => show(event));
    return { answer, sources: await describeSources(assistant, [...answer.citations, ...answer.related]) };
  })();
  const quick = await Promise.race([answering, setTimeout(PATIENCE, null)]);
  if (quick !== null) return c.html(answerPage(context, quick.answer, quick.sources));
  c.header("Content-Type", "text/html; charset=UTF-8");
  // Proxies such as nginx keep a page back until it is complete.
  c.header("X-Accel-Buffering", "no");
  return stream(c, async (body) => {
    const write = async (piece: Html) => void (await body.write(String(await piece)));
    const asked = { text: question.text, language: detectLanguage(question.text) };
    const sent = (async () => {
      show = (event) => void write(progressLine(context, asked, event));
      void write(beginProgress(context, asked));
      early.forEach(show);
      try {
        const { answer, sources } = await answering;
        await write(endWithAnswer(context, answer, sources));
      } catch (error) {
        const kind = noteError(c, error instanceof Error ? error : new Error(String(error)), logger);
        if (kind !== null) await write(endWithError(context, errorReplies[kind]));
      }
    })();
    c.set("sent", sent);
    await sent;
  });
}
