"""The workbench in the browser: pages over one case that read, and the review, which writes decisions.

No page needs a script, nothing is loaded from elsewhere. Whoever serves the
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

from dalil.casework.review_desk import ReviewDesk
from dalil.errors import DalilError
from dalil.web import pages_case, pages_files, pages_people, pages_scans, pages_search, reviewing
from dalil.web.guard import LOOPBACK, Guard
from dalil.web.ports import CaseSource
from dalil.web.review_site import Reviewing
from dalil.web.site import Site, site

_ROUTES = (
    ("/", pages_case.overview),
    ("/documents", pages_case.documents),
    ("/documents/{sha}", pages_case.document),
    ("/documents/{sha}/pages/{number:int}.png", pages_scans.picture),
    ("/documents/{sha}/pages/{number:int}", pages_scans.page),
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


def create_app(
    source: CaseSource, hosts: Sequence[str] = LOOPBACK, desk: ReviewDesk | None = None
) -> Starlette:
    """The pages of one case as an ASGI application.

    Args:
        source: The case.
        hosts: Host names under which it answers, without port.
        desk: Where reviewers write; without it the case is served for reading alone.
    """
    pages = [Route(path, page, methods=["GET"]) for path, page in _ROUTES]
    app = Starlette(
        routes=[*reviewing.routes(), *pages],
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={DalilError: _refused, HTTPException: _missing},
    )
    app.state.site = Site(source)
    if desk is not None:
        app.state.reviewing = Reviewing(desk)
        app.state.site.reviews = True
    return app


def _refused(request: Request, error: Exception) -> Response:
    """An error that Dalil raised on purpose, as a page with the way out."""
    status = error.http_status if isinstance(error, DalilError) else 500
    return site(request).page("error.html", status, status=status, message=str(error))


def _missing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    return site(request).page("error.html", status, status=status, message=f"{detail}.")
