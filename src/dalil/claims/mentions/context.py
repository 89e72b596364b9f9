"""What the words around a name, and the name itself, say of its type: votes, not verdicts.

Apposition ("Tolmak, the largest lender"), kin and callings before a name, what people do and firms
do, given names, endings of firms, heads of places, a neighbour in a list. Patterns and lists are
data. One name's votes are added up over the document in :mod:`dalil.claims.mentions.types`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.likeness import is_borne, is_given, is_ordinary, is_plain, person_votes
from dalil.claims.mentions.places import is_country, is_listed_place, is_place
from dalil.claims.mentions.stands import OF_PEOPLE, TAKEN, located
from dalil.claims.wordlists import lexicon, words
from dalil.evidence import MentionType
from dalil.names.tables import FAMILY_ENDINGS, PATRONYMIC_ENDINGS

PER, ORG, LOC = MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION
ASSET = MentionType.ASSET
Votes = Counter[MentionType]
_REACH = 64


# ── the words around ─────────────────────────────────────────────────────────────────────────────
@cache
def _contexts() -> dict[MentionType, tuple[re.Pattern[str], re.Pattern[str]]]:
    """Patterns of what stands before and after a name of each type."""
    found = {}
    for kind in (PER, ORG, LOC, ASSET):
        data = lexicon("mentions_contexts")[kind.value]
        found[kind] = (
            re.compile(rf"(?<!\w)(?:{'|'.join(data['before'])}) (?:the )?$", re.IGNORECASE),
            re.compile("|".join(data["after"]), re.IGNORECASE),
        )
    return found


def around(plain: str, candidate: Candidate) -> Votes:
    """Votes of the words around one place of a name."""
    votes: Votes = Counter()
    before = plain[max(0, candidate.start - _REACH) : candidate.start]
    long = " " in plain[candidate.start : candidate.end].strip()
    for kind, (left, right) in _contexts().items():
        if left.search(before) and not (kind is LOC and votes[ORG]):  # "shares in X"
            votes[kind] += 1 if kind is LOC and long else 2
        told = right.match(plain, candidate.end)
        # "The mayor of Olt resigned" says nothing of Olt.
        if told and not (kind is PER and told.group()[0] == " " and _GOVERNED.search(before)):
            votes[kind] += 3
    name = plain[candidate.start : candidate.end]
    party = _AGAINST.search(before) or _VERSUS.match(plain, candidate.end)
    if party and name.isalpha() and not name.isupper():
        votes[PER] += 2
    if _PEOPLE.match(plain, candidate.end):
        votes[MentionType.GROUP] += 3
    if _JUDGE.match(plain, candidate.end):
        votes[PER] += 5
    votes[PER] += _taken_up(plain, before, candidate.end)
    if _ARTICLE.search(before):
        if _NO_NOUN.match(plain, candidate.end):
            votes[PER] -= 4
            votes[ORG] += 0 if _all_plain(name) else 2
        elif not OF_PEOPLE.match(plain, candidate.end):
            votes[PER] -= 2
    votes.update(located(plain, before, candidate))
    if _AN.search(before) and (body := _WORD_AFTER.match(plain, candidate.end)):
        votes[LOC] += 2 if kinds_of(body["word"]) == (ORG,) else 0  # "an Olt company"
    if _published_in(before):
        votes[ORG] += 3
    if is_building(name) and (_PLACED.search(before) or _STREET.match(plain, candidate.end)):
        votes[LOC] += 5
    beside = apposed(plain, candidate.end)
    if _PLACED.search(before):
        del beside[PER]  # "In Olt, a lawyer said": the lawyer is not Olt
    if _OF_BODY.search(before):
        del beside[ORG]  # "Karsu Trading of Olt, a company that ..."
    votes.update(beside)
    votes.update(_headed(plain, before, candidate.end))
    if _strong().search(before) and not votes[ORG]:
        votes[LOC] += 2
    if _PLACE_OF.search(before):
        votes[LOC] += 4
    if _IN_COUNTRY.match(plain, candidate.end) and _is_in_country(plain, candidate.end):
        votes[LOC] += 2
    return votes


@cache
def _strong() -> re.Pattern[str]:
    """What stands before places and hardly before bodies: "near X", "born in X"."""
    before = lexicon("mentions_contexts")["LOC"]["strong"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(before)}) (?:the )?$", re.IGNORECASE)


_IN_COUNTRY = re.compile(r", (?:in )?(?P<country>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?=[,.;)\s]|$)")


def _is_in_country(plain: str, end: int) -> bool:
    """Whether a name is followed by the country that it lies in: "Olt, Norway"."""
    found = _IN_COUNTRY.match(plain, end)
    return found is not None and is_place(found["country"])


_HE = re.compile(r"[^.;:!?\nA-Z]{1,80}?\b(?:he|she|his|her|him)\b")
_HE_NEXT = re.compile(r"[^.;:!?\nA-Z]{0,140}\.[\"']? (?:He|She|His|Her)\b")
_PLACED = re.compile(
    r"\b(?:in|at|near|from|to|of|outside|around|across|off|inside|into|through|via) (?:the )?$",
    re.IGNORECASE,
)
_GOVERNED = re.compile(
    r"\b(?:in|at|near|from|to|of|outside|around|against|by|with|for|on|about|over|under|than|into|through) (?:the )?$",
    re.IGNORECASE,
)
"""A preposition before a name, so that the verb behind it has another subject."""


def _taken_up(plain: str, before: str, end: int) -> int:
    """Votes for a person by a "he" or "she" that takes a name up before any other name comes."""
    if _PLACED.search(before):
        return 0
    return 3 if _HE_NEXT.match(plain, end) else int(bool(_HE.match(plain, end)))


def _all_plain(name: str) -> bool:
    """Whether a name is made of ordinary words: "the Second Debenture" is a term with an article."""
    return all(is_plain(part) for part in name.split() if len(part) > 3)


_PLACE_OF = re.compile(
    r"\b(?:cit(?:y|ies)|towns?|villages?|hamlets?|ports?|regions?|provinces?|districts?|islands?|isles?|republics?|county|counties|municipality|"
    r"municipalities|communes?|parish|rivers?|valleys?|bay|states?|capital|suburbs?|oblasts?|settlements?|peninsula|territory|enclave|quarter|"
    r"free port|free zone|port city|resort|borough) of (?:the )?(?:(?:[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,3})(?:, and |, | and )){0,8}$"
)
_AGAINST = re.compile(r"(?<!\w)(?:v\.?|vs\.?) $")
_VERSUS = re.compile(r" (?:v\.?|vs\.?) (?=[A-Z])")
"""The sign between the parties of a case; one of a single word is somebody's surname."""
_PEOPLE = re.compile(
    r"[- ](?:community|communities|people|peoples|speaking|speakers?|language|dialect|tribe|clan|minority|ethnic)(?!\w)"
)
_JUDGE = re.compile(r" (?:L?JJ?|LJJ|JA|CJ|JSC|JJSC|MR|KC|QC|SC|MP|MEP|MSP)\b(?![.-]\w)")
"""What stands behind a judge's, a counsel's or a deputy's name."""
_ARTICLE = re.compile(r"(?:^|[^\w])[Tt]he $")
_OF_BODY = re.compile(r"(?<![.!?] )\b[A-Z][\w&.'-]+ (?:of|in) $")
_AN = re.compile(r"(?:^|[^\w])[Aa]n? $")
_PRINTED = re.compile(r"\bpublish(?:ed|es|ing)?\b[^.;]{0,56} in (?:the )?$")
_STREET = re.compile(
    r",? (?:\d+[a-z]? )?(?:[A-Z][\w'-]+ ){1,3}(?:Street|Road|Lane|Avenue|Square|Row|Quay|Terrace|Gardens|Close|Place)\b"
)


