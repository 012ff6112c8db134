"""The log says what happened and never what was said."""

import ast
import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import log as app_log
from app.domain.language import Language
from app.domain.transcript import Transcript, TranscriptSource
from app.errors import BugError, KioskError
from app.log import PrivateFile, logging_to

SECRET_ZH = "我叫小明，电话一二三"
SECRET_EN = "zebra tulip lantern"
APP = Path(app_log.__file__).parent


def ours() -> logging.Logger:
    return logging.getLogger("app.test")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "log" / "kiosk.log"
    with logging_to(file):
        yield file


def test_codes_numbers_ids_and_paths_are_written(file: Path) -> None:
    ours().info("take %s of %d ended after %.1f s: %s %s", "JD-Q01", 2, 31.5, Language.ZH, Path("/x/y.mkv"))
    assert "take JD-Q01 of 2 ended after 31.5 s: zh /x/y.mkv" in file.read_text("utf-8")


@pytest.mark.parametrize("secret", [SECRET_ZH, SECRET_EN])
def test_what_was_said_is_never_written(file: Path, secret: str) -> None:
    words = Transcript(secret, TranscriptSource.TYPED)
    ours().warning("heard %s", secret)
    ours().warning("heard %r in %s", words, [secret])
    ours().warning("heard %(what)s", {"what": secret})
    ours().warning("failed: %s", ValueError(secret))
    logging.getLogger("other.library").error("text: %s", secret)
    try:
        raise ValueError(secret)
    except ValueError:
        ours().exception("bug while handling %s", "Finish")
    try:
        raise BugError(f"KeyError({secret!r})")
    except BugError:
        ours().exception("bug")
    text = file.read_text("utf-8")
    assert secret not in text
    assert not any(word in text for word in secret.split())
    assert f"heard <str of {len(secret)} characters>" in text
    assert "heard <Transcript> in <list>" in text
    assert "bug while handling Finish" in text
    assert "test_what_was_said_is_never_written" in text, "the frames are kept"


def test_chinese_inside_a_finished_sentence_is_left_out(file: Path) -> None:
    ours().warning(f"heard {SECRET_ZH}")  # a mistake that the test below forbids in app/
    assert SECRET_ZH not in file.read_text("utf-8")


def test_our_own_errors_keep_their_words(file: Path) -> None:
    try:
        raise KioskError("disk_full", file="kiosk.db")
    except KioskError:
        ours().exception("not stored")
    ours().error("not stored: %s", OSError(28, SECRET_EN))
    text = file.read_text("utf-8")
    assert "KioskError: disk_full (file=kiosk.db)" in text
    assert "OSError: No space left on device" in text


def test_others_are_heard_only_when_they_warn(file: Path) -> None:
    logging.getLogger("other.library").info("chatter")
    logging.getLogger("other.library").warning("trouble")
    text = file.read_text("utf-8")
    assert "chatter" not in text
    assert "trouble" in text


def test_the_record_of_another_handler_is_not_touched(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    ours().warning("heard %s", SECRET_EN)
    assert caplog.messages == [f"heard {SECRET_EN}"]


def test_the_log_rotates_and_only_the_user_may_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_log, "FILE_BYTES", 2_000)
    file = tmp_path / "kiosk.log"
    with logging_to(file):
        for number in range(500):
            ours().info("line %d", number)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 1 + app_log.OLD_FILES
    assert "line 499" in file.read_text("utf-8")
    assert all(item.stat().st_size < 2_100 for item in files)
    assert all(stat.S_IMODE(item.stat().st_mode) == 0o600 for item in files)


def test_after_the_block_nothing_is_written_and_nothing_stays_open(tmp_path: Path) -> None:
    handlers = list(logging.getLogger().handlers)
    with logging_to(tmp_path / "kiosk.log"):
        ours().info("in")
    ours().error("out")
    assert logging.getLogger().handlers == handlers
    assert "out" not in (tmp_path / "kiosk.log").read_text("utf-8")


def test_a_full_disk_stops_the_log_and_not_the_program(tmp_path: Path) -> None:
    handler = PrivateFile(tmp_path / "kiosk.log")
    assert handler.stream is not None
    handler.stream.close()
    handler.stream = open("/dev/full", "w", encoding="utf-8")  # noqa: SIM115 - closed by the handler
    handler.handle(logging.makeLogRecord({"name": "app", "levelno": logging.ERROR, "msg": "x"}))
    assert handler.lost == 1
    handler.handleError = lambda record: None  # type: ignore[method-assign]
    with pytest.raises(OSError, match="No space"):
        handler.close()


LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def log_calls() -> list[tuple[str, ast.Call]]:
    """Every call of a logger in app/, with the place it stands."""
    calls = []
    for file in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in LEVELS
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in {"log", "logger", "logging"}
            ):
                calls.append((f"{file.relative_to(APP.parent)}:{node.lineno}", node))
    return calls


def test_log_sentences_in_the_program_are_constant() -> None:
    def is_constant(call: ast.Call) -> bool:
        words = call.args[1 if isinstance(call.func, ast.Attribute) and call.func.attr == "log" else 0]
        return isinstance(words, ast.Constant) and isinstance(words.value, str)

    assert [where for where, call in log_calls() if not is_constant(call)] == []
