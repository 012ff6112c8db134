"""`kiosk demo` as a process of its own, and what it left behind; each demo is held once for all tests."""

import fcntl
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.domain.language import Language

QUICK = ("--typing-s", "0.4", "--read-s", "0.02")
CANDIDATES = ("strong", "weak")


def demo_command(out: Path, *words: str) -> list[str]:
    """The command line of one quick interview."""
    return [sys.executable, "-W", "ignore", "-m", "app", "demo", "--out", str(out), *QUICK, *words]


def environment(media: Path | None, packs: Path | None) -> dict[str, str]:
    """The environment of the demo: with these recordings and packs, or with none at all."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")}
    kept["QT_QPA_PLATFORM"] = "offscreen"
    kept["KIOSK_TEST_MEDIA"] = str(media) if media else "/nonexistent"
    if packs is not None:
        kept["KIOSK_MODEL_PACK"] = str(packs)
    return kept


@dataclass(frozen=True, slots=True)
class DemoRun:
    """Exit code, output, and the profile. data: the data folder, which may hold other interviews, too."""

    out: str
    data: str
    code: int
    output: str
    errors: str

    @property
    def folder(self) -> Path:
        """Where its results lie."""
        return Path(self.out)

    @property
    def profile(self) -> dict[str, Any]:
        """profile.json, parsed."""
        profile: dict[str, Any] = json.loads((self.folder / "profile.json").read_text("utf-8"))
        return profile

    @property
    def interview_id(self) -> str:
        """The interview's number in the store."""
        return str(self.profile["interview_id"])

    @property
    def scored_answers(self) -> list[dict[str, Any]]:
        """Answers with at least one score."""
        return [a for a in self.profile["answers"] if any(s["score"] is not None for s in a["scores"])]


def run_demo(out: Path, data: Path, *words: str, media: Path | None, packs: Path | None) -> DemoRun:
    """One interview, to its end."""
    done = subprocess.run(
        demo_command(out, *words),
        env=environment(media, packs),
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    return DemoRun(str(out), str(data), done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True, slots=True)
class Demos:
    """The recorded candidates, each held once; both of a language sat down at the same kiosk, one after the other.

    folder: the same for all workers, who wait for each other: whoever asks first holds the interview.
    """

    folder: Path
    media: Path
    packs: Path

    def of(self, language: Language, candidate: str = "strong") -> DemoRun:
        """The interview of `candidate`; before it the one of whoever sat there earlier.

        Where the weak one speaks Chinese nothing is recorded of a real person, and there is no model pack. Pictures
        of the pages are kept of the strong one in Chinese.
        """
        if self._held_all(language, candidate, waits=False) is None:
            for other in Language:  # somebody holds it just now: meanwhile hold what will be asked for next
                if other is not language:
                    self._held_all(other, CANDIDATES[-1], waits=False)
        run = self._held_all(language, candidate, waits=True)
        assert run is not None
        return run

    def _held_all(self, language: Language, candidate: str, *, waits: bool) -> DemoRun | None:
        """The interview; None: another worker is there and nobody waits."""
        at_kiosk = self.folder / f"demo-{language}"
        at_kiosk.mkdir(exist_ok=True)
        with (at_kiosk / "held.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return None
            for each in CANDIDATES[: CANDIDATES.index(candidate) + 1]:
                run = self._held(at_kiosk, language, each)
        return run

    def _held(self, at_kiosk: Path, language: Language, candidate: str) -> DemoRun:
        told = at_kiosk / f"{candidate}.json"
        if told.exists():
            return DemoRun(**json.loads(told.read_text("utf-8")))
        data, words = at_kiosk / "strong" / "data", ["--lang", language, "--candidate", candidate]
        is_bare = (language, candidate) == (Language.ZH, "weak")
        if candidate != "strong":
            words += ["--data", str(data)]
        if (language, candidate) != (Language.ZH, "strong"):
            words.append("--no-screens")
        media, packs = (None, None) if is_bare else (self.media, self.packs)
        run = run_demo(at_kiosk / candidate, data, *words, media=media, packs=packs)
        told.write_text(json.dumps(asdict(run)), "utf-8")
        return run
