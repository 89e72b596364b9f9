"""``POST /match/{dataset}``: examples in FollowTheMoney's shape, held against lists.

The score is Dalil's own, calibrated; it has no weights to turn, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dalil.api.asking import Parameters, body_of, json_object, only_keys
from dalil.api.explain import explanations
from dalil.api.service import answer, licences, opened
from dalil.casework.holdings import ANYTHING, Filter, Held, Holdings, match_lists
from dalil.errors import BadInput
from dalil.matching.compare import REVIEW
from dalil.matching.list_entities import passed_over, subject_of, to_entity, unused
from dalil.matching.screen import Subject
from dalil.matching.standing import is_off
from dalil.matching.values import ListVersion, Match
from dalil.schema.matchable import SCHEMATA

MOST_QUERIES, MOST_MATCHES, MOST_EXCLUDED = 100, 500, 50
LIMIT = 5
ALGORITHM = "dalil"
_PARAMETERS = (
    "limit",
    "threshold",
    "cutoff",
    "algorithm",
    "include_dataset",
    "exclude_schema",
    "exclude_dataset",
    "topics",
    "changed_since",
    "exclude_entity_ids",
)


@dataclass(frozen=True, slots=True)
class Question:
    """One example of a batch."""

    subject: Subject
    echo: dict[str, object]
    unused: list[str]
    passed_over: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all examples of a batch."""

    lists: tuple[Held, ...]
    limit: int
    threshold: float
    cutoff: float
    allowed: Filter


async def match(request: Request) -> Response:
    """Answer a batch of examples."""
    terms = _terms(request, await opened(request))
    questions = questions_of(json_object(await body_of(request), "The body"))
    return await run_in_threadpool(_answer, questions, terms)


def _answer(questions: dict[str, Question | BadInput], terms: Terms) -> Response:
    responses = {
        key: _refusal(one) if isinstance(one, BadInput) else respond(one, terms)
        for key, one in questions.items()
    }
    body = {
        "responses": responses,
        "limit": terms.limit,
        "datasets": licences([held.version for held in terms.lists]),
    }
    return answer(body, {"x-batch-size": str(len(responses))})


def _refusal(error: BadInput) -> dict[str, object]:
    """The answer to an example that cannot be read, among others that can."""
    return {
        "status": 400,
        "results": [],
        "total": {"value": 0, "relation": "eq"},
        "query": {},
        "detail": error.message,
    }


T = TypeVar("T")


def good_and_bad(questions: Mapping[str, Callable[[], T]]) -> dict[str, T | BadInput]:
    """The questions of a batch, and why others cannot be asked: a bad row stops no good one.

    Raises:
        BadInput: None can be asked; the reason is that of the first.
    """
    found: dict[str, T | BadInput] = {}
    for key, read in questions.items():
        try:
            found[key] = read()
        except BadInput as error:
            found[key] = error
    bad = [one for one in found.values() if isinstance(one, BadInput)]
    if bad and len(bad) == len(found):
        raise bad[0]
    return found


def _terms(request: Request, here: Holdings) -> Terms:
    given = Parameters(request, _PARAMETERS)
    algorithm_of(given.text("algorithm", "best"))
    threshold = given.share("threshold", REVIEW)
    return Terms(
        lists=here.choose(
            request.path_params["dataset"],
            given.many("include_dataset"),
            given.many("exclude_dataset"),
        ),
        limit=given.whole("limit", LIMIT, MOST_MATCHES),
        threshold=threshold,
        cutoff=given.share("cutoff", min(REVIEW, threshold)),
        allowed=Filter(
            exclude_schema=schemata_of(given.many("exclude_schema")),
            topics=frozenset(given.many("topics")),
            changed_since=given.day("changed_since"),
            exclude_ids=frozenset(given.many("exclude_entity_ids", MOST_EXCLUDED)),
        ),
    )


def algorithm_of(name: str) -> None:
    """Refuse any algorithm but our own.

    Raises:
        BadInput: Another is asked for: its scores would not be what they claim.
    """
    if name not in ("best", ALGORITHM):
        raise BadInput(
            f"There is no algorithm {name[:80]!r} here.", f"Ask for 'best' or {ALGORITHM!r}."
        )


def schemata_of(names: Sequence[str]) -> tuple[str, ...]:
    """Names of schemata, held against the model.

    Raises:
        BadInput: One that is not known.
    """
    for name in names:
        if name not in SCHEMATA:
            raise BadInput(
                f"There is no schema {name[:80]!r} in lists.", f"There are: {', '.join(SCHEMATA)}."
            )
    return tuple(names)


