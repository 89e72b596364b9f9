"""Names that tell nobody apart: nothing to read, one letter, only a title.

Held against a list they would bring up nobody, which reads like "nothing found", or everybody whose
entry was cut to the same letter. Every door that takes a name asks here first, so that the same name
is refused everywhere for the same reason. A family name alone is a name and is not refused.
"""

from __future__ import annotations

from dalil.matching.analysis import analyse
from dalil.matching.compare import read_as_person
from dalil.names.scripts import clean, main_script

_SYLLABIC = frozenset({"Han", "Hangul", "Hiragana", "Katakana"})
"""Scripts in which one sign may be a whole name."""


def cannot_tell(name: str, kind: str = "any") -> str:
    """Say why a name cannot be screened or compared.

    Args:
        name: In any script.
        kind: One of :data:`dalil.matching.compare.TYPES`: a ship may be called Captain, a person not.

    Returns:
        The reason, to stand after the name; "" for a name that can be held against others.
    """
    letters = [char for char in clean(name) if char.isalnum()]
    if not letters:
        return "holds no letter or digit"
    if len(letters) == 1 and main_script(letters[0]) not in _SYLLABIC:
        return "is a single letter, which tells nobody apart"
    if read_as_person(name, name, kind) and not analyse(name, person=True).words:
        return "is only a title"
    return ""
