"""`kiosk demo` as a process of its own, and what it left behind."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def demo_command(out: Path, *words: str) -> list[str]:
    """The command line of one quick interview."""
    return [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "app",
        "demo",
        "--out",
        str(out),
        "--typing-s",
        "0.4",
        *words,
    ]


def environment(media: Path | None, packs: Path | None) -> dict[str, str]:
    """The environment of the demo: with these recordings and packs, or with none at all."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")}
    kept["QT_QPA_PLATFORM"] = "offscreen"
    kept["KIOSK_TEST_MEDIA"] = str(media) if media else "/nonexistent"
    if packs is not None:
        kept["KIOSK_MODEL_PACK"] = str(packs)
    return kept


def run_demo(out: Path, *words: str, media: Path | None, packs: Path | None) -> "DemoRun":
    """One interview, to its end."""
    done = subprocess.run(
        demo_command(out, *words),
        env=environment(media, packs),
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    return DemoRun(out, done.returncode, done.stdout, done.stderr)


class DemoRun:
    """Exit code, output, and the profile."""

    def __init__(self, out: Path, code: int, output: str, errors: str) -> None:
        self.out, self.code, self.output, self.errors = out, code, output, errors

    @property
    def profile(self) -> dict[str, Any]:
        """profile.json, parsed."""
        profile: dict[str, Any] = json.loads((self.out / "profile.json").read_text("utf-8"))
        return profile

    @property
    def scored_answers(self) -> list[dict[str, Any]]:
        """Answers with at least one score."""
        return [a for a in self.profile["answers"] if any(s["score"] is not None for s in a["scores"])]
