"""The arrays of a table of names and of a segment, and how they are packed for the kernels.

A segment never changes. S spellings, R readings, V words, P words of names, M names (rows), E
entities, K keys. Hashes are of :func:`strings.hash_text`, 0 for an empty text; ``x_off`` holds where
each one's share of ``x`` begins, and one more. All arrays of one element type stand one after another
in one array (:class:`Pack`), so that a kernel takes five arguments and a segment is four files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[Any]]

KINDS = ("any", "person", "company", "vessel", "aircraft")
WEAK, PERSON, FORMED, EASTERN = 1, 2, 4, 8
"""Flags of a name: a weak alias; read as a person's name; it carries a legal form; it is written
syllable by syllable."""
NONE = 0xFFFFFFFF
SPELLED = 0x7FFFFFFF
"""What ``name_spell`` says beside its highest bit: the spelling."""
HAN, HANGUL = 8, 9
"""Codes of the scripts whose characters tell names of one sound apart."""
ALPHABETS = 5
"""Scripts below this code are alphabets; see ``table.SCRIPTS``."""

SPELLINGS: dict[str, str] = {
    "s_hash": "uint64",  # S: of its text
    "s_bones": "uint64",  # S: of its consonants; 0 where they are fewer than three
    "s_looks": "uint64",  # S: of its Latin letters, look-alikes made one
    "s_masc": "uint64",  # S: of the masculine form's key
    "s_script": "uint8",  # S
}
SPELLING_SHARES: dict[str, tuple[str, str]] = {
    "text": ("text_off", "uint8"),  # UTF-8
    "plain": ("plain_off", "uint8"),  # usual Latin letters
    "base_hash": ("base_off", "uint64"),  # keys of base forms
    "form_hash": ("form_off", "uint64"),  # what a common name is a form of
}
READINGS: dict[str, str] = {
    "read_off": "uint32",  # S + 1: keys, the likeliest first
    "rchar_off": "uint32",  # R + 1
    "rchars": "uint8",
    "rhash": "uint64",  # R
}
WORDS: dict[str, str] = {
    "w_sig": "uint64",  # V: hash of all that makes the word
    "w_kind": "uint8",  # V: matching.analysis.Kind
    "w_bits": "float64",  # V: rarity
    "w_number": "float64",  # V: -1 for none
    "w_patr": "uint8",  # V: a patronymic: 1 of a son, 2 of a daughter
}
WORD_SPELLINGS = ("w_spell", "w_led", "w_bare", "w_stem")
FOUND_BY = WORD_SPELLINGS[:3]
"""Spellings under which a name is found; a patronymic's stem only takes part in scores."""
WORD_SHARES: dict[str, tuple[str, str]] = {"ids_hash": ("ids_off", "uint64")}
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
    "ent_no_off": "uint32",  # E + 1
    "ent_no": "uint64",  # hashes of its identifiers
}
MADE: dict[str, str] = {
    "rhead": "uint32",  # R twice: hash of the reading's skeleton, its length and letters
    "s_read": "uint32",  # S times eight: first reading, their number, skeletons and shapes of two
    "s_chars": "uint8",  # S times 64: the letters of two readings
    "s_shape": "uint32",  # S twice: least length, letters of any reading; most, letters of all
    "row_kind": "uint8",  # M: type of the row's entity
    "rec": "uint64",  # V times eight: see ``record``
    "name_rec": "uint64",  # M times eight: see ``record``
    "name_spell": "uint32",  # P: spelling of the word; the highest bit where it has others
    "s_df": "uint32",  # S: rows that hold the spelling
    "post_off": "uint32",  # S + 1
    "post": "uint32",  # rows of a spelling
    "key_off": "uint32",  # 2 ** b + 1: keys of a bucket
    "key_hash": "uint32",  # K
    "key_spell": "uint32",  # K
    "ent_off": "uint32",  # E + 1
    "ent_row": "uint32",  # M: rows of an entity, as printed
    "no_hash": "uint64",  # identifiers in order
    "no_ent": "uint32",  # and whose they are
}
_SHARED = {**SPELLING_SHARES, **WORD_SHARES}
SIDE: dict[str, str] = {
    **SPELLINGS,
    **{off: "uint32" for off, _ in _SHARED.values()},
    **{name: kind for name, (_, kind) in _SHARED.items()},
    **READINGS,
    **WORDS,
    **dict.fromkeys(WORD_SPELLINGS, "uint32"),
    **NAMES,
    **ROWS,
    **ENTITIES,
}
DTYPES = {**SIDE, **MADE}
PLACE = {name: place for place, name in enumerate(DTYPES)}
GROUPS = {"u8": "uint8", "u32": "uint32", "u64": "uint64", "f64": "float64"}


SIGNS = 256
"""Bit masks of a pattern: one for each byte."""
LINE = 128
"""Bytes of a reading laid out for finding."""
BYTES = 512
"""Bytes of words read as one."""
CODES = 256
"""Letters of a word outside ASCII."""
ROW = 1026
"""Numbers of a row of edits: a name's letters and one more."""


class Pack(NamedTuple):
    """A table or segment as the kernels take it: arrays by element type, and where each begins."""

    u8: Any
    u32: Any
    u64: Any
    f64: Any
    at: Any


def grouped(arrays: Arrays) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Names of the arrays of each element type in their order, and where each begins."""
    groups: dict[str, list[str]] = {
        group: [name for name, kind in DTYPES.items() if kind == dtype and name in arrays]
        for group, dtype in GROUPS.items()
    }
    begins: dict[str, int] = {}
    for names in groups.values():
        at = 0
        for name in names:
            begins[name] = at
            at += len(arrays[name])
    return groups, begins


def pack(arrays: Arrays) -> Pack:
    """Pack arrays that stand in memory."""
    import numpy as np

    groups, begins = grouped(arrays)
    u8, u32, u64, f64 = (
        np.concatenate(
            [
                *(np.asarray(arrays[name], GROUPS[group]) for name in names),
                np.zeros(1, GROUPS[group]),
            ]
        )
        for group, names in groups.items()
    )
    return frozen(u8, u32, u64, f64, begins)


def frozen(u8: Any, u32: Any, u64: Any, f64: Any, begins: dict[str, int]) -> Pack:
    """A pack whose arrays are never written, so that one compilation serves memory and disk."""
    import numpy as np

    at = np.full(len(PLACE), -1, np.int64)
    for name, begin in begins.items():
        at[PLACE[name]] = begin
    a, b, c, d = (np.asarray(array).view() for array in (u8, u32, u64, f64))
    for view in (a, b, c, d, at):
        view.flags.writeable = False
    return Pack(a, b, c, d, at)
