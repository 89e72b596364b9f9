"""Before rows are erased: what persons said of that which stays is kept, in other words or as own marks.

A member takes its tier from its container and a claim its review from a judgement. Where the container
goes, or the mark or judgement itself because its reason names the person, the tier, flag or verdict is
written anew without the name. Nothing is opened and nothing is closed further by it.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace

from dalil.casework.carrying import REVIEWS
from dalil.casework.casefolder import Case
from dalil.casework.marks import effective, mark_as_before, mark_shown, shown_by
from dalil.casework.record import record
from dalil.casework.spellings import Spellings
from dalil.claims.ports import Batch, Record
from dalil.evidence import Judgement


def keep_closed(case: Case, gone: Collection[str], names: Spellings) -> None:
    """Write down what would change for that which stays.

    Args:
        case: Open for writing.
        gone: Exhibits that will be erased.
        names: The person's spellings and the ids of what is read from those exhibits.
    """
    _members(case, gone, names)
    _claims(case, names)
    _reviews(case, names)


def _members(case: Case, gone: Collection[str], names: Spellings) -> None:
    exhibits = {one.sha256: one for one in case.store.exhibits()}
    marks = list(case.store.records("mark"))
    now = effective(exhibits, shown_by(marks))
    staying = {key: one for key, one in exhibits.items() if key not in gone}
    then = effective(staying, shown_by(mark for mark in marks if not _told(mark, names)))
    mark_as_before(case, {key: now[key] for key in staying if now[key] != then[key]})


def _claims(case: Case, names: Spellings) -> None:
    marks = list(case.store.records("mark"))
    now = shown_by(marks)
    then = shown_by(mark for mark in marks if not _told(mark, names))
    for key in sorted({*now.tiers, *now.privileges}):
        if not key.startswith("c_") or key in names.ids:
            continue
        kept = (then.tiers.get(key), then.privileges.get(key))
        before = (now.tiers.get(key), now.privileges.get(key))
        if kept != before and any(case.store.claims_by_id([key])):
            tier, privileged = now.tiers.get(key), now.privileges.get(key)
            mark_shown(case, key, tier=tier, privileged=privileged, reason="as before")


def _reviews(case: Case, names: Spellings) -> None:
    newest: dict[str, Judgement] = {}
    for one in case.store.judgements():
        if one.by_person and one.verdict in REVIEWS:
            newest[one.left] = one
    again = tuple(
        replace(
            one,
            reason=names.redact(one.reason),
            author=names.redact(one.author),
            value=names.redact(one.value) if one.value else None,
        )
        for one in newest.values()
        if one.left not in names.ids
        and names.named_in("\n".join((one.reason, one.author, one.value or "")))
    )
    if again:
        body = {"judgements": [one.id for one in again], "by": f"person:{case.user}"}
        record(case, Batch(judgements=again), "judgement", body)


def _told(mark: Record, names: Spellings) -> bool:
    return names.told_in(f"{mark.key}\n{json.dumps(dict(mark.body), ensure_ascii=False)}")
