"""Two spellings of one person are not four eyes; two persons are."""

from __future__ import annotations

import pytest

from dalil.diligence.eyes import may_be_one, written_alike


@pytest.mark.parametrize(
    ("left", "right", "alike", "maybe"),
    [
        ("A. Quill", "a quill", True, True),
        ("Quill, A.", "A. Quill", True, True),
        ("0rla Venn", "Orla Venn", True, True),
        ("Оrlа Venn", "Orla Venn", True, True),
        ("Orla Venn", "Орла Венн", False, True),
        ("Orla Venn", "O. Venn", False, True),
        ("Orla Venn", "Orla Brimwick", False, False),
        ("Orla Venn", "P. Strand", False, False),
        ("P. Venn", "Orla Venn", False, False),
        ("", "Orla Venn", False, False),
        ("o v", "Orla Venn", False, False),
    ],
)
def test_pairs(left, right, alike, maybe):
    assert written_alike(left, right) is alike
    assert written_alike(right, left) is alike
    if not alike:
        assert may_be_one(left, right) is maybe
        assert may_be_one(right, left) is maybe
