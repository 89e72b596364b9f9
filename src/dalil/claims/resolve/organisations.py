"""Organisations: the same words, in whatever language, and no contradicting legal form.

A name that only says what kind of body it is (Ministry of Finance) joins when the country agrees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dalil.claims.resolve.profiles import (
    Context,
    Group,
    Organisation,
    Spelling,
    acronyms,
    organisations,
    place_words,
    shared_names,
)
from dalil.claims.resolve.verdicts import Verdicts
from dalil.names.orgforms import compatible
from dalil.names.similarity import edits

_SHORTEST_ACRONYM = 3
_LARGEST_BLOCK = 60


def judge_organisations(
    groups: Sequence[Group], places: Sequence[Group], context: Context, verdicts: Verdicts
) -> None:
    """Judge organisations; see the rules in :mod:`dalil.claims.resolve.judging`."""
    words = frozenset(
        word for place in places for s in place.spellings for word in place_words(s.text)
    )
    by_id = {group.id: group for group in groups}
    blocks: dict[str, list[tuple[str, Organisation]]] = {}
    for group in groups:
        for one in _distinct(organisations(group, words)):
            blocks.setdefault(one.base, []).append((group.id, one))
        _add_aliases(group, words, blocks)
    for block in blocks.values():
        _judge_block(block, by_id, context, verdicts)
    _ask_near(blocks, verdicts)
    _join_acronyms(groups, verdicts)


def _distinct(found: list[Organisation]) -> list[Organisation]:
    seen: dict[tuple[str, frozenset[str], str | None], Organisation] = {}
    for one in found:
        seen.setdefault((one.base, one.places, one.name.form), one)
    return list(seen.values())


def _add_aliases(
    group: Group, words: frozenset[str], blocks: dict[str, list[tuple[str, Organisation]]]
) -> None:
    """A name in brackets is a name of its own: ``Coalition for Salt (Ashen Tide)``."""
    for spelling in group.spellings:
        for one in organisations(group, words):
            if one.spelling is not spelling:
                continue
            for alias in one.name.aliases:
                renamed = Group(
                    group.id, group.type, (Spelling(alias, spelling.mention),), group.exhibits
                )
                for other in organisations(renamed, words):
                    if other.name.specific and len(other.base.split()) > 1:
                        blocks.setdefault(other.base, []).append((group.id, other))


def _judge_block(
    block: list[tuple[str, Organisation]],
    by_id: Mapping[str, Group],
    context: Context,
    verdicts: Verdicts,
) -> None:
    """Judge organisations whose names hold the same words besides places."""
    qualified = {one.places for _, one in block if one.places}
    heads: list[tuple[str, Organisation]] = []
    for key, one in block:
        for head_key, head in heads[:_LARGEST_BLOCK]:
            if head_key == key and head.places == one.places:
                break
            if not compatible(head.name, one.name):
                continue
            if _judge(by_id[head_key], head, by_id[key], one, qualified, context, verdicts):
                break
        else:
            heads.append((key, one))


def _judge(
    held: Group,
    head: Organisation,
    group: Group,
    one: Organisation,
    qualified: set[frozenset[str]],
    context: Context,
    verdicts: Verdicts,
) -> bool:
    """Judge one pair; True when it was joined."""
    both = f"{head.spelling.text!r} and {one.spelling.text!r}"
    if head.places and one.places and head.places != one.places:
        return False
    specific = head.name.specific or one.name.specific
    if (head.base.startswith("#") and len(head.base.split()) < 2) or not (
        specific or " " in head.base
    ):
        return False  # one word such as Court or Office names nobody
    if head.name.form and one.name.form and head.name.form != one.name.form:
        forms = f"{head.name.form} and {one.name.form}"
        verdicts.unsure(
            "organisation_name",
            head.spelling,
            one.spelling,
            f"{both} differ in legal form ({forms})",
        )
        return False
    if head.places == one.places and (head.places or specific):
        same = "the same name" if head.spelling.text == one.spelling.text else "the same words"
        verdicts.same(
            "organisation_name",
            head.spelling,
            one.spelling,
            f"{both}: {same}, no contradicting legal form",
        )
        return True
    seated = not specific or _names_seat(head) or _names_seat(one)
    if len(qualified) == 1 and seated and not _elsewhere(held, head, group, one, context):
        reason = f"{both}: the case knows only one such body with a place in its name"
        verdicts.same("organisation_name", head.spelling, one.spelling, reason)
        return True
    if specific:
        reason = f"{both}: a branch, or a body of its own with a place in its name"
        verdicts.unsure("organisation_name", head.spelling, one.spelling, reason)
        return False
    shared = shared_names(held, group, context, places=True)
    if head.places == one.places and shared:
        reason = f"{both}: the same words, and both documents are about {', '.join(shared[:2])}"
        verdicts.same("organisation_name", head.spelling, one.spelling, reason)
        return True
    reason = f"{both}: the same words, but a body of that name may exist in several countries"
    verdicts.unsure("organisation_name", head.spelling, one.spelling, reason)
    return False


def _elsewhere(
    held: Group, head: Organisation, group: Group, one: Organisation, context: Context
) -> bool:
    """Whether the documents of the name without a place speak of places, and not of the other's."""
    bare, seat = (group, head.places) if head.places else (held, one.places)
    told = [
        text
        for exhibit in bare.exhibits
        for key, text in context.get(exhibit, {}).items()
        if key.startswith("LOC ")
    ]
    return bool(told) and not any(seat & frozenset(place_words(text)) for text in told)


