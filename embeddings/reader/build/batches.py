"""Questions with the chunks that they are read with, as tensors."""
from functools import cache
import numpy as np
import torch
from data import question_ids

asked_ids = cache(lambda text: tuple(question_ids(text)))


def texts_of(questions, data):
    """Token ids of all that the questions are read with"""
    chunks = {tuple(data.chunks[key]["ids"]) for q in questions for each in q["documents"].values() for key, *_ in each}
    return chunks | {asked_ids(text) for q in questions for text in q["text"].values()}


def batches_of(groups, data, tokens, R):
    """Groups [(question, chunk key, right, span), ...] whose chunks have much the same length together, at most so many
    tokens with what fills up the others."""
    size = lambda group: max(len(data.chunks[item[1]]["ids"]) for item in group) + 20
    batches = [[]]
    for group in sorted(groups, key=lambda group: size(group) + 25 * R.random()):
        batch = batches[-1]
        if batch and max(map(size, [*batch, group])) * (sum(map(len, batch)) + len(group)) > tokens:
            batches.append([])
        batches[-1].append(group)
    R.shuffle(batches)
    return batches


class Batch:
    """at (row of the states, 0 for none), kind (0 question, 1 chunk), owner (sentence, -1 for none): [items, tokens]; right:
    [items, sentences], -1 where there is none; span: [items, 2], -1 where unknown; group: [items]"""

    def __init__(self, groups, data, states, device):
        items = [(n, asked_ids(question), data.chunks[key], right, span) for n, group in enumerate(groups) for question, key, right, span in group]
        tokens = -(-max(len(asked) + len(chunk["ids"]) for _, asked, chunk, *_ in items) // 16) * 16
        at, kind, owner = (np.full((len(items), tokens), value, np.int64) for value in (0, 0, -1))
        right = np.full((len(items), max(len(each) for *_, each, _ in items)), -1, np.float32)
        spans = np.full((len(items), 2), -1, np.int64)
        for i, (_, asked, chunk, answers, span) in enumerate(items):
            n, end = len(asked), len(asked) + len(chunk["ids"])
            at[i, :n] = states.start[asked] + np.arange(n)
            at[i, n:end] = states.start[tuple(chunk["ids"])] + np.arange(end - n)
            kind[i, n:end] = 1
            owner[i, n:end] = chunk["owner"]
            right[i, : len(answers)] = answers
            if span:
                spans[i] = span[0] + n, span[1] + n
        self.groups, self.states = len(groups), states.of_layer
        group = np.array([item[0] for item in items], np.int64)
        put = lambda a: torch.from_numpy(a).pin_memory().to(device, non_blocking=True) if device == "cuda" else torch.from_numpy(a)
        self.at, self.kind, self.owner, self.right, self.span, self.group = map(put, (at, kind, owner, right, spans, group))

    def logits(self, model):
        """[items, tokens, 4]; bfloat16 on a GPU"""
        x = self.states[model.lower][self.at]
        return model(x.bfloat16() if x.is_cuda else x.float(), self.at > 0, self.kind)

    def sentences(self, logits):
        """log-odds of each sentence's evidence, the mean of its tokens, and whether any of them was read: [items, sentences]"""
        shape = (len(self.right), self.right.shape[1] + 1)
        sums = logits.new_zeros(shape).scatter_add(1, self.owner + 1, logits[..., 0])
        counts = logits.new_zeros(shape).scatter_add(1, self.owner + 1, torch.ones_like(logits[..., 0]))
        return (sums / counts.clamp(min=1))[:, 1:], (counts[:, 1:] > 0) & (self.right >= 0)
