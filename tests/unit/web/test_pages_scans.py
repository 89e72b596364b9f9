"""Pages of a PDF as pictures: asked for with the words and lines of the claims on them, kept nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dalil.evidence import Box

BOX = Box(1, 100, 200, 300, 400)


@pytest.fixture
def scanned(fakes):
    """The invented case with one document as a PDF of two pages, and the document."""
    builder = fakes.harbour()
    claim = next(iter(builder.claims.values()))
    sha = claim.exhibit
    layer = builder.layers[sha]
    pages = tuple(replace(one, page=1, boxes=(BOX,)) for one in layer.passages[:-1])
    last = replace(layer.passages[-1], page=2)
    builder.layers[sha] = replace(layer, media_type="application/pdf", passages=(*pages, last))
    builder.exhibits[sha] = replace(builder.exhibits[sha], media_type="application/pdf")
    for key, one in list(builder.claims.items()):
        if one.exhibit == sha:
            builder.claims[key] = replace(one, locator=replace(one.locator, boxes=(BOX,)))
    view = fakes.case.material(builder).view
    return fakes.MemorySource(view, builder.layers), sha, claim


def test_a_claim_leads_to_its_page_and_its_words_are_boxed(scanned, open_client):
    source, sha, claim = scanned
    client = open_client(source)
    document = client.get(f"/documents/{sha}").text
    assert f'href="/documents/{sha}/pages/1?claim={claim.id}"' in document
    page = client.get(f"/documents/{sha}/pages/1?claim={claim.id}").text
    assert f'src="/documents/{sha}/pages/1.png?claim={claim.id}"' in page
    assert "Page 1 of 2" in page
    assert f"/documents/{sha}/pages/2" in page
    picture = client.get(f"/documents/{sha}/pages/1.png?claim={claim.id}")
    assert (picture.headers["content-type"], picture.headers["cache-control"]) == (
        "image/png",
        "no-store",
    )
    ((exhibit, number, quotes),) = source.drawn
    assert (exhibit, number) == (sha, 1)
    assert (claim.quote, ((100, 200, 300, 400),), True) in quotes
    assert sum(chosen for _, _, chosen in quotes) == 1


def test_what_is_no_page_of_a_pdf_is_not_found(scanned, open_client, fakes):
    source, sha, _ = scanned
    client = open_client(source)
    other = next(key for key in source.layers if key != sha)
    for path in (f"{sha}/pages/3", f"{sha}/pages/0", f"{other}/pages/1", f"{other}/pages/1.png"):
        assert client.get(f"/documents/{path}").status_code == 404, path
    assert client.get(f"/documents/{sha}/pages/x").status_code == 404
    assert f"/documents/{other}/pages" not in client.get(f"/documents/{other}").text
    assert source.drawn == []
