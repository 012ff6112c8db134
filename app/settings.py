"""The settings of this kiosk: read once from a TOML file and the environment, checked, then passed as parts.

Every default lives here. The environment variable KIOSK_<FIELD> goes before the file; the file is named by
KIOSK_SETTINGS, else it is kiosk.toml in the data folder.
"""

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import platformdirs

from app.domain.interview import PlanForm
from app.domain.language import Language
from app.errors import KioskError

PROGRAM = "interview-kiosk"
FILE_NAME = "kiosk.toml"
THEMES = ("light", "dark")
ASR_ENGINES = ("auto", "faster-whisper", "sherpa-onnx", "pocketsphinx", "none")
SOURCES = "device:… | file:… | rtsp://… | none"
NO_SOURCE = "none"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


def default_data_dir() -> Path:
    """Where this computer's user keeps the data of programs."""
    return Path(platformdirs.user_data_dir(PROGRAM, appauthor=False))


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """min_free_mb: with less room on the disk no interview begins. warn_free_mb: the doctor says so."""

    min_free_mb: int = 1500
    warn_free_mb: int = 10_000


@dataclass(frozen=True, slots=True)
class HubSettings:
    """How the hub is reached. ca_file: a certificate authority of the company, or None for the usual ones."""

    ca_file: Path | None = None
    connect_timeout_s: float = 5.0
    read_timeout_s: float = 30.0


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """How the language model is reached. ca_file: as for the hub. timeout_s: for one question to it.

    token_file: holds a bearer token and nothing else. token: the same from the environment, which goes first.
    """

    ca_file: Path | None = None
    timeout_s: float = 20.0
    token_file: Path | None = None
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """How the screen looks to everybody who chooses nothing else. motion: False where nothing may glide or blink."""

    theme: str = "light"
    large_type: bool = False
    motion: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an administrator can choose.

    microphone, camera: URIs, or None for none. loudspeaker: False: the kiosk makes no sound at all.
    model_pack_dir: folder of model packs, or None for packs_dir's own.
    hub_url: None keeps everything on this kiosk. llm_url, llm_model: a language model inside the company that
    points at evidence; None, the default: none is asked. windowed: a window instead of the full screen.
    """

    data_dir: Path = field(default_factory=default_data_dir)
    language: Language = Language.ZH
    windowed: bool = False
    microphone: str | None = "device:default"
    camera: str | None = "device:default"
    loudspeaker: bool = True
    job_profile: str = "jd_cs_agent"
    plan_form: PlanForm = PlanForm.SHORT
    policy_pack: str = "cn_default"
    asr_engine: str = "auto"
    model_pack_dir: Path | None = None
    hub_url: str | None = None
    llm_url: str | None = None
    llm_model: str | None = None
    hub: HubSettings = HubSettings()
    llm: LlmSettings = LlmSettings()
    media: MediaLimits = MediaLimits()
    screen: ScreenSettings = ScreenSettings()

    @property
    def database_file(self) -> Path:
        """The database of interviews."""
        return self.data_dir / "kiosk.db"

    @property
    def media_dir(self) -> Path:
        """The folder of recordings."""
        return self.data_dir / "media"

    @property
    def packs_dir(self) -> Path:
        """The folder of model packs: the one that was named, else one in the data folder."""
        return self.model_pack_dir or self.data_dir / "models"

    @property
    def log_file(self) -> Path:
        """The log of the program; older ones lie beside it."""
        return self.data_dir / "log" / "kiosk.log"


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
    "job_profile": Rule("jd_cs_agent", _text),
    "plan_form": Rule("short | full", lambda value: PlanForm(_text(value))),
    "policy_pack": Rule("cn_default", _text),
    "asr_engine": Rule(" | ".join(ASR_ENGINES), _one_of(*ASR_ENGINES)),
    "model_pack_dir": FOLDER,
    "hub_url": Rule("https://… (http:// only for localhost)", _url),
    "hub.ca_file": FOLDER,
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


def load_settings(environ: Mapping[str, str]) -> Settings:
    """The settings of this kiosk. `environ` is os.environ; an empty variable counts as not set.

    Raises:
        KioskError: settings_invalid (file, field, expected), settings_unreadable (file).
    """
    chosen: dict[str, object] = {}
    home = environ.get(VARIABLES["data_dir"]) or default_data_dir()
    named = environ.get("KIOSK_SETTINGS")
    file = Path(named) if named else Path(home) / FILE_NAME
    if named or file.exists():
        for name, value in _flat(_read(file)).items():
            if name in ENVIRONMENT_ONLY:
                expected = ENVIRONMENT_ONLY[name]
                raise KioskError("settings_invalid", file=str(file), field=name, expected=expected)
            chosen[name] = _parsed(name, value, str(file))
    for name, variable in VARIABLES.items():
        if environ.get(variable):
            value = environ[variable]
            is_path = RULES[name] is FOLDER  # in a shell, a path may be relative to where one stands
            chosen[name] = _parsed(name, str(Path(value).absolute()) if is_path else value, variable)
    return _built(chosen)


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        where = str(error).rpartition("(at ")[2].rstrip(")") or "?"
        raise KioskError("settings_invalid", file=str(file), field=where, expected="TOML") from None
    except (OSError, UnicodeDecodeError):
        raise KioskError("settings_unreadable", file=str(file)) from None


def _flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Every value under its dotted name."""
    flat: dict[str, Any] = {}
    for name, value in tree.items():
        is_table = isinstance(value, dict) and any(known.startswith(f"{prefix}{name}.") for known in RULES)
        flat |= _flat(value, f"{prefix}{name}.") if is_table else {f"{prefix}{name}": value}
    return flat


def _parsed(name: str, value: object, file: str) -> object:
    if name not in RULES:
        near = difflib.get_close_matches(name, RULES, n=1) or sorted(RULES)
        raise KioskError("settings_invalid", file=file, field=name, expected=" | ".join(near))
    try:
        return RULES[name].parse(value)
    except (ValueError, KeyError, TypeError):
        raise KioskError("settings_invalid", file=file, field=name, expected=RULES[name].expected) from None


def _built(chosen: Mapping[str, object]) -> Settings:
    own = {name: value for name, value in chosen.items() if "." not in name}
    settings = replace(Settings(), **own)  # type: ignore[arg-type]  # RULES parse each to its field's type
    for part in fields(settings):
        inner = {
            name.partition(".")[2]: value
            for name, value in chosen.items()
            if name.startswith(f"{part.name}.")
        }
        if inner:
            settings = replace(settings, **{part.name: replace(getattr(settings, part.name), **inner)})
    return settings
