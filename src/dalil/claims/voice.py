"""Who speaks in a document's own voice: author, signatories, publisher, as the document says.

The author is taken from the document's own metadata, a byline, or a signature under a letter; a
letter signed by a list of people is held by all of them. Nobody is inferred from style or address:
a document that names no author has the publisher, or an unnamed author, at the end of every chain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dalil.claims.document import Earlier
from dalil.claims.shadow import shadow
from dalil.claims.wordlists import words
from dalil.evidence import (
    Holder,
    HolderRole,
    Mention,
    MentionType,
    Passage,
    Reference,
    Roster,
    TextLayer,
)

_BYLINE = re.compile(
    r"(?:^|\n)\s*(?:By|Written by|Author:|Authors:|Text:|Reported by|Автор:?|Par)\s+(?=\S)",
    re.IGNORECASE,
)
_HEAD = 2500
_TAIL = 1500


@dataclass(frozen=True, slots=True)
class Voice:
    """The document's own voice: those who signed it, and the last of every chain of holders."""

    author: Holder
    signatories: tuple[Holder, ...] = ()


def find_voice(layer: TextLayer, mentions: Sequence[Mention], rosters: Sequence[Roster]) -> Voice:
    """Find who holds what a document says in its own voice.

    Args:
        layer: The text layer with what the document says of itself.
        mentions: In order of place.
        rosters: Lists of people of the document.
    """
    signed = _signatories(layer, rosters)
    named = _from_metadata(layer, mentions) or _from_byline(layer, mentions)
    if named is None and not signed:
        named = _from_opening(layer, mentions) or _from_mail_head(layer, mentions)
    if named is None and not signed:
        named = _from_signature(layer, mentions)
    if named is None and layer.info.publisher:
        named = _holder(HolderRole.PUBLISHER, layer.info.publisher, mentions)
    return Voice(named or Holder(HolderRole.AUTHOR), signed)


_WROTE = re.compile(
    r"^[> ]*(?:on\b[^\n]{4,120}?,\s*)?(?P<name>[^\n<>,\"]{2,60}?)\"?\s*(?:<[^>\n]*>)?\s+wrote:\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_FROM = re.compile(
    r"^[> *]*from:\**[ ]*\"?(?P<name>[^\n<>\"]{2,60}?)\"?[ ]*(?:[<\[(][^\n]*)?$"
    r"(?=(?:\n[> *]*[A-Za-z-]+:[^\n]*){0,3}\n[> *]*(?:sent|date|to|subject):)",
    re.IGNORECASE | re.MULTILINE,
)


def find_earlier(layer: TextLayer, mentions: Sequence[Mention]) -> tuple[Earlier, ...]:
    """Find the mails that a mail quotes or forwards, with their authors as their heads name them.

    A quoted part whose head names nobody is held by an unnamed speaker: it is another's in any case.
    """
    found: list[Earlier] = []
    heads = sorted(
        [(m.start(), m.end(), m["name"].strip()) for m in _FROM.finditer(layer.text)]
        + [(m.start(), m.end(), m["name"].strip()) for m in _WROTE.finditer(layer.text)]
    )
    heads = [head for head in heads if not _in_head(layer, head[0])]
    position, name, forwarded = 0, "", False
    for passage in layer.passages:
        while position < len(heads) and heads[position][0] < passage.end:
            name = heads[position][2]
            line = layer.text[heads[position][0] : heads[position][1]]
            forwarded = forwarded or line.lstrip("> *").lower().startswith("from:")
            position += 1
        if passage.kind == "quoted" or (forwarded and passage.kind in ("paragraph", "item")):
            holder = _holder(HolderRole.SPEAKER, name, mentions) if name else _NOBODY
            found.append(Earlier(passage.start, passage.end, holder))
        elif not forwarded:
            name = (
                name if passage.kind in ("header", "furniture") or _is_head(layer, passage) else ""
            )
    return tuple(found)


_NOBODY = Holder(HolderRole.SPEAKER)


def _in_head(layer: TextLayer, offset: int) -> bool:
    """Whether a line is of the mail's own head."""
    return any(p.kind == "header" for p in layer.passages_at(offset, offset + 1))