def _published_in(before: str) -> bool:
    """Whether something was published in what is named: "published the letters in Olt Ordet"."""
    return _PRINTED.search(before) is not None


def is_building(name: str) -> bool:
    """Whether a name ends in a word of buildings that bodies are called after too: "Olt House"."""
    return name.lower().rpartition(" ")[2] in words("mentions_heads", "buildings")


_NO_NOUN = re.compile(
    r"[,.;:)]|'s |$| (?:is|was|are|were|has|had|and|or|in|on|at|to|for|of|that|which|said|says|by|from|with)\b"
)
_APPOSED = re.compile(
    r"(?:, | \(| – )(?:an?|the|its|his|her|their|our|my|one of|formerly|then|once|now|also)\b(?P<said>(?: (?:[a-z][\w'-]*|[A-Z][a-z]+|\d+)){1,8})"
)
_STOPS = frozenset(
    {
        "of",
        "in",
        "at",
        "for",
        "from",
        "with",
        "who",
        "that",
        "which",
        "by",
        "to",
        "on",
        "whose",
        "and",
        "is",
        "was",
        "near",
        "between",
        "under",
        "where",
    }
)


def apposed(plain: str, end: int) -> Votes:
    """Read an apposition, "X, the largest lender in Y": its last known noun tells what X is."""
    match = _APPOSED.match(plain, end)
    if match is None:
        return Counter()
    heads: list[str] = []
    for word in match["said"].split():
        if word in _STOPS:
            break
        heads.append(word.lower())
    for word in reversed(heads):
        if kinds := kinds_of(word):
            return Counter(dict.fromkeys(kinds, 4 if len(kinds) == 1 else 1))
    return Counter()