def _names_seat(one: Organisation) -> bool:
    """Whether the place stands as a seat ("Foundation of Varnia"), not as part of a name ("Salt UK")."""
    return bool(one.places) and "of" in one.name.core[1:]


def _ask_near(blocks: Mapping[str, list[tuple[str, Organisation]]], verdicts: Verdicts) -> None:
    """Ask where two specific names differ by one letter in one word."""
    by_rest: dict[str, list[tuple[str, Organisation]]] = {}
    for base, block in blocks.items():
        found = base.split()
        one = block[0][1]
        if len(found) < 2 or not one.name.specific:
            continue
        for place, word in enumerate(found):
            if not word.startswith("#") and len(word) >= 5:
                rest = " ".join(found[:place] + found[place + 1 :])
                by_rest.setdefault(rest, []).append((word, one))
    for rows in by_rest.values():
        for place, (word, one) in enumerate(rows[:_LARGEST_BLOCK]):
            for counter, other in rows[place + 1 : _LARGEST_BLOCK]:
                if (
                    word != counter
                    and edits(word, counter, 1) == 1
                    and compatible(one.name, other.name)
                ):
                    reason = (
                        f"{one.spelling.text!r} and {other.spelling.text!r} differ by one letter"
                    )
                    verdicts.unsure("near_spelling", one.spelling, other.spelling, reason)


def _join_acronyms(groups: Sequence[Group], verdicts: Verdicts) -> None:
    """Join a bare acronym to the one organisation that a document introduces by it."""
    owners: dict[str, list[tuple[Group, Spelling]]] = {}
    bare: list[tuple[Group, str]] = []
    for group in groups:
        found = acronyms(group)
        if len(found) < len(group.spellings):
            for acronym in sorted(found):
                spelling = next(s for s in group.spellings if s.text.replace(".", "") == acronym)
                owners.setdefault(acronym, []).append((group, spelling))
        else:
            bare += [(group, acronym) for acronym in sorted(found)]
    for group, acronym in bare:
        known = owners.get(acronym, [])
        if not known or len(acronym) < _SHORTEST_ACRONYM:
            continue
        owner, spelling = known[0]
        name = next(s.text for s in owner.spellings if s.text.replace(".", "") != acronym)
        if len(known) == 1:
            reason = (
                f"a document of the case introduces {acronym!r} for {name!r}, and none for another"
            )
            verdicts.same("acronym", spelling, group.spellings[0], reason)
        else:
            reason = f"{acronym!r} may stand for {name!r}: several organisations of the case use it"
            verdicts.unsure("acronym", spelling, group.spellings[0], reason)
