"""Pairs of names: how many a second with and without reasons, and whether the compiled kernel is right.

Names are prepared first, as an index holds them. The oracle (``engines.reference``) scores some of
the same pairs; every exact score of the kernel has to be its, to the sixth digit.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.engines.generate import Person, Query

AGREED = 1e-6
_HELD = 400


def pairs_of(made: Sequence[Person], questions: Sequence[Query]) -> list[tuple[str, str]]:
    """Persons' names as asked and as listed: half of them one person's, half strangers'."""
    rng = random.Random(11)
    named = {one.id: one.names for one in made if one.type == "person"}
    every = [names[0] for names in named.values()]
    found = []
    for query in questions:
        if query.truth in named:
            found.append((query.name, rng.choice(named[query.truth])))
            found.append((query.name, rng.choice(every)))
    return found


def measured(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Rates of the kernel over prepared names, and its agreement with the oracle."""
    off, odds, exact = _scored(pairs)
    worst, held = _agreement(pairs, odds, exact)
    return {
        "pairs scored per CPU s": round(off),
        "pairs scored and explained per CPU s": round(_explained(pairs)),
        "compiled against the oracle: pairs held, worst difference": (held, worst),
    }


def _scored(
    pairs: Sequence[tuple[str, str]],
) -> tuple[float, NDArray[np.float64], NDArray[np.bool_]]:
    from dalil.engines.kernel import memory, screen
    from dalil.engines.kernel.asking import learn
    from dalil.engines.kernel.build import put_records
    from dalil.engines.kernel.layout import pack
    from dalil.engines.kernel.table import Table
    from dalil.matching.analysis import analyse_all
    from dalil.matching.features import NAMES

    table = Table()
    names = [table.name(name) for name in analyse_all([(n, True) for two in pairs for n in two])]
    table.close(type_="person")
    arrays = table.arrays()
    arrays["row_kind"] = arrays["ent_kind"][arrays["name_ent"]]
    put_records(arrays)
    made = pack(arrays)
    left, right = (np.array(names[side::2], np.int64) for side in (0, 1))
    odds, asks = np.zeros(len(left)), np.zeros(len(left), np.int64)
    vector, times = np.zeros(len(NAMES)), []
    work, curves = memory.of(len(arrays["s_hash"]), len(left)), memory.curves()
    for _ in range(5):
        for _ in range(100):  # until the likeness of all words in two scripts is known
            begun = time.process_time()
            screen.score_many(
                made, left, made, right, work, curves, odds, asks, vector, *memory.no_links()
            )
            times.append(time.process_time() - begun)
            if not asks.any() or not learn(work[2], made, made):
                break
            work = memory.current(work)
    return len(left) / min(times), odds, asks == 0


def _agreement(
    pairs: Sequence[tuple[str, str]], odds: NDArray[np.float64], exact: NDArray[np.bool_]
) -> tuple[float, int]:
    from dalil.engines import reference

    places = [at for at in range(len(pairs)) if exact[at]][:: max(1, int(exact.sum()) // _HELD)]
    wanted = [reference.odds(*pairs[at], "person") for at in places]
    apart = [
        abs(odds[at] - one)
        for at, one in zip(places, wanted, strict=True)
        if one != reference.LEAST
    ]
    return float(max(apart, default=0.0)), len(apart)


def _explained(pairs: Sequence[tuple[str, str]]) -> float:
    """Judged with reasons: what the kernel found put into words, as a screening does with a hit."""
    import tempfile
    from pathlib import Path

    from dalil.engines.kernel import index
    from dalil.matching.compare import judge
    from dalil.matching.values import ListEntry, ListName

    with tempfile.TemporaryDirectory() as name:
        listed = [ListEntry(str(at), "person", (ListName(two[1]),)) for at, two in enumerate(pairs)]
        made = index.create(Path(name), listed, {})
        ready = []
        for asked in (two[0] for two in pairs[:600:2]):
            table = index.ask([((asked,), "person")])
            ready.append((table, made.find(table, least=-8.0, keep=50)[0]))
        for table, hits in ready:
            made.links(table, hits)
        begun, count = time.process_time(), 0
        for table, hits in ready:
            for linked in made.links(table, hits):
                if linked.score is not None:
                    judge(linked.score, ())
                    count += 1
        return count / (time.process_time() - begun)
