"""Pages of people, organisations, assets and contested questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dalil.claims.index import REASONS, Named, Wanted
from dalil.claims.overruled import told_ties
from dalil.dossier import wording
from dalil.dossier.voice import period
from dalil.errors import NotFound
from dalil.evidence import Claim
from dalil.web.desk import Desk
from dalil.web.paging import Page, page_asked, page_of
from dalil.web.site import page_number, site

SIDE = 25
"""Claims of one side, claims with relations, ties, or questions on one page of an entity."""
KINDS = {"people": "PER", "organisations": "ORG", "assets": "ASSET"}


def entities(request: Request) -> Response:
    """People, organisations or assets: targets first, then those most spoken of."""
    here = site(request)
    desk = here.desk
    kind = request.path_params["kind"]
    if kind not in KINDS:
        raise NotFound(f"There is no list of {kind!r}.")
    page = page_asked(
        getattr(desk.counts, kind),
        page_number(request),
        lambda first, count: desk.ranked(KINDS[kind], first, count),
    )
    return here.page("entities.html", page=page, kind=kind, base=f"/{kind}", query={})


def entity(request: Request) -> Response:
    """One entity: names, relations, claims about it with denials beside them, claims held by it."""
    here = site(request)
    desk = here.desk
    key = request.path_params["entity"]
    found = desk.index.named([key]).get(key)
    if found is None:
        raise NotFound(f"The case has no entity {key!r}.")
    if found.id != key:
        return RedirectResponse(f"/entities/{found.id}", 301)
    number = page_number(request)
    said, against = desk.sides(key)
    pages = [desk.claims_page(one, number, SIDE) for one in (said, against, Wanted(held=key))]
    related = desk.claims_page(Wanted(about=key, related=True), number, SIDE)
    ties = desk.ties(key, number, SIDE)
    questions = page_asked(
        desk.index.count_questions_about(key),
        number,
        lambda first, count: desk.index.questions_about(key, first, count),
        SIDE,
    )
    every: list[Page[Any]] = [*pages, related, ties, questions]
    return here.page(
        "entity.html",
        entity=found,
        sides=[(page, desk.cards(page.items, key)) for page in pages],
        related=related,
        relations=_relations(desk, found, related.items),
        ties=ties,
        stated=_by_words(ties.items),
        questions=questions,
        screening=here.source.screening(key),
        page=max(every, key=lambda page: page.pages),
        most_reasons=REASONS,
        base=f"/entities/{key}",
        query={},
    )


def _by_words(ties: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """The claims that state each tie, in their order."""
    found: dict[str, list[str]] = {}
    for words, claim in ties:
        found.setdefault(words, []).append(claim)
    return found


def _relations(
    desk: Desk, found: Named, claims: Sequence[Claim]
) -> list[tuple[str, str, str | None, str, Claim]]:
    """Relations of an entity in some claims: what, with whom (name and id), when, by which claim."""
    rows: dict[tuple[str, str, str | None, str], Claim] = {}
    desk.prime(claims)
    for claim in claims:
        for relation, weighed in told_ties(claim):
            is_subject = desk.entity_of.get(relation.subject.id) == found.id
            other = relation.object if is_subject else relation.subject
            named = desk.entity_of.get(relation.object.id) if relation.object else None
            if not is_subject and named != found.id:
                continue
            name = desk.voice.name(other) if other else relation.value or ""
            link = desk.entity_of.get(other.id) if other else None
            what = wording.VERBS[relation.predicate]
            what = f"{what} ({relation.detail})" if relation.detail else what
            what = what if is_subject else f"… {what} {found.name}"
            what = f"{what} (weighed)" if weighed else what
            rows.setdefault((what, name, link, period(relation)), claim)
    return [(*key, claim) for key, claim in rows.items()]


def questions(request: Request) -> Response:
    """Questions with claims on more than one side."""
    here = site(request)
    desk = here.desk
    page = page_asked(desk.counts.questions, page_number(request), desk.index.questions)
    return here.page("questions.html", page=page, base="/questions", query={})


def question(request: Request) -> Response:
    """One question, its sides beside each other."""
    here = site(request)
    desk = here.desk
    key = request.path_params["question"]
    found = next(iter(desk.index.questions_by_id([key])), None)
    if found is None:
        raise NotFound(f"The case has no question {key!r}.")
    number = page_number(request)
    pages = [page_of(side.claims, number, SIDE) for side in found.sides]
    sides = [
        (side.label, page.total, desk.cards(desk.index.claims_by_id(page.items)))
        for side, page in zip(found.sides, pages, strict=True)
    ]
    named = desk.index.named(found.about)
    return here.page(
        "question.html",
        question=found,
        sides=sides,
        about=[named[one] for one in found.about if one in named],
        page=max(pages, key=lambda page: page.pages),
        base=f"/questions/{key}",
        query={},
    )
