"""A pair that is told to be hopeless before its words are compared could not have reached the score."""

from __future__ import annotations

import random

import numpy as np
import pytest

from dalil.matching.analysis import analyse_all

LEAST = 0.847
PERSONS = (
    "Orlam", "Vesketai", "Vesketaya", "Tarsin", "Daoud", "Kelmet", "Sorukhovich", "Sorukhovna", "Valery", "Valeria",
    "Вескетай", "Орлам", "Сорухович", "Karim", "Abdulkarim", "Alotaibi", "Otaibi", "K.", "Jr", "Marusel", "Brendow",
)  # fmt: skip
BODIES = (
    "Karsu", "Zhetysu", "Trading", "House", "LLP", "Limited", "Shipping", "Oil", "Gas", "Bank", "2", "Vemtora",
    "Карсу", "Банк", "Kelmet", "GmbH", "Ministry", "Lumbex",
)  # fmt: skip


def made_of(words, number):
    """Names of a few words, some of them with a slip of the pen."""
    rng = random.Random(3)
    for _ in range(number):
        name = list(" ".join(rng.sample(words, rng.randrange(1, 5))))
        if rng.random() < 0.4:
            at = rng.randrange(len(name))
            name[at : at + 1] = rng.choice(([], [rng.choice("aeiksort")], name[at : at + 1] * 2))
        yield "".join(name)


@pytest.mark.parametrize(("words", "person"), [(PERSONS, True), (BODIES, False)])
def test_what_is_told_before_words_are_compared_is_what_comparing_tells(words, person, monkeypatch):
    from dalil.engines.kernel import memory, pairs
    from dalil.engines.kernel.build import put_records
    from dalil.engines.kernel.layout import pack
    from dalil.engines.kernel.meeting import prepare, release
    from dalil.engines.kernel.table import Table

    table, rng = Table(), random.Random(5)
    analysed = analyse_all([(name, person) for name in made_of(words, 60)])
    rows = [table.name(name) for name in analysed if name.words]
    table.close(type_="person" if person else "company")
    arrays = table.arrays()
    arrays["row_kind"] = arrays["ent_kind"][arrays["name_ent"]]
    put_records(arrays)
    made, told = pack(arrays), []
    work, curves = memory.of(len(arrays["s_hash"]), len(rows)), memory.curves()
    vector = np.zeros(pairs.SIZE)
    bound = pairs.hopeless
    monkeypatch.setattr(pairs, "hopeless", lambda *a: told.append(bool(bound(*a))) or told[-1])
    with np.errstate(over="ignore"):
        for one in rng.sample(rows, 20):
            prepare(made, one, work[2])
            for other in rng.sample(rows, 20):
                given = (made, one, made, other, work[2], work[3], curves, vector)
                whole, _ = pairs.score_pair(*given, pairs.ANY)
                found, _ = pairs.score_pair(*given, LEAST)
                assert found in (pairs.FAR, whole)
                if found == pairs.FAR:
                    assert whole < LEAST, (table.name_text[one], table.name_text[other])
            release(made, one, work[2])
    assert sum(told) > len(told) / 10
