"""Judgements by rule on which mentions of a case are one: conservative, each with its reason.

Made: full names that agree in given and family name under some reading (spelled so differently that they need it, with
somebody in common: :mod:`dalil.claims.resolve.spelled`), and contradict each other
nowhere; organisations with the same words and no contradicting legal form; countries and places of
the same name; acronyms that one document introduced. Asked (``unsure``), not made: an initial
against a given name, a family name alone, near spellings, surname first against surname last, a
generic name (Ministry of Finance) without a shared country. Never: different given names, a person
with a place, one member of a family with another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from dalil.claims.entities import assemble, in_force
from dalil.claims.resolve.matched import Matcher, judge_matched
from dalil.claims.resolve.organisations import judge_organisations
from dalil.claims.resolve.people import judge_people, mistaken_for_organisations
from dalil.claims.resolve.places import judge_assets, judge_places
from dalil.claims.resolve.profiles import Context, Group, Spelling, place_key
from dalil.claims.resolve.verdicts import PREFIX, Verdicts
from dalil.claims.shadow import unbroken
from dalil.evidence import Judgement, Mention, MentionType, Verdict
from dalil.names.fold import name_key

_NOT_TOLD: Mapping[str, frozenset[str]] = MappingProxyType({})


def resolve(
    mentions: Iterable[Mention],
    links: Iterable[Judgement],
    order: Mapping[str, int],
    matcher: Matcher | None = None,
    births: Mapping[str, frozenset[str]] = _NOT_TOLD,
) -> list[Judgement]:
    """Judge which groups of mentions name one entity.

    Args:
        mentions: All mentions of a case.
        links: Judgements made so far; those of an earlier run of these rules are looked through, so
            that a later run with more documents gives the same judgements again, and more; what
            it no longer makes is taken back.
        order: Place of each exhibit in the order of ingest.
        matcher: Scores two names that no rule has joined; left out, the rules judge alone.
        births: Days or years of birth that the documents tell, by mention: who was born on two days
            is two people, or is asked.

    Returns:
        Judgements ``same``, ``different`` and ``unsure`` in a fixed order.
    """
    known, judged = list(mentions), list(links)
    groups = _groups(
        known, [link for link in judged if not link.author.startswith(PREFIX)], order, births
    )
    verdicts = Verdicts()
    kinds: dict[str, list[Group]] = {}
    for group in groups:
        kinds.setdefault(group.type, []).append(group)
    places = kinds.get(MentionType.LOCATION, [])
    context = _context(groups)
    judge_places(places, verdicts)
    persons = kinds.get(MentionType.PERSON, [])
    mistyped = mistaken_for_organisations(kinds.get(MentionType.ORGANISATION, []), persons)
    judge_people([*persons, *mistyped], context, verdicts)
    judge_organisations(kinds.get(MentionType.ORGANISATION, []), places, context, verdicts)
    judge_assets(kinds.get(MentionType.ASSET, []), verdicts)
    if matcher is not None:
        for kind in (MentionType.PERSON, MentionType.ORGANISATION):
            judge_matched(kinds.get(kind, []), context, verdicts, matcher)
    return verdicts.made + _withdrawn(judged, verdicts.made)


def _withdrawn(judged: list[Judgement], made: list[Judgement]) -> list[Judgement]:
    """Take back what an earlier run joined and this one, knowing more, does not."""
    still = {frozenset((one.left, one.right)) for one in made if one.verdict == Verdict.SAME}
    return [
        Judgement(old.left, old.right, Verdict.UNSURE, f"no longer holds: {old.reason}", WITHDRAWN)
        for old in in_force(link for link in judged if link.author.startswith(PREFIX))
        if old.verdict == Verdict.SAME and frozenset((old.left, old.right)) not in still
    ]


WITHDRAWN = f"{PREFIX}withdrawn"
"""Author of the judgements by which a later run takes back what an earlier one joined."""


def _groups(
    mentions: list[Mention],
    links: list[Judgement],
    order: Mapping[str, int],
    births: Mapping[str, frozenset[str]],
) -> list[Group]:
    by_id = {mention.id: mention for mention in mentions}
    found = []
    for entity in assemble(mentions, links, order).by_id.values():
        members = [by_id[member] for member in entity.members]
        first: dict[str, Mention] = {}
        for member in members:
            first.setdefault(unbroken(member.text), member)
        found.append(
            Group(
                id=entity.members[0],
                type=entity.type,
                spellings=tuple(Spelling(text, mention) for text, mention in first.items()),
                exhibits=frozenset(member.exhibit for member in members),
                births=frozenset(day for m in entity.members for day in births.get(m, ())),
            )
        )
    return found


def _context(groups: list[Group]) -> Context:
    """What else each exhibit names, by key with the words: for telling namesakes."""
    found: dict[str, dict[str, str]] = {}
    for group in groups:
        if group.type not in (MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION):
            continue
        for key, text in _keys(group):
            for exhibit in group.exhibits:
                found.setdefault(exhibit, {}).setdefault(key, text)
    return found


def _keys(group: Group) -> Iterator[tuple[str, str]]:
    for spelling in group.spellings:
        if group.type == MentionType.LOCATION:
            yield f"LOC {place_key(spelling.text)}", spelling.text
        elif len(spelling.text.split()) > 1:
            yield f"{group.type} {name_key(spelling.text)}", spelling.text
