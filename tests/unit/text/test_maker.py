"""A name in a file's properties is an author's only where the text prints it."""

from __future__ import annotations

from dalil.evidence import DocumentInfo
from dalil.text.maker import settle_maker


def test_printed_names_stay_and_others_are_kept_apart():
    info = DocumentInfo(authors=("Vex, Orsolin", "gcb61q", "Maren Tarvik"))
    found = settle_maker(info, "A report by Orsolin VEX for the ministry.")
    assert found.authors == ("Vex, Orsolin",)
    assert found.made_by == "gcb61q; Maren Tarvik"


def test_nothing_changes_where_all_are_printed_or_none_is_named():
    info = DocumentInfo(authors=("Orsolin Vex",))
    assert settle_maker(info, "Orsolin Vex writes.") is info
    assert settle_maker(DocumentInfo(), "x") == DocumentInfo()
