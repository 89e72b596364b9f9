"""The search: names in any script, documents by their words whether read or not, claims by their quote.

A place that is shown is found again in the text layer itself; the index only says where to look.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from dalil.casework.search import Hit, hits
from dalil.claims.index import Shelved
from dalil.claims.searching import ask
from dalil.web.desk import Desk
from dalil.web.paging import document_pages, page_asked, page_at
from dalil.web.site import address, page_number, site

NAMES = 12
DOCUMENTS = 10
CLAIMS = 25
LONGEST = 200
"""Characters of a question that are looked at."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document that holds what was asked, with its first places."""

    shelved: Shelved
    hits: tuple[tuple[Hit, str], ...]


def search(request: Request) -> Response:
    """Names, documents and claims that hold the words of the address."""
    here = site(request)
    desk = here.desk
    words = request.query_params.get("q", "").strip()[:LONGEST]
    asked, number = ask(words), page_number(request)
    index = desk.index
    texts = page_asked(
        index.count_texts(asked),
        number,
        lambda first, count: index.find_texts(asked, first, count),
        DOCUMENTS,
    )
    quotes = page_asked(
        index.count_quotes(asked),
        number,
        lambda first, count: index.find_quotes(asked, first, count),
        CLAIMS,
    )
    desk.shelf.prime(texts.items)
    return here.page(
        "search.html",
        words=words,
        names=index.find_names(words, NAMES) if number == 1 else (),
        texts=texts,
        found=[_found(desk, sha, words) for sha in texts.items if sha in desk.shelf],
        quotes=quotes,
        cards=desk.cards(quotes.items),
        page=texts if texts.pages >= quotes.pages else quotes,
        base="/search",
        query={"q": words},
    )


def _found(desk: Desk, sha: str, words: str) -> Found:
    layer = desk.text(sha)
    if layer is None:
        return Found(desk.shelf[sha], ())
    pages = document_pages(layer)
    shown = []
    for hit in hits(layer, ask(words)):
        number = page_at(pages, hit.start)
        query = {"page": str(number) if number > 1 else ""}
        shown.append((hit, address(f"/documents/{sha}", query)))
    return Found(desk.shelf[sha], tuple(shown))
