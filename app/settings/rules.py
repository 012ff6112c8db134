"""What each setting may be, how it is read, and the variable that sets it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.domain.interview import PlanForm
from app.domain.language import Language
from app.errors import KioskError

THEMES = ("light", "dark")
ASR_ENGINES = ("auto", "faster-whisper", "sherpa-onnx", "pocketsphinx", "none")
NO_SOURCE = "none"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Rule:
    """How a field is read. parse: the value, or a ValueError. Values from the environment are texts.

    code: the sentence of a mistake. gaps: what it names, in characters that are the same in every language.
    """

    code: str
    parse: Callable[[Any], object]
    gaps: Mapping[str, str | float] = field(default_factory=dict)

    def read(self, value: object, name: str, file: str) -> object:
        """What `value` means; name, file: where it stands. Raises KioskError `code` (file, field, and `gaps`)."""
        try:
            return self.parse(value)
        except (
            ValueError,
            KeyError,
            TypeError,
            OverflowError,
            RuntimeError,
        ):  # RuntimeError: of whom is ~name
            raise KioskError(self.code, file=file, field=name, **self.gaps) from None


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value.strip()


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return {"true": True, "1": True, "false": False, "0": False}[_text(value).lower()]


def _chosen(choices: Sequence[str]) -> Callable[[Any], str]:
    def parse(value: Any) -> str:
        if _text(value) not in choices:
            raise ValueError
        return _text(value)

    return parse


def _secret(value: Any) -> str:
    if re.fullmatch(r"[!-~]{1,4096}", _text(value)) is None:
        raise ValueError
    return _text(value)


def _source(value: Any) -> str | None:
    text = _text(value)
    if text == NO_SOURCE:
        return None
    scheme, _, rest = text.partition(":")
    stream = scheme in ("rtsp", "rtsps", "http", "https") and rest.startswith("//")
    if not (stream or (scheme in ("device", "file") and rest) or text == "silence:"):
        raise ValueError
    return text


def _url(value: Any) -> str:
    parts = urlsplit(_text(value))
    _ = parts.port  # a ValueError unless it is a number that a port can have
    is_local = parts.scheme == "http" and parts.hostname in LOCAL_HOSTS
    if not parts.hostname or parts.username or not (parts.scheme == "https" or is_local):
        raise ValueError
    return _text(value).rstrip("/")


def _proxy(value: Any) -> str:
    parts = urlsplit(_text(value))
    _ = parts.port
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.path.strip("/"):
        raise ValueError
    return _text(value)


def _path(value: Any) -> Path:
    path = Path(_text(value)).expanduser()
    if not path.is_absolute() or "\0" in str(path):
        raise ValueError
    return path


def _one_of(*choices: str, parse: Callable[[Any], object] | None = None) -> Rule:
    """One of these words. parse: what it means; None: the word itself."""
    return Rule("setting_not_a_choice", parse or _chosen(choices), {"choices": " | ".join(choices)})


def _number(kind: type[int] | type[float], low: float, high: float) -> Rule:
    def parse(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, kind | int | str):
            raise ValueError
        number = kind(value)
        if not low <= number <= high:
            raise ValueError
        return number

    return Rule("setting_not_in_range", parse, {"low": low, "high": high})


def _name(example: str) -> Rule:
    return Rule("setting_not_a_name", _text, {"example": example})


FOLDER = Rule("setting_not_a_path", _path, {"example": "/var/lib/kiosk"})
FLAG = _one_of("true", "false", parse=_flag)
SOURCE = Rule("setting_not_a_source", _source, {"choices": "device:… | file:… | rtsp://… | none"})
URL = Rule("setting_not_a_url", _url)
RULES = {
    "data_dir": FOLDER,
    "language": _one_of(*Language, parse=lambda value: Language(_text(value))),
    "windowed": FLAG,
    "microphone": SOURCE,
    "camera": SOURCE,
    "loudspeaker": FLAG,
    "cue_tones": FLAG,
    "job_profile": _name("jd_cs_agent"),
    "plan_form": _one_of(*PlanForm, parse=lambda value: PlanForm(_text(value))),
    "policy_pack": _name("cn_default"),
    "asr_engine": _one_of(*ASR_ENGINES),
    "model_pack_dir": FOLDER,
    "hub_url": URL,
    "review_hub_url": URL,
    "hub.ca_file": FOLDER,
    "hub.proxy": Rule("setting_not_a_proxy", _proxy, {"example": "http://proxy:3128"}),
    "hub.connect_timeout_s": _number(float, 0.1, 60),
    "hub.read_timeout_s": _number(float, 1, 300),
    "llm_url": URL,
    "llm_model": _name("qwen3-1.7b"),
    "llm.ca_file": FOLDER,
    "llm.timeout_s": _number(float, 1, 300),
    "llm.token_file": FOLDER,
    "llm.token": Rule("setting_not_a_token", _secret),
    "media.min_free_mb": _number(int, 100, 1_000_000),
    "media.warn_free_mb": _number(int, 100, 1_000_000),
    "media.ballast_mb": _number(int, 0, 10_000),
    "screen.theme": _one_of(*THEMES),
    "screen.large_type": FLAG,
    "screen.motion": FLAG,
}
# KIOSK_MODEL_PACK is the name the documents use; every other variable is named after its field.
VARIABLES = {name: "KIOSK_" + name.replace(".", "_").upper() for name in RULES} | {
    "model_pack_dir": "KIOSK_MODEL_PACK"
}
# A secret does not belong into a file that is copied from kiosk to kiosk.
ENVIRONMENT_ONLY = {"llm.token": "llm.token_file | KIOSK_LLM_TOKEN"}  # where it may be instead
