"""Names that tell nobody apart: nothing to read, one letter, only a title or form, a word for nobody.

Held against a list they would bring up nobody, which reads like "nothing found", or everybody whose
entry was cut to the same letter. Every door that takes a name asks here first, so that the same name
is refused everywhere for the same reason. A family name alone is a name and is not refused.
"""

from __future__ import annotations

import re

from dalil.matching.analysis import analyse
from dalil.matching.compare import read_as_person
from dalil.names.orgforms import parse_org
from dalil.names.scripts import clean, main_script
from dalil.names.tables import PARTICLES

_SYLLABIC = frozenset({"Han", "Hangul", "Hiragana", "Katakana"})
"""Scripts in which one sign may be a whole name."""

_NOBODY = frozenset(
    {
        "unknown",
        "name unknown",
        "not known",
        "not available",
        "not applicable",
        "not given",
        "not provided",
        "no name",
        "to be confirmed",
        "to be determined",
        "tbc",
        "tbd",
        "test",
        "нет данных",
        "неизвестно",
        "неизвестен",
        "нет",
        "белгісіз",
        "inconnu",
        "inconnue",
        "non connu",
        "desconocido",
        "desconhecido",
        "unbekannt",
    }
)
"""What people write in the place of a name, whole."""


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
    said = re.findall(r"\w+", clean(name).casefold())
    if " ".join(said) in _NOBODY or re.fullmatch(
        r"\W*n[/.]a\.?\W*|x{3,9}", name.strip().casefold()
    ):
        return "stands for a name that is not known"
    # Le and Do are family names, which are written with a capital.
    if kind == "person" and name.islower() and len(said) > 1 and PARTICLES.issuperset(said):
        return "is only particles of a name"
    form = kind == "company" or (kind == "any" and len(letters) > _INITIALS)
    return "is only a legal form" if form and _only_form(name) else ""


def _only_form(name: str) -> bool:
    """Whether a body of any name would be told by no more than its legal form."""
    whole, bare = parse_org(f"{_ANY} {name}"), parse_org(_ANY)
    return bool(whole.form) and whole.key == bare.key


_INITIALS = 2
"""Letters up to which a word of unknown kind may be somebody's name: Sa, Co."""
_ANY = "Qorvelin"
"""A name that no body has."""
