"""``/entities/{id}``: one entity of a list, and what the list names beside it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dalil.api.asking import Parameters
from dalil.api.service import answer, licences, service
from dalil.errors import BadInput
from dalil.matching.list_entities import adjacent_of, entity_id, to_entity
from dalil.matching.values import ListEntry, ListVersion

LIMIT, MOST, MOST_OFFSET = 50, 500, 9499
_SORTS = ("caption", "schema", "id", "last_seen")


async def entity(request: Request) -> Response:
    """One entity; an id that is not the one it is served under leads there."""
    given = Parameters(request, ("nested",))
    nested = given.flag("nested", default=True)

    def show(entry: ListEntry, version: ListVersion) -> Response:
        body = to_entity(entry, version, nested=bool(nested))
        return answer({**body, "licences": licences([version])})

    return await run_in_threadpool(_found, request, "", show)


async def adjacent(request: Request) -> Response:
    """All that stands beside an entity, by property."""
    page = _page(request)

    def show(entry: ListEntry, version: ListVersion) -> Response:
        beside = {name: page(others) for name, others in adjacent_of(entry, version).items()}
        return answer({"entity": to_entity(entry, version), "adjacent": beside})

    return await run_in_threadpool(_found, request, "/adjacent", show)


async def adjacent_by(request: Request) -> Response:
    """What stands beside an entity under one property."""
    page, name = _page(request), request.path_params["name"]

    def show(entry: ListEntry, version: ListVersion) -> Response:
        beside = adjacent_of(entry, version)
        if name not in beside and name not in ("sanctions", "unknownLinkTo"):
            raise HTTPException(404, f"Nothing stands beside an entity under {name[:80]!r}.")
        return answer(page(beside.get(name, [])))

    return await run_in_threadpool(_found, request, f"/adjacent/{quote(name, safe='')}", show)


def _found(
    request: Request, suffix: str, show: Callable[[ListEntry, ListVersion], Response]
) -> Response:
    asked = request.path_params["id"]
    entry, version = service(request).holdings.find(asked)
    served = entity_id(entry.id, version)
    if served == asked:
        return show(entry, version)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/entities/{quote(served, safe='')}{suffix}{query}", 308)


def _page(request: Request) -> Callable[[list[dict[str, object]]], dict[str, object]]:
    """The part of a list of entities that the parameters ask for, in their order."""
    given = Parameters(request, ("sort", "limit", "offset"))
    limit, offset = given.whole("limit", LIMIT, MOST), given.whole("offset", 0, MOST_OFFSET)
    sorts = [one.partition(":") for one in given.many("sort")]
    for field, _, order in sorts:
        if field not in _SORTS or order not in ("", "asc", "desc"):
            raise BadInput(
                f"sort is {field[:40]!r}:{order[:10]!r}.",
                f"Fields: {', '.join(_SORTS)}; then :asc or :desc.",
            )

    def page(others: list[dict[str, object]]) -> dict[str, object]:
        for field, _, order in reversed(sorts):
            others = sorted(
                others, key=lambda one: str(one.get(field) or ""), reverse=order == "desc"
            )
        return {
            "results": others[offset : offset + limit],
            "total": {"value": len(others), "relation": "eq"},
            "limit": limit,
            "offset": offset,
        }

    return page