def _is_head(layer: TextLayer, passage: Passage) -> bool:
    """Whether a passage ends with "X wrote:"."""
    return layer.text[passage.start : passage.end].rstrip().lower().endswith("wrote:")


def _holder(role: HolderRole, text: str, mentions: Sequence[Mention]) -> Holder:
    """A holder by name, with the mention that bears the same words, if any."""
    wanted = shadow(text).lower()
    for mention in mentions:
        if shadow(mention.text).lower() == wanted:
            return Holder(role, Reference(mention.id, mention.text), text)
    for mention in mentions:
        plain = shadow(mention.text).lower()
        if " " in plain and (plain in wanted or wanted in plain):
            return Holder(role, Reference(mention.id, mention.text), text)
    return Holder(role, None, text)


def _from_metadata(layer: TextLayer, mentions: Sequence[Mention]) -> Holder | None:
    if not layer.info.authors:
        return None
    first = _holder(HolderRole.AUTHOR, layer.info.authors[0], mentions)
    return replace(first, text=_joined(list(layer.info.authors)))


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _from_byline(layer: TextLayer, mentions: Sequence[Mention]) -> Holder | None:
    """A line such as "By Ada Mirel and Bern Olt" near the head or the foot of the text."""
    plain = shadow(layer.text)
    for match in _BYLINE.finditer(plain):
        end = plain.find("\n", match.end())
        end = len(plain) if end < 0 else end
        if match.end() > _HEAD and match.start() < len(plain) - _TAIL:
            continue
        people = [
            m for m in mentions if match.end() <= m.start < end and m.type == MentionType.PERSON
        ]
        if people and people[0].start - match.end() <= 8 and end - match.end() <= 160:
            first = people[0]
            text = _joined([person.text for person in people])
            return Holder(HolderRole.AUTHOR, Reference(first.id, first.text), text)
    return None


_DECLARES = re.compile(
    r"^\W{0,3}(?:\d+\.\s*)?I, (?P<name>[^,\n]{3,60}),[^\n]{0,200}?\b(?:will say|say|state|declare|make oath|swear|affirm|confirm)\b",
    re.MULTILINE,
)


def _from_opening(layer: TextLayer, mentions: Sequence[Mention]) -> Holder | None:
    """Who says "I, X, of Y, will say as follows" at the head of a statement."""
    found = _DECLARES.search(shadow(layer.text), 0, _HEAD)
    return _holder(HolderRole.AUTHOR, found["name"].strip(), mentions) if found else None


def _from_mail_head(layer: TextLayer, mentions: Sequence[Mention]) -> Holder | None:
    """Who a plain text is from that holds the head of one mail or memorandum, maybe behind another paper."""
    found = list(_FROM.finditer(layer.text))
    if len(found) != 1 or layer.info.authors or _WROTE.search(layer.text):
        return None
    return _holder(HolderRole.AUTHOR, found[0]["name"].strip(), mentions)


def _from_signature(layer: TextLayer, mentions: Sequence[Mention]) -> Holder | None:
    """The one person named right after "Yours sincerely"."""
    plain = shadow(layer.text)
    closings = "|".join(
        sorted(map(re.escape, words("mentions_rosters", "closings")), key=len, reverse=True)
    )
    for match in re.finditer(rf"(?:^|\n)\s*(?:{closings})\s*[,:.]?\s*\n", plain, re.IGNORECASE):
        for mention in mentions:
            if (
                match.end() <= mention.start <= match.end() + 12
                and mention.type == MentionType.PERSON
            ):
                reference = Reference(mention.id, mention.text)
                return Holder(HolderRole.AUTHOR, reference, mention.text)
    return None


def _signatories(layer: TextLayer, rosters: Sequence[Roster]) -> tuple[Holder, ...]:
    """Everybody on a list that follows the closing of a letter."""
    for roster in rosters:
        if roster.title == "signatories" or "signator" in roster.title.lower():
            return tuple(
                Holder(HolderRole.SIGNATORY, row.reference, row.name, row.capacity)
                for row in roster.rows
            )
    return ()
