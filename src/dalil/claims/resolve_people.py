"""Persons: full names that agree are one; what is less than a full name is asked.

Different given names are never joined, and a family name alone joins nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from dalil.claims.profiles import Group, Index, Person, families, people
from dalil.claims.verdicts import Verdicts
from dalil.names.fold import fold
from dalil.names.similarity import edits

_MOST_ASKED = 12
_LARGEST_BLOCK = 60
_NEEDED_CONTEXT = 2

_Context = Mapping[str, frozenset[str]]


def judge_people(groups: Sequence[Group], context: _Context, verdicts: Verdicts) -> None:
    """Judge persons; see the rules in :mod:`dalil.claims.resolve`."""
    by_id = {group.id: group for group in groups}
    names = {group.id: people(group) for group in groups}
    full = {key: [one for one in found if one.whole] for key, found in names.items()}
    _join_full_names(full, verdicts)
    _ask_swapped(full, verdicts)
    _ask_near(full, verdicts)
    _ask_initials(by_id, names, context, verdicts)
    _ask_families(by_id, names, context, verdicts)


def _pairs(name: Person) -> Iterator[tuple[str, str]]:
    return ((given, family) for given in name.given for family in name.family)


def _join_full_names(full: Mapping[str, list[Person]], verdicts: Verdicts) -> None:
    """Join groups whose given and family names agree, each to the oldest that it fits."""
    direct: dict[tuple[str, str], list[Person]] = {}
    for found in full.values():
        for one in _distinct(found):
            held = _held(direct, _pairs(one))
            fitting = next((other for other in held if not _contrary(one, other)), None)
            if fitting:
                verdicts.same("full_name", fitting.spelling, one.spelling, _agree(fitting, one))
            for other in held:
                if other is not fitting and (words := _contrary(one, other)):
                    verdicts.different("patronymic", other.spelling, one.spelling, words)
            if not fitting or _says_more(one, fitting):
                for key in _pairs(one):
                    direct.setdefault(key, []).append(one)
    for found in full.values():
        for one in _distinct(found):
            for other in _held(direct, one.declined)[:1]:
                if other.spelling.mention.id != one.spelling.mention.id and not _contrary(
                    one, other
                ):
                    reason = f"{one.spelling.text!r} is a declined form of {other.spelling.text!r}"
                    verdicts.same("declined_name", other.spelling, one.spelling, reason)


def _says_more(one: Person, other: Person) -> bool:
    """Whether a name has a patronymic or second given name that the one it joins has not."""
    return (bool(one.patronymic), len(one.name.given)) > (
        bool(other.patronymic),
        len(other.name.given),
    )


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
    rows = [one for key in keys for one in index.get(key, ())]
    return list({one.spelling.mention.id: one for one in rows}.values())[:_LARGEST_BLOCK]


def _contrary(one: Person, other: Person) -> str:
    """Say what in two agreeing full names contradicts: patronymics, or second given names."""
    if one.patronymic and other.patronymic and one.patronymic != other.patronymic:
        if edits(one.patronymic, other.patronymic, 3) > 3:
            words = " ".join(one.name.patronymic), " ".join(other.name.patronymic)
            return f"patronymics {words[0]} and {words[1]} contradict each other"
        return ""
    left, right = one.name.given[1:], other.name.given[1:]
    met = {fold(word)[:1] for word in left} & {fold(word)[:1] for word in right}
    if left and right and not met:
        return f"second given names {' '.join(left)} and {' '.join(right)} contradict each other"
    return ""


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
                blocks.setdefault(("given", given), {}).setdefault(family, one)
                blocks.setdefault(("family", family), {}).setdefault(given, one)
    for (part, _), block in blocks.items():
        if len(block) > _LARGEST_BLOCK:
            continue
        for (key, one), (other_key, other) in combinations(block.items(), 2):
            near = min(len(key), len(other_key)) >= 5 and edits(key, other_key, 1) == 1
            if near and not _same_reading(one, other) and not _contrary(one, other):
                reason = f"{one.spelling.text!r} and {other.spelling.text!r} differ by one letter in the {'family' if part == 'given' else 'given'} name"
                verdicts.unsure("near_spelling", one.spelling, other.spelling, reason)


def _same_reading(one: Person, other: Person) -> bool:
    return bool(one.given & other.given) and bool(one.family & other.family)


def _ask_initials(
    by_id: Mapping[str, Group],
    names: Mapping[str, list[Person]],
    context: _Context,
    verdicts: Verdicts,
) -> None:
    """Hold initials against full names of the same family: made with context, else asked."""
    index = Index()
    for key, found in names.items():
        for one in found:
            if one.whole:
                index.add(((family, one.initials[:1]) for family in one.family), key)
    for key, found in names.items():
        short = [one for one in found if not one.whole]
        if not short or any(one.whole for one in found):
            continue
        one = short[0]
        fitting = []
        for candidate in index.get((family, one.initials[:1]) for family in one.family):
            other = next(o for o in names[candidate] if o.whole and o.family & one.family)
            if _initials_fit(one, other):
                fitting.append(other)
        _settle(by_id[key], one, fitting[:_MOST_ASKED], by_id, names, context, verdicts)


def _initials_fit(one: Person, other: Person) -> bool:
    """Whether initials follow the given names and patronymic, as far as both go."""
    whole = other.initials + "".join(part[:1] for part in other.patronymic.split())
    return all(left == right for left, right in zip(one.initials, whole, strict=False))


def _settle(
    group: Group,
    one: Person,
    fitting: list[Person],
    by_id: Mapping[str, Group],
    names: Mapping[str, list[Person]],
    context: _Context,
    verdicts: Verdicts,
) -> None:
    owners = (
        {person.spelling.mention.id: key for key, found in names.items() for person in found}
        if fitting
        else {}
    )
    given = {frozenset(person.given) for person in fitting}
    for other in fitting:
        shared = _shared(group, by_id[owners[other.spelling.mention.id]], context)
        both = f"{other.spelling.text!r} and {one.spelling.text!r} agree in family name and initial"
        if len(given) == 1 and len(shared) >= _NEEDED_CONTEXT and len(one.initials) > 1:
            reason = f"{both}; nobody else in the case does, and both documents name {', '.join(shared[:3])}"
            verdicts.same("initial", other.spelling, one.spelling, reason)
        else:
            verdicts.unsure("initial", other.spelling, one.spelling, both)


def _shared(one: Group, other: Group, context: _Context) -> list[str]:
    """Names of persons and organisations that documents of both groups mention."""
    own = _context_of(one, context)
    against = _context_of(other, context)
    return sorted(key.split(" ", 1)[1] for key in own & against if not key.startswith("LOC"))


def _context_of(group: Group, context: _Context) -> frozenset[str]:
    return frozenset().union(*(context.get(exhibit, frozenset()) for exhibit in group.exhibits))


def _ask_families(
    by_id: Mapping[str, Group],
    names: Mapping[str, list[Person]],
    context: _Context,
    verdicts: Verdicts,
) -> None:
    """Ask whether a family name that stands alone is the one person of that name in the case."""
    index = Index()
    for key, found in names.items():
        for one in found:
            if one.whole:
                index.add(one.family, key)
    for key, found in names.items():
        if found:
            continue
        group = by_id[key]
        owners = index.get(families(group))
        if len(owners) == 1 and not by_id[owners[0]].exhibits & group.exhibits:
            other = next(o for o in names[owners[0]] if o.whole and o.family & families(group))
            reason = f"{group.spellings[0].text!r} may be {other.spelling.text!r}, the only one of that family name in the case"
            verdicts.unsure("family_name", other.spelling, group.spellings[0], reason)
