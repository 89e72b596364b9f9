"""The number of slips between two words, as bits of whole numbers; nothing is said of names here."""

from __future__ import annotations


def edits(one: str, other: str, limit: int) -> int:
    """Count insertions, deletions, substitutions and swaps of neighbours between two words.

    Returns:
        The optimal string alignment distance (Damerau 1964, restricted), or ``limit + 1`` where it
        is more; columns of the table as bits of whole numbers, after Hyyrö 2003.
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > limit or not one or not other:
        return min(max(len(one), len(other)), limit + 1)
    places: dict[str, int] = {}
    bit = 1
    for char in one:
        places[char] = places.get(char, 0) | bit
        bit <<= 1
    every, top, score = bit - 1, bit >> 1, len(one)
    up, down, same, before = every, 0, 0, 0
    for char in other:
        here = places.get(char, 0)
        swapped = ((~same & here) << 1) & before
        same = ((((here & up) + up) ^ up) | here | down | swapped) & every
        more, less = down | (every & ~(same | up)), same & up
        score += 1 if more & top else -1 if less & top else 0
        more, less = (more << 1 | 1) & every, (less << 1) & every
        up, down, before = less | (every & ~(same | more)), more & same, here
    return min(score, limit + 1)
