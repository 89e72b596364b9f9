"""Turns of a transcript or an interview: where each begins and whose it is.

A label is a name ("MR ORSK:"), a name with what it is ("Orla Venn (Larkmouth, Progress):"), an office
with a name ("The Minister for Ports (Milo Brandt):") or a letter ("Q.", "A:"). Three turns of two people at
least make a transcript; a single line with a colon makes none. In an interview whoever asks is marked:
that is the document's own voice. An interview without labels is read as one only where its head says so,
names whom it is with, and questions and answers follow each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from dalil.evidence import Passage, TextLayer

FEWEST = 3
_UP = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽƏȘȚ]"
_TITLE = r"(?:(?:The )?(?:Rt\.? )?Hon|Mr|Mrs|Ms|Miss|Mme|Dr|Sir|Dame|Lord|Lady|Baroness|Judge|Justice|Sister|Deputy|Senator|Professor|Prof|Adv|Advocate)\.?"
_NAME = rf"(?:{_TITLE} )?{_UP}[\w.'’-]*(?: {_UP}[\w.'’-]*){{0,3}}"
_OFFICE = rf"(?:The|{_UP}\w+)(?: [\w'’-]+,?){{0,9}}"
_FULL = rf"{_UP}[\w'’-]+(?: (?:{_UP}[\w.'’-]*|de|van|von|al|bin|el)){{1,3}}"
_MARK = r"(?:\*\*|__|\*|_)?"
_LABEL = re.compile(
    rf"{_MARK}(?:(?:(?P<office>{_OFFICE}) \((?P<bearer>{_NAME})\)"
    rf"|(?P<name>{_NAME})(?: \([^()\n]{{2,60}}\)){{0,2}}){_MARK}:{_MARK}"
    rf"|(?P<letter>Q|A|Question|Answer)(?: ?\d{{1,3}})?{_MARK}\.{_MARK}"
    rf"|(?P<member>(?:Mr|Mrs|Ms|Dr)\. [A-Z][A-Z'’-]{{2,}}(?: [A-Z][A-Z'’-]{{2,}})?)(?: of [A-Z]\w+(?: [A-Z]\w+)?)?\.)\s"
)
_STAMP = re.compile(
    r"(?:\[[^\]\n]{3,28}\]|(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? )?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?)(?: ?[-–—])? (?=[^\W\d])"
)
"""Day and time at the head of a line of a chat: "[12:03] ", "05/12/2019, 14:10 - "."""
_CHATTER = re.compile(rf"(?P<name>{_UP}[\w.'’-]*(?: {_UP}[\w.'’-]*){{0,3}}): (?=\S)")
_CHAT = 4
"""Lines of a chat without stamps at least, one behind the other."""
_PARTS = ("name", "letter", "member")
_OFFICES = frozenset(
    {"minister", "manager", "head", "host", "presenter", "chair", "chairman", "chairwoman", "chairperson", "rapporteur",
     "compliance", "legal", "speaker", "president", "secretary", "director", "moderator", "interviewer", "counsel",
     "prosecutor", "commissioner", "officer", "treasurer", "clerk", "ombudsman", "auditor", "governor", "mayor", "witness",
     "solicitor", "attorney", "registrar", "examiner", "reporter", "anchor", "arbitrator", "spokesman", "spokeswoman"}
)  # fmt: skip
"""Words of an office in a label: who bears it stands in brackets behind, not a party or a place."""
_HOSTS = frozenset({"HOST", "PRESENTER", "INTERVIEWER", "MODERATOR", "ANCHOR", "REPORTER"})
"""Labels of those who put the questions of a broadcast: whose document it is."""
_NO_LABELS = frozenset(
    {"interview", "note", "editor's note", "editor’s note", "subject", "date", "place", "source", "topic", "name", "age",
     "city", "job", "photo", "caption", "related", "update", "correction", "contact", "address", "nationality",
     "occupation", "resolved", "decision", "decided", "present", "apologies", "action", "agenda", "item", "result",
     "outcome", "conclusion", "recommendation", "ordered", "held", "summary", "background", "in attendance", "warning",
     "disclaimer", "exhibit", "reference", "re", "case", "attachment", "annex"}
)  # fmt: skip
_SAID = re.compile(r"[.!?…]['\"”’)]?\s*$|(?:\w+\W+){5}\w+")
_STOPPED = re.compile(r"[.!?…]['\"”’)*_]*\s*$")
"""A stop at the end, or six words: "Economic Crime: Oldhaven" is a heading."""
_WITH = re.compile(
    rf"\b(?:[Ii]nterview(?:s|ed)?|INTERVIEW|[Qq] ?& ?[Aa]|[Ii]n conversation)(?: with| of|:)? (?:the [a-z -]{{2,40}} )?(?P<name>(?!WITH\b|OF\b){_NAME})"
)
_TALKS = re.compile(
    rf"(?P<one>{_FULL})(?:, [^.\n]{{2,80}},)? (?:speaks|talks|talked|spoke|answers) (?:to|with) (?P<other>{_FULL})"
)
_EXAMINED = re.compile(
    rf"\b(?:EXAMINATION|EXAMINED|Examination|Examined)\b[^\n]{{0,20}}? (?:BY|by) (?P<name>{_NAME})"
)
"""Heading of an examination: whose questions follow."""
_HEARD = re.compile(
    rf"(?:^|\n)(?:The )?(?:Witness|WITNESS|Deponent|DEPONENT)(?: statement)?(?::| of) (?P<name>{_NAME})"
    rf"|\b[Aa]nswers? (?:of|by|from) (?:the )?(?:[\w’' -]{{3,60}}, )?(?P<office>{_NAME})"
)
"""Whom a record names as its witness, or whose answers follow."""
_ADDRESSED = re.compile(
    rf"(?P<name>(?:Mr|Mrs|Ms|Miss|Dr|Me|Professor|Senator|Captain|Inspector)\.? {_UP}[\w'’-]+(?: {_UP}[\w'’-]+)?)(?:\?|, (?:you|did|do|were|was|is|are|have|where|when|what|why|how|who)\b)"
)
"""Whom a question addresses: "Whose purse is this, Mr Orsk?"."""
_BY = re.compile(rf"\b[Bb]y (?P<name>{_FULL})")
_PUT_BY = re.compile(
    rf"\b(?:[Qq]uestions?|[Ii]nterpellations?)\b[^\n]{{0,40}}? (?:by|of|from) (?:the )?(?P<name>{_NAME})"
)
"""Who put a question to a government or an authority: no interviewer, but somebody of whom the document tells."""
_OPENS = re.compile(rf"^(?P<name>{_FULL}),? (?=[a-z])", re.MULTILINE)
_ASKING = re.compile(rf"\b(?:[Ii]nterview|[Ii]nterviewed|[Qq]uestions?) by (?P<name>{_NAME})")
_INTERVIEW = re.compile(
    r"\binterview|\bq ?& ?a\b|\bin conversation\b|\b(?:speaks?|spoke|talks?|talked) (?:to|with)\b|\b(?:met|asked) (?:him|her|them)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I’m|my|me|mine|myself)\b")
_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\s*_\"”’')]*$")
_ASIDE = re.compile(r"[*_]*[(\[].*[)\]][*_.]*", re.DOTALL)
HEAD = 1500
"""Code points at the head of an interview in which those who ask and answer are named."""
LONGEST_QUESTION = 500


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn.

    Attributes:
        passage: Index of its passage.
        start: First code point of the speaker's name.
        end: One past its last.
        spoken: First code point of what is said.
        asks: It is the question of an interviewer: the document's own voice.
    """

    passage: int
    start: int
    end: int
    spoken: int
    asks: bool = False


