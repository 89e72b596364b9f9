"""Pages of the case: overview, documents, one document with its claims marked, the list of claims."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dalil.errors import NotFound
from dalil.evidence import Claim, Passage, Stage, Stance
from dalil.web.desk import Desk
from dalil.web.marking import Run, runs
from dalil.web.paging import document_pages, page_at, page_of
from dalil.web.site import Site, address, page_number, site

Cell = tuple[Passage, tuple[Run, ...], list[str]]
"""A passage, its runs, and the claims that begin in it."""

SHOWN = 8
"""Rows of each list on the overview."""


def overview(request: Request) -> Response:
    """The state of the case on one page."""
    here = site(request)
    desk = here.desk
    view = desk.view
    people = [entity for entity in desk.ranked if entity.type == "PER"][:SHOWN]
    bodies = [entity for entity in desk.ranked if entity.type == "ORG"][:SHOWN]
    return here.page(
        "overview.html",
        reviewed=len(view.reviewed & view.claims.keys()),
        people=people,
        bodies=bodies,
        questions=tuple(view.questions.values())[:SHOWN],
        documents=tuple(view.exhibits.values())[:SHOWN],
        dossiers=here.source.dossiers(),
        targets=[view.entities[key] for key in view.targets if key in view.entities],
    )


def documents(request: Request) -> Response:
    """All exhibits, read, read in part or refused."""
    here = site(request)
    page = page_of(tuple(here.desk.view.exhibits.values()), page_number(request))
    return here.page("documents.html", page=page, base="/documents", query={})


def document(request: Request) -> Response:
    """The text of one exhibit with its claims marked, or why it could not be read."""
    here = site(request)
    desk = here.desk
    sha = request.path_params["sha"]
    if sha not in desk.view.exhibits:
        raise NotFound(f"The case has no exhibit {sha[:12]}.")
    layer = desk.text(sha)
    if layer is None:
        return here.page("refused.html", sha=sha, exhibit=desk.view.exhibits[sha])
    pages = document_pages(layer)
    page = page_of(pages, page_number(request), 1)
    pieces = page.items[0]
    claims = tuple(_within(desk.by_exhibit.get(sha, ()), pieces))
    rows = _rows(desk, sha, pieces)
    return here.page(
        "document.html",
        sha=sha,
        exhibit=desk.view.exhibits[sha],
        layer=layer,
        rows=rows,
        lines=_in_columns(rows) if layer.table else [],
        cards={claim.id: desk.card(claim) for claim in claims},
        order={claim.id: index for index, claim in enumerate(claims, start=1)},
        placed=set(),
        chosen=request.query_params.get("claim", ""),
        page=page,
        base=f"/documents/{sha}",
        query={},
    )


def _within(claims: tuple[Claim, ...], pieces: tuple[Passage, ...]) -> list[Claim]:
    if not pieces:
        return []
    start, end = pieces[0].start, pieces[-1].end
    return [c for c in claims if c.locator.start < end and c.locator.end > start]


def _rows(desk: Desk, sha: str, pieces: tuple[Passage, ...]) -> list[list[Cell]]:
    """Passages in rows of a table, or one by one; each with its runs and the claims that begin in it."""
    layer = desk.text(sha)
    text = layer.text if layer else ""
    claims = _within(desk.by_exhibit.get(sha, ()), pieces)
    start, end = (pieces[0].start, pieces[-1].end) if pieces else (0, 0)
    mentions = [m for m in desk.mentions.get(sha, ()) if m.start < end and m.end > start]
    rows: list[list[Cell]] = []
    for piece in pieces:
        over = [c for c in claims if c.locator.start < piece.end and c.locator.end > piece.start]
        names = [m for m in mentions if m.start < piece.end and m.end > piece.start]
        begin = [c.id for c in over if c.locator.start >= piece.start]
        cell = (piece, runs(text, piece, over, names), begin)
        if rows and piece.row is not None and piece.row == rows[-1][-1][0].row:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return rows


def _in_columns(rows: list[list[Cell]]) -> list[list[Cell | None]]:
    """Rows of a table with None where a cell is empty, so that every value stands under its column."""
    wide = max((cell[0].column or 0 for row in rows for cell in row), default=0)
    found: list[list[Cell | None]] = []
    for row in rows:
        line: list[Cell | None] = [None] * wide
        extra: list[Cell | None] = []
        for cell in row:
            column = cell[0].column
            if column is not None and line[column - 1] is None:
                line[column - 1] = cell
            else:
                extra.append(cell)
        found.append(line + extra)
    return found


def claim(request: Request) -> Response:
    """Send the reader to the claim's place in its document."""
    here = site(request)
    found = here.desk.view.claims.get(request.path_params["claim"])
    if found is None:
        raise NotFound(f"The case has no claim {request.path_params['claim']!r}.")
    layer = here.desk.text(found.exhibit)
    number = page_at(document_pages(layer), found.locator.start) if layer else 1
    query = {"page": str(number) if number > 1 else "", "claim": found.id}
    return RedirectResponse(address(f"/documents/{found.exhibit}", query) + f"#c-{found.id}", 302)


def claims(request: Request) -> Response:
    """All claims, filtered by what the address says."""
    here = site(request)
    query = {
        name: request.query_params.get(name, "") for name in ("stance", "stage", "review", "who")
    }
    found = _filtered(here, query)
    page = page_of(found, page_number(request))
    return here.page(
        "claims.html",
        page=page,
        cards=here.desk.cards(page.items),
        base="/claims",
        query=query,
        stances=[str(stance) for stance in Stance],
        stages=[str(stage) for stage in Stage],
    )


def _filtered(here: Site, query: dict[str, str]) -> tuple[Claim, ...]:
    desk = here.desk
    view = desk.view
    who = view.redirects.get(query["who"], query["who"])
    start = desk.about.get(who, ()) if who else tuple(view.claims.values())
    stage, stance, review = query["stage"], query["stance"], query["review"]
    return tuple(
        one
        for one in start
        if (not stance or one.stance == stance)
        and (not stage or (one.stage or "none") == stage)
        and (not review or (one.id in view.reviewed) == (review == "yes"))
    )
