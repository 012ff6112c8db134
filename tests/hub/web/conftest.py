"""A hub with sample pages behind a real socket, and a browser in which somebody has signed in."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext

from ehr.access import Role
from ehr.database import Database
from ehr.keys import master_key
from ehr.settings import Settings
from tests.hub.kiosks.rig import SiteKiosk
from tests.hub.web.browser import SCREEN, chromium, served
from tests.hub.web.sample_pages import add_sample_pages
from tests.hub.world import Tree, World


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    """Where the hub with its sample pages answers."""
    add_sample_pages(app)
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The distribution's Chromium."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def reader(browser: Browser, address: str, world: World) -> Iterator[BrowserContext]:
    """A browser in which somebody with every role is signed in."""
    token = world.signed_in(world.user(world.tree().organisation, *Role))["Cookie"].partition("=")[2]
    context = browser.new_context(viewport=SCREEN, base_url=address)  # type: ignore[arg-type]
    context.add_cookies([{"name": "ehr", "value": token, "url": address}])
    yield context
    context.close()


@pytest.fixture
def tree(world: World) -> Tree:
    """One organisation."""
    return world.tree()


@pytest.fixture
def kiosk(database: Database, world: World, tree: Tree, settings: Settings) -> SiteKiosk:
    """A kiosk at the first site."""
    return SiteKiosk(database, world.kiosk(tree.sites[0]), master_key(settings.key_file))
