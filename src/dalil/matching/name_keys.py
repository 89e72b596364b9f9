"""Keys under which names are found in memory, whatever script, order or spelling they are asked in.

A word is found by every reading of it, by the consonants of a reading, and by a reading with one
letter left out; neighbours also as one word; words of organisations by what they are translated to.
The keys rest on the words that are compared (:mod:`dalil.matching.analysis`), so that what would be a
match is brought up in any script. Nothing is scored here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dalil.matching.analysis import Kind, Name, Word, analyse, analyse_all
from dalil.matching.segments import organisation_words, person_words
from dalil.names.orgforms import parse_org
from dalil.names.reading import romanised
from dalil.names.scripts import clean, main_script, scripts_in
from dalil.names.similarity import ALPHABETS, finding_keys, joined, skeletons

_LEAST_BONES = 3
_LEAST_CUT = 5
_LONGEST_JOIN = 3
_JOINABLE = frozenset({Kind.NAME, Kind.GENERIC, Kind.INITIAL})
_BODIES = frozenset({"company", "vessel", "aircraft"})
_WRITTEN = frozenset({*ALPHABETS, "Common"})
_UNSPACED = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3040-\u30ff\uac00-\ud7a3]{2,}"
)
_LONGEST_CUT = 4
_SPACELESS = frozenset({"Han", "Hangul", "Hiragana", "Katakana", "Thai"})
SCRIPTS_OF_TWO_WAYS = _SPACELESS | {"Greek"}
"""Scripts whose names are looked for in more than one way."""
_SOUNDS_OF_TWO = {"nt": "d", "mp": "b", "gk": "g"}
"""Two letters that write one sound at the beginning of a Greek word, in Latin letters."""
Part = tuple[str, Sequence[str]]
"""What a name is found by: a marked text, and the readings of a word where it is one."""


@dataclass(slots=True)
class NameKeys:
    """Whose names hold which words, and the words under their keys.

    Attributes:
        words: Numbers of words by key.
        owners: Whose they are, by number.
        numbers: The number of each word.
    """

    words: dict[str, list[int]] = field(default_factory=dict)
    owners: list[set[int]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, names: Sequence[tuple[str, str, int]]) -> None:
        """Take in names.

        Args:
            names: Text, type as in :mod:`dalil.matching.compare`, and whose it is.
        """
        told = [
            ((text, person), owner) for text, type_, owner in names for person in read_as(type_)
        ]
        written = [one for one in told if _WRITTEN.issuperset(scripts_in(one[0][0]))]
        made = analyse_all([asked for asked, _ in written])
        for name, (_, owner) in zip(made, written, strict=True):
            self._take(_parts(name), owner)
        for (text, person), owner in told:
            if not _WRITTEN.issuperset(scripts_in(text)):
                self._take(_parts_unread(text, person), owner)

    def _take(self, parts: Iterable[Part], owner: int) -> None:
        for word, readings in parts:
            number = self.numbers.get(word)
            if number is None:
                number = self.numbers[word] = len(self.owners)
                self.owners.append(set())
                for key in dict.fromkeys(_keys(word, readings)):
                    self.words.setdefault(key, []).append(number)
            self.owners[number].add(owner)

    def find(self, names: Iterable[str], type_: str = "any") -> set[int]:
        """Who has a name that shares a key with one of those asked."""
        asked = [(text, person) for text in names for person in read_as(type_)]
        parts = dict(part for name in analyse_all(asked) for part in _parts(name))
        keys = {key for word, readings in parts.items() for key in _keys(word, readings)}
        met = {number for key in keys for number in self.words.get(key, ())}
        return set[int]().union(*(self.owners[number] for number in met))


def also_written(
    names: Iterable[str], type_: str = "any", among: Collection[str] = SCRIPTS_OF_TWO_WAYS
) -> tuple[str, ...]:
    """What names are also looked for as: unspaced words cut, words of a body written together.

    Where a name is cut is not printed in Chinese, Japanese or Korean, and lists keep the same name with
    spaces and without. These are for finding: nothing is compared with them.

    Args:
        names: Asked.
        type_: As in :mod:`dalil.matching.compare`.
        among: Scripts of the names that are looked through: what only others need is left out.
    """
    spaceless = not _SPACELESS.isdisjoint(among)
    found: dict[str, None] = {}
    for name in names:
        text = clean(name)
        if _UNSPACED.search(text) is None:
            if (
                spaceless
                and type_ != "person"
                and len(told := analyse(text, person=False).words) > 1
            ):
                found[_together(told)] = None
                found[_together([word for word in told if not word.ids])] = None
            if "Greek" in among or main_script(text) == "Greek":
                found.update(dict.fromkeys(_greek_sounds(text)))
            continue
        for cut in (_by_one, _by_two, _by_two_behind):
            found["".join(_spaced(text, cut))] = None
        bare = " ".join(run.group() for run in _UNSPACED.finditer(text))
        found[bare] = None
    return tuple(text for text in (" ".join(one.split()) for one in found) if text)


def _spaced(text: str, cut: Callable[[str], str]) -> Iterator[str]:
    """The text with every unspaced run cut, in pieces."""
    at = 0
    for met in _UNSPACED.finditer(text):
        yield f"{text[at : met.start()]} {cut(met.group())} "
        at = met.end()
    yield text[at:]


def _together(told: Sequence[Word]) -> str:
    return "".join(word.spelling.keys[0] for word in told if word.spelling.keys).lower()


def _by_one(run: str) -> str:
    return " ".join(run) if len(run) <= _LONGEST_CUT else run


def _by_two(run: str) -> str:
    return " ".join(run[at : at + 2] for at in range(0, len(run), 2))


def _by_two_behind(run: str) -> str:
    odd = len(run) % 2
    return f"{run[:odd]} {_by_two(run[odd:])}"


def _greek_sounds(text: str) -> Iterator[str]:
    """A Greek name by the sounds of two letters that begin a word, and a Latin one by the letters."""
    words = text.lower().split()
    for pairs in (_SOUNDS_OF_TWO, {sound: two for two, sound in _SOUNDS_OF_TWO.items()}):
        told = [_begun(word, pairs) for word in words]
        if told != words:
            yield " ".join(told)


def _begun(word: str, pairs: dict[str, str]) -> str:
    read = romanised(word)
    start = next((one for one in pairs if read.startswith(one)), "")
    return pairs[start] + read[len(start) :] if start else word


def read_as(type_: str) -> tuple[bool, ...]:
    """Whether names of a type are read as persons', as others', or as both where it is not known."""
    return (True,) if type_ == "person" else (False,) if type_ in _BODIES else (True, False)


def _parts(name: Name) -> Iterator[Part]:
    telling = [word for word in name.words if word.kind == Kind.NAME] or name.words
    for word in telling:
        yield from _of_word(word)
    for size in range(2, _LONGEST_JOIN + 1):
        for start in range(len(name.words) - size + 1):
            near = name.words[start : start + size]
            if all(word.kind in _JOINABLE for word in near):
                whole = joined(tuple(word.spelling for word in near))
                yield f"+{whole.keys[0] if whole.keys else ''}", ()
    if name.flat:
        yield f"+{name.flat}", ()
    if name.key:
        yield f"!{name.key}", ()


def _of_word(word: Word) -> Iterator[Part]:
    for spelled in (word.spelling, word.led, word.bare, word.stem):
        if spelled is not None:
            yield f"={spelled.text}", spelled.keys
    if word.number >= 0:
        yield f"#{word.number}", ()
    for id_ in word.ids:
        yield f"@{id_}", ()


def _parts_unread(text: str, person: bool) -> Iterator[Part]:
    """The parts of a listed name in a script that is no alphabet: its readings are not put in order."""
    if person:
        words = [(word, "") for word in person_words(text)]
    else:
        words = list(organisation_words(text))
        if key := parse_org(text).key:
            yield f"!{key}", ()
    for word, group in words:
        read = main_script(word) not in _WRITTEN
        yield from _unread(word, group) if read else _of_written(word, person)


def _unread(word: str, group: str) -> Iterator[Part]:
    yield f"={word}", finding_keys(word)
    if group:
        yield f"@{group}", ()


def _of_written(word: str, person: bool) -> Iterator[Part]:
    for name in analyse_all([(word, person)]):
        yield from _parts(name)


def _keys(word: str, readings: Sequence[str]) -> Iterator[str]:
    """Keys of a part: of a word's readings, or what it is itself."""
    sign, text = word[0], word[1:]
    if sign != "=":
        yield f"={text}" if sign in "+@" else word
        if sign == "+":
            yield f"-{text}"
        return
    yield f"*{text}"
    for key, bones in zip(readings, skeletons(readings), strict=True):
        yield f"={key}"
        if len(bones) >= _LEAST_BONES:
            yield f"~{bones}"
        if len(key) >= _LEAST_CUT:
            yield f"-{key}"
            for at in range(len(key)):
                yield f"-{key[:at]}{key[at + 1 :]}"
