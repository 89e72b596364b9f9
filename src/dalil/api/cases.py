"""A case over HTTP: its claims as reviewers see them, and the verbs of a review, as JSON.

It answers this machine only, refuses foreign host names and foreign pages, and writes nothing but
decisions, each a new record under the name of the person who serves the case. Errors are ``{"error":
{"code", "message", "hint"}}`` with the status of their class.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, cast
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dalil.api.asking import Parameters, body_of, encodable, json_object
from dalil.api.guard import LOOPBACK, ApiGuard
from dalil.casework.closings import Closing, closings
from dalil.casework.marks import find_exhibit
from dalil.casework.review_desk import ReviewDesk
from dalil.casework.review_entities import find
from dalil.casework.review_rows import Filter, listed, lost, progress, row, rows
from dalil.casework.review_steps import apply_lines, read_step
from dalil.errors import BadInput, DalilError
from dalil.evidence import Tier

PREFIX = "/api"
_MOST = 500
_FILTERS = ("document", "about", "element", "state")
Given = dict[str, Any]


def create_case_api(desk: ReviewDesk, hosts: Sequence[str] = LOOPBACK) -> Starlette:
    """The API of one case.

    Args:
        desk: The case.
        hosts: Host names under which it answers, without port.
    """
    routes = [Route(PREFIX + path, page, methods=["GET"]) for path, page in _GET]
    routes += [Route(PREFIX + path, page, methods=["POST"]) for path, page in _POST]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(ApiGuard, hosts=hosts)],
        exception_handlers={DalilError: _refused, HTTPException: _missing, Exception: _broken},
    )
    app.state.desk = desk
    return app


def state(request: Request) -> Response:
    """The case in one line, and how much of it is reviewed."""
    case = _desk(request).case
    done = progress(case)
    return JSONResponse(
        {"name": case.settings.name, "reviewed": done.reviewed, "claims": done.claims}
    )


def claims(request: Request) -> Response:
    """Claims that fit the parameters, a page at a time."""
    case = _desk(request).case
    given = Parameters(request, (*_FILTERS, "first", "count"))
    document, about = given.text("document"), given.text("about")
    chosen = Filter(
        document=find_exhibit(case, document) if document else "",
        about=find(case, about).id if about else "",
        element=given.text("element"),
        state=given.text("state"),
    )
    first, count = given.whole("first", 0, 10_000_000), given.whole("count", 50, _MOST)
    done = progress(case, chosen)
    found = rows(case, listed(case, chosen, first, count))
    seen = closings(case, [str(one["id"]) for one in found])
    results = [{**one, **_seen(seen.get(str(one["id"])))} for one in found]
    return JSONResponse({"reviewed": done.reviewed, "claims": done.claims, "results": results})


def claim(request: Request) -> Response:
    """One claim with every decision ever made on it."""
    case, key = _desk(request).case, request.path_params["id"]
    found = row(case, key)
    return JSONResponse({**found, **_seen(closings(case, [key]).get(key))})


def _seen(closing: Closing | None) -> dict[str, object]:
    """Who may see a claim or a document."""
    known = closing or Closing(Tier.SEALED, True)
    return {"tier": str(known.tier), "privileged": known.privileged}


def lost_decisions(request: Request) -> Response:
    """Decisions whose claim is no longer read."""
    return JSONResponse({"results": lost(_desk(request).case)})


def documents(request: Request) -> Response:
    """The documents of the case, in the order of arrival."""
    given = Parameters(request, ("first", "count"))
    first, count = given.whole("first", 0, 10_000_000), given.whole("count", 50, _MOST)
    case = _desk(request).case
    listing = case.store.index.documents(first, count)
    seen = closings(case, [one.exhibit.sha256 for one in listing])
    found = [
        {
            "sha256": one.exhibit.sha256,
            "name": one.exhibit.name,
            "title": one.info.title if one.info else None,
            "claims": one.claims,
            "read": one.read,
            **_seen(seen.get(one.exhibit.sha256)),
        }
        for one in listing
    ]
    return JSONResponse({"results": found})


def text(request: Request) -> Response:
    """The text of a document, that quotes and offsets refer to, with its mentions."""
    case = _desk(request).case
    sha = find_exhibit(case, request.path_params["document"])
    layer = case.store.layer(sha)
    if layer is None:
        raise BadInput(f"The document {sha[:12]} has no text.")
    mentions = case.store.index.mentions_at(sha, 0, len(layer.text))
    of = case.store.index.entities_of(one.id for one in mentions)
    listing = [
        {
            "id": one.id,
            "start": one.start,
            "end": one.end,
            "text": one.text,
            "type": str(one.type),
            "entity": of.get(one.id),
        }
        for one in mentions
    ]
    return JSONResponse({"document": sha, "text": layer.text, "mentions": listing})


def _verb(do: str) -> Callable[[Request], Awaitable[Response]]:
    """One step on the thing that the address names; its other parts stand in the body."""

    async def answer(request: Request) -> Response:
        given = await _body(request)
        if "do" in given:
            raise BadInput("The address says what is done; leave 'do' out.")
        named = {name: value for name, value in request.path_params.items() if value}
        twice = sorted(named.keys() & given.keys())
        if twice:
            raise BadInput(f"{twice[0]!r} stands in the address; leave it out of the body.")
        step = read_step({**given, **named, "do": do})
        return JSONResponse(await run_in_threadpool(_desk(request).step, step))

    return answer


async def steps(request: Request) -> Response:
    """A batch: JSON lines, each a step; a refused line is told and the others are done."""
    _own_page(request)
    lines = (await body_of(request)).decode("utf-8", "replace").split("\n")
    for line in lines:
        encodable("A line", line)
    done = await run_in_threadpool(
        _desk(request).write, lambda case: list(apply_lines(case, lines))
    )
    text_ = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in done)
    return Response(text_, media_type="application/x-ndjson")


_GET = (
    ("/case", state),
    ("/claims", claims),
    ("/claims/{id}", claim),
    ("/documents", documents),
    ("/documents/{document}/text", text),
    ("/review/lost", lost_decisions),
)
_POST = (
    ("/claims", _verb("add")),
    ("/claims/{id}/accept", _verb("accept")),
    ("/claims/{id}/reject", _verb("reject")),
    ("/claims/{id}/correct", _verb("correct")),
    ("/claims/{id}/undo", _verb("undo")),
    ("/claims/{id}/elements", _verb("put on")),
    ("/claims/{id}/elements/remove", _verb("take off")),
    ("/mentions", _verb("add mention")),
    ("/mentions/{id}/accept", _verb("accept")),
    ("/mentions/{id}/reject", _verb("reject")),
    ("/mentions/{id}/correct", _verb("correct")),
    ("/mentions/{id}/undo", _verb("undo")),
    ("/entities/merge", _verb("merge")),
    ("/entities/{id}/split", _verb("split")),
    ("/entities/{id}/undo", _verb("undo")),
    ("/review", steps),
)


async def _body(request: Request) -> Given:
    """The JSON object of a request that writes.

    Raises:
        HTTPException: Another media type (415), or a page of another site asks (403).
        BadInput: No JSON object.
    """
    _own_page(request)
    content = await body_of(request)
    return json_object(content or b"{}", "The body")


def _own_page(request: Request) -> None:
    """Refuse what a page of another site sends: it cannot set this media type without being asked."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in ("application/json", "application/x-ndjson"):
        raise HTTPException(415, "Send application/json.")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "A page of another site may not write here.")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "A page of another site may not write here.")


def _desk(request: Request) -> ReviewDesk:
    return cast(ReviewDesk, request.app.state.desk)


def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, DalilError):
        return _broken(request, error)
    told = {"code": error.code, "message": error.message, "hint": error.hint}
    return JSONResponse({"error": told}, error.http_status)


def _missing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    told = {"code": f"http_{status}", "message": detail, "hint": "See docs/reference/case-api.md"}
    return JSONResponse({"error": told}, status)


def _broken(request: Request, error: Exception) -> Response:
    """What nobody foresaw: no word of it leaves."""
    told = {"code": "error", "message": "Something went wrong here.", "hint": ""}
    return JSONResponse({"error": told}, 500)
