"""Trains the reader: python train.py --bin e5-small-q4.bin --bench BENCH --work WORK --out reader.npz [--device cpu]

With --start it goes on from weights it wrote before; --share draws so much of the questions on single passages and pages
beside all of those on clusters.

The lower four layers of the embedding model stay as they are and see question and chunk apart (DeFormer, arXiv 2005.00697),
so their states are computed once, by the committed model itself; the upper eight see both. Heads on every token: evidence
(a sentence has the mean of its tokens), answers (first token), first and last token of the shortest answer. README.md has what
other numbers of layers gave.
"""
import argparse
import os
import random
import sys
import time
import numpy as np
import onnxruntime as ort
import torch
import torch.nn as nn
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
MODEL = os.path.join(HERE, "..", "..", "model")
sys.path.insert(0, os.path.join(MODEL, "build"))
from data import load, question_ids
from e5bin import E5Bin

LOWER, HEADS, DROPOUT = 4, 12, 0.15
COMBINATIONS = {("de", "de"): 0.4, ("en", "de"): 0.3, ("en", "en"): 0.2, ("de", "en"): 0.1}  # question, document
FRESH_RATES, WARM_UP, WEIGHT_DECAY = 5, 60, 0.01
ANSWERS_WEIGHT, SPAN_WEIGHT, LIST_WEIGHT = 0.4, 0.15, 0.3


class Layer(nn.Module):
    def __init__(self, w, prefix):
        super().__init__()
        self.w = nn.ParameterDict({k[len(prefix):].replace(".", "_"): nn.Parameter(torch.tensor(v)) for k, v in w.items() if k.startswith(prefix)})

    def linear(self, x, *names):
        weight, bias = (torch.cat([self.w[f"{n}_{part}"] for n in names]) for part in "wb")
        return F.linear(x, weight, bias)

    def norm(self, x, name):
        return F.layer_norm(x, x.shape[-1:], self.w[name + "_w"], self.w[name + "_b"], 1e-12)

    def forward(self, x, mask):
        batch, length, size = x.shape
        q, k, v = self.linear(x, "q", "k", "v").view(batch, length, 3, HEADS, size // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(batch, length, size)
        x = self.norm(x + F.dropout(self.linear(a, "ao"), DROPOUT, self.training), "aln")
        f = self.linear(F.gelu(self.linear(x, "fi")), "fo")
        return self.norm(x + F.dropout(f, DROPOUT, self.training), "oln")


class Upper(nn.Module):
    def __init__(self, binary):
        super().__init__()
        w = binary.body()
        self.layers = nn.ModuleList(Layer(w, f"l{i}.") for i in range(LOWER, binary.NL))
        self.kinds, self.head = nn.Parameter(torch.zeros(2, binary.H)), nn.Linear(binary.H, 4)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, x, inside, kind):
        x = x + self.kinds[kind]
        for layer in self.layers:
            x = layer(x, inside[:, None, None])
        return self.head(F.dropout(x, DROPOUT, self.training))

    def named(self):
        """{name in the file of weights: parameter}"""
        out = {"kinds": self.kinds, "head.w": self.head.weight, "head.b": self.head.bias}
        for i, layer in enumerate(self.layers):
            out |= {f"l{i + LOWER}.{k.replace('_', '.')}": v for k, v in layer.w.items()}
        return out

    def save(self, file):
        np.savez(file, **{name: parameter.detach().cpu().numpy() for name, parameter in self.named().items()})

    @torch.no_grad()
    def load(self, file):
        weights = np.load(file)
        for name, parameter in self.named().items():
            parameter.copy_(torch.tensor(weights[name]))


def states_of(texts):
    """{token ids: float16 states}, as the program computes them"""
    model = ort.InferenceSession(os.path.join(MODEL, "onnx", "model_quantized.onnx"))
    states = {}
    for text in texts:
        ids = np.array([text], np.int64)
        fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states[text] = torch.tensor(model.run([f"layer_{LOWER}"], fed)[0][0]).half()
    return states


def draw(data, R, share):
    """One epoch: [(question, chunk key, right, span), ...] of each question, in one combination of languages (two where
    people marked the lines), with the chunks that answer and now and then one that does not; of a cluster, always two to
    four that do not"""
    drawn, keys = [], list(data.chunks)
    for q in data.questions:
        clustered = q["set"] == "clusters"
        if not clustered and R.random() >= share:
            continue
        combinations = [c for c in COMBINATIONS if c[1] in q["documents"]]
        chosen = R.choices(combinations, [COMBINATIONS[c] for c in combinations], k=2 if q["set"] == "omos" else 1)
        for asked, language in dict.fromkeys(chosen):
            chunks = q["documents"][language]
            right, other = [c for c in chunks if any(c[1])], [c for c in chunks if not any(c[1])]
            taken = R.sample(right, min(2, len(right)))
            if clustered:
                taken += R.sample(other, min(len(other), R.choice((2, 3) if right else (3, 4))))
            elif other and (not right or R.random() < 0.4):
                taken.append(R.choice(other))
            far = R.choice(keys)
            if not clustered and R.random() < 0.08 and far not in {key for key, _, _ in chunks}:
                taken.append((far, [0] * len(data.chunks[far]["sentences"]), None))
            drawn.append([(q["text"][asked], *chunk) for chunk in taken])
    return [group for group in drawn if group]


