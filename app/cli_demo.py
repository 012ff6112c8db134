"""`kiosk demo`: the recorded candidate goes through a whole interview in the real window."""

import argparse
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli_text import any_path, seconds
from app.domain.language import Language
from app.private_file import ready_folder

if TYPE_CHECKING:
    from app.demo.run import DemoResult


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `kiosk demo`."""
    parser = subparsers.add_parser("demo", help="one whole interview with a recorded candidate")
    parser.add_argument("--out", type=any_path, default=Path("out/demo"), help="where the results go")
    parser.add_argument("--lang", choices=[str(each) for each in Language], default=str(Language.ZH))
    parser.add_argument("--profile", default="jd_cs_agent", help="id of the job profile")
    parser.add_argument("--candidate", choices=["strong", "weak"], default="strong")
    parser.add_argument("--typing-s", type=seconds, default=4.0, help="how long an answer is typed, at least")
    parser.add_argument(
        "--read-s", type=seconds, default=0.25, help="how long a page stands before it is used"
    )
    parser.add_argument("--no-screens", action="store_true", help="keep no pictures of the pages")
    parser.add_argument("--data", type=any_path, metavar="DIR", help="data folder to add the interview to")
    parser.set_defaults(command=demo_command)


def demo_command(args: argparse.Namespace) -> int:
    """0 only if an interview was completed, scored and stored.

    Raises:
        KioskError: demo_stalled, demo_answers_missing, and whatever the kiosk itself meets.
    """
    from app.demo.run import Pace, run_demo  # Qt only where it is needed

    out: Path = args.out
    ready_folder(out)
    for old in ("profile.json", "report.html"):
        (out / old).unlink(missing_ok=True)
    shutil.rmtree(out / "screens", ignore_errors=True)
    pace = Pace(args.typing_s, args.read_s, has_screens=not args.no_screens)
    result = run_demo(out, Language(args.lang), args.profile, args.candidate, pace, args.data)
    _tell(result, out)
    return 0 if result.is_complete else 1


def _tell(result: "DemoResult", out: Path) -> None:
    """Say what was done, and what was not."""
    profile = result.profile
    if profile is None:
        print("The interview was not scored: there is no profile.")
        return
    answers = profile["answers"]
    scored = [each for each in answers if any(part["score"] is not None for part in each["scores"])]
    sources = sorted({each["transcript"]["source"] for each in answers if each["transcript"]})
    composite = profile["composite"]
    print(f"profile   {out / 'profile.json'}")
    print(f"report    {out / 'report.html'}")
    print(f"screens   {out / 'screens'} ({len(result.screens)} pictures)")
    print(f"answers   {len(answers)}, of which {len(scored)} carry a score; words from: {', '.join(sources)}")
    print(f"composite {composite['score']} ± {composite['standard_error']} ({composite['band']}, advisory)")
    print(f"input     {result.media.origin}")
    print(f"stored    {'yes, the hash chain holds' if result.is_stored else 'NO'}")
    measured, not_measured = _measures(answers)
    print(f"measured  {', '.join(measured) or 'nothing'}")
    print(f"not measured: {', '.join(not_measured) or 'nothing'}")
    print("hub       not enrolled at one: the records wait in the outbox of this kiosk")


def _measures(answers: list[dict[str, list[dict[str, object]]]]) -> tuple[list[str], list[str]]:
    """Names of what was measured at least once, and of what never was, with the reasons."""
    seen: dict[str, set[str]] = {}
    measured: set[str] = set()
    for answer in answers:
        for observation in answer["observations"]:
            name = str(observation["measure"])
            if observation["value"] is not None:
                measured.add(name)
            seen.setdefault(name, set()).add(str(observation["reason"]))
    never = [f"{name} ({'/'.join(sorted(seen[name]))})" for name in sorted(seen) if name not in measured]
    return sorted(measured), never
