"""Families of scripts that share a channel to Latin letters, and how each is read.

What a family's channels have learned is loaded when it is first asked for, from generated modules;
nothing is read from disk by hand and nothing is guessed about language.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from dalil.names.channel import Channel, Letters, Lines
from dalil.names.latin import plain
from dalil.names.symbols import sounds, syllable, symbols


def _same(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Family:
    """How a family of scripts is read.

    Attributes:
        name: ``Cyrillic``, ``Han`` (Mandarin and Cantonese), ``Kanji`` (Japanese) ...
        symbols: Writes a token as the symbols of the channel.
        sounds: Writes symbols as the targets of the way back.
        kind: The class of a symbol, where single symbols are too rare to learn from.
        longest: The longest Latin chunk of a symbol.
        longest_back: The longest chunk of symbols of a Latin letter.
        alphabet: Rough number of different symbols on the way back.
        pairs: The most training pairs from each source (0: the tool's own limit).
    """

    name: str
    symbols: Callable[[str], str] = symbols
    sounds: Callable[[str], str] = _same
    kind: Callable[[str], str] | None = None
    longest: int = 4
    longest_back: int = 2
    alphabet: int = 40
    pairs: int = 0


FAMILIES = {
    family.name: family
    for family in (
        Family("Cyrillic"),
        Family("Greek"),
        Family("Armenian"),
        Family("Georgian"),
        Family("Arabic"),
        Family("Hebrew"),
        Family("Devanagari", alphabet=60),
        Family("Bengali", alphabet=60),
        Family("Thai", alphabet=60),
        Family("Hangul", longest=3, longest_back=3, alphabet=67),
        Family("Kana", longest=3, longest_back=3, alphabet=35),
        Family("Han", sounds=sounds, kind=syllable, longest=6, longest_back=4, alphabet=60),
        Family("Kanji", sounds=sounds, kind=syllable, longest=7, longest_back=4, alphabet=60),
        Family("Latin", symbols=plain, longest=3, alphabet=26),
    )
}


@dataclass(frozen=True, slots=True)
class Reader:
    """What was learned about one family: both channels and the letters of its symbols."""

    ahead: Channel
    back: Channel
    native: Letters


@cache
def reader(name: str) -> Reader:
    """Load what was learned about a family."""
    family = FAMILIES[name]
    module = import_module(f"dalil.names.learned.{name.lower()}")
    return Reader(
        Channel(unpack(module.AHEAD), family.longest, 26, family.kind),
        Channel(unpack(module.BACK), family.longest_back, family.alphabet),
        Letters(unpack(module.NATIVE), family.alphabet),
    )


@cache
def latin_letters() -> Letters:
    """Load the letter model of Latin name words."""
    return Letters(unpack(import_module("dalil.names.learned.letters").LATIN), 26)


def unpack(packed: str) -> Lines:
    """Read a compressed table of a generated module."""
    return Lines(table_text(packed))


def table_text(packed: str) -> str:
    """The lines of a compressed table: key, tab, what stands behind it."""
    return zlib.decompress(base64.b64decode(packed)).decode()


def calibration(name: str) -> tuple[float, ...]:
    """Give the weights of a family's evidence and the constant, as learned on labelled pairs."""
    found: tuple[float, ...] = import_module("dalil.names.learned.weights").WEIGHTS[name]
    return found
