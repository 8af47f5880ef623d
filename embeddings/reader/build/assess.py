"""Compares readers on the clusters that none of them was trained on: python assess.py --bin e5-small-q4.bin reader.npz [more.npz ...]

Of each question, in German and in English, asked of all passages of its cluster: how often the sentence with the highest
log-odds of evidence and passage together is right; how well these log-odds tell right sentences from wrong ones and from those
of questions that nothing answers (area under the curve); and how often its passage's span is the marked one, token by token.
"""
import argparse
import numpy as np
import torch
from batches import Batch, texts_of
from data import load
from states import States
from train import E5Bin, Upper

MOST_TOKENS_IN_SPAN, LOWER = 30, 4


def best_spans(logits, batch):
    """[items, 2]: first and last token with the highest sum of log-odds, both in one sentence"""
    first, last = logits[..., 2, None], logits[..., None, :, 3]
    own = (batch.owner[:, :, None] == batch.owner[:, None, :]) & (batch.owner[:, :, None] >= 0)
    at = torch.arange(logits.shape[1])
    length = at[None, :] - at[:, None]
    own &= (length >= 0) & (length < MOST_TOKENS_IN_SPAN)
    best = (first + last).masked_fill(~own, -1e9).flatten(1).argmax(1)
    return torch.stack([best // logits.shape[1], best % logits.shape[1]], 1)


@torch.no_grad()
def judge(model, question, language, data, states):
    """(score of the best sentence, whether it is right, whether the span is, None if none is marked)"""
    batch = Batch([[(question["text"][language], *chunk) for chunk in question["documents"]["de"]]], data, states, "cpu")
    logits = batch.logits(model)
    sentences, seen = batch.sentences(logits)
    scores = (sentences + logits[:, 0, 1, None]).masked_fill(~seen, -1e4)
    chunk, sentence = divmod(int(scores.argmax()), scores.shape[1])
    marked = bool((batch.span >= 0).any())
    is_span = bool((best_spans(logits, batch)[chunk] == batch.span[chunk]).all()) if marked else None
    return float(scores.max()), bool(batch.right[chunk, sentence] > 0), is_span


def area(higher, lower):
    """Chance that one of the first is above one of the second"""
    both = np.argsort(np.concatenate([higher, lower]), kind="stable")
    ranks = np.empty(len(both))
    ranks[both] = np.arange(1, len(both) + 1)
    return (ranks[: len(higher)].sum() - len(higher) * (len(higher) + 1) / 2) / (len(higher) * len(lower))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--bin", required=True)
    ap.add_argument("weights", nargs="+")
    a = ap.parse_args()
    data = load()
    questions = [q for q in data.questions if q["set"] == "clusters" and q["heldOut"]]
    states = States(texts_of(questions, data), [LOWER])
    model = Upper(E5Bin(a.bin), LOWER).eval()
    for file in a.weights:
        model.load(file)
        for language in ("de", "en"):
            judged = [(any(any(c[1]) for c in q["documents"]["de"]), *judge(model, q, language, data, states)) for q in questions]
            answered = [each for each in judged if each[0]]
            right = [score for _, score, is_right, _ in answered if is_right]
            wrong = [score for answerable, score, is_right, _ in judged if not (answerable and is_right)]
            nowhere = [score for answerable, score, *_ in judged if not answerable]
            spans = [is_span for *_, is_span in answered if is_span is not None]
            print(
                f"{file} {language}: {len(judged)} questions, right {len(right) / len(answered):.3f}, area {area(right, wrong):.3f}, "
                f"answerable or not {area([score for _, score, *_ in answered], nowhere):.3f}, span {np.mean(spans):.3f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
