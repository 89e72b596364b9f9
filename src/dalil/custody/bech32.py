"""Bech32 (BIP 173), in which age writes its keys: letters that are hard to confuse, with a checksum."""

from __future__ import annotations

from collections.abc import Iterable

IDENTITY_PREFIX = "AGE-SECRET-KEY-1"
"""How a secret key of age begins, written in Bech32."""
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_LONGEST = 200


def encode(prefix: str, content: bytes) -> str:
    """Bytes as ``prefix1...`` in lower case."""
    data = _regroup(content, 8, 5)
    mixed = _polymod([*_expand(prefix), *data, *[0] * 6]) ^ 1
    check = [(mixed >> 5 * (5 - index)) & 31 for index in range(6)]
    return f"{prefix}1{''.join(_LETTERS[value] for value in (*data, *check))}"


def decode(text: str) -> tuple[str, bytes] | None:
    """Prefix and bytes; None where the text is no such key (mixed case, strange letter, checksum)."""
    lower = text.lower()
    at = lower.rfind("1")
    if text not in (lower, text.upper()) or not 1 <= at <= len(text) - 7 or len(text) > _LONGEST:
        return None
    if any(letter not in _LETTERS for letter in lower[at + 1 :]):
        return None
    values = [_LETTERS.index(letter) for letter in lower[at + 1 :]]
    if _polymod([*_expand(lower[:at]), *values]) != 1:
        return None
    found = _regroup(values[:-6], 5, 8, whole=True)
    if len(values[:-6]) * 5 - len(found) * 8 >= 5:
        return None
    return lower[:at], bytes(found)


def _expand(prefix: str) -> list[int]:
    return [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix)]


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, part in enumerate(_GENERATOR):
            check ^= part if top >> bit & 1 else 0
    return check


def _regroup(values: Iterable[int], old: int, new: int, *, whole: bool = False) -> list[int]:
    """Bits in groups of one size to groups of another; ``whole`` drops the padding at the end."""
    held, bits, found = 0, 0, []
    for value in values:
        held, bits = held << old | value, bits + old
        while bits >= new:
            bits -= new
            found.append(held >> bits & (1 << new) - 1)
    if bits and not whole:
        found.append(held << new - bits & (1 << new) - 1)
    return found