def respond(question: Question, terms: Terms) -> dict[str, object]:
    """The answer to one example."""
    # A filter works on what was found: with one, as much is found as may ever be asked for.
    wanted = max(20, terms.limit * 10) if terms.allowed == ANYTHING else MOST_MATCHES
    candidates = min(wanted, MOST_MATCHES)
    found = match_lists(
        question.subject,
        terms.lists,
        threshold=terms.cutoff,
        candidates=candidates,
        allowed=terms.allowed,
    )
    results = []
    for match_, version in found[: terms.limit]:
        results.append(
            {
                **to_entity(match_.entry, version),
                "score": match_.score,
                "match": match_.score >= terms.threshold,
                **_standing(match_, version),
                "explanations": explanations(question.subject, match_),
            }
        )
    total = sum(match_.score >= terms.threshold for match_, _ in found)
    said: dict[str, object] = {
        "status": 200,
        "results": results,
        "total": {"value": total, "relation": "gte" if len(found) >= candidates else "eq"},
        "query": question.echo,
    }
    if question.unused:
        said["unused"] = question.unused
    if question.passed_over:
        said["not_screened"] = [
            {"value": text, "reason": reason} for text, reason in question.passed_over
        ]
    return said


def _standing(match_: Match, version: ListVersion) -> dict[str, object]:
    """What the list says of an entry's standing; nothing where it says nothing."""
    entry = match_.entry
    if not (entry.delisted_on or entry.status):
        return {}
    return {
        "listing": {
            "status": entry.status,
            "delisted_on": entry.delisted_on,
            "delisted": is_off(entry, version.version),
        }
    }


def questions_of(body: dict[str, Any]) -> dict[str, Question | BadInput]:
    """The examples of a batch, and why some of them cannot be asked.

    Raises:
        BadInput: Too many or none, weights, a configuration, or no example that can be read.
    """
    only_keys(body, ("queries", "weights", "config"), "The body")
    for name in ("weights", "config"):
        given = body.get(name)
        if given is None:
            continue
        if not isinstance(given, dict):
            raise BadInput(f"{name} is no JSON object.")
        if given:
            raise BadInput(
                f"{name} sets {', '.join(map(str, given))[:200]!r}: scores here are calibrated and have "
                "nothing to set.",
                "Leave it out, and choose a threshold.",
            )
    queries = body.get("queries")
    if not isinstance(queries, dict):
        raise BadInput("The body has no object 'queries'.")
    examples = {key: one for key, one in queries.items() if one is not None}
    if not examples:
        raise BadInput("No queries provided.")
    if len(queries) > MOST_QUERIES:
        raise BadInput(f"Too many queries in one batch (limit: {MOST_QUERIES})")
    return good_and_bad({key: partial(question_of, key, one) for key, one in examples.items()})


def question_of(key: str, example: object) -> Question:
    """One example.

    Raises:
        BadInput: It cannot be read; the message names its key.
    """
    try:
        return _question(example)
    except BadInput as error:
        raise BadInput(
            f"Cannot parse example entity {key[:80]!r}: {error.message}", error.hint
        ) from error


def _question(example: object) -> Question:
    if not isinstance(example, dict):
        raise BadInput("it is no JSON object.")
    only_keys(example, ("id", "schema", "properties", "caption", "datasets", "referents"), "it")
    id_, schema, given = example.get("id"), example.get("schema"), example.get("properties", {})
    if id_ is not None and not isinstance(id_, str):
        raise BadInput("its id is no text.")
    if not isinstance(schema, str):
        raise BadInput("it has no schema.")
    if not isinstance(given, dict):
        raise BadInput("its properties are no JSON object.")
    properties = {name: _texts(name, value) for name, value in given.items()}
    properties = {name: values for name, values in properties.items() if values}
    subject = subject_of(schema, properties)
    echo: dict[str, object] = {"id": id_, "schema": schema, "properties": properties}
    return Question(subject, echo, unused(properties), passed_over(schema, properties))


def _texts(name: str, value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    found = []
    for one in values:
        if isinstance(one, bool) or not isinstance(one, str | int | float | None):
            raise BadInput(f"the property {name[:80]!r} holds a value that is no text.")
        if one is not None and str(one).strip():
            found.append(str(one).strip())
    if len(found) > 100:
        raise BadInput(f"the property {name[:80]!r} has {len(found)} values; the bound is 100.")
    return found
