"""What the label of a turn states: "X (Green Front): ...", "THE SPEAKER (X): ...", "X (Minister of Y): ...".

A turn's label stands at the start of a line and ends in a colon. Names of parties and constituencies
stand in its brackets; only a name is a member of what is named there. Initials, times and notes in
brackets state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.claims.document import Document
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.referents.states import States
from dalil.claims.frames.ties.offices import nouns
from dalil.evidence import Kind, Mention, MentionType, Predicate, Reference, Relation, Stance

_LABEL = re.compile(
    r"^[ \t]*(?P<front>[^\n():]{3,60}?) ?\((?P<within>[^\n()]{2,80})\) ?:", re.MULTILINE
)
_HEAD = 1500
"""Code points at a document's head in which its assembly is named."""
_ASSEMBLY = frozenset(
    {"council", "parliament", "assembly", "house", "senate", "chamber", "congress", "diet", "duma",
     "rada", "committee", "board", "lords", "commons", "delegates", "sejm", "seimas", "majlis"}
)  # fmt: skip
_CHAIR = frozenset({"speaker", "president", "chair", "chairman", "chairwoman", "chairperson"})
_HOLDERS = (MentionType.ORGANISATION, MentionType.GROUP)


def labels(context: Context) -> Iterator[Frame]:
    """The ties that labels of turns state, one for each speaker."""
    document = context.document
    states, told = States(document), set[tuple[str, str]]()
    yield from lines(context)
    for match in _LABEL.finditer(document.text):
        relation = _by_name(document, match, states) or _by_office(document, match, states)
        if relation is None:
            continue
        key = (document.entity_of.get(relation.subject.id, relation.subject.id), match["within"])
        if key in told:
            continue
        told.add(key)
        start, end = match.start("front"), match.end() - 1
        yield Frame(
            start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:label", relations=(relation,),
            own=True, listed=True,
        )  # fmt: skip


_FOR = re.compile(r"^[ \t]*(?:For|On behalf of|Contact at) (?:the )?(?=\S)", re.MULTILINE)
_PRESENT = re.compile(r"^[ \t]*(?:Members present|Present)[ \t]*:[ \t]*", re.MULTILINE)
_OFFICE = re.compile(r",? \(?(?P<office>[^,;\n()]{3,60})")


def lines(context: Context) -> Iterator[Frame]:
    """Lines of offices and of those present: "For Y: X, coordinator", "Present: X, Z" in a board's minutes."""
    document = context.document
    for match in _FOR.finditer(document.text):
        body = document.mention_at(match.end(), match.end() + 1)
        if body is None or body.type != MentionType.ORGANISATION:
            continue
        if document.text[body.end : body.end + 1] == ":":
            yield from _officers(document, body, body.end, _line_end(document, match.start()))
    board = _assembly(document)
    if board is None or "meeting" not in document.text[:_HEAD].lower():
        return
    for match in _PRESENT.finditer(document.text):
        for person in document.mentions_in(match.end(), _line_end(document, match.start())):
            if person.type == MentionType.PERSON and person.start >= match.end():
                yield _frame(document, Predicate.MEMBER_OF, person, board, None)


def _officers(document: Document, body: Mention, low: int, high: int) -> Iterator[Frame]:
    for person in document.mentions_in(low, high):
        said = _OFFICE.match(document.text, person.end, high)
        if person.type == MentionType.PERSON and said and _office(said["office"]):
            yield _frame(document, Predicate.ROLE_AT, person, body, said["office"])


def _line_end(document: Document, start: int) -> int:
    end = document.text.find("\n", start)
    return end if end >= 0 else len(document.text)


def _frame(
    document: Document, predicate: Predicate, person: Mention, body: Mention, detail: str | None
) -> Frame:
    one, other = (Reference(m.id, m.text) for m in (person, body))
    relation = Relation(predicate, one, other, detail=detail)
    return Frame(
        person.start, person.end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:label",
        relations=(relation,), own=True, listed=True,
    )  # fmt: skip


def _by_name(document: Document, match: re.Match[str], states: States) -> Relation | None:
    """Read "X (Green Front):" and "X (Minister of Ports):"."""
    person = _person(document, *match.span("front"))
    if person is None:
        return None
    subject, within = Reference(person.id, person.text), match["within"]
    office = _office(within)
    if office is not None:
        body = _assembly(document) if office in _CHAIR else states.ministry(within)
        body = body or states.country if states.is_of_state(office) else body
        if body is None:
            return None
        return Relation(Predicate.ROLE_AT, subject, Reference(body.id, body.text), detail=within)
    low, high = match.span("within")
    named = [m for m in document.mentions_in(low, high) if low <= m.start and m.end <= high]
    last = named[-1] if named and named[-1].end == high else None
    if last is None or last.type not in _HOLDERS:
        return None
    return Relation(Predicate.MEMBER_OF, subject, Reference(last.id, last.text))


def _by_office(document: Document, match: re.Match[str], states: States) -> Relation | None:
    """Read "THE DEPUTY SPEAKER (X):" and "The Minister for Ports (X):"."""
    person = _person(document, *match.span("within"))
    office = _office(match["front"])
    if person is None or office is None:
        return None
    title = re.sub(r"^the ", "", match["front"].strip(), flags=re.IGNORECASE)
    body = _assembly(document) if office in _CHAIR else states.ministry(title)
    body = body or (states.country if states.is_of_state(office) else None)
    if body is None:
        return None
    subject = Reference(person.id, person.text)
    return Relation(Predicate.ROLE_AT, subject, Reference(body.id, body.text), detail=title)


def _office(words: str) -> str | None:
    """The noun of an office among words, in the singular."""
    known = nouns()
    said = [w.strip(",.").lower() for w in re.split(r" (?:of|for) ", words)[0].split()]
    return next((w for w in reversed(said) if known.get(w) == "role_at"), None)


def _person(document: Document, low: int, high: int) -> Mention | None:
    """The person that a stretch names and hardly anything else."""
    for mention in document.mentions_in(low, high):
        inside = low <= mention.start and mention.end <= high
        if mention.type == MentionType.PERSON and inside and mention.start - low <= 24:
            return mention
    return None


def _assembly(document: Document) -> Mention | None:
    """The assembly whose record a document is, by the name at its head."""
    for mention in document.mentions_in(0, _HEAD):
        words = {w.strip(",.").lower() for w in mention.text.split()}
        if mention.type == MentionType.ORGANISATION and words & _ASSEMBLY:
            return mention
    return None
