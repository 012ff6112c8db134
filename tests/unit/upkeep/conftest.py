"""A data folder with two interviews, and everything that keeps it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.staff.lockout import Moment
from app.store.ballast import Ballast
from app.store.journal import Journal
from app.upkeep.chores import Chores
from app.upkeep.terms import Terms
from tests.unit.store.samples import FACTS, NOW, ONE, PROFILE, TWO, assessment, left, opening, whole

DAY_S = 86400.0


@dataclass
class Time:
    """The calendar and the uptime of a computer; they go on together unless a test sets one."""

    at: float = NOW
    uptime_s: float = 500.0
    boot: str = "one"

    def clock_s(self) -> float:
        return self.at

    def moment(self) -> Moment:
        return Moment(self.boot, self.uptime_s)

    def go_on(self, days: float) -> None:
        self.at += days * DAY_S
        self.uptime_s += days * DAY_S


@pytest.fixture(scope="session")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    (tmp_path / "media").mkdir()
    opened = Journal.open(tmp_path / "kiosk.db", tmp_path / "media")
    opened.append(ONE, whole(ONE), now=NOW)
    opened.save_assessment(ONE, FACTS, assessment(), PROFILE, now=NOW)
    opened.append(TWO, [*opening(TWO), left("declined")], now=NOW + DAY_S)
    yield opened
    opened.close()


@pytest.fixture
def terms(journal: Journal, model: CompetencyModel, tmp_path: Path, time: Time) -> Terms:
    return Terms(journal, model, "cn_default", tmp_path, time.clock_s, time.moment)


@pytest.fixture
def chores(journal: Journal, terms: Terms, tmp_path: Path) -> Callable[..., Chores]:
    def make(free_mb: int = 5000, ballast_mb: int = 1) -> Chores:
        return Chores(
            journal,
            terms,
            Ballast(tmp_path, ballast_mb),
            lambda: free_mb,
            keep_mb=1500,
        )

    return make
