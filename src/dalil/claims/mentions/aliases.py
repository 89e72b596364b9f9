"""Links between mentions of one document: judgements by named rules, each with its reason.

Full name and surname, initials, short forms of organisations, acronyms introduced in brackets,
spellings of one name in other scripts. A family is not one person: a surname that several people
bear goes to the one who bears it so far, and is left unsure where several do. Different given names
are never joined. Links across documents are no business of this module.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dalil.claims.mentions.finding import introduces
from dalil.claims.mentions.heads import by_head
from dalil.claims.mentions.likeness import is_first_name, sex_of
from dalil.claims.mentions.name_cases import nominatives
from dalil.claims.mentions.titled import told_sex
from dalil.claims.shadow import shadow, unbroken
from dalil.claims.wordlists import lexicon, words
from dalil.evidence import Judgement, Mention, MentionType, Verdict
from dalil.names.fold import fold, folds, name_key
from dalil.names.fold import words as folded_words
from dalil.names.tables import PARTICLES

_NAMED = {MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION, MentionType.GROUP,
          MentionType.LAW, MentionType.ASSET}  # fmt: skip
_KNOWN_AS = re.compile(
    r"\s*[,(\u2013-]*\s*(?:also |formerly |better |previously |now |commonly )*(?:known|called|trading|doing business|d/b/a|dba|a\.?k\.?a\.?)"
    r"(?: as)?\s*['\"]?(?:the )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Linked:
    """What the rules joined.

    Attributes:
        judgements: ``same`` for each link, ``unsure`` where several people fit.
        entity_of: Cluster by mention id, named by its first mention; every mention is there.
    """

    judgements: tuple[Judgement, ...]
    entity_of: Mapping[str, str]


def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name as it would stand on one line."""
    return tuple(folded_words(unbroken(name)))


def link(text: str, mentions: Sequence[Mention]) -> Linked:
    """Join the mentions of one document that name the same person, organisation or place.

    Args:
        text: The text layer's text.
        mentions: In order of place.
    """
    plain = shadow(text)
    named = [mention for mention in mentions if mention.type in _NAMED]
    told = _told(plain, named)
    # Whose short form a text has told bears it alone: "Nelson Ibarra Paz ('Ibarra')", not his wife.
    open_ = [m for m in named if m.type == MentionType.PERSON and m.text not in told]
    bodies = [m for m in named if m.type == MentionType.ORGANISATION]
    found = [
        *_same_words(named),
        *_people(open_, plain),
        *_organisations(bodies),
        *by_head(plain, bodies),
        *_short_forms(told, named),
        *_known_as(plain, named),
        *_countries([m for m in named if m.type == MentionType.LOCATION]),
    ]
    judgements = tuple({judgement.id: judgement for judgement in found}.values())
    return Linked(judgements, _clusters(mentions, judgements))


def _judge(one: Mention, other: Mention, rule: str, reason: str, same: bool = True) -> Judgement:
    verdict = Verdict.SAME if same else Verdict.UNSURE
    return Judgement(one.id, other.id, verdict, reason, f"rule:{rule}")


