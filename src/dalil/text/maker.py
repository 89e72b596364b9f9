"""Whether the name in a file's properties is its author's, or only that of whoever made the file.

Office programs write the name of the licence or of the clerk into every file. It is taken for the
author's only where the text prints it; else it is kept apart. Nothing is corrected or guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dalil.evidence import DocumentInfo

_WORDS = re.compile(r"[^\W\d_]{2,}")


def settle_maker(info: DocumentInfo, text: str) -> DocumentInfo:
    """Keep authors whose names the text prints; the others become ``made_by``.

    Args:
        info: What the file says of itself, authors from its properties.
        text: The whole text layer.
    """
    printed = set(map(str.casefold, _WORDS.findall(text)))
    authors = [name for name in info.authors if _printed(name, printed)]
    if len(authors) == len(info.authors):
        return info
    return replace(
        info, authors=tuple(authors), made_by=_joined(set(authors), info.authors) or info.made_by
    )


def _printed(name: str, printed: set[str]) -> bool:
    words = [word.casefold() for word in _WORDS.findall(name)]
    return bool(words) and all(word in printed for word in words)


def _joined(authors: set[str], all_of: Sequence[str]) -> str:
    return "; ".join(name for name in all_of if name not in authors)
