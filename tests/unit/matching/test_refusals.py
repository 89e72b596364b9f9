"""What is no name, and what is one although it is short."""

from __future__ import annotations

import pytest

from dalil.matching.refusals import cannot_tell


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("", "any", "no letter"),
        (" \u200b…", "any", "no letter"),
        ("🙂", "person", "no letter"),
        ("A", "person", "a single letter"),
        ("А.", "any", "a single letter"),
        ("7", "company", "a single letter"),
        ("Mr", "person", "only a title"),
        ("Sheikh", "any", "only a title"),
        ("Mr. Dr", "any", "only a title"),
        ("LLC", "company", "only a legal form"),
        ("ООО", "any", "only a legal form"),
        ("van der", "person", "only particles"),
        ("N/A", "person", "not known"),
        ("Unknown", "any", "not known"),
        ("нет данных", "person", "not known"),
        ("XXX", "company", "not known"),
    ],
)
def test_refused(name, kind, reason):
    assert reason in cannot_tell(name, kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Vesketai", "person"),
        ("Li", "person"),
        ("王", "person"),
        ("이", "any"),
        ("Captain", "vessel"),
        ("O. V.", "person"),
        ("X Ltd", "any"),
        ("x" * 10_000, "any"),
        ("Mr Vesketai", "person"),
        ("Van Do", "person"),
        ("Na", "person"),
        ("Co", "any"),
        ("Unknown Quay Ltd", "company"),
        ("Bank", "company"),
    ],
)
def test_a_name(name, kind):
    assert cannot_tell(name, kind) == ""
