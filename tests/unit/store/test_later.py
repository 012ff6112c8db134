"""Words that were read from a recording after the interview: a further revision, never in place of the old."""

import pytest

from app.domain.events import TranscribedLater
from app.domain.interview import Answer
from app.domain.transcript import NotTranscribed, Transcript, TranscriptSource
from app.errors import BugError
from app.flow.interview import Interview, Step, advance
from app.store.export import export_interview
from app.store.journal import Journal
from tests.unit.store.samples import NOW, ONE, TEXT, left, whole

HEARD = Transcript("我先帮您查一下。", TranscriptSource.FASTER_WHISPER, 0.8)
AGAIN = Transcript("我先帮您查一下订单。", TranscriptSource.SHERPA_ONNX, 0.9)


def later(words: Transcript = HEARD, question_id: str = "JD-Q01") -> TranscribedLater:
    return TranscribedLater(question_id, 1, words, ("faster-whisper/tiny/0",))


@pytest.fixture
def ended(journal: Journal) -> Journal:
    journal.append(ONE, [*whole(ONE, media=False), left("idle")], now=NOW)
    return journal


def test_each_reading_is_a_revision_and_the_accepted_words_stay(ended: Journal) -> None:
    ended.append(ONE, [later(), later(AGAIN)], now=NOW + 1)
    first, second = ended.answers(ONE)
    assert first.later == (HEARD, AGAIN)
    assert isinstance(first.answer.words, Transcript)
    assert first.answer.words.text == TEXT
    assert second.later == ()
    assert ended.verify().is_ok
    assert [each["text"] for each in export_interview(ended, ONE)["answers"][0]["later_words"]] == [
        HEARD.text,
        AGAIN.text,
    ]


def test_a_changed_reading_is_found(ended: Journal) -> None:
    ended.append(ONE, [later()], now=NOW + 1)
    ended._db.conn.execute("UPDATE later_transcripts SET words = replace(words, '查', '改')")
    assert [(each.code, each.where.split()[0]) for each in ended.verify().problems] == [
        ("rows_changed", "later_transcripts")
    ]


def test_deletion_takes_the_readings_with_it(ended: Journal) -> None:
    ended.append(ONE, [later()], now=NOW + 1)
    ended.delete(ONE, now=NOW + 2)
    assert ended._db.conn.execute("SELECT count(*) FROM later_transcripts").fetchone() == (0,)
    assert ended.verify().is_ok


def test_an_answer_that_nobody_accepted_has_no_later_words(ended: Journal) -> None:
    with pytest.raises(BugError, match="only an accepted answer"):
        ended.append(ONE, [later(question_id="JD-Q09")], now=NOW + 1)


def over(answer: Answer) -> Interview:
    return Interview(step=Step.FINISHED, answers=(answer,))


def test_later_words_stand_in_only_where_there_were_none() -> None:
    silent = Answer("Q1", 1, 1, NotTranscribed("no_recogniser"))
    typed = Answer("Q1", 1, 1, Transcript("typed", TranscriptSource.TYPED))
    event = later(question_id="Q1")
    assert advance(over(silent), event).answers[0].words == HEARD
    assert advance(over(typed), event).answers[0] == typed
    with pytest.raises(BugError, match="only an accepted answer"):
        advance(over(silent), later(question_id="Q2"))


def test_nothing_is_transcribed_later_while_the_interview_runs() -> None:
    with pytest.raises(BugError):
        advance(Interview(step=Step.QUESTION), later())
