"""Trains the reader: python train.py --bin e5-small-q4.bin --bench BENCH --work WORK --out reader.npz [--minutes 60]

The lower eight layers of the embedding model stay as they are and see question and chunk apart (DeFormer, arXiv 2005.00697),
so their states are computed once; the upper four see both. Heads on every token: evidence (a sentence has the mean of its
tokens), answers (first token), first and last token of the shortest answer (an auxiliary task; not used by the program).
Same seed, data and number of steps give the same weights on one kind of CPU; the learning rate falls with time or steps,
whichever is further.
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
MODEL = os.path.join(HERE, "..", "..", "model", "build")
sys.path.insert(0, MODEL)
from data import load, question_ids
from e5bin import E5Bin

LOWER, HEADS, DROPOUT = 8, 12, 0.1
COMBINATIONS = {("de", "de"): 0.4, ("en", "de"): 0.3, ("en", "en"): 0.2, ("de", "en"): 0.1}  # question, document
ANSWERS_WEIGHT, SPAN_WEIGHT = 0.4, 0.15


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


class Lower(nn.Module):
    def __init__(self, binary, keep):
        super().__init__()
        w = binary.body()
        self.words, self.w = torch.tensor(binary.deq("emb.word", binary.VOC, binary.H)[keep]), {k: torch.tensor(w[k]) for k in ("pos", "type", "eln.w", "eln.b")}
        self.layers = nn.ModuleList(Layer(w, f"l{i}.") for i in range(LOWER))

    def forward(self, ids, lengths):
        x = self.words[ids] + self.w["pos"][: ids.shape[1]] + self.w["type"][0]
        x = F.layer_norm(x, x.shape[-1:], self.w["eln.w"], self.w["eln.b"], 1e-12)
        for layer in self.layers:
            x = layer(x, mask_of(lengths, ids.shape[1]))
        return x


class Upper(nn.Module):
    def __init__(self, binary):
        super().__init__()
        w = binary.body()
        self.layers = nn.ModuleList(Layer(w, f"l{i}.") for i in range(LOWER, binary.NL))
        self.kinds, self.head = nn.Parameter(torch.zeros(2, binary.H)), nn.Linear(binary.H, 4)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, x, lengths, question_lengths):
        kind = (torch.arange(x.shape[1])[None] >= question_lengths[:, None]).long()
        x = x + self.kinds[kind]
        for layer in self.layers:
            x = layer(x, mask_of(lengths, x.shape[1]))
        return self.head(F.dropout(x, DROPOUT, self.training))

    def weights(self):
        out = {"kinds": self.kinds, "head.w": self.head.weight, "head.b": self.head.bias}
        for i, layer in enumerate(self.layers):
            out |= {f"l{i + LOWER}.{k.replace('_', '.')}": v for k, v in layer.w.items()}
        return {k: v.detach().numpy() for k, v in out.items()}


def mask_of(lengths, length):
    beyond = torch.arange(length)[None] >= lengths[:, None]
    return torch.zeros(beyond.shape).masked_fill(beyond, -1e4)[:, None, None, :]


def states_of(lower, texts):
    """{token ids: float16 states}"""
    states, texts, first = {}, sorted(texts, key=len), 0
    lower.eval()
    with torch.no_grad():
        while first < len(texts):
            last = first + 1
            while last < len(texts) and len(texts[last]) * (last - first + 1) <= 3000:
                last += 1
            part, first = texts[first:last], last
            ids = torch.ones(len(part), len(part[-1]), dtype=torch.long)
            for row, text in zip(ids, part):
                row[: len(text)] = torch.tensor(text)
            x = lower(ids, torch.tensor([len(text) for text in part]))
            states |= {text: rows[: len(text)].half().clone() for text, rows in zip(part, x)}
    return states


def draw(data, R):
    """One epoch: each question in one combination of languages (two where people marked the lines), the chunks that answer
    and now and then one that does not"""
    items, keys = [], list(data.chunks)
    for q in data.questions:
        combinations = [c for c in COMBINATIONS if c[1] in q["documents"]]
        chosen = R.choices(combinations, [COMBINATIONS[c] for c in combinations], k=2 if q["set"] == "omos" else 1)
        for asked, language in dict.fromkeys(chosen):
            chunks = q["documents"][language]
            right, other = [c for c in chunks if any(c[1])], [c for c in chunks if not any(c[1])]
            taken = R.sample(right, min(2, len(right)))
            if other and (not right or R.random() < 0.4):
                taken.append(R.choice(other))
            far = R.choice(keys)
            if R.random() < 0.08 and far not in {key for key, _, _ in chunks}:
                taken.append((far, [0] * len(data.chunks[far]["sentences"]), None))
            items += [(q["text"][asked], *chunk) for chunk in taken]
    return items


def loss_of(logits, start, chunk, right, span):
    owner = torch.tensor(chunk["owner"])
    own = logits[start : start + len(owner)]
    inside = owner >= 0
    sums = torch.zeros(len(right)).index_add(0, owner[inside], own[inside, 0])
    counts = torch.zeros(len(right)).index_add(0, owner[inside], torch.ones(int(inside.sum())))
    loss = F.binary_cross_entropy_with_logits(sums / counts.clamp(min=1), torch.tensor(right, dtype=torch.float))
    loss = loss + ANSWERS_WEIGHT * F.binary_cross_entropy_with_logits(logits[0, 1], torch.tensor(float(any(right))))
    if span is not None:
        ends = [F.cross_entropy(own[None, :, 2 + i], torch.tensor([token])) for i, token in enumerate(span)]
        loss = loss + SPAN_WEIGHT * sum(ends)
    return loss


def main():
    ap = argparse.ArgumentParser()
    for name in ("bin", "bench", "work", "out"):
        ap.add_argument("--" + name, required=True)
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--minutes", type=float, default=60)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--batch-tokens", type=int, default=4000)
    a = ap.parse_args()
    torch.manual_seed(0)
    R = random.Random(0)
    binary = E5Bin(a.bin)
    data = load(a.bench, a.work)
    data.questions = [q for q in data.questions if not q["heldOut"]]
    texts = {tuple(c["ids"]) for c in data.chunks.values()} | {tuple(question_ids(t)) for q in data.questions for t in q["text"].values()}
    print(f"{len(data.questions)} questions, {len(texts)} texts", flush=True)
    states = states_of(Lower(binary, [int(line) for line in open(os.path.join(MODEL, "keep_ids.txt"))]), texts)
    model = Upper(binary)
    fresh, body = [*model.head.parameters(), model.kinds], list(model.layers.parameters())
    optimiser = torch.optim.AdamW([{"params": body, "lr": a.rate}, {"params": fresh, "lr": 5 * a.rate}], weight_decay=0.01)
    started, step, steps = time.time(), 0, None
    size = lambda item: len(data.chunks[item[1]]["ids"])
    for epoch in range(a.epochs):
        items, batches, losses = draw(data, R), [[]], []
        for item in sorted(items, key=lambda item: size(item) + 30 * R.random()):
            if (size(item) + 20) * (len(batches[-1]) + 1) > a.batch_tokens and batches[-1]:
                batches.append([])
            batches[-1].append(item)
        R.shuffle(batches)
        steps = steps or a.epochs * len(batches)
        model.train()
        for batch in batches:
            done = max(step / steps, (time.time() - started) / 60 / a.minutes)
            factor = min(1, step / 50) * max(0.02, 1 - done)
            for group, rate in zip(optimiser.param_groups, (a.rate, 5 * a.rate)):
                group["lr"] = rate * factor
            questions = [question_ids(text) for text, *_ in batch]
            rows = [torch.cat([states[tuple(q)], states[tuple(data.chunks[key]["ids"])]]) for q, (_, key, *_) in zip(questions, batch)]
            lengths, starts = torch.tensor([len(r) for r in rows]), torch.tensor([len(q) for q in questions])
            x = torch.zeros(len(rows), int(lengths.max()), binary.H)
            for target, row in zip(x, rows):
                target[: len(row)] = row.float()
            logits = model(x, lengths, starts)
            loss = sum(loss_of(l, int(s), data.chunks[key], right, span) for l, s, (_, key, right, span) in zip(logits, starts, batch)) / len(batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(body + fresh, 1.0)
            optimiser.step()
            step += 1
            losses.append(loss.item())
            if done >= 1:
                break
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}, {time.time() - started:.0f} s", flush=True)
        np.savez(a.out, **model.weights())
        if done >= 1:
            break


if __name__ == "__main__":
    main()
