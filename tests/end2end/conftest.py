"""Demos for the tests of this folder, held once, whichever worker asks first; and somebody who reviews them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from tests.end2end.console_person import Person
from tests.end2end.console_words import Kept, kept
from tests.end2end.demo_process import CANDIDATES, Demos


@pytest.fixture(scope="session")
def demos(tmp_path_factory: pytest.TempPathFactory, media_dir: Path, model_pack_dir: Path) -> Demos:
    """The recorded candidates; what they left behind is copied before it is changed."""
    own = tmp_path_factory.getbasetemp()
    return Demos(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own, media_dir, model_pack_dir)


@pytest.fixture(scope="session")
def model() -> CompetencyModel:
    """The content that the demos were held with."""
    return load_competency_model(content_dir())


@pytest.fixture(params=list(Language))
def store(request: pytest.FixtureRequest, demos: Demos, tmp_path: Path) -> Kept:
    """A copy of the store of the strong and the weak candidate of a language."""
    return kept(demos, request.param, tmp_path / "data")


@pytest.fixture
def person(qtbot: QtBot, store: Kept, model: CompetencyModel) -> Iterator[Person]:
    """Somebody at the list; both interviews wait for their blind rating."""
    journal = store.open()
    made = Person(qtbot, journal, model, store.language)
    made.come()
    yield made
    made.leave()
    journal.close()


@pytest.fixture
def rated(person: Person, store: Kept) -> Person:
    """Somebody at the list after both interviews were rated blind."""
    for candidate in CANDIDATES:
        person.rate_at_once(store.id_of(candidate), lambda *_: 7.0)
    return person
