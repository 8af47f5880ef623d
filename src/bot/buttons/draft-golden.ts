import { askOnce, readCited } from "../../assistant/assistant.js";
import { clusterQuestions } from "../../conversations/cluster-questions.js";
import type { OpenQuestion } from "../../conversations/open-questions.js";
import { ADMIN_DOCUMENT_PHRASES } from "../admin-document-phrases.js";
import { type BotServices, reply, say } from "../bot-services.js";
import { blockquote, bold, joinText } from "../formatted-text.js";
import { type Button, withButtons } from "../outgoing-message.js";
import { renderSource } from "../render-sources.js";
import { splitIntoMessages } from "../split-message.js";
import { forAdmins } from "./admin-action.js";

/** `draft:QUESTION`: shows the passages that come nearest to an open question, to choose the right one. */
export const draftGolden = forAdmins({
  async run(press, [id], services) {
    const { assistant, signal, state } = services;
    const phrases = ADMIN_DOCUMENT_PHRASES[press.language];
    const open = state.openQuestions.get(Number(id));
    if (open === null) return phrases.gapGone;
    const { question: text, audience } = open;
    const answer = await askOnce(assistant, { text, conversation: null, audience, extractive: true }, signal);
    const passages = answer.citations.length > 0 ? answer.citations : answer.related;
    const documentOf = await readCited(assistant, [answer], audience);
    const issued = state.answers.issue(answer, audience, [], (path) => documentOf(path)?.audience ?? "employee");
    const blocks = passages.map((citation, i) => {
      const source = renderSource(citation, press.language, { publicUrl: null, publisherOf: () => null });
      return joinText([joinText([bold(phrases.passage(i + 1))]), blockquote(citation.quote), source], "\n");
    });
    const choices = issued.citations.map(
      (citation, i): Button => ({ label: phrases.passage(i + 1), data: `golden:${open.id}:${citation.id}` }),
    );
    const none = { label: phrases.noPassage, data: `golden:${open.id}:none` };
    const messages = splitIntoMessages([blockquote(text), joinText([phrases.choosePassage]), ...blocks]);
    await reply(
      press,
      withButtons(
        messages,
        [choices, [none]].filter((row) => row.length > 0),
      ),
      services,
    );
    return null;
  },
});

/** `golden:QUESTION:CITATION`: makes a draft of a golden question with the chosen passage; `none` expects a refusal. */
export const addGolden = forAdmins({
  async run(press, [id, citationId = ""], services) {
    const { state } = services;
    const phrases = ADMIN_DOCUMENT_PHRASES[press.language];
    const open = state.openQuestions.get(Number(id));
    const issued = citationId === "none" ? null : state.answers.citation(citationId);
    if (open === null || (issued === null && citationId !== "none")) return phrases.gapGone;
    const { document, quote } = issued?.citation ?? {};
    const passage = document === undefined || quote === undefined ? null : { document, quote };
    const alike = clusterOf(open.id, services).filter((question) => question.id !== open.id);
    state.openQuestions.draft(open.id, passage);
    for (const question of alike) state.openQuestions.settle(question.id);
    state.audit.write(press.userId, "draft of a golden question", passage?.document ?? "to be refused");
    await say(press, phrases.drafted, services, [press.messageId]);
    return null;
  },
});

/** `settle:QUESTION`: deletes an open question and those like it. */
export const settleGap = forAdmins({
  async run(press, [id], services) {
    const phrases = ADMIN_DOCUMENT_PHRASES[press.language];
    const alike = clusterOf(Number(id), services);
    if (alike.length === 0) return phrases.gapGone;
    for (const question of alike) services.state.openQuestions.settle(question.id);
    services.state.audit.write(press.userId, "open question settled", `deleted: ${alike.length}`);
    return phrases.settled;
  },
});

/** An open question and those like it; none where it is settled. */
function clusterOf(id: number, { state }: BotServices): readonly OpenQuestion[] {
  const clusters = clusterQuestions(state.openQuestions.list());
  return clusters.find((members) => members.some((question) => question.id === id)) ?? [];
}
