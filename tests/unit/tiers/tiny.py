"""Tiny sentence models with random weights: they load as real ones do, and mean nothing."""

import json
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers

from app.tiers.packs import sha256_of
from tests.unit.tiers.onnx_file import write_lookup_model

WORDS = ["[UNK]", "[PAD]", "heard", "them", "out", "played", "it", "back", "nothing", "听", "完", "确", "认"]
WIDTH, HEADS, LAYERS, POSITIONS = 16, 2, 2, 32


def write_tokenizer(path: Path) -> None:
    """A tokenizer of whole words."""
    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(path))


def write_bert(folder: Path) -> None:
    """A BERT-shaped folder as models are published: config, safetensors, tokenizer."""
    folder.mkdir()
    random = np.random.default_rng(7)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(WORDS), WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.position_embeddings.weight": (POSITIONS, WIDTH),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        own = f"encoder.layer.{layer}."
        norms += [f"{own}attention.output.LayerNorm", f"{own}output.LayerNorm"]
        for part in ("attention.self.query", "attention.self.key", "attention.self.value"):
            shapes |= {f"{own}{part}.weight": (WIDTH, WIDTH), f"{own}{part}.bias": (WIDTH,)}
        dense = {"attention.output.dense": (WIDTH, WIDTH), "intermediate.dense": (4 * WIDTH, WIDTH)}
        for part, shape in {**dense, "output.dense": (WIDTH, 4 * WIDTH)}.items():
            shapes |= {f"{own}{part}.weight": shape, f"{own}{part}.bias": (shape[0],)}
    arrays = {name: random.standard_normal(shape) * 0.3 for name, shape in shapes.items()}
    for name in norms:
        arrays |= {f"{name}.weight": np.ones(WIDTH), f"{name}.bias": np.zeros(WIDTH)}
    _write_safetensors(folder / "model.safetensors", arrays)
    config = {
        "hidden_act": "gelu",
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "max_position_embeddings": POSITIONS,
        "layer_norm_eps": 1e-12,
        "vocab_size": len(WORDS),
    }
    (folder / "config.json").write_text(json.dumps(config))
    write_tokenizer(folder / "tokenizer.json")


def _write_safetensors(path: Path, arrays: dict[str, np.ndarray]) -> None:
    header, data = {}, b""
    for name, array in arrays.items():
        piece = array.astype("<f4").tobytes()
        span = [len(data), len(data) + len(piece)]
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": span}
        data += piece
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def write_onnx_pack(folder: Path, *, pooling: str = "mean", languages: Sequence[str] = ("zh", "en")) -> None:
    """A pack whose model gives each word of WORDS a direction of its own."""
    folder.mkdir(parents=True)
    write_lookup_model(folder / "model.onnx", np.eye(len(WORDS), dtype=np.float32))
    write_tokenizer(folder / "tokenizer.json")
    names = ("model.onnx", "tokenizer.json")
    description = {
        "id": "tiny",
        "engine": "onnx",
        "model": "model.onnx",
        "pooling": pooling,
        "max_tokens": 16,
        "languages": list(languages),
        "thresholds": {"raise_at": 0.5, "lower_at": 0.5, "margin": 0.1},
        "licence": "Apache-2.0",
        "files": {name: sha256_of(folder / name) for name in names},
    }
    (folder / "embedding.json").write_text(json.dumps(description))
