"""Asks for what the words of a name will be read of before it is read, step by step.

A word's properties stand in a dozen arrays all over an index; each step asks for places that the one
before it made known. Nothing is compared, and nothing depends on whether a step was taken.
"""

from __future__ import annotations

import numpy as np

from dalil.engines.kernel.access import plain_at, reading_at, readings_at
from dalil.engines.kernel.jit import ahead as ahead_
from dalil.engines.kernel.jit import njit
from dalil.engines.kernel.layout import PLACE
from dalil.engines.kernel.record import NAME_RECORD, OFF, RECORD, SPELL

ahead = ahead_()
STEPS = 6
_NAME_REC, _NAME_WORD, _REC = PLACE["name_rec"], PLACE["name_word"], PLACE["rec"]
_S_HASH, _S_MASC, _S_BONES, _S_LOOKS, _S_SCRIPT = (
    PLACE["s_hash"], PLACE["s_masc"], PLACE["s_bones"], PLACE["s_looks"], PLACE["s_script"],
)  # fmt: skip
_READ_OFF, _PLAIN_OFF, _BASE_OFF, _RCHAR_OFF, _RHASH = (
    PLACE["read_off"], PLACE["plain_off"], PLACE["base_off"], PLACE["rchar_off"], PLACE["rhash"],
)  # fmt: skip


@njit
def name_coming(t, i, step):
    """Take a step towards a name, from 0 to :data:`STEPS` less one."""
    record = t.at[_NAME_REC] + NAME_RECORD * i
    if step == 0:
        ahead(t.u64, record)
        return
    told = np.int64(t.u64[record + OFF])
    first = t.at[_NAME_WORD] + (told & 0xFFFFFFFF)
    if step == 1:
        ahead(t.u32, first)
        return
    for place in range(first, first + (told >> 32)):
        word = t.at[_REC] + RECORD * np.int64(t.u32[place])
        if step == 2:
            ahead(t.u64, word)
        else:
            spelling_coming(t, np.int64(t.u64[word + SPELL]), step)


@njit
def spelling_coming(t, spell, step):
    """Take a step towards a spelling: 3, 4 or 5."""
    if step == 3:
        ahead(t.u64, t.at[_S_HASH] + spell)
        ahead(t.u64, t.at[_S_MASC] + spell)
        ahead(t.u64, t.at[_S_BONES] + spell)
        ahead(t.u64, t.at[_S_LOOKS] + spell)
        ahead(t.u32, t.at[_READ_OFF] + spell)
        ahead(t.u32, t.at[_PLAIN_OFF] + spell)
        ahead(t.u32, t.at[_BASE_OFF] + spell)
        ahead(t.u8, t.at[_S_SCRIPT] + spell)
    elif step == 4:
        ahead(t.u8, plain_at(t, spell))
        ahead(t.u32, t.at[_RCHAR_OFF] + readings_at(t, spell))
        ahead(t.u64, t.at[_RHASH] + readings_at(t, spell))
    else:
        ahead(t.u8, reading_at(t, readings_at(t, spell)))
