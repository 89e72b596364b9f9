"""Whether two names on a file may be one person's: four eyes are not two spellings.

For those who work on the file, whose names are typed by themselves; nobody is screened with this.
"""

from __future__ import annotations

import unicodedata
from itertools import permutations

from dalil.names.fold import name_key
from dalil.names.scripts import clean
from dalil.names.tables import LOOKS_LATIN

_LOOKS = {**LOOKS_LATIN, "0": "o", "1": "l", "|": "l"}
_MOST = 5


def written_alike(left: str, right: str) -> bool:
    """Whether two names look the same: case, order, marks, full stops and look-alike letters apart.

    >>> written_alike("A. Quill", "quill, a"), written_alike("anna", "\u0430nn\u0430")
    (True, True)
    """
    return _looks(left) == _looks(right)


def may_be_one(left: str, right: str) -> bool:
    """Whether two names may well be one person's: another script, an initial, a part left out.

    >>> may_be_one("A. Quill", "Anna Quill"), may_be_one("A. Quill", "P. Strand")
    (True, False)
    """
    if name_key(left) == name_key(right):
        return True
    few, many = sorted((_looks(left), _looks(right)), key=len)
    if not few or len(many) > _MOST:
        return False
    return any(
        all(a == b or a == b[:1] or b == a[:1] for a, b in zip(few, chosen, strict=True))
        and any(a == b and len(a) > 1 for a, b in zip(few, chosen, strict=True))
        for chosen in permutations(many, len(few))
    )


def _looks(name: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFD", clean(name).casefold())
    letters = "".join(_LOOKS.get(char, char) for char in text if not unicodedata.combining(char))
    words = "".join(char if char.isalnum() else " " for char in letters).split()
    return tuple(sorted(words))
