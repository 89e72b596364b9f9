"""The search page, and what the overview says of the reading."""

from __future__ import annotations

import re

import pytest


def test_documents_are_found_with_the_exact_place(client, source):
    text = client.get("/search", params={"q": "dredging"}).text
    assert '<mark class="claim">dredging</mark>' in text
    place = re.search(r'href="(/documents/[0-9a-f]{64}[^"]*)"><mark', text).group(1)
    assert client.get(place).status_code == 200


@pytest.mark.parametrize("words", ["ДОЛЖНОСТИ", "должности"])
def test_case_does_not_matter_in_cyrillic(client, words):
    assert "<mark" in client.get("/search", params={"q": words}).text


def test_words_side_by_side(client):
    assert (
        "No document holds" not in client.get("/search", params={"q": '"suspended sentence"'}).text
    )
    assert "No document holds" in client.get("/search", params={"q": '"sentence suspended"'}).text


def test_too_many_words_are_told(client):
    answer = client.get("/search", params={"q": " ".join("abcdefghijklmnopqrs")})
    assert answer.status_code == 400
    assert "16 are the most" in answer.text


@pytest.mark.parametrize("words", ["NEAR(", '"', "a OR", "-x", "words:y", "*", "';--", "^a"])
def test_nothing_in_a_question_is_an_operator(client, words):
    assert client.get("/search", params={"q": words}).status_code == 200


def test_the_overview_says_how_far_the_reading_is(fakes, open_client):
    builder = fakes.harbour()
    source = fakes.MemorySource(builder.view(), builder.layers)
    assert "documents read" not in open_client(source).get("/").text
    source = fakes.MemorySource(
        builder.view(), builder.layers, unread=set(list(builder.layers)[:2])
    )
    text = open_client(source).get("/").text
    assert f"{len(builder.layers) - 2} of {len(builder.layers)} documents read" in text
    assert "dalil read --case DIR" in text
    assert "searchable" in open_client(source).get("/documents").text
