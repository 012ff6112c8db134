from collections.abc import Iterator
from pathlib import Path

import pytest

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.store.journal import Journal
from tests.unit.review.interviews import open_journal


@pytest.fixture(scope="session")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = open_journal(tmp_path)
    yield opened
    opened.close()
