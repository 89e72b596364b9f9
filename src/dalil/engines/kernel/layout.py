"""The arrays of a segment: names, element types, and how they are grouped for the kernels.

A segment is a set of arrays that never change. V words, R readings, K keys, M names (rows),
E entities, P words of names:

====================  =======  ==========================================================
array                 shape    holds
====================  =======  ==========================================================
word_df               V        names that hold the word
word_text_off, _text  V+1, .   the words (UTF-8)
read_off              V+1      readings of a word
rchar_off, rchars     R+1, .   bytes of a reading
rbones                R        hash of a reading's skeleton
key_off               2^b + 1  keys of a bucket
key_hash, key_word    K        keys in order, and their words
post_off, post        V+1, P   rows that hold a word
name_off, name_word   M+1, P   words of a row, as printed
name_ent              M        entity of a row
name_flag             M        1: weak alias
row_kind              M        type of the row's entity
name_text_off, _text  M+1, .   names as printed (UTF-8)
ent_off, ent_row      E+1, M   rows of an entity, as printed
ent_kind              E        type
ent_pos               E        place in the list it came from
ent_id_off, _id       E+1, .   ids (UTF-8)
====================  =======  ==========================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[np.generic]]

KINDS = ("any", "person", "company", "vessel", "aircraft")

DTYPES: dict[str, str] = {
    "word_df": "uint32",
    "word_text_off": "uint32",
    "word_text": "uint8",
    "read_off": "uint32",
    "rchar_off": "uint32",
    "rchars": "uint8",
    "rbones": "uint32",
    "key_off": "uint32",
    "key_hash": "uint32",
    "key_word": "uint32",
    "post_off": "uint32",
    "post": "uint32",
    "name_off": "uint32",
    "name_word": "uint32",
    "name_ent": "uint32",
    "name_flag": "uint8",
    "row_kind": "uint8",
    "name_text_off": "uint32",
    "name_text": "uint8",
    "ent_off": "uint32",
    "ent_row": "uint32",
    "ent_kind": "uint8",
    "ent_pos": "uint32",
    "ent_id_off": "uint32",
    "ent_id": "uint8",
}
