"""What each setting may be, how it is read, and the variable that sets it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.domain.interview import PlanForm
from app.domain.language import Language

THEMES = ("light", "dark")
ASR_ENGINES = ("auto", "faster-whisper", "sherpa-onnx", "pocketsphinx", "none")
SOURCES = "device:… | file:… | rtsp://… | none"
NO_SOURCE = "none"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Rule:
    """How a field is read. expected: what may stand there, for the sentence about a mistake.

    parse: the value, or a ValueError. Values from the environment are texts.
    """

    expected: str
    parse: Callable[[Any], object]


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value.strip()


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return {"true": True, "1": True, "false": False, "0": False}[_text(value).lower()]


def _one_of(*choices: str) -> Callable[[Any], str]:
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
    is_local = parts.scheme == "http" and parts.hostname in LOCAL_HOSTS
    if not parts.hostname or parts.username or not (parts.scheme == "https" or is_local):
        raise ValueError
    return _text(value).rstrip("/")


def _proxy(value: Any) -> str:
    parts = urlsplit(_text(value))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.path.strip("/"):
        raise ValueError
    return _text(value)


def _path(value: Any) -> Path:
    path = Path(_text(value)).expanduser()
    if not path.is_absolute():
        raise ValueError
    return path


def _number(kind: type[int] | type[float], low: float, high: float) -> Callable[[Any], float]:
    def parse(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, kind | int | str):
            raise ValueError
        number = kind(value)
        if not low <= number <= high:
            raise ValueError
        return number

    return parse


FOLDER = Rule("an absolute path, e.g. /var/lib/kiosk", _path)
RULES = {
    "data_dir": FOLDER,
    "language": Rule("zh | en", lambda value: Language(_text(value))),
    "windowed": Rule("true | false", _flag),
    "microphone": Rule(SOURCES, _source),
    "camera": Rule(SOURCES, _source),
    "loudspeaker": Rule("true | false", _flag),
    "cue_tones": Rule("true | false", _flag),
    "job_profile": Rule("jd_cs_agent", _text),
    "plan_form": Rule("short | full", lambda value: PlanForm(_text(value))),
    "policy_pack": Rule("cn_default", _text),
    "asr_engine": Rule(" | ".join(ASR_ENGINES), _one_of(*ASR_ENGINES)),
    "model_pack_dir": FOLDER,
    "hub_url": Rule("https://… (http:// only for localhost)", _url),
    "review_hub_url": Rule("https://… (http:// only for localhost)", _url),
    "hub.ca_file": FOLDER,
    "hub.proxy": Rule("http://proxy:3128, without a password", _proxy),
    "hub.connect_timeout_s": Rule("0.1 … 60", _number(float, 0.1, 60)),
    "hub.read_timeout_s": Rule("1 … 300", _number(float, 1, 300)),
    "llm_url": Rule("https://… (http:// only for localhost)", _url),
    "llm_model": Rule("the name of a model, e.g. qwen3-1.7b", _text),
    "llm.ca_file": FOLDER,
    "llm.timeout_s": Rule("1 … 300", _number(float, 1, 300)),
    "llm.token_file": FOLDER,
    "llm.token": Rule("printable ASCII without spaces", _secret),
    "media.min_free_mb": Rule("100 … 1000000", _number(int, 100, 1_000_000)),
    "media.warn_free_mb": Rule("100 … 1000000", _number(int, 100, 1_000_000)),
    "media.ballast_mb": Rule("0 … 10000", _number(int, 0, 10_000)),
    "screen.theme": Rule(" | ".join(THEMES), _one_of(*THEMES)),
    "screen.large_type": Rule("true | false", _flag),
    "screen.motion": Rule("true | false", _flag),
}
# KIOSK_MODEL_PACK is the name the documents use; every other variable is named after its field.
VARIABLES = {name: "KIOSK_" + name.replace(".", "_").upper() for name in RULES} | {
    "model_pack_dir": "KIOSK_MODEL_PACK"
}
# A secret does not belong into a file that is copied from kiosk to kiosk.
ENVIRONMENT_ONLY = {"llm.token": "llm.token_file | KIOSK_LLM_TOKEN"}
