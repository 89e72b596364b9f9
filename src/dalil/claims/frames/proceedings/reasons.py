"""Statements of reasons: why a state puts somebody on a list. What they say of wrongdoing is alleged.

A state that designates is a party, not a court: "is responsible for serious corruption" in its reasons is
its allegation, whatever its grounds, and so are deeds of whom it lists. Birth, office, trade and dates in the
same text stay what they are, the author's assertions; a duty ("is responsible for the management of") accuses
nobody, nor does a word within a name. Such a text gives one ground a sentence, so that a sentence is one
claim; "is an involved person because ..." are two. The document is known by the words that such texts must
use, never by whom it names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame, trimmed
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.records.entries import LISTING
from dalil.claims.frames.referents.holders import OWN
from dalil.evidence import Kind, Mention, MentionType, Proceedings, Relation, Stage, Stance

METHOD = "reasons"
SHORT = 3500
"""Code points of most statements of reasons at most."""
LONGEST = 1500
"""Longest ground in code points; a longer one is a mistaken parse."""
MOST_TOKENS = 4000
"""Tokens of a document in which a first person is looked for."""
FEWEST = 5
"""Words of a ground at least."""
SHORTEST = 250
"""Code points of a text below which words of the criteria tell nothing of what it is."""
MOST_COMMON = 2
"""Words of the criteria for a listing, of different kinds, that a short text without speech has at least."""
_SAID = re.compile(
    r"\b(?:said|says|told|adds|added|asked|replied|wrote|insisted)\b[^.\n]{0,12}[\"“«]|[\"”»],? (?:\w+ ){0,3}(?:said|says|told|added|asked|replied|wrote)\b"
    r"|^(?:By|From|Dear|Re)\b[^.\n]{2,60}$",
    re.MULTILINE,
)
"""Speech or the head of a letter or story: none of these stand in reasons."""
_QUOTED = re.compile(r"[\"“”«»][^\"“”«»]{15,}[\"“”«»]")
_CUT = re.compile(
    r"\bis (?:therefore )?an involved person\b.{0,160}?(?P<join>,? (?:on the (?:basis|grounds?) (?:that|of the following grounds:?)|because|given that|in that|as follows:?))\s",
    re.IGNORECASE | re.DOTALL,
)
_OPENING = re.compile(
    r"(?:(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[-•–])\s+)?(?:(?:specifically|therefore|in particular|similarly|furthermore|additionally|in addition|"
    r"moreover|further|thus|accordingly|consequently|as such|finally|thereafter|notably|however|also|for this reason|namely),?\s+)+",
    re.IGNORECASE,
)
_SUSPECT = re.compile(r"there are reasonable grounds to (?:suspect|believe) that\s+", re.IGNORECASE)
_NAMES = (
    MentionType.PERSON,
    MentionType.ORGANISATION,
    MentionType.LOCATION,
    MentionType.LAW,
)
_NAMING = re.compile(r"(?!\b(?:government|regime|authorities)\b)\b\w+", re.IGNORECASE)
"""Words of a name but those that tell what it is: support of a government is a ground by itself."""
_PLAIN = (Stance.ASSERTS, Stance.ALLEGES)


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load("proceedings_en.yaml")["reasons"][name]), re.IGNORECASE)


def gives_reasons(text: str) -> bool:
    """Whether a text speaks as reasons for a listing do.

    A short text without a word in quotation marks that says of somebody "is responsible for", "is
    involved in" or the like is one too: a news story of that length quotes somebody.
    """
    if _pattern("document").search(text):
        return True
    if len(text) >= SHORT or _SAID.search(text):
        return False
    if not _QUOTED.search(text) and _pattern("short").search(text):
        return True
    if len(text) < SHORTEST:
        return False
    criteria = {match.group().lower() for match in _pattern("criteria").finditer(text)}
    return len(criteria) >= MOST_COMMON and bool(_pattern("accuses").search(text))


def _is_statement(context: Context) -> bool:
    """Whether the document is nothing but reasons: no court's, and nobody in it says "I" or "we"."""
    if context.of_court or not gives_reasons(context.text):
        return False
    return not any(
        t.pos == "PRON" and t.text.lower() in OWN and not context.quoted(t.start)
        for t in context.tokens[:MOST_TOKENS]
    )


