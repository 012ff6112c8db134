"""The same interviews in a kiosk's store and at the hub it sent them to, and people at both."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from pytestqt.qtbot import QtBot

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.store.journal import Journal
from ehr.access import Role
from tests.hub.console.pc import Desk, Sit
from tests.hub.console.people import Person, hired, opened_store, send_all
from tests.hub.console.places import HubPlace, Place, StorePlace
from tests.hub.kiosks.conftest import key, kiosk, other_kiosk, tree
from tests.hub.kiosks.rig import SiteKiosk
from tests.hub.web.browser import served
from tests.hub.world import Tree, World
from tests.unit.review.interviews import store_interview

__all__ = ["key", "kiosk", "other_kiosk", "tree"]


@pytest.fixture(scope="session")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture
def journal(tmp_path: Path, model: CompetencyModel, kiosk: SiteKiosk) -> Iterator[Journal]:
    """Two finished interviews, stored and sent."""
    folder = tmp_path / "kiosk"
    folder.mkdir()
    opened = opened_store(folder)
    for interview_id in ("i-1", "i-2"):
        store_interview(opened, model, interview_id)
    send_all(opened, kiosk)
    yield opened
    opened.close()


@pytest.fixture
def store_place(journal: Journal, model: CompetencyModel) -> StorePlace:
    return StorePlace(journal, model)


@pytest.fixture
def hub_place(app: FastAPI, world: World, tree: Tree, journal: Journal, model: CompetencyModel) -> HubPlace:
    return HubPlace(app, world, tree, model)


@pytest.fixture(params=["store", "hub"])
def place(request: pytest.FixtureRequest) -> Place:
    """Each of them in turn."""
    found: Place = request.getfixturevalue(f"{request.param}_place")
    return found


@pytest.fixture
def url(app: FastAPI, journal: Journal) -> Iterator[str]:
    """Where the hub is, over a real socket."""
    with served(app) as address:
        yield address


@pytest.fixture
def sit(qtbot: QtBot, url: str, model: CompetencyModel) -> Iterator[Sit]:
    """Somebody sits down at a PC of their own."""
    desks: list[Desk] = []

    def one(language: Language = Language.EN) -> Desk:
        desks.append(Desk(qtbot, url, model, language))
        return desks[-1]

    yield one
    for each in desks:
        each.close()


@pytest.fixture
def hire(app: FastAPI, world: World, tree: Tree) -> Callable[..., Person]:
    """Somebody with an account at one of the sites."""

    def one(*roles: Role, site: int = 0) -> Person:
        return hired(app, world, tree.sites[site], *roles)

    return one
