"""Gazetteers in the user's home: added to, read back, refused where they are none."""

import pytest

from dalil.casework.gazetteer import (
    add_names,
    files,
    load_gazetteers,
    names_in_file,
    names_of_list,
    read_gazetteer,
)
from dalil.errors import BadInput, NotFound
from dalil.evidence import MentionType
from dalil.matching.values import ListEntry, ListName


class Version:
    version = "2024-06-01"


class Shelf:
    """A shelf with one list."""

    def newest(self, list_id):
        return Version() if list_id == "invented" else None

    def stream(self, list_id, version):
        yield ListEntry("1", "person", (ListName("Azbulat Sungarai"), ListName("Bulat")))
        yield ListEntry("2", "company", (ListName("Karsu Trade"), ListName("K T", "alias", "weak")))
        yield ListEntry("3", "any", (ListName("Somebody Else"),))


def test_names_are_kept_once_and_read_back(tmp_path):
    names = [("Tolmak", "company"), ("Ada  Mirel", "person"), ("Tolmak", "company")]
    assert add_names(tmp_path, "own", names).added == 2
    assert add_names(tmp_path, "own", names[:1]).added == 0
    known = load_gazetteers(tmp_path)
    assert [(e.name, e.type, e.source) for e in known.entries] == [
        ("Tolmak", MentionType.ORGANISATION, "own"),
        ("Ada Mirel", MentionType.PERSON, "own"),
    ]


def test_no_folder_is_no_gazetteer(tmp_path):
    assert not load_gazetteers(tmp_path)
    assert list(files(tmp_path)) == []


@pytest.mark.parametrize(
    ("gazetteer", "name", "kind"),
    [
        ("../out", "Tolmak", "company"),
        ("own", "", "company"),
        ("own", "Tolmak", "ship"),
        ("own", "42", "person"),
    ],
)
def test_what_is_no_name_is_refused_and_nothing_added(tmp_path, gazetteer, name, kind):
    with pytest.raises(BadInput):
        add_names(tmp_path, gazetteer, [("Ada Mirel", "person"), (name, kind)])
    assert list(files(tmp_path)) == []


def test_a_file_of_names(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("type,name\nperson,Ada Mirel\nplace,Orlo\n", encoding="utf-8")
    assert list(names_in_file(path)) == [("Ada Mirel", "person"), ("Orlo", "place")]
    path.write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(BadInput):
        read_gazetteer(path)


def test_a_list_as_gazetteer_leaves_single_words_and_weak_aliases_out():
    assert list(names_of_list(Shelf(), "invented")) == [
        ("Azbulat Sungarai", "person"),
        ("Karsu Trade", "company"),
    ]
    with pytest.raises(NotFound):
        list(names_of_list(Shelf(), "none"))