def _same_words(mentions: Iterable[Mention]) -> Iterator[Judgement]:
    """The same words for the same type; bare surnames and given names are for :func:`_people`."""
    first: dict[tuple[str, tuple[str, ...]], Mention] = {}
    for mention in mentions:
        key = name_words(mention.text)
        if not key or (mention.type == MentionType.PERSON and len(key) < 2):
            continue
        former = first.setdefault((mention.type, key), mention)
        if former is not mention:
            yield _judge(
                former, mention, "same-name", f"the same words, {mention.text!r}, in one document"
            )


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody named in full: given names and surname, folded, and the mentions that say so."""

    given: tuple[str, ...]
    surname: str
    mentions: list[Mention]


def _people(mentions: Sequence[Mention], plain: str) -> Iterator[Judgement]:
    said = nominatives(m.text for m in mentions)
    full, bare = _bearers(mentions, said)
    for person in full:
        for mention in person.mentions[1:]:
            if name_words(mention.text) != name_words(person.mentions[0].text):
                reason = f"{mention.text!r} and {person.mentions[0].text!r} have one surname and given names that agree"
                yield _judge(person.mentions[0], mention, "full-name", reason)
    yield from _surnames(full, bare, said, plain)


def _bearers(
    mentions: Sequence[Mention], said: Mapping[str, str]
) -> tuple[list[_Person], list[Mention]]:
    """Group full names that agree; a later name that fits two earlier people stays apart."""
    full: list[_Person] = []
    bare: list[Mention] = []
    by_name: dict[str, list[_Person]] = {}
    for mention in sorted(mentions, key=lambda m: -len(name_words(m.text))):
        given, surname = _parts(said.get(mention.text, mention.text))
        if not given:
            bare.append(mention)
            continue
        bearing = by_name.get(surname, ())
        fitting = [p for p in bearing if _one_person(p, given, surname)]
        fitting = fitting or [p for p in bearing if _two_surnames(p, given, surname)]
        if len(fitting) == 1:
            fitting[0].mentions.append(mention)
        else:
            person = _Person(given, surname, [mention])
            full.append(person)
            for name in {*given, surname}:
                by_name.setdefault(name, []).append(person)
    for person in full:
        person.mentions.sort(key=lambda m: m.start)
    full.sort(key=lambda p: p.mentions[0].start)
    return full, sorted(bare, key=lambda m: m.start)


def _parts(text: str) -> tuple[tuple[str, ...], str]:
    """Given names and surname, folded; "SURNAME, Given" and "SURNAME Given" turned round."""
    listed = re.match(r"([^,]+),\s*(.+)$", text)
    parts = list(name_words(f"{listed[2]} {listed[1]}" if listed else text))
    printed = re.findall(r"[^\W\d_]+", text)
    if (
        not listed
        and len(parts) > 1
        and printed[0].isupper()
        and len(printed[0]) > 3
        and not printed[-1].isupper()
    ):
        parts = [*parts[1:], parts[0]]
    titles = words("mentions_names", "titles")
    while len(parts) > 1 and parts[0].rstrip(".") in titles:
        parts = parts[1:]
    if not parts:
        return (), ""
    keys = [_base(part) for part in parts]
    given = keys[:-1]
    if all(key in _PARTICLES for key in given):
        given = []  # "dos Santos", "van der Merwe", "al-Sayed": a surname alone
    return tuple(given), keys[-1]


_PARTICLES = frozenset(fold(word) for word in PARTICLES)
"""Words that belong to a surname and are no given name."""


def _base(word: str) -> str:
    """Fold a word; cases of Cyrillic names were taken off before."""
    return word if word.endswith(".") else fold(word)


def _one_person(person: _Person, given: tuple[str, ...], surname: str) -> bool:
    """Whether a name agrees with a person's: one surname, given names equal or initials of them."""
    if person.surname != surname:
        return (
            person.surname in given
            and surname in person.given
            and sorted((*given, surname)) == sorted((*person.given, person.surname))
        )
    return all(_agrees(one, other) for one, other in zip(person.given, given, strict=False))


def _two_surnames(person: _Person, given: tuple[str, ...], surname: str) -> bool:
    """Whether a name is the two surnames of a longer one: "Ortuño Pineda" for "Rafael Ortuño Pineda"."""
    behind = person.given[-len(given) :] == given and len(person.given) > len(given)
    return behind and person.surname == surname and not any(map(is_first_name, given))


def _agrees(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return (
        len(short) == 1
        and (one.endswith(".") or other.endswith(".") or len(one) == 1)
        and long.startswith(short)
    )


_MAN_OR_WOMAN = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Sr|Sra|Sr\.|Sra\.|Dr|Judge|Senator|señor|señora)\.? $", re.IGNORECASE
)


def _other_sex(plain: str, mention: Mention, person: _Person) -> bool:
    """Whether a title tells that a bare surname is not somebody's: "Mr Renk" is not Anna Renk."""
    sex = told_sex(plain, mention)
    if not sex:
        return False
    told = {told_sex(plain, m) for m in person.mentions} - {""}
    told = told or {sex_of(m.text) for m in person.mentions} - {""}
    return bool(told) and sex not in told


def _can_be(plain: str, mention: Mention, fitting: Sequence[_Person]) -> list[_Person]:
    """Those of several who may be meant: of the sex that the title tells, spelled as the name is here."""
    sex = told_sex(plain, mention)
    if sex:
        told = [
            (person, {told_sex(plain, m) for m in person.mentions} - {""}) for person in fitting
        ]
        sure = [person for person, said in told if sex in said]
        fitting = sure or [person for person, said in told if not said] or fitting
    words_here = set(shadow(mention.text).lower().split())
    same = [
        person
        for person in fitting
        if any(words_here & set(shadow(m.text).lower().split()) for m in person.mentions)
    ]
    return list(same or fitting)


