"""What a case holds, in numbers that can be compared; and how quick its pages are."""

from __future__ import annotations

import hashlib
import random
import statistics
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dalil.assembly import build
from dalil.casework.casefolder import Case
from dalil.claims.index import Wanted
from dalil.config import Config
from dalil.evidence import Claim


def content(folder: Path) -> dict[str, Any]:
    """Counts, and digests of all claims and of all links between names."""
    with build(Config.load({})).open_case(folder, write=False) as case:
        counts = asdict(case.store.index.counts())
        ids, readings = hashlib.sha256(), 0
        for key in sorted(claim.id for claim in _few(case)):
            ids.update(key.encode())
        readings = len(case.store.readings_done())
        judged = (
            sorted(one.id for one in case.store.judgements()) if counts["claims"] < 200_000 else []
        )
        links = hashlib.sha256("".join(judged).encode()).hexdigest()[:16]
    return {**counts, "readings": readings, "claims_digest": ids.hexdigest()[:16],
            "judgements": len(judged), "judgements_digest": links}  # fmt: skip


def _few(case: Case) -> Iterable[Claim]:
    counts = case.store.index.counts()
    return case.store.claims() if counts.claims < 200_000 else ()


def timed(folder: Path, turns: int) -> dict[str, Any]:
    """Milliseconds of every kind of page: the first, the median, the 95th percentile, the worst.

    Pages are asked through the application itself, each turn for another object, the most spoken
    of among them; nothing but the operating system's cache is warm at the start.
    """
    import warnings

    from dalil.web.app import create_app
    from dalil.web.opencase import OpenCase

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from starlette.testclient import TestClient
    case = build(Config.load({})).open_case(folder, write=False)
    client = TestClient(create_app(OpenCase(case)), base_url="http://127.0.0.1:8421")
    found: dict[str, Any] = {}
    every: list[float] = []
    worked: list[float] = []
    for name, addresses in _addresses(case, turns).items():
        spent = []
        for address in addresses:
            begun, cpu = time.perf_counter(), time.process_time()
            answer = client.get(address)
            spent.append(1000 * (time.perf_counter() - begun))
            worked.append(1000 * (time.process_time() - cpu))
            assert answer.status_code == 200, (address, answer.status_code)
        if spent:
            every += spent
            found[name] = _figures(spent)
    found["all"] = _figures(every)
    found["all, CPU"] = _figures(worked)
    case.close()
    return found


def _figures(spent: list[float]) -> dict[str, float]:
    ranked = sorted(spent)
    return {
        "n": len(ranked),
        "first": round(spent[0]),
        "median": round(statistics.median(ranked)),
        "p95": round(ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))]),
        "worst": round(ranked[-1]),
    }


def _addresses(case: Case, turns: int) -> dict[str, list[str]]:
    index, chosen = case.store.index, random.Random(7)
    counts = index.counts()

    def some(total: int, size: int = 50) -> list[int]:
        last = max(1, -(-total // size))
        return [1, last, *(chosen.randint(1, last) for _ in range(turns - 2))]

    people = [one.id for one in index.entities("PER", 0, turns // 2)]
    people += [one.id for n in some(counts.people, 1) for one in index.entities("PER", n - 1, 1)]
    bodies = [one.id for one in index.entities("ORG", 0, turns // 2)]
    papers = [
        one.exhibit.sha256 for n in some(counts.documents, 1) for one in index.documents(n - 1, 1)
    ]
    claims = [one.id for n in some(counts.claims, 1) for one in index.claims(Wanted(), n - 1, 1)]
    asked = [one.id for n in some(counts.questions, 1) for one in index.questions(n - 1, 1)]
    names = [one.name for one in index.entities("PER", 0, 5)]
    deep = [
        f"/entities/{one.id}?page={n}"
        for one in index.entities("PER", 0, 3)
        for n in (2, max(1, one.about // 50), max(1, one.about // 25))
    ]
    words = ["minister", "crowns paid", '"the advance"', "nobodyhasthisword", "minist*", *names]
    return {
        "overview": ["/"] * turns,
        "documents": [f"/documents?page={n}" for n in some(counts.documents)],
        "document": [f"/documents/{sha}" for sha in papers],
        "people": [f"/people?page={n}" for n in some(counts.people)],
        "organisations": [f"/organisations?page={n}" for n in some(counts.organisations)],
        "entity": [f"/entities/{key}" for key in (*people, *bodies)],
        "entity, later pages": deep,
        "claims": [f"/claims?page={n}" for n in some(counts.claims)],
        "claims filtered": [
            f"/claims?{query}" for query in ("stance=denies", "stage=conviction", "review=no",
            "review=yes", "stance=alleges&stage=none", "stage=charge&page=9",
            *(f"who={key}" for key in people[:turns]))
        ],
        "claim": [f"/claims/{key}" for key in claims],
        "questions": [f"/questions?page={n}" for n in some(counts.questions)],
        "question": [f"/questions/{key}" for key in asked],
        "search": [f"/search?q={word}" for word in words],
        "ledger": [f"/ledger?page={n}" for n in some(len(case.ledger))],
    }  # fmt: skip
