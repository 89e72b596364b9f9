"""Pages of a PDF as pictures, with the words of the claims boxed; drawn anew each time, kept nowhere."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dalil.errors import NotFound
from dalil.evidence import Claim, TextLayer
from dalil.web.site import Site, address, site

PDF = "application/pdf"


def page(request: Request) -> Response:
    """One page of an exhibit beside the claims that stand on it."""
    here = site(request)
    sha, number = request.path_params["sha"], int(request.path_params["number"])
    layer = _layer(here, sha)
    last = max((passage.page or 0 for passage in layer.passages), default=0)
    if not 1 <= number <= last:
        raise NotFound(f"No words were read on page {number} of exhibit {sha[:12]}.")
    chosen = request.query_params.get("claim", "")
    return here.page(
        "page.html",
        sha=sha,
        shelved=here.desk.shelf[sha],
        number=number,
        last=last,
        cards=here.desk.cards(_claims(here, layer, number)),
        chosen=chosen,
        picture=address(f"/documents/{sha}/pages/{number}.png", {"claim": chosen}),
    )


def picture(request: Request) -> Response:
    """The picture of one page."""
    here = site(request)
    sha, number = request.path_params["sha"], int(request.path_params["number"])
    layer = _layer(here, sha)
    chosen = request.query_params.get("claim", "")
    quotes = [
        (claim.quote, lines, claim.id == chosen)
        for claim in _claims(here, layer, number)
        if (lines := _lines(claim, number))
    ]
    content = here.source.picture(sha, number, quotes)
    return Response(content, media_type="image/png")


def _lines(claim: Claim, number: int) -> tuple[tuple[int, int, int, int], ...]:
    boxes = (box for box in claim.locator.boxes if box.page == number)
    return tuple((box.left, box.top, box.right, box.bottom) for box in boxes)


def _layer(here: Site, sha: str) -> TextLayer:
    shelved = here.desk.shelf.get(sha)
    layer = here.desk.text(sha) if shelved is not None else None
    if shelved is None or layer is None or shelved.exhibit.media_type != PDF:
        raise NotFound(f"The case has no PDF {sha[:12]} with a text layer.")
    return layer


def _claims(here: Site, layer: TextLayer, number: int) -> tuple[Claim, ...]:
    """Claims whose words stand on a page, in their order."""
    inside = [passage for passage in layer.passages if passage.page == number]
    if not inside:
        return ()
    found = here.desk.index.claims_at(layer.exhibit, inside[0].start, inside[-1].end)
    return tuple(found)
