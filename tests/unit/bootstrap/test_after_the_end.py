"""What a candidate adds after the end: the question reaches the profile, and receipts go with the interview."""

import json
from collections.abc import Callable
from pathlib import Path

from app.bootstrap.papers import PaperTask
from app.bootstrap.store_task import StoreTask
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.events import Rating, SurveyAnswered
from app.domain.language import Language
from app.flow.interview import fold
from app.store.journal import Journal
from app.ui.paper import Paper, PaperKind, Printing
from app.ui.ports import Append, Finish, Scored
from tests.unit.bootstrap.test_store_task import NOW_S, whole_interview

ASKED = "夜班怎么排？"


def with_journal(tmp_path: Path, check: Callable[[Journal, StoreTask], None]) -> None:
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path)
    model = load_competency_model(content_dir())
    try:
        check(journal, StoreTask(journal, model, lambda: NOW_S, lambda: 5000, 1500))
    finally:
        journal.close()


def test_a_question_to_the_company_is_a_second_revision_with_the_same_scores(tmp_path: Path) -> None:
    def check(journal: Journal, task: StoreTask) -> None:
        events = tuple(whole_interview(task.model))
        task(Append("i-1", events))
        first = task(Finish(fold(events)))
        survey = SurveyAnswered((Rating("fair", 3),), ASKED)
        task(Append("i-1", (survey,)))
        again = task(Finish(fold((*events, survey))))
        assert isinstance(first, Scored)
        assert isinstance(again, Scored)
        assert first.feedback == again.feedback
        before, after = (
            json.loads(row["profile"])
            for row in journal._rows("SELECT profile FROM assessments ORDER BY revision", [])
        )
        assert (before["candidate_question"], after["candidate_question"]) == ("", ASKED)
        assert before["composite"] == after["composite"]
        assert "fair" not in json.dumps(after), "the survey is in no profile"

    with_journal(tmp_path, check)


def test_a_saved_receipt_is_deleted_with_its_interview(tmp_path: Path, qapp: object) -> None:
    def check(journal: Journal, task: StoreTask) -> None:
        task(Append("i-1", tuple(whole_interview(task.model))))
        paper = Paper(PaperKind.SHEET, "i-1", Language.ZH, "回执", (), "interview=i-1")
        assert PaperTask(tmp_path, journal.new_media_key)(paper).printing is Printing.SAVED
        (file,) = tmp_path.glob("*.pdf")
        clear = journal.recording("i-1", file.name)
        assert clear.startswith(b"%PDF-")
        assert clear[:16] not in file.read_bytes()  # fewer bytes may lie there by chance
        assert journal.verify().is_ok
        file.write_bytes(file.read_bytes()[:-1])
        assert [each.code for each in journal.verify().problems] == ["media_cut"]
        journal.delete("i-1", now=NOW_S)
        assert not list(tmp_path.glob("*.pdf"))

    with_journal(tmp_path, check)
