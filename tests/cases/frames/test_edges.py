"""Edges of quotes and what a figure's "no more than" does not deny: whole documents, invented."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from dalil.claims.frames import extract
from dalil.claims.read import prepare
from dalil.evidence import Claim, TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages


@cache
def parser() -> SpacyParser:
    return SpacyParser()


def read(text: str) -> list[Claim]:
    sha = hashlib.sha256(text.encode()).hexdigest()
    layer = TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    return list(extract(prepare(layer, parser())))


def test_one_sentence_is_not_read_twice_with_and_without_a_title():
    found = read("Mr Brandt never held an account for Mr Orsk.")
    assert [c.quote for c in found] == ["Mr Brandt never held an account for Mr Orsk"]


@pytest.mark.parametrize("bound", ["no more than", "not more than", "no less than"])
def test_the_bound_of_a_figure_is_no_denial(bound):
    found = read(f"The harbour board shall pay {bound} 40,000 dollars a month to Olt Marine Ltd.")
    assert found
    assert not any(c.negated for c in found)


def test_a_clause_with_a_bound_may_still_be_denied():
    found = read("The harbour board has never paid more than 40,000 dollars to Olt Marine Ltd.")
    assert all(c.negated for c in found)


def test_three_words_that_name_nobody_and_deny_nothing_are_no_claim():
    found = read("It was blue. Nobody saw it. The gold stayed. Milo Brandt left.")
    assert [c.quote for c in found] == ["Nobody saw it", "Milo Brandt left"]


def test_a_whole_sentence_that_no_rule_reads_is_the_documents_own():
    found = read(
        "Land records seen by this paper list Orla Venn as the owner between 2011 and 2014."
    )
    assert [c.quote for c in found] == [
        "Land records seen by this paper list Orla Venn as the owner between 2011 and 2014"
    ]
    assert not read("Orla Venn, the board of the port and two of its members.")
