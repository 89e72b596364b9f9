"""What the pages of the review share: the desk at which decisions are written, and the token of its forms."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from starlette.requests import Request
from starlette.responses import Response

from dalil.casework.review_desk import ReviewDesk
from dalil.errors import NotFound
from dalil.web.site import site

REASONS = (
    "the words do not say this",
    "wrong speaker",
    "wrong stance",
    "about somebody else",
    "not a claim",
    "said twice",
)
"""What a rejection is mostly for; the first is what Enter gives."""
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


@dataclass
class Reviewing:
    """What the pages of the review share.

    Attributes:
        desk: The case.
        token: What a form must carry.
    """

    desk: ReviewDesk
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))


def show(
    request: Request, template: str, values: Mapping[str, object], code: int = 200
) -> Response:
    """A page of the review: with the token, and the policy under which its script runs."""
    here = reviewing(request)
    own = {"token": here.token, "reviewer": here.desk.case.user, "reasons": REASONS}
    answer = site(request).page(template, code, **own, **values)
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer


def reviewing(request: Request) -> Reviewing:
    """What the pages of a request share.

    Raises:
        NotFound: The case is served for reading alone.
    """
    found = getattr(request.app.state, "reviewing", None)
    if found is None:
        raise NotFound("This case is served for reading alone.", "Start it with: dalil serve")
    return cast(Reviewing, found)
