"""Two kiosks at two sites of one organisation, and people who review there."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from app.domain.language import Language
from ehr.access import Role
from tests.hub.kiosks.conftest import key, kiosk, other_kiosk, tree
from tests.hub.kiosks.rig import SiteKiosk, interview_bytes, receipt_bytes
from tests.hub.review.desk import HubDesk
from tests.hub.review.said import CONSENT, KIND
from tests.hub.world import Tree, World

__all__ = ["key", "kiosk", "other_kiosk", "tree"]
Hire = Callable[..., HubDesk]


@pytest.fixture
def hire(client: TestClient, world: World, tree: Tree) -> Hire:
    """Somebody new, at the first site where no other is named, a recruiter where no other role is."""

    def hired(scope_id: int = tree.sites[0], *roles: Role) -> HubDesk:
        user = world.user(scope_id, *(roles or (Role.RECRUITER,)))
        return HubDesk(client, world.signed_in(user), user)

    return hired


@pytest.fixture
def sent(kiosk: SiteKiosk) -> bytes:
    """An interview in the review zone, which waits for a blind rating; the record as it came."""
    body = interview_bytes("one", language=Language.EN)
    kiosk.send(CONSENT, "one-consent", receipt_bytes("one"))
    kiosk.send(KIND, "one", body)
    return body
