"""Builds the reader for transformers.js: python build_reader.py --weights reader.npz [more.npz ...]

The mean is taken of several weights that went on from one another (model soup, arXiv 2203.05482).
Writes ../config.json and ../onnx/model_quantized.onnx: the upper layers with their head, 8-bit weights per output channel,
smoothed activations (SmoothQuant, arXiv 2211.10438), the same way as the embedding model. Deterministic.
"""
import argparse
import hashlib
import json
import os
import random
import sys
import tempfile
import numpy as np
import onnx
import onnxruntime as ort
from onnxruntime.quantization import QuantType, quantize_dynamic

HERE = os.path.dirname(os.path.abspath(__file__))
MODEL = os.path.join(HERE, "..", "..", "model")
sys.path.insert(0, os.path.join(MODEL, "build"))
import graph
from data import load, question_ids

ALPHA, LOWER = 0.8, 4
ap = argparse.ArgumentParser()
ap.add_argument("--weights", required=True, nargs="+")
a = ap.parse_args()
files = [np.load(file) for file in a.weights]
w = {k: np.mean([file[k] for file in files], 0, np.float32) for k in files[0]}
kinds = w.pop("kinds")
cfg = {"H": 384, "NL": 12, "NH": 12, "FF": 1536, "eps": 1e-12}
build = lambda smooth=None: graph.build(w, cfg, ("states", kinds), smooth=smooth, first=LOWER, head="head")

# activations of the full-precision reader on its own questions
lower = ort.InferenceSession(os.path.join(MODEL, "onnx", "model_quantized.onnx"))
data = load()
R = random.Random(0)
pairs = [(q["text"][R.choice(("de", "en"))], R.choice(list(q["documents"].values()))[0][0]) for q in R.sample(data.questions, 250)]


def states(ids):
    ids = np.array([ids], np.int64)
    fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids), "upper": np.array([False])}
    return lower.run([f"layer_{LOWER}"], fed)[0]


def inputs(question, chunk):
    q, p = states(question_ids(question)), states(data.chunks[chunk]["ids"])
    x = np.concatenate([q, p], 1)
    kind = np.array([[0] * q.shape[1] + [1] * p.shape[1]], np.int64)
    return {"states": x, "attention_mask": np.ones_like(kind), "token_type_ids": kind}


m = build()
tapped = {n.name: n.input[0] for n in m.graph.node if n.name.split(".")[-1] in ("att", "ao", "fi", "fo") and n.name[0] == "l"}
m.graph.output.extend(onnx.helper.make_tensor_value_info(t, onnx.TensorProto.FLOAT, None) for t in tapped.values())
most, expected = {}, []
with tempfile.TemporaryDirectory() as tmp:
    onnx.save(m, tmp + "/m.onnx")
    full = ort.InferenceSession(tmp + "/m.onnx")
    fed = [inputs(*pair) for pair in pairs]
    for f in fed:
        out = full.run(None, f)
        expected.append(out[0])
        for k, v in zip(tapped, out[1:]):
            v = np.abs(v[0]).max(0)
            most[k] = np.maximum(most[k], v) if k in most else v
    smooth = {}
    for k, v in sorted(most.items()):
        layer, kind = k.split(".")
        wm = np.max([np.abs(w[f"{layer}.{n}.w"]).max(0) for n in ("qkv" if kind == "att" else [kind])], 0)
        f = np.maximum(v, 1e-3) ** ALPHA / np.maximum(wm, 1e-4) ** (1 - ALPHA)
        smooth[k] = (f / np.exp(np.log(f).mean())).astype(np.float32)
    onnx.save(build(smooth), tmp + "/s.onnx")
    target = os.path.join(HERE, "..", "onnx", "model_quantized.onnx")
    os.makedirs(os.path.dirname(target), exist_ok=True)
    quantize_dynamic(tmp + "/s.onnx", target, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Attention"],
                     extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT})
quantised = ort.InferenceSession(target)
got = [quantised.run(None, f)[0] for f in fed]
error = np.concatenate([np.abs(g - e)[0, :, 0] for g, e in zip(got, expected)])
print(f"evidence log-odds: mean error {error.mean():.3f}, 99 % below {np.quantile(error, .99):.3f}")

h = hashlib.sha256()
for name in ("tokenizer.json", "onnx/model_quantized.onnx"):
    h.update(open(os.path.join(MODEL, name), "rb").read())
config = {"model_type": "bert", "architectures": ["Reader"], "reads": f"model@{h.hexdigest()[:16]}", "hidden_size": 384}
with open(os.path.join(HERE, "..", "config.json"), "w") as f:
    f.write(json.dumps(config, indent=2) + "\n")
