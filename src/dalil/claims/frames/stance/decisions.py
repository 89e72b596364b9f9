"""What speaking makes of a content that no cue decides: a table of who speaks, of whom, in which kind of paper.

"The driver said that the governor was paid in forged notes" is told against somebody: by whoever tells it, it
is alleged. "The ministry said that the governor left in May" is not. The rows stand in :data:`ROWS`, in the order
in which they are tried; the words are in ``decisions_en.yaml``. Only contents are looked at that everything
before has left as plain assertions, so that a word that decides by itself always goes before. What somebody
tells of himself, of the one for whom he speaks, or of nobody named accuses nobody. Whether it is true is
nobody's business here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of, prosecutes
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.holders import OWN, Resolver
from dalil.claims.frames.stance.asking import asks
from dalil.claims.frames.stance.contrary import victims
from dalil.claims.parse import Token
from dalil.evidence import HolderRole, Kind, MentionType, Proceedings, Stage, Stance

FILE = "decisions_en.yaml"
NEAR = 60
"""Tokens of a content that are looked at."""
BEFORE = 5
"""Tokens before a grave word in which a word of fighting it is looked for."""
_SPOKEN = (Kind.DIRECT, Kind.INDIRECT, Kind.DOCUMENT)
_PARTY = (MentionType.PERSON, MentionType.ORGANISATION)
_THIRD = frozenset({"he", "she", "they", "who"})


@cache
def _words(name: str) -> frozenset[str]:
    table: Mapping[str, Any] = load(FILE)
    return frozenset(map(str, table[name]))


@dataclass(frozen=True, slots=True)
class _Said:
    """One content with what the rows ask of it."""

    context: Context
    resolver: Resolver
    frame: Frame
    head: Token
    own: frozenset[str]

    @property
    def cue(self) -> str:
        """The cue's lemma, "" without one."""
        cue = self.frame.cue
        return self.context.tokens[cue].lemma.lower() if cue >= 0 else ""

    @property
    def speaker(self) -> Token | None:
        """The head of the holder's words."""
        source = self.frame.source
        return self.context.tokens[source.head] if source is not None else None

    def speaks(self, name: str) -> bool:
        """Whether the holder's noun is one of a list."""
        return self.speaker is not None and self.speaker.lemma.lower() in _words(name)


