"""Pages of what leaves the case and of what proves it: dossiers, the ledger, the style sheet."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from dalil.errors import NotFound
from dalil.web.guard import dossier_policy
from dalil.web.paging import ROWS, Page
from dalil.web.site import page_number, site

_STYLE = Path(__file__).parent / "static" / "style.css"
_PLACE = re.compile(rb'<span class="place" data-claim="(c_[a-z2-7]{32})" data-ui></span>')
_LINK = rb'<span class="place" data-ui><a href="/claims/\1">Open in the document</a></span>'


def dossiers(request: Request) -> Response:
    """The dossiers in the exports."""
    here = site(request)
    return here.page("dossiers.html", dossiers=here.source.dossiers())


def dossier(request: Request) -> Response:
    """One dossier as it was written; the page adds links into the documents, the file has none."""
    name = request.path_params["name"]
    content = site(request).source.dossier(name)
    if content is None:
        raise NotFound(f"The case has no dossier {name!r}.")
    if name.endswith(".html"):
        shown = _PLACE.sub(_LINK, content)
        headers = {"Content-Security-Policy": dossier_policy(content)}
        return Response(shown, media_type="text/html", headers=headers)
    headers = {"Content-Disposition": f'attachment; filename="{_safe(name)}"'}
    return Response(content, media_type="application/json", headers=headers)


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "_", name)


def ledger(request: Request) -> Response:
    """The head of the ledger and its entries, newest first."""
    here = site(request)
    size = here.source.ledger_size()
    pages = max(1, -(-size // ROWS))
    number = min(max(page_number(request), 1), pages)
    last = size - (number - 1) * ROWS
    first = max(0, last - ROWS)
    entries = tuple(reversed(here.source.entries(first, last - first)))
    page = Page(entries, number, pages, size)
    checkpoint = here.source.checkpoint()
    return here.page("ledger.html", page=page, checkpoint=checkpoint, base="/ledger", query={})


def style(_request: Request) -> Response:
    """The style sheet."""
    return Response(_STYLE.read_bytes(), media_type="text/css")
