"""Runs the fault tests; writes out/soak.json and prints the table.

`python -m tests.soak` runs all, `python -m tests.soak kills power` only these parts. `--kills 100` sets a count,
`--few` all of them low. `--go-on` keeps what out/soak/ holds of an earlier run and only adds what is missing.
`--report` adds nothing. Parts that were not run now are reported as out/soak/ has them.
"""

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from app.demo.media import find_media, shared_media
from app.domain.language import Language
from tests.soak.figures import PARTS, figures, machine, table, write_json
from tests.soak.lane import ROOT
from tests.soak.plan import Plan
from tests.soak.record import Record, say

OUT = Path("out")
SEED = 20_260_601


def main(arguments: list[str]) -> int:
    """0 when every part could be run and found no fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("parts", nargs="*", metavar="part", help=" | ".join(PARTS))
    parser.add_argument("--few", action="store_true", help="the short version of each part")
    parser.add_argument("--go-on", action="store_true", help="add to what an earlier run has done")
    parser.add_argument("--report", action="store_true", help="only the table of what was done")
    parser.add_argument("--lanes", type=int, default=2, help="kiosks at once, where a part can")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=OUT)
    for name, part in PARTS.items():
        parser.add_argument(f"--{name}", type=int, metavar="N", help=f"runs of this part ({part.wanted})")
    args = parser.parse_args(arguments)
    unknown = sorted(set(args.parts) - PARTS.keys())
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}")
    failed = [name for name in args.parts or PARTS if not args.report and not _run(name, args)]
    record = {name: _lines(args.out / "soak" / f"{name}.jsonl") for name in PARTS}
    found = figures(record)
    write_json(args.out / "soak.json", found)
    say(f"\n{machine()}; {datetime.now(UTC):%Y-%m-%d %H:%M} UTC; commit {_commit()}\n\n{table(found)}\n")
    for name in failed:
        say(f"{name}: could not be run to its end; what it did so far is in the table")
    faults = sum(bool(line.get("faults")) for lines in record.values() for line in lines)
    return 1 if failed or faults else 0


def _run(name: str, args: argparse.Namespace) -> bool:
    """Run one part; False when it could not go on."""
    part = PARTS[name]
    wanted = getattr(args, name) or (part.few if args.few else part.wanted)
    record = Record(args.out / "soak" / f"{name}.jsonl", name, wanted, go_on=args.go_on)
    try:
        with tempfile.TemporaryDirectory(prefix="kiosk-soak-", ignore_cleanup_errors=True) as folder:
            work = Path(folder)
            film = find_media(Language.ZH, shared_media(ROOT), work, "您好，很高兴为您服务。").camera
            plan = Plan(work, str(film), args.seed, args.lanes)
            importlib.import_module(f"tests.soak.{part.module}").run(record, plan)
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        say(f"{name}: {type(error).__name__}: {error}")
        return False
    finally:
        record.close()
    return True


def _lines(path: Path) -> list[dict[str, object]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.endswith("}")]


def _commit() -> str:
    asked = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
