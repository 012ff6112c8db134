"""`kiosk models list|pull|verify|benchmark`: the packs that hear and see."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict

from app.analysis.packs import find_packs, verify
from app.analysis.recognisers import FASTEST_ENOUGH, MARGIN
from app.cli_text import add_language, any_path, language_of, sentence, table, terminal_words
from app.content.paths import resources_dir
from app.errors import KioskError
from app.modelpacks.catalogue import KnownPack, load_catalogue, pack_named
from app.modelpacks.download import Progress
from app.modelpacks.install import Acceptance, Installed, Installer
from app.modelpacks.inventory import Line, inventory
from app.modelpacks.machine import this_machine, this_user, why_not
from app.modelpacks.self_test import run_self_test
from app.modelpacks.sources import source_for
from app.settings import Settings, load_settings
from app.terminal import overwrite
from app.ui.strings import Strings

Action = Callable[[argparse.Namespace, Settings, Strings], int]
BAR = 24
REDRAW_S = 0.2
YES = ("y", "yes", "是", "接受")


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `models` to the program's commands."""
    models = subparsers.add_parser("models", help="model packs: speech, face, room / 模型包")
    actions = models.add_subparsers(dest="action", metavar="ACTION", required=True)
    every = actions.add_parser("list", help="installed and known packs, and which suits this machine")
    pull = actions.add_parser("pull", help="install a pack from the hub (HF_ENDPOINT) or from a folder")
    pull.add_argument("name", metavar="NAME")
    pull.add_argument("--from", dest="folder", type=any_path, metavar="DIR", help="USB stick, offline mirror")
    pull.add_argument("--accept-licence", action="store_true", help="I have read it; do not ask")
    check = actions.add_parser("verify", help="compare every file with its sum; exit code 1 if one is wrong")
    check.add_argument("--self-test", action="store_true", help="load each pack and let it read noise, too")
    bench = actions.add_parser(
        "benchmark", help="error rate, speed, memory of a recogniser on your recordings"
    )
    bench.add_argument("--set", dest="folder", type=any_path, required=True, metavar="DIR")
    bench.add_argument("--pack", metavar="NAME", help="one pack, or pocketsphinx; else every recogniser")
    for parser, action in ((every, _list), (pull, _pull), (check, _verify), (bench, _benchmark)):
        parser.add_argument("--json", action="store_true")
        add_language(parser)
        parser.set_defaults(command=models_command, run=action)


def models_command(args: argparse.Namespace) -> int:
    """The exit code of `kiosk models ...`. Raises KioskError for the program to put into words."""
    settings = load_settings(os.environ)
    action: Action = args.run
    return action(args, settings, terminal_words(language_of(args, settings)))


def _list(args: argparse.Namespace, settings: Settings, words: Strings) -> int:
    machine = this_machine()
    lines = inventory(
        settings.packs_dir, load_catalogue(resources_dir()), machine, language_of(args, settings)
    )
    if args.json:
        print(_json({"folder": str(settings.packs_dir), **asdict(machine), "packs": [*map(asdict, lines)]}))
        return 0
    print(words.text("models.folder", folder=str(settings.packs_dir)))
    memory = "?" if machine.memory_mb is None else str(machine.memory_mb)
    print(words.text("models.machine", cores=machine.cores, memory_mb=memory) + "\n")
    heading = [words.text(f"models.{name}") for name in ("name", "state", "languages", "size", "licence")]
    print(table([[*heading, ""], *(_row(line, words) for line in lines)]))
    return 0


def _row(line: Line, words: Strings) -> list[str]:
    note = words.text("models.suggested") if line.is_suggested else ""
    if line.reason is not None:
        note = words.message(line.reason, pack=line.name, detail=line.detail, file=line.detail)
    size = f"{line.size_mb} MB" if line.size_mb else "-"
    state = words.text(f"models.{line.state}")
    return [line.name, state, ",".join(line.languages) or "-", size, line.licence or "-", note]


def _pull(args: argparse.Namespace, settings: Settings, words: Strings) -> int:
    known = pack_named(load_catalogue(resources_dir()), args.name, args.folder)
    source = source_for(args.folder, os.environ.get("HF_ENDPOINT"))
    installer = Installer(
        settings.packs_dir, source, _Bar(sys.stderr.isatty() and not args.json), run_self_test
    )
    if installer.is_there(known) is None:
        _warn(known, settings, words)
        _accept(known, words, accepted=args.accept_licence)
    done = installer.install(known, Acceptance(this_user(), time.time()))
    if args.json:
        tried = None if done.self_test is None else asdict(done.self_test)
        print(_json({"pack": done.pack.id, "folder": str(done.pack.folder), "self_test": tried}))
    else:
        print(_told(done, words))
    return 0


