"""Networks for sherpa-onnx that say known words when it is loud: true in format, made up inside.

Inputs, outputs and metadata are those that sherpa-onnx asks of released models (its csrc/offline-*-model.cc).
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from app.analysis.packs import Pack, read_manifest
from tests.unit.analysis.random_whisper import write_manifest

FLOAT, INT32, INT64 = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64
CERTAINTY = 0.9  # the probability of every word that is said
TAGS = ("<|zh|>", "<|HAPPY|>", "<|Speech|>", "<|withitn|>")  # SenseVoice says these four before its words
# What a network says of a frame without words, or after its last one.
NOTHING = {"zipformer-ctc": "<blk>", "transducer": "<blk>", "sense-voice": "<unk>", "paraformer": "</s>"}
FEATURES = {"zipformer-ctc": 80, "transducer": 80, "sense-voice": 560, "paraformer": 560}
# The mean feature above which it is loud. SenseVoice and Paraformer are fed samples of int16's size, the others
# samples from -1 to 1; the logarithms of their energies are 20.8 apart.
LOUD = {"zipformer-ctc": -12.0, "transducer": -12.0, "sense-voice": 8.8, "paraformer": 8.8}
LOW_FRAME_RATE = {
    "lfr_window_size": 7,
    "lfr_window_shift": 6,
    "neg_mean": ",".join(["0"] * 560),
    "inv_stddev": ",".join(["1"] * 560),
}
LANGUAGES = {"auto": 0, "zh": 3, "en": 4, "yue": 7, "ja": 11, "ko": 12}


def sherpa_pack(
    packs: Path,
    kind: str,
    says: Mapping[str, Sequence[str]] | Sequence[str] = ("您", "好"),
    languages: tuple[str, ...] = ("zh",),
    *,
    name: str = "",
    is_deaf: bool = False,
    features: int | None = None,
    spoil: Callable[[Path], object] = lambda folder: None,
    **more: Any,
) -> Path:
    """A pack whose network says the tokens of `says`, for SenseVoice those of a language; its folder.

    is_deaf: it says them whatever it hears. features: how many it asks for, when it asks for the wrong number.
    spoil: makes something wrong before the sums are taken: a pack that was made wrong, not damaged later.
    """
    folder = packs / (name or f"made-up-{kind}")
    folder.mkdir(parents=True)
    spoken = dict(says) if isinstance(says, Mapping) else {"zh": says}
    words = [word for said in spoken.values() for word in said]
    vocabulary = list(dict.fromkeys([NOTHING[kind], "<s>", *TAGS, *words, "</s>"]))
    (folder / "tokens.txt").write_text("".join(f"{t} {i}\n" for i, t in enumerate(vocabulary)), "utf-8")
    net = _Net(kind, vocabulary, None if is_deaf else LOUD[kind], features or FEATURES[kind])
    net.write(folder, spoken)
    spoil(folder)
    write_manifest(folder, folder.name, "sherpa-onnx", languages, kind=kind, **more)
    return folder


def pack_of(folder: Path) -> Pack:
    """The pack in that folder."""
    return read_manifest(folder / "manifest.json")


def truncated(pattern: str) -> Callable[[Path], object]:
    """Spoils a pack: only the first half of a file is there."""

    def spoil(folder: Path) -> None:
        (path,) = folder.glob(pattern)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return spoil


def tokens(content: bytes) -> Callable[[Path], object]:
    """Spoils a pack: another content of tokens.txt."""
    return lambda folder: (folder / "tokens.txt").write_bytes(content)


class _Net:
    """A graph under construction: constants and nodes are named in the order they come."""

    def __init__(self, kind: str, tokens: list[str], loud: float | None, features: int) -> None:
        self._kind, self._tokens, self._loud, self._features = kind, tokens, loud, features
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def write(self, folder: Path, spoken: Mapping[str, Sequence[str]]) -> None:
        """The files of the kind, named as in releases."""
        vocabulary = {"vocab_size": len(self._tokens)}
        if self._kind == "zipformer-ctc":
            self._frames_of("x", spoken, "log_probs", 4)
            self._lengths("log_probs_len")
            self._save(
                folder / "model.int8.onnx", ("log_probs", "log_probs_len"), {"model_type": "zipformer2_ctc"}
            )
        elif self._kind == "transducer":
            self._frames_of("x", spoken, "encoder_out", 4)
            self._lengths("encoder_out_lens")
            encoder = folder / "encoder-epoch-12-avg-4.int8.onnx"
            self._save(encoder, ("encoder_out", "encoder_out_lens"), {"model_type": "zipformer"})
            self._save_decoder(folder / "decoder-epoch-12-avg-4.onnx")
            self._save_joiner(folder / "joiner-epoch-12-avg-4.int8.onnx")
        elif self._kind == "sense-voice":
            self._frames_of("x", spoken, "logits", 1)
            languages = {f"lang_{name}": number for name, number in LANGUAGES.items()}
            more = {"normalize_samples": 0, "with_itn": 14, "without_itn": 15, **languages}
            self._save(folder / "model.int8.onnx", ("logits",), {**vocabulary, **LOW_FRAME_RATE, **more})
        else:
            self._frames_of("speech", spoken, "logits", 1)
            self._node("Cast", "speech_lengths", out="token_num", to=INT64)
            self._save(folder / "model.int8.onnx", ("logits", "token_num"), {**vocabulary, **LOW_FRAME_RATE})

    def _frames_of(self, sound: str, spoken: Mapping[str, Sequence[str]], out: str, per: int) -> None:
        """Rows of the script, one for each `per` frames of sound; its last one is held to the end."""
        tables = self._tables(spoken)
        frames = self._node("Gather", self._node("Shape", sound), self._constant(np.int64(1)))
        count = self._node("Div", frames, self._constant(np.int64(per)))
        if self._kind == "sense-voice":
            count = self._node("Add", count, self._constant(np.int64(len(TAGS))))
        zero, one = self._constant(np.int64(0)), self._constant(np.int64(1))
        numbers = self._node("Range", zero, count, one)
        numbers = self._node("Min", numbers, self._constant(np.int64(tables.shape[1] - 1)))
        table = self._node("Gather", self._constant(tables), self._which())
        rows = self._node("Gather", table, numbers, axis=1)
        bonus = np.zeros(len(self._tokens), np.float32)
        bonus[self._tokens.index(NOTHING[self._kind])] = 0.0 if self._loud is None else 1000.0
        limit = self._constant(np.float32(self._loud or 0.0))
        is_quiet = self._node("Cast", self._node("Less", self._node("ReduceMean", sound), limit), to=FLOAT)
        self._node("Add", rows, self._node("Mul", is_quiet, self._constant(bonus)), out=out)

    def _tables(self, spoken: Mapping[str, Sequence[str]]) -> NDArray[np.float32]:
        """[language, frame, token] log probabilities; a language that is not spoken says nothing."""
        nothing = NOTHING[self._kind]
        scripts = {}
        for language in LANGUAGES:
            said = spoken.get(language, ())
            if self._kind == "paraformer":
                scripts[language] = [*said, nothing]
            else:
                first = TAGS if self._kind == "sense-voice" and said else ()
                scripts[language] = [*first, *(token for word in said for token in (nothing, word)), nothing]
        longest = max(map(len, scripts.values()))
        rest = np.log((1 - CERTAINTY) / (len(self._tokens) - 1))
        tables = np.full((len(LANGUAGES), longest, len(self._tokens)), rest, np.float32)
        for number, script in enumerate(scripts.values()):
            for row, token in enumerate([*script, *[nothing] * (longest - len(script))]):
                tables[number, row, self._tokens.index(token)] = np.log(CERTAINTY)
        return tables

    def _which(self) -> str:
        """Which table: SenseVoice is told the language, the others speak Mandarin's."""
        if self._kind != "sense-voice":
            return self._constant(np.array([list(LANGUAGES).index("zh")]))
        table_of = np.zeros(16, np.int64)
        for table, number in enumerate(LANGUAGES.values()):
            table_of[number] = table
        return self._node("Gather", self._constant(table_of), "language")

    def _lengths(self, out: str) -> None:
        self._node("Div", "x_lens", self._constant(np.int64(4)), out=out)

    def _save_decoder(self, path: Path) -> None:
        count = len(self._tokens)
        first = self._node("Gather", "y", self._constant(np.int64(0)), axis=1)
        self._node("Gather", self._constant(np.zeros((count, count), np.float32)), first, out="decoder_out")
        inputs = [_value("y", INT64, "N", 2)]
        outputs = [_value("decoder_out", FLOAT, "N", count)]
        self._save_as(path, inputs, outputs, {"vocab_size": count, "context_size": 2})

    def _save_joiner(self, path: Path) -> None:
        count = len(self._tokens)
        self._node("Add", "encoder_out", "decoder_out", out="logit")
        inputs = [_value(name, FLOAT, "N", count) for name in ("encoder_out", "decoder_out")]
        self._save_as(path, inputs, [_value("logit", FLOAT, "N", count)], {"joiner_dim": count})

    def _save(self, path: Path, outputs: tuple[str, ...], metadata: Mapping[str, object]) -> None:
        lengths = {
            "sense-voice": [("x_length", INT32), ("language", INT32), ("text_norm", INT32)],
            "paraformer": [("speech_lengths", INT32)],
        }.get(self._kind, [("x_lens", INT64)])
        sound = "speech" if self._kind == "paraformer" else "x"
        inputs = [_value(sound, FLOAT, "N", "T", self._features), *(_value(n, t, "N") for n, t in lengths)]
        first = _value(outputs[0], FLOAT, "N", "frames", len(self._tokens))
        self._save_as(path, inputs, [first, *(_value(n, INT64, "N") for n in outputs[1:])], metadata)

    def _save_as(
        self, path: Path, inputs: list[Any], outputs: list[Any], metadata: Mapping[str, object]
    ) -> None:
        graph = helper.make_graph(self._nodes, "made-up", inputs, outputs, self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
        helper.set_model_props(model, {name: str(value) for name, value in metadata.items()})
        onnx.checker.check_model(model)
        onnx.save(model, str(path))
        self._nodes, self._constants = [], []

    def _constant(self, value: Any) -> str:
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def _node(self, operator: str, *inputs: str, out: str = "", **attributes: Any) -> str:
        name = out or f"value{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [name], **attributes))
        return name


def _value(name: str, number: int, *shape: int | str) -> Any:
    return helper.make_tensor_value_info(name, number, shape)
