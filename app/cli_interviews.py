"""`kiosk interviews list|show|report|export|verify` and `kiosk delete`: what the store holds."""

import argparse
import errno
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from app.bootstrap.course import COURSE
from app.cli_blind import WITHHELD, Withheld
from app.cli_staff import signed_in
from app.cli_text import add_language, any_path, language_of, local_time, table, terminal_words
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.observation import Observation
from app.domain.transcript import Transcript
from app.errors import KioskError
from app.flow.course import read_back
from app.review.desk import OPENED
from app.settings import Settings, load_settings
from app.staff.book import Role
from app.store.archive import InterviewSummary, StoredAnswer
from app.store.begun import is_there
from app.store.export import export_interview
from app.store.journal import Journal
from app.store.keeping import delete_everywhere
from app.store.retention import Reason
from app.sync.report import report_html
from app.ui.strings import Strings

Action = Callable[[argparse.Namespace, Journal, Strings], int]


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `interviews` and `delete` to the program's commands."""
    interviews = subparsers.add_parser("interviews", help="what the store holds / 已保存的面试")
    actions = interviews.add_subparsers(dest="action", metavar="ACTION", required=True)
    every = actions.add_parser("list", help="every interview, the newest first")
    show = actions.add_parser("show", help="one interview: answers, measures, scores")
    report = actions.add_parser("report", help="the newest result of one interview, as a page for HR")
    export = actions.add_parser("export", help="everything about one interview, as JSON")
    verify = actions.add_parser("verify", help="check the hash chains; exit code 1 if anything is wrong")
    for parser in (show, report, export):
        parser.add_argument("id", metavar="ID")
    for parser in (report, export):
        parser.add_argument("--out", type=any_path, required=True, metavar="FILE")
    for parser in (every, show, verify):
        parser.add_argument("--json", action="store_true")
    for parser, action in (
        (every, _list),
        (show, _show),
        (report, _report),
        (export, _export),
        (verify, _verify),
    ):
        add_language(parser)
        parser.set_defaults(command=interviews_command, run=action)
    delete = subparsers.add_parser("delete", help="remove one interview for good / 删除一场面试")
    delete.add_argument("id", metavar="ID")
    delete.add_argument("--yes", action="store_true", help="do not ask")
    delete.add_argument("--json", action="store_true")
    add_language(delete)
    delete.set_defaults(command=delete_command)


def interviews_command(args: argparse.Namespace) -> int:
    """The exit code of `kiosk interviews ...`. Raises KioskError for the program to put into words."""
    settings = load_settings(os.environ)
    action: Action = args.run
    if action is _list and not is_there(settings.database_file, settings.media_dir):
        print("[]" if args.json else terminal_words(language_of(args, settings)).text("interviews.none"))
        return 0
    words = terminal_words(language_of(args, settings))
    with _journal(settings) as journal:
        if action is not _verify:  # which tells nothing of anybody, and runs unattended
            args.actor = signed_in(settings, Role.RECRUITER, journal, words)
        args.withheld = Withheld.of(settings, journal, getattr(args, "id", None))
        return action(args, journal, words)


def delete_command(args: argparse.Namespace) -> int:
    """The exit code of `kiosk delete`; asks first where somebody sits at the terminal."""
    settings = load_settings(os.environ)
    words = terminal_words(language_of(args, settings))
    with _journal(settings) as journal:
        summary = journal.interview(args.id)
        if not args.yes and sys.stdin.isatty() and not _is_confirmed(summary, words):
            print(words.text("delete.kept"))
            return 1
        actor = signed_in(settings, Role.SITE_ADMIN, journal, words)
        key = journal.device_key()
        receipt = delete_everywhere(
            journal, settings.data_dir, key, args.id, actor=actor, reason=Reason.BY_HAND, now=time.time()
        )
    if args.json:
        print(_json(receipt))
        return 0
    receipt["deleted_at"] = local_time(receipt["deleted_at"])
    print(words.text("delete.receipt"))
    print(table([[words.text(f"delete.{name}"), str(value)] for name, value in receipt.items()]))
    return 0


@contextmanager
def _journal(settings: Settings) -> Iterator[Journal]:
    """The store of this kiosk. Raises KioskError store_missing before its first interview."""
    if not is_there(settings.database_file, settings.media_dir):
        raise KioskError("store_missing", folder=str(settings.data_dir))
    journal = Journal.open(settings.database_file, settings.media_dir, COURSE)
    try:
        yield journal
    finally:
        journal.close()


def _list(args: argparse.Namespace, journal: Journal, words: Strings) -> int:
    interviews = [args.withheld.summary(each) for each in journal.interviews()]
    journal.record(args.actor, OPENED, {}, now=time.time())
    if args.json:
        print(_json([asdict(summary) for summary in interviews]))
        return 0
    columns = ("id", "started", "state", "answers", "composite", "delivery", "profile")
    rows = [[words.text(f"interviews.{name}") for name in columns]]
    rows += [_row(summary, words) for summary in interviews]
    print(table(rows) if interviews else words.text("interviews.none"))
    return 0


def _row(summary: InterviewSummary, words: Strings) -> list[str]:
    return [
        summary.id,
        local_time(summary.started_at),
        _state(summary, words),
        str(summary.answers),
        _composite(summary),
        words.text(f"delivery.{summary.delivery}"),
        summary.job_profile or "-",
    ]


def _state(summary: InterviewSummary, words: Strings) -> str:
    state = words.text(f"state.{summary.state}")
    return f"{state} ({summary.left_reason})" if summary.left_reason else state