def _warn(known: KnownPack, settings: Settings, words: Strings) -> None:
    """Say on stderr that the machine is smaller than the pack would like; the self-test has the last word."""
    reason = why_not(known, this_machine(), settings.language)
    if reason is not None and known.held_back is None:
        print(words.message(reason, pack=known.name), file=sys.stderr)


def _accept(known: KnownPack, words: Strings, *, accepted: bool) -> None:
    """Show the licence and return when it was accepted. Raises KioskError pack_licence_not_accepted."""
    licence = known.licence
    facts = words.text("models.facts", name=known.name, size_mb=known.size_mb, licence=licence.id)
    print("\n\n".join(filter(None, (facts, licence.url, licence.text.strip()))), file=sys.stderr)
    if accepted:
        return
    if sys.stdin.isatty():
        print(words.text("models.accept"), file=sys.stderr)
        if input("> ").strip().lower() in YES:
            return
    raise KioskError("pack_licence_not_accepted", pack=known.name)


def _told(done: Installed, words: Strings) -> str:
    if done.self_test is None:
        return words.text("models.there", name=done.pack.id)
    told = words.text("models.done", name=done.pack.id, folder=str(done.pack.folder))
    if done.self_test.rtf is None:
        return told
    memory = "?" if done.self_test.memory_mb is None else str(done.self_test.memory_mb)
    told += "\n" + words.text("models.tried", rtf=f"{done.self_test.rtf:.2f}", memory_mb=memory)
    is_slow = MARGIN * done.self_test.rtf > FASTEST_ENOUGH
    return told + "\n" + words.message("recogniser_slow") if is_slow else told


def _verify(args: argparse.Namespace, settings: Settings, words: Strings) -> int:
    packs, refused = find_packs(settings.packs_dir)
    found = [(each.name, KioskError(each.code, pack=each.name, detail=each.detail)) for each in refused]
    whole: list[str] = []
    for pack in packs:
        try:
            verify(pack)
            if args.self_test and (pack.folder / "manifest.json").is_file():
                run_self_test(pack.folder)
            whole.append(pack.id)
        except KioskError as error:
            found.append((pack.id, error))
    if args.json:
        wrong = [{"pack": name, "code": why.code, "text": sentence(words, why)} for name, why in found]
        print(_json({"ok": not found, "whole": whole, "wrong": wrong}))
        return 1 if found else 0
    for name in whole:
        print(words.text("models.whole", name=name))
    for _, why in found:
        print(sentence(words, why))
    if not whole and not found:
        print(words.text("models.none", folder=str(settings.packs_dir)))
    return 1 if found else 0


def _benchmark(args: argparse.Namespace, settings: Settings, words: Strings) -> int:
    from app.cli_benchmark import benchmark_table
    from app.modelpacks.benchmark import run_benchmarks

    results = run_benchmarks(args.folder, settings.packs_dir, language_of(args, settings), args.pack)
    print(_json([asdict(result) for result in results]) if args.json else benchmark_table(results, words))
    return 0 if all(result.failure is None for result in results) else 1


class _Bar:
    """Draws how far a file is, at most five times a second, where somebody looks."""

    def __init__(self, is_shown: bool) -> None:
        self._is_shown = is_shown
        self._file, self._begun_s, self._begun_bytes, self._drawn_s = "", 0.0, 0, 0.0

    def __call__(self, progress: Progress) -> None:
        if not self._is_shown:
            return
        now_s = time.monotonic()
        if progress.file != self._file:
            self._file, self._begun_s, self._begun_bytes = progress.file, now_s, progress.done_bytes
        is_done = progress.done_bytes == progress.total_bytes
        if now_s - self._drawn_s >= REDRAW_S or is_done:
            self._drawn_s = now_s
            speed = (progress.done_bytes - self._begun_bytes) / max(now_s - self._begun_s, 0.001)
            overwrite(bar(progress, speed), end="\n" if is_done else "")


def bar(progress: Progress, bytes_per_s: float) -> str:
    """One line: file, how much of it, how long still."""
    done_mb = progress.done_bytes / 1_000_000
    if not progress.total_bytes:
        return f"{progress.file}  {done_mb:.1f} MB"
    share = progress.done_bytes / progress.total_bytes
    rest_s = (progress.total_bytes - progress.done_bytes) / bytes_per_s if bytes_per_s > 0 else None
    rest = "--:--" if rest_s is None else f"{int(rest_s) // 60:02}:{int(rest_s) % 60:02}"
    drawn = "#" * round(BAR * share)
    total_mb = progress.total_bytes / 1_000_000
    return f"{progress.file}  [{drawn:-<{BAR}}] {share:4.0%}  {done_mb:.1f}/{total_mb:.1f} MB  {rest}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
