"""Pages of the case: overview, documents, one document with its claims marked, the list of claims."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dalil.casework.figures import asked_of
from dalil.casework.progress import in_words
from dalil.claims.extent import unread
from dalil.claims.index import Wanted
from dalil.errors import NotFound
from dalil.evidence import Claim, Mention, Passage, Stage, Stance, TextLayer
from dalil.web.kinship import kin_of
from dalil.web.marking import Run, runs
from dalil.web.pages_scans import PDF
from dalil.web.paging import document_pages, page_asked, page_at, page_of
from dalil.web.site import Site, address, page_number, site

Cell = tuple[Passage, tuple[Run, ...], list[str]]
"""A passage, its runs, and the claims that begin in it."""

SHOWN = 8
"""Rows of each list on the overview."""


def overview(request: Request) -> Response:
    """The state of the case on one page."""
    here = site(request)
    desk = here.desk
    return here.page(
        "overview.html",
        counts=desk.counts,
        reading=here.source.reading(),
        progress=in_words(here.source.reading()),
        people=desk.ranked("PER", 0, SHOWN),
        bodies=desk.ranked("ORG", 0, SHOWN),
        questions=desk.index.questions(0, SHOWN),
        documents=desk.documents(0, SHOWN),
        dossiers=here.source.dossiers(),
        targets=desk.targets,
    )


def documents(request: Request) -> Response:
    """All exhibits, read, read in part or refused."""
    here = site(request)
    desk = here.desk
    page = page_asked(desk.counts.documents, page_number(request), desk.documents)
    return here.page(
        "documents.html", page=page, refused=desk.counts.refused, base="/documents", query={}
    )


def document(request: Request) -> Response:
    """The text of one exhibit with its claims marked, or why it could not be read."""
    here = site(request)
    desk = here.desk
    sha = request.path_params["sha"]
    shelved = desk.shelf.get(sha)
    if shelved is None:
        raise NotFound(f"The case has no exhibit {sha[:12]}.")
    layer = desk.text(sha)
    if layer is None:
        return here.page("refused.html", sha=sha, shelved=shelved)
    page = page_of(document_pages(layer), page_number(request), 1)
    pieces = page.items[0]
    start, end = (pieces[0].start, pieces[-1].end) if pieces else (0, 0)
    claims = tuple(desk.index.claims_at(sha, start, end))
    mentions = tuple(desk.index.mentions_at(sha, start, end))
    rows = _rows(layer, pieces, claims, mentions)
    cards = desk.cards(claims)
    return here.page(
        "document.html",
        sha=sha,
        shelved=shelved,
        kin=kin_of(desk, sha),
        layer=layer,
        rows=rows,
        lines=_in_columns(rows) if layer.table else [],
        cards={card.id: card for card in cards},
        order={claim.id: index for index, claim in enumerate(claims, start=1)},
        links=desk.index.entities_of(mention.id for mention in mentions),
        contested=desk.index.questions_on(claim.id for claim in claims),
        figures=asked_of(layer, start, end),
        unread=unread(layer),
        placed=set(),
        drawn=_drawn(layer, pieces),
        pictured=_pictured(layer, claims),
        chosen=request.query_params.get("claim", ""),
        page=page,
        base=f"/documents/{sha}",
        query={},
    )


def _drawn(layer: TextLayer, pieces: tuple[Passage, ...]) -> list[int]:
    """Pages of a PDF that are on this page of its text."""
    return sorted({one.page for one in pieces if one.page}) if layer.media_type == PDF else []


def _pictured(layer: TextLayer, claims: tuple[Claim, ...]) -> dict[str, int]:
    """The page of a PDF on which each claim's lines begin."""
    if layer.media_type != PDF:
        return {}
    return {claim.id: box.page for claim in claims for box in claim.locator.boxes[:1]}


def _rows(
    layer: TextLayer,
    pieces: tuple[Passage, ...],
    claims: tuple[Claim, ...],
    mentions: tuple[Mention, ...],
) -> list[list[Cell]]:
    """Passages in rows of a table, or one by one; each with its runs and the claims that begin in it."""
    rows: list[list[Cell]] = []
    for piece in pieces:
        over = [c for c in claims if c.locator.start < piece.end and c.locator.end > piece.start]
        names = [m for m in mentions if m.start < piece.end and m.end > piece.start]
        begin = [c.id for c in over if c.locator.start >= piece.start]
        cell = (piece, runs(layer.text, piece, over, names), begin)
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
    found = here.desk.claims.get(request.path_params["claim"])
    if found is None:
        raise NotFound(f"The case has no claim {request.path_params['claim']!r}.")
    layer = here.desk.text(found.exhibit)
    number = page_at(document_pages(layer), found.locator.start) if layer else 1
    query = {"page": str(number) if number > 1 else "", "claim": found.id}
    return RedirectResponse(address(f"/documents/{found.exhibit}", query) + f"#c-{found.id}", 302)


def claims(request: Request) -> Response:
    """All claims, filtered by what the address says."""
    here = site(request)
    desk = here.desk
    query = {
        name: request.query_params.get(name, "") for name in ("stance", "stage", "review", "who")
    }
    wanted = _wanted(here, query)
    page = desk.claims_page(wanted, page_number(request))
    return here.page(
        "claims.html",
        page=page,
        cards=desk.cards(page.items),
        base="/claims",
        query=query,
        stances=[str(stance) for stance in Stance],
        stages=[str(stage) for stage in Stage],
    )


def _wanted(here: Site, query: dict[str, str]) -> Wanted:
    who, review = query["who"], query["review"]
    now = here.desk.index.named([who]).get(who) if who else None
    return Wanted(
        stance=query["stance"],
        stage=query["stage"],
        reviewed=review == "yes" if review else None,
        about=now.id if now else who,
    )
