"""``/reconcile/{dataset}``: the reconciliation interface 0.2 that OpenRefine speaks.

A reconciliation query becomes the same example that ``/match`` takes, and is scored the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, cast
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dalil.api.asking import Parameters, body_of, encodable, json_object, only_keys
from dalil.api.match import (
    MOST_QUERIES,
    Question,
    Terms,
    algorithm_of,
    good_and_bad,
    question_of,
    respond,
)
from dalil.api.service import answer, opened
from dalil.casework.holdings import Filter, Holdings
from dalil.errors import BadInput, NotFound
from dalil.matching.compare import REVIEW
from dalil.matching.list_entities import country_name, properties_of, schema_of, to_entity
from dalil.schema.matchable import LABELS, NUMBERS, SCHEMATA, is_a

LIMIT, MOST = 5, 500
_MOST_KINDS = 8
SUGGESTIONS = 10
_SPACE = "https://followthemoney.tech/explorer/schemata/"
_LEGAL = frozenset(("email", "phone", "website"))
_PERSON = frozenset(
    (
        "firstName",
        "middleName",
        "fatherName",
        "lastName",
        "birthDate",
        "birthPlace",
        "gender",
        "nationality",
        "citizenship",
        "passportNumber",
        "position",
    )
)


async def manifest(request: Request) -> Response:
    """What the service is and where its parts stand."""
    Parameters(request, ())
    dataset = request.path_params["dataset"]
    (await opened(request)).choose(dataset)
    base = f"{request.base_url}reconcile/{dataset}"
    view = f"{request.base_url}entities/{{{{id}}}}"

    def part(path: str) -> dict[str, str]:
        return {"service_url": base, "service_path": path}

    body = {
        "versions": ["0.2"],
        "name": f"{dataset} (Dalil)",
        "identifierSpace": _SPACE,
        "schemaSpace": _SPACE,
        "view": {"url": view},
        "batchSize": 3,
        "suggest": {
            "entity": part("/suggest/entity"),
            "type": part("/suggest/type"),
            "property": part("/suggest/property"),
        },
        "extend": {"propose_properties": part("/extend/property"), "property_settings": _SETTINGS},
        "defaultTypes": [_type(name) for name in _matchable()],
    }
    return answer(body)


_SETTINGS = [
    {
        "name": "limit",
        "label": "Limit",
        "type": "number",
        "default": 0,
        "help_text": "Most values of a row (0: all).",
    },
    {
        "name": "render",
        "label": "Value rendering",
        "type": "select",
        "default": "caption",
        "choices": [
            {"value": "caption", "name": "For people"},
            {"value": "raw", "name": "As stored"},
        ],
        "help_text": "Values for people (Russia) or as stored (ru).",
    },
]


@dataclass(frozen=True, slots=True)
class Asked:
    """One reconciliation query.

    Attributes:
        questions: One for each type that was named.
        limit: Most results.
        every: Types that a result must all be of (``type_strict`` all).
        else_: Asked where no other question finds anybody (``type_strict`` should).
    """

    questions: tuple[Question, ...]
    limit: int
    every: tuple[str, ...] = ()
    else_: Question | None = None


async def answer_queries(request: Request) -> Response:
    """Answer reconciliation queries, or give values of entities that were chosen."""
    given = Parameters(request, ("algorithm", "changed_since"))
    algorithm_of(given.text("algorithm", "best"))
    form = _form(await body_of(request))
    here = await opened(request)
    lists = here.choose(request.path_params["dataset"])
    allowed = Filter(changed_since=given.day("changed_since"))
    if form.get("extend"):
        if form.get("queries"):
            raise BadInput("The form has both 'queries' and 'extend'.", "Send one of them.")
        if request.query_params:
            names = ", ".join(sorted(request.query_params.keys()))
            raise BadInput(f"{names} cannot be asked beside 'extend', which matches nobody.")
        chosen = Holdings({held.version.list: held for held in lists})
        return await run_in_threadpool(_extend, chosen, json_object(form["extend"], "extend"))
    if not form.get("queries"):
        raise BadInput("The form has neither 'queries' nor 'extend'.")
    queries = json_object(form["queries"], "queries")
    if len(queries) > MOST_QUERIES:
        raise BadInput(f"Too many queries in one batch (limit: {MOST_QUERIES})")
    read = good_and_bad({key: partial(_query, key, one) for key, one in queries.items()})

    def answered() -> Response:
        terms = Terms(lists, MOST, REVIEW, 0.3, allowed)
        found = {
            key: {"result": [], "status": 400, "error": one.message}
            if isinstance(one, BadInput)
            else {"result": _results(one, terms)}
            for key, one in read.items()
        }
        return answer(found, {"x-batch-size": str(len(found))})

    return await run_in_threadpool(answered)


def _form(content: bytes) -> dict[str, str]:
    """The fields of a form."""
    try:
        fields = parse_qs(
            content.decode("ascii"), keep_blank_values=True, max_num_fields=16, errors="strict"
        )
    except ValueError as error:
        raise BadInput(
            "The body is no form.", "Send application/x-www-form-urlencoded in UTF-8."
        ) from error
    unknown = sorted(fields.keys() - {"queries", "extend"})
    if unknown:
        raise BadInput(f"The form has the field {', '.join(unknown)[:200]!r}, which is not known.")
    twice = sorted(name for name, values in fields.items() if len(values) > 1)
    if twice:
        raise BadInput(f"The field {twice[0]!r} of the form is given twice.", "Give it once.")
    return {name: values[0] for name, values in fields.items()}


def _query(key: str, given: object) -> Asked:
    if not isinstance(given, dict):
        raise BadInput(f"The query {key[:80]!r} is no JSON object.")
    only_keys(given, ("query", "type", "limit", "properties", "type_strict"), f"The query {key!r}")
    if given.get("type_strict") not in (None, "any", "should", "all"):
        raise BadInput(f"type_strict of the query {key[:80]!r} is none of any, should, all.")
    limit = given.get("limit", LIMIT)
    if isinstance(limit, bool) or not isinstance(limit, int) or not 0 <= limit <= MOST:
        raise BadInput(f"limit of the query {key[:80]!r} is no whole number from 0 to {MOST}.")
    kinds = _kinds(key, given.get("type") or "LegalEntity")
    properties: dict[str, list[Any]] = {"name": [given["query"]]} if given.get("query") else {}
    sides = given.get("properties") or []
    if not isinstance(sides, list):
        raise BadInput(f"properties of the query {key[:80]!r} is no list.")
    for side in sides:
        if not isinstance(side, dict) or not isinstance(side.get("pid"), str):
            raise BadInput(f"A property of the query {key[:80]!r} has no pid.")
        value = side.get("v")
        values = value if isinstance(value, list) else [value]
        values = [one.get("id") if isinstance(one, dict) else one for one in values]
        properties.setdefault(side["pid"].rpartition(":")[2], []).extend(values)

    def question(schema: str) -> Question:
        return question_of(key, {"schema": schema, "properties": properties})

    strict = given.get("type_strict")
    return Asked(
        tuple(question(schema) for schema in kinds),
        limit,
        kinds if strict == "all" else (),
        question("Thing") if strict == "should" else None,
    )


def _kinds(key: str, wanted: object) -> tuple[str, ...]:
    """The types that a query names, each once."""
    kinds = wanted if isinstance(wanted, list) else [wanted]
    told = [one.get("id") if isinstance(one, dict) else one for one in kinds]
    if not all(isinstance(one, str) for one in told):
        raise BadInput(f"type of the query {key[:80]!r} is no name of a type.")
    if len(told) > _MOST_KINDS:
        raise BadInput(f"type of the query {key[:80]!r} has more than {_MOST_KINDS} values.")
    return tuple(dict.fromkeys(cast("list[str]", told)))


def _results(asked: Asked, terms: Terms) -> list[dict[str, object]]:
    """The best of all questions, each entity once."""
    found: dict[str, dict[str, Any]] = {}
    for question in asked.questions:
        _add(found, respond(question, terms))
    if not found and asked.else_ is not None:
        _add(found, respond(asked.else_, terms))
    kept = [one for one in found.values() if all(is_a(one["schema"], kind) for kind in asked.every)]
    kept.sort(key=lambda one: (-one["score"], one["id"]))
    return [
        {
            "id": one["id"],
            "name": one["caption"],
            "description": f"{SCHEMATA[one['schema']].label}, {one['datasets'][0]}",
            "type": [_type(one["schema"])],
            "score": one["score"],
            "match": one["match"],
        }
        for one in kept[: asked.limit]
    ]


def _add(found: dict[str, dict[str, Any]], said: dict[str, object]) -> None:
    for one in cast("list[dict[str, Any]]", said["results"]):
        held = found.get(one["id"])
        if held is None or held["score"] < one["score"]:
            found[one["id"]] = one


def _extend(here: Holdings, given: dict[str, Any]) -> Response:
    only_keys(given, ("ids", "properties"), "extend")
    ids, wanted = given.get("ids"), given.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise BadInput("extend has no list of ids.")
    if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
        raise BadInput("extend has no list of properties.")
    if len(ids) > MOST_QUERIES:
        raise BadInput(f"Too many ids in one batch (limit: {MOST_QUERIES})")
    asked = [_wanted(one) for one in wanted]
    rows = {id_: _row(here, id_, asked) for id_ in ids}
    meta = [{"id": name, "name": LABELS.get(name, name)} for name, _, _ in asked]
    return answer({"meta": meta, "rows": rows}, {"x-batch-size": str(len(rows))})


def _wanted(given: dict[str, Any]) -> tuple[str, int, bool]:
    """A property to give: its name, how many values (0: all), and whether for people."""
    only_keys(given, ("id", "settings"), "A property")
    name, settings = given.get("id"), given.get("settings") or {}
    if not isinstance(name, str) or not isinstance(settings, dict):
        raise BadInput("A property has no id, or settings that are no object.")
    only_keys(settings, ("limit", "render"), "settings")
    try:
        limit = int(settings.get("limit") or 0)
    except (TypeError, ValueError) as error:
        raise BadInput(f"limit of {name[:80]!r} is no whole number.") from error
    render = settings.get("render", "caption")
    if limit < 0 or render not in ("raw", "caption"):
        raise BadInput(f"The settings of {name[:80]!r} are not known.", "render: raw or caption.")
    return name.rpartition(":")[2], limit, render == "caption"


def _row(
    here: Holdings, id_: str, asked: list[tuple[str, int, bool]]
) -> dict[str, list[dict[str, str]]]:
    encodable("an id", id_)
    try:
        entry, version = here.find(id_)
    except NotFound:
        return {}
    held = properties_of(entry, version)
    found = {}
    for name, limit, caption in asked:
        values = [str(value) for value in held.get(name, [])]
        if caption and name in ("country", "nationality", "flag"):
            values = [country_name(value) for value in values]
        found[name] = [{"str": value} for value in (values[:limit] if limit else values)]
    return found


async def suggest_entity(request: Request) -> Response:
    """Entities with a name that begins so."""
    given = Parameters(request, ("prefix", "limit", "cursor"))
    if given.text("cursor", "0") not in ("0", ""):
        raise BadInput("Suggestions have one page; cursor can only be 0.")
    prefix, limit = given.text("prefix"), given.whole("limit", SUGGESTIONS, MOST)
    here = await opened(request)
    lists = here.choose(request.path_params["dataset"])

    def answered() -> Response:
        result = []
        for entry, version in here.begins(lists, prefix, limit):
            one, schema = to_entity(entry, version), schema_of(entry)
            about = f"{SCHEMATA[schema].label}, {version.list}"
            said = {"id": one["id"], "name": one["caption"], "description": about}
            result.append({**said, "type": [_type(schema)], "notable": [_type(schema)]})
        return answer({**_OK, "prefix": prefix, "result": result})

    return await run_in_threadpool(answered)


_OK = {"code": "/api/status/ok", "status": "200 OK"}


async def suggest_property(request: Request) -> Response:
    """Properties that an example may carry and whose name begins so."""
    given = Parameters(request, ("prefix", "cursor"))
    (await opened(request)).choose(request.path_params["dataset"])
    prefix = given.text("prefix").casefold()
    result = [
        {"id": name, "name": label}
        for name, label in _offered("Thing")
        if name.casefold().startswith(prefix) or prefix in label.casefold()
    ]
    return answer({**_OK, "prefix": given.text("prefix"), "result": result[:SUGGESTIONS]})


async def suggest_type(request: Request) -> Response:
    """Schemata whose name begins so."""
    given = Parameters(request, ("prefix", "cursor"))
    (await opened(request)).choose(request.path_params["dataset"])
    prefix = given.text("prefix").casefold()
    result = [
        _type(name)
        for name in _matchable()
        if name.casefold().startswith(prefix) or SCHEMATA[name].label.casefold().startswith(prefix)
    ]
    return answer({**_OK, "prefix": given.text("prefix"), "result": result})


async def extend_property(request: Request) -> Response:
    """Properties of which values can be given, for a type."""
    given = Parameters(request, ("type", "limit"))
    (await opened(request)).choose(request.path_params["dataset"])
    schema, limit = given.text("type", "Thing") or "Thing", given.whole("limit", 0, MOST)
    if schema not in SCHEMATA:
        raise BadInput(f"There is no schema {schema[:80]!r} in lists.")
    properties = [{"id": name, "name": label} for name, label in _offered(schema)]
    limited = properties[:limit] if limit else properties
    return answer({"type": schema, "limit": limit, "properties": limited})


def _offered(schema: str) -> list[tuple[str, str]]:
    """Properties that entities of a schema have here, with labels."""
    person = schema in ("Thing", "LegalEntity") or is_a(schema, "Person")
    numbers = [(name, name) for name in NUMBERS if name not in LABELS]
    return [
        (name, label)
        for name, label in (*LABELS.items(), *numbers)
        if (person or name not in _PERSON)
        and (name not in _LEGAL or schema == "Thing" or is_a(schema, "LegalEntity"))
    ]


def _matchable() -> list[str]:
    return [name for name, one in SCHEMATA.items() if one.matchable]


def _type(name: str) -> dict[str, str]:
    found = SCHEMATA[name]
    return {"id": name, "name": found.plural, "description": found.label}
