"""Names written syllable by syllable."""

import pytest

from dalil.names.syllables import by_syllables


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("le", "quoc", "hung"), True),
        (("lê", "quốc", "hùng"), True),
        (("du", "weiming"), True),
        (("do", "kyung", "hwan"), True),
        (("ван", "линь"), True),
        (("min", "kyaw"), True),
        (("marine", "le", "pen"), False),
        (("orlam", "vesketai"), False),
        (("pieter", "van", "steen"), False),
        (("le",), False),
        (("王", "伟"), False),
    ],
)
def test_by_syllables(words, told):
    assert by_syllables(words) is told
