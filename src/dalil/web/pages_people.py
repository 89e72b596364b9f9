"""Pages of people, organisations and questions, and the search over names and claims."""

from __future__ import annotations

from collections import Counter

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dalil.claims.view import Entity
from dalil.dossier import wording
from dalil.dossier.voice import period
from dalil.errors import NotFound
from dalil.evidence import Claim
from dalil.names.fold import fold
from dalil.web.desk import Desk
from dalil.web.paging import page_of
from dalil.web.site import page_number, site

SIDE = 25
"""Claims of one side on one page of an entity."""
KINDS = {"people": "PER", "organisations": "ORG", "assets": "ASSET"}


def entities(request: Request) -> Response:
    """People, organisations or assets, those most spoken of first."""
    here = site(request)
    kind = request.path_params["kind"]
    if kind not in KINDS:
        raise NotFound(f"There is no list of {kind!r}.")
    found = [entity for entity in here.desk.ranked if entity.type == KINDS[kind]]
    page = page_of(found, page_number(request))
    return here.page("entities.html", page=page, kind=kind, base=f"/{kind}", query={})


def entity(request: Request) -> Response:
    """One entity: names, relations, claims about it with denials beside them, claims held by it."""
    here = site(request)
    desk = here.desk
    key = request.path_params["entity"]
    if key in desk.view.redirects:
        return RedirectResponse(f"/entities/{desk.view.redirects[key]}", 301)
    found = desk.view.entities.get(key)
    if found is None:
        raise NotFound(f"The case has no entity {key!r}.")
    said, against = desk.sides(key)
    number = page_number(request)
    pages = [page_of(side, number, SIDE) for side in (said, against, desk.held.get(key, ()))]
    return here.page(
        "entity.html",
        entity=found,
        sides=[(page, desk.cards(page.items, key)) for page in pages],
        relations=_relations(desk, found),
        ties=desk.ties(key),
        reasons=_reasons(desk, found),
        questions=[q for q in desk.view.questions.values() if key in q.about],
        page=max(pages, key=lambda page: page.pages),
        base=f"/entities/{key}",
        query={},
    )


def _relations(desk: Desk, found: Entity) -> list[tuple[str, str, str | None, str, Claim]]:
    """Relations of an entity: what, with whom (name and id), when, by which claim."""
    rows: dict[tuple[str, str, str | None, str], Claim] = {}
    for claim in desk.about.get(found.id, ()):
        for relation in claim.relations:
            is_subject = desk.view.entity_of.get(relation.subject.id) == found.id
            other = relation.object if is_subject else relation.subject
            if not is_subject and desk.voice.entity(relation.object) is not found:
                continue
            name = desk.voice.name(other) if other else relation.value or ""
            link = desk.view.entity_of.get(other.id) if other else None
            what = wording.VERBS[relation.predicate]
            what = f"{what} ({relation.detail})" if relation.detail else what
            what = what if is_subject else f"… {what} {found.name}"
            rows.setdefault((what, name, link, period(relation)), claim)
    return [(*key, claim) for key, claim in list(rows.items())[: 2 * SIDE]]


def _reasons(desk: Desk, found: Entity) -> list[tuple[str, str, int]]:
    """Why mentions were joined: reason, author, how often."""
    counted = Counter(
        (judgement.reason, judgement.author)
        for key in found.reasons
        if (judgement := desk.reasons.get(key)) is not None
    )
    return [(reason, author, count) for (reason, author), count in counted.most_common(2 * SIDE)]


def questions(request: Request) -> Response:
    """Questions with claims on more than one side."""
    here = site(request)
    page = page_of(tuple(here.desk.view.questions.values()), page_number(request))
    return here.page("questions.html", page=page, base="/questions", query={})


def question(request: Request) -> Response:
    """One question, its sides beside each other."""
    here = site(request)
    view = here.desk.view
    found = view.questions.get(request.path_params["question"])
    if found is None:
        raise NotFound(f"The case has no question {request.path_params['question']!r}.")
    sides = [
        (
            side.label,
            here.desk.cards([view.claims[key] for key in side.claims if key in view.claims]),
        )
        for side in found.sides
    ]
    about = [view.entities[key] for key in found.about if key in view.entities]
    return here.page("question.html", question=found, sides=sides, about=about)


def search(request: Request) -> Response:
    """Names and claims that hold the words of the address."""
    here = site(request)
    desk = here.desk
    words = request.query_params.get("q", "").strip()[:200]
    key, plain = fold(words), words.casefold()
    names = (
        [e for e in desk.ranked if any(key in fold(name) for name in e.names)][:SIDE] if key else []
    )
    found = (
        [claim for claim in desk.view.claims.values() if plain in claim.quote.casefold()]
        if plain
        else []
    )
    page = page_of(found, page_number(request))
    return here.page(
        "search.html",
        words=words,
        names=names,
        page=page,
        cards=desk.cards(page.items),
        base="/search",
        query={"q": words},
    )
