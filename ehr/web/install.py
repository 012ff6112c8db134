"""Adds the pages and their files to the service."""

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from ehr.web import (
    assets,
    routes_account,
    routes_candidates,
    routes_dossier,
    routes_interviews,
    routes_people,
    routes_running,
)
from ehr.web.shelf import Shelf

ROUTERS = (
    routes_account.router,
    routes_candidates.router,
    routes_interviews.router,
    routes_dossier.router,
    routes_running.router,
    routes_people.router,
)


class _Files(StaticFiles):
    """Files that browsers keep and ask about: an update of the hub is seen at once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or 304."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


def install(app: FastAPI) -> None:
    """Pages at /…, their files at /static/…; what was fetched at build lies apart from what is ours."""
    fetched = assets.fetched_folder()
    app.state.fetched_assets = fetched
    app.state.shelf = Shelf(app.state.hub.database, app.state.hub.settings.data)
    app.mount("/static/fetched", _Files(directory=fetched, check_dir=False), name="fetched")
    app.mount("/static", _Files(directory=assets.OURS), name="static")
    for router in ROUTERS:
        app.include_router(router)
