"""One type for one name: votes over the whole document, and names carried to later places.

A model reads each sentence alone and takes a surname for a place here and a company there. Over the
document the evidence adds up: a title or a role before the name, "who" after it, a legal form, a
full name elsewhere. What was named in full is then found again by its surname or short form. This
module never joins two names to one entity: that is a judgement of :mod:`dalil.claims.aliases`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from dalil.claims.mentions_candidate import Candidate
from dalil.claims.mentions_context import apposed, around, by_form, is_building, neighbours
from dalil.claims.mentions_lexicon import words
from dalil.claims.mentions_places import is_country
from dalil.claims.mentions_runs import RUN
from dalil.claims.mentions_syntax import Syntax
from dalil.claims.mentions_things import against, against_form
from dalil.claims.mentions_words import Word, split
from dalil.evidence import MentionType
from dalil.names.inflect import base_forms

PER, ORG, LOC = MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION
ASSET = MentionType.ASSET
_VOTED = frozenset({PER, ORG, LOC, MentionType.GROUP})
_WEIGHTS = {
    "rule:legal-form": 9,
    "rule:country": 9,
    "rule:head-noun": 6,
    "rule:known-body": 6,
    "rule:after-noun": 5,
    "rule:roster": 6,
    "rule:title": 4,
    "rule:role": 3,
    "rule:initials": 3,
    "rule:nickname": 4,
    "rule:capitals": 3,
    "rule:cyrillic": 4,
    "rule:dateline": 9,
    "rule:party": 6,
    "rule:town": 5,
    "rule:street": 6,
    "rule:people-of": 6,
    "rule:acronym": 3,
    "rule:turn": 6,
    "rule:listed": 6,
}
_PERSON_AFTER = re.compile(
    r"'?s?,? (?:who|whose|whom)\b|, (?:an? |the |his |her |aged |then |former |\d\d,|\d\d-year-old|born )|,? \(\d\d\)"
    r"|, (?:[a-z-]+ )?(?:"
    + "minister|director|president|chair|head|founder|professor|lawyer|editor"
    + r")\b"
)
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:led|signed|headed|chaired|founded|written|owned|represented|run|appointed|held|controlled|beaten|accompanied|replaced|succeeded|questioned|interviewed|introduced|married|dismissed|killed|born) (?:by|to)|\bthat|\bMessrs) $"
)


def one_type(plain: str, chosen: Sequence[Candidate], syntax: Syntax) -> list[Candidate]:
    """Give every name the type that most of its evidence in the document speaks for.

    Args:
        plain: Shadow of the text.
        chosen: Candidates in order of place.
        syntax: What the parse says of a name's type.
    """
    plain = _WRAPPED.sub(" ", plain)
    votes: dict[str, Counter[MentionType]] = {}
    nobody: Counter[str] = Counter()
    for candidate in chosen:
        if candidate.type is ASSET:
            votes.setdefault(plain[candidate.start : candidate.end], Counter())[ASSET] += 6
        if candidate.type in _VOTED:
            name = plain[candidate.start : candidate.end]
            tally = votes.setdefault(name, Counter())
            if candidate.method.startswith("gazetteer:"):
                tally[candidate.type] += _WEIGHTS["rule:legal-form"]
            elif candidate.method != RUN:
                listed = candidate.method == "rule:roster" and candidate.type is ORG
                tally[candidate.type] += 3 if listed else _WEIGHTS.get(candidate.method, 1)
            if _person_context(plain, candidate):
                tally[PER] += 2
            building = candidate.method == "rule:head-noun" and is_building(name)
            tally[ORG] -= 3 if building else 0
            if building or candidate.method.startswith("model:") or candidate.method == RUN:
                tally.update(around(plain, candidate))
                tally.update(syntax.votes(candidate.start, candidate.end))
                nobody[name] += against(plain, candidate)
    for name, tally in votes.items():
        tally.update(by_form(" ".join(name.split())))
        nobody[name] += against_form(name)
    _by_surname(votes)
    for name in _stems(plain, chosen) & votes.keys():
        votes[name][ORG] += 5
    often = Counter(plain[c.start : c.end] for c in chosen)
    sure = [_certain(plain, candidate, votes) for candidate in chosen]
    for one, other in pairwise(range(len(chosen))):
        if (
            sure[one] is PER
            and sure[other] is None
            and _is_firm_of(plain, chosen[one], chosen[other])
        ):
            votes[plain[chosen[other].start : chosen[other].end]].update({ORG: 3, PER: -3})
    for index, kind in neighbours(plain, chosen, sure):
        votes[plain[chosen[index].start : chosen[index].end]][kind] += 2
    typed = (
        _voted(plain, c, votes, often)
        for c in chosen
        if not (_is_nobody(plain, c, nobody, votes) and c.type in _VOTED)
    )
    return [one for one in typed if one]


def _is_nobody(
    plain: str,
    candidate: Candidate,
    nobody: Mapping[str, int],
    votes: Mapping[str, Counter[MentionType]],
) -> bool:
    """Whether more speaks for a work, a prize or a feast than for anybody who bears the name."""
    if not candidate.method.startswith(_GUESSED):
        return False
    name = plain[candidate.start : candidate.end]
    return nobody[name] > max(votes.get(name, Counter()).values(), default=0)


_WRAPPED = re.compile(r"(?<=[a-z,;])\n(?=\w)")
"""A line's end within a sentence, at which what stands before or behind a name goes on."""


