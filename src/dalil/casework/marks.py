"""What a person says of an exhibit, a claim or an entity: who may see it, and how it is to be treated.

A mark is a record of its own; a later one replaces it and both stay. A container's tier holds for what
lies in it, unless the member has a mark of its own. Nothing is guessed: a child or a witness is
protected because somebody said so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dalil.casework.casefolder import Case
from dalil.casework.record import record
from dalil.claims.ports import Batch, Record
from dalil.errors import AmbiguousName, BadInput, NotFound
from dalil.evidence import Exhibit, Tier

PROTECTED = frozenset({"child", "minor", "victim", "witness", "protected"})
"""Words of a mark under which a person is masked in public exports."""
RESTRICTED = "restricted"
"""Kept, and nothing else done with it (GDPR, article 18): masked in every export, never a target."""
WORDS = {
    "target": "not target",
    "child": "not protected",
    "victim": "not protected",
    "witness": "not protected",
    "protected": "not protected",
    RESTRICTED: "not restricted",
}
"""What an entity may be marked as, and the word that takes it back."""
_TIER = "tier "


@dataclass(frozen=True, slots=True)
class Shown:
    """Who may see what, as marks say.

    Attributes:
        tiers: Disclosure tier by exhibit or claim.
        privileges: Privilege flag by exhibit or claim.
    """

    tiers: Mapping[str, Tier]
    privileges: Mapping[str, bool]


def mark_shown(
    case: Case, what: str, *, tier: Tier | None, privileged: bool | None, reason: str = ""
) -> str:
    """Say who may see an exhibit or a claim.

    Args:
        case: Open for writing.
        what: A claim's id, an exhibit's hash (or its first 8 digits or more), or its file name.
        tier: The new tier; None leaves it.
        privileged: The new flag; None leaves it.
        reason: Why, for the record.

    Returns:
        The id of what was marked.

    Raises:
        NotFound: The case holds no such thing.
        AmbiguousName: Several exhibits fit.
        BadInput: Neither a tier nor a flag is given.
    """
    if tier is None and privileged is None:
        raise BadInput("Say what to mark: --tier, --privileged or --not-privileged.")
    key = find_marked(case, what)
    before = _newest(case.store.records("mark")).get(key, {})
    body = {
        "tier": str(tier) if tier is not None else before.get("tier"),
        "privileged": privileged if privileged is not None else before.get("privileged"),
        "reason": reason,
        "by": case.user,
    }
    _put(case, f"{_TIER}{key}", body)
    return key


def tier_marks(case: Case, tiers: Mapping[str, Tier]) -> tuple[Record, ...]:
    """Marks that say who may see exhibits, by hash, to be written with the exhibits themselves."""
    now = case.clock.now()
    return tuple(
        Record("mark", f"{_TIER}{sha256}", now, {"tier": str(tier), "by": case.user})
        for sha256, tier in tiers.items()
    )


def mark_as_before(case: Case, copies: Mapping[str, Exhibit]) -> None:
    """Show copies to nobody who might not see what they were made from.

    Args:
        case: Open for writing.
        copies: What a copy was made from, with the tier and flag that held for it, by the copy's hash.
    """
    now = case.clock.now()
    marks = tuple(
        Record(
            "mark",
            f"{_TIER}{sha256}",
            now,
            {
                "tier": str(old.tier),
                "privileged": old.privileged,
                "reason": "as before",
                "by": case.user,
            },
        )
        for sha256, old in copies.items()
    )
    if marks:
        record(case, Batch(records=marks), "mark", {"marked": [mark.key for mark in marks]})


def mark_entity(case: Case, entity: str, name: str, word: str, reason: str = "") -> None:
    """Say how an entity is to be treated.

    Raises:
        BadInput: A word that is none of :data:`WORDS`, or a target whose data are restricted.
    """
    if word not in {*WORDS, *WORDS.values()}:
        raise BadInput(f"{word!r} is no mark.", f"Choose one of: {', '.join(WORDS)}.")
    if word == "target" and entity in restricted(case.store.records("mark")):
        raise BadInput(
            f"The data on {name} are restricted: they are kept, and nothing else is done with them.",
            "Lift the restriction first: dalil mark ... --as 'not restricted' --reason ...",
        )
    body = {"entity": entity, "as": word, "name": name, "by": case.user, "reason": reason}
    _put(case, entity, {key: value for key, value in body.items() if value})


def shown_by(marks: Iterable[Record]) -> Shown:
    """Tiers and flags from the case's marks; the newest counts."""
    found = _newest(marks)
    return Shown(
        {key: Tier(str(body["tier"])) for key, body in found.items() if body.get("tier")},
        {
            key: bool(body["privileged"])
            for key, body in found.items()
            if body.get("privileged") is not None
        },
    )


