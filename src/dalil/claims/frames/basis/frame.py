"""A frame: one found attribution or status report, before it becomes a claim.

Values only. Offsets count code points of the text layer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dalil.evidence import HolderRole, Kind, Proceedings, Relation, Stance

TRIM_LEFT = " \t\r\n\u00a0,;:.!?)]}–—-•·*"
TRIM_RIGHT = " \t\r\n\u00a0,;:([{–—-•·"
OWN_RULES = (
    "author:clause",
    "author:sum",
    "author:sentence",
    "author:relation",
    "author:accusation",
)
"""How the methods begin of those rules that take a statement for the document's own."""


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name whoever is committed to a content.

    Attributes:
        start: Offset of the first code point.
        end: One past the last.
        head: Token index of the head noun or pronoun.
    """

    start: int
    end: int
    head: int


@dataclass(frozen=True, slots=True)
class Frame:
    """One content and who is committed to it.

    Attributes:
        start: First code point of the content, without cue and quotation marks.
        end: One past the last.
        cue: Token index of the cue word; -1 without one.
        source: The holder's words; None when the words name none.
        stance: How the holder stands to the content.
        kind: How the words reached the page.
        method: The rule that found it.
        role: Part of the holder.
        head: Token index of the content's predicate or head; -1 where it was not parsed.
        proceedings: State of the proceedings, where the frame reports one.
        relations: The structured part.
        subjects: Token indexes of those whom the content is about.
        negated: The cue negates the content ("does not think that ...").
        hedged: The cue qualifies or asks it.
        own: The document's own voice says it: no further holder.
        listed: A line of a list of people: held by the document's author, not by those listed.
        closing: Its negation ends a case ("found no crime") and negates nothing of the stage.
        via: Who passes it on, where the source is named as quoted: "the paper said, citing two clerks, that".
        unnamed: Somebody says it whom the words do not name: "it is said that ...".
    """

    start: int
    end: int
    cue: int
    source: Source | None
    stance: Stance
    kind: Kind
    method: str
    role: HolderRole = HolderRole.SPEAKER
    head: int = -1
    proceedings: Proceedings | None = None
    relations: tuple[Relation, ...] = ()
    subjects: tuple[int, ...] = ()
    negated: bool = False
    hedged: bool = False
    own: bool = False
    listed: bool = False
    closing: bool = False
    unnamed: bool = False
    via: Source | None = None

    @property
    def size(self) -> int:
        """Length of the content in code points."""
        return self.end - self.start

    def covers(self, start: int, end: int) -> bool:
        """Whether the content holds a span."""
        return self.start <= start and end <= self.end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without leading and trailing space, separators and stray marks.

    Returns:
        Offsets; an empty span where nothing is left.
    """
    while start < end and text[start] in TRIM_LEFT and not _opens_number(text, start, end):
        start += 1
    while end > start and text[end - 1] in TRIM_RIGHT:
        end -= 1
    return start, end


def _opens_number(text: str, start: int, end: int) -> bool:
    return text[start] in ".-" and start + 1 < end and text[start + 1].isdigit()


def moved(frame: Frame, start: int, end: int) -> Frame:
    """The same frame with another content span."""
    return replace(frame, start=start, end=end)
