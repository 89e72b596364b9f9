"""Plain Latin letters."""

from __future__ import annotations

import pytest

from dalil.names.latin import plain


@pytest.mark.parametrize(
    ("word", "found"),
    [("Šukarenko", "shukarenko"), ("Łódzki", "lodzki"), ("O'Neill", "oneill"), ("Straße", "strasse"),
     ("Ｆｕｌｌ", "full"), ("Иван", ""), ("", "")],
)  # fmt: skip
def test_plain_letters(word: str, found: str):
    assert plain(word) == found
