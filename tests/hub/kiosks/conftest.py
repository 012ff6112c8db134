"""Two kiosks at two sites of one organisation."""

import pytest

from ehr.database import Database
from ehr.keys import MasterKey, master_key
from ehr.settings import Settings
from tests.hub.kiosks.rig import SiteKiosk
from tests.hub.world import Tree, World


@pytest.fixture
def key(settings: Settings) -> MasterKey:
    """The hub's master key."""
    return master_key(settings.key_file)


@pytest.fixture
def tree(world: World) -> Tree:
    """One organisation."""
    return world.tree()


@pytest.fixture
def kiosk(database: Database, world: World, tree: Tree, key: MasterKey) -> SiteKiosk:
    """A kiosk at the first site."""
    return SiteKiosk(database, world.kiosk(tree.sites[0]), key)


@pytest.fixture
def other_kiosk(database: Database, world: World, tree: Tree, key: MasterKey) -> SiteKiosk:
    """A kiosk at the second site."""
    return SiteKiosk(database, world.kiosk(tree.sites[1]), key)