def _composite(summary: InterviewSummary) -> str:
    """The composite, or why there is none."""
    return f"{summary.composite:.2f}" if summary.composite is not None else summary.not_scored_reason or "-"


def _show(args: argparse.Namespace, journal: Journal, words: Strings) -> int:
    summary = args.withheld.summary(journal.interview(args.id))
    _told(args, journal, "viewed")
    if args.json:
        print(_json(args.withheld.export(export_interview(journal, args.id), summary)))
        return 0
    heading = [
        ("id", summary.id),
        ("started", local_time(summary.started_at)),
        ("state", _state(summary, words)),
        ("profile", f"{summary.job_profile or '-'} ({summary.plan_form or '-'}, {summary.language})"),
        ("composite", _composite(summary)),
        ("delivery", words.text(f"delivery.{summary.delivery}")),
    ]
    print(table([[words.text(f"interviews.{name}"), value] for name, value in heading]))
    if args.id in args.withheld:
        print(f"\n{words.message(WITHHELD)}")
    elif scores := args.withheld.scores(journal, args.id):
        rows = [
            [
                "  " * (line.level != "dimension") + line.name,
                _score(line.value, line.error),
                line.reason or "",
            ]
            for line in scores
        ]
        print(f"\n{words.text('interviews.scores')}\n{table(rows)}")
    measured = [answer.observations for answer in read_back(journal.events, args.id).answers]
    for stored, observations in zip(journal.answers(args.id), measured, strict=True):
        print("\n" + _answer(stored, observations, words))
    return 0


def _score(value: float | None, error: float | None) -> str:
    return "-" if value is None else f"{value:.2f} ± {error:.2f}"


def _answer(stored: StoredAnswer, observations: tuple[Observation, ...], words: Strings) -> str:
    """One answer for a reader: its words, then what was measured, then or later, or why not."""
    answer = stored.answer
    title = f"{answer.question_id} · {answer.turn}"
    if isinstance(answer.words, Transcript):
        sure = "" if answer.words.confidence is None else f" {answer.words.confidence:.2f}"
        lines = [f"{title}  [{answer.words.source}{sure}]", answer.words.text]
    else:
        lines = [f"{title}  [{answer.words.reason}]"]
    if stored.corrected_text is not None:
        lines.append(f"{words.text('interviews.corrected')} {stored.corrected_text}")
    lines += [f"{words.text('interviews.later', source=later.source)} {later.text}" for later in stored.later]
    rows = [
        [
            f"  {item.measure}",
            "-" if item.value is None else f"{item.value:.3g} {item.unit}",
            item.reason or "",
        ]
        for item in observations
    ]
    return "\n".join([*lines, *([table(rows)] if rows else [])])


def _export(args: argparse.Namespace, journal: Journal, words: Strings) -> int:
    summary = args.withheld.summary(journal.interview(args.id))
    text = _json(args.withheld.export(export_interview(journal, args.id), summary)) + "\n"
    _told(args, journal, "exported")
    _write(args.out, text)
    if args.id in args.withheld:
        print(words.message(WITHHELD))
    print(words.text("interviews.exported", file=str(args.out)))
    return 0


def _report(args: argparse.Namespace, journal: Journal, words: Strings) -> int:
    """The page names things as the content of this checkout does; an older model's unknown ids stay ids."""
    journal.interview(args.id)  # refuses an id that nobody has
    profile = journal.profile_json(args.id)
    if profile is None:
        raise KioskError("interview_not_assessed", interview=args.id)
    if args.id in args.withheld:
        _told(args, journal, "report_refused")
        raise KioskError(WITHHELD)
    page = report_html(args.withheld.profile(profile), load_competency_model(content_dir()))
    _told(args, journal, "reported")
    _write(args.out, page)
    print(words.text("interviews.exported", file=str(args.out)))
    return 0


def _told(args: argparse.Namespace, journal: Journal, action: str) -> None:
    """Let the audit log know, and whether the scores were among what was seen."""
    about = {"interview_id": args.id, "scores": args.id not in args.withheld}
    journal.record(args.actor, action, about, now=time.time())


def _write(out: Path, text: str) -> None:
    """The whole text in the file `out`, which only this user may read. Raises KioskError export_failed."""
    part = out.parent / f"{out.name}.part"
    try:
        if out.exists() and not out.is_file():  # a device would be replaced under root, for the whole machine
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(out))
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        # half of a surrogate pair, which UTF-8 cannot hold, is written as JSON escapes it
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        part.replace(out)
    except OSError as error:
        with suppress(OSError):
            part.unlink()  # of a person, and nobody would look for it
        raise KioskError("export_failed", file=str(out)) from error


def _verify(args: argparse.Namespace, journal: Journal, words: Strings) -> int:
    report = journal.verify()
    if args.json:
        print(_json({"ok": report.is_ok, **asdict(report)}))
        return 0 if report.is_ok else 1
    counts = asdict(report)
    shown = [name for name in counts if name not in ("problems", "media_missing")]
    print(table([[words.text(f"verify.{name}"), str(counts[name])] for name in shown]))
    for problem in report.problems:
        print(f"{words.text('verify.problem')} {problem.code}: {problem.where}")
    for name in report.media_missing:
        print(f"{words.text('verify.media_missing')} {name}")
    print(words.text("verify.ok" if report.is_ok else "verify.not_ok"))
    return 0 if report.is_ok else 1


def _is_confirmed(summary: InterviewSummary, words: Strings) -> bool:
    print(words.text("delete.ask", answers=summary.answers, started=local_time(summary.started_at)))
    return input("> ").strip() == summary.id


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
