"""Versions of a document on its page: the link, what differs, the further origins of its bytes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dalil.casework.origins import Origin
from dalil.claims.versions import Version
from dalil.evidence import Passage


@pytest.fixture
def linked(source):
    """The harbour case in which the second document is said to be a version of the first."""
    first, second = list(source.layers)[:2]
    text = source.layers[first].text
    layer = replace(source.layers[first], exhibit=second, text=f"{text}\n<b>Added later.</b>")
    end = len(text)
    source.layers[second] = replace(
        layer,
        passages=(*layer.passages, Passage(end + 1, end + 20, confidence=71), Passage(end + 20, end + 24, time=(1000, 62000))),
    )  # fmt: skip
    link = Version(second, first, 96, "96 % of their runs of 5 words are the same")
    source.case = replace(source.case, versions={second: link})
    source.came_too = {
        second: (Origin("box.zip › copy.txt", "copy.txt", "2026-03-02T09:00:00Z", "f" * 64),)
    }
    return source, first, second


def test_a_version_names_the_first_and_shows_what_differs(linked, open_client):
    source, first, second = linked
    page = open_client(source).get(f"/documents/{second}").text
    assert f'Version of</dt><dd><a href="/documents/{first}">' in page
    assert "96 % of their runs of 5 words are the same" in page
    assert "What differs from exhibit" in page
    assert "&lt;b&gt;Added later." in page
    assert "<b>Added" not in page
    assert "box.zip › copy.txt" in page
    assert "Recognised in a picture, confidence 71 %" in page
    assert "0:00:01-0:01:02" in page


def test_the_first_names_its_later_versions_and_lists_say_so(linked, open_client):
    source, first, second = linked
    client = open_client(source)
    page = client.get(f"/documents/{first}").text
    assert f'Later version</dt><dd><a href="/documents/{second}">' in page
    assert "What differs" not in page
    assert "counts as one origin with it" in client.get("/documents").text
    assert "counts as one origin with it" in client.get("/").text