def _by_surname(votes: dict[str, Counter[MentionType]]) -> None:
    """Let a full name and its surname tell each other that they name a person."""
    for name, tally in votes.items():
        parts = name.split()
        other = votes.get(parts[-1]) if 2 <= len(parts) <= 4 else None
        if other is None or parts[-1].lower() in words("mentions_names", "heads_after"):
            continue
        mine, theirs = tally[PER], other[PER]
        if theirs > max(other[ORG], other[LOC]):
            tally[PER] += min(theirs, 4)
        if mine > max(tally[ORG], tally[LOC]):
            other[PER] += min(mine, 4)


_NAMING = frozenset({"rule:head-noun", "rule:after-noun"})


def _stems(plain: str, chosen: Sequence[Candidate]) -> frozenset[str]:
    """First words of companies' names, two or more or all but the legal form: "Karsu Trade" of "Karsu Trade LLP"."""
    found: set[str] = set()
    for candidate in chosen:
        method = candidate.method.partition("+")[0]
        parts = plain[candidate.start : candidate.end].split()
        if method in _NAMING and candidate.type is ORG and len(parts) > 2 and "of" not in parts:
            found.add(" ".join(parts[: max(2, len(parts) - 1)]))
        if candidate.method == "rule:legal-form":
            found.update(
                " ".join(parts[:count]) for count in range(min(2, len(parts) - 1), len(parts))
            )
    return frozenset(stem for stem in found if stem)


def _is_firm_of(plain: str, one: Candidate, other: Candidate) -> bool:
    """Whether two words or more behind "of" tell where a person works: "Ada Mirel of Olt Duun"."""
    name = plain[other.start : other.end]
    return plain[one.end : other.start] == " of " and " " in name and not is_country(name)


_SURE = 4


def _certain(
    plain: str, candidate: Candidate, votes: Mapping[str, Counter[MentionType]]
) -> MentionType | None:
    """The type of a candidate where the votes for it lead clearly."""
    if candidate.type not in _VOTED:
        return candidate.type
    tally = votes[plain[candidate.start : candidate.end]].most_common(2)
    if not tally or tally[0][1] < _SURE:
        return None
    second = tally[1][1] if len(tally) > 1 else 0
    return tally[0][0] if tally[0][1] >= second + 2 else None


def _person_context(plain: str, candidate: Candidate) -> bool:
    name = plain[candidate.start : candidate.end]
    if len(name.split()) not in (2, 3) or is_country(name) or not name.replace(" ", "a").isalnum():
        return False
    before = plain[max(0, candidate.start - 16) : candidate.start]
    told = apposed(plain, candidate.end)
    if told and PER not in told:
        return False  # "Olt Quay, a harbour"
    return bool(_PERSON_AFTER.match(plain, candidate.end) or _PERSON_BEFORE.search(before))


def _voted(
    plain: str,
    candidate: Candidate,
    votes: Mapping[str, Counter[MentionType]],
    often: Mapping[str, int],
) -> Candidate | None:
    """A candidate with the type that won; a run of which nothing is known keeps a guess or goes."""
    known = candidate.method == "rule:country" or candidate.method.startswith("gazetteer:")
    if candidate.type not in _VOTED or known:
        return candidate
    name = plain[candidate.start : candidate.end]
    tally = votes[name]
    order: tuple[MentionType, ...] = (PER, ORG, LOC, MentionType.GROUP, ASSET)
    if candidate.method == RUN and not any(count > 0 for count in tally.values()):
        return _guess(plain, candidate, often[name], tally)
    if ", " in name:
        order = tuple(kind for kind in order if kind is not PER)  # "Larkmouth, Progress"
    best = max(order, key=lambda kind: (tally[kind], -order.index(kind)))
    if best is PER:
        best = _rather(name, tally)
    lone = best in (ORG, PER) and often[name] == 1 and " " not in name.strip()
    lone = lone and not _speaks(plain, candidate)
    if tally[best] <= (1 if lone else 0) and candidate.method.startswith(_GUESSED):
        return None
    if best is candidate.type:
        return candidate
    return replace(candidate, type=best, method=f"{candidate.method}+rule:type-vote")