def turns_of(layer: TextLayer) -> list[Turn]:
    """The turns of a document that is a transcript or an interview; none where it is neither.

    A paragraph without a label between two turns goes on with the first; behind the last turn nothing
    does. The letters of "Q:" and "A:", and initials, stand for whoever the head of the interview names.
    """
    found, labels = _labelled(layer)
    names = set(labels)
    if len(names) == 1 and len(found) >= FEWEST:
        return _answered(layer, found)
    if len(found) < FEWEST or not 1 < len(names) <= len(found) / 1.2:
        return _unlabelled(layer)
    asking = _asking(layer, found, labels)
    turns = [replace(turn, asks=label == asking) for turn, label in zip(found, labels, strict=True)]
    return _continued(layer, turns)


def _labelled(layer: TextLayer) -> tuple[list[Turn], list[str]]:
    """Turns by their labels, and the last word of each speaker's name: "MR ORSK" and "TAVIT ORSK" are one."""
    matches: list[tuple[int, re.Match[str]]] = []
    chatting = _chat_lines(layer)
    for index, passage in enumerate(layer.passages):
        if passage.kind != "paragraph":
            continue
        stamp = _STAMP.match(layer.text, passage.start, passage.end)
        match = _LABEL.match(layer.text, stamp.end() if stamp else passage.start, passage.end)
        if match is not None and (match["name"] or "").lower() in _NO_LABELS:
            continue
        if match is None:
            continue
        chat = stamp is not None or index in chatting
        if chat or _SAID.search(layer.text, match.end(), passage.end):
            matches.append((index, match))
    titles = {
        m[0]
        for m in matches
        if (m[0] not in chatting or (m[1]["name"] or "").upper() in _ANSWERS)
        and _titles(layer, *m, matches)
    }
    matches = [m for m in matches if m[0] not in titles]
    found: list[Turn] = []
    labels: list[str] = []
    spans = [_span(m) for _, m in matches]
    named = _bearers(matches)
    for (index, match), span in zip(matches, spans, strict=True):
        label = layer.text[slice(*span)]
        if label not in named:
            named[label] = _bearer(layer.text, span, spans)
        if label.upper() in _ASKS:
            named[label] = _examiner(layer.text, span) or named[label]
        start, end = span if layer.text[slice(*named[label])] == label else named[label]
        found.append(Turn(index, start, end, match.end()))
        labels.append(
            _HOST if label.upper() in _HOSTS or _hosts(match) else _key(layer, start, end)
        )
    return found, labels


