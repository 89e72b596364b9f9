"""A reading is proposed beside a printed name; the printed name is kept."""

import pytest

from dalil.claims.mentions.roster_reading import proposed


@pytest.mark.parametrize(
    ("name", "known", "reading"),
    [
        ("HUGHES, Martin Alan", (), "Martin Alan Hughes"),
        ("VASILENKO Oleksiy", (), "Oleksiy Vasilenko"),
        ("Prof. Ada Mirel", (), "Ada Mirel"),
        ("Ada Mirrel", ("Ada Mirel",), "Ada Mirel"),
        ("Ada Mirel", ("Ada Mirel", "Bern Olt"), None),
        ("Ada Mirel", ("Ida Mirel",), None),
        ("Ada Mirel-Okorn", (), None),
        ("ADA MIREL", (), "Ada Mirel"),
    ],
)
def test_the_proposed_reading(name, known, reading):
    assert proposed(name, known) == reading
