"""Answers read ahead: each once, on the reader's own thread; a bug or a change of language costs nothing else."""

import threading
from collections.abc import Sequence
from pathlib import Path

from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.scoring.tiers import Nudge, Opinion
from app.tiers.ahead import ReadAhead
from app.tiers.material import Material
from app.tiers.opinion import Heard
from app.tiers.packs import identity_of, read_embedding_pack
from app.tiers.readers import SentenceReader
from tests.injection.attacks import PROFILE, model
from tests.unit.scoring.answers import typed
from tests.unit.tiers.test_packs import converted


class Recorded:
    """A reader that says nothing, and keeps what it was given; `broken`: it has a bug."""

    tier = "tier1"

    def __init__(self) -> None:
        self.given: list[tuple[Language, str, int]] = []
        self.threads: set[str] = set()
        self.broken = False

    def load(self) -> None:
        self.threads.add(threading.current_thread().name)

    def identity(self, language: Language) -> str | None:
        return f"tier1/recorded/{language}"

    def nudges(
        self, model: CompetencyModel, language: Language, materials: Sequence[Material]
    ) -> tuple[Nudge, ...]:
        if self.broken:
            raise ZeroDivisionError
        self.given += [(language, each.question.id, each.turn) for each in materials]
        return ()

    def close(self) -> None:
        self.given.clear()


EN_WORDS = (
    "I sat down, phoned the depot and fetched the parcel on the same day, then told the neighbour at once."
)
ZH_WORDS = "我先听他说完，马上给站点打电话，当天把包裹取回来，然后告诉了邻居。"


def heard(name: str, language: Language, *texts: str) -> Heard:
    questions = ("JD-Q04", "JD-Q05", "JD-Q08")
    answers = tuple(typed(question, text) for question, text in zip(questions, texts, strict=False))
    return Heard(name, model(), PROFILE, language, answers)


def test_each_answer_is_read_once_in_the_reader_s_own_thread() -> None:
    reader = Recorded()
    ahead = ReadAhead([reader])
    ahead.hear(heard("i-1", Language.EN, EN_WORDS))
    opinion = ahead.opinion(heard("i-1", Language.EN, EN_WORDS, EN_WORDS))
    given = list(reader.given)
    ahead.stop()
    assert opinion.readers == ("tier1/recorded/en",)
    assert len(given) == len(set(given))
    assert reader.threads == {"reader-tier1"}
    assert reader.given == []  # closed at the end


def test_a_converted_pack_reads_only_its_language(tmp_path: Path) -> None:
    converted(tmp_path)
    ahead = ReadAhead([SentenceReader(tmp_path)])
    english = ahead.opinion(heard("i-1", Language.EN, EN_WORDS))
    chinese = ahead.opinion(heard("i-2", Language.ZH, ZH_WORDS))
    ahead.stop()
    assert english.readers == (identity_of(read_embedding_pack(tmp_path / "pack")),)
    assert chinese == Opinion()


def test_in_another_language_everything_is_read_again() -> None:
    reader = Recorded()
    ahead = ReadAhead([reader])
    ahead.hear(heard("i-1", Language.EN, EN_WORDS))
    assert ahead.opinion(heard("i-1", Language.ZH, ZH_WORDS)).readers == ("tier1/recorded/zh",)
    assert Language.ZH in {language for language, _, _ in reader.given}
    ahead.stop()


def test_a_bug_in_a_reader_costs_one_interview_its_opinion_and_no_more() -> None:
    reader = Recorded()
    reader.broken = True
    ahead = ReadAhead([reader])
    opinion = ahead.opinion(heard("i-1", Language.EN, EN_WORDS))
    assert opinion.flags == ("tier1_unavailable", "tier1_unavailable.failed")
    reader.broken = False
    assert ahead.opinion(heard("i-2", Language.EN, EN_WORDS)).flags == ()
    ahead.stop()