def _chat_lines(layer: TextLayer) -> frozenset[int]:
    """Lines of a chat: stamped ones with a name, or some lines on end that each open with one of a few names."""
    found: set[int] = set()
    run: list[tuple[int, str]] = []
    for index, passage in enumerate(layer.passages):
        stamp = _STAMP.match(layer.text, passage.start, passage.end)
        match = _CHATTER.match(layer.text, stamp.end() if stamp else passage.start, passage.end)
        if match is not None and stamp is not None:
            found.add(index)
        if match is not None and match["name"].lower() not in _NO_LABELS:
            run.append((index, match["name"]))
            continue
        found |= _chatted(run)
        run = []
    return frozenset(found | _chatted(run))


def _chatted(run: list[tuple[int, str]]) -> set[int]:
    names = {name for _, name in run}
    several = len(run) >= _CHAT and 1 < len(names) <= len(run) / 2
    return {index for index, _ in run} if several else set()


_HOST = "(host)"


def _key(layer: TextLayer, start: int, end: int) -> str:
    return layer.text[start:end].upper().split()[-1]


def _hosts(match: re.Match[str]) -> bool:
    return bool(match["bearer"]) and match["office"].upper() in _HOSTS


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Where the speaker is named in a label: the bearer of an office, else the name before the brackets."""
    if not match["bearer"]:
        return match.span(next(part for part in _PARTS if match[part]))
    words = match["office"].split()
    office = words[0] == "The" or any(w.lower().strip(",") in _OFFICES for w in words)
    described = any(w.islower() for w in words)
    return match.span("bearer" if office or described else "office")


def _bearers(matches: list[tuple[int, re.Match[str]]]) -> dict[str, tuple[int, int]]:
    """Who bears an office that later labels name alone: "RAPPORTEUR (Orla Venn):", then "RAPPORTEUR:"."""
    told = [m for _, m in matches if m["bearer"] and _span(m) == m.span("bearer")]
    return {m["office"]: m.span("bearer") for m in reversed(told)}


def _titles(
    layer: TextLayer, index: int, match: re.Match[str], matches: list[tuple[int, re.Match[str]]]
) -> bool:
    """Whether a line is a title with a colon: no stop ends it, and its label comes once."""
    if _STOPPED.search(layer.text, match.end(), layer.passages[index].end):
        return False
    if (match["name"] or "").upper() in _ANSWERS and re.match(_FULL, layer.text[match.end() :]):
        return True  # "Witness: ORLA VENN, registrar of lands"
    return sum(m.group() == match.group() for _, m in matches) == 1


_ASKS = ("Q", "QUESTION")
_ANSWERS = ("A", "ANSWER", "WITNESS", "THE WITNESS", "DEPONENT")


def _examiner(text: str, label: tuple[int, int]) -> tuple[int, int] | None:
    """Who examines a witness where a question stands: the name in the last heading before it."""
    found = list(_EXAMINED.finditer(text, 0, label[0]))
    return found[-1].span("name") if found else None


def _bearer(text: str, span: tuple[int, int], labels: list[tuple[int, int]]) -> tuple[int, int]:
    """Where the one is named for whom a label stands; the label itself where nobody is."""
    label, first = text[slice(*span)], labels[0][0]
    word = label.upper()
    if word in _ASKS:
        named = _ASKING.search(text, 0, HEAD) or _PUT_BY.search(text, 0, min(first, HEAD))
        return named.span("name") if named is not None else span
    if word in _ANSWERS:
        heard = _heard(text, first)
        if heard is not None or word not in ("A", "ANSWER"):
            return heard or span
        return _interviewed(text, first) or span
    letters = re.sub(r"[.-]", "", label)
    if letters.isupper() and 2 <= len(letters) <= 3:
        told = [m.span() for m in re.finditer(_FULL, text[: min(first, HEAD)])]
        for place in [*told, *labels]:
            parts = re.split(r"[ -]", text[slice(*place)])
            initials = "".join(part[:1] for part in parts)
            if letters in (initials, initials[-len(letters) :]) and text[slice(*place)] != label:
                return place
    return span


def _heard(text: str, first: int) -> tuple[int, int] | None:
    """Where a record names its witness, or a question addresses whoever answers."""
    named = _HEARD.search(text, 0, min(first, HEAD))
    if named is not None:
        return named.span("name" if named["name"] else "office")
    addressed = _ADDRESSED.search(text, max(first - HEAD, 0))
    return addressed.span("name") if addressed is not None else None


def _interviewed(text: str, first: int) -> tuple[int, int] | None:
    """Where the head of an interview names whom it is with: by its words, else whom it opens with."""
    end = min(max(first, 0), HEAD)
    named = _WITH.search(text, 0, HEAD)
    if named is not None:
        return named.span("name")
    authors = {m["name"] for m in _BY.finditer(text, 0, end)}
    talks = _TALKS.search(text, 0, end)
    if talks is not None:
        described = re.match(r", (?:once|the|a|an|who|now|then|former)\b", text[talks.end() :])
        return talks.span("other" if talks["one"] in authors or described else "one")
    for match in _OPENS.finditer(text, 0, end):
        if match["name"] not in authors and not match["name"].startswith("The "):
            return match.span("name")
    return None


def _asking(layer: TextLayer, turns: list[Turn], labels: list[str]) -> str | None:
    """The label of whoever asks, where two people speak, one asks and the head says "interview"."""
    names = list(dict.fromkeys(labels))
    if _HOST in names:
        return _HOST
    if _PUT_BY.search(layer.text, 0, max(turns[0].start, 0)) is not None:
        return None
    if len(names) != 2:
        return None
    shares = {name: _share(layer, turns, labels, name) for name in names}
    asking = max(names, key=lambda name: shares[name])
    other = next(name for name in names if name != asking)
    if asking in ("Q", "QUESTION"):
        return asking
    head = layer.text[: max(turns[0].spoken, 0)]
    if outlet := _outlet(layer, turns, labels, head):
        return outlet
    if _INTERVIEW.search(head[:HEAD]) is None:
        return None
    if shares[asking] >= 0.5 > shares[other]:
        return asking
    opens = labels[0] == asking and shares[asking] > shares[other]
    of_themselves = [_of_self(layer, turns, labels, name) for name in (asking, other)]
    return asking if opens and of_themselves[0] < of_themselves[1] else None


def _of_self(layer: TextLayer, turns: list[Turn], labels: list[str], name: str) -> float:
    """Share of somebody's turns that tell of the speaker: whoever answers says "I"."""
    own = [t for t, label in zip(turns, labels, strict=True) if label == name]
    told = (_FIRST_PERSON.search(layer.text, t.spoken, layer.passages[t.passage].end) for t in own)
    return sum(match is not None for match in told) / len(own)