Test = Callable[[_Said], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """One decision.

    Attributes:
        name: What it is called in a claim's method.
        test: Of which contents it holds.
        stance: The holder's stance.
        stage: The stage of what is told.
        courts: Whether it holds in a judgment too, where parties plead and accuse nobody by it.
    """

    name: str
    test: Test
    stance: Stance
    stage: Stage
    courts: bool = False


def decided(context: Context, resolver: Resolver, frames: Sequence[Frame]) -> list[Frame]:
    """Frames with the stance and stage that the table gives to plain assertions of speakers.

    Args:
        context: The document.
        resolver: Who is meant by "he" and "my client".
        frames: Its frames, in any order.
    """
    return [_decided(context, resolver, frame) for frame in frames]


def _decided(context: Context, resolver: Resolver, frame: Frame) -> Frame:
    plain = frame.stance is Stance.ASSERTS and frame.proceedings is None and not frame.hedged
    if not plain or frame.head < 0:
        return frame
    head = context.tokens[frame.head]
    if victims(context, head):
        return frame
    if (frame.own or frame.kind is Kind.DIRECT) and not context.of_court and asks(context, frame):
        return replace(frame, stance=Stance.CALLS_FOR, method=f"{frame.method} asks")
    if frame.own:
        return _by_author(context, frame, head)
    if frame.kind not in _SPOKEN:
        return frame
    if frame.negated or context.negated(frame.head) or frame.role is HolderRole.COURT:
        return frame
    said = _Said(context, resolver, frame, head, _own(context, resolver, frame))
    if said.speaker is not None and court_of(context, said.speaker) is not None:
        return frame
    for row in ROWS:
        if (row.courts or not context.of_court) and row.test(said):
            told = Proceedings(stage=row.stage)
            method = f"{frame.method} {row.name}"
            return replace(frame, stance=row.stance, proceedings=told, method=method)
    return frame


def _by_author(context: Context, frame: Frame, head: Token) -> Frame:
    """A document's own clause whose predicate accuses, as alleged by its author; a court's accuses nobody."""
    if context.of_court or frame.kind is not Kind.AUTHOR or context.negated(head.index):
        return frame
    if not _told(context, head) or not _predicates(context, head, _words("grave")):
        return frame
    told = Proceedings(stage=Stage.ALLEGATION)
    return replace(frame, stance=Stance.ALLEGES, proceedings=told, method=f"{frame.method} grave")


def _told(context: Context, head: Token) -> bool:
    """Whether a predicate tells what is or was, not what is meant, may be, or is done against a wrong."""
    if head.lemma.lower() in _words("intending") | _words("against"):
        return False
    return not any(t.tag in ("MD", "TO") for t in context.tree.children(head.index, "aux"))


def _predicates(context: Context, head: Token, words: frozenset[str]) -> bool:
    """Whether a predicate, its object or what describes these is one of some words; names are passed over."""
    tree = context.tree
    near = [head]
    for kid in tree.children(head.index):
        joined = kid.dep == "conj" and context.negated(kid.index)
        if kid.dep in _PREDICATE and not joined:
            near.append(kid)
        if kid.dep in ("prep", "agent"):
            near += tree.children(kid.index, "pobj", "pcomp")
        if kid.dep in ("dobj", "attr"):
            near += tree.children(kid.index, "amod", "compound")
    return any(
        t.lemma.lower() in words
        and t.pos != "PROPN"
        and context.document.mention_at(t.start, t.end) is None
        for t in near
    )


_PREDICATE = frozenset({"dobj", "attr", "acomp", "advmod", "oprd", "conj", "nsubjpass", "xcomp"})


def _own(context: Context, resolver: Resolver, frame: Frame) -> frozenset[str]:
    """Clusters of whoever speaks and of the one for whom he speaks."""
    if frame.source is None:
        return frozenset()
    cluster = context.document.cluster_of
    found = {resolver.mention(context.tokens[frame.source.head])}
    if resolver.principals is not None:
        found.add(resolver.principals.of(frame.source))
    return frozenset(cluster(m) for m in found if m is not None)


def _of_oneself(said: _Said) -> bool:
    """Whether somebody tells what he does himself; what is done to him is told of another."""
    subject = said.context.tree.subject(said.head.index)
    passive = said.context.tree.child(said.head.index, "auxpass", "nsubjpass") is not None
    if subject is None or passive:
        return False
    mention = said.resolver.mention(subject)
    own = mention is not None and said.context.document.cluster_of(mention) in said.own
    return own or subject.text.lower() in OWN


def _wrong(said: _Said) -> bool:
    """Whether the predicate of a content accuses, told by anybody but an office or a record, and not of himself."""
    if said.speaks("neutral") or _of_oneself(said) or not _told(said.context, said.head):
        return False
    return _predicates(said.context, said.head, _words("grave") | _words("wrong"))


def _grave(said: _Said) -> bool:
    """Whether a content has a grave word that is said of somebody, not of a fight against it or of oneself."""
    context, frame = said.context, said.frame
    subject = context.tree.subject(said.head.index)
    intended = said.head.lemma.lower() in _words("intending")
    if intended or (subject is None and said.head.pos in ("VERB", "AUX")):
        return False
    if _of_oneself(said):
        return False
    if any(t.tag == "MD" for t in context.tree.children(said.head.index, "aux")):
        return False
    first, last = context.token_at(frame.start), context.token_at(frame.end)
    tokens = context.tokens[first : min(last, first + NEAR)]
    return any(_accuses(context, token) for token in tokens)


def _accuses(context: Context, token: Token) -> bool:
    if token.lemma.lower() not in _words("grave") or token.pos == "PROPN":
        return False
    if context.document.mention_at(token.start, token.end) is not None:
        return False
    before = context.tokens[max(0, token.index - BEFORE) : token.index]
    if any(t.lemma.lower() in _words("against") for t in before if t.sentence == token.sentence):
        return False
    return not any(t.lemma.lower() in context.lexicon.negations for t in before)


def _prosecution_case(said: _Said) -> bool:
    """Whether those who prosecute put forward their case: "the prosecution case was that"."""
    if said.cue not in _words("pleading"):
        return False
    if said.speaker is not None and prosecutes(said.context, said.speaker):
        return True
    cue = said.context.tokens[said.frame.cue]
    accusing = load("proceedings_en.yaml")["parts"]["accusing"]
    near = (*said.context.tree.children(cue.index, "compound", "poss", "nmod"), said.speaker)
    return any(t is not None and t.lemma.lower() in accusing for t in near)


def _pleaded(said: _Said) -> bool:
    """Whether a party's case accuses by a grave word or by its predicate."""
    return said.cue in _words("pleading") and (_grave(said) or _wrong(said))


def _complained(said: _Said) -> bool:
    """Whether somebody complains that a thing was done: a complaint is made of somebody."""
    return said.cue in _words("complaining") and said.head.pos in ("VERB", "AUX")


def _found_gravely(said: _Said) -> bool:
    return _examined(said) and _grave(said)


def _examined(said: _Said) -> bool:
    """Whether a body that examines, and is no court, tells what it found to have been done."""
    source = said.frame.source
    if source is None or said.cue not in _words("finding"):
        return False
    named = set(said.context.text[source.start : source.end].lower().replace("'s", "").split())
    if not (said.speaks("finders") or said.speaks("chambers")) or not named & _words("finders"):
        return False
    tells = said.context.document.amounts_in(said.frame.start, said.frame.end)
    return bool(tells) or _wrong(said) or _grave(said)


ROWS = (
    Row("prosecution", _prosecution_case, Stance.ALLEGES, Stage.CHARGE, courts=True),
    Row("pleaded", _pleaded, Stance.ALLEGES, Stage.ALLEGATION, courts=True),
    Row("complained", _complained, Stance.ALLEGES, Stage.ALLEGATION, courts=True),
    Row("found", _found_gravely, Stance.ALLEGES, Stage.ALLEGATION),
    Row("examined", _examined, Stance.ASSERTS, Stage.ALLEGATION),
    Row("grave", _grave, Stance.ALLEGES, Stage.ALLEGATION),
    Row("wrong", _wrong, Stance.ALLEGES, Stage.ALLEGATION),
)
"""The table, in the order in which it is read: who speaks and what of, how it is held, and at which stage."""