@cache
def kinds_of(noun: str) -> tuple[MentionType, ...]:
    """The types that a common noun may name: "lender" an organisation, "trader" two."""
    forms = {noun, noun.removesuffix("s"), noun.rpartition("-")[2]}
    if noun.endswith("ies"):
        forms.add(f"{noun[:-3]}y")
    data = lexicon("mentions_heads")
    return tuple(kind for kind in (PER, ORG, LOC, ASSET) if forms & set(data[kind.value]))


_CALLED = re.compile(
    r"(?<![\w-])(?P<word>[a-z][a-z-]+),? (?:called|named|known as|by the name of|(?:of [^,.;:]{1,40} )?(?:is|was|are|were|remains|became)(?: now| then| one)?) $"
)
"""A calling that is said of whom a name follows: "a cousin called X", "whose owner is X"."""
_OWN = re.compile(r"\b(?:his|her|my|whose) (?:[a-z-]+ ){0,2}(?P<word>[a-z-]+), $")
"""Somebody's somebody: "his first landlady, X"."""
_MANY = re.compile(
    r" (?:have|are|were|want|say|deny|claim|own|hold|refuse|decline|insist|admit|do)\b"
)
_JOINED = re.compile(r"(?:\band|\bor|,|\bnor|&|\b(?:did|does|do|had|has|that|than|as)) (?:the )?$")
"""A body may be many ("Karsu Trade want their money"); where it is one of several names, nothing is told."""
_ITS = re.compile(
    r"(?:, [^,.;:]{1,40},)? (?:has|had|opened|closed|moved|changed|lost|sold|raised|filed|keeps|kept|cut|runs|ran|put) its\b"
)
_SPEAKS = re.compile(
    r",? (?:has |had |have )?(?:said|says|told|tells|added|wrote|writes|argued|argues|claimed|claims|denied|denies|stated|states|"
    r"alleged|alleges|replied|explained|insisted|testified|confirmed|declined|refused)\b"
)
_WORD_BEFORE = re.compile(r"(?<![\w-])(?P<word>[a-z][a-z-]+) [\"']?$")
_APPOSED_TO = re.compile(
    r"(?<![\w-])(?P<word>[a-z][a-z-]+)(?: (?:of|for|at|in) [^,.;:]{1,48})?, (?:the )?[\"']?$"
)
_MOVED = re.compile(r"(?<!\w)(?:to|from|at) $")
_WORD_AFTER = re.compile(r" (?P<word>[a-z]+)(?!\w)")
_RELATIVE = re.compile(
    r",? (?:(?P<person>who|whom)\b|whose (?P<own>(?:[a-z-]+ ){0,2}(?:directors?|owners?|shareholders?|accounts|offices|shares|head|chairman|chairwoman|chief executive|board|customers|subsidiar\w+|manager|founder|registered))?)"
)
_MEMBER = re.compile(r"(?P<noun>[a-z-]+) (?P<tie>at|from|with) (?:the )?[\"']?$")
_LISTED = re.compile(
    r"(?P<noun>[a-z]+s)(?:,| –| \()? ?(?:namely|including|among them|such as|notably|called|named|were|are|include|included|: ?)? $"
)
_PREPOSITION = re.compile(r"\b(?:from|in|of|at|to|near) (?:the )?$")


