"""Sentences into unit vectors: ONNX Runtime and CTranslate2 behind one interface. Loaded late."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.errors import KioskError
from app.tiers.packs import EmbeddingPack, EncoderEngine, Pooling, verify

Vectors = NDArray[np.float32]
THREADS = 1  # one thread and one sentence at a time: the same bits on every run of a machine
TOKENIZER = "tokenizer.json"


class Encoder(Protocol):
    """Turns sentences into vectors. identity names the model and what was set about it."""

    def embed(self, sentences: Sequence[str]) -> Vectors:
        """Unit vectors [sentences, width] float32, in the order given."""
        ...


def load_encoder(pack: EmbeddingPack) -> Encoder:
    """The encoder of `pack`, whose files are checked first.

    Raises:
        KioskError: embedding_pack_broken, when a file is missing, changed, or cannot be loaded.
    """
    verify(pack)
    try:
        if pack.engine is EncoderEngine.ONNX:
            return OnnxEncoder(pack)
        return CTranslate2Encoder(pack)
    except Exception as error:
        detail = f"{type(error).__name__} while loading"
        raise KioskError("embedding_pack_broken", pack=pack.id, detail=detail) from error


class _Tokens:
    """The tokenizer of a pack; every sentence is cut at max_tokens."""

    def __init__(self, path: Path, max_tokens: int) -> None:
        from tokenizers import Tokenizer

        self._tokenizer: Any = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=max_tokens)

    def ids(self, sentence: str) -> list[int]:
        found: list[int] = self._tokenizer.encode(sentence).ids
        return found


class OnnxEncoder:
    """A BERT-shaped ONNX file: input_ids, attention_mask[, token_type_ids] -> token or sentence vectors."""

    def __init__(self, pack: EmbeddingPack) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = THREADS
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(pack.folder / pack.model), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {each.name for each in self._session.get_inputs()}
        if "input_ids" not in self._inputs:
            raise ValueError("the model takes no input_ids")
        self._tokens = _Tokens(pack.folder / TOKENIZER, pack.max_tokens)
        self._pooling = pack.pooling

    def embed(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        return _stacked([self._one(sentence) for sentence in sentences], self._pooling)

    def _one(self, sentence: str) -> Vectors:
        ids = np.array([self._tokens.ids(sentence)], np.int64)
        every = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        given = {name: value for name, value in every.items() if name in self._inputs}
        found: Vectors = self._session.run(None, given)[0][0]
        return np.atleast_2d(found)


class CTranslate2Encoder:
    """A CTranslate2 encoder of the BERT family (app.tiers.convert makes one)."""

    def __init__(self, pack: EmbeddingPack) -> None:
        import ctranslate2

        folder = pack.folder / pack.model
        self._encoder: Any = ctranslate2.Encoder(
            str(folder), device="cpu", compute_type="default", inter_threads=1, intra_threads=THREADS
        )
        self._tokens = _Tokens(pack.folder / TOKENIZER, pack.max_tokens)
        self._pooling = pack.pooling

    def embed(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        return _stacked([self._one(sentence) for sentence in sentences], self._pooling)

    def _one(self, sentence: str) -> Vectors:
        output = self._encoder.forward_batch([self._tokens.ids(sentence)])
        found: Vectors = np.array(output.last_hidden_state)[0]
        return found


def _stacked(outputs: Sequence[Vectors], pooling: Pooling) -> Vectors:
    """One unit vector per output [tokens, width]."""
    rows = [each[0] if pooling is Pooling.FIRST else each.mean(axis=0) for each in outputs]
    if not rows:
        return np.zeros((0, 0), np.float32)
    vectors = np.stack(rows).astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, np.float32(1e-9))
    return unit
