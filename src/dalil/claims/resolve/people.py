"""Persons: full names that agree are one; what is less than a full name is asked.

Different given names are never joined, and a family name alone joins nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dalil.claims.resolve.contrary import Contrast, contradict_each_other, contrast
from dalil.claims.resolve.profiles import (
    Context,
    Group,
    Index,
    Person,
    families,
    people,
    shared_names,
)
from dalil.claims.resolve.spelled import APART, Strangers
from dalil.claims.resolve.verdicts import Verdicts
from dalil.names.fold import fold, words
from dalil.names.orgforms import parse_org
from dalil.names.parts import looks_like_person
from dalil.names.similarity import edits

_MOST_ASKED = 12
_LARGEST_BLOCK = 60
_NEEDED_CONTEXT = 2
_MOST_COMPARED = 200
"""Documents of a bearer that a lone family name is held against: bounds the time of a large case."""


def judge_people(groups: Sequence[Group], context: Context, verdicts: Verdicts) -> None:
    """Judge persons; see the rules in :mod:`dalil.claims.resolve.judging`."""
    by_id = {group.id: group for group in groups}
    names = {group.id: people(group) for group in groups}
    full = {key: [one for one in found if one.whole] for key, found in names.items()}
    _join_full_names(full, Strangers(by_id, context), verdicts)
    _ask_swapped(full, verdicts)
    _ask_near(full, verdicts)
    _judge_initials(by_id, names, context, verdicts)
    _judge_families(by_id, names, context, verdicts)


def mistaken_for_organisations(groups: Sequence[Group], persons: Sequence[Group]) -> list[Group]:
    """Find groups read as organisations that bear the name of somebody read as a person.

    Only where every spelling has the form of a person's full name and no word of an organisation's,
    or is the lone family name of somebody whom the same document names in full.
    """
    known = {key for group in persons for one in people(group) if one.whole for key in _pairs(one)}
    taken = [
        group
        for group in groups
        if all(_formed_like_person(spelling.text) for spelling in group.spellings)
        and any(key in known for one in people(group) if one.whole for key in _pairs(one))
    ]
    chosen = {group.id for group in taken}
    rest = [group for group in groups if group.id not in chosen]
    return taken + _lone_families(rest, [*persons, *taken])


def _lone_families(groups: Sequence[Group], persons: Iterable[Group]) -> list[Group]:
    """Find one-word organisations that are a family name of their own document.

    Not where the document names an organisation by that word and others: then it may be its short name.
    """
    families_in: dict[str, set[str]] = {}
    for group in persons:
        own = {family for one in people(group) if one.whole for family in _all_families(one)}
        for exhibit in group.exhibits:
            families_in.setdefault(exhibit, set()).update(own)
    longer: dict[str, set[str]] = {}
    for group in groups:
        for spelling in group.spellings:
            found = words(spelling.text)
            for exhibit in group.exhibits if len(found) > 1 else ():
                longer.setdefault(exhibit, set()).update(map(fold, found))
    return [
        group
        for group in groups
        if all(len(words(spelling.text)) == 1 for spelling in group.spellings)
        and all(
            key in families_in.get(exhibit, ()) and key not in longer.get(exhibit, ())
            for key in {fold(spelling.text) for spelling in group.spellings}
            for exhibit in group.exhibits
        )
    ]


def _formed_like_person(text: str) -> bool:
    name = parse_org(text)
    return not name.form and "#" not in name.key and name.specific and looks_like_person(text)


def _pairs(name: Person) -> Iterator[tuple[str, str]]:
    # Sorted: the order of a set differs from process to process, and the first that fits is taken.
    return ((given, family) for given in sorted(name.given) for family in sorted(name.family))


def _join_full_names(
    full: Mapping[str, list[Person]], strangers: Strangers, verdicts: Verdicts
) -> None:
    """Join groups whose given and family names agree, each to the oldest that it fits.

    Names that say more (a patronymic, a second given name, a birth) are joined first; one that says
    less and fits two who contradict each other is asked.
    """
    distinct = [_distinct(found) for found in full.values()]
    direct: dict[tuple[str, str], list[Person]] = {}
    for one in sorted((one for found in distinct for one in found), key=_says, reverse=True):
        held = _held(direct, _pairs(one))
        told = [(other, contrast(one, other)) for other in held]
        fitting = [other for other, contrary in told if contrary is None]
        if contradict_each_other(fitting):
            for other in fitting[:_MOST_ASKED]:
                reason = f"{one.spelling.text!r} may be {other.spelling.text!r}, or another who contradicts him"
                verdicts.unsure("full_name", other.spelling, one.spelling, reason)
        elif fitting:
            like = fitting[:_MOST_ASKED]
            near = next((other for other in like if not strangers.are(other, one)), None)
            if near is not None:
                verdicts.same("full_name", near.spelling, one.spelling, _agree(near, one))
            else:
                verdicts.unsure(
                    "full_name", like[0].spelling, one.spelling, f"{_agree(like[0], one)}, {APART}"
                )
        _judge_contrary(one, told, verdicts)
        for key in _pairs(one):
            direct.setdefault(key, []).append(one)
    for one in (one for found in distinct for one in found):
        _join_declined(one, direct, verdicts)


def _judge_contrary(
    one: Person, told: Sequence[tuple[Person, Contrast | None]], verdicts: Verdicts
) -> None:
    """Keep apart whom something tells apart; ask where it may be a slip."""
    asked = 0
    for other, contrary in told:
        if contrary is None or other.spelling.mention.id == one.spelling.mention.id:
            continue
        if contrary.sure:
            verdicts.different(contrary.rule, other.spelling, one.spelling, contrary.reason)
        elif asked < _MOST_ASKED:
            asked += 1
            verdicts.unsure(contrary.rule, other.spelling, one.spelling, contrary.reason)


def _join_declined(
    one: Person, direct: Mapping[tuple[str, str], list[Person]], verdicts: Verdicts
) -> None:
    """Join a name that stands in an oblique case to the name in its base form."""
    own = one.spelling.mention.id
    for keys, rule in ((one.declined, "declined_name"), (one.doubtful, "declined_or_other_sex")):
        for other in _held(direct, sorted(keys - {*_pairs(one)})):
            if other.spelling.mention.id == own or contrast(one, other):
                continue
            both = f"{one.spelling.text!r} is a declined form of {other.spelling.text!r}"
            if rule == "declined_name":
                verdicts.same(rule, other.spelling, one.spelling, both)
                return
            reason = f"{both}, or the name of somebody of the other sex"
            verdicts.unsure(rule, other.spelling, one.spelling, reason)


def _says(one: Person) -> tuple[bool, int, int]:
    """How much a name says beside a given and a family name."""
    return bool(one.patronymic), len(one.name.given), bool(one.generation) + bool(one.births)


def _distinct(found: list[Person]) -> list[Person]:
    """One spelling for each reading of given and family name: the others are linked already."""
    seen: dict[tuple[frozenset[str], frozenset[str]], Person] = {}
    for one in found:
        held = seen.setdefault((one.given, one.family), one)
        if one.patronymic and not held.patronymic:
            seen[one.given, one.family] = one
    return list(seen.values())


def _held(
    index: Mapping[tuple[str, str], list[Person]], keys: Iterable[tuple[str, str]]
) -> list[Person]:
    found: dict[str, Person] = {}
    for one in (one for key in keys for one in index.get(key, ())):
        found[one.spelling.mention.id] = one
        if len(found) > _LARGEST_BLOCK:
            break
    return list(found.values())[:_LARGEST_BLOCK]


def _agree(one: Person, other: Person) -> str:
    left, right = one.spelling.text, other.spelling.text
    if left == right:
        return f"the same full name {left!r}"
    return f"full names {left!r} and {right!r} read the same in given and family name"


def _ask_swapped(full: Mapping[str, list[Person]], verdicts: Verdicts) -> None:
    """Ask where one name's given name is the other's family name and the reverse."""
    seen: dict[tuple[str, str], Person] = {}
    for found in full.values():
        for one in found:
            for given, family in _pairs(one):
                other = seen.get((family, given))
                if other and given != family and not (one.name.certain and other.name.certain):
                    reason = f"{other.spelling.text!r} and {one.spelling.text!r} hold the same words in another order"
                    verdicts.unsure("word_order", other.spelling, one.spelling, reason)
            for key in _pairs(one):
                seen.setdefault(key, one)


def _ask_near(full: Mapping[str, list[Person]], verdicts: Verdicts) -> None:
    """Ask where one of the two names agrees and the other is nearly spelled the same."""
    blocks: dict[tuple[str, str], dict[str, Person]] = {}
    for found in full.values():
        for one in _distinct(found):
            for given, family in _pairs(one):
                if "~" in given or "~" in family:
                    continue  # the same reading once more, without its marks
                blocks.setdefault(("given", given), {}).setdefault(family, one)
                blocks.setdefault(("family", family), {}).setdefault(given, one)
    for (part, _), block in blocks.items():
        if len(block) > _LARGEST_BLOCK:
            continue
        for (key, one), (other_key, other) in combinations(block.items(), 2):
            near = min(len(key), len(other_key)) >= 5 and edits(key, other_key, 1) == 1
            if near and not _same_reading(one, other) and not contrast(one, other):
                reason = f"{one.spelling.text!r} and {other.spelling.text!r} differ by one letter in the {'family' if part == 'given' else 'given'} name"
                verdicts.unsure("near_spelling", one.spelling, other.spelling, reason)


def _same_reading(one: Person, other: Person) -> bool:
    return bool(one.given & other.given) and bool(one.family & other.family)


def _judge_initials(
    by_id: Mapping[str, Group],
    names: Mapping[str, list[Person]],
    context: Context,
    verdicts: Verdicts,
) -> None:
    """Hold initials against full names of the same family: made with context, else asked once."""
    index = Index()
    for key, found in names.items():
        for one in found:
            if one.whole:
                index.add(((family, one.initials[:1]) for family in _all_families(one)), key)
    for key, found in names.items():
        if not found or any(one.whole for one in found):
            continue
        one = found[0]
        fitting: list[tuple[str, Person]] = []
        for candidate in index.get((family, one.initials[:1]) for family in one.family):
            for other in names[candidate]:
                if other.whole and _all_families(other) & one.family and _initials_fit(one, other):
                    fitting.append((candidate, other))
                    break
            if len(fitting) >= _MOST_ASKED:
                break
        if fitting:
            _settle(by_id, key, one, fitting, context, verdicts)


def _all_families(one: Person) -> frozenset[str]:
    """Readings of the family name, those of its base form included."""
    return one.family | {family for _, family in one.declined}


def _initials_fit(one: Person, other: Person) -> bool:
    """Whether initials follow the given names and patronymic, as far as both go."""
    whole = other.initials + "".join(part[:1] for part in other.patronymic.split())
    return all(left == right for left, right in zip(one.initials, whole, strict=False))


def _settle(
    by_id: Mapping[str, Group],
    key: str,
    one: Person,
    fitting: list[tuple[str, Person]],
    context: Context,
    verdicts: Verdicts,
) -> None:
    """Join initials to the only person whom they fit, if the documents speak of the same; else ask."""
    group = by_id[key]
    lone = _one_reading([other for _, other in fitting])
    both = "agree in family name and initial"
    for candidate, other in fitting:
        names = f"{other.spelling.text!r} and {one.spelling.text!r} {both}"
        if not lone or len(one.initials) < 2:
            continue
        if by_id[candidate].exhibits & group.exhibits:
            reason = f"{names}s, and one document names both"
            verdicts.same("initial", other.spelling, one.spelling, reason)
            return
        shared = shared_names(group, by_id[candidate], context, places=False)
        if len(shared) >= _NEEDED_CONTEXT:
            reason = f"{names}; nobody else in the case does, and both documents name {', '.join(shared[:3])}"
            verdicts.same("initial", other.spelling, one.spelling, reason)
            return
    for _, other in fitting[:1] if lone else fitting:
        names = f"{other.spelling.text!r} and {one.spelling.text!r} {both}"
        verdicts.unsure("initial", other.spelling, one.spelling, names)


def _one_reading(found: list[Person]) -> bool:
    """Whether all names are readings of one given name, and nothing in them contradicts."""
    keys = [one.given | {given for given, _ in one.declined} for one in found]
    return all(keys[0] & other for other in keys[1:]) and not contradict_each_other(found)


def _judge_families(
    by_id: Mapping[str, Group],
    names: Mapping[str, list[Person]],
    context: Context,
    verdicts: Verdicts,
) -> None:
    """Hold family names that stand alone against their bearers."""
    index = Index()
    for key, found in names.items():
        for one in found:
            if one.whole:
                index.add(_all_families(one), key)
    initials = Index()
    for key, found in names.items():
        for one in found:
            if not one.whole:
                initials.add(one.family, key)
    known: dict[frozenset[str], _Bearers] = {}
    for key, found in names.items():
        if found:
            continue
        group = by_id[key]
        keys = families(group)
        if keys not in known:
            owners = [
                (by_id[owner], person)
                for owner in index.get(keys)
                for person in names[owner]
                if person.whole and _all_families(person) & keys
            ]
            others = [
                (by_id[owner], person)
                for owner in initials.get(keys)
                for person in names[owner]
                if not person.whole and person.family & keys
            ]
            known[keys] = _Bearers.of(owners, others)
        if known[keys].sorted:
            _judge_family(group, known[keys], context, verdicts)


@dataclass(frozen=True, slots=True)
class _Bearers:
    """Who bears a family name.

    Attributes:
        by_exhibit: Those whom a document names, by the document.
        sorted: All, by given name, the one in most groups first.
        others: Those of whom only initials are known.
    """

    by_exhibit: Mapping[str, list[tuple[int, Person]]]
    sorted: list[list[tuple[Group, Person]]]
    others: list[tuple[Group, Person]]

    @staticmethod
    def of(owners: list[tuple[Group, Person]], others: list[tuple[Group, Person]]) -> _Bearers:
        found: dict[str, list[tuple[int, Person]]] = {}
        for place, (owner, person) in enumerate(owners):
            for exhibit in owner.exhibits:
                found.setdefault(exhibit, []).append((place, person))
        return _Bearers(found, _bearers(owners), others)

    def local(self, group: Group) -> list[Person]:
        """Those whom a document of the group names, in order."""
        rows = {row[0]: row[1] for one in group.exhibits for row in self.by_exhibit.get(one, ())}
        return [rows[place] for place in sorted(rows)]

    def strangers(self, group: Group, local: Sequence[Person]) -> list[Person]:
        """Initials in a document of the group that fit none of those whom it names in full."""
        return [
            person
            for owner, person in self.others
            if owner.exhibits & group.exhibits
            and not any(_initials_fit(person, other) for other in local)
        ]


def _judge_family(group: Group, known: _Bearers, context: Context, verdicts: Verdicts) -> None:
    """Join a lone family name to its only bearer, else ask.

    The only bearer whom its own document names in full, or the only one of the case if the documents
    share much. Of two bearers the one in twice as many documents is asked for: families stay apart.
    """
    lone = group.spellings[0]
    local = known.local(group)
    if local:
        if strangers := known.strangers(group, local):
            reason = f"{lone.text!r} may be {local[0].spelling.text!r}; the document also names {strangers[0].spelling.text!r}"
            verdicts.unsure("family_name", local[0].spelling, lone, reason)
        elif _one_reading(local):
            reason = f"{lone.text!r}: the document names only {local[0].spelling.text!r} in full of that family name"
            verdicts.same("family_name", local[0].spelling, lone, reason)
        return
    bearers = known.sorted
    if len(bearers) > 1 and len(bearers[0]) < 2 * len(bearers[1]):
        return
    shared, best = max(
        (
            (shared_names(group, owner, context, places=False), person)
            for owner, person in bearers[0][:_MOST_COMPARED]
        ),
        key=lambda row: len(row[0]),
    )
    maybe = f"{lone.text!r} may be {best.spelling.text!r}"
    if len(bearers) > 1:
        reason = f"{maybe}; others of that family name occur in the case"
        verdicts.unsure("family_name", best.spelling, lone, reason)
    elif len(shared) > _NEEDED_CONTEXT:
        reason = f"{lone.text!r}: the case knows only {best.spelling.text!r} of that family name, and both documents name {', '.join(shared[:3])}"
        verdicts.same("family_name", best.spelling, lone, reason)
    else:
        reason = f"{maybe}, the only one of that family name in the case"
        verdicts.unsure("family_name", best.spelling, lone, reason)


def _bearers(owners: list[tuple[Group, Person]]) -> list[list[tuple[Group, Person]]]:
    """Sort owners of a family name by given name, the one in most groups first."""
    found: list[list[tuple[Group, Person]]] = []
    for owner in owners:
        held = next((row for row in found if _one_reading([row[0][1], owner[1]])), None)
        if held:
            held.append(owner)
        else:
            found.append([owner])
    return sorted(found, key=len, reverse=True)