def _surnames(
    full: Sequence[_Person], bare: Sequence[Mention], said: Mapping[str, str], plain: str
) -> Iterator[Judgement]:
    by_surname: dict[str, list[_Person]] = {}
    by_given: dict[str, list[_Person]] = {}
    first_of_two: dict[str, list[_Person]] = {}
    for person in full:
        by_surname.setdefault(person.surname, []).append(person)
        by_given.setdefault(person.given[0], []).append(person)
        if len(person.given) > 1 and not is_first_name(person.given[-1]):
            first_of_two.setdefault(person.given[-1], []).append(person)
    orphans: dict[str, Mention] = {}
    others: set[str] = set()
    for mention in bare:
        _, key = _parts(said.get(mention.text, mention.text))
        fitting = by_surname.get(key) or _spelled_otherwise(mention.text, by_surname)
        bearing, fitting = fitting, [p for p in fitting if not _other_sex(plain, mention, p)]
        if bearing and not fitting:
            others.add(key)
        rule = "surname"
        if not fitting and (named := by_given.get(key, [])) and len(named) == 1:
            fitting, rule = named, "given-name"
        if not fitting and _MAN_OR_WOMAN.search(plain[max(0, mention.start - 12) : mention.start]):
            fitting = first_of_two.get(key, [])  # "Mr Ortuño" of "Rafael Ortuño Pineda"
        if not fitting:
            former = orphans.setdefault(key, mention)
            if former is not mention:
                yield _judge(
                    former,
                    mention,
                    "same-name",
                    f"the same single name, {mention.text!r}, in one document",
                )
            continue
        if key in others:
            continue  # "Mr Renk", "Anna Renk", then "Renk": either of two
        if len(fitting) > 1:
            fitting = _can_be(plain, mention, fitting)
        yield _to_bearer(mention, fitting, rule)


def _spelled_otherwise(text: str, by_surname: Mapping[str, list[_Person]]) -> list[_Person]:
    for key in folds(text):
        if key in by_surname:
            return by_surname[key]
    return []


def _to_bearer(mention: Mention, fitting: Sequence[_Person], rule: str) -> Judgement:
    """Give a bare name to the one who bears it so far; several bearers leave it unsure."""
    earlier = [p for p in fitting if p.mentions[0].start < mention.start] or list(fitting)
    if len(earlier) == 1:
        person = earlier[0]
        nearest = _nearest(person.mentions, mention)
        why = "the only one so far" if len(fitting) > 1 else "the only one in the document"
        return _judge(
            nearest,
            mention,
            rule,
            f"{mention.text!r} is {why} who bears the {rule.replace('-', ' ')} of {nearest.text!r}",
        )
    last = max(
        earlier,
        key=lambda p: max((m.start for m in p.mentions if m.start < mention.start), default=-1),
    )
    nearest = _nearest(last.mentions, mention)
    names = ", ".join(repr(p.mentions[0].text) for p in earlier)
    return _judge(
        nearest, mention, "surname", f"{mention.text!r} may be any of {names}", same=False
    )


def _nearest(mentions: Sequence[Mention], mention: Mention) -> Mention:
    place = bisect.bisect_left([m.start for m in mentions], mention.start)
    return mentions[max(place - 1, 0)]


def _organisations(mentions: Sequence[Mention]) -> Iterator[Judgement]:
    """Short forms by the first words ("Scribe" for "Scribe Strategies") where one name fits."""
    firsts: dict[str, list[Mention]] = {}
    seen: set[tuple[str, ...]] = set()
    for mention in mentions:
        parts = name_words(mention.text)
        if len(parts) > 1 and parts not in seen:
            seen.add(parts)
            for length in range(1, len(parts)):
                firsts.setdefault(" ".join(parts[:length]), []).append(mention)
    generic = words("mentions_names", "heads_after") | words("mentions_names", "classes")
    for mention in mentions:
        parts = name_words(mention.text)
        fitting = _longest(firsts.get(" ".join(parts), []))
        if len(fitting) == 1 and fitting[0] is not mention and any(p not in generic for p in parts):
            yield _judge(
                fitting[0],
                mention,
                "short-form",
                f"{mention.text!r} begins {fitting[0].text!r} and no other name here",
            )
    yield from _spellings(mentions)


_MOST = 4
"""Names of which one may be the others in full; more are names of several bodies."""


def _longest(fitting: Sequence[Mention]) -> Sequence[Mention]:
    """The names that no other of them goes on: of "Olt Group" and "Olt Group plc" the latter."""
    if not 1 < len(fitting) <= _MOST:
        return fitting
    said = [name_words(mention.text) for mention in fitting]
    return [
        mention
        for mention, own in zip(fitting, said, strict=True)
        if not any(len(other) > len(own) and other[: len(own)] == own for other in said)
    ]


