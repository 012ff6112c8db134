"""Tricks in every text of a sitting: kept as they were said, shown as plain text, and they reach nothing."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import main
from app.domain.check_in import CheckInBy
from app.domain.events import AnswerAccepted, CheckedIn, Event, SurveyAnswered, TranscriptCorrected
from app.domain.language import Language
from app.domain.transcript import Transcript, TranscriptSource
from app.errors import KioskError
from app.store import phone
from app.store.appointments import read_appointments
from app.store.journal import Journal
from app.sync.wire import dumps_profile, profile_json
from tests.contract.samples import sample
from tests.tricks import TRICKS, acting
from tests.unit.store.samples import FACTS, NOW, ONE, assessment, whole

SECRET = b"k" * 32


def sitting(text: str) -> list[Event]:
    """An interview in which `text` stands wherever a person can write."""
    events: list[Event] = []
    for event in whole(ONE, media=False):
        if isinstance(event, AnswerAccepted):
            words = Transcript(text, TranscriptSource.TYPED, None)
            event = AnswerAccepted(replace(event.answer, words=words), event.follow_up)
        elif isinstance(event, TranscriptCorrected):
            event = replace(event, text=text)
        events.append(event)
    return [events[0], CheckedIn(CheckInBy.CODE, text), *events[1:], SurveyAnswered((), text)]


@pytest.fixture(params=sorted(TRICKS), ids=str)
def trick(request: pytest.FixtureRequest) -> str:
    return TRICKS[request.param]


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    (tmp_path / "data" / "media").mkdir(parents=True)
    yield tmp_path / "data"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["data"]


def test_in_a_sitting(trick: str, data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = sitting(trick)
    journal = Journal.open(data_dir / "kiosk.db", data_dir / "media")
    journal.append(ONE, events, now=NOW)
    made = sample(Language.ZH)
    facts = replace(made.facts, interview_id=ONE, candidate_question=trick)
    told = tuple(
        replace(each, words=replace(each.words, text=each.words.text + trick))
        if isinstance(each.words, Transcript)
        else each
        for each in made.answers
    )
    profile = dumps_profile(profile_json(facts, told, made.assessment))
    journal.save_assessment(ONE, FACTS, assessment(), profile, now=NOW)
    assert journal.events(ONE) == events
    assert journal.verify().is_ok
    journal.close()
    for command in ("show", "show --json", "list", "verify"):
        words = command.split()
        target = [ONE] if words[0] == "show" else []
        assert main(["interviews", words[0], *target, *words[1:]]) == 0
        printed = capsys.readouterr()
        assert acting(printed.out + printed.err) == []
    out = tmp_path / "export.json"
    assert main(["interviews", "export", ONE, "--out", str(out)]) == 0
    assert json.dumps(trick) in json.dumps(json.loads(out.read_text("utf-8")))
    page = tmp_path / "report.html"
    assert main(["interviews", "report", ONE, "--out", str(page)]) == 0
    assert "<script>alert" not in page.read_text("utf-8")
    assert "onerror=alert(1)>" not in page.read_text("utf-8")
    capsys.readouterr()


@pytest.mark.parametrize("field", ["code", "time", "phone"])
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_in_a_list_of_appointments(trick: str, tmp_path: Path, field: str, kind: str) -> None:
    file = tmp_path / f"list.{kind}"
    entry = {"code": "K-7", field: trick}
    if kind == "json":
        file.write_text(json.dumps([entry]), "utf-8")
    else:
        quoted = ",".join('"' + text.replace('"', '""') + '"' for text in entry.values())
        file.write_bytes(f"{','.join(entry)}\n{quoted}\n".encode("utf-8", "surrogatepass"))
    with pytest.raises(KioskError) as failure:
        read_appointments(file, SECRET)
    assert failure.value.code in ("appointments_invalid", "appointments_unreadable")
    assert trick not in str(failure.value)


@pytest.mark.parametrize("text", ["[" * 100_000, "[[[]]]", '[{"code": {"a": 1}}]', "\0", ""])
def test_a_list_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "list.json"
    file.write_text(text, "utf-8")
    with pytest.raises(KioskError, match="appointments_"):
        read_appointments(file, SECRET)


def test_at_the_check_in(trick: str, data_dir: Path) -> None:
    assert phone.phone_key(SECRET, trick) is None
    journal = Journal.open(data_dir / "kiosk.db", data_dir / "media")
    try:
        assert journal.front_desk.find(trick, None) is None
        assert not journal.front_desk.was_here(trick, None)
    finally:
        journal.close()


def test_as_an_id_or_a_name_at_the_terminal(
    trick: str, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Journal.open(data_dir / "kiosk.db", data_dir / "media").close()
    for command in (["interviews", "show", trick], ["delete", trick, "--yes"], ["recording", trick, trick]):
        assert main([*command, "--lang", "en"]) == 1
        printed = capsys.readouterr()
        assert acting(printed.out + printed.err) == []
        assert len(printed.err.splitlines()) <= 4
