"""The workbench in the browser: read-only pages over one case.

No page writes, no page needs a script, nothing is loaded from elsewhere. Whoever serves the
application binds it to the loopback address; the guard refuses foreign host names besides.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dalil.errors import DalilError
from dalil.web import pages_case, pages_files, pages_people, pages_search
from dalil.web.guard import LOOPBACK, Guard
from dalil.web.ports import CaseSource
from dalil.web.site import Site, site

_ROUTES = (
    ("/", pages_case.overview),
    ("/documents", pages_case.documents),
    ("/documents/{sha}", pages_case.document),
    ("/claims", pages_case.claims),
    ("/claims/{claim}", pages_case.claim),
    ("/entities/{entity}", pages_people.entity),
    ("/questions", pages_people.questions),
    ("/questions/{question}", pages_people.question),
    ("/search", pages_search.search),
    ("/dossiers", pages_files.dossiers),
    ("/dossiers/{name}", pages_files.dossier),
    ("/ledger", pages_files.ledger),
    ("/static/style.css", pages_files.style),
    ("/{kind}", pages_people.entities),
)


def create_app(source: CaseSource, hosts: Sequence[str] = LOOPBACK) -> Starlette:
    """The pages of one case as an ASGI application.

    Args:
        source: The case.
        hosts: Host names under which it answers, without port.
    """
    app = Starlette(
        routes=[Route(path, page, methods=["GET"]) for path, page in _ROUTES],
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={DalilError: _refused, HTTPException: _missing},
    )
    app.state.site = Site(source)
    return app


def _refused(request: Request, error: Exception) -> Response:
    """An error that Dalil raised on purpose, as a page with the way out."""
    status = error.http_status if isinstance(error, DalilError) else 500
    return site(request).page("error.html", status, status=status, message=str(error))


def _missing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    return site(request).page("error.html", status, status=status, message=f"{detail}.")
