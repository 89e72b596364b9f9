"""Base forms of declined names."""

from __future__ import annotations

import pytest

from dalil.names.inflect import base_forms


@pytest.mark.parametrize(
    ("declined", "base"),
    [
        ("Тартумата", "Тартумат"),
        ("Тартумату", "Тартумат"),
        ("Тартуматом", "Тартумат"),
        ("Резервного", "Резервный"),
        ("Фонда", "Фонд"),
        ("Сергея", "Сергей"),
    ],
)
def test_base_forms(declined, base) -> None:
    found = base_forms(declined)
    assert found[0] == declined
    assert base in found


def test_other_scripts_and_short_words_have_one_form() -> None:
    assert base_forms("Tartumata") == ("Tartumata",)
    assert base_forms("Ева") == ("Ева",)
