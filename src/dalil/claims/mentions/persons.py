"""Rules that find people by their form: after a title or role, by initials, surname in capitals.

No rule knows a particular person. What they give are candidates with a rank; which of two that
overlap stands is decided in :mod:`dalil.claims.mentions.finding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from dalil.claims.mentions.candidate import UPPER, Candidate, is_name_word, is_tied
from dalil.claims.mentions.likeness import is_first_name, is_given, is_plain
from dalil.claims.mentions.places import is_country, nationalities
from dalil.claims.mentions.words import Word
from dalil.claims.wordlists import lexicon, words
from dalil.evidence import MentionType

PER = MentionType.PERSON
_NAMES = "mentions_names"


def people(line: list[Word]) -> Iterator[Candidate]:
    """Names after a title or a role: "Mr Sadyr", "the lawyer Ada Mirel"."""
    titles, roles = words(_NAMES, "titles"), words(_NAMES, "roles")
    for index, word in enumerate(line[:-1]):
        title = word.capital and word.low in titles and not _within_name(line, index)
        if title and (found := _holder(line, index)):
            yield found
        if not (title or word.low in roles or _calling(line, index)):
            continue
        if not (word.glued or (title and len(word.text) <= 5)):
            continue
        if line[index + 1].capital and line[index + 1].low in titles:
            continue  # "Mr Justice Hallam": the last title leads
        if line[index + 1].low in words(_NAMES, "document_words"):
            continue  # "Deputy Prime Minister"
        stop = person_end(line, index + 1)
        if word.low not in _PEERS:
            stop = next((i for i in range(index + 2, stop) if line[i].low == "of"), stop)
        length = stop - index - 1
        if (
            length == 0
            or (not title and length < 2)
            or line[stop - 1].end - line[index + 1].start < 2
        ):
            continue
        if line[index + 1].low in nationalities() or _is_organisation(line[index + 1 : stop]):
            continue
        rank = 66 if title else 58
        method = "rule:title" if title else "rule:role"
        first = index if title and _is_given_too(line, index, length) else index + 1
        yield Candidate(line[first].start, line[stop - 1].end, PER, method, rank)


_BORNE = frozenset(
    {"sheikh", "shaikh", "sheik", "cheikh", "haji", "hajji", "hajj", "sayyid", "sayed", "syed", "said", "mirza", "khan", "bey", "beg",
     "pasha", "mullah", "sultan", "emir", "amir", "malik", "shah", "baba", "sardar", "maulana", "imam", "prince", "king", "major",
     "bishop", "abbot", "deacon", "judge", "rector", "dean", "earl", "duke", "baron", "marquis", "marshal", "sergeant", "princess"}
)  # fmt: skip
"""Titles that people bear as names, too."""


def _within_name(line: list[Word], index: int) -> bool:
    """Whether a title is the middle of a name: "Abdi Sheikh Orsk", "Ada Bishop Mirel"."""
    before = line[index - 1] if index else None
    if before is None or not before.glued or line[index].low not in _BORNE:
        return False
    office = (
        words(_NAMES, "titles") | words(_NAMES, "roles") | words(_NAMES, "groups") | nationalities()
    )
    known = before.low in office or before.low in words(_NAMES, "heads_after")
    return is_name_word(before) and not known and not is_plain(before.text)


_GIVEN_TOO = frozenset(
    {"emir", "amir", "sultan", "malik", "mirza", "earl", "duke", "dean", "marquis"}
)


def _is_given_too(line: list[Word], index: int, length: int) -> bool:
    """Whether a title is somebody's given name: "Emir Mirelov"; not "Emir Tamim", "the Emir Mirelov"."""
    before = line[index - 1] if index else None
    named = length == 1 and not is_first_name(line[index + 1].text)
    article = before is not None and before.low in ("the", "a", "an", "his", "her")
    return line[index].low in _GIVEN_TOO and named and not article


