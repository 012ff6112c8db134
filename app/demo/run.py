"""Runs the recorded candidate through the real program and looks at what came out."""

import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtWidgets import QApplication

from app.bootstrap.application import application
from app.bootstrap.kiosk import Kiosk
from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.demo.answers import load_answers
from app.demo.driver import DEVICES_S, READ_S, Driver, Script
from app.demo.media import DemoMedia, find_media, shared_media, with_own_words
from app.domain.language import Language
from app.errors import BugError, KioskError
from app.settings import Settings
from app.store.archive import Archive
from app.store.vault import Vault

SPEED = 4.0  # how much faster than life the recordings play
SPOKEN_QUESTION = "JD-Q04"
PUT_RIGHT = frozenset(
    {"weak"}
)  # whoever says an answer in words of their own and corrects what was recognised
WINDOW_PX = (1280, 800)


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demo left behind. profile: the parsed profile.json, or None if there is none."""

    profile: dict[str, Any] | None
    is_stored: bool
    media: DemoMedia
    screens: tuple[Path, ...]

    @property
    def is_complete(self) -> bool:
        """An interview was completed, scored and stored."""
        return self.is_stored and self.profile is not None and bool(self.profile["composite"]["score"])


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the recorded candidate is. typing_s: how long an answer is typed, at least; the sound beside it is
    recorded meanwhile. read_s: how long a page stands; the device check six times as long. has_screens: pictures of
    the pages are kept.
    """

    typing_s: float
    read_s: float = READ_S
    has_screens: bool = True


def run_demo(
    out: Path, language: Language, profile_id: str, candidate: str, pace: Pace, data: Path | None = None
) -> DemoResult:
    """One interview of `candidate` in `language`; results lie in `out`.

    data: the data folder of a kiosk, whose interviews stay; None: a new one in `out`.

    Raises:
        KioskError: demo_stalled, demo_answers_missing, and whatever the kiosk itself meets.
    """
    data_dir = _new_data(out) if data is None else data
    resources = resources_dir()
    answers = load_answers(resources, language, candidate)
    media = find_media(language, shared_media(resources.parent), out / "media", "。".join(answers.values()))
    if (
        candidate in PUT_RIGHT and language is Language.EN
    ):  # the one language that is recognised without a pack
        said = answers.get((SPOKEN_QUESTION, 1), "")
        media = with_own_words(media, language, said, out / "media")
    pack = os.environ.get("KIOSK_MODEL_PACK")
    settings = Settings(
        data_dir=data_dir,
        microphone=f"file:{media.microphone}",
        camera=f"file:{media.camera}",
        loudspeaker=False,  # nobody listens, and the recorded candidate does not wait for the voice
        job_profile=profile_id,
        language=language,
        windowed=True,
        model_pack_dir=Path(pack) if pack else None,
    )
    app = application()
    kiosk = Kiosk(settings, load_competency_model(content_dir()), speed=SPEED, results_dir=out)
    script = Script(
        answers=answers,
        media=media,
        screens=out / "screens" if pace.has_screens else None,
        typing_s=pace.typing_s,
        spoken=frozenset({SPOKEN_QUESTION} if media.spoken else ()),
        spoken_s=media.spoken_s / SPEED,
        read_s=pace.read_s,
        devices_s=pace.read_s * DEVICES_S / READ_S,
    )
    screens = _drive(app, kiosk, script)
    return DemoResult(_profile(out), _is_stored(settings), media, screens)


def _new_data(out: Path) -> Path:
    data_dir = out / "data"
    shutil.rmtree(data_dir, ignore_errors=True)
    data_dir.mkdir(parents=True)
    shutil.rmtree(out / "keys", ignore_errors=True)
    Vault.open(data_dir, key_dir=out / "keys").close()  # not among the keys of a real kiosk
    return data_dir


def _drive(app: QApplication, kiosk: Kiosk, script: Script) -> tuple[Path, ...]:
    """Let the driver work until the interview is over. Raises the KioskError it failed with."""
    driver = Driver(kiosk, script)
    failures: list[KioskError] = []
    driver.done.connect(lambda _: app.exit(0))
    driver.failed.connect(failures.append)
    driver.failed.connect(lambda _: app.exit(1))
    bugs: list[BaseException] = []

    def on_bug(_kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        bugs.append(error.with_traceback(trace))
        app.exit(1)  # quit() would ask the window, which never lets anybody leave

    sys.excepthook = on_bug
    kiosk.window.resize(*WINDOW_PX)
    kiosk.start()
    driver.start()
    try:
        app.exec()
    finally:
        sys.excepthook = sys.__excepthook__
        kiosk.stop()
    if bugs:
        raise BugError("the demo met a bug") from bugs[0]
    if failures:
        raise failures[0]
    return tuple(driver.screens)


def _profile(out: Path) -> dict[str, Any] | None:
    try:
        found = json.loads((out / "profile.json").read_text("utf-8"))
    except OSError:
        return None
    if not isinstance(found, dict):
        raise BugError("profile.json is not an object")
    return found


def _is_stored(settings: Settings) -> bool:
    """Read the store anew: what is there must be assessed interviews whose chain holds."""
    archive = Archive.open(settings.database_file, settings.media_dir)
    try:
        return {each.state for each in archive.interviews()} == {"assessed"} and archive.verify().is_ok
    finally:
        archive.close()
