"""Names that the user knows are found, with their type, and in the capitals that they need."""

from dalil.claims.mentions.gazetteer import Gazetteer, GazetteerEntry
from dalil.claims.mentions.words import split
from dalil.evidence import MentionType

ORG, PER = MentionType.ORGANISATION, MentionType.PERSON
KNOWN = Gazetteer(
    (
        GazetteerEntry("Tolmak", ORG, "own"),
        GazetteerEntry("Otiv Prime", ORG, "own"),
        GazetteerEntry("Otiv Prime Holdings Ltd.", ORG, "own"),
        GazetteerEntry("Mark", PER, "own"),
    )
)


def find(text):
    return [(text[c.start : c.end], c.type) for c in KNOWN.find([split(text, 0, len(text))])]


def test_names_are_found_in_any_case_but_single_words_in_their_own():
    assert find("He sold otiv prime to TOLMAK.") == [("otiv prime", ORG), ("TOLMAK", ORG)]
    assert find("On the mark; Mark left.") == [("Mark", PER)]


def test_the_longest_name_stands_first():
    assert find("Otiv Prime Holdings Ltd paid.")[0] == ("Otiv Prime Holdings Ltd", ORG)


def test_a_name_does_not_run_over_a_comma():
    assert find("Otiv, Prime of them") == []


def test_the_method_names_exactly_these_entries():
    assert Gazetteer().method == ""
    assert KNOWN.method == Gazetteer(tuple(reversed(KNOWN.entries))).method
    assert KNOWN.method != Gazetteer(KNOWN.entries[1:]).method
