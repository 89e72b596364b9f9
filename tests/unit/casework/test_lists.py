"""Importing, showing and comparing lists."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from dalil.casework.list_checks import CUT, IdSample
from dalil.casework.list_diff import diff_json, diff_lists
from dalil.casework.lists import (
    UNDATED,
    Bench,
    ImportOptions,
    age_of,
    find_version,
    import_json,
    import_list,
    is_dated,
    show_lists,
    version_json,
    warnings,
)
from dalil.errors import BadInput, BadList, NotFound
from dalil.matching.values import ListEntry, ListName, ListSummary, RowRefusal
from dalil.store.lists import ListShelfFolder


class Clock:
    def now(self) -> str:
        return "2024-07-01T00:00:00Z"


class Reading:
    """A file is its date and its entries: ``2024-06-01|a=Name|b=Name``; a row without ``=`` is bad."""

    def __init__(self, request):
        date, *rows = Path(request.files[0]).read_text().split("|")
        good = [row.split("=") for row in rows if "=" in row]
        self.entries = [
            ListEntry(key, "person", tuple(ListName(name) for name in names.split("/")))
            for key, names in good
        ]
        bad = len(rows) - len(good)
        self.told = ListSummary(
            request.list_id or "toy",
            date,
            "Publisher" if "foreign" not in rows else "Another",
            "Licence",
            "toy",
            restrictions=("non-commercial",),
            entries=len(good),
            rows=len(rows),
            refused=tuple(RowRefusal(f"row {n}", "bad") for n in range(bad)),
            refused_count=bad,
            unknown=(("X", 1),),
            notes=(
                *(("recovered",) if request.recover else ()),
                *((UNDATED,) if "undated" in rows else ()),
                *((CUT,) if "cut" in rows else ()),
            ),
        )

    def __iter__(self):
        return iter(self.entries)

    def summary(self):
        return self.told


class Readers:
    def files(self, paths):
        return tuple(paths)

    def open(self, request):
        return Reading(request)


@pytest.fixture
def shelf(tmp_path):
    return ListShelfFolder(tmp_path / "lists")


def bring(shelf, text, **options):
    path = shelf._folder.parent / "toy.txt"
    path.write_text(text)
    bench = Bench(Readers(), shelf, Clock())
    return import_list(bench, "toy", [path], ImportOptions(**options))


def test_import_and_again(shelf):
    done = bring(shelf, "2024-06-01|a=Orlam|b=Sirin")
    assert (done.new, done.version.entries, done.version.version) == (True, 2, "2024-06-01")
    assert done.version.imported_at == "2024-07-01T00:00:00Z"
    assert import_json(done)["licence"] == "Licence"
    assert import_json(done)["unknown"] == [{"path": "X", "count": 1}]
    assert not bring(shelf, "2024-06-01|a=Orlam|b=Sirin").new
    assert len(show_lists(shelf)) == 1


def test_second_file_of_a_date_gets_a_number(shelf):
    bring(shelf, "2024-06-01|a=Orlam")
    assert bring(shelf, "2024-06-01|a=Orlan").version.version == "2024-06-01.2"


def test_a_short_list_is_refused_unless_told(shelf):
    bring(shelf, "2024-06-01|a=A|b=B|c=C|d=D|e=E")
    assert bring(shelf, "2024-06-02|a=A|b=B|c=C|d=D").new
    with pytest.raises(BadList, match="would vanish"):
        bring(shelf, "2024-06-03|a=A|b=B")
    assert len(show_lists(shelf)) == 2
    assert bring(shelf, "2024-06-03|a=A|b=B", force=True).new
    assert bring(shelf, "2020-01-01|a=A").new, "an older version is history, not a loss"


def test_other_people_of_the_same_number_are_no_newer_version(shelf):
    bring(shelf, "2024-06-01|a=A|b=B|c=C|d=D|e=E|f=F")
    assert bring(shelf, "2024-06-02|a=A|b=B|c=C|d=D|e=E|g=G").new, "one of six went, one came"
    with pytest.raises(BadList, match=r"33% of those in version 2024-06-02 .* though others came"):
        bring(shelf, "2024-06-03|a=A|b=B|c=C|d=D|x=X|y=Y|z=Z|w=W")
    assert len(show_lists(shelf)) == 2
    assert bring(shelf, "2024-06-03|a=A|b=B|c=C|d=D|x=X|y=Y|z=Z|w=W", force=True).new
    bring(shelf, "2024-06-01|a=A|b=B", list_id="two")
    with pytest.raises(BadList, match="50% of those"):
        bring(shelf, "2024-06-02|a=A|x=X", list_id="two")
    assert bring(shelf, "2020-01-01|m=M").new, "an older version is history, not a loss"


def test_ids_of_a_very_large_list_are_a_share_and_say_which():
    sample = IdSample(most=50)
    for number in range(1000):
        sample.add(f"n{number}")
    held = [sample.holds(f"n{number}") for number in range(1000)]
    others = [sample.holds(f"m{number}") for number in range(1000)]
    assert 10 < held.count(True) <= 50
    assert (held.count(False), others.count(True)) == (0, 0)
    assert others.count(False) > 10


def test_own_id_and_recover(shelf):
    done = bring(shelf, "2024-06-01|a=A", list_id="mine", recover=True)
    assert (done.version.list, done.notes) == ("mine", ("recovered",))


def test_bad_rows_are_told_and_many_refuse_the_list(shelf):
    rows = "|".join(f"{n}=N{n}" for n in range(20))
    done = bring(shelf, f"2024-06-01|{rows}|bad")
    assert (done.version.rows, done.version.refused, done.refused) == (21, 1, (("row 0", "bad"),))
    with pytest.raises(BadList, match=r"6 of 26 rows cannot be read.*row 0: bad"):
        bring(shelf, f"2024-06-02|{rows}|b|b|b|b|b|b")
    assert bring(shelf, f"2024-06-02|{rows}|b|b|b|b|b|b", force=True).new


def test_a_list_of_another_publisher_is_refused(shelf):
    rows = "|".join(f"{n}=N{n}" for n in range(20))
    bring(shelf, f"2024-06-01|{rows}")
    with pytest.raises(BadList, match="is of Another"):
        bring(shelf, f"2024-06-02|{rows}|foreign")


def test_what_a_version_says_of_itself(shelf):
    done = bring(shelf, "2024-06-01|a=A|b=B")
    (held,) = shelf.versions()
    assert held == done.version
    assert held.files[0][0] == held.source == "toy.txt"
    assert held.types == (("person", 2),)
    assert warnings(held) == (
        "toy: its licence forbids commercial use without the publisher's permission",
    )
    assert version_json(held)["restrictions"] == ("non-commercial",)
    assert age_of(held, "2024-07-01T00:00:00Z") == 30
    assert shelf.source("toy", "2024-06-01", "toy.txt").read_bytes() == b"2024-06-01|a=A|b=B"


def test_nothing_is_left_of_a_refused_list(shelf):
    bring(shelf, "2024-06-01|a=A|b=B|c=C|d=D|e=E")
    with pytest.raises(BadList):
        bring(shelf, "2024-06-02|a=A")
    assert list((shelf._folder / ".staging").iterdir()) == []


def test_find_version(shelf):
    bring(shelf, "2024-06-01|a=A")
    bring(shelf, "2024-06-02|a=A|b=B")
    assert find_version(shelf, "toy").version == "2024-06-02"
    assert find_version(shelf, "toy@2024-06-01").version == "2024-06-01"
    with pytest.raises(NotFound, match="here are: toy"):
        find_version(shelf, "other")
    with pytest.raises(NotFound, match="2024-06-01, 2024-06-02"):
        find_version(shelf, "toy@1999-01-01")


def test_diff_says_who_and_how(shelf):
    bring(shelf, "2024-06-01|a=Orlam|b=Sirin|c=Same")
    bring(shelf, "2024-06-02|b=Sirina|c=Same|d=New")
    for left, right in (("toy@2024-06-01", "toy"), ("toy", "toy@2024-06-01")):
        found = diff_json(diff_lists(shelf, left, right))
        assert [e["id"] for e in found["added"]] == ["d"]
        assert [e["id"] for e in found["removed"]] == ["a"]
        (changed,) = found["changed"]
        assert changed["id"] == "b"
        assert changed["changes"] == [
            {"field": "names", "gone": ["Sirin primary"], "come": ["Sirina primary"]}
        ]


def test_diff_of_white_space_is_none_and_of_two_lists_refused(shelf):
    bring(shelf, "2024-06-01|a=Orlam")
    (version,) = shelf.versions("toy")
    (entry,) = shelf.entries("toy", "2024-06-01")
    moved = dataclasses.replace(entry, place="elsewhere", names=(ListName(" Orlam "),))
    shelf.put(dataclasses.replace(version, version="2024-06-02"), b"x", [moved])
    assert diff_lists(shelf, "toy@2024-06-01", "toy").changed == ()
    bring(shelf, "2024-06-01|a=Orlam2", list_id="other")
    with pytest.raises(BadInput, match="different lists"):
        diff_lists(shelf, "toy", "other")


def test_a_date_that_has_not_come_is_refused(shelf):
    """It would stay the newest for ever, and no later list would be held against anybody."""
    with pytest.raises(BadList, match=r"of 2099-06-01, which has not come yet"):
        bring(shelf, "2099-06-01|a=A")
    assert not show_lists(shelf)
    assert bring(shelf, "2099-06-01|a=A", force=True).new
    assert bring(shelf, "2024-07-02|a=A").new, "a day ahead may be another place on earth"


def test_a_table_that_ends_in_a_row_may_be_cut(shelf):
    rows = "|".join(f"{n}=N{n}" for n in range(20))
    with pytest.raises(BadList, match="cut"):
        bring(shelf, f"2024-06-01|{rows}|cut")
    assert bring(shelf, f"2024-06-01|{rows}|cut", force=True).new


def test_what_a_list_lost_and_that_it_is_an_older_one_is_told(shelf):
    rows = "|".join(f"{n}=N{n}" for n in range(20))
    bring(shelf, f"2024-06-01|{rows}")
    fewer = bring(shelf, "2024-06-02|" + "|".join(f"{n}=N{n}" for n in range(17)))
    assert fewer.notes == ("3 entries fewer than version 2024-06-01 (20)",)
    assert fewer.version.notes == ()
    old = bring(shelf, "2020-01-01|a=A")
    assert old.notes == ("older than version 2024-06-02, which stays the one that is held",)


def test_an_undated_list_says_what_its_date_is(shelf):
    assert not is_dated(bring(shelf, "2024-06-01|a=A|undated").version)
    told = bring(shelf, "2024-06-02|a=A|undated", dated="2024-06-02").version
    assert is_dated(told)
    assert told.notes == ("no date stands in the file: the version is called by the date told",)


def test_the_tenth_version_of_a_day_is_later_than_the_second(shelf):
    for number in range(1, 12):
        bring(shelf, f"2024-06-01|a=N{number}")
    found = diff_lists(shelf, "toy@2024-06-01.10", "toy@2024-06-01.2")
    assert (found.older.version, found.newer.version) == ("2024-06-01.2", "2024-06-01.10")


UNDATED_LIST = "2024-07-01|undated|a=One|b=Two|c=Three|d=Four|e=Five|f=Six"


def test_a_list_that_goes_back_to_what_it_was_is_a_new_version(shelf):
    first = bring(shelf, UNDATED_LIST)
    bring(shelf, UNDATED_LIST.removesuffix("|f=Six"))
    again = bring(shelf, UNDATED_LIST)
    assert again.new
    assert again.version.version == "2024-07-01.3"
    assert shelf.newest("toy").entries == first.version.entries
    assert not bring(shelf, UNDATED_LIST).new, "the newest is what it is"


def test_an_older_dated_file_is_there_already(shelf):
    bring(shelf, "2024-05-01|a=One|b=Two")
    bring(shelf, "2024-06-01|a=One|b=Two|c=Three")
    assert not bring(shelf, "2024-05-01|a=One|b=Two").new


def test_the_same_bytes_read_otherwise_are_another_version(shelf):
    bring(shelf, "2024-05-01|a=One|b=Two", encoding="windows-1252")
    again = bring(shelf, "2024-05-01|a=One|b=Two", encoding="windows-1250")
    assert again.new
    assert (again.version.version, again.version.reading) == (
        "2024-05-01.2",
        "encoding windows-1250",
    )


FULL = "2024-05-01|a=One/Uno/Un|b=Two/Dos/Deux|c=Three/Tres"


def test_a_list_that_lost_its_aliases_does_not_replace_a_good_one(shelf):
    assert dict(bring(shelf, FULL).version.facts)["names"] == 8
    bare = "2024-06-01|a=One|b=Two|c=Three"
    with pytest.raises(BadList, match="3 names, but version 2024-05-01 of the list toy has 8"):
        bring(shelf, bare)
    assert bring(shelf, bare, force=True).new


def test_a_set_of_files_that_lost_one_does_not_replace_a_whole_one(shelf):
    folder = shelf._folder.parent
    (folder / "one.txt").write_text("2024-05-01|a=One")
    (folder / "two.txt").write_text("aliases")
    bench = Bench(Readers(), shelf, Clock())
    import_list(bench, "toy", [folder / "one.txt", folder / "two.txt"])
    (folder / "one.txt").write_text("2024-06-01|a=One|b=Two")
    with pytest.raises(BadList, match=r"as 1 files \(one.txt\), version 2024-05-01 as 2: 1 lack"):
        import_list(bench, "toy", [folder / "one.txt"])
