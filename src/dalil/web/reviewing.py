"""The review: one claim at a time with its words in place, decided by one key; the only pages that write.

Every form works without the script; the script only presses the buttons that are there. A form is taken
from a page of this process alone: it carries a token that no other site can read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dalil.casework.casefolder import Case
from dalil.casework.exported import Standing, not_known, recorded, standing
from dalil.casework.marks import find_exhibit
from dalil.casework.review_entities import find
from dalil.casework.review_rows import STATES, Filter, listed, lost, progress, row, rows
from dalil.claims.reviews import replaced
from dalil.errors import NotFound
from dalil.evidence import Claim, Finality, Forum, Kind, MentionType, Predicate, Stage, Stance
from dalil.regimes.registry import regime
from dalil.web.paging import document_pages, page_asked, page_at
from dalil.web.review_forms import do, filled, posted, write_word
from dalil.web.review_site import reviewing, show
from dalil.web.review_text import Piece, context, pieces
from dalil.web.site import Site, page_number, site

ROWS = 50
"""Claims of one page of the queue."""
DOCUMENTS = 100
"""Documents that the filter offers; others are chosen on their own page."""
CORRECTED = "The claim of this address was corrected; here is what stands in its place."
NO_CLAIM = (
    "The claim of this address is no claim of the case now; here is another. What was decided on claims "
    "that are no longer read stands under: decisions that lost their claim."
)
_SCRIPT = Path(__file__).parent / "static" / "review.js"
_STATE = ("document", "about", "element", "state", "page")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_REGIME = "uk-gac"


def routes() -> list[Route]:
    """Addresses of the review."""
    read = (
        ("/review", page),
        ("/review/lost", gone),
        ("/review/entities/{entity}", entity),
        ("/review/word/{name}", word),
        ("/static/review.js", script),
    )
    write = (("/review/do", posted(do)), ("/review/word", posted(write_word)))
    return [
        *(Route(path, answer, methods=["GET"]) for path, answer in read),
        *(Route(path, answer, methods=["POST"]) for path, answer in write),
    ]


# -- pages ---------------------------------------------------------------------------------------


def page(request: Request) -> Response:
    """The queue and the claim that is looked at."""
    here, case = site(request), reviewing(request).desk.case
    query = {name: request.query_params.get(name, "") for name in _STATE}
    chosen = _filter(request, query)
    number = page_number(request)
    found = listed(case, chosen, (number - 1) * ROWS, ROWS)
    claim, missed = _chosen(case, found, request.query_params.get("claim", ""))
    values = {
        "query": query,
        "chosen": chosen,
        "progress": progress(case, chosen),
        "whole": progress(case),
        "queue": rows(case, found),
        **_looked_at(here, case, claim, found),
        **_choices(here, chosen),
        "more": len(found) == ROWS,
        "number": number,
        **{name: request.query_params.get(name, "") for name in ("did", "told", "file")},
    }
    values["told"] = " ".join(filter(None, (str(values["told"]), missed)))
    return show(request, "review.html", values)


def gone(request: Request) -> Response:
    """Decisions whose claim is no longer read."""
    return show(request, "review_lost.html", {"rows": lost(reviewing(request).desk.case)})


def entity(request: Request) -> Response:
    """The mentions of an entity: to be merged with another, taken out, retyped or rejected."""
    case = reviewing(request).desk.case
    found = find(case, request.path_params["entity"])
    page = page_asked(
        found.mentions,
        page_number(request),
        lambda first, count: case.store.index.mentions_of(found.id, first, count),
        ROWS,
    )
    shown = page.items
    shelf = case.store.index.shelved(dict.fromkeys(one.exhibit for one in shown))
    around = []
    for one in shown:
        layer = site(request).desk.text(one.exhibit)
        around.append((one, shelf[one.exhibit], context(layer, one.start, one.end)))
    values = {
        "entity": found,
        "mentions": around,
        "page": page,
        "base": f"/review/entities/{found.id}",
        "query": {},
        "types_of": [str(one) for one in MentionType],
        "told": request.query_params.get("told", ""),
    }
    return show(request, "review_entity.html", values)


def word(request: Request) -> Response:
    """A Word file of the exports, to be saved."""
    name = request.path_params["name"]
    case = reviewing(request).desk.case
    found = next((one for one in _documents(case.exports) if one.name == name), None)
    if found is None:
        raise NotFound(f"The case has no Word file {name!r}.")
    content = found.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    if standing(recorded(case.store), name, sha256) is not Standing.WRITTEN:
        raise not_known(name)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=_DOCX, headers=headers)


def script(_request: Request) -> Response:
    """The keys of the review."""
    return Response(_SCRIPT.read_bytes(), media_type="text/javascript")


# -- inside --------------------------------------------------------------------------------------


def _filter(request: Request, query: Mapping[str, str]) -> Filter:
    case = reviewing(request).desk.case
    state = query["state"]
    if state == "" and not query["document"]:
        state = STATES[0]
    return Filter(
        document=find_exhibit(case, query["document"]) if query["document"] else "",
        about=find(case, query["about"]).id if query["about"] else "",
        element=query["element"],
        state="" if state == "any" else state,
    )


def _chosen(case: Case, found: Sequence[Claim], key: str) -> tuple[Claim | None, str]:
    """The claim of the address, or what stands in its place now, else the first that waits, or the first.

    Beside it what has to be said where it is not the claim that the address names.
    """
    missed = ""
    if key:
        there, missed = _standing(case, key)
        if there is not None:
            return there, missed
    seen = {one.left for one in case.store.index.judgements_on(one.id for one in found)}
    first = next((one for one in found if one.id not in seen), found[0] if found else None)
    return first, missed


def _standing(case: Case, key: str) -> tuple[Claim | None, str]:
    """A claim, or the one that corrections put in its place."""
    index, now, passed = case.store.index, key, set[str]()
    while now not in passed:
        there = next(iter(index.claims_by_id([now])), None)
        if there is not None:
            return there, CORRECTED if passed else ""
        passed.add(now)
        now = replaced(index.judgements_on([now])).get(now, now)
    return None, NO_CLAIM


def _looked_at(
    here: Site,
    case: Case,
    claim: Claim | None,
    found: Sequence[Claim],
) -> dict[str, object]:
    """The claim, its neighbours in the queue, and the text around it."""
    ids = [one.id for one in found]
    at = ids.index(claim.id) if claim is not None and claim.id in ids else -1
    if claim is None:
        return {"claim": None, "card": None, "fields": {}, "text": [], "before": "", "after": "",
                "names": [], "place": 0, "language": None}  # fmt: skip
    layer = here.desk.text(claim.exhibit)
    told = row(case, claim.id)
    shown: list[Piece] = []
    names: list[str] = []
    if layer is not None:
        all_pages = document_pages(layer)
        part = all_pages[page_at(all_pages, claim.locator.start) - 1]
        start, end = (part[0].start, part[-1].end) if part else (0, 0)
        others = case.store.index.claims_at(claim.exhibit, start, end)
        shown = pieces(layer, part, claim, others)
        mentions = case.store.index.mentions_at(claim.exhibit, 0, len(layer.text))
        of = case.store.index.entities_of(one.id for one in mentions)
        named = case.store.index.named(dict.fromkeys(of.values()))
        names = sorted({one.name for one in named.values() if one.type in ("PER", "ORG", "ASSET")})
    return {
        "claim": told,
        "card": here.desk.card(claim),
        "fields": filled(told),
        "text": shown,
        "before": ids[at - 1] if at > 0 else "",
        "after": ids[at + 1] if 0 <= at < len(ids) - 1 else "",
        "names": names,
        "place": at + 1,
        "language": layer.language if layer else None,
    }


def _choices(here: Site, chosen: Filter) -> dict[str, object]:
    """What the filters and forms offer."""
    index = here.source.index
    criteria = regime(_REGIME).criteria
    documents = list(index.documents(0, DOCUMENTS))
    if chosen.document and chosen.document not in {one.exhibit.sha256 for one in documents}:
        documents += index.shelved([chosen.document]).values()
    about = index.named([chosen.about]).get(chosen.about) if chosen.about else None
    return {
        "documents": [
            (one.exhibit.sha256, (one.info.title if one.info else None) or one.exhibit.name)
            for one in documents
        ],
        "offered": DOCUMENTS,
        "shelf": here.desk.counts.documents,
        "targets": here.desk.targets,
        "about_name": about.name if about else "",
        "elements": [(f"{_REGIME}:{one.id}", f"{one.id} {one.question}") for one in criteria],
        "states": (*STATES, "reviewed"),
        "stances": [str(one) for one in Stance],
        "kinds": [str(one) for one in Kind],
        "stages": [str(one) for one in Stage],
        "forums": [str(one) for one in Forum],
        "finalities": [str(one) for one in Finality],
        "predicates": [str(one) for one in Predicate],
    }


def _documents(exports: Path) -> list[Path]:
    """Word files that lie in the exports themselves, and are no links."""
    if not exports.is_dir():
        return []
    return [
        one
        for one in sorted(exports.iterdir())
        if one.suffix == ".docx" and one.is_file() and not one.is_symlink()
    ]
