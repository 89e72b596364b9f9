"""What every page needs: the desk of the present view, the templates, the request's parameters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as calendar_date
from pathlib import Path
from typing import cast
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from dalil.dossier import wording
from dalil.dossier.html import kind, marked, slug
from dalil.dossier.visible import visible
from dalil.web.desk import Desk
from dalil.web.ports import CaseSource

_HERE = Path(__file__).parent
TYPES = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "NORP": "group",
    "ASSET": "asset",
    "LAW": "law",
    "MONEY": "sum",
    "DATE": "date",
}


class Site:
    """The pages of one case.

    Args:
        source: The case.
    """

    def __init__(self, source: CaseSource) -> None:
        self.source = source
        self.reviews = False  # set where reviewers may write
        self._desk: tuple[int, Desk] | None = None
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "marked": marked,
            "slug": slug,
            "visible": visible,
            "day": day,
            "plural": wording.plural,
            "clock": clock,
        }
        self._templates.globals |= {"kind": kind, "types": TYPES}

    @property
    def desk(self) -> Desk:
        """The desk of the present state, made anew when the case has changed."""
        version = self.source.version()
        held = self._desk
        if held is None or held[0] != version:
            self._desk = held = version, Desk(self.source)
        return held[1]

    def page(self, template: str, code: int = 200, **values: object) -> HTMLResponse:
        """Render a page; every text is escaped."""
        desk = self.desk
        text = self._templates.get_template(template).render(
            desk=desk, view=desk.view, name=self.source.name, reviews=self.reviews, **values
        )
        return HTMLResponse(text, status_code=code)


def site(request: Request) -> Site:
    """The pages that a request belongs to."""
    return cast(Site, request.app.state.site)


def page_number(request: Request) -> int:
    """The ``page`` parameter; 1 where it is no number."""
    text = request.query_params.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def address(path: str, values: Mapping[str, str]) -> str:
    """An address whose parameters are the state of the page; empty ones are left out."""
    kept = {name: value for name, value in values.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def clock(span: tuple[int, int]) -> str:
    """A span of a recording in minutes and seconds: ``1:00:05-1:00:09``."""
    first, last = (seconds // 1000 for seconds in span)
    return "-".join(f"{s // 3600}:{s // 60 % 60:02}:{s % 60:02}" for s in (first, last))


def day(text: str | None) -> str:
    """An ISO time as a date in words; what is no date stays as it is."""
    try:
        return wording.date(calendar_date.fromisoformat((text or "")[:10]).isoformat())
    except ValueError:
        return text or ""
