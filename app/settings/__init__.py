"""The settings of this kiosk: read once from a TOML file and the environment, checked, then passed as parts.

Every default lives here. The environment variable KIOSK_<FIELD> goes before the file; the file is named by
KIOSK_SETTINGS, else it is kiosk.toml in the data folder.
"""

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from app.domain.interview import PlanForm
from app.domain.language import Language
from app.errors import KioskError
from app.private_file import check_ends
from app.settings.rules import ENVIRONMENT_ONLY, FOLDER, RULES, VARIABLES

PROGRAM = "interview-kiosk"
FILE_NAME = "kiosk.toml"


def default_data_dir() -> Path:
    """Where this computer's user keeps the data of programs."""
    return Path(platformdirs.user_data_dir(PROGRAM, appauthor=False))


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """min_free_mb: with less room on the disk no interview begins. warn_free_mb: the doctor says so.

    ballast_mb: room that is kept back for an interview that is running already; 0: none.
    """

    min_free_mb: int = 1500
    warn_free_mb: int = 10_000
    ballast_mb: int = 256


@dataclass(frozen=True, slots=True)
class HubSettings:
    """How the hub is reached. ca_file: a certificate authority of the company, or None for the usual ones.

    proxy: None for the one the environment names, if any.
    """

    ca_file: Path | None = None
    proxy: str | None = None
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
    cue_tones: True: a tone before and after each recording for everybody, not only where pages are read aloud.
    model_pack_dir: folder of model packs, or None for packs_dir's own.
    hub_url: None keeps everything on this kiosk. review_hub_url: the console is one on this hub, not on a store.
    llm_url, llm_model: a language model inside the company that
    points at evidence; None, the default: none is asked. windowed: a window instead of the full screen.
    """

    data_dir: Path = field(default_factory=default_data_dir)
    language: Language = Language.ZH
    windowed: bool = False
    microphone: str | None = "device:default"
    camera: str | None = "device:default"
    loudspeaker: bool = True
    cue_tones: bool = False
    job_profile: str = "jd_cs_agent"
    plan_form: PlanForm = PlanForm.SHORT
    policy_pack: str = "cn_default"
    asr_engine: str = "auto"
    model_pack_dir: Path | None = None
    hub_url: str | None = None
    review_hub_url: str | None = None
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


def load_settings(environ: Mapping[str, str]) -> Settings:
    """The settings of this kiosk. `environ` is os.environ; an empty variable counts as not set.

    Raises:
        KioskError: settings_unreadable, file_endless (file), settings_invalid (file, line), setting_unknown (file,
            field, near), setting_elsewhere (file, field, places), or what the field's rule says.
    """
    chosen: dict[str, object] = {}
    home = environ.get(VARIABLES["data_dir"]) or default_data_dir()
    named = environ.get("KIOSK_SETTINGS")
    file = Path(named) if named else Path(home) / FILE_NAME
    if named or _is_there(file):
        for name, value in _flat(_read(file)).items():
            if name in ENVIRONMENT_ONLY:
                places = ENVIRONMENT_ONLY[name]
                raise KioskError("setting_elsewhere", file=str(file), field=name, places=places)
            chosen[name] = _parsed(name, value, str(file))
    for name, variable in VARIABLES.items():
        if environ.get(variable):
            value = environ[variable]
            is_path = RULES[name] is FOLDER  # in a shell, a path may be relative to where one stands
            chosen[name] = _parsed(name, str(Path(value).absolute()) if is_path else value, variable)
    return _built(chosen)


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:  # a folder nobody lets us look into, or a name too long
        raise KioskError("settings_unreadable", file=str(file)) from None


def _read(file: Path) -> dict[str, Any]:
    check_ends(file)
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise KioskError("settings_unreadable", file=str(file)) from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = re.search(r"\(at line (\d+)", str(error))  # else it is the end
        line = int(told[1]) if told else text.count("\n") + 1
        raise KioskError("settings_invalid", file=str(file), line=line) from None


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
        raise KioskError("setting_unknown", file=file, field=name, near=near[0])
    return RULES[name].read(value, name, file)


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
