"""Runs every benchmark, each part in a process of its own; writes out/bench.json and prints the table.

`python -m tests.bench` measures all, `python -m tests.bench live ui` only these parts.
"""

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from tests.bench.table import PARTS, Figure, completed, shown, summed_up, write_json

OUT = Path("out") / "bench.json"
LONGEST_S = 400.0  # of a part; a busy machine takes its time


def main(arguments: list[str]) -> int:
    """0 when every part could be run; missed goals are said, not punished."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("parts", nargs="*", metavar="part", help=" | ".join(PARTS))
    parser.add_argument("--into", type=Path, help="only for the parts' own processes")
    args = parser.parse_args(arguments)
    unknown = sorted(set(args.parts) - PARTS.keys())
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}")
    if args.into is not None:
        return _measure_here(args.parts[0], args.into)
    figures: list[Figure] = []
    failed = 0
    for part in args.parts or PARTS:
        started_s = time.monotonic()
        found = _measured(part)
        failed += found is None
        figures += completed(part, found or [], "the part failed; its output above says why")
        _say(f"{part}: {time.monotonic() - started_s:.0f} s\n{shown(figures[-len(PARTS[part]) :])}\n")
    if not args.parts:
        write_json(OUT, figures)
        _say(f"\nwritten to {OUT}")
    _say(f"\n{shown(figures)}\n\n{summed_up(figures)}")
    return 1 if failed else 0


def _measured(part: str) -> list[Figure] | None:
    """The figures of a part from a process of its own; None when that failed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        command = [sys.executable, "-W", "ignore", "-m", "tests.bench", part, "--into", str(file)]
        try:
            done = subprocess.run(
                command, env=_environment(Path(folder) / "keys"), timeout=LONGEST_S, check=False
            )
        except subprocess.TimeoutExpired:
            _say(f"{part}: given up after {LONGEST_S:.0f} s")
            return None
        if done.returncode != 0 or not file.is_file():
            _say(f"{part}: ended with code {done.returncode}")
            return None
        return [Figure(**figure) for figure in json.loads(file.read_text("utf-8"))]


def _environment(keys: Path) -> dict[str, str]:
    """A quiet environment: no screen, no network, and no settings or keys of whoever runs this."""
    kept = ("KIOSK_TEST_MEDIA", "KIOSK_MODEL_PACK")
    own = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_") or name in kept}
    defaults = {"QT_QPA_PLATFORM": "offscreen", "HF_HUB_OFFLINE": "1", "GLOG_minloglevel": "2"}
    return {**defaults, **own, "LC_ALL": "C.UTF-8", "KIOSK_KEY_DIR": str(keys)}


def _measure_here(part: str, into: Path) -> int:
    figures = importlib.import_module(f"tests.bench.{part}").measure()
    into.write_text(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False), "utf-8")
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
