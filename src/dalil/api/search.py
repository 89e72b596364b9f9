"""``/search/{dataset}``: words to entities, for a search box; whether somebody is listed is ``/match``."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dalil.api.asking import Parameters
from dalil.api.match import schemata_of
from dalil.api.service import answer, licences, opened
from dalil.casework.holdings import Held, Holdings
from dalil.errors import BadInput
from dalil.matching.finding import Asked
from dalil.matching.list_entities import to_entity
from dalil.schema.matchable import SCHEMATA

LIMIT, MOST, MOST_OFFSET = 10, 500, 9499
DEFAULT_FACETS = ("countries", "topics", "datasets")
FACETS = (*DEFAULT_FACETS, "schema", "identifiers", "genders")
_LABELS = {"identifiers": "Identifiers", "genders": "Genders"} | {
    "countries": "Countries",
    "topics": "Topics",
    "datasets": "Data sources",
    "schema": "Entity types",
}
_FILTERS = ("countries", "topics", "datasets", "schema", "identifiers", "genders", "id")
_SORTS = {
    "caption": "caption",
    "name": "caption",
    "schema": "schema",
    "id": "id",
    "first_seen": "first",
    "last_change": "changed",
}
_PARAMETERS = (
    "q",
    "schema",
    "include_dataset",
    "exclude_dataset",
    "exclude_schema",
    "changed_since",
    "countries",
    "topics",
    "datasets",
    "filter",
    "limit",
    "offset",
    "sort",
    "fuzzy",
    "simple",
    "facets",
    "filter_op",
    "target",
)


async def search(request: Request) -> Response:
    """Answer a search."""
    here = await opened(request)
    given = Parameters(request, _PARAMETERS)
    asked, datasets = _asked(given)
    lists = here.choose(
        request.path_params["dataset"],
        given.many("include_dataset"),
        given.many("exclude_dataset"),
    )
    return await run_in_threadpool(_answer, here, _within(here, lists, datasets, asked), asked)


def _answer(here: Holdings, lists: tuple[Held, ...], asked: Asked) -> Response:
    found, total, facets = here.search(lists, asked)
    body = {
        "limit": asked.count,
        "offset": asked.first,
        "total": {"value": total, "relation": "eq"},
        "results": [to_entity(entry, version) for entry, version in found],
        "facets": {name: _facet(name, counts) for name, counts in facets.items()},
        "datasets": licences([held.version for held in lists]),
    }
    return answer(body)


def _facet(name: str, counts: Mapping[str, int]) -> dict[str, object]:
    best = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    values = [
        {"name": value, "label": _label(name, value), "count": number} for value, number in best
    ]
    return {"label": _LABELS[name], "values": values}


def _label(name: str, value: str) -> str:
    return SCHEMATA[value].plural if name == "schema" and value in SCHEMATA else value


def _within(
    here: Holdings, lists: tuple[Held, ...], datasets: tuple[str, ...], asked: Asked
) -> tuple[Held, ...]:
    """Of the lists only those that the filter of data sources names; of several, any or all."""
    if not datasets:
        return lists
    named = [{held.version.list for held in here.choose(one)} for one in datasets]
    kept = set.intersection(*named) if asked.every else set.union(*named)
    return tuple(held for held in lists if held.version.list in kept)


def _asked(given: Parameters) -> tuple[Asked, tuple[str, ...]]:
    """The search, and the lists that its filters name."""
    facts = {name: given.many(name) for name in ("countries", "topics", "datasets")}
    for one in given.many("filter"):
        field, _, value = one.partition(":")
        if field not in _FILTERS or not value:
            raise BadInput(
                f"filter is {one[:80]!r}.", f"Write FIELD:VALUE; fields: {', '.join(_FILTERS)}."
            )
        facts[field] = (*facts.get(field, ()), value)
    facts["countries"] = tuple(
        code.lower() if len(code) == 2 else code for code in facts["countries"]
    )
    operator = given.text("filter_op", "OR").upper()
    if operator not in ("OR", "AND"):
        raise BadInput(f"filter_op is {operator[:20]!r}; OR or AND is needed.")
    schema = given.text("schema", "Thing") or "Thing"
    facets = given.many("facets") or DEFAULT_FACETS
    for name in facets:
        if name not in FACETS:
            raise BadInput(f"There is no facet {name[:40]!r}.", f"Facets: {', '.join(FACETS)}.")
    asked = Asked(
        text=given.text("q"),
        schema=schemata_of([schema])[0],
        exclude_schema=schemata_of(given.many("exclude_schema")),
        facts=tuple((n, v) for n, v in facts.items() if v and n != "datasets"),
        every=operator == "AND",
        changed_since=given.day("changed_since"),
        target=given.flag("target", default=None),
        fuzzy=bool(given.flag("fuzzy", default=False)),
        lenient=bool(given.flag("simple", default=False)),
        sort=tuple(_sort(one) for one in given.many("sort")),
        facets=tuple(dict.fromkeys(facets)),
        first=given.whole("offset", 0, MOST_OFFSET),
        count=given.whole("limit", LIMIT, MOST),
    )
    return asked, facts["datasets"]


def _sort(text: str) -> tuple[str, bool]:
    field, _, order = text.partition(":")
    if field not in _SORTS or order not in ("", "asc", "desc"):
        raise BadInput(
            f"sort is {text[:60]!r}.", f"Fields: {', '.join(_SORTS)}; then :asc or :desc."
        )
    return _SORTS[field], order == "desc"
