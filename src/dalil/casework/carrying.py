"""Redacted copies, and what persons had said of the places in them: tiers, privilege, judgements.

Places do not move in a redacted copy, so a claim that is read from it again is the old one where it
stands at the same place. Until then, and wherever a sealed claim is not found again, the whole copy is
as closed as the most closed claim in it was: a crash, or a copy that nobody reads, opens nothing. What
is to be carried over is a record without any word of the person; nothing is decided anew here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dalil.casework.casefolder import Case
from dalil.casework.ingest import read_texts
from dalil.casework.marks import Shown, mark_as_before, mark_shown, shown_by, shown_exhibits
from dalil.casework.origins import Known
from dalil.casework.ports import Description, DocumentReaders
from dalil.casework.record import record
from dalil.casework.spellings import Spellings
from dalil.claims.ports import Batch, Record
from dalil.claims.reviews import adds
from dalil.evidence import Claim, Exhibit, Judgement, TextLayer, Tier, Verdict

CARRY = "carry"
"""Kind of the records; their key is the copy's hash and a number."""
DONE = "carried"
_WIDTH = {tier: index for index, tier in enumerate(Tier)}
REVIEWS = frozenset({Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT})


@dataclass(frozen=True, slots=True)
class Copy:
    """A redacted copy on its way in.

    Attributes:
        exhibit: Its row: hash, tier and flag among it.
        content: Its bytes.
        described: What the document said of itself, without the person.
        carried: What persons had said of places in it, JSON-ready.
    """

    exhibit: Exhibit
    content: bytes
    described: Description
    carried: tuple[Mapping[str, object], ...]


def take_copies(case: Case, copies: Sequence[Copy], readers: DocumentReaders, known: Known) -> None:
    """Take copies in with tier, flag and what is to be carried over, in one step; then read their text.

    A copy that the case holds already is only closed further, never opened.

    Args:
        case: Open for writing.
        copies: Some of them.
        readers: Read their text.
        known: What the case holds; the copies are added to it.
    """
    case.vault.put_all([copy.content for copy in copies])
    merged: dict[str, Copy] = {}
    for copy in copies:
        key = copy.exhibit.sha256
        merged[key] = _merge(merged[key], copy) if key in merged else copy
    again = merged.keys() & known
    fresh = [copy for key, copy in merged.items() if key not in known]
    if fresh:
        batch = Batch(
            exhibits=tuple(copy.exhibit for copy in fresh),
            records=tuple(one for copy in fresh for one in _records(case, copy)),
        )
        record(case, batch, "ingest", {"redacted_copies": [copy.exhibit.sha256 for copy in fresh]})
        known.join({copy.exhibit.sha256: copy.exhibit for copy in fresh})
    if again:
        shown = shown_exhibits(case)
        closed = {key: strictest([shown[key], merged[key].exhibit], shown[key]) for key in again}
        mark_as_before(case, {key: one for key, one in closed.items() if one != shown[key]})
    read_texts(case, readers, known=known)


