"""An entry while it is put together: nothing handed over is lost."""

from __future__ import annotations

from dalil.readers.draft import Draft


def test_what_cannot_be_its_field_is_kept():
    draft = Draft("1", "person", "row 2")
    draft.name("Orlam  Vesketai")
    draft.name("---", "alias")
    draft.birth("in the flood", "DOB")
    draft.birth("unknown")
    draft.date("listed_on", "2024-02-03", "listed")
    draft.date("listed_on", "2025-02-03", "listed")
    draft.date("updated_on", "soon", "updated")
    draft.one("gender", "M")
    draft.one("gender", "Female")
    entry = draft.build()
    assert [name.text for name in entry.names] == ["Orlam Vesketai"]
    assert (entry.listed_on, entry.updated_on, entry.gender) == ("2024-02-03", None, "male")
    assert entry.rest == (
        ("name (alias)", "---"),
        ("DOB", "in the flood"),
        ("birth date", "unknown"),
        ("listed", "2025-02-03"),
        ("updated", "soon"),
        ("gender", "female"),
    )


def test_the_same_twice_is_kept_once_and_the_primary_stands_first():
    draft = Draft("1", "company")
    for _ in range(2):
        draft.name("TW", "alias", "weak")
        draft.name("Tide Works")
        draft.put("addresses", "1 Quay", "1  Quay", "")
        draft.pair("identifiers", "LEI", "5", "")
        draft.pair("identifiers", "LEI", " ", "")
        draft.reason("Why.\n Indeed.")
    entry = draft.build()
    assert [(n.text, n.kind) for n in entry.names] == [("Tide Works", "primary"), ("TW", "alias")]
    assert entry.addresses == ("1 Quay",)
    assert entry.identifiers == (("LEI", "5", ""),)
    assert entry.reasons == "Why.\n Indeed."