def _outlet(layer: TextLayer, turns: list[Turn], labels: list[str], head: str) -> str | None:
    """The label that names the paper for which the author of the byline asks: "By Orla Venn, for Port Weekly"."""
    line = re.search(rf"\b[Bb]y {_FULL},? (?:for|of|in) (?P<paper>[^\n]+)", head[:HEAD])
    if line is None:
        return None
    for turn, label in zip(turns, labels, strict=True):
        if layer.text[turn.start : turn.end].lower() in line["paper"].lower():
            return label
    return None


def _answered(layer: TextLayer, turns: list[Turn]) -> list[Turn]:
    """Turns of an interview in which only the answers have a label: what stands between them is asked."""
    if _INTERVIEW.search(layer.text[:HEAD]) is None:
        return []
    found: list[Turn] = []
    for turn, after in pairwise([*turns, None]):
        if turn is None:
            break
        found.append(turn)
        between = range(turn.passage + 1, after.passage) if after is not None else range(0)
        found += [
            replace(turn, passage=index, spoken=layer.passages[index].start, asks=True)
            for index in between
        ]
    return found


def _share(layer: TextLayer, turns: list[Turn], labels: list[str], name: str) -> float:
    own = [t for t, label in zip(turns, labels, strict=True) if label == name]
    asked = sum("?" in layer.text[t.spoken : layer.passages[t.passage].end] for t in own)
    return asked / len(own)


