"""What it means to be on a list: the words of the list, and what all its entries are."""

from __future__ import annotations

from client_samples import Builder, hit
from dalil.diligence.hits import UNSAID, meanings


def meaning(*checks: tuple[list[str], list[str]]) -> set[str]:
    """What one pair is after checks of (topics, kinds of the list)."""
    made = Builder()
    made.add("party", name="Harrowmere Quay LLP", role="client", type="company")
    for topics, kinds in checks:
        made.add("check", hits=[hit(topics=topics)], lists=[{"list": "un", "kinds": kinds}])
    return set(meanings(made.file())[hit()["id"]])


def test_words_and_kinds_are_joined():
    assert meaning((["crime"], ["sanctions"])) == {"crime", "sanction"}
    assert meaning((["sanction.linked"], ["mixed"])) == {"sanction.linked", "sanction"}
    assert meaning((["PEP class 1"], ["mixed"])) == {"PEP class 1", "role.pep"}
    assert meaning(([], ["own"])) == {UNSAID}
    assert meaning(([], ["mixed"])) == {"sanction"}


def test_a_later_check_takes_no_meaning_away():
    assert "sanction" in meaning((["sanction"], ["own"]), ([], ["own"]))
