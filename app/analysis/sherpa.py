"""sherpa-onnx, preferred for Mandarin when its pack is there. It runs in a process of its own (decision 0008)."""

import importlib.util
import json
import math
import os
import re
from pathlib import Path

from app.analysis.chinese import han_count
from app.analysis.own_process import OwnProcess
from app.analysis.packs import Pack, does_not_load, identity_of
from app.analysis.transcriber import Heard, Speech
from app.domain.language import Language
from app.domain.transcript import TranscriptSource
from app.errors import KioskError

SENSE_VOICE = "sense-voice"
# Each kind of network: the library's factory, and which of its arguments is which file. Files have the names
# that sherpa-onnx releases give them.
_FACTORIES = {
    "zipformer-ctc": ("from_zipformer_ctc", {"model": "model"}),
    "transducer": ("from_transducer", {"encoder": "encoder", "decoder": "decoder", "joiner": "joiner"}),
    SENSE_VOICE: ("from_sense_voice", {"model": "model"}),
    "paraformer": ("from_paraformer", {"paraformer": "model"}),
}
KINDS = tuple(_FACTORIES)
TOKENS = "tokens.txt"
UNKNOWN_CONFIDENCE = 0.6  # the words need no check, but no delivery measure is built on them
_MARK = re.compile(r"^<.*>$")  # <blk>, </s>, <|zh|>
_LATIN, _BYTES = re.compile("[A-Za-z]"), re.compile("[\u0100-\u024f]")
_LOAD_DEADLINE_S = 60.0
SHORTEST_DEADLINE_S, DEADLINE_PER_SECOND_S = 5.0, 10.0


class SherpaTranscriber:
    """An offline network of a pack, loaded. SenseVoice's emotion and event tags are dropped unread.

    Raises:
        KioskError: sherpa_not_installed, pack_file_missing, pack_manifest_broken, pack_lacks_letters (its
            vocabulary cannot write a language it promises), pack_does_not_load with the library's reason.
    """

    source = TranscriptSource.SHERPA_ONNX
    merge_to_s = 0.0
    captions_open = True

    def __init__(self, pack: Pack) -> None:
        self.identity = identity_of(pack)
        self.languages = pack.languages
        self._pack = pack
        self._confidence = UNKNOWN_CONFIDENCE if pack.confidence is None else pack.confidence
        if importlib.util.find_spec("sherpa_onnx") is None:
            raise KioskError("sherpa_not_installed")
        _check_letters(pack)
        # Mandarin first, because that is what it is preferred for.
        self._language = Language.ZH if Language.ZH in pack.languages else min(pack.languages)
        self._process: OwnProcess | None = _process(pack, self._language)
        try:
            self._process.wait()
        except OSError as error:
            raise does_not_load(pack, error) from error

    def transcribe(self, speech: Speech, language: Language) -> Heard:
        """The words of one segment; confidence from token probabilities, else the pack's own.

        A dead or hanging process is an error once, then it is started again.
        """
        process = self._told(language)
        try:
            answer = process.hear(
                speech.samples, SHORTEST_DEADLINE_S + DEADLINE_PER_SECOND_S * speech.length_s
            )
        except OSError as error:
            raise KioskError("recogniser_failed", engine=self.identity) from error
        text, logs = str(answer["text"]), [float(log) for log in answer["logs"]]
        confidence = math.exp(sum(logs) / len(logs)) if logs else self._confidence
        if math.isnan(confidence):
            raise KioskError("recogniser_failed", engine=self.identity)
        return Heard(text, min(1.0, confidence) if text else 0.0)

    def expect(self, language: Language) -> None:
        """Loads now what the next takes need. Raises KioskError("recogniser_failed")."""
        try:
            self._told(language).wait()
        except OSError as error:
            raise KioskError("recogniser_failed", engine=self.identity) from error

    def close(self) -> None:
        """Frees the model."""
        process, self._process = self._process, None
        if process is not None:
            process.close()

    def _told(self, language: Language) -> OwnProcess:
        """The process that hears this language: SenseVoice, left to guess, may hear a third one."""
        if self._process is None or language not in self.languages:
            raise KioskError("recogniser_failed", engine=self.identity)
        if language is not self._language and self._pack.kind == SENSE_VOICE:
            self._process.close()  # only when it loads can it be told the language
            self._process, self._language = _process(self._pack, language), language
        return self._process


def _process(pack: Pack, language: Language) -> OwnProcess:
    wish = json.dumps(_wish(pack, language))
    return OwnProcess("app.analysis.sherpa_process", wish, start_deadline_s=_LOAD_DEADLINE_S)


def _wish(pack: Pack, language: Language) -> dict[str, object]:
    """What the process is told: the factory of the pack's kind and its arguments."""
    if pack.kind not in _FACTORIES:
        raise KioskError("pack_manifest_broken", pack=pack.id, detail=f"kind {pack.kind}")
    maker, files = _FACTORIES[pack.kind]
    arguments: dict[str, object] = {
        **{argument: _file(pack, stem) for argument, stem in files.items()},
        "tokens": _file(pack, TOKENS),
        "num_threads": max(1, min(4, (os.cpu_count() or 2) - 1)),
    }
    if pack.kind == SENSE_VOICE:
        arguments |= {"use_itn": True, "language": language.value}
    return {"maker": maker, "arguments": arguments}


def _file(pack: Pack, stem: str) -> str:
    """The file of that name, or the network whose name begins so."""
    for file in pack.files:
        base = file.path.rsplit("/", 1)[-1]
        if base == TOKENS == stem or (base.startswith(stem) and base.endswith(".onnx")):
            return str(pack.file(file.path))
    raise KioskError("pack_file_missing", pack=pack.id, file=stem)


def _check_letters(pack: Pack) -> None:
    """Nothing when the vocabulary has letters of every promised language. Raises KioskError if not.

    A vocabulary of bytes can write anything: "<0xE4>", or in icefall's spelling letters from U+0100 on.
    """
    try:
        tokens = Path(_file(pack, TOKENS)).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise does_not_load(pack, ValueError(f"{TOKENS}: {error}")) from error
    letters = "".join(_MARK.sub("", line.split()[0]) for line in tokens.splitlines() if line.strip())
    if "<0x" in tokens or _BYTES.search(letters):
        return
    has = {Language.ZH: han_count(letters) > 0, Language.EN: _LATIN.search(letters) is not None}
    for language in sorted(pack.languages):
        if not has[language]:
            raise KioskError("pack_lacks_letters", pack=pack.id, language=language.value)
