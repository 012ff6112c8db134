"""A thief reads the disk: of a kiosk that runs, that was killed in the middle of an answer, and that was stopped."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.domain.events import AnswerAccepted, CheckedIn, SurveyAnswered
from app.store.archive import Archive
from app.store.demographics import FILE_NAME, open_demographics
from app.store.front_desk import FrontDesk
from tests.end2end.planted_process import AGE, ANSWERS_PLANTED, ASKED, CODE, NAME, SAID, WORDS, started
from tests.plaintext import plaintext_hits, slices

pytestmark = pytest.mark.slow
SEARCHED = (
    "data",
    "home",
)  # the rest is what the test lays down: film and sound to play, the list of appointments


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """The disk at three moments of a running program, and under "stopped" after it came to its end."""
    out = tmp_path_factory.mktemp("planted")
    states = {"stopped": out}
    with ExitStack() as stack:
        first = stack.enter_context(started(out))
        _until(first.stdout, f"answers {ANSWERS_PLANTED - 1}")
        states["running"] = _copy(out, "running")
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
        states["killed"] = _copy(out, "killed")
        second = stack.enter_context(started(out))
        stack.callback(second.kill)
        _until(second.stdout, "ended")
        states["ended"] = _copy(out, "ended")
        assert second.stdin is not None
        second.stdin.write("\n")
        second.stdin.flush()
        assert second.wait(timeout=60) == 0
        yield states


def _until(lines: Iterator[str] | None, wanted: str) -> None:
    assert lines is not None
    assert any(line.strip() == wanted for line in lines), f"the kiosk never said {wanted}"


def _copy(out: Path, name: str) -> Path:
    """The folders as they lie on the disk, while nobody waits for the kiosk; a file that goes meanwhile is gone."""
    copy = out / "states" / name
    for folder in SEARCHED:
        for path in sorted((out / folder).rglob("*")):
            target = copy / path.relative_to(out)
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                if path.is_file() and not path.is_symlink():
                    shutil.copyfile(path, target)
            except FileNotFoundError:
                continue
    return copy


@pytest.fixture(scope="module")
def recorded(states: dict[str, Path]) -> list[bytes]:
    """Pieces of what the kiosk recorded and of the papers it saved, that can only be from there."""
    data_dir = states["stopped"] / "data"
    archive = Archive.open(data_dir / "kiosk.db", data_dir / "media")
    (interview,) = archive.interviews()
    names = [path.relative_to(data_dir / "media").as_posix() for path in (data_dir / "media").rglob("*.*")]
    contents = {name: archive.recording(interview.id, name) for name in names}
    archive.close()
    kinds = {Path(name).suffix for name in names}
    assert kinds == {".mkv", ".pcm", ".pdf"}
    assert all(contents[name].startswith(b"%PDF") for name in names if name.endswith(".pdf"))
    pieces = [piece for name in names for piece in slices(contents[name])[:4]]
    assert len(pieces) > 100
    return pieces


def test_everything_planted_is_stored(states: dict[str, Path]) -> None:
    """Else the absence of a hit would prove nothing."""
    data_dir = states["stopped"] / "data"
    archive = Archive.open(data_dir / "kiosk.db", data_dir / "media")
    (interview,) = archive.interviews()
    events = archive.events(interview.id)
    said = [event.answer.words.text for event in events if isinstance(event, AnswerAccepted)]  # type: ignore[union-attr]
    assert sum(NAME in text and SAID in text for text in said) >= ANSWERS_PLANTED - 1
    assert [event.appointment for event in events if isinstance(event, CheckedIn)] == [CODE]
    assert [event.asks_company for event in events if isinstance(event, SurveyAnswered)] == [ASKED]
    assert [each.appointment.code for each in FrontDesk(archive._db, archive._lock).expected()] == [CODE]
    with open_demographics(data_dir / FILE_NAME, archive.voluntary_keys) as connection:
        assert connection.execute("SELECT question, choice FROM answers").fetchall() == [("age", AGE)]
    assert archive.verify().is_ok
    archive.close()
    assert (data_dir / "log" / "kiosk.log").stat().st_size > 0
    assert list((data_dir / "crashes").glob("*-ValueError.json"))
    assert list((data_dir / "backup").glob("*.db"))


@pytest.mark.parametrize("state", ["running", "killed", "ended", "stopped"])
def test_nothing_of_the_candidate_can_be_read(
    states: dict[str, Path], recorded: list[bytes], state: str
) -> None:
    for folder in SEARCHED:
        files = [path for path in (states[state] / folder).rglob("*") if path.is_file()]
        assert folder == "home" or len(files) > 5
        assert plaintext_hits(states[state] / folder, [*WORDS, *recorded]) == []
