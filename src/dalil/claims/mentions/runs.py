"""Names that no model found: runs of capitalised words, and what a longer run makes of a piece.

In running prose a capital in the middle of a sentence begins a name. Runs are candidates of the
lowest rank and without a type of their own: :mod:`dalil.claims.mentions.context` gives it. Lines of
capitals and headlines, where capitals tell nothing, are passed over; offices ("Minister of the
Interior") are no names. Nothing is joined over a comma or a line's end here.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from dalil.claims.mentions.candidate import Candidate, is_name_word
from dalil.claims.mentions.places import is_country
from dalil.claims.mentions.words import Word
from dalil.claims.wordlists import words
from dalil.evidence import MentionType

RUN = "rule:run"
_NAMES = "mentions_names"
_RANK = 30
_MOST = 6
_LONGEST_HEADLINE = 18
"""Words; a longer run of capitals is a list of names."""


def headline(line: Sequence[Word]) -> bool:
    """Whether most words of a line have capitals, so that a capital there tells nothing."""
    long = [word for word in line if len(word.text) > 3 and word.text.isalpha()]
    capital = sum(word.capital for word in long)
    return len(long) >= 4 and len(line) <= _LONGEST_HEADLINE and capital * 10 >= len(long) * 7


def runs(
    plain: str,
    lines: Iterable[Sequence[Word]],
    lower: frozenset[str],
    plainly: frozenset[int] = frozenset(),
) -> Iterator[Candidate]:
    """Runs of capitalised words in prose.

    Args:
        plain: Shadow of the text.
        lines: Words of each passage.
        lower: Words that the document writes in lower case too.
        plainly: Places of words that a parser takes for verbs, adverbs and small words.
    """
    for line in lines:
        if headline(line):
            continue
        index = 0
        while index < len(line):
            stop = _stop(line, index)
            first = _first(line, index, stop, lower, plainly)
            if first < stop and _tells(plain, line[first:stop], lower):
                end = line[stop - 1].end
                end = tail.end() if (tail := _NUMBER.match(plain, end)) else end
                yield Candidate(line[first].start, end, MentionType.ORGANISATION, RUN, _RANK)
            index = max(stop, index + 1)


@cache
def _no_name() -> frozenset[str]:
    """Words with a capital that are titles, heads or openers, and no name by themselves."""
    keys = (
        "titles",
        "heads_after",
        "heads_before",
        "roles",
        "groups",
        "law_heads",
        "postnominals",
        "openers",
        "document_words",
    )
    found: set[str] = set()
    for key in keys:
        found |= words(_NAMES, key)
    return frozenset(found)


def _stop(line: Sequence[Word], index: int) -> int:
    """One past the run that begins at a word: capitals, with particles between them."""
    stop = index
    while stop < len(line) and stop - index < _MOST:
        word = line[stop]
        if stop > index and not line[stop - 1].glued:
            break
        if any(char.isdigit() for char in word.text):
            break
        if stop > index and word.capital and word.low in _TIES and _leads(line, stop):
            stop += 1 + (not line[stop + 1].capital)
        elif is_name_word(word) and word.low not in words(_NAMES, "titles"):
            stop += 1
        elif stop > index and (more := _particles(line, stop)):
            stop += more
        else:
            break
    return stop


_TIES = frozenset(
    {
        "across",
        "without",
        "beyond",
        "behind",
        "against",
        "between",
        "before",
        "after",
        "under",
        "over",
        "for",
        "of",
        "to",
    }
)
"""Small words that stand in names with a capital: "Rights Across the Sea"."""


def _leads(line: Sequence[Word], index: int) -> bool:
    """Whether a capital follows, "the" between them or not."""
    rest = line[index + 1 : index + 3]
    if not line[index].glued or not rest:
        return False
    return rest[0].capital or (rest[0].low == "the" and len(rest) > 1 and rest[1].capital)


def _particles(line: Sequence[Word], index: int) -> int:
    """How many particles lead to a capital: "van der" in "Anneke van der Laan"."""
    count = 0
    while index + count < len(line) and count < 3:
        word = line[index + count]
        if count and word.capital:
            return count
        if word.capital or not word.glued or word.low not in words(_NAMES, "particles") - _LOOSE:
            return 0
        count += 1
    return 0


_LOOSE = frozenset({"of", "y", "e"})


def _first(
    line: Sequence[Word], index: int, stop: int, lower: frozenset[str], plainly: frozenset[int]
) -> int:
    """Leave out what opens a sentence and is an ordinary word."""
    while index < stop and (
        (
            line[index].opens
            and (
                line[index].low in lower
                or line[index].start in plainly
                or line[index].low in words(_NAMES, "openers")
            )
        )
        or is_country(line[index].text)
    ):
        index += 1
    return index


_NUMBER = re.compile(r"-\d{1,4}(?!\w)")
_WITHIN = re.compile(r"(?:[a-z0-9,)&] ?\(?|[a-z,]\n)$")
"""What stands before a word in the middle of a sentence."""


def _tells(plain: str, run: Sequence[Word], lower: frozenset[str]) -> bool:
    if all(word.low in _no_name() or is_country(word.text) for word in run):
        return False
    calling = run[-1].low in words("mentions_heads", "PER")
    if calling or re.search(r"-[a-z]", run[-1].text) or run[-1].low in words(_NAMES, "events"):
        return False  # "Sadyr-era", "Merit Awards"
    before = plain[max(0, run[0].start - 14) : run[0].start]
    if before.endswith(('"', '" ', "'", "' ")) or _EVENT.search(before):
        return False  # titles of works, mottoes; "Battle of X"
    if len(run) > 1:
        return not all(word.shouted for word in run) or any(c.isdigit() for c in run[-1].text)
    word = run[0]
    opens = word.opens or not _WITHIN.search(plain, max(0, word.start - 3), word.start)
    if opens or len(word.text) < 3 or word.low in lower or (word.shouted and len(word.text) > 6):
        return False
    party = re.match(r"[A-Z]-[A-Z]", word.text)  # "(D-Miss.)"
    named = any(c.isalpha() for c in word.text[1:]) and not party
    return named and not before.lower().endswith(" the ")


_EVENT = re.compile(r"(?:Battle|Siege|Treaty|Battles|Peace|Feast|Order|Congress|War) of (?:the )?$")


def extend(
    plain: str, candidates: Sequence[Candidate], found: Sequence[Candidate]
) -> list[Candidate]:
    """Give a model's piece of a run the whole run, where the run holds nothing else.

    Args:
        plain: Shadow of the text.
        candidates: All candidates but the runs.
        found: The runs.
    """
    ordered = sorted(candidates, key=lambda c: c.start)
    starts = [c.start for c in ordered]
    changed: dict[int, Candidate] = {}
    for run in found:
        low = bisect.bisect_left(starts, run.start - 80)
        high = bisect.bisect_left(starts, run.end)
        inside = [i for i in range(low, high) if ordered[i].end > run.start]
        guesses = [i for i in inside if ordered[i].method.startswith("model:")]
        if guesses and len(guesses) == len(inside) and _PARTICLE.search(plain, run.start, run.end):
            changed[guesses[0]] = replace(run, type=MentionType.PERSON, method=RUN, rank=52)
            continue
        if len(guesses) == len(inside) == 2 and _pieces(plain, run, [ordered[i] for i in guesses]):
            changed[guesses[0]] = replace(run, type=MentionType.PERSON, method=RUN, rank=52)
            continue
        if len(guesses) != 1 or any(ordered[i].rank > 50 for i in inside):
            continue
        piece = ordered[guesses[0]]
        whole = run.start <= piece.start and piece.end <= run.end
        if whole and (piece.start, piece.end) != (run.start, run.end) and _clean(plain, run, piece):
            changed[guesses[0]] = replace(
                piece, start=run.start, end=run.end, method=f"{piece.method}+{RUN}"
            )
    return [changed.get(i, c) for i, c in enumerate(ordered)]


_PARTICLE = re.compile(r" (?:van|von|der|den|ter|da|dos|das|de|del|della|bin|bint|ibn|al|el) ")


def _pieces(plain: str, run: Candidate, two: Sequence[Candidate]) -> bool:
    """Whether two guesses are the two words of a run, and one of them is held for a person."""
    one, other = two
    tiled = (
        one.start == run.start and other.end == run.end and not plain[one.end : other.start].strip()
    )
    single = len(plain[run.start : run.end].split()) == 2
    known = is_country(plain[one.start : one.end]) or is_country(plain[other.start : other.end])
    return tiled and single and not known and MentionType.PERSON in (one.type, other.type)


def _clean(plain: str, run: Candidate, piece: Candidate) -> bool:
    """Whether what a run adds to a piece is neither a country nor an office."""
    added = f"{plain[run.start : piece.start]} {plain[piece.end : run.end]}".split()
    return not any(is_country(word) or word.lower() in _no_name() for word in added)


@cache
def _offices() -> re.Pattern[str]:
    roles = "|".join(
        sorted(words(_NAMES, "titles") | words(_NAMES, "roles"), key=len, reverse=True)
    )
    fields = "|".join(
        sorted(
            words(_NAMES, "portfolios") | {"state", "interior", "treasury", "war", "internal"},
            key=len,
            reverse=True,
        )
    )
    return re.compile(
        rf"(?<!\w)(?:{roles})s?(?:[ -][Gg]eneral)?\s(?:of|for)\s(?:State\s(?:for|at)\s)?(?:the\s)?"
        rf"(?:{fields})(?:(?:,\s(?:and\s)?|\sand\s|\s&\s|\s)(?:the\s)?(?:{fields}))*(?!\w)"
        rf"|(?<!\w)(?:Head|Chief|Director|Deputy Head) of (?:the )?(?:Unit|Department|Division|Section|State|Mission|Office|Delegation|Programme|Research)(?!\w| (?:of|for) )",
        re.IGNORECASE,
    )


_HOLDER = re.compile(r"\s(?:Minister|Secretary|Commissioner|Ministers)(?!\w)(?! of)")


def _is_field(plain: str, candidate: Candidate) -> bool:
    """Whether a guess is the field of an office that is told behind it: "the Energy Minister"."""
    said = plain[candidate.start : candidate.end].lower().split()
    fields = words(_NAMES, "portfolios") | {"state", "interior", "treasury", "and", "&"}
    return all(word in fields for word in said) and bool(_HOLDER.match(plain, candidate.end))


_LOOSE_RULES = frozenset({RUN, "rule:capitals", "rule:head-noun", "rule:title", "rule:role"})


def is_office(text: str) -> bool:
    """Whether a text is made of the words of offices alone: "Prosecutor General"."""
    known = (
        words(_NAMES, "titles") | words(_NAMES, "roles") | words("mentions_heads", "PER") | _RANKS
    )
    said = text.lower().split()
    return all(
        word in known or all(part in known for part in word.split("-"))
        for word in (said[1:] if said[:1] == ["the"] else said)
    )


_RANKS = frozenset(
    {
        "general",
        "prime",
        "first",
        "deputy",
        "vice",
        "chief",
        "senior",
        "acting",
        "public",
        "former",
        "state",
        "junior",
        "special",
        "parliamentary",
        "permanent",
        "under",
        "extraordinary",
        "plenipotentiary",
        "group",
        "financial",
        "executive",
        "managing",
        "operating",
        "commercial",
        "independent",
        "controller",
    }
)


def without_offices(plain: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Drop guesses that lie in an office: "Interior" of "Minister of the Interior"."""
    places = [match.span() for match in _offices().finditer(plain)]
    starts = [start for start, _ in places]
    kept = []
    for candidate in candidates:
        guess = candidate.method.startswith("model:") or candidate.method in _LOOSE_RULES
        place = bisect.bisect_right(starts, candidate.start) - 1
        inside = guess and place >= 0 and candidate.end <= places[place][1]
        inside = inside or (guess and _is_field(plain, candidate))
        if not inside and not (guess and is_office(plain[candidate.start : candidate.end])):
            kept.append(candidate)
    return kept
