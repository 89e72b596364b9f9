"""Names of one word, which can tell nobody: who bears the word in a fuller name is counted, not judged.

A family name alone against a given and a family name stays below the line where a person looks, since
for a common one everybody would come up. So that this does not read as "nothing found", whoever shows
a result says how many entries bear the word. This is no score and no hit.
"""

from __future__ import annotations

from collections.abc import Iterable

from dalil.matching.alignment import meet
from dalil.matching.analysis import Kind, Name, Word, analyse
from dalil.matching.compare import read_as_person
from dalil.matching.values import ListEntry, Match

LEAST = 0.001
"""A threshold that lets every fuller name through."""
_SAME_WORD = 0.9


def only_words(names: Iterable[str], kind: str = "any") -> tuple[Word, ...]:
    """The words of somebody whose every name is one word; () for anybody else."""
    found = [_alone(_read(name, kind)) for name in names]
    return tuple(word for word in found if word is not None) if all(found) else ()


def bearers(
    list_: str, words: Iterable[Word], others: Iterable[Match], kind: str, most: int, shown: int = 5
) -> tuple[str, int, tuple[str, ...], bool] | None:
    """Count who bears one of the words in a fuller name.

    Args:
        list_: Of which list.
        words: From :func:`only_words`.
        others: What a screening with the threshold :data:`LEAST` gives beside the hits.
        kind: Type that was asked.
        most: How many were asked for at most.
        shown: How many names are given.

    Returns:
        List, number, the first of their names, whether counting ended before all were counted; None
        where nobody does.
    """
    asked, held, found = tuple(words), 0, []
    for match in others:
        held += 1
        if name := _fuller(match.entry, asked, kind):
            found.append(name)
    if not found:
        return None
    return list_, len(found), tuple(found[:shown]), held >= most


def _fuller(entry: ListEntry, words: tuple[Word, ...], kind: str) -> str:
    """The first name of an entry that holds one of the words and others."""
    asked = entry.type if kind == "any" else kind
    for printed in entry.names:
        name = _read(printed.text, asked)
        if len(name.words) > 1 and any(_holds(name, word) for word in words):
            return printed.text
    return ""


def _holds(name: Name, word: Word) -> bool:
    return any(
        other.kind == Kind.NAME and meet(word, other).value >= _SAME_WORD for other in name.words
    )


def _read(name: str, kind: str) -> Name:
    return analyse(name, read_as_person(name, name, kind))


def _alone(name: Name) -> Word | None:
    return name.words[0] if len(name.words) == 1 and name.words[0].kind == Kind.NAME else None