def _spellings(mentions: Sequence[Mention]) -> Iterator[Judgement]:
    first: dict[str, Mention] = {}
    for mention in mentions:
        parts = [p for p in name_words(mention.text) if p not in ("the", "of", "and", "for")]
        key = name_key(" ".join(parts)) if len(parts) > 1 else ""
        if key:
            former = first.setdefault(key, mention)
            if former is not mention and name_words(former.text) != name_words(mention.text):
                yield _judge(
                    former,
                    mention,
                    "spelling",
                    f"{former.text!r} and {mention.text!r} are spellings of one name",
                )


def _short_forms(told: Mapping[str, Mention], mentions: Sequence[Mention]) -> Iterator[Judgement]:
    """Acronyms in brackets after a name, and acronyms that are the initials of one name only."""
    wide = (MentionType.ORGANISATION, MentionType.LAW)
    long = [m for m in mentions if m.type in wide and " " in shadow(m.text)]
    short = [m for m in mentions if m.type in wide and m.text.isupper() and " " not in m.text]
    by_initials: dict[str, dict[tuple[str, ...], Mention]] = {}
    for mention in long:
        names = by_initials.setdefault(_initials(mention.text), {})
        names.setdefault(name_words(mention.text), mention)
    for mention in short:
        if mention.text in told:
            name = told[mention.text]
            yield _judge(
                name,
                mention,
                "acronym",
                f"{mention.text!r} is introduced in brackets after {name.text!r}",
            )
            continue
        fitting = by_initials.get(mention.text.replace(".", ""), {})
        if len(fitting) == 1:
            name = next(iter(fitting.values()))
            yield _judge(
                name,
                mention,
                "initials",
                f"{mention.text!r} has the initials of {name.text!r} and of no other name here",
            )
    listed = {mention.id for mention in short}
    for mention in mentions:
        if mention.text in told and mention.id not in listed:
            name = told[mention.text]
            yield _judge(
                name,
                mention,
                "acronym",
                f"{mention.text!r} is introduced in brackets after {name.text!r}",
            )


_BRACKET = re.compile(r"\s?\((?:the |hereinafter |hereafter )*(?P<mark>[\"'])?(?:the )?")


def _told(plain: str, mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Short forms that stand in brackets after a name: (VAS), ("Olt"), (the "Company")."""
    found: dict[str, Mention] = {}
    for one, other in pairwise(mentions):
        if not 0 < other.start - one.end < 24 or plain[other.end : other.end + 1] not in (
            ")",
            "'",
            '"',
        ):
            continue
        gap = _BRACKET.fullmatch(plain[one.end : other.start])
        if gap and (gap["mark"] or introduces(shadow(one.text), shadow(other.text))):
            found.setdefault(other.text, one)
    return found


def _initials(name: str) -> str:
    parts = [
        p
        for p in re.split(r"[\s&-]+", shadow(name))
        if p and p.lower() not in ("of", "the", "and", "for", "on")
    ]
    return "".join(part[0].upper() for part in parts)


def _known_as(plain: str, mentions: Sequence[Mention]) -> Iterator[Judgement]:
    for one, other in pairwise(mentions):
        near = other.start - one.end < 60 and one.type == other.type
        if near and _KNOWN_AS.match(plain[one.end : other.start]):
            yield _judge(
                one,
                other,
                "known-as",
                f"the text says that {one.text!r} is known as {other.text!r}",
            )


@cache
def _country_codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, entry in lexicon("mentions_countries").items():
        for tag in ("en", "fr", "ru", "kk"):
            found.update((str(name).lower(), str(code)) for name in entry[tag])
    return found


def _countries(mentions: Sequence[Mention]) -> Iterator[Judgement]:
    first: dict[str, Mention] = {}
    for mention in mentions:
        code = _country_codes().get(shadow(mention.text).lower())
        if code:
            former = first.setdefault(code, mention)
            if former is not mention and former.text != mention.text:
                yield _judge(
                    former,
                    mention,
                    "country",
                    f"{former.text!r} and {mention.text!r} are names of one country ({code})",
                )


def _clusters(mentions: Sequence[Mention], judgements: Iterable[Judgement]) -> dict[str, str]:
    """Join what is judged the same; a cluster is named by its first mention."""
    parent = {mention.id: mention.id for mention in mentions}
    order = {mention.id: place for place, mention in enumerate(mentions)}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for judgement in judgements:
        if judgement.verdict is Verdict.SAME and judgement.right in parent:
            one, other = sorted(
                (root(judgement.left), root(judgement.right)), key=order.__getitem__
            )
            parent[other] = one
    return {mention.id: root(mention.id) for mention in mentions}
