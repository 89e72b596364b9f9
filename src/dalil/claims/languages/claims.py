"""Claims of passages in languages without a parse: what the patterns found, with its chain of holders.

What nobody is named as saying is the document's own. A pronoun stands for the person named last in
the same passage, and for nobody where none was. Ties are those that the language's shapes tell
(:mod:`dalil.claims.ties`); each hangs on the claim that holds its words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dalil.claims.document import Document, refer
from dalil.claims.frames.basis.frame import trimmed
from dalil.claims.frames.basis.quotes import quotations
from dalil.claims.languages.cues import Cues, Proceeding, cues, known
from dalil.claims.languages.patterns import found_in, overlapping, whole
from dalil.claims.languages.quoted import Place, marked
from dalil.claims.languages.sentences import sentences
from dalil.claims.languages.speakers import Said, Sentence, subject
from dalil.claims.negation import denied
from dalil.claims.shadow import shadow
from dalil.claims.ties import Tie, tie_words, ties
from dalil.evidence import (
    Claim,
    Holder,
    HolderRole,
    Kind,
    Mention,
    MentionType,
    Passage,
    Proceedings,
    Reference,
    Stage,
    Stance,
    locate,
)

METHOD = "languages/3"
READ = frozenset({"paragraph", "item", "heading", "footnote"})
SPEAKERS = (MentionType.PERSON, MentionType.ORGANISATION)
MAX_CHAIN = 4
MAX_ABOUT = 12
_TOLD_OF_NOBODY = frozenset(
    {Stage.CONVICTION, Stage.ACQUITTAL, Stage.DISMISSAL, Stage.CHARGE, Stage.PENALTY}
)
"""What is told of somebody named before also where the sentence names nobody: "The case was dropped."."""
LEAST_WORDS = 3
"""Fewest words between quotation marks that are speech and not the name of a thing."""
_WORD = re.compile(r"\w+")
_TITLE_BEFORE = re.compile(
    r"(?<!\w)(?:MM?\.|M[rm]es?|Mlle|Mgr|Mes?|Dr|Pr|г-н|г-жа|господин|госпожа) $"
)
"""What stands before a person's name and is no part of it."""
LONGEST_TITLE = 10


def claims_of(document: Document) -> list[Claim]:
    """Claims of all passages whose language has a folder, in order of place."""
    layer = document.layer
    if layer.table:
        return []
    wanted = [p for p in layer.passages if p.kind in READ and _language(document, p) in known()]
    if not wanted:
        return []
    reader = _Reader(document)
    return [claim for passage in wanted for claim in reader.claims(passage)]


def _language(document: Document, passage: Passage) -> str:
    return passage.language or document.layer.language or "en"