def _rather(name: str, tally: Mapping[MentionType, int]) -> MentionType:
    """What a name is of which as much speaks for a place or a body as for a person."""
    if tally[LOC] == tally[PER] >= 3:
        return LOC
    own = by_form(" ".join(name.split()))[PER]
    return ORG if tally[ORG] == tally[PER] > 0 and own <= 0 else PER


_SAID = r"(?:said|says|told|tells|added|adds|wrote|writes|argued|argues|claimed|claims|denied|denies|stated|states|alleged|alleges|held|replied|explained|insisted)"
_SPEAKS_AFTER = re.compile(rf",? (?:has |had |have )?{_SAID}\b")
_SPEAKS_BEFORE = re.compile(rf"(?:\b{_SAID}|[Aa]ccording to) $")


def _speaks(plain: str, candidate: Candidate) -> bool:
    """Whether somebody speaks here, person or body."""
    before = plain[max(0, candidate.start - 14) : candidate.start]
    return bool(_SPEAKS_AFTER.match(plain, candidate.end) or _SPEAKS_BEFORE.search(before))


_GUESSED = ("model:", RUN)
"""Methods that need a vote for them beside their own."""


def _guess(
    plain: str, candidate: Candidate, times: int, tally: Mapping[MentionType, int]
) -> Candidate | None:
    """Two or three plain words are most often a person, one word a body; after "the" neither.

    One word that stands once and of which nothing is known is more often a heading's or a code's.
    """
    name = plain[candidate.start : candidate.end]
    if " " not in name.strip() and times < 2:
        return None
    after_the = plain[max(0, candidate.start - 4) : candidate.start].lower() == "the "
    if after_the and " " in name:
        return None  # a defined term of a contract: "the Closing Date"
    if tally[PER] < 0:
        return None if len(name.split()) < 4 else candidate
    person = len(name.split()) in (2, 3) and name.replace(" ", "a").isalpha() and not after_the
    return replace(candidate, type=PER) if person else candidate


def carry(plain: str, lines: Iterable[Sequence[Word]], chosen: list[Candidate]) -> list[Candidate]:
    """Find named people and organisations again by surname or short form.

    A place that is taken keeps its span; its type follows the name where only a model set it.
    """
    aliases = {**_places_again(plain, chosen), **_aliases(plain, chosen)}
    taken = bytearray(len(plain) + 1)
    for candidate in chosen:
        taken[candidate.start : candidate.end] = b"\x01" * (candidate.end - candidate.start)
    found = [_follow(plain, candidate, aliases) for candidate in chosen]
    if aliases:
        longest = max(len(alias) for alias in aliases)
        firsts = {alias[0] for alias in aliases}
        for line in lines:
            if any(_may_begin(word, firsts) for word in line):
                found.extend(_again(line, aliases, longest, taken, firsts))
    return found


def _aliases(plain: str, chosen: Sequence[Candidate]) -> dict[tuple[str, ...], MentionType]:
    found: dict[tuple[str, ...], MentionType] = {}
    people: list[tuple[str, ...]] = []
    firm: set[tuple[str, ...]] = set()
    for candidate in chosen:
        parts = tuple(word.text for word in split(plain, candidate.start, candidate.end))
        if not parts or candidate.type not in (PER, ORG):
            continue
        if candidate.method.partition("+")[0] in _FIRM:
            firm.add(parts)
        if candidate.type is PER and len(parts) >= 2:
            people.append(parts)
            found[parts] = PER
        elif candidate.type is ORG and (len(parts) > 1 or _sure(candidate, parts[0])):
            found.setdefault(parts, ORG)
    placed = {plain[c.start : c.end] for c in chosen if c.type in (LOC, MentionType.GROUP)}
    found.update({k: v for k, v in _first_words(plain, found).items() if k[0] not in placed})
    for parts in people:
        surname = parts[0] if parts[0].isupper() and len(parts[0]) > 3 else parts[-1]
        for form in {surname, surname.title() if surname.isupper() else surname.upper()}:
            if (
                len(form) > 2
                and not is_country(form)
                and form.lower() not in words("mentions_names", "common")
                and not ((form,) in firm and found.get((form,)) is ORG)
            ):
                found[(form,)] = PER
    for given in _lone_given(plain, people):
        found.setdefault((given,), PER)
    return found


