"""What a check says of itself: enough that nobody takes a weak one for a good one."""

from __future__ import annotations

from dalil.casework.diligence_inspect import sentence
from dalil.diligence.values import Step


def check(lists, **more):
    body = {"source": "dalil", "parties": [{"name": "Orla Venn"}], "lists": lists, "hits": []}
    return Step(4, "check", "2031-05-04T10:00:00Z", "anna", {**body, **more}, 9)


FRESH = {"list": "un", "version": "2031-05-01", "entries": 900, "sha256": "0a1b2c3d4e5f66"}


def test_a_fresh_list_at_the_usual_threshold():
    assert sentence(check([FRESH], threshold=0.7)) == (
        "Screened Orla Venn against un@2031-05-01 (900 entries, sha256 0a1b2c3d4e5f) on "
        "2031-05-04T10:00:00Z: nothing found."
    )


def test_an_old_list_says_how_old_it_was_and_one_without_a_date_says_so():
    old = {**FRESH, "version": "2018-10-29"}
    assert "(900 entries, 4,570 days old, sha256" in sentence(check([old], threshold=0.7))
    undated = {**FRESH, "version": "2031-05-04", "dated": False}
    said = sentence(check([undated], threshold=0.7))
    assert "(900 entries, no date in the file, imported 2031-05-04, sha256" in said


def test_another_threshold_stands_beside_what_was_found():
    assert sentence(check([FRESH], threshold=1.0)).endswith(
        "nothing found from a score of 1.00 on (lesser ones were not kept)."
    )
    hits = [{}, {}]
    assert sentence(check([FRESH], threshold=0.9, hits=hits)).endswith(
        "2 hits from a score of 0.90 on (lesser ones were not kept)."
    )


def test_that_more_was_found_than_is_kept_is_said():
    notes = ["Orla Venn: more than 50 hits on un"]
    assert "Orla Venn: more than 50 hits on un" in sentence(check([FRESH], notes=notes))