class _Reader:
    """Reads the passages of one document; remembers who was named last."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._plain = shadow(document.text)
        self._quotes = marked(document.layer, quotations(document.layer))

    def claims(self, passage: Passage) -> Iterator[Claim]:
        language = _language(self._document, passage)
        words = cues(language)
        first = bisect_left(self._quotes, (passage.start,))
        quoted = self._quotes[first : bisect_left(self._quotes, (passage.end,))]
        spans = [(start, end) for start, end, _, _ in quoted]
        last: Mention | None = None
        before: Sequence[Mention] = ()
        for start, end in sentences(self._plain, passage.start, passage.end, spans):
            sentence = self._sentence(start, end, quoted)
            found = found_in(sentence, words)
            told = [*self._said(found, words, last), *self._own(sentence, found, words, last)]
            yield from self._tied(told, (start, end), words, before)
            last = self._last_person(start, end) or last
            before = self._document.mentions_in(start, end) or before

    def _tied(
        self, told: Sequence[Claim], span: tuple[int, int], words: Cues, before: Sequence[Mention]
    ) -> Iterator[Claim]:
        """The claims of a sentence with its ties, and claims of those that none of them holds."""
        shapes = tie_words(words.code)
        if shapes is None:
            yield from told
            return
        found = ties(self._document, self._plain, span, shapes, before)
        held: dict[str, list[Tie]] = {}
        alone: dict[tuple[int, int], list[Tie]] = {}
        for tie in found:
            home = _home(told, tie)
            if home is not None:
                held.setdefault(home.id, []).append(tie)
            else:
                alone.setdefault((tie.start, tie.end), []).append(tie)
        for claim in told:
            relations = tuple(tie.relation for tie in held.get(claim.id, ()))
            yield replace(claim, relations=relations) if relations else claim
        for place, some in alone.items():
            yield self._alone(told, place, some, words)

    def _alone(
        self, told: Sequence[Claim], place: tuple[int, int], some: Sequence[Tie], words: Cues
    ) -> Claim:
        """A claim of the words of a tie: told by the way within what somebody says, else the document's."""
        around = [c for c in told if _covers(c, *place)]
        holders = around[0].holders if around else self._document.own_voice
        kind = around[0].kind if around and len(around[0].holders) > 1 else Kind.AUTHOR
        how = (Stance.ASSERTS, kind, f"tie:{some[0].relation.predicate}")
        made = self._made(place, holders, how, words, None)
        return replace(made, relations=tuple(tie.relation for tie in some))

    def _sentence(self, start: int, end: int, quoted: Sequence[Place]) -> Sentence:
        inside = tuple(
            place
            for place in quoted[bisect_left(quoted, (start,)) : bisect_left(quoted, (end,))]
            if self._is_speech(place)
        )
        found = [
            m
            for m in self._document.mentions_in(start, end)
            if m.type in SPEAKERS and start <= m.start and m.end <= end
        ]
        named = tuple((m.start, m.end) for m in found)
        people = tuple(
            (self._with_title(start, m.start), m.end) for m in found if m.type == MentionType.PERSON
        )
        return Sentence(self._plain, start, end, inside, named, people)

    def _is_speech(self, place: Place) -> bool:
        """Whether words between marks are several and not a name as a whole."""
        inner, stop = place[2:]
        if len(_WORD.findall(self._plain, inner, stop)) < LEAST_WORDS:
            return False
        return not any(
            m.start <= inner and stop <= m.end for m in self._document.mentions_in(inner, stop)
        )

    def _said(self, found: list[Said], words: Cues, last: Mention | None) -> Iterator[Claim]:
        for said in found:
            around = sorted(
                (o for o in found if o is not said and _holds(o, said)),
                key=lambda o: o.end - o.start,
            )
            chain = [one for one in (said, *around[:MAX_CHAIN]) if not one.own]
            spoken = [self._holder(o, words, last) for o in chain]
            yield self._claim(said, words, tuple(spoken))

    def _claim(self, said: Said, words: Cues, spoken: tuple[Holder, ...]) -> Claim:
        reported = _reported(self._plain, said.start, said.end, words)
        stage = said.stage or (reported.stage if reported else None)
        stance = self._stance(said, words, reported is not None)
        outer = (self._document.author,) if spoken else self._document.own_voice
        made = self._made(
            (said.start, said.end),
            (*dict.fromkeys(spoken), *outer),
            (stance, said.kind, f"{said.rule}"),
            words,
            Proceedings(stage, forum=reported.forum if reported else None) if stage else None,
        )
        return replace(made, hedged=made.hedged or said.hedged)

    def _stance(self, said: Said, words: Cues, reports: bool) -> Stance:
        """How a speaker stands to a content: who pleads not guilty denies, whose part it is to accuse alleges."""
        if said.stance is not Stance.ASSERTS:
            return said.stance
        if words.pleas and words.pleas.search(self._plain, said.start, said.end):
            return Stance.DENIES
        speaker = self._plain[slice(*said.speaker)] if said.speaker else ""
        accuses = words.accusers is not None and words.accusers.search(speaker)
        if accuses and not reports and not words.kin.search(speaker):
            return Stance.ALLEGES if self._of_somebody(said, words) else said.stance
        return said.stance

    def _of_somebody(self, said: Said, words: Cues) -> bool:
        """Whether a content speaks of a person or a body: "19 people died" accuses nobody."""
        named = self._document.mentions_in(said.start, said.end)
        who = (MentionType.PERSON, MentionType.ORGANISATION)
        pronoun = words.pronouns.search(self._plain, said.start, said.end)
        return pronoun is not None or any(mention.type in who for mention in named)

    def _plea(self, sentence: Sentence, words: Cues, last: Mention | None) -> Iterator[Claim]:
        """A plea that a sentence tells: whoever stands before it denies."""
        start, end = whole(sentence)
        plea = words.pleas.search(self._plain, start, end) if words.pleas else None
        speaker = subject(sentence, plea.start(), words) if plea else None
        if speaker is None or sentence.in_quotes(speaker[0]):
            return
        said = Said(start, end, speaker, Stance.DENIES, Kind.INDIRECT, "plea")
        yield self._claim(said, words, (self._holder(said, words, last),))

    def _own(
        self, sentence: Sentence, found: list[Said], words: Cues, last: Mention | None
    ) -> Iterator[Claim]:
        """What the document itself says in a sentence: a report of proceedings, or an assertion on somebody."""
        start, end = whole(sentence)
        if end <= start or overlapping(found, start, end):
            return
        report = _reported(self._plain, start, end, words)
        if not found and (pleas := list(self._plea(sentence, words, last))):
            yield from pleas
            return
        if not sentence.named and (report is None or report.stage not in _TOLD_OF_NOBODY):
            return
        own = self._document.own_voice
        if report is None:
            if not found and len(_WORD.findall(self._plain, start, end)) > LEAST_WORDS:
                yield self._made(
                    (start, end), own, (Stance.ASSERTS, Kind.AUTHOR, "own"), words, None
                )
            return
        held = report.held and not denied(self._plain[start:end], words.code)
        stance = Stance.ALLEGES if report.alleges else Stance.ASSERTS
        yield self._made(
            (start, end),
            (Holder(HolderRole.COURT), *own) if held else own,
            (Stance.REPORTS_COURT_HELD if held else stance, Kind.STATUS, f"status:{report.id}"),
            words,
            Proceedings(report.stage, forum=report.forum),
        )

    def _made(
        self,
        span: tuple[int, int],
        holders: tuple[Holder, ...],
        how: tuple[Stance, Kind, str],
        words: Cues,
        proceedings: Proceedings | None,
    ) -> Claim:
        start, end = trimmed(self._document.text, *span)
        stance, kind, rule = how
        text = self._plain[start:end]
        return Claim(
            exhibit=self._document.layer.exhibit,
            locator=locate(self._document.layer, start, end),
            holders=holders,
            stance=stance,
            kind=kind,
            about=self._about(start, end),
            proceedings=proceedings,
            negated=denied(text, words.code),
            hedged=bool(words.hedges.search(text)) or text.endswith("?"),
            amounts=self._document.amounts_in(start, end),
            dates=self._document.dates_in(start, end),
            calls_for=self._document.text[start:end] if stance is Stance.CALLS_FOR else None,
            method=f"{METHOD} {words.code} {rule}",
        )

    def _about(self, start: int, end: int) -> tuple[Reference, ...]:
        found: dict[str, Reference] = {}
        for mention in self._document.mentions_in(start, end)[: MAX_ABOUT * 3]:
            if mention.type in SPEAKERS:
                found.setdefault(self._document.cluster_of(mention), refer(mention))
        return tuple(found.values())[:MAX_ABOUT]

    def _holder(self, said: Said, words: Cues, last: Mention | None) -> Holder:
        if said.speaker is None:
            return Holder(HolderRole.SPEAKER)
        start, end = said.speaker
        text = self._document.text[start:end]
        mention = self._named(start, end, words)
        if mention is None and words.pronouns.fullmatch(self._plain[start:end].strip()):
            mention = last
        reference = refer(mention) if mention is not None else None
        return Holder(HolderRole.SPEAKER, reference, text, start=start, end=end)

    def _with_title(self, first: int, start: int) -> int:
        """Where a person's name begins with the "M." or "Me" before it, within its sentence."""
        title = _TITLE_BEFORE.search(self._plain, max(first, start - LONGEST_TITLE), start)
        return title.start() if title is not None else start

    def _named(self, start: int, end: int, words: Cues) -> Mention | None:
        """The name that a speaker's words give to the speaker; none where it belongs to another noun."""
        inside = [
            m
            for m in self._document.mentions_in(start, end)
            if m.type in SPEAKERS and start <= m.start and m.end <= end
        ]
        people = [m for m in inside if m.type == MentionType.PERSON]
        for mention in (*people, *(m for m in inside if m not in people)):
            if not self._belongs(mention, start, words):
                return mention
        return None

    def _belongs(self, mention: Mention, start: int, words: Cues) -> bool:
        """Whether a name stands in the genitive of another noun: "l'avocat de X", "адвокат Х"."""
        before = self._plain[start : mention.start].lower().rstrip()
        if words.after:
            if mention.type != MentionType.PERSON:
                return False
            if not words.genitive:
                return bool(words.kin.search(self._since_name(start, mention)[-40:])) and genitive(
                    mention.text
                )
            return any(_leans(before, word) for word in words.genitive)
        tail = self._plain[mention.start : mention.end + 3].lower()
        behind = self._plain[mention.end : mention.end + 30].lower()
        owner = any(
            tail.rstrip().endswith(w) or mention.text.lower().endswith(w) for w in words.genitive
        )
        return owner and bool(words.kin.search(behind))

    def _since_name(self, start: int, mention: Mention) -> str:
        """The words before a name, from the name before it on: "адвокат Х" of "адвокат Х У" is X's."""
        earlier = [
            m.end
            for m in self._document.mentions_in(start, mention.start)
            if m.end <= mention.start
        ]
        return self._plain[max([start, *earlier]) : mention.start].lower().rstrip()

    def _last_person(self, start: int, end: int) -> Mention | None:
        people = [m for m in self._document.mentions_in(start, end) if m.type == MentionType.PERSON]
        return people[0] if people else None


