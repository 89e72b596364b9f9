"""Which decisions of persons an erasure takes with it, so that none goes without being told.

A claim that a person added, or put in the place of one that was read, may name whom its document does
not. It goes with the person; what it had replaced stands again as it was before. Decisions on mentions
of others go with the exhibit that held the mentions. Each is named; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from dalil.casework.casefolder import Case
from dalil.casework.spellings import Spellings
from dalil.claims.reading import BY_PERSON
from dalil.claims.reviews import adds, in_effect, replaced
from dalil.evidence import Claim, Judgement, Verdict


def naming(case: Case, names: Spellings, judgements: Iterable[Judgement]) -> set[str]:
    """Ids of claims made by persons whose words, fields or references name the erased one.

    Args:
        case: An open case.
        names: The person's spellings and the ids of all that goes.
        judgements: All of the case.
    """
    made = {one.left: None for one in judgements if adds(one) and one.left.startswith("c_")}
    return {
        claim.id
        for claim in case.store.claims_by_id(made)
        if claim.method.startswith(BY_PERSON) and _told(claim, names)
    }


def lost(case: Case, names: Spellings, judgements: Sequence[Judgement]) -> tuple[str, ...]:
    """Decisions in force of persons that an erasure drops, each in a line with the id of what it made.

    Args:
        case: An open case.
        names: The person's spellings and the ids of all that goes, claims of :func:`naming` among them.
        judgements: All of the case, oldest first.
    """
    force = [one for one in in_effect(judgements) if one.by_person]
    lines = (*_claims(names, force, judgements), *_mentions(case, names, force))
    return tuple(names.redact(line) for line in lines)


def without_copies(names: Spellings, judgements: Iterable[Judgement]) -> tuple[str, ...]:
    """Decisions in force on claims that go and that no redacted copy will be read for."""
    return tuple(
        names.redact(f"{one.left}: the decision {str(one.verdict)!r}{_by(one)}")
        for one in in_effect(judgements)
        if one.by_person and one.left.startswith("c_") and not adds(one)
        if one.left in names.ids
    )


def bridges(names: Spellings, judgements: Sequence[Judgement]) -> list[tuple[Judgement, str]]:
    """Corrections whose claim goes though a later correction of it stays: each with what stays.

    Such a later correction takes the place of what the first one had replaced; else both would count.
    """
    swaps = replaced(judgements)
    found = []
    for one in in_effect(judgements):
        right = one.right
        if swaps.get(one.left) != right or right not in names.ids or one.left in names.ids:
            continue
        seen = {one.left}
        while right in names.ids and right in swaps and right not in seen:
            seen.add(right)
            right = swaps[right]
        if right is not None and right not in names.ids:
            found.append((one, right))
    return found


def _claims(
    names: Spellings, force: Sequence[Judgement], judgements: Sequence[Judgement]
) -> Iterator[str]:
    gone = replaced(judgements)
    before: dict[str, list[str]] = {}
    for one in force:
        if one.verdict is Verdict.CORRECT and one.right is not None:
            before.setdefault(one.right, []).append(one.left)
    for one in force:
        if not (adds(one) and one.left.startswith("c_")) or one.left not in names.ids:
            continue
        if one.left in gone:
            continue  # nobody counted it any more
        old = before.get(one.left, [])
        again = [key for key in old if key not in names.ids]
        what = f"{one.left}: {'a correction' if old else 'an added claim'}{_by(one)}"
        yield f"{what}; {again[0]} stands again as before it" if again else what


def _mentions(case: Case, names: Spellings, force: Sequence[Judgement]) -> Iterator[str]:
    touched = [
        one
        for one in force
        if one.left.startswith("m_") and names.ids.intersection({one.left, one.right or ""})
    ]
    if not touched:
        return
    ends = {end for one in touched for end in (one.left, one.right) if end is not None}
    entities = case.store.index.entities_of(sorted(ends))
    named = case.store.index.named(dict.fromkeys(entities.values()))
    for one in touched:
        those = [end for end in (one.left, one.right) if end is not None]
        bearers = [named[entities[end]] for end in those if entities.get(end) in named]
        if any(who.id in names.ids or names.named_in(who.name) for who in bearers):
            continue  # on the person: it goes with them
        who = " and ".join(dict.fromkeys(one.name for one in bearers)) or one.left
        yield f"{one.id}: the decision {str(one.verdict)!r} on names of {who}{_by(one)}"


def _by(one: Judgement) -> str:
    return f" by {one.author.removeprefix('person:')} at {one.made_at}"


def _told(claim: Claim, names: Spellings) -> bool:
    return names.told_in("\n".join(_words(asdict(claim))))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _words(part)
