"""Names carried to later places: surnames, short forms and places found once are found again.

What was named in full is found by its surname or first words where no model or rule saw it; a place that is one
wherever it was found is one everywhere. Types are voted in :mod:`dalil.claims.mentions.types`; nothing is joined to an
entity here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.likeness import is_given
from dalil.claims.mentions.places import is_country, is_listed_place
from dalil.claims.mentions.runs import RUN
from dalil.claims.mentions.words import Word, split
from dalil.claims.wordlists import words
from dalil.evidence import MentionType
from dalil.names.inflect import base_forms

PER, ORG, LOC = MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION
_VOTED = frozenset({PER, ORG, LOC, MentionType.GROUP})


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
    formed = {plain[c.start : c.end].split()[0] for c in chosen if c.method == "rule:legal-form"}
    formed = {one for one in formed if not (is_given(one) or is_listed_place(one))}
    first = _first_words(plain, found, formed)
    found.update({k: v for k, v in first.items() if k[0] not in placed})
    for parts in people:
        surname = parts[0] if parts[0].isupper() and len(parts[0]) > 3 else parts[-1]
        for form in {surname, surname.title() if surname.isupper() else surname.upper()}:
            if (
                len(form) > 2
                and form[0].isupper()
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
    plain: str, found: Mapping[tuple[str, ...], MentionType], formed: Set[str]
) -> dict[tuple[str, ...], MentionType]:
    """Organisations by their first word ("Scribe" for "Scribe Strategies"), where it stands alone.

    The word must occur in the middle of a sentence with no capitalised neighbour, and never in
    lower case: otherwise it is a common word with a capital. That of a company with its legal form
    (``formed``) may open a sentence too, where it owns or does something there.
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
        word = match["word"].removesuffix("'s")
        if word in heads and match["before"]:
            placed = match["before"] in _PLACED and not _AT_WORK.search(
                plain, max(0, match.start("word") - 40), match.start("word")
            )
            (spoiled if placed else alone).add(word)
        elif word in heads & formed and _DOES.match(plain, match.start("word") + len(word)):
            alone.add(word)
    lower = heads & {m.group().title() for m in _LOWER.finditer(plain)}
    return {(word,): ORG for word in alone - spoiled - lower}


_STANDS = re.compile(
    r"(?<!\w)(?:(?P<before>[a-z]+|\d{4})[,;]? )?(?P<word>[A-Z][\w'-]*\w)(?!\w)(?! [A-Z&(])(?! (?:of|for|and) [A-Z])"
)
_DOES = re.compile(
    r"'s [a-z]| (?:has|had|have|is|was|will|would|did|does|may|must|shall|says|said|denies|denied|paid|pays|owns|owned|bought|sold|won|made|"
    r"entered|agreed|received|transferred|operates|employs|refused|declined|settled|admitted|pleaded)\b"
)
"""What a company does or owns at the beginning of a sentence."""
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
