"""Trains the reader: python train.py --bin e5-small-q4.bin --bench BENCH --work WORK --out reader.npz [--device cpu]

The lower layers of the embedding model stay as they are and see question and chunk apart (DeFormer, arXiv 2005.00697), so
their states are computed once, by the committed model itself; the upper ones see both. Heads on every token: evidence (a
sentence has the mean of its tokens), answers (first token), first and last token of the shortest answer.

With --start it goes on from weights it wrote before; with --teachers half of the loss is against what those say. What is
written are running averages of the weights. README.md has the runs that made the committed reader.
"""
import argparse
import os
import random
import sys
import time
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "model", "build"))
from batches import Batch, asked_ids, batches_of, texts_of
from data import load
from e5bin import E5Bin
from losses import marked_loss, taught_loss
from states import States

HEADS, DROPOUT = 12, 0.15
COMBINATIONS = {("de", "de"): 0.4, ("en", "de"): 0.3, ("en", "en"): 0.2, ("de", "en"): 0.1}  # question, document
FRESH_RATES, WARM_UP, WEIGHT_DECAY, AVERAGE = 5, 100, 0.01, 0.998
TAUGHT_SHARE, NEAR, NEAR_SHARE = 0.5, 12, 0.25


class Layer(nn.Module):
    def __init__(self, w, prefix):
        super().__init__()
        self.w = nn.ParameterDict({k[len(prefix):].replace(".", "_"): nn.Parameter(torch.tensor(v)) for k, v in w.items() if k.startswith(prefix)})

    def linear(self, x, *names):
        weight, bias = (torch.cat([self.w[f"{n}_{part}"] for n in names]).to(x.dtype) for part in "wb")
        return F.linear(x, weight, bias)

    def norm(self, x, name):
        return F.layer_norm(x, x.shape[-1:], self.w[name + "_w"].to(x.dtype), self.w[name + "_b"].to(x.dtype), 1e-12)

    def forward(self, x, mask):
        batch, length, size = x.shape
        q, k, v = self.linear(x, "q", "k", "v").view(batch, length, 3, HEADS, size // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(batch, length, size)
        x = self.norm(x + F.dropout(self.linear(a, "ao"), DROPOUT, self.training), "aln")
        f = self.linear(F.gelu(self.linear(x, "fi")), "fo")
        return self.norm(x + F.dropout(f, DROPOUT, self.training), "oln")


class Upper(nn.Module):
    """The layers above the lower ones, with the heads; computes in the type of the states, bfloat16 on a GPU."""

    def __init__(self, binary, lower):
        super().__init__()
        w, self.lower = binary.body(), lower
        self.layers = nn.ModuleList(Layer(w, f"l{i}.") for i in range(lower, binary.NL))
        self.kinds, self.head = nn.Parameter(torch.zeros(2, binary.H)), nn.Linear(binary.H, 4)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, x, inside, kind):
        x = x + self.kinds[kind].to(x.dtype)
        for layer in self.layers:
            x = layer(x, inside[:, None, None])
        return self.head(F.dropout(x, DROPOUT, self.training).float())

    def named(self):
        """{name in the file of weights: parameter}"""
        out = {"kinds": self.kinds, "head.w": self.head.weight, "head.b": self.head.bias}
        for i, layer in enumerate(self.layers):
            out |= {f"l{i + self.lower}.{k.replace('_', '.')}": v for k, v in layer.w.items()}
        return out

    def save(self, file):
        np.savez(file, **{name: parameter.detach().cpu().numpy() for name, parameter in self.named().items()})

    @torch.no_grad()
    def load(self, file):
        weights = np.load(file)
        for name, parameter in self.named().items():
            parameter.copy_(torch.tensor(weights[name]))


def near_chunks(data, states):
    """{question: chunks of other documents whose embeddings are nearest}; not for questions on pages, which other pages may
    answer too"""
    keys = sorted({key for q in data.questions for chunks in q["documents"].values() for key, *_ in chunks})
    centred = lambda vectors: vectors - vectors.mean(0)
    chunks = centred(np.array([states.vectors[tuple(data.chunks[key]["ids"])] for key in keys], np.float32))
    chunks /= np.linalg.norm(chunks, axis=1, keepdims=True)
    near = {}
    asked = [q for q in data.questions if q["set"] not in ("omos", "written")]
    for language in ("de", "en"):
        questions = centred(np.array([states.vectors[asked_ids(q["text"][language])] for q in asked], np.float32))
        for q, scores in zip(asked, questions @ chunks.T):
            own = {data.chunks[key]["family"] for chunks in q["documents"].values() for key, *_ in chunks}
            best = [keys[i] for i in np.argsort(-scores)[: 5 * NEAR]]
            near[q["text"][language]] = [key for key in best if data.chunks[key]["family"] not in own][:NEAR]
    return near


