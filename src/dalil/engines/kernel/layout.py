"""The arrays of a segment: names, element types, and how they are grouped for the kernels.

A segment is a set of arrays that never change. V words, R readings, M names (rows), P words of
names, E entities, K keys. A word is a text with what matching prepared of it (``matching.analysis``);
hashes are of :func:`strings.hash_text`, 0 for an empty text. ``x_off`` holds where each one's share
of ``x`` begins, one more than there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray]  # type: ignore[type-arg]  element types stand in DTYPES

KINDS = ("any", "person", "company", "vessel", "aircraft")
WEAK, PERSON = 1, 2
"""Flags of a name: a weak alias; read as a person's name."""

WORDS: dict[str, str] = {
    "word_sig": "uint64",  # V: hash of all that makes the word
    "word_hash": "uint64",  # V: of its text
    "word_bones": "uint64",  # V: of its consonants; 0 where they are fewer than three
    "word_looks": "uint64",  # V: of its Latin letters, look-alikes made one
    "word_masc": "uint64",  # V: of the masculine form's key
    "word_script": "uint8",  # V
    "word_kind": "uint8",  # V: matching.analysis.Kind
    "word_bits": "float64",  # V: rarity
    "word_number": "int64",  # V: -1 for none
    "word_patr": "uint8",  # V: a patronymic
}
WORD_SHARES: dict[str, tuple[str, str]] = {
    "text": ("text_off", "uint8"),  # UTF-8
    "plain": ("plain_off", "uint8"),  # usual Latin letters
    "base_hash": ("base_off", "uint64"),  # keys of base forms
    "ids_hash": ("ids_off", "uint64"),  # groups of nicknames and translations
}
READINGS: dict[str, str] = {
    "read_off": "uint32",  # V + 1
    "rchar_off": "uint32",  # R + 1
    "rchars": "uint8",
    "rhash": "uint64",  # R
    "rbones": "uint32",  # R: hash of the reading's skeleton, for finding
}
NAMES: dict[str, str] = {
    "name_flag": "uint8",
    "name_gen": "uint8",
    "name_literal": "uint64",
    "name_form": "uint64",
    "name_kin": "uint64",
    "name_key": "uint64",
}
ROWS: dict[str, str] = {
    "name_off": "uint32",  # M + 1
    "name_word": "uint32",  # P
    "name_son": "uint8",  # P
    "name_ent": "uint32",  # M
    "name_text_off": "uint32",  # M + 1
    "name_text": "uint8",
}
ENTITIES: dict[str, str] = {
    "ent_kind": "uint8",  # E
    "ent_pos": "uint32",  # E: place in the list that it came from
    "ent_id_off": "uint32",
    "ent_id": "uint8",
}
MADE: dict[str, str] = {
    "row_kind": "uint8",  # M: type of the row's entity
    "word_df": "uint32",  # V: rows that hold the word
    "post_off": "uint32",  # V + 1
    "post": "uint32",  # P: rows of a word
    "key_off": "uint32",  # 2 ** b + 1: keys of a bucket
    "key_hash": "uint32",  # K
    "key_word": "uint32",  # K
    "ent_off": "uint32",  # E + 1
    "ent_row": "uint32",  # M: rows of an entity, as printed
}
SHARES = {**{off: "uint32" for off, _ in WORD_SHARES.values()}, **{n: t for n, (_, t) in WORD_SHARES.items()}}
SIDE = {**WORDS, **SHARES, **READINGS, **NAMES, **ROWS, **ENTITIES}
DTYPES = {**SIDE, **MADE}
