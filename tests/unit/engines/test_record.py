"""What a record rules out, the oracle would not have paired."""

from __future__ import annotations

import random

import numpy as np
import pytest

from dalil.matching.alignment import MET, meet
from dalil.matching.analysis import analyse_all
from dalil.names.similarity import compare, joined

WORDS = (
    "Orlam", "Orlan", "Vesketai", "Vesketaya", "Vesketay", "Valery", "Valeria", "Giorgos", "Giorgia", "Iванов",
    "Иванов", "Иванова", "Ивановой", "Вескетай", "Bill", "William", "Alotaibi", "Otaibi", "Abdulkarim", "Karim",
    "Karam", "0rlam", "Cornelia", "Comelia", "Li", "Lee", "Ana", "Anna", "Muxtar", "Mukhtar", "Juri", "Yuri",
    "Kh", "Vsktai", "Schmidt", "Shmit", "Παπαδόπουλος", "Papadopoulos", "Sorukhovich", "Sorukhovna", "Bo", "Ivo",
)  # fmt: skip


def slips(number):
    rng = random.Random(11)
    for _ in range(number):
        word = list(rng.choice(WORDS))
        for _ in range(rng.randrange(4)):
            at = rng.randrange(len(word) or 1)
            word[at : at + 1] = rng.choice(([], [rng.choice("aeiksortl")], word[at : at + 1] * 2))
        yield "".join(word) or "x"


@pytest.fixture(scope="module")
def table():
    """Words, and their records."""
    from dalil.engines.kernel.build import put_records
    from dalil.engines.kernel.table import Table

    made = Table()
    names = [name for name in analyse_all([(w, True) for w in (*WORDS, *slips(60))]) if name.words]
    rows = [made.name(name) for name in names]
    made.close(type_="person")
    arrays = made.arrays()
    arrays["row_kind"] = arrays["ent_kind"][arrays["name_ent"]]
    put_records(arrays)
    first = arrays["name_word"][arrays["name_off"][rows]]
    return [name.words[0] for name in names], first.astype(np.int64), arrays["rec"], arrays


def test_words_that_are_ruled_out_do_not_meet(table):
    from dalil.engines.kernel.record import RECORD, far

    words, rows, records, _ = table
    ruled_out = 0
    for one, a in zip(words, rows, strict=True):
        for other, b in zip(words, rows, strict=True):
            if far(records, RECORD * a, records, RECORD * b):
                ruled_out += 1
                assert meet(one, other).value < MET, (one.spelling.text, other.spelling.text)
    assert ruled_out > len(words) ** 2 * 0.4


def test_words_whose_letters_are_too_far_apart_do_not_meet(table):
    from dalil.engines.kernel import memory
    from dalil.engines.kernel.layout import pack
    from dalil.engines.kernel.meeting import prepare, release
    from dalil.engines.kernel.record import RECORD, SPELL, letters_tell
    from dalil.engines.kernel.spelled import apart_by_letters

    words, rows, records, arrays = table
    made, work, ruled_out = pack(arrays), memory.of(len(arrays["s_hash"]), len(rows)), 0
    patterns = work[2]
    with np.errstate(over="ignore"):
        for name, (one, a) in enumerate(zip(words, rows, strict=True)):
            prepare(made, name, patterns)
            for other, b in zip(words, rows, strict=True):
                x, y = RECORD * int(a), RECORD * int(b)
                if letters_tell(records, x, records, y):
                    spells = int(records[x + SPELL]), int(records[y + SPELL])
                    heads = int(records[x]), int(records[y])
                    ends = (made, spells[0], heads[0], made, spells[1], heads[1])
                    if apart_by_letters(*ends, patterns.plain, patterns.key):
                        ruled_out += 1
                        assert meet(one, other).value < MET, (
                            one.spelling.text,
                            other.spelling.text,
                        )
            release(made, name, patterns)
    assert ruled_out > len(words) ** 2 * 0.5


def test_words_that_are_ruled_out_joined_do_not_meet(table):
    from dalil.engines.kernel.record import (
        LETTERS,
        LONE,
        RECORD,
        far_joined,
        joins_plainly,
        length_of,
        script_of,
    )

    words, rows, records, _ = table
    ruled_out, rng = 0, random.Random(5)
    heads = [int(records[RECORD * row]) for row in rows]
    letters = [int(records[RECORD * row + LETTERS]) for row in rows]
    for _ in range(4000):
        x, y, z = (rng.randrange(len(words)) for _ in range(3))
        if not (joins_plainly(heads[x], heads[x]) and joins_plainly(heads[y], heads[x])):
            continue
        length = min(40, length_of(heads[x]) + length_of(heads[y]))
        both = letters[x] | letters[y]
        lone = heads[z] & LONE  # another may have the reading of both
        if lone and far_joined(both, length, script_of(heads[x]), heads[z], letters[z]):
            ruled_out += 1
            read = joined((words[x].spelling, words[y].spelling))
            assert compare(read, words[z].spelling).value < 0.8
    assert ruled_out > 500


def test_a_process_that_asks_a_few_names_loads_no_compiler(tmp_path):
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from dalil.engines.kernel import jit;"
        f"assert not jit.prepare(Path({str(tmp_path)!r}), compile=True, few=True);"
        "from dalil.engines.kernel import index;"
        "assert index.score([('Orlam', 'Orlam')], person=True)[0][1];"
        "assert not {'numba', 'llvmlite'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