def _covers(claim: Claim, start: int, end: int) -> bool:
    return claim.locator.start <= start and end <= claim.locator.end


def _home(told: Sequence[Claim], tie: Tie) -> Claim | None:
    """The shortest claim that holds the words of a tie; a title in a denied one is told all the same."""
    around = [c for c in told if _covers(c, tie.start, tie.end)]
    if not tie.verbal:
        around = [c for c in around if not c.negated and c.stance is not Stance.DENIES]
    return min(around, key=lambda c: len(c.quote), default=None)


def _leans(before: str, word: str) -> bool:
    """Whether some words end with a word of the genitive ("de", "d'")."""
    return (
        before.endswith(word)
        if word.endswith("'")
        else before == word or before.endswith(f" {word}")
    )


_FEMININE = ("ова", "ева", "ёва", "ина", "ына", "ая")


def genitive(name: str) -> bool:
    """Whether a Russian name may stand in the genitive; where its endings do not tell, yes."""
    parts: list[str] = [part.lower() for part in _WORD.findall(name)]
    if not parts:
        return False
    first, last = parts[0], parts[-1]
    ends = last.endswith(("а", "я", "ы", "и", "ого", "его", "ой", "ей", "их", "ых"))
    if len(parts) == 1 or first[-1] in "оеуэю":
        return ends
    if first[-1] in "ыи":
        return True
    if first[-1] in "ая":
        return last.endswith(_FEMININE) or ends
    return False


def _holds(outer: Said, inner: Said) -> bool:
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and (outer.end - outer.start) > (inner.end - inner.start)
    )


def _reported(plain: str, start: int, end: int, words: Cues) -> Proceeding | None:
    """The proceedings that words report: the most decided stage that they name."""
    for proceeding in words.proceedings:
        if proceeding.pattern.search(plain, start, end):
            return proceeding
    return None
