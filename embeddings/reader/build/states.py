"""What the lower layers of the committed embedding model make of texts, as the program computes it."""
import os
from multiprocessing import Pool
import numpy as np
import onnx
import onnxruntime as ort
import torch

MODEL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "model", "onnx", "model_quantized.onnx")


class States:
    """start: {token ids: where they begin}; of_layer: {layers passed: float16 [tokens, 384]}, the first row for what fills
    up; vectors: {token ids: embedding of norm 1}"""

    def __init__(self, texts, lowers):
        texts, parts = sorted(texts), 4 * os.cpu_count()
        with Pool(initializer=open_model, initargs=(lowers,)) as pool:
            computed = pool.map(states_of, [texts[i::parts] for i in range(parts)], 1)
        order = [text for i in range(parts) for text in texts[i::parts]]
        computed = [each for part in computed for each in part]
        self.start = dict(zip(order, np.cumsum([1] + [len(text) for text in order])))
        self.vectors = {text: vector for text, (_, vector) in zip(order, computed)}
        self.of_layer = {}
        for i, lower in enumerate(lowers):
            rows = [layers[i] for layers, _ in computed]
            self.of_layer[lower] = torch.from_numpy(np.concatenate([np.zeros_like(rows[0][:1]), *rows]))

    def to(self, device):
        self.of_layer = {lower: states.to(device) for lower, states in self.of_layer.items()}
        return self


def open_model(lowers):
    """in each process, with the states after so many layers as outputs"""
    global session, outputs
    model = onnx.load(MODEL)
    outputs = [f"after_{lower}" for lower in lowers] + ["last_hidden_state"]
    for lower, name in zip(lowers, outputs):
        source = next(node.output[0] for node in model.graph.node if node.name == f"l{lower - 1}.oln")
        model.graph.node.append(onnx.helper.make_node("Identity", [source], [name]))
        model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(model.SerializeToString(), options)


def states_of(texts):
    computed = []
    for text in texts:
        ids = np.array([text], np.int64)
        fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids), "upper": np.array([True])}
        *layers, last = (each[0] for each in session.run(outputs, fed))
        mean = last.mean(0)
        computed.append(([layer.astype(np.float16) for layer in layers], (mean / np.linalg.norm(mean)).astype(np.float16)))
    return computed
