"""Distinct words and their spellings, growing, and their columns.

What a word is, ``matching.analysis`` says; names are not known here.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dalil.engines.kernel.columns import Hashed, blob, offsets, share_of
from dalil.engines.kernel.layout import ALPHABETS, NONE, WORD_SPELLINGS
from dalil.matching.alignment import form_key
from dalil.names.forms import forms

if TYPE_CHECKING:
    from dalil.engines.kernel.layout import Arrays
    from dalil.matching.analysis import Word
    from dalil.names.similarity import Spelling

SCRIPTS = (
    "Latin", "Cyrillic", "Greek", "Armenian", "Georgian", "Common", "Arabic", "Hebrew", "Han",
    "Hangul", "Hiragana", "Katakana", "Devanagari", "Thai", "Syriac", "Bengali",
)  # fmt: skip
_SCRIPT = {name: code for code, name in enumerate(SCRIPTS)}
_LEAST = 3


@dataclass(slots=True)
class Words:
    """Words, each once, with the rows of their spellings.

    Attributes:
        spelled: Row of each spelling, by its text.
        spellings: Them, in the order of their rows.
        known: Row of each word, by all that makes it.
        plain: Row of each plain word of a person's name; ``NONE`` where it is not plain.
        words: Them, in the order of their rows.
        places: Four rows of spellings a word.
    """

    spelled: dict[str, int] = field(default_factory=dict)
    spellings: list[Spelling] = field(default_factory=list)
    known: dict[tuple[object, ...], int] = field(default_factory=dict)
    plain: dict[str, int] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)
    places: array[int] = field(default_factory=lambda: array("I"))

    def row(self, word: Word, mode: int) -> int:
        """The row of a word, made where it is new."""
        led = word.led.text if word.led else None
        bare = word.bare.text if word.bare else None
        key = (word.spelling.text, mode + word.kind, word.ids, led, bare)
        row = self.known.get(key)
        if row is None:
            row = self.known[key] = len(self.words)
            self.words.append(word)
            self.places.append(self._spell(word.spelling))
            self.places.append(self._spell(word.led))
            self.places.append(self._spell(word.bare))
            self.places.append(self._spell(word.stem))
        return row

    def _spell(self, spelling: Spelling | None) -> int:
        if spelling is None:
            return NONE
        row = self.spelled.get(spelling.text)
        if row is None:
            row = self.spelled[spelling.text] = len(self.spellings)
            self.spellings.append(spelling)
        return row

    def into(self, found: Arrays, told: Hashed) -> None:
        """Add all columns of words and spellings."""
        put_spellings(found, told, self.spellings)
        put_words(found, told, self.words, self.places)
        told.put("w_sig", ["\0".join(map(str, key)) for key in self.known])


def put_spellings(found: Arrays, told: Hashed, spellings: Sequence[Spelling]) -> None:
    """Add the columns of spellings."""
    count = len(spellings)
    found["text_off"], found["text"] = blob([s.text for s in spellings])
    told.put("s_hash", [s.text for s in spellings])
    found["plain_off"], found["plain"] = blob([s.plain for s in spellings])
    told.put("s_bones", [s.bones if len(s.bones) >= _LEAST else "" for s in spellings])
    told.put("s_looks", [s.looks for s in spellings])
    told.put("s_masc", [s.masculine for s in spellings])
    found["s_script"] = np.fromiter(
        (_SCRIPT.get(s.script, ALPHABETS) for s in spellings), np.uint8, count
    )
    found["base_off"] = share_of([tuple(s.bases) for s in spellings])
    told.put("base_hash", [base for s in spellings for base in s.bases])
    listed = [forms(form_key(s)) for s in spellings]
    found["form_off"] = share_of(listed)
    told.put("form_hash", [form for group in listed for form in group])
    keys = [s.keys for s in spellings]
    found["read_off"] = offsets(np.fromiter(map(len, keys), np.int64, count)).astype(np.uint32)
    every = [key for group in keys for key in group]
    found["rchar_off"], found["rchars"] = blob(every)
    told.put("rhash", every)


def put_words(found: Arrays, told: Hashed, words: Sequence[Word], places: array[int]) -> None:
    """Add the columns of words, whose spellings stand at four places each."""
    count = len(words)
    columns = np.array(places, np.uint32).reshape(-1, len(WORD_SPELLINGS))
    for at, name in enumerate(WORD_SPELLINGS):
        found[name] = columns[:, at].copy()
    found["w_kind"] = np.fromiter((int(word.kind) for word in words), np.uint8, count)
    found["w_bits"] = np.fromiter((word.bits for word in words), np.float64, count)
    found["w_number"] = np.fromiter((word.number for word in words), np.float64, count)
    found["w_patr"] = np.fromiter(
        (word.patronymic + word.daughter for word in words), np.uint8, count
    )
    found["ids_off"] = share_of([word.ids for word in words])
    told.put("ids_hash", [id_ for word in words for id_ in word.ids])