def _calling(line: list[Word], index: int) -> bool:
    """Whether a calling with a capital stands before two words of a name: "Chief Engineer Ada Mirel"."""
    word, rest = line[index], line[index + 1 : index + 3]
    known = word.low in lexicon("mentions_heads")["PER"] or word.low == "master"
    return (
        word.capital
        and not word.shouted
        and known
        and len(rest) == 2
        and rest[0].glued
        and all(is_name_word(one) and not is_plain(one.text) for one in rest)
    )


def _holder(line: list[Word], index: int) -> Candidate | None:
    """Who holds an office that is told before the name: "Minister for Ports and Harbours Ada Mirel"."""
    if index + 1 >= len(line) or line[index + 1].low not in ("of", "for") or not line[index].glued:
        return None
    stop = index + 2
    while stop < len(line) and line[stop - 1].glued and stop - index < 12:
        small = line[stop].low in ("and", "the", "of") or is_tied(line[stop])
        if not (is_name_word(line[stop]) or small):
            break
        stop += 1
    run = range(index + 2, stop)
    first = next((i for i in run if i > index + 2 and _opens_name(line, i, stop)), None)
    if first is None or is_country(line[first].text):
        return None
    return Candidate(line[first].start, line[stop - 1].end, PER, "rule:holder", 71)


def _opens_name(line: list[Word], index: int, stop: int) -> bool:
    """Whether the last two or three words of a run are a person's, the words before them an office's."""
    rest = line[index:stop]
    if len(rest) not in (2, 3) or not is_name_word(rest[0]):
        return False
    if not all(is_name_word(word) or is_tied(word) for word in rest):
        return False
    before = line[index - 1]
    field = words(_NAMES, "portfolios")
    own = not any(is_plain(one.text) or one.low in field or one.low in _no_person() for one in rest)
    told = len(rest) == 2 and (is_plain(before.text) or before.low in field)
    return own and (is_given(rest[0].text) or told) and before.capital


_PEERS = frozenset(
    {"lord", "lady", "baroness", "baron", "duke", "duchess", "earl", "countess", "count", "viscount", "marquess",
     "marquis", "prince", "princess", "king", "queen", "emir", "bishop", "archbishop"}
)  # fmt: skip
"""Titles whose bearers are called "of" somewhere: "Lord Mirel of Olt"."""


def person_end(line: list[Word], index: int) -> int:
    """One past the last word of a person's name that begins at ``index``; ``index`` if none does."""
    stop, particles = index, words(_NAMES, "particles")
    while stop < len(line) and stop - index < 5:
        word = line[stop]
        if stop > index and not line[stop - 1].glued and len(line[stop - 1].text) > 1:
            break
        particle = word.low in particles and (stop > index or word.low not in ("of", "y", "e"))
        tied = stop > index and is_tied(word)
        named = is_name_word(word) and word.low not in _no_person()
        if named or tied or (particle and _leads_to_name(line, stop)):
            stop += 1
        else:
            break
    return stop


def _leads_to_name(line: list[Word], index: int) -> bool:
    """Whether particles from ``index`` on ("van der") end before a capitalised word."""
    particles = words(_NAMES, "particles")
    for word, after in zip(line[index : index + 3], line[index + 1 : index + 4], strict=False):
        if not word.glued or word.low not in particles:
            return False
        if after.capital:
            return True
    return False


@cache
def _no_person() -> frozenset[str]:
    return words(_NAMES, "titles") | words(_NAMES, "heads_after")


def _is_organisation(run: list[Word]) -> bool:
    return any(word.low in words(_NAMES, "heads_after") for word in run)