def effective(exhibits: Mapping[str, Exhibit], shown: Shown) -> dict[str, Exhibit]:
    """Exhibits with the tier and flag that hold for them: their own mark, else their container's."""
    return {sha256: _with(exhibit, exhibits, shown) for sha256, exhibit in exhibits.items()}


def _with(exhibit: Exhibit, exhibits: Mapping[str, Exhibit], shown: Shown) -> Exhibit:
    tier, privileged = exhibit.tier, exhibit.privileged
    seen: set[str] = set()
    one: Exhibit | None = exhibit
    tier_told = privilege_told = False
    while one is not None and one.sha256 not in seen:
        seen.add(one.sha256)
        if not tier_told and one.sha256 in shown.tiers:
            tier, tier_told = shown.tiers[one.sha256], True
        if not privilege_told and one.sha256 in shown.privileges:
            privileged, privilege_told = shown.privileges[one.sha256], True
        one = exhibits.get(one.parent) if one.parent else None
    same = (tier, privileged) == (exhibit.tier, exhibit.privileged)
    return exhibit if same else replace(exhibit, tier=tier, privileged=privileged)


def states(marks: Sequence[Record], words: Mapping[str, str]) -> dict[str, str]:
    """Entity id to the word that stands, of those words that the second ones take back."""
    found: dict[str, str] = {}
    back = set(words.values())
    for mark in marks:
        entity, word = str(mark.body.get("entity") or ""), str(mark.body.get("as") or "")
        if entity and word in words:
            found[entity] = word
        elif entity and word in back:
            found.pop(entity, None)
    return found


def protected_of(marks: Sequence[Record], redirects: Mapping[str, str]) -> dict[str, str]:
    """Entity id to the reason why it is masked: protection (for the public), restriction (for all)."""
    kinds = dict.fromkeys(PROTECTED, "not protected")
    found = states(marks, kinds) | dict.fromkeys(restricted(marks), RESTRICTED)
    return {redirects.get(entity, entity): word for entity, word in found.items()}


def restricted(marks: Sequence[Record]) -> frozenset[str]:
    """Entities whose data are restricted."""
    return frozenset(states(marks, {RESTRICTED: "not restricted"}))


def targets_of(marks: Sequence[Record], redirects: Mapping[str, str]) -> tuple[str, ...]:
    """Entities that the user marked as targets, in the order of marking."""
    found = states(marks, {"target": "not target"})
    return tuple(dict.fromkeys(redirects.get(entity, entity) for entity in found))


def find_marked(case: Case, what: str) -> str:
    """The id of the claim, or the hash of the exhibit, that somebody means.

    Raises:
        NotFound: The case holds no such thing.
        AmbiguousName: Several exhibits fit.
    """
    if what.startswith("c_"):
        if not any(case.store.claims_by_id([what])):
            raise NotFound(f"The case has no claim {what}.")
        return what
    return find_exhibit(case, what)


def find_exhibit(case: Case, what: str) -> str:
    """The hash of the exhibit that a file name, a hash or the beginning of one names.

    Raises:
        NotFound: The case holds no such exhibit.
        AmbiguousName: Several fit.
    """
    fitting = [
        exhibit
        for exhibit in case.store.exhibits()
        if exhibit.name == what or (len(what) >= 8 and exhibit.sha256.startswith(what.lower()))
    ]
    if not fitting:
        raise NotFound(
            f"The case holds no exhibit {what!r}.", "Name a file, its hash, or a claim's id."
        )
    if len(fitting) > 1:
        several = "; ".join(f"{one.sha256[:12]} {one.name}" for one in fitting)
        raise AmbiguousName(f"{what!r} fits {len(fitting)} exhibits: {several}.")
    return fitting[0].sha256


def _newest(marks: Iterable[Record]) -> dict[str, Mapping[str, object]]:
    return {mark.key[len(_TIER) :]: mark.body for mark in marks if mark.key.startswith(_TIER)}


def _put(case: Case, key: str, body: Mapping[str, object]) -> None:
    made = Record("mark", key, case.clock.now(), body)
    record(case, Batch(records=(made,)), "mark", {"key": key, **body})