def draw(data, near, R):
    """One epoch: [(question, chunk key, right, span), ...] of each question, in one combination of languages (two where
    people marked the lines): chunks that answer it, others of its documents that do not, all of them in a cluster that holds
    no answer, and of every fourth question a near one of other documents"""
    drawn = []
    for q in data.questions:
        combinations = [c for c in COMBINATIONS if c[1] in q["documents"]]
        chosen = R.choices(combinations, [COMBINATIONS[c] for c in combinations], k=2 if q["set"] == "omos" else 1)
        for asked, language in dict.fromkeys(chosen):
            chunks, text = q["documents"][language], q["text"][asked]
            right, other = [c for c in chunks if any(c[1])], [c for c in chunks if not any(c[1])]
            taken = R.sample(right, min(2, len(right)))
            if q["set"] == "clusters":
                taken += R.sample(other, min(len(other), R.choice((2, 3, 4)) if right else 4))
            elif other and (not right or R.random() < 0.4):
                taken.append(R.choice(other))
            if near.get(text) and R.random() < NEAR_SHARE:
                key = R.choice(near[text])
                taken.append((key, [0] * len(data.chunks[key]["sentences"]), None))
            if taken:
                drawn.append([(text, *chunk) for chunk in taken])
    return drawn


def train(model, data, states, a, teachers):
    R = random.Random(a.seed)
    near = near_chunks(data, states)
    fresh, body = [*model.head.parameters(), model.kinds], list(model.layers.parameters())
    optimiser = torch.optim.AdamW([{"params": body}, {"params": fresh}], lr=a.rate, weight_decay=WEIGHT_DECAY)
    parameters = [*body, *fresh]
    average = [parameter.detach().clone() for parameter in parameters]
    started, step = time.time(), 0
    model.train()
    for epoch in range(a.epochs):
        losses, batches = [], batches_of(draw(data, near, R), data, a.batch_tokens, R)
        for groups in batches:
            rate = a.rate * min(1, (step + 1) / WARM_UP) * max(0.02, 1 - step / (len(batches) * a.epochs))
            for group, times in zip(optimiser.param_groups, (1, FRESH_RATES)):
                group["lr"] = rate * times
            batch = Batch(groups, data, states, a.device)
            logits = batch.logits(model)
            loss = marked_loss(logits, batch)
            if teachers:
                with torch.no_grad():
                    taught = sum(batch.logits(teacher) for teacher in teachers) / len(teachers)
                loss = (1 - TAUGHT_SHARE) * loss + TAUGHT_SHARE * taught_loss(logits, batch, taught)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            step += 1
            with torch.no_grad():
                torch._foreach_lerp_(average, parameters, 1 - min(AVERAGE, step / (step + 10)))
            losses.append(loss.detach())
        print(f"epoch {epoch + 1}: loss {torch.stack(losses).mean():.4f}, {step} steps, {time.time() - started:.0f} s", flush=True)
    with torch.no_grad():
        for parameter, mean in zip(parameters, average):
            parameter.copy_(mean)


def main():
    ap = argparse.ArgumentParser()
    for name in ("bin", "bench", "work", "out"):
        ap.add_argument("--" + name, required=True)
    ap.add_argument("--device", default="cuda")
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--batch-tokens", type=int, default=16000)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--lower", type=int, default=4, help="layers that see question and chunk apart; the program has 4")
    ap.add_argument("--start", help="weights to go on from")
    ap.add_argument("--teachers", nargs="*", default=[], metavar="FILE:LOWER")
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    data = load(a.bench, a.work)
    data.questions = [q for q in data.questions if not q["heldOut"]]
    binary, teachers = E5Bin(a.bin), []
    for teacher in a.teachers:
        file, lower = teacher.rsplit(":", 1)
        teachers.append(Upper(binary, int(lower)))
        teachers[-1].load(file)
        teachers[-1].to(a.device).eval().requires_grad_(False)
    model = Upper(binary, a.lower)
    if a.start:
        model.load(a.start)
    texts = texts_of(data.questions, data)
    print(f"{len(data.questions)} questions, {len(texts)} texts", flush=True)
    states = States(texts, sorted({each.lower for each in [model, *teachers]})).to(a.device)
    train(model.to(a.device), data, states, a, teachers)
    model.save(a.out)


if __name__ == "__main__":
    main()
