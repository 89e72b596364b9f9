"""Lists over HTTP in yente's wire format, as one ASGI application.

It reads and never writes; whoever serves it binds it to the loopback address, and the guard refuses
foreign host names besides. Errors are ``{"detail": ...}``.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dalil.api import about, entities, match, reconcile, search
from dalil.api.guard import LOOPBACK, ApiGuard
from dalil.api.service import Service
from dalil.errors import DalilError

_GET = (
    ("/catalog", about.catalog),
    ("/manifest", about.catalog),
    ("/algorithms", about.algorithms),
    ("/healthz", about.healthz),
    ("/readyz", about.readyz),
    ("/search/{dataset}", search.search),
    ("/entities/{id:path}/adjacent/{name}", entities.adjacent_by),
    ("/entities/{id:path}/adjacent", entities.adjacent),
    ("/entities/{id:path}", entities.entity),
    ("/reconcile/{dataset}", reconcile.manifest),
    ("/reconcile/{dataset}/suggest/entity", reconcile.suggest_entity),
    ("/reconcile/{dataset}/suggest/property", reconcile.suggest_property),
    ("/reconcile/{dataset}/suggest/type", reconcile.suggest_type),
    ("/reconcile/{dataset}/extend/property", reconcile.extend_property),
)
_POST = (
    ("/match/{dataset}", match.match),
    ("/reconcile/{dataset}", reconcile.answer_queries),
    ("/updatez", about.updatez),
)
PLACES = tuple(sorted({f"/{path.split('/')[1]}" for path, _ in (*_GET, *_POST)}))
"""First parts of the addresses that are the API's."""


def create_api(service: Service, hosts: Sequence[str] = LOOPBACK) -> Starlette:
    """The API over open lists.

    Args:
        service: The lists.
        hosts: Host names under which it answers, without port.
    """
    routes = [Route(path, page, methods=["GET"]) for path, page in _GET]
    routes += [Route(path, page, methods=["POST"]) for path, page in _POST]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(ApiGuard, hosts=hosts)],
        exception_handlers={DalilError: _refused, HTTPException: _missing, Exception: _broken},
    )
    app.state.service = service
    return app


def _refused(request: Request, error: Exception) -> Response:
    status = error.http_status if isinstance(error, DalilError) else 500
    return JSONResponse({"detail": str(error)}, status)


def _missing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    headers = error.headers if isinstance(error, HTTPException) else None
    return JSONResponse({"detail": detail}, status, headers)


def _broken(request: Request, error: Exception) -> Response:
    """What nobody foresaw: no word of it leaves."""
    return JSONResponse({"status": "error"}, 500)
