"""What a person says of an exhibit, a claim or an entity: who may see it, and how it is to be treated.

A mark is a record of its own; a later one replaces it and both stay. What a person marked on an exhibit
itself decides. An exhibit without such a mark takes the most closed of all that was said when it came
in, each time that it came, and of the marks of every container that is known to hold its bytes: the
order in which files and marks came changes nothing. Nothing is guessed: a child or a witness is
protected because somebody said so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dalil.casework import review_words
from dalil.casework.casefolder import Case
from dalil.casework.origins import KIND, Origin, around, origins
from dalil.casework.record import record
from dalil.claims.ports import Batch, Record
from dalil.errors import AmbiguousName, BadInput, NotFound
from dalil.evidence import Exhibit, Tier
from dalil.names.fold import fold

PROTECTED = frozenset({"child", "minor", "victim", "witness", "protected"})
"""Words of a mark under which a person is masked in public exports."""
RESTRICTED = "restricted"
"""Kept, and nothing else done with it (GDPR, article 18): masked in every export, never a target.

It outweighs that somebody is a target; once it is lifted they are one again."""
WORDS = {
    "target": "not target",
    "child": "not protected",
    "victim": "not protected",
    "witness": "not protected",
    "protected": "not protected",
    RESTRICTED: "not restricted",
}
"""What an entity may be marked as, and the word that takes it back."""
GROUPS = (
    dict.fromkeys(sorted(PROTECTED & WORDS.keys()), "not protected"),
    {RESTRICTED: "not restricted"},
    {"target": "not target"},
)
"""Words of which the newest on an entity stands; a word of one group takes back none of another."""
_TIER = "tier "
CLAIMS = f"{_TIER}c_"
"""What the keys of marks on claims begin with."""
_Value = TypeVar("_Value")
_WIDTH = {tier: index for index, tier in enumerate(Tier)}


@dataclass(frozen=True, slots=True)
class Shown:
    """Who may see what, as marks say.

    Attributes:
        tiers: Disclosure tier by exhibit or claim, as a person marked it.
        privileges: Privilege flag by exhibit or claim, likewise.
        arrived: The most closed tier that was said of an exhibit when it came in.
    """

    tiers: Mapping[str, Tier]
    privileges: Mapping[str, bool]
    arrived: Mapping[str, Tier]


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
        BadInput: Neither a tier nor a flag is given, or a reason that is no line to keep.
    """
    if tier is None and privileged is None:
        raise BadInput("Say what to mark: --tier, --privileged or --not-privileged.")
    key = find_marked(case, what)
    body = {
        "tier": str(tier) if tier is not None else None,
        "privileged": privileged,
        "reason": review_words.reason(reason),
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


def closer(tiers: Mapping[str, Tier], before: Mapping[str, Tier]) -> dict[str, Tier]:
    """Of tiers that are said of exhibits as they come again, those that close one or are its first."""
    return {
        key: tier
        for key, tier in tiers.items()
        if key not in before or _WIDTH[tier] > _WIDTH[before[key]]
    }


def most_closed(*tiers: Tier | None) -> Tier | None:
    """The tier that the fewest may see, of those that were said; None where none was."""
    return max((one for one in tiers if one is not None), key=_WIDTH.__getitem__, default=None)


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
        BadInput: A word that is none of :data:`WORDS`, a target whose data are restricted, or a
            reason that is no line to keep.
    """
    if word not in {*WORDS, *WORDS.values()}:
        raise BadInput(f"{word!r} is no mark.", f"Choose one of: {', '.join(WORDS)}.")
    if word == "target":
        require_unrestricted(case, entity, name)
    why = review_words.reason(reason)
    body = {"entity": entity, "as": word, "name": name, "by": case.user, "reason": why}
    backs = {one: back for one, back in WORDS.items() if back == word}
    under = _standing_for(case, entity, name, backs) if backs else ()
    for key in dict.fromkeys((entity, *under)):
        _put(case, key, {k: value for k, value in {**body, "entity": key}.items() if value})


def _standing_for(case: Case, entity: str, name: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Ids under which a mark stands for an entity.

    Its own, those that it had before it was joined, and those that no entity has any more and on whose
    marks its name stands.
    """
    marks = list(case.store.records("mark"))
    standing = states(marks, words)
    if not standing:
        return ()
    now = case.store.index.named([*standing, entity])
    current = now[entity].id if entity in now else entity
    own = {fold(one) for one in (name, *(now[entity].names if entity in now else ()))}
    named = names_on(marks)

    def fits(one: str) -> bool:
        if one in now:
            return now[one].id == current
        return one == entity or fold(named.get(one, "")) in own

    return tuple(filter(fits, standing))


def shown_by(marks: Iterable[Record]) -> Shown:
    """Tiers and flags from the case's marks; of a person's, the newest counts.

    A mark with a reason, empty or not, is a person's own; one without was written as the file came in.
    """
    tiers: dict[str, Tier] = {}
    privileges: dict[str, bool] = {}
    arrived: dict[str, Tier] = {}
    for mark in marks:
        if not mark.key.startswith(_TIER):
            continue
        key, body = mark.key[len(_TIER) :], mark.body
        tier = Tier(str(body["tier"])) if body.get("tier") else None
        if "reason" not in body:
            told = most_closed(arrived.get(key), tier)
            arrived |= {key: told} if told is not None else {}
            continue
        tiers |= {key: tier} if tier is not None else {}
        if body.get("privileged") is not None:
            privileges[key] = bool(body["privileged"])
    return Shown(tiers, privileges, arrived)


def shown_exhibits(case: Case) -> dict[str, Exhibit]:
    """Every exhibit of a case with the tier and flag that hold for it."""
    exhibits = {one.sha256: one for one in case.store.exhibits()}
    further = origins(case.store.records(KIND))
    return effective(exhibits, shown_by(case.store.records("mark")), further)


def effective(
    exhibits: Mapping[str, Exhibit],
    shown: Shown,
    further: Mapping[str, tuple[Origin, ...]],
) -> dict[str, Exhibit]:
    """Exhibits with the tier and flag that hold for them.

    Args:
        exhibits: As they came in, by hash.
        shown: What marks say.
        further: Where else the same bytes came from (:func:`dalil.casework.origins.origins`).
    """
    if not (shown.tiers or shown.privileges or shown.arrived):
        return dict(exhibits)
    holders = _holders(exhibits, further)
    found = {}
    for key, one in exhibits.items():
        tier = most_closed(*_said(key, holders, shown.tiers, shown.arrived)) or one.tier
        flags = tuple(_said(key, holders, shown.privileges, {}))
        privileged = any(flags) if flags else one.privileged
        same = (tier, privileged) == (one.tier, one.privileged)
        found[key] = one if same else replace(one, tier=tier, privileged=privileged)
    return found


def wider_inside(case: Case, keys: Collection[str]) -> dict[str, tuple[str, ...]]:
    """What lies in containers and may be shown to more than they by a mark of its own.

    Args:
        case: Open.
        keys: Hashes of the containers.

    Returns:
        Names by the hash of the container; none for a container without such.
    """
    shown = shown_exhibits(case)
    held = shown_by(case.store.records("mark"))
    further = origins(case.store.records(KIND))
    parents = {one.sha256: one.parent for one in shown.values()}
    found: dict[str, tuple[str, ...]] = {}
    for sha256 in {*held.tiers, *held.privileges} & shown.keys():
        one = shown[sha256]
        for key in set(around(parents, further, sha256)).intersection(keys):
            whole = shown[key]
            wider = _WIDTH[one.tier] < _WIDTH[whole.tier] or one.privileged < whole.privileged
            found[key] = (*found.get(key, ()), one.name) if wider else found.get(key, ())
    return {key: tuple(sorted(names)) for key, names in found.items() if names}


def told_tiers(
    exhibits: Mapping[str, Exhibit],
    shown: Shown,
    further: Mapping[str, tuple[Origin, ...]],
) -> dict[str, Tier]:
    """Tiers that somebody said: of claims, and of exhibits by a word on them or on what holds them."""
    holders = _holders(exhibits, further)
    told = {key: tier for key, tier in shown.tiers.items() if key not in exhibits}
    for key in exhibits:
        tier = most_closed(*_said(key, holders, shown.tiers, shown.arrived))
        told |= {key: tier} if tier is not None else {}
    return told


def _holders(
    exhibits: Mapping[str, Exhibit], further: Mapping[str, tuple[Origin, ...]]
) -> dict[str, tuple[str, ...]]:
    """The containers in the case that are known to hold each exhibit's bytes, not those around them."""
    found = {}
    for key, one in exhibits.items():
        ups = (one.parent, *(way.parent for way in further.get(key, ())))
        if held := tuple(dict.fromkeys(up for up in ups if up and up in exhibits)):
            found[key] = held
    return found


def _said(
    key: str,
    holders: Mapping[str, tuple[str, ...]],
    own: Mapping[str, _Value],
    arrived: Mapping[str, _Value],
) -> Iterator[_Value]:
    """What holds of an exhibit: its own mark, else what was said as it came and of all that hold it."""
    seen, waiting = {key}, [key]
    while waiting:
        one = waiting.pop()
        if one in own:
            yield own[one]
            continue
        if one in arrived:
            yield arrived[one]
        fresh = [up for up in holders.get(one, ()) if up not in seen]
        seen.update(fresh)
        waiting += fresh


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


def names_on(marks: Iterable[Record]) -> dict[str, str]:
    """The name under which each entity was marked last, by its id."""
    told = ((str(m.body.get("entity")), m.body.get("name")) for m in marks if m.body.get("as"))
    return {entity: str(name) for entity, name in told if name}


def restricted(marks: Sequence[Record]) -> frozenset[str]:
    """Entities whose data are restricted."""
    return frozenset(states(marks, {RESTRICTED: "not restricted"}))


def require_unrestricted(case: Case, entity: str, name: str) -> None:
    """Refuse to make somebody the object of the work whose data are restricted.

    Args:
        case: Open.
        entity: The id that the entity has now.
        name: For the message.

    Raises:
        BadInput: They are, under this id, under one that the entity had before it was joined, or under
            the name on a mark whose entity the case has no more.
    """
    if _standing_for(case, entity, name, {RESTRICTED: WORDS[RESTRICTED]}):
        raise BadInput(
            f"The data on {name} are restricted: they are kept, and nothing else is done with them.",
            "Lift the restriction first: dalil mark ... --as 'not restricted' --reason ...",
        )


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


def _put(case: Case, key: str, body: Mapping[str, object]) -> None:
    made = Record("mark", key, case.clock.now(), body)
    record(case, Batch(records=(made,)), "mark", {"key": key, **body})