def _headed(plain: str, before: str, end: int) -> Votes:
    """A noun right before ("his cousin Bolat") or after ("Akdere field")."""
    votes: Votes = Counter()
    if found := _WORD_BEFORE.search(before):
        kinds = kinds_of(found["word"])
        if len(kinds) == 1 and not found["word"].endswith("s"):
            votes[kinds[0]] += 3
    if (found := _CALLED.search(before)) and kinds_of(found["word"]) == (PER,):
        votes[PER] += 3
    if (found := _OWN.search(before)) and not (set(kinds_of(found["word"])) - {PER}):
        votes[PER] += 2
    if _MANY.match(plain, end) and not (_JOINED.search(before) or _GOVERNED.search(before)):
        votes.update({PER: -2, ORG: 2})
    if _ITS.match(plain, end):
        votes.update({PER: -3, ORG: 2})
    if _SPEAKS.match(plain, end):
        votes.update({PER: 1, ORG: 1})
    if found := _APPOSED_TO.search(before):  # "the head of its foreign office, Ada Mirel"
        kinds = kinds_of(found["word"])
        if len(kinds) == 1 and not found["word"].endswith("s"):
            votes[kinds[0]] += 3
    if TAKEN.search(before):
        votes[PER] += 1
    elif _MOVED.search(before):
        votes[LOC] += 1
    if (found := _WORD_AFTER.match(plain, end)) and (kinds := kinds_of(found["word"])):
        if kinds == (LOC,):
            votes[LOC] += 3
        elif kinds == (ORG,) and found["word"] not in ("business", "service", "services"):
            votes[ORG] += 2
    if (found := _RELATIVE.match(plain, end)) and not _PREPOSITION.search(before):
        votes[ORG if found["own"] else PER] += 3 if found["own"] or found["person"] else 1
    if (found := _MEMBER.search(before)) and kinds_of(found["noun"]) == (PER,):
        votes[ORG] += 3 if found["tie"] == "at" else 1
    if (found := _LISTED.search(before)) and len(kinds := kinds_of(found["noun"])) == 1:
        votes[kinds[0]] += 3
    return votes


# ── the name itself ──────────────────────────────────────────────────────────────────────────────
@cache
def by_form(name: str) -> Mapping[MentionType, int]:
    """Votes of a name's own words."""
    votes: Votes = Counter()
    parts = name.split()
    plain = [_bare(part) for part in parts]
    data = lexicon("mentions_heads")
    votes.update(_person_form(parts, plain))
    if plain[:1] and plain[0] in _STATES and " of " in name.lower():
        votes[LOC] += 8
    if _firm_form(parts, plain):
        votes[ORG] += 3
    if len(parts) > 1 and is_country(parts[-1]) and not is_given(parts[0]):
        votes.update({PER: -3, ORG: 1})  # "Olt Media Taiwan"
    if "&" in parts[1:-1]:
        votes[ORG] += 7
    if len(parts) == 1 and plain[0].endswith("ish") and not is_ordinary(plain[0]):
        votes[MentionType.GROUP] += 3  # a language or a people: "Oltish"
    votes[LOC] += _place_form(parts, plain)
    if name.lower() in words("mentions_cities", "cities"):
        votes[LOC] += 4
    elif is_listed_place(name):
        votes[LOC] += 2 if len(parts) == 1 and is_borne(name) else 3
    if any(part in words("mentions_names", "heads_after") for part in plain):
        votes[ORG] += 2
    elif plain and plain[-1] in words("mentions_names", "document_words"):
        votes[ORG] -= 2
    elif _all_plain(name):
        votes[ORG] -= 1  # "Further Information", "Consolidation": somebody else must speak for it
    if parts and plain[0] in data["foreign_first"] and len(parts) > 1:
        votes[ORG] += 4
    return votes


