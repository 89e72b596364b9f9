"""The body in whose name a document is written, and the one that it is written to.

A circular, a statement or minutes open with the name of a body: a letterhead, "Statement by Y", "From: X, Y", "Minutes of
the meeting of the board of Y". Its "our chairman" and a plain "the treasurer" are of that body; "your director" is of the
body that the head addresses. A document whose head names no such body has none; nobody is guessed from its contents.
"""

from __future__ import annotations

import re
from functools import cached_property

from dalil.claims.document import Document
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.ends import FILE
from dalil.evidence import Mention, MentionType

HEAD = 700
"""Code points of a head."""
LINES = 9
"""Lines of a head in which a body is told by a word of sending."""
_SENT = re.compile(
    r"^\W*(?:(?:press |public |joint |media |official )?(?:statement|release|communiqué|notice|circular|letter|message|answers?)"
    r"(?: issued| made)? (?:by|of|from)|(?:published|issued|released|sent) by|from|issuer|issued by)(?: the)?:?\s+",
    re.IGNORECASE,
)
_FROM = re.compile(r"[.;] From: ")
_MINUTES = re.compile(r"\b(?:minutes|meeting|resolutions?|proceedings|session) of\b", re.IGNORECASE)
_TO = re.compile(r"^\W*(?:to|attn|attention|ladies and gentlemen|dear)\b", re.IGNORECASE)
_FELLOWS = re.compile(
    r"\b(?:shareholders|members|employees|colleagues|staff|partners|branches|trustees|parents|residents)\b",
    re.IGNORECASE,
)
_AUDIT = re.compile(
    r"\b(?:audit|inspection|review|examination|evaluation|investigation|inquiry|visit)(?: report)? (?:of|into|at|to|on) (?:the )?$",
    re.IGNORECASE,
)
_ITSELF = re.compile(
    r"\b[Tt]he (?:Company|Group|Bank|Board|Association|Federation|Foundation|Party|Union|Society|Fund|Firm|Trust)\b"
)
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s)\b")
_QUOTED = re.compile(r"[\"“][^\"”]{0,600}[\"”]")
_SHARE = 0.5
"""Part of the letters of a head line that the name of the body must be."""


class House:
    """The bodies that write and are written to in one document.

    Args:
        document: The document.
    """

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def body(self) -> Mention | None:
        """Who writes: the author where it is a body, else what the head says."""
        holder = self.document.author
        author = self.document.by_id.get(holder.reference.id) if holder.reference else None
        if author is not None and author.type == MentionType.ORGANISATION:
            return author
        for place, (start, line) in enumerate(self._lines):
            sent = _SENT.match(line) or _FROM.search(line)
            if sent is not None:
                named = self._named(start + sent.end(), start + len(line))
                return named[-1] if named else None
            if _MINUTES.search(line):
                named = self._named(start, start + len(line))
                if named:
                    return named[-1]
            if not place and (head := self._headed(start, line)) is not None:
                return head
        return None

    @cached_property
    def addressed(self) -> Mention | None:
        """To whom it is written: the one body of the line that opens with "To"."""
        for start, line in self._lines:
            named = self._named(start, start + len(line)) if _TO.match(line) else []
            if len({self.document.cluster_of(m) for m in named}) == 1:
                return named[0]
        return None

    @cached_property
    def ours(self) -> Mention | None:
        """Whose "our chairman" is: of who writes; of the body to whose members somebody of them writes."""
        for start, line in self._lines:
            if _TO.match(line) and _FELLOWS.search(line) and self._named(start, start + len(line)):
                return self.addressed
        return self.body

    @cached_property
    def speaks(self) -> bool:
        """Whether the text says "we" or "the Company" outside quotations, in the name of no court and no newspaper."""
        body = self.body
        if body is None or self.is_public(body):
            return False
        own = _QUOTED.sub(" ", self.document.text)
        return len(_WE.findall(own)) > 1 or len(_ITSELF.findall(own)) > 1

    @cached_property
    def own(self) -> Mention | None:
        """Of which body an office without one is: of who says "we", or of the body that is audited."""
        if self.speaks:
            return self.body
        for start, line in self._lines:
            for body in self._named(start, start + len(line)):
                if _AUDIT.search(line[: body.start - start]):
                    return body
        return None

    def is_public(self, body: Mention) -> bool:
        """Whether a name is a public body's or a newspaper's by one of its words."""
        said = {w.strip(".,()'’").lower() for w in body.text.split()}
        return bool(said & frozenset({*load(FILE)["public_bodies"], *load(FILE)["press"]}))

    @cached_property
    def _lines(self) -> list[tuple[int, str]]:
        """Where each line of the head begins, and its words; a long one is no line of a head."""
        found, place = [], 0
        for line in self.document.text[:HEAD].split("\n"):
            if line.strip() and len(line) <= HEAD // 3:
                found.append((place, line))
            place += len(line) + 1
        return found[:LINES]

    def _named(self, start: int, end: int) -> list[Mention]:
        return [
            m
            for m in self.document.mentions_in(start, end)
            if m.type == MentionType.ORGANISATION and start <= m.start and m.end <= end
        ]

    def _headed(self, start: int, line: str) -> Mention | None:
        """The body whose name is the first line, or most of it."""
        named = self._named(start, start + len(line))
        if len(named) != 1 or (line.rstrip().endswith((".", "?", "!")) and len(line.split()) > 8):
            return None
        body = named[0]
        if line[body.end - start : body.end - start + 2] in ("'s", "’s"):
            return None  # a headline of a body
        opens = line[: body.start - start].strip(" *#-–—")
        size = sum(c.isalpha() for c in body.text)
        whole = sum(c.isalpha() for c in line)
        return body if not opens and size >= _SHARE * whole else None
