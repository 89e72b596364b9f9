"""Where things stand in a pack: the few look-ups that every kernel makes."""

from __future__ import annotations

import numpy as np

from dalil.engines.kernel.jit import njit
from dalil.engines.kernel.layout import PLACE

_PLAIN, _PLAIN_OFF = PLACE["plain"], PLACE["plain_off"]
_TEXT, _TEXT_OFF = PLACE["text"], PLACE["text_off"]
_READ_OFF, _RCHARS, _RCHAR_OFF = PLACE["read_off"], PLACE["rchars"], PLACE["rchar_off"]
_NAME_OFF = PLACE["name_off"]


@njit
def share(t, off, i):
    """Where the share of row ``i`` begins, by the array of offsets at place ``off``."""
    return np.int64(t.u32[t.at[off] + i])


@njit
def plain_at(t, s):
    """Where in ``u8`` the Latin letters of a spelling begin; those of the next where they end."""
    return t.at[_PLAIN] + np.int64(t.u32[t.at[_PLAIN_OFF] + s])


@njit
def text_at(t, s):
    """Where in ``u8`` the text of a spelling begins."""
    return t.at[_TEXT] + np.int64(t.u32[t.at[_TEXT_OFF] + s])


@njit
def readings_at(t, s):
    """The first reading of a spelling; that of the next is one past its last."""
    return np.int64(t.u32[t.at[_READ_OFF] + s])


@njit
def reading_at(t, r):
    """Where in ``u8`` a reading begins."""
    return t.at[_RCHARS] + np.int64(t.u32[t.at[_RCHAR_OFF] + r])


@njit
def words_at(t, i):
    """Where the words of a name begin."""
    return np.int64(t.u32[t.at[_NAME_OFF] + i])