def _continued(layer: TextLayer, turns: list[Turn]) -> list[Turn]:
    """Turns with the paragraphs between them that go on with one."""
    found: list[Turn] = []
    for turn, after in pairwise(turns):
        found.append(turn)
        for index in range(turn.passage + 1, after.passage):
            passage = layer.passages[index]
            if passage.kind not in ("paragraph", "item"):
                break
            words = layer.text[passage.start : passage.end].strip()
            if not _ASIDE.fullmatch(words) and not _EXAMINED.search(words):
                found.append(replace(turn, passage=index, spoken=passage.start))
    return [*found, turns[-1]]


def _unlabelled(layer: TextLayer) -> list[Turn]:
    """Turns of an interview in which questions and answers follow each other without a label."""
    if _INTERVIEW.search(layer.text[:HEAD]) is None:
        return []
    kinds = ("paragraph", "item", "heading")
    places = [(i, p) for i, p in enumerate(layer.passages) if p.kind in kinds]
    asked = [n for n, (_, p) in enumerate(places) if _QUESTION.search(_words(layer, p))]
    asked = [n for n in asked if not _FIRST_PERSON.search(_words(layer, places[n][1]))]
    if len(asked) < FEWEST or any(b - a < 2 for a, b in pairwise(asked)):
        return []
    answers = [_words(layer, places[n + 1][1]) for n in asked if n + 1 < len(places)]
    if sum(_FIRST_PERSON.search(words) is not None for words in answers) * 2 < len(asked):
        return []  # an essay that asks questions of its reader
    named = _interviewed(layer.text, places[asked[0]][1].start)
    if named is None:
        return []
    found: list[Turn] = []
    for number in range(asked[0], len(places)):
        index, passage = places[number]
        words = _words(layer, passage)
        question = number in asked or _put(words, answered=bool(found) and not found[-1].asks)
        if number > asked[-1] + 1 and not _FIRST_PERSON.search(words):
            break  # what stands behind the last answer
        found.append(Turn(index, *named, passage.start, asks=question))
    return found


def _words(layer: TextLayer, passage: Passage) -> str:
    return layer.text[passage.start : passage.end].strip()


def _put(words: str, *, answered: bool) -> bool:
    """Whether a paragraph behind an answer is put to somebody: "You were dismissed for leaking"."""
    to = _YOU.search(words) is not None and _FIRST_PERSON.search(words) is None
    return answered and to and len(words) <= LONGEST_QUESTION