def batches_of(groups, data, tokens, R):
    """Questions whose chunks have much the same length together, at most so many tokens with what fills up the others."""
    size = lambda group: max(len(data.chunks[item[1]]["ids"]) for item in group) + 20
    batches = [[]]
    for group in sorted(groups, key=lambda group: size(group) + 25 * R.random()):
        batch = batches[-1]
        if batch and max(map(size, [*batch, group])) * (sum(map(len, batch)) + len(group)) > tokens:
            batches.append([])
        batches[-1].append(group)
    R.shuffle(batches)
    return batches


def loss_of(logits, start, chunk, right, span):
    """The loss of one chunk, and its sentences' log-odds, each with that of the chunk, beside whether they answer"""
    owner = torch.tensor(chunk["owner"], device=logits.device)
    own = logits[start : start + len(owner)]
    inside = owner >= 0
    zeros = torch.zeros(len(right), device=logits.device)
    sums, counts = (zeros.index_add(0, owner[inside], each[inside]) for each in (own[:, 0], torch.ones_like(own[:, 0])))
    target = torch.tensor(right, dtype=torch.float, device=logits.device)
    sentences = sums / counts.clamp(min=1)
    loss = F.binary_cross_entropy_with_logits(sentences, target)
    loss = loss + ANSWERS_WEIGHT * F.binary_cross_entropy_with_logits(logits[0, 1], target.max())
    if span is not None:
        ends = [F.cross_entropy(own[None, :, 2 + i], torch.tensor([token], device=own.device)) for i, token in enumerate(span)]
        loss = loss + SPAN_WEIGHT * sum(ends)
    seen = counts > 0
    return loss, (sentences + logits[0, 1])[seen], target[seen] > 0


def list_loss(scores, right):
    """Over all sentences of a question's chunks and, with log-odds 0, none of them (ListNet, Cao et al. 2007)"""
    scores, right = (torch.cat([each.new_zeros(1), each]) for each in (scores, right))
    right[0] = not right.any()
    return torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0)


def main():
    ap = argparse.ArgumentParser()
    for name in ("bin", "bench", "work", "out"):
        ap.add_argument("--" + name, required=True)
    ap.add_argument("--device", default="cuda")
    ap.add_argument("--epochs", type=int, default=16)
    ap.add_argument("--batch-tokens", type=int, default=8000)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--start")
    ap.add_argument("--share", type=float, default=1)
    a = ap.parse_args()
    torch.manual_seed(0)
    R = random.Random(0)
    data = load(a.bench, a.work)
    data.questions = [q for q in data.questions if not q["heldOut"]]
    epochs = [draw(data, R, a.share) for _ in range(a.epochs)]
    drawn = [item for epoch in epochs for group in epoch for item in group]
    texts = {tuple(question_ids(text)) for text, *_ in drawn} | {tuple(data.chunks[key]["ids"]) for _, key, *_ in drawn}
    print(f"{len(data.questions)} questions, {len(texts)} texts, {len(drawn)} pairs", flush=True)
    states = states_of(sorted(texts))
    model = Upper(E5Bin(a.bin))
    if a.start:
        model.load(a.start)
    model.to(a.device)
    fresh, body = [*model.head.parameters(), model.kinds], list(model.layers.parameters())
    rates = (a.rate, a.rate * (1 if a.start else FRESH_RATES))
    optimiser = torch.optim.AdamW([{"params": body}, {"params": fresh}], lr=a.rate, weight_decay=WEIGHT_DECAY)
    epochs = [batches_of(epoch, data, a.batch_tokens, R) for epoch in epochs]
    started, step, steps = time.time(), 0, sum(map(len, epochs))
    model.train()
    for epoch, batches in enumerate(epochs):
        losses = []
        for batch in batches:
            factor = min(1, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
            for group, rate in zip(optimiser.param_groups, rates):
                group["lr"] = rate * factor
            items = [item for group in batch for item in group]
            questions = [question_ids(text) for text, *_ in items]
            rows = [torch.cat([states[tuple(q)], states[tuple(data.chunks[key]["ids"])]]) for q, (_, key, *_) in zip(questions, items)]
            x = nn.utils.rnn.pad_sequence(rows, batch_first=True).to(a.device).float()
            starts, lengths = (torch.tensor([len(ids) for ids in each], device=a.device)[:, None] for each in (questions, rows))
            at = torch.arange(x.shape[1], device=a.device)[None]
            with torch.autocast(a.device, torch.bfloat16, enabled=a.device == "cuda"):
                logits = model(x, at < lengths, (at >= starts).long()).float()
            judged = [loss_of(l, len(q), data.chunks[key], right, span) for l, q, (_, key, right, span) in zip(logits, questions, items)]
            loss, of_group = sum(each for each, _, _ in judged) / len(items), iter(judged)
            for group in batch:
                _, scores, right = zip(*(next(of_group) for _ in group))
                loss = loss + LIST_WEIGHT / len(batch) * list_loss(torch.cat(scores), torch.cat(right))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(body + fresh, 1.0)
            optimiser.step()
            step += 1
            losses.append(loss.item())
            if step % 50 == 0:
                print(f"step {step} of {steps}: loss {np.mean(losses[-50:]):.4f}, {time.time() - started:.0f} s", flush=True)
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}, {time.time() - started:.0f} s", flush=True)
        model.save(a.out)


if __name__ == "__main__":
    main()
