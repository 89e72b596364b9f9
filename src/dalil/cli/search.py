"""``dalil search``: words in a case, with the exact places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dalil.cli.options import case_option, json_option
from dalil.cli.terminal import put_json, put_lines

if TYPE_CHECKING:
    from dalil.casework.search import FoundDocument, SearchReport


@click.command(epilog="Example: dalil search 'dredging \"Quill Harbour\"' --case case/")
@click.argument("words", nargs=-1, required=True)
@case_option
@click.option(
    "--page",
    type=click.IntRange(1, 1_000_000),
    default=1,
    show_default=True,
    help="Of the results.",
)
@click.option(
    "--count",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="Results of a kind.",
)
@json_option
def command(words: tuple[str, ...], case_path: Path, page: int, count: int, as_json: bool) -> int:
    """Search names, documents and claims of a case.

    All words must occur; "words in quotation marks" stand side by side; begin* finds what begins
    so. Documents are found as soon as their text is there, read or not. Names are found in any
    script. Exits with 1 where nothing fits.
    """
    from dalil.assembly import build
    from dalil.casework.search import search
    from dalil.config import Config

    with build(Config.load()).open_case(case_path, write=False) as case:
        found = search(
            case.store.index,
            case.store,
            " ".join(words),
            first=(page - 1) * count,
            count=count,
        )
    if as_json:
        put_json(_as_object(found))
    else:
        put_lines(_lines(found))
    return 0 if found.names or found.document_count or found.claim_count else 1


def _lines(found: SearchReport) -> Iterator[str]:
    for name in found.names:
        yield f"{name.type}  {name.name}  ({name.about} claims about, {name.held} held)  {name.id}"
    yield f"{found.document_count} documents:"
    for one in found.documents:
        shelved = one.shelved
        state = "" if shelved.read else "  (claims not read yet)"
        yield f"  exhibit {shelved.number}: {_title(one)}  {shelved.exhibit.sha256[:12]}{state}"
        for hit in one.hits:
            text = f"{hit.before}[{hit.words}]{hit.after}"
            yield f"    {hit.place}: … {' '.join(text.split())} …"
    yield f"{found.claim_count} claims:"
    for claim in found.claims:
        yield f"  {claim.id}  {claim.stance}: {' '.join(claim.quote.split())}"


def _title(one: FoundDocument) -> str:
    info = one.shelved.info
    return (info.title if info else None) or one.shelved.exhibit.name


def _as_object(found: SearchReport) -> dict[str, object]:
    return {
        "names": [asdict(name) for name in found.names],
        "documents": {
            "count": found.document_count,
            "found": [
                {
                    "number": one.shelved.number,
                    "sha256": one.shelved.exhibit.sha256,
                    "title": _title(one),
                    "read": one.shelved.read,
                    "hits": [asdict(hit) for hit in one.hits],
                }
                for one in found.documents
            ],
        },
        "claims": {
            "count": found.claim_count,
            "found": [
                {
                    "id": claim.id,
                    "exhibit": claim.exhibit,
                    "stance": str(claim.stance),
                    "quote": claim.quote,
                    "start": claim.locator.start,
                    "end": claim.locator.end,
                }
                for claim in found.claims
            ],
        },
    }