def surnames_in_capitals(line: list[Word]) -> Iterator[Candidate]:
    """People whose surname is in capitals: "Oleg VOLSKIN", "VOLSKIN, Oleg"."""
    if sum(word.shouted for word in line) * 2 > len(line) and len(line) > 6:
        return
    for index, word in enumerate(line):
        if not (word.shouted and len(word.text) >= 4 and word.text.isalpha()):
            continue
        before = index
        while (
            before
            and line[before - 1].glued
            and index - before < 4
            and (_given(line[before - 1]) or line[before - 1].low in words(_NAMES, "particles"))
        ):
            before -= 1
        stop = index + 1
        while (
            stop < len(line)
            and line[stop - 1].glued
            and line[stop].shouted
            and len(line[stop].text) > 2
        ):
            stop += 1
        while before < index and line[before].low in _LOOSE:
            before += 1
        if any(_given(word) for word in line[before:index]):
            yield Candidate(line[before].start, line[stop - 1].end, PER, "rule:capitals", 57)


_LOOSE = frozenset({"of", "y", "e"})
"""Particles that never open a name."""


def _given(word: Word) -> bool:
    return (
        is_name_word(word)
        and not word.shouted
        and not (word.opens and is_plain(word.text))
        and word.low
        not in (words(_NAMES, "titles") | words(_NAMES, "heads_after") | nationalities())
    )


_INITIALS = re.compile(
    rf"(?<![\w.])(?:[{UPPER}]\. ?){{1,3}}(?:(?:van|von|de|der|bin|al) )?[{UPPER}][\w'-]+[\w](?:-[{UPPER}]\w+)?"
    rf"|(?<![\w.])[{UPPER}][\w'-]+ (?:[{UPPER}]\. ?){{1,2}}[{UPPER}][\w'-]+\w"
)


_COURTESY = re.compile(r"(?:MM?\.|Me|Mes|Mgr|Mme|Mlle) (?=[^\W\d_])")


def without_courtesy(
    plain: str, french: Sequence[tuple[int, int]], found: Sequence[Candidate]
) -> list[Candidate]:
    """People without "M." and "Me" in what is French, where they stand for Monsieur and Maître, no initials.

    Args:
        plain: Shadow of the whole text.
        french: Where the passages in French are.
        found: Candidates in any order.
    """
    if not french:
        return list(found)
    kept = []
    for one in found:
        inside = one.type is PER and any(start <= one.start < end for start, end in french)
        title = _COURTESY.match(plain, one.start, one.end) if inside else None
        kept.append(one if title is None else replace(one, start=title.end()))
    return kept


_NUMERAL = re.compile(r" [IVX]\. ")
_ONE_INITIAL = re.compile(rf"[{UPPER}]\. [{UPPER}][^. ]*$|[{UPPER}][\w'-]+ [{UPPER}]\. [^ ]*$")


