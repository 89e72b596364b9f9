"""Search a case by words: names in any script, documents whether read or not, claims by their quote.

Everything that is shown is quoted from the text layer at its exact place. Nothing is ranked by guilt,
relevance or fame: documents stand in the order of arrival.
"""

from __future__ import annotations

from dataclasses import dataclass

from dalil.claims.index import CaseIndex, Named, Shelved
from dalil.claims.ports import ClaimStore
from dalil.claims.searching import Asked, ask, places
from dalil.evidence import Claim, TextLayer, locate

AROUND = 80
"""Code points shown on each side of a place."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place in a text layer.

    Attributes:
        start: First code point.
        end: One past the last.
        before: Words before it.
        words: The words themselves, verbatim.
        after: Words after it.
        place: The place in a reader's words.
    """

    start: int
    end: int
    before: str
    words: str
    after: str
    place: str


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document that holds what was asked."""

    shelved: Shelved
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class SearchReport:
    """What a search found.

    Attributes:
        names: People, organisations and assets whose names fit.
        documents: The first documents; ``document_count`` says how many there are.
        claims: The first claims; ``claim_count`` says how many there are.
    """

    names: tuple[Named, ...]
    documents: tuple[FoundDocument, ...]
    document_count: int
    claims: tuple[Claim, ...]
    claim_count: int


def search(
    index: CaseIndex, store: ClaimStore, question: str, *, first: int = 0, count: int = 10
) -> SearchReport:
    """Search a case.

    Args:
        index: The case, asked a page at a time.
        store: Where text layers are.
        question: Words that must all occur; "words side by side"; ``begin*``.
        first: How many documents and claims are passed over.
        count: The most that are given of each.

    Raises:
        BadInput: More words than are taken.
    """
    asked = ask(question)
    names = list(index.find_texts(asked, first, count))
    shelf = index.shelved(names)
    documents = []
    for sha in names:
        layer = store.layer(sha)
        documents.append(FoundDocument(shelf[sha], hits(layer, asked) if layer else ()))
    return SearchReport(
        names=tuple(index.find_names(question, count)) if not first else (),
        documents=tuple(documents),
        document_count=index.count_texts(asked),
        claims=tuple(index.find_quotes(asked, first, count)),
        claim_count=index.count_quotes(asked),
    )


def hits(layer: TextLayer, asked: Asked, most: int = 3) -> tuple[Hit, ...]:
    """The first places of a text layer where parts of a question stand."""
    text = layer.text
    found = []
    for start, end in places(text, asked, most):
        found.append(
            Hit(
                start=start,
                end=end,
                before=text[max(0, start - AROUND) : start],
                words=text[start:end],
                after=text[end : end + AROUND],
                place=locate(layer, start, end).place,
            )
        )
    return tuple(found)
