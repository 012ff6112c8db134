"""A Whisper-shaped folder with random weights: loads in faster-whisper, costs what a real one costs.

Its words are nonsense. For load, time, memory and robustness; compute does not depend on weight values.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import WhisperSpec

from app.analysis.packs import sha256_of

SHAPES = {"tiny": (384, 4, 6), "base": (512, 6, 8), "small": (768, 12, 12)}  # width, layers, heads
TOKENIZER = "whisper-tokenizer/tokenizer.json"


class _Weights:
    """Fills the parts of a specification with random numbers of a sensible size."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._random = np.random.default_rng(0)

    def array(self, *shape: int, scale: float | None = None) -> Any:
        size = 1.0 / np.sqrt(shape[-1]) if scale is None else scale
        return (self._random.standard_normal(shape, np.float32) * np.float32(size)).astype(np.float32)

    def linear(self, spec: Any, rows: int, columns: int) -> None:
        spec.weight, spec.bias = self.array(rows, columns), np.zeros(rows, np.float32)

    def norm(self, spec: Any) -> None:
        spec.gamma, spec.beta = np.ones(self.width, np.float32), np.zeros(self.width, np.float32)

    def layer(self, spec: Any, has_cross_attention: bool) -> None:
        width = self.width
        self.norm(spec.self_attention.layer_norm)
        self.linear(spec.self_attention.linear[0], 3 * width, width)
        self.linear(spec.self_attention.linear[1], width, width)
        if has_cross_attention:
            self.norm(spec.attention.layer_norm)
            self.linear(spec.attention.linear[0], width, width)
            self.linear(spec.attention.linear[1], 2 * width, width)
            self.linear(spec.attention.linear[2], width, width)
        self.norm(spec.ffn.layer_norm)
        self.linear(spec.ffn.linear_0, 4 * width, width)
        self.linear(spec.ffn.linear_1, width, 4 * width)


def build_whisper(size: str, tokenizer: Path, folder: Path, sure: bool = False) -> None:
    """Writes the model of that size and its tokenizer into `folder`.

    sure: certain of its words, like a trained model on clear speech: nothing is decoded a second time. The
    place decides the word, so that no word follows itself for ever.
    """
    width, layers, heads = SHAPES[size]
    content = json.loads(tokenizer.read_text("utf-8"))
    ids = dict(content["model"]["vocab"]) | {
        token["content"]: token["id"] for token in content["added_tokens"]
    }
    vocabulary = sorted(ids, key=lambda token: ids[token])
    model, weights = WhisperSpec(layers, heads, layers, heads), _Weights(width)
    encoder, decoder = model.encoder, model.decoder
    encoder.conv1.weight, encoder.conv1.bias = (
        weights.array(width, 80, 3, scale=0.05),
        np.zeros(width, np.float32),
    )
    encoder.conv2.weight, encoder.conv2.bias = (
        weights.array(width, width, 3, scale=0.02),
        np.zeros(width, np.float32),
    )
    encoder.position_encodings.encodings = weights.array(1500, width, scale=0.02)
    embedding = decoder.embeddings[0] if isinstance(decoder.embeddings, list) else decoder.embeddings
    embedding.weight = weights.array(len(vocabulary), width, scale=0.8 if sure else 0.05)
    decoder.position_encodings.encodings = weights.array(448, width, scale=30.0 if sure else 0.02)
    decoder.projection.weight, decoder.scale_embeddings = embedding.weight, False
    for half, is_decoder in ((encoder, False), (decoder, True)):
        weights.norm(half.layer_norm)
        for spec in half.layer:
            weights.layer(spec, is_decoder)
    _configure(model, vocabulary, ids, layers, heads)
    folder.mkdir(parents=True, exist_ok=True)
    model.save(str(folder))
    shutil.copyfile(tokenizer, folder / "tokenizer.json")


def _configure(model: Any, vocabulary: list[str], ids: dict[str, int], layers: int, heads: int) -> None:
    model.register_vocabulary(vocabulary)
    model.config.suppress_ids = []
    model.config.suppress_ids_begin = [220, ids["<|endoftext|>"]]
    model.config.lang_ids = list(range(ids["<|en|>"], ids["<|translate|>"]))
    model.config.alignment_heads = [(layers - 1, head) for head in range(heads)]
    model.validate()
    model.optimize(quantization="int8")


def write_manifest(
    folder: Path,
    pack_id: str,
    engine: str = "faster-whisper",
    languages: tuple[str, ...] = ("zh", "en"),
    **more: Any,
) -> Path:
    """The manifest of a pack whose files lie in `folder`."""
    files = [
        {"path": path.name, "size": path.stat().st_size, "sha256": sha256_of(path)}
        for path in sorted(folder.iterdir())
        if path.name != "manifest.json"
    ]
    content = {
        "id": pack_id,
        "engine": engine,
        "languages": list(languages),
        "files": files,
        "licence": {"id": "MIT", "text": "Random numbers, free for all."},
        **more,
    }
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return manifest


def whisper_pack(size: str, model_pack_dir: Path, packs: Path, sure: bool = False) -> Path:
    """A pack of random weights in the folder of packs `packs`; its own folder. sure: see build_whisper."""
    folder = packs / f"random-whisper-{size}"
    build_whisper(size, model_pack_dir / TOKENIZER, folder, sure)
    write_manifest(folder, folder.name)
    return folder