def _places_again(plain: str, chosen: Sequence[Candidate]) -> dict[tuple[str, ...], MentionType]:
    """Names that are places wherever they were found, twice or by a rule: for where they were not found."""
    kinds: dict[tuple[str, ...], Counter[MentionType]] = {}
    ruled: set[tuple[str, ...]] = set()
    for candidate in chosen:
        parts = tuple(word.text for word in split(plain, candidate.start, candidate.end))
        kinds.setdefault(parts, Counter())[candidate.type] += 1
        if candidate.method.startswith(("rule:", "gazetteer:")) or "type-vote" in candidate.method:
            ruled.add(parts)
    lower = {m.group().title() for m in _LOWER.finditer(plain)}
    return {
        parts: LOC
        for parts, tally in kinds.items()
        if set(tally) == {LOC}
        and (tally[LOC] > 1 or parts in ruled)
        and parts
        and all(len(part) > 3 or len(parts) > 1 for part in parts)
        and not any(part in lower for part in parts)
        and not is_country(" ".join(parts))
    }


_FIRM = frozenset(
    {"rule:legal-form", "rule:known-body", "rule:head-noun", "rule:after-noun", "rule:acronym"}
)
"""Rules whose single words keep their type against a surname."""


def _lone_given(plain: str, people: Sequence[tuple[str, ...]]) -> set[str]:
    """Given names that stand alone for one person only: "Renat" after "Renat Skorik"."""
    bearers: dict[str, set[str]] = {}
    for parts in people:
        if len(parts[0]) > 2 and not parts[0].isupper():
            bearers.setdefault(parts[0], set()).add(parts[-1])
    lower = {m.group().title() for m in _LOWER.finditer(plain)}
    alone = {m["word"] for m in _STANDS.finditer(plain)}
    common = words("mentions_names", "common") | words("mentions_names", "titles")
    return {
        name
        for name, surnames in bearers.items()
        if len(surnames) == 1
        and name in alone - lower
        and name.lower() not in common
        and not is_country(name)
    }


def _first_words(
    plain: str, found: Mapping[tuple[str, ...], MentionType]
) -> dict[tuple[str, ...], MentionType]:
    """Organisations by their first word ("Scribe" for "Scribe Strategies"), where it stands alone.

    The word must occur in the middle of a sentence with no capitalised neighbour, and never in
    lower case: otherwise it is a common word with a capital.
    """
    longer: dict[str, list[tuple[str, ...]]] = {}
    for parts, kind in found.items():
        if len(parts) > 1 and (kind is PER or len(parts[0]) > 3):
            longer.setdefault(parts[0], []).append(parts)
        front = parts[0].partition("-")[0]
        if len(parts) == 1 and kind is ORG and 4 < len(front) < len(parts[0]):
            longer.setdefault(front, []).append((front, parts[0]))
            found = {**found, (front, parts[0]): ORG}
    heads = {w for w, names in longer.items() if all(found[p] is ORG for p in names)}
    heads = {w for w in heads if w.lower() not in _COMMON and (w,) not in found}
    # "Velm Regional Court" is named after a place: the first word does not stand for it.
    heads -= {
        w
        for w in heads
        if all(p[-1].lower() in _PUBLIC or p[1].lower() in _PUBLIC for p in longer[w])
    }
    heads = {w for w in heads if not is_country(w)}
    if not heads:
        return {}
    alone: set[str] = set()
    spoiled: set[str] = set()
    for match in _STANDS.finditer(plain):
        word = match["word"]
        if word in heads and match["before"]:
            placed = match["before"] in _PLACED and not _AT_WORK.search(
                plain, max(0, match.start("word") - 40), match.start("word")
            )
            (spoiled if placed else alone).add(word)
    lower = heads & {m.group().title() for m in _LOWER.finditer(plain)}
    return {(word,): ORG for word in alone - spoiled - lower}