_CONDUCT = ("cue:judge", "cue:intend", "cue:voice", "cue:point", "noun:intention", "noun:support")
_DEEDS = ("cue:intend", "noun:intention", "noun:support")


def conduct(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Attributions of a document; in a statement of reasons without what is conduct and no speech.

    That somebody supports a government or intended to reward an official is said there of the person
    listed, by the state: it is no view that the person voices.
    """
    if not gives_reasons(context.text):
        return list(frames)
    return [f for f in frames if not _is_conduct(context, f)]


def _is_conduct(context: Context, frame: Frame) -> bool:
    if frame.source is not None and context.tokens[frame.source.head].text.lower() in OWN:
        return False  # "we would welcome a meeting"
    if frame.method in _DEEDS:
        return True
    if frame.method == "cue:dispute" and frame.head >= 0:
        return context.tokens[frame.head].pos not in ("VERB", "AUX")  # "legal challenges"
    if frame.method not in _CONDUCT or frame.cue < 0:
        return False
    return (
        context.tokens[frame.cue].lemma.lower() in load("proceedings_en.yaml")["reasons"]["conduct"]
    )


def grounds(context: Context, said: Sequence[Frame], own: Sequence[Frame]) -> list[Frame]:
    """Own assertions of a document; of a statement of reasons one for each ground, with its stance.

    Args:
        context: The document.
        said: Attributions and reports of proceedings: a sentence that is one is left as it is.
        own: Own assertions.
    """
    if not _is_statement(context):
        return list(own)
    entered = [f for f in own if f.method == LISTING]
    left, found = [f for f in own if f.method != LISTING], []
    pending: list[Relation] = []
    for low, start, end, cut in _stretches(context):
        inside = [f for f in left if low <= f.start and f.end <= end + 1]
        over = [f for f in left if cut and low <= f.start < end + 1 < f.end]
        if any(f.stance not in _PLAIN for f in (*inside, *over)) or _told(said, start, end):
            continue
        if not inside and not cut and not _speaks(context, start, end):
            continue
        if not inside and any(f.start < end and start < f.end for f in entered):
            continue  # a field of an entry, read as one
        left = [f for f in left if f not in inside and f not in over]
        pending += [r for f in over for r in f.relations]
        ties = [r for r in pending if not _told_behind(context, r, end)]
        pending = [r for r in pending if r not in ties]
        ground = _ground(context, inside, start, end)
        found.append(replace(ground, relations=tuple(dict.fromkeys((*ground.relations, *ties)))))
    return [*(_weighed(context, frame) for frame in (*left, *found)), *entered]


def _told_behind(context: Context, tie: Relation, end: int) -> bool:
    """Whether a tie of an assertion that was cut is told behind the cut: an end of it stands there."""
    ends = (tie.subject, tie.object)
    named = [context.document.by_id.get(one.id) for one in ends if one is not None]
    return any(one is not None and one.start >= end for one in named)


def _stretches(context: Context) -> Iterator[tuple[int, int, int, bool]]:
    """Sentences, those of a designation cut before its ground.

    Yields:
        Where each begins, the same without what joins it to the one before, where it ends, and whether
        it is part of a sentence that was cut.
    """
    passages = context.document.layer.passages
    for sentence in context.document.parse.sentences:
        if passages[sentence.passage].kind not in ("paragraph", "item", "footnote"):
            continue
        low = context.tokens[sentence.first].start
        high = context.tokens[sentence.last - 1].end
        cut = _CUT.search(context.text, low, high)
        parts = [(low, cut.start("join")), (cut.end(), high)] if cut else [(low, high)]
        for first, last in parts:
            opening = _OPENING.match(context.text, first, last)
            start, end = trimmed(context.text, opening.end() if opening else first, last)
            end = end - 1 if end > start and context.text[end - 1] == "." else end
            if end - start <= LONGEST and len(context.text[start:end].split()) >= FEWEST:
                yield first, start, end, cut is not None


def _told(said: Sequence[Frame], start: int, end: int) -> bool:
    """Whether an attribution or a report says most of a stretch."""
    half = 0.5 * (end - start)
    return any(min(f.end, end) - max(f.start, start) > half for f in said)


def _speaks(context: Context, start: int, end: int) -> bool:
    """Whether a stretch in which no clause was found names somebody: "Owner of two companies, X and Y"."""
    if context.text[end : end + 1] != "." or _SUSPECT.match(context.text, start):
        return False
    return any(m.type in _NAMES for m in context.document.mentions_in(start, end))


def _ground(context: Context, inside: Sequence[Frame], start: int, end: int) -> Frame:
    """One own assertion of all that was found in a stretch."""
    first, last = context.token_at(start), context.token_at(end)
    root = next(
        (t for t in context.tokens[first:last] if not first <= t.head < last or t.head == t.index),
        None,
    )
    head = root.index if root is not None and root.pos in ("VERB", "AUX") else -1
    main = next((f for f in inside if f.head == head), inside[0] if inside else None)
    relations = tuple(dict.fromkeys(r for f in inside for r in f.relations))
    if main is None:
        return Frame(
            start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:ground", head=head, own=True
        )
    return replace(
        main, start=start, end=end, head=head if head >= 0 else main.head, relations=relations,
        stance=Stance.ASSERTS, proceedings=None,
    )  # fmt: skip


def _weighed(context: Context, frame: Frame) -> Frame:
    """An own assertion of wrongdoing as the state's allegation, any other as asserted."""
    denied = frame.negated or (frame.head >= 0 and context.negated(frame.head))
    if frame.stance not in _PLAIN or denied:
        return frame
    if not _accuses(context, frame) and not _deed(context, frame):
        return frame
    return replace(
        frame, stance=Stance.ALLEGES, proceedings=Proceedings(stage=Stage.ALLEGATION),
        method=f"{frame.method} {METHOD}",
    )  # fmt: skip


_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_POINTING = frozenset({"he", "she", "it", "they", "who", "which"})
_PERSONAL = frozenset({"he", "she", "they", "who"})
"""Whoever these stand for does in the present what is held against him; a firm does its business."""


def _deed(context: Context, frame: Frame) -> bool:
    """Whether a ground tells what somebody did, not who or what somebody is: "carried the crates to the border".

    Such a text tells a deed for no other reason than that it is held against whoever did it. What authorities
    did (the listing itself, a trial, a release) is told by the way.
    """
    if frame.head < 0 or frame.proceedings is not None or frame.kind is not Kind.AUTHOR:
        return False
    head = context.tokens[frame.head]
    words = load("proceedings_en.yaml")
    if head.pos != "VERB" or any(t.tag == "MD" for t in context.tree.children(head.index, "aux")):
        return False
    subject = context.tree.subject(head.index)
    if (
        subject is None
        or subject.lemma.lower() in words["authorities"]
        or context.is_court(subject)
    ):
        return False
    if head.lemma.lower() not in words["reasons"]["neutral"]:
        of_business = head.tag in ("VBZ", "VBP") and subject.text.lower() not in _PERSONAL
        return not of_business and subject.lemma.lower() not in words["reasons"]["papers"]
    passive = context.tree.child(head.index, "auxpass", "nsubjpass") is not None
    if passive or head.lemma.lower() not in words["reasons"]["deeds"]:
        return False
    if subject.text.lower() in _POINTING:
        return True
    named = context.document.mention_at(subject.start, subject.end)
    if named is None or named.type not in _PARTIES:
        return False
    return _often_named(context, named)


def _often_named(context: Context, mention: Mention) -> bool:
    """Whether the text speaks of somebody at least half as often as of whom it speaks of most: it is he that it lists."""
    counts = Counter(
        context.document.cluster_of(m) for m in context.document.mentions if m.type in _PARTIES
    )
    return 2 * counts[context.document.cluster_of(mention)] >= max(counts.values())


def _masked(match: re.Match[str]) -> str:
    return "_" * len(match.group())


def _accuses(context: Context, frame: Frame) -> bool:
    """Whether the words of a ground accuse, apart from those within names and of duties."""
    words = context.text[frame.start : frame.end]
    for mention in context.document.mentions_in(frame.start, frame.end):
        if mention.type in _NAMES:
            low, high = max(mention.start - frame.start, 0), mention.end - frame.start
            words = words[:low] + _NAMING.sub(_masked, words[low:high]) + words[high:]
    for harmless in ("of_others", "duties"):
        words = _pattern(harmless).sub("", words)
    return _pattern("accuses").search(words) is not None
