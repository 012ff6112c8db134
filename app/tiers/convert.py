"""Makes a pack of a BERT-class sentence model as it is published: config, safetensors, tokenizer. No PyTorch.

python -m app.tiers.convert MODEL_FOLDER PACK_FOLDER --id all-minilm-l6-v2 --languages en --pooling mean ...
"""

import argparse
import json
import shutil
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.errors import KioskError
from app.tiers.packs import DESCRIPTION, EncoderEngine, Pooling, Thresholds, sha256_of

Weights = Mapping[str, NDArray[np.float32]]
MODEL = "model"
_PREFIXES = ("", "bert.", "model.")
_TYPES = {"F32": np.float32, "F16": np.float16}


def convert(
    source: Path,
    target: Path,
    *,
    pack_id: str,
    languages: Sequence[str],
    pooling: Pooling,
    thresholds: Thresholds,
    licence: str,
    quantization: str = "int8",
) -> None:
    """Write the pack into `target`, a new folder, from the model in `source`.

    Raises:
        KioskError: embedding_source_unreadable, when it is no BERT-class model with safetensors weights.
    """
    try:
        config = json.loads((source / "config.json").read_text("utf-8"))
        weights = read_safetensors(source / "model.safetensors")
        spec = _spec(config, weights, _vocabulary(source / "tokenizer.json", int(config["vocab_size"])))
        target.mkdir(parents=True)
        spec.validate()
        spec.optimize(quantization=quantization)
        (target / MODEL).mkdir()
        spec.save(str(target / MODEL))
        shutil.copyfile(source / "tokenizer.json", target / "tokenizer.json")
    except (OSError, ValueError, KeyError, TypeError) as error:
        detail = f"{type(error).__name__}: {error}"
        raise KioskError("embedding_source_unreadable", folder=source.name, detail=detail) from error
    files = sorted(path for path in target.rglob("*") if path.is_file())
    description = {
        "id": pack_id,
        "engine": EncoderEngine.CTRANSLATE2.value,
        "model": MODEL,
        "pooling": pooling.value,
        "max_tokens": min(256, int(config["max_position_embeddings"])),
        "languages": list(languages),
        "thresholds": {
            "raise_at": thresholds.raise_at,
            "lower_at": thresholds.lower_at,
            "margin": thresholds.margin,
        },
        "licence": licence,
        "files": {path.relative_to(target).as_posix(): sha256_of(path) for path in files},
    }
    text = json.dumps(description, ensure_ascii=False, indent=2) + "\n"
    (target / DESCRIPTION).write_text(text, "utf-8")


def read_safetensors(path: Path) -> Weights:
    """The arrays of the file by name, as float32. Raises ValueError for another kind of file."""
    data = path.read_bytes()
    (size,) = struct.unpack("<Q", data[:8])
    if size > len(data) - 8:
        raise ValueError("no safetensors file")
    header = json.loads(data[8 : 8 + size])
    found: dict[str, NDArray[np.float32]] = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] not in _TYPES:
            continue
        start, end = entry["data_offsets"]
        flat = np.frombuffer(data[8 + size + start : 8 + size + end], _TYPES[entry["dtype"]])
        found[name] = flat.reshape(entry["shape"]).astype(np.float32)
    return found


def _vocabulary(path: Path, size: int) -> list[str]:
    content = json.loads(path.read_text("utf-8"))
    ids = dict(content["model"]["vocab"]) | {each["content"]: each["id"] for each in content["added_tokens"]}
    names = {number: token for token, number in ids.items()}
    return [names.get(number, f"<extra_id_{number}>") for number in range(size)]


def _spec(config: Mapping[str, Any], weights: Weights, vocabulary: list[str]) -> Any:
    from ctranslate2.specs import TransformerEncoderModelSpec, TransformerEncoderSpec, common_spec

    if config.get("position_embedding_type", "absolute") != "absolute" or config["hidden_act"] != "gelu":
        raise ValueError("not of the BERT family")
    prefix = next((each for each in _PREFIXES if f"{each}embeddings.word_embeddings.weight" in weights), None)
    if prefix is None:
        raise ValueError("no word embeddings")
    spec = TransformerEncoderModelSpec(
        TransformerEncoderSpec(
            int(config["num_hidden_layers"]),
            int(config["num_attention_heads"]),
            pre_norm=False,
            activation=common_spec.Activation.GELU,
            layernorm_embedding=True,
            num_source_embeddings=2,
            embeddings_merge=common_spec.EmbeddingsMerge.ADD,
        )
    )
    spec.encoder.scale_embeddings = False
    _fill(spec.encoder, weights, prefix)
    spec.register_vocabulary(vocabulary)
    spec.config.unk_token = "[UNK]"
    spec.config.layer_norm_epsilon = float(config["layer_norm_eps"])
    return spec


def _fill(encoder: Any, weights: Weights, prefix: str) -> None:
    names = f"{prefix}embeddings."
    encoder.embeddings[0].weight = weights[f"{names}word_embeddings.weight"]
    encoder.embeddings[1].weight = weights[f"{names}token_type_embeddings.weight"]
    encoder.position_encodings.encodings = weights[f"{names}position_embeddings.weight"]
    _norm(encoder.layernorm_embedding, weights, f"{names}LayerNorm")
    for number, layer in enumerate(encoder.layer):
        own = f"{prefix}encoder.layer.{number}."
        parts = [f"{own}attention.self.{part}" for part in ("query", "key", "value")]
        attention = layer.self_attention
        attention.linear[0].weight = np.concatenate([weights[f"{part}.weight"] for part in parts])
        attention.linear[0].bias = np.concatenate([weights[f"{part}.bias"] for part in parts])
        _linear(attention.linear[1], weights, f"{own}attention.output.dense")
        _norm(attention.layer_norm, weights, f"{own}attention.output.LayerNorm")
        _linear(layer.ffn.linear_0, weights, f"{own}intermediate.dense")
        _linear(layer.ffn.linear_1, weights, f"{own}output.dense")
        _norm(layer.ffn.layer_norm, weights, f"{own}output.LayerNorm")


def _linear(spec: Any, weights: Weights, name: str) -> None:
    spec.weight, spec.bias = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _norm(spec: Any, weights: Weights, name: str) -> None:
    spec.gamma, spec.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def main() -> None:
    """Convert as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--id", required=True)
    parser.add_argument("--languages", required=True, help="zh,en")
    parser.add_argument("--pooling", choices=[str(each) for each in Pooling], required=True)
    parser.add_argument("--licence", required=True)
    parser.add_argument("--raise-at", type=float, required=True)
    parser.add_argument("--lower-at", type=float, required=True)
    parser.add_argument("--margin", type=float, required=True)
    args = parser.parse_args()
    convert(
        args.source,
        args.target,
        pack_id=args.id,
        languages=args.languages.split(","),
        pooling=Pooling(args.pooling),
        thresholds=Thresholds(args.raise_at, args.lower_at, args.margin),
        licence=args.licence,
    )


if __name__ == "__main__":
    main()
