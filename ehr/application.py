"""Builds the service: every subject's routes, what surrounds them, and who is told apart how."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from sqlalchemy import text
from sqlalchemy.exc import DataError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from ehr.access import Public, SignedIn
from ehr.audit import routes as audit_routes
from ehr.candidates import routes as candidate_routes
from ehr.database import Database, system
from ehr.dossier import routes as dossier_routes
from ehr.fleet import kiosk_routes, tokens
from ehr.fleet import routes as fleet_routes
from ehr.guard import Guard
from ehr.hub import Hub, HubPart
from ehr.ingest import routes as ingest_routes
from ehr.keys import ROTATION_UNFINISHED, WRONG_MASTER_KEY, MasterKey, master_key
from ehr.media import reading_routes as recording_routes
from ehr.media import routes as media_routes
from ehr.metrics import Metrics, may_scrape
from ehr.migrate import wanted_heads
from ehr.openapi import describe
from ehr.pace import KioskPace, Pace
from ehr.people import account_routes, oidc_routes, signed_in
from ehr.people import routes as people_routes
from ehr.problems import (
    FORBIDDEN,
    NOT_READY,
    Problem,
    on_bad_values,
    on_http,
    on_lost_database,
    on_problem,
    on_unstorable,
)
from ehr.review import routes as review_routes
from ehr.settings import Settings
from ehr.web.install import install

ROUTERS: tuple[APIRouter, ...] = (  # one line for each subject
    account_routes.router,
    oidc_routes.router,
    people_routes.router,
    audit_routes.router,
    candidate_routes.router,
    dossier_routes.router,
    kiosk_routes.router,
    fleet_routes.router,
    ingest_routes.router,
    media_routes.router,
    recording_routes.router,
    review_routes.router,
)
UNLIMITED = ("/api/v1/media/", "/api/v1/release-files/")  # these check their own sizes, piece by piece
base = APIRouter(tags=["base"])


@dataclass(frozen=True, slots=True)
class Identities:
    """How a request is told apart: by its session, or by a kiosk's token."""

    user: Callable[[Request], SignedIn]
    kiosk: Callable[[Request], UUID]


def create_app(settings: Settings, program_url: str) -> FastAPI:
    """The service on the database of `program_url`, whose schema is up to date.

    Raises Problem if that role is too strong or the database belongs to another master key.
    """
    database = Database(program_url, pool_size=settings.pool_size)
    try:
        database.check_role()
        key = master_key(settings.key_file)
        check_master_key(database, key)
    except Problem:
        database.close()
        raise
    hub = Hub(settings, database, Metrics(), key)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        database.close()

    app = FastAPI(title="Interview hub", version="1", lifespan=life, docs_url=None, redoc_url=None)
    app.state.hub = hub
    pace = KioskPace()
    app.state.identities = Identities(
        user=lambda request: signed_in.user_of(request, database, settings),
        kiosk=lambda request: _paced(tokens.kiosk_of(request, database), pace),
    )
    app.add_middleware(Pace, per_minute=settings.limits.requests_per_minute)
    app.add_middleware(
        Guard,
        metrics=hub.metrics,
        body_max_bytes=settings.limits.body_max_bytes,
        secure=settings.secure,
        unlimited=UNLIMITED,
    )
    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, on_bad_values)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(DataError, on_unstorable)
    for lost in (OperationalError, InterfaceError, PoolTimeout):
        app.add_exception_handler(lost, on_lost_database)
    for router in (base, *ROUTERS):
        app.include_router(router)
    install(app)
    describe(app)
    return app


def _paced(kiosk_id: UUID, pace: KioskPace) -> UUID:
    pace.check(kiosk_id)
    return kiosk_id


def check_master_key(database: Database, key: MasterKey) -> None:
    """The database remembers the first key it met. Raises Problem `wrong-master-key` for any other."""
    with database.work(system("start")) as session:
        session.execute(
            text("insert into hub_facts values ('master_key_id', :id) on conflict do nothing"), {"id": key.id}
        )
        known = session.scalar(text("select value from hub_facts where name = 'master_key_id'"))
    if known != key.id:
        is_half = key.replaced is not None and known == key.replaced.id
        raise Problem(ROTATION_UNFINISHED if is_half else WRONG_MASTER_KEY)


@base.get("/healthz")
def healthz(_: Annotated[None, Depends(Public("says only that the process answers"))]) -> dict[str, str]:
    """The process answers."""
    return {"status": "up"}


@base.get("/api/v1/hub")
def about(
    _: Annotated[None, Depends(Public("whoever types a password wants to know where"))], hub: HubPart
) -> dict[str, str]:
    """What the hub is called."""
    return {"name": hub.settings.name}


@base.get("/readyz")
def readyz(_: Annotated[None, Depends(Public("says only yes or no"))], hub: HubPart) -> dict[str, str]:
    """The database answers and has this version's schema."""
    try:
        heads = hub.database.schema_heads()
    except SQLAlchemyError as error:
        raise Problem(NOT_READY) from error
    if heads != wanted_heads():
        raise Problem(NOT_READY)
    return {"status": "ready"}


@base.get("/metrics")
def metrics(
    _: Annotated[None, Depends(Public("this machine, or whoever shows the metrics token"))],
    request: Request,
    hub: HubPart,
) -> Response:
    """Counts and times for Prometheus."""
    if not may_scrape(request, hub.settings.metrics_token):
        raise Problem(FORBIDDEN)
    return Response(hub.metrics.text(), media_type="text/plain; version=0.0.4")
