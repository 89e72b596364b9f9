"""What it means to be on a list: the words of the list, and what all its entries are."""

from __future__ import annotations

from client_samples import Builder, hit
from dalil.diligence.hits import UNSAID, meanings, newest_hits


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


def test_a_table_that_numbers_its_rows_anew_takes_no_open_hit_along():
    made = Builder()
    made.add("party", name="Orla Venn", role="client", type="person")
    entries = [
        {"id": "1", "names": ["Orla Venn"]},
        {"id": "1", "names": ["Timur Voskel"]},
        {"id": "1", "names": [{"text": "VOSKEL, Timur"}], "programmes": ["X"]},
    ]
    for entry in entries:
        made.add("check", hits=[hit(entry=entry, name=str(entry["names"][0]))], lists=[])
    found = [one.content["names"] for one in newest_hits(made.file())]
    assert ["Orla Venn"] in found, "still to be decided"
    assert ["Timur Voskel"] not in found, "the same entry, said anew"
    assert len(found) == 2