def initials(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """People by initials: "K. T. Mirel", "Corwin J. Mirel"."""
    for match in _INITIALS.finditer(plain, start, end):
        first = re.match(rf"[{UPPER}][\w'-]+", match.group())
        if first and len(first.group()) > 1 and first.group().lower() in words(_NAMES, "common"):
            continue
        last = match.group().split()[-1]
        numbered = first and is_plain(first.group()) and _NUMERAL.search(match.group())
        if last.lower() in _no_bearer() or numbered:
            continue  # "U.S. Representative", "World War I. Mirel", "King Olt I. Upon"
        if _ONE_INITIAL.match(match.group()) and is_plain(last):
            continue  # "... with F. Shortly afterwards", "Section E. Before"
        yield Candidate(match.start(), _bare_end(plain, match), PER, "rule:initials", 63)


@cache
def _no_bearer() -> frozenset[str]:
    return _no_person() | words(_NAMES, "document_words") | words(_NAMES, "common")


def _bare_end(plain: str, match: re.Match[str]) -> int:
    return match.end() - 2 if plain[: match.end()].endswith("'s") else match.end()


_NICKNAMED = re.compile(
    rf"(?<!\w)[{UPPER}][\w'-]+ [\"'(][{UPPER}][\w-]+[\"')] (?:(?:van|von|de|der|bin|al) )?[{UPPER}][\w'-]+\w"
)


def nicknamed(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """People with what they are called between their names: 'Anna "Nan" Mirel'."""
    for match in _NICKNAMED.finditer(plain, start, end):
        parts = re.findall(r"[\w-]+", match.group())
        heads = {part.lower() for part in parts} & (_no_person() | words(_NAMES, "common"))
        if not heads and is_given(parts[0]) and not any(is_country(part) for part in parts):
            yield Candidate(match.start(), match.end(), PER, "rule:nickname", 64)


_LISTED = re.compile(
    rf"(?<!\w)(?P<family>[{UPPER}][{UPPER}'-]{{2,}}(?: [{UPPER}][{UPPER}'-]+)?), "
    rf"(?P<given>[{UPPER}][a-zà-ÿ'-]+(?: (?:[{UPPER}][a-zà-ÿ'-]+|[{UPPER}]\.?)){{0,2}})(?=\s*(?:[\u2013(\n;,.]|$|- ))"
)


_NO_FAMILY = re.compile(r"\b(?:the|of) $", re.IGNORECASE)
PARTS_IN_CASES = frozenset(
    {"claimant", "claimants", "plaintiff", "plaintiffs", "defendant", "defendants", "respondent", "respondents", "appellant",
     "appellants", "applicant", "applicants", "petitioner", "petitioners", "intervener", "intervenor", "relator", "debtor",
     "appellee", "appellees", "prosecutor", "complainant"}
)  # fmt: skip
"""What a party is in a case: no part of anybody's name."""


def listed_people(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """People as registers print them: "HUGHES, Martin Alan"."""
    for match in _LISTED.finditer(plain, start, end):
        place = match["family"].lower() in words("mentions_cities", "cities")
        # "the EFCC, Ada Mirel" is a body and its officer, "UNITED STATES OF AMERICA, Appellee" a party.
        lead = _NO_FAMILY.search(plain, max(0, match.start() - 5), match.start())
        other = lead is not None or match["given"].lower() in PARTS_IN_CASES
        if not (
            other or place or is_country(match["given"]) or is_country(match["family"].title())
        ):
            yield Candidate(match.start(), match.end(), PER, "rule:capitals", 59)


_BEARER = re.compile(
    rf"\b(?:[Mm]inister|[Pp]rosecutor|[Ss]ecretary|[Pp]resident|[Dd]irector|[Gg]overnor|[Aa]mbassador|[Cc]hairman|[Cc]hairwoman|[Cc]hair|[Mm]ayor|[Cc]ommissioner|[Ss]peaker|[Jj]udge)"
    rf"(?: (?:of|for) (?:the )?[{UPPER}][\w'-]+(?:(?: and| of| for)? [{UPPER}][\w'-]+){{0,4}})?, "
    rf"(?P<name>[{UPPER}][a-zà-ÿ'-]{{2,}}(?: [{UPPER}][a-zà-ÿ'-]+)?)(?=[,.;)]| and )"
)


def bearers(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """A name between commas behind an office: "the Minister of Defence, Cikor, and ..."."""
    for match in _BEARER.finditer(plain, start, end):
        name = match["name"]
        low = {word.lower() for word in name.split()}
        known = words(_NAMES, "common") | words(_NAMES, "titles") | words(_NAMES, "heads_after")
        places = name.lower() in words("mentions_cities", "cities") or is_country(name)
        if not places and not low & known and not low & nationalities():
            yield Candidate(match.start("name"), match.end("name"), PER, "rule:role", 58)


_GROUPED = re.compile(
    rf"(?<!\w)(?P<name>[{UPPER}][\w'’-]{{1,40}}(?: [{UPPER}][\w'’-]{{1,40}}){{1,3}}) \((?P<group>[{UPPER}][^()\d\n]{{2,40}})\)(?=, | and |\n|$)"
)


_PROCEDURAL = re.compile(
    r"\b(?:claimants?|defendants?|respondents?|appellants?|applicants?|plaintiffs?|petitioners?|interveners?|interested part(?:y|ies)|"
    r"prosecution|defence|crown)$",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(
    r"(?:By|From|And|The|MRS?|MS|MISS|DR|SIR|LORD|LADY|M(?:rs?|s|iss)|Dr|Sir|Lord|Lady)\.? "
)


def grouped(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """Deputies in a row with their groups: "Ada Mirel (Liberal Reform), Bern Olt (Left Unity)"; two at least."""
    found = list(_GROUPED.finditer(plain, start, end))
    for one, other in pairwise(found):
        if plain[one.end() : other.start()] not in (", ", " and "):
            continue
        for match in (one, other):
            group = match["group"]
            if _PROCEDURAL.search(group):
                continue  # "(First Defendant)" is no party that one belongs to
            if is_country(group) or group.lower() in words("mentions_cities", "cities"):
                continue
            first = match.start("name")
            while skip := _BEFORE_NAME.match(plain, first, match.end("name")):
                first = skip.end()
            yield Candidate(first, match.end("name"), PER, "rule:listed", 76)
            kind, start = MentionType.ORGANISATION, match.start("group")
            place, comma, _ = group.partition(", ")
            if comma and is_country(place):
                start += len(place) + len(comma)  # "(Norway, EPP)"
            yield Candidate(start, match.end("group"), kind, "rule:party", 76)


_BYLINE = re.compile(
    rf"^[ \t]*(?:BY |By )?(?P<name>[{UPPER}][{UPPER}'-]+(?: [{UPPER}][{UPPER}'.-]*){{1,3}}),? +"
    r"(?=(?:[A-Z-]+ ){0,3}(?:EDITOR|CORRESPONDENT|REPORTER|COLUMNIST|BUREAU CHIEF)\b)",
    re.MULTILINE,
)


def bylines(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """Who wrote an article, in capitals above it: "ADA MIREL, DIPLOMATIC EDITOR"."""
    for match in _BYLINE.finditer(plain, start, end):
        yield Candidate(match.start("name"), match.end("name"), PER, "rule:capitals", 72)


_LISTED_FROM = re.compile(
    rf"^[ \t]*(?:[-•*–]|\(?\d{{1,3}}[.)])\s+(?P<name>[{UPPER}][\w'’-]+(?: (?:[{UPPER}][\w'’-]+|van|von|de|der|den|da|dos|di|al|bin)){{1,4}}) "
    rf"\((?P<place>[{UPPER}][A-Za-z .]+)\)",
    re.MULTILINE,
)


def listed_with_country(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """A name in a list with the country that it comes from: "- Ada Mirel (Latvia), Progressive Left"."""
    for match in _LISTED_FROM.finditer(plain, start, end):
        heads = {word.lower() for word in match["name"].split()}
        if is_country(match["place"]) and not heads & words(_NAMES, "heads_after"):
            yield Candidate(match.start("name"), match.end("name"), PER, "rule:listed", 76)


_STATED = re.compile(
    rf"\b(?:STATEMENT|AFFIDAVIT|TESTIMONY|EVIDENCE|DEPOSITION|DECLARATION|INTERVIEW|LETTER)S? (?:OF|BY|FROM|WITH) (?:MRS?\.? |MS\.? |MISS |DR\.? |SIR )?"
    rf"(?P<name>[{UPPER}][{UPPER}'-]+(?: [{UPPER}][{UPPER}'.-]*){{1,3}})(?=\s*(?:\n|$|\())"
)


def deponents(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """Whose statement a heading in capitals announces: "WITNESS STATEMENT OF ADA MIREL"."""
    for match in _STATED.finditer(plain, start, end):
        low = [word.lower() for word in match["name"].split()]
        known = (
            words(_NAMES, "heads_after") | words(_NAMES, "common") | words(_NAMES, "document_words")
        )
        if not known & set(low) and not all(map(is_plain, low)):
            yield Candidate(match.start("name"), match.end("name"), PER, "rule:capitals", 60)