_STANDS = re.compile(
    r"(?<!\w)(?:(?P<before>[a-z]+)[,;]? )?(?P<word>[A-Z][\w'-]*\w)(?!\w)(?! [A-Z&(])(?! (?:of|for|and) [A-Z])"
)
_AT_WORK = re.compile(
    r"\b(?:work\w*|job|jobs|employ\w*|partner|manager|director|accountant|lawyer|colleagues?|analyst|clerk|intern|shares|stake) at $"
)
_LOWER = re.compile(r"(?<![\w'])[a-z]{4,}(?!\w)")
_PLACED = frozenset({"in", "near", "at"})
_PUBLIC = frozenset({"court", "courts", "university", "police", "council", "city", "regional", "district", "state",
                     "prosecutor", "parliament", "ministry", "assembly", "government", "customs", "port", "airport",
                     "courier", "times", "post", "herald", "tribune", "gazette", "chronicle", "observer", "guardian", "telegraph", "journal", "news", "press", "daily", "mail", "echo",
                     "municipality", "provincial", "national", "central", "high", "supreme", "embassy"})  # fmt: skip
_COMMON = frozenset({"american", "national", "international", "global", "united", "general", "royal",
                     "first", "public", "state", "federal", "central", "supreme", "high", "new"})  # fmt: skip


def _sure(candidate: Candidate, word: str) -> bool:
    """A single word carries on only where a rule set it or it is an acronym."""
    by_rule = candidate.method.startswith("rule:") and not candidate.method.startswith(RUN)
    return by_rule or (word.isupper() and len(word) > 2)


def _follow(
    plain: str, candidate: Candidate, aliases: Mapping[tuple[str, ...], MentionType]
) -> Candidate:
    if candidate.type not in _VOTED or not candidate.method.startswith(("model:", RUN)):
        return candidate
    parts = tuple(word.text for word in split(plain, candidate.start, candidate.end))
    kind = aliases.get(parts)
    if kind is None and len(parts) == 1 and candidate.type is PER:
        firsts = {alias[0] for alias, of in aliases.items() if of is ORG and len(alias) > 1}
        kind = ORG if parts[0] in firsts else None
    if kind is None or kind is candidate.type:
        return candidate
    return replace(candidate, type=kind, method=f"{candidate.method}+rule:carried")


def _may_begin(word: Word, firsts: Set[str]) -> bool:
    """Whether a known name may begin at a word: as printed, in capitals, in a compound, in another case."""
    text = word.text
    if text in firsts:
        return True
    if not word.capital:
        return False
    return word.shouted or "-" in text or not text.isascii()


def _again(
    line: Sequence[Word],
    aliases: Mapping[tuple[str, ...], MentionType],
    longest: int,
    taken: bytearray,
    firsts: Set[str],
) -> list[Candidate]:
    found: list[Candidate] = []
    index = 0
    while index < len(line):
        if not _may_begin(line[index], firsts):
            index += 1
            continue
        step = 1
        for length in range(min(longest, len(line) - index), 0, -1):
            part = line[index : index + length]
            kind = aliases.get(tuple(word.text for word in part)) or _inflected(part, aliases)
            if kind is None and all(word.shouted for word in part) and length > 1:
                kind = aliases.get(tuple(word.text.title() for word in part))
            if kind is None or not all(word.glued for word in part[:-1]):
                continue
            if not any(taken[part[0].start : part[-1].end]):
                found.append(Candidate(part[0].start, part[-1].end, kind, "rule:carried", 40))
            step = length
            break
        else:
            found.extend(_in_compound(line[index], aliases, taken))
        index += step
    return found


def _inflected(
    part: Sequence[Word], aliases: Mapping[tuple[str, ...], MentionType]
) -> MentionType | None:
    """A known Cyrillic name in another case: "Олтова" for "Олтов", and the other way round."""
    if len(part) != 1 or not part[0].capital or not re.search(r"[\u0400-\u04ff]", part[0].text):
        return None
    forms = {form for form in base_forms(part[0].text) if len(form) > 3}
    for form in forms:
        kind = aliases.get((form,)) or aliases.get((f"{form}а",)) or aliases.get((f"{form}ым",))
        if kind is not None:
            return kind
    return None


def _in_compound(
    word: Word, aliases: Mapping[tuple[str, ...], MentionType], taken: bytearray
) -> list[Candidate]:
    """The name in "Sadyr-era" and "Sadyr-linked"."""
    first, mark, rest = word.text.partition("-")
    kind = aliases.get((first,))
    if not mark or kind is None or not rest[:1].islower() or any(taken[word.start : word.end]):
        return []
    return [Candidate(word.start, word.start + len(first), kind, "rule:carried", 40)]
