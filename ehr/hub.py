"""What every route may use: the settings, the database, the counts. One value, built by `application`."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from ehr.database import Database
from ehr.keys import MasterKey
from ehr.metrics import Metrics
from ehr.settings import Settings


@dataclass(frozen=True, slots=True)
class Hub:
    """The shared parts of one copy of the service."""

    settings: Settings
    database: Database
    metrics: Metrics
    key: MasterKey


def hub_of(request: Request) -> Hub:
    """The hub that answers `request`."""
    hub: Hub = request.app.state.hub
    return hub


async def _part(request: Request) -> Hub:
    """The same for a route: `async`, for the framework takes a thread of its pool for anything else."""
    return hub_of(request)


HubPart = Annotated[Hub, Depends(_part)]