def carry_over(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put marks and judgements on the claims that were read again at the same places.

    Returns:
        Copies that stay closed because a marked claim was not found again, and the judgements that found
        no claim, each in a line. Copies that nobody has read yet are left for later.
    """
    done = {one.key for one in case.store.records(DONE)}
    waiting = [one for one in case.store.records(CARRY) if one.key not in done]
    if not waiting:
        return (), ()
    read = case.store.readings_done()
    exhibits = {one.sha256: one for one in case.store.exhibits()}
    by_copy: dict[str, list[Record]] = defaultdict(list)
    for one in waiting:
        copy = str(one.body["copy"])
        if copy in read and copy in exhibits:
            by_copy[copy].append(one)
    closed: list[str] = []
    unjudged: list[str] = []
    for copy, records in by_copy.items():
        stays, missed = _carry(case, copy, records)
        unjudged += missed
        if stays:
            closed.append(copy)
        now = case.clock.now()
        marked = tuple(Record(DONE, one.key, now, {"copy": copy}) for one in records)
        record(case, Batch(records=marked), "mark", {"carried": len(marked), "copy": copy})
    return tuple(closed), tuple(unjudged)


def waiting_copies(case: Case) -> tuple[str, ...]:
    """Copies whose marks and judgements wait until they are read."""
    done = {one.key for one in case.store.records(DONE)}
    held = [one for one in case.store.records(CARRY) if one.key not in done]
    return tuple(dict.fromkeys(str(one.body["copy"]) for one in held if one.body.get("place")))


def strictest(those: Iterable[Exhibit], like: Exhibit) -> Exhibit:
    """An exhibit as closed as the most closed of some."""
    seen = [like, *those]
    tier = max((one.tier for one in seen), key=_WIDTH.__getitem__)
    return replace(like, tier=tier, privileged=any(one.privileged for one in seen))


def carried_of(
    case: Case, exhibits: Collection[str], names: Spellings
) -> dict[str, list[Mapping[str, object]]]:
    """What persons said of claims on exhibits, by exhibit: place, kind of claim, marks, judgements."""
    shown = shown_by(case.store.records("mark"))
    judged: dict[str, list[Judgement]] = defaultdict(list)
    for one in case.store.judgements():
        # Of a correction its words go over; the claim that it put in place goes with the exhibit, as
        # claims do that a person added: :mod:`dalil.casework.lost_decisions` counts them.
        told = one.by_person and not adds(one)
        if told and (one.right is None or one.verdict is Verdict.CORRECT):
            judged[one.left].append(one)
    found: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    keys = [key for key in {*shown.tiers, *shown.privileges, *judged} if key.startswith("c_")]
    for claim in case.store.claims_by_id(sorted(keys)):
        if claim.exhibit in exhibits:
            found[claim.exhibit].append(_said(claim, shown, judged[claim.id], names))
    done = {one.key for one in case.store.records(DONE)}
    for held in case.store.records(CARRY):
        copy = str(held.body["copy"])
        if copy in exhibits and held.key not in done and held.body.get("place"):
            found[copy].append({k: v for k, v in held.body.items() if k != "copy"})
    return found


def with_claims(exhibit: Exhibit, carried: Iterable[Mapping[str, object]]) -> Exhibit:
    """An exhibit as closed as the most closed of the claims marked on it."""
    tiers = [Tier(str(one["tier"])) for one in carried if one.get("tier")]
    flag = any(one.get("privileged") for one in carried)
    tier = max([exhibit.tier, *tiers], key=_WIDTH.__getitem__)
    return replace(exhibit, tier=tier, privileged=exhibit.privileged or flag)


def describe(name: str, layer: TextLayer, names: Spellings) -> Description:
    """What a document said of itself, without the person."""
    info = layer.info

    def clean(text: str | None) -> str | None:
        return names.redact(text) if text else None

    return Description(
        file=name,
        source="redacted copy: a person was erased from the exhibit",
        title=clean(info.title),
        author=clean(" and ".join(info.authors) if info.authors else None),
        publisher=clean(info.publisher),
        date=clean(info.date),
    )


def _said(
    claim: Claim, shown: Shown, judged: Iterable[Judgement], names: Spellings
) -> Mapping[str, object]:
    tier = shown.tiers.get(claim.id, claim.tier)
    body: dict[str, object] = {
        "place": [claim.locator.start, claim.locator.end],
        "like": _like(claim),
        "judgements": [
            {
                "verdict": str(one.verdict),
                "reason": names.redact(one.reason),
                "author": names.redact(one.author),
                "made_at": one.made_at,
                "value": names.redact(one.value) if one.value else None,
            }
            for one in judged
        ],
    }
    if tier is not None:
        body["tier"] = str(tier)
    privileged = shown.privileges.get(claim.id, claim.privileged)
    if privileged is not None:
        body["privileged"] = privileged
    return body


def _like(claim: Claim) -> list[object]:
    """What tells claims at one place apart, without any word of theirs."""
    return [str(claim.stance), str(claim.kind), claim.negated, len(claim.holders)]


def _records(case: Case, copy: Copy) -> list[Record]:
    now, key = case.clock.now(), copy.exhibit.sha256
    said = {
        field: value
        for field in ("source", "title", "author", "publisher", "date")
        if (value := getattr(copy.described, field))
    }
    body = {"described": said, "by": case.user}
    made = [Record("mark", key, now, body)]
    return made + [
        Record(CARRY, f"{key} {number}", now, {"copy": key, **one})
        for number, one in enumerate(copy.carried)
    ]


def _merge(one: Copy, other: Copy) -> Copy:
    # Two exhibits with one copy: neither alone says how far it may be opened again, so it stays closed.
    said = (row for row in (*one.carried, *other.carried) if row.get("place"))
    return replace(one, exhibit=strictest([other.exhibit], one.exhibit), carried=tuple(said))


def _carry(case: Case, copy: str, records: Sequence[Record]) -> tuple[bool, list[str]]:
    """Marks and judgements of one copy; whether it stays closed, and judgements without a claim."""
    at: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in case.store.claims(copy):
        at[claim.locator.start, claim.locator.end].append(claim)
    closed = False
    missed: list[str] = []
    judgements: list[Judgement] = []
    before: Record | None = None
    for one in records:
        place = one.body.get("place")
        if not isinstance(place, list | tuple):
            before = one
            continue
        there = at.get((int(place[0]), int(place[1])), [])
        tier, privileged = one.body.get("tier"), one.body.get("privileged")
        if tier is not None or privileged is not None:
            for claim in there:
                mark_shown(
                    case,
                    claim.id,
                    tier=Tier(str(tier)) if tier is not None else None,
                    privileged=bool(privileged) if privileged is not None else None,
                    reason="as before",
                )
            closed = closed or (not there and (bool(privileged) or tier not in (None, "public")))
        alike = [c for c in there if _like(c) == list(_rows(one.body.get("like")))] or there
        said = _rows(one.body.get("judgements"))
        if len(alike) == 1:
            judgements += [_judgement(alike[0].id, row) for row in said if isinstance(row, Mapping)]
        else:
            where = f"{copy[:12]}, characters {place[0]} to {place[1]}"
            missed += [_missed(where, row) for row in said if isinstance(row, Mapping)]
    if judgements:
        body = {"judgements": [one.id for one in judgements], "by": f"person:{case.user}"}
        record(case, Batch(judgements=tuple(judgements)), "judgement", body)
    if before is not None and not closed:
        mark_shown(
            case,
            copy,
            tier=Tier(str(before.body["own_tier"])),
            privileged=bool(before.body["own_privileged"]),
            reason="as before: every marked claim was found again",
        )
    return closed, missed


def _rows(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _missed(where: str, row: Mapping[str, object]) -> str:
    author = str(row["author"]).removeprefix("person:")
    what = f"the decision {str(row['verdict'])!r} by {author} at {row['made_at']}"
    return f"{where}: {what}: no claim is read there alone"


def _judgement(claim: str, row: Mapping[str, object]) -> Judgement:
    value = row.get("value")
    return Judgement(
        claim,
        None,
        Verdict(str(row["verdict"])),
        str(row["reason"]),
        str(row["author"]),
        str(row["made_at"]),
        str(value) if value else None,
    )
