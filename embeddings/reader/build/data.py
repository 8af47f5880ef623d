"""What the reader learns from: questions with the sentences that answer them, and chunks as token ids.

  questions/pages.jsonl     questions on the pages of OMoS-QA train, written for the reader, German and English
  questions/passages.jsonl  invented passages on municipal IT and services, with questions, half of them unanswerable
  questions/clusters.jsonl  invented passages that speak of the same bodies, people and years, with questions that most of
                            them come near and one or none answers
  OMoS-QA train             (arXiv 2407.15736, CC BY 4.0) and the articles at even positions of XQuAD (CC BY-SA 4.0), where there

A question: {set, heldOut, text: {de, en}, documents: {language: [(chunk key, 1 for each sentence that answers, token span or
None)]}}. Pages in held-out-pages.json are kept for what is fitted on top of the reader, the clusters in
held-out-clusters.json for choosing between readers.
"""
import json
import os
import random
from tokenizers import Tokenizer

HERE = os.path.dirname(os.path.abspath(__file__))
CLS, SEP, MOST_TOKENS = 0, 2, 400
tokenizer = Tokenizer.from_file(os.path.join(HERE, "..", "..", "model", "tokenizer.json"))
tokenizer.no_truncation()


def encode(text):
    e = tokenizer.encode(text, add_special_tokens=False)
    return e.ids, e.offsets


def question_ids(text):
    return [CLS, *encode("query: " + text)[0][:100], SEP]


def rows(*path):
    with open(os.path.join(*path), encoding="utf-8") as f:
        return [json.loads(line) for line in f]


class Data:
    def __init__(self):
        self.chunks, self.questions = {}, []

    def chunk(self, family, key, title, sentences):
        """family: page, article or cluster that it is of; sentences: [(line number, text)]"""
        if key not in self.chunks:
            ids = [CLS, *encode("passage: " + title[:120])[0]]
            owner, offsets = [-1] * len(ids), [None] * len(ids)
            for i, (_, text) in enumerate(sentences):
                part, spans = encode(text)
                part = part[: max(0, MOST_TOKENS - len(ids))]
                ids += part
                owner += [i] * len(part)
                offsets += spans[: len(part)]
            self.chunks[key] = {"family": family, "ids": [*ids, SEP], "owner": [*owner, -1], "offsets": offsets, "sentences": sentences}
        return key

    def span(self, key, sentence, start, end):
        """first and last token of a part of a sentence"""
        c = self.chunks[key]
        found = [k for k, s in enumerate(c["offsets"]) if c["owner"][k] == sentence and s[0] < end and s[1] > start]
        return (found[0], found[-1]) if found else None

    def add(self, name, text, documents, held_out=False):
        if documents:
            self.questions.append({"set": name, "text": text, "documents": documents, "heldOut": held_out})


def load(bench=None, work=None):
    """bench: folder with the evaluation data, work: what chunk-pages.mjs made of it; without them the own passages only"""
    data = Data()
    for p in rows(HERE, "questions", "passages.jsonl"):
        for q in p["questions"]:
            text = {"de": q["de"], "en": q["en"]}
            data.add("passages", text, {p["language"]: [marked(data, p["id"], p, q["answers"], q["span"])]})
    held = held_out("clusters")
    for cluster in rows(HERE, "questions", "clusters.jsonl"):
        for q in cluster["questions"]:
            name = cluster["cluster"]
            chunks = [marked(data, name, p, q["answers"].get(p["id"], []), q["span"].get(p["id"])) for p in cluster["passages"]]
            data.add("clusters", {"de": q["de"], "en": q["en"]}, {"de": chunks, "en": chunks}, name in held)
    if bench is not None:
        add_pages(data, bench, work)
        add_xquad(data, bench, work)
    return data


def held_out(what):
    return set(json.load(open(os.path.join(HERE, f"held-out-{what}.json"), encoding="utf-8")))


def marked(data, family, passage, answers, span):
    """the passage as a chunk of a question's documents"""
    key, lines = passage["id"], passage["lines"]
    data.chunk(family, key, passage["title"], list(enumerate(lines)))
    at = next(((n, lines[n].find(span)) for n in answers if span and span in lines[n]), None)
    return key, [int(n in answers) for n in range(len(lines))], at and data.span(key, at[0], at[1], at[1] + len(span))


def add_pages(data, bench, work):
    pages = json.load(open(os.path.join(work, "pages.json"), encoding="utf-8"))
    held = held_out("pages")

    def add(name, page, text, answers):
        documents = {}
        for language, document in pages[page].items():
            documents[language] = []
            for n, sentences in enumerate(document["chunks"]):
                chunk = data.chunk(page, f"{page}/{language}/{n}", document["title"], [tuple(s) for s in sentences])
                documents[language].append((chunk, [int(line in answers) for line, _ in sentences], None))
        data.add(name, text, documents, page in held)

    german, english = (rows(bench, "omosqa", f"train_{each}.jsonl") for each in ("de", "en"))
    for de, en in zip(german, english):
        add("omos", f"{de['city']}/{de['pageId']}", {"de": de["question"], "en": en["question"]}, set(de["answers"]))
    for q in rows(HERE, "questions", "pages.jsonl"):
        add("written", q["page"], {"de": q["de"], "en": q["en"]}, set(q["answers"]))


def add_xquad(data, bench, work):
    """Each question on its passage, and on another passage of its article that does not hold the answer."""
    passages = json.load(open(os.path.join(work, "xquad-sentences.json"), encoding="utf-8"))
    articles = sorted({key.split("-")[0] for key in passages})
    R = random.Random(1)
    both = zip(rows(bench, "xquad", "dev_questions_de.jsonl"), rows(bench, "xquad", "dev_questions_en.jsonl"))
    for de, en in both:
        home, article = de["passage"], de["passage"].split("-")[0]
        if articles.index(article) % 2 == 1:
            continue
        answer = {"de": de["answers"][0], "en": en["answers"][0]}
        holds = lambda key: any(answer[each] in s for each in answer for s in passages[key][each])
        others = [key for key in passages if key.startswith(article + "-") and key != home and not holds(key)]
        other = R.choice(others) if others else None
        near, far = {}, {}
        for language in ("de", "en"):
            add_passage = lambda key: data.chunk(article, f"xquad-{key}/{language}", passages[key]["title"], list(enumerate(passages[key][language])))
            own = passages[home][language]
            hits = [i for i, s in enumerate(own) if answer[language] in s]
            if len(hits) != 1:
                continue
            key, at = add_passage(home), own[hits[0]].find(answer[language])
            span = data.span(key, hits[0], at, at + len(answer[language]))
            near[language] = [(key, [int(i == hits[0]) for i in range(len(own))], span)]
            if other:
                far[language] = [(add_passage(other), [0] * len(passages[other][language]), None)]
        text = {"de": de["question"], "en": en["question"]}
        data.add("xquad", text, near)
        data.add("xquad", text, far)
