"""Kiosks of a hub, and what they tell of who sits there."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from ehr.database import system
from ehr.fleet import health
from tests.contract.records import heartbeat_body
from tests.hub.world import World


def terminal(world: World, site: int, label: str) -> UUID:
    """The id of a new kiosk that is called `label`."""
    kiosk = world.kiosk(site)
    with world.database.work(system("test")) as session:
        session.execute(
            text("update kiosks set label = :label where id = :id"), {"label": label, "id": kiosk}
        )
    return kiosk


def beat(
    world: World, site: int, kiosk: UUID, *, busy: bool = False, calls: int = 0, ago_s: float = 0.0
) -> None:
    """It told so `ago_s` ago."""
    body = heartbeat_body() | {"room": {"busy": busy, "calls": calls}}
    with world.database.work(system("test")) as session:
        health.hear(session, kiosk, site, body, datetime.now(UTC) - timedelta(seconds=ago_s))