def _place_form(parts: list[str], plain: list[str]) -> int:
    """Votes for a place by its first or last word, or by the end of its only one: "Upper Olt", "Oltmouth"."""
    data = lexicon("mentions_heads")
    if len(parts) == 1:
        low = plain[0]
        ending = any(low.endswith(e) and len(low) > len(e) + 2 for e in data["place_endings"])
        return int(ending and not is_given(low) and not is_ordinary(low))
    if len(parts) > 2 and plain[1] == "of" and plain[0] in data["place_last"]:
        return 4  # "Abbey of Saint Olt"
    if not (plain[0] in data["place_first"] or plain[-1] in data["place_last"]):
        return 0
    surname = plain[-1] in data["place_surnames"] and is_given(parts[0]) and len(parts) < 4
    return 0 if surname else 4


_STATES = frozenset(
    {
        "republic",
        "duchy",
        "county",
        "kingdom",
        "principality",
        "emirate",
        "sultanate",
        "commonwealth",
        "union",
        "isle",
        "gulf",
        "bay",
    }
)


def _bare(word: str) -> str:
    """Lower case without accents."""
    split = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in split if not unicodedata.combining(char)).strip(".,'")


def _person_form(parts: list[str], plain: list[str]) -> Votes:
    votes: Votes = Counter()
    if len(parts) > 1 and any(part.endswith(_PATRONYMICS) for part in plain[1:]):
        votes[PER] += 4
    if plain and len(plain[-1]) > 4 and plain[-1].endswith(_FAMILIES):
        votes[PER] += 2 if len(parts) > 1 else 1
    votes[PER] += person_votes(tuple(parts))
    return votes


_PATRONYMICS = tuple(
    ending for ending in PATRONYMIC_ENDINGS if ending.isascii() and len(ending) > 3
)
_FAMILIES = tuple(
    ending
    for ending in FAMILY_ENDINGS
    if ending.isascii() and len(ending) > 2 and ending not in ("ian", "ina")
)


def _firm_form(parts: list[str], plain: list[str]) -> bool:
    """Digits, an ampersand, capitals inside a word, a firm's ending, an acronym."""
    endings = tuple(lexicon("mentions_heads")["firm_endings"])
    for word, low in zip(parts, plain, strict=True):
        if len(word) > 3 and re.search(r"\d$", word) and word[0].isalpha():
            return True
        inner = re.search(r"[a-z][A-Z]", word)
        if inner and not re.match(r"(?:Ma?c|O'|D'|De|Di|La|Le|Van|Fitz)[A-Z]", word):
            return True
        ending = next((e for e in endings if low.endswith(e)), None)
        if ending and len(low) > len(ending) + 2 and low not in words("mentions_given", "given"):
            return True
    return len(parts) == 1 and 2 < len(parts[0]) <= 6 and parts[0].isupper()


# ── the neighbours ───────────────────────────────────────────────────────────────────────────────
_LISTABLE = (PER, ORG, LOC)
_LIST_GAP = re.compile(r"(?:, (?:and |or )?| and | or | & | nor )")


def neighbours(
    plain: str, chosen: Sequence[Candidate], kinds: Sequence[MentionType | None]
) -> list[tuple[int, MentionType]]:
    """Votes of a list's certain members for those beside them: "X Ltd, Y and Z".

    Args:
        plain: Shadow of the text.
        chosen: Candidates in order of place.
        kinds: The certain type of each, None where it is open.
    """
    gaps = [_LIST_GAP.fullmatch(plain, a.end, b.start) for a, b in pairwise(chosen)]
    found: list[tuple[int, MentionType]] = []
    for index, gap in enumerate(gaps):
        if gap is None or not _in_list(gaps, index):
            continue
        left, right = kinds[index], kinds[index + 1]
        one, other = chosen[index], chosen[index + 1]
        if left in _LISTABLE and right is None and not is_country(plain[other.start : other.end]):
            found.append((index + 1, left))
        if right in _LISTABLE and left is None and not is_country(plain[one.start : one.end]):
            found.append((index, right))
    return found


def _in_list(gaps: Sequence[re.Match[str] | None], index: int) -> bool:
    """Whether a gap belongs to a list: it, or one that the same commas lead to, says "and"."""
    for step in (1, -1):
        place = index
        while 0 <= place < len(gaps) and abs(place - index) < 12:
            gap = gaps[place]
            if gap is None:
                break
            if gap.group() != ", ":
                return True
            place += step
    return False
