"""Whom "he" and "she" go on with: the person who was the subject last, by name or by the same pronoun.

"In 1984 X made him minister. He sold the railway. A commission found that he ...": the three pronouns go on with one
another as long as no other person who fits is a subject between them. Used for the ends of ties alone, where a pronoun
that the resolver of holders gives to the nearest name would tie the wrong person. First names and titles tell the sex
where they can; what is quoted is left to the resolver. Nobody is guessed who was not named before.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Sequence
from functools import cached_property

from dalil.claims.frames.basis.context import Context
from dalil.claims.mentions.likeness import sex_of
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType

GENDERS = (
    frozenset({"he", "his", "him", "himself"}),
    frozenset({"she", "her", "hers", "herself"}),
)
_SUBJECTS = ("nsubj", "nsubjpass")
_TITLED = re.compile(r"\b(?:(?P<m>Mr|Sir|Lord)|(?P<f>Mrs|Ms|Miss|Lady|Dame))\.? $")
_JUDGE_BEFORE = re.compile(
    r"\b(?:Judge|Justice|HHJ|Magistrate|Sheriff|JUSTICE|JUDGE|Before|BEFORE)(?: \((?:MC|CC)\))?:? (?:(?:Mr|Mrs|Ms|Sir|Dame|Hon)\.? )?$"
)
_JUDGE_BEHIND = re.compile(
    r",? (?:J|JA|JJA|CJ|LJ|DJ|JSC|P)\b\.?(?= ?[(:,;\n]|$)|,? (?:D?J\.|(?:[Dd]istrict |[Ss]pecial )?[Jj]udge\b)"
)
_WHO = re.compile(r",? who (?:is|was|had been|has been|became|remains)(?: [a-z]+){0,3} ")
"""What stands between a person and a pronoun that means somebody else: "X, who is his cousin"."""
_MOST = 12
_FURTHEST = 500
"""Code points between two links of a chain."""


def gender_of(token: Token) -> str:
    """Give "m" or "f" for a pronoun of one person, else nothing."""
    word = token.text.lower()
    return next((sex for sex, words in zip("mf", GENDERS, strict=True) if word in words), "")


class Chain:
    """The pronouns of one document and whom each goes on with.

    Args:
        context: The document.
        persons: Its mentions of persons, in order of place.
        part: Whom "the appellant" and the like stand for.
    """

    def __init__(
        self,
        context: Context,
        persons: Sequence[Mention],
        part: Callable[[Token], Mention | None] | None = None,
    ) -> None:
        self.context = context
        self.document = context.document
        self._persons = persons
        self._part = part
        self._starts = [m.start for m in persons]

    def meant(self, pronoun: Token, found: Mention | None) -> Mention | None:
        """Whom a pronoun means of whom the resolver found: nobody whose first name says otherwise.

        Args:
            pronoun: Any word; what is no pronoun of one person keeps what was found.
            found: The resolver's own answer.
        """
        sex = gender_of(pronoun)
        if not sex:
            return found
        if found is not None and self._object_of_own(pronoun, found):
            return self.of(pronoun)  # "until President X dismissed him": not X
        told = self._sexes.get(self._cluster(found), sex) if found is not None else ""
        low = self.context.tree.sentence_extent(pronoun.index)[0]
        if found is not None and low <= found.start < pronoun.start and told == sex:
            return found
        here = self._fitting(pronoun, sex, low)
        if len(here) == 1 and pronoun.tag == "PRP$":
            return next(iter(here.values()))
        if (chained := self.of(pronoun)) is not None:
            return chained
        if found is not None and self.context.of_court and self.judges(found):
            return None  # of a judge his own judgment tells nothing
        return found if found is None or told == sex else self._before(pronoun, sex)

    def fits(self, pronoun: Token, mention: Mention) -> bool:
        """Whether nothing says that a person is of the other sex than a pronoun."""
        sex = gender_of(pronoun)
        return not sex or self._sexes.get(self._cluster(mention), sex) == sex

    def _cluster(self, mention: Mention) -> str:
        return self.document.cluster_of(mention)

    def _fitting(self, pronoun: Token, sex: str, low: int) -> dict[str, Mention]:
        """Persons of a sentence before a pronoun whose sex is known to fit."""
        first = bisect.bisect_left(self._starts, low)
        return {
            self._cluster(m): m
            for m in self._persons[first : first + _MOST]
            if m.end <= pronoun.start
            and self._sexes.get(self._cluster(m)) == sex
            and not _WHO.fullmatch(self.document.text, m.end, pronoun.start)
        }

    def _before(self, pronoun: Token, sex: str) -> Mention | None:
        """The nearest person before whose sex is known to fit."""
        last = bisect.bisect_left(self._starts, pronoun.start)
        for mention in reversed(self._persons[max(0, last - _MOST) : last]):
            near = pronoun.start - mention.end < _FURTHEST
            if near and self._sexes.get(self._cluster(mention)) == sex:
                return mention
        return None

    @cached_property
    def _sexes(self) -> dict[str, str]:
        """The sex of persons by cluster, where a first name or a title tells it and nothing else does."""
        told: dict[str, set[str]] = {}
        for mention in self._persons:
            title = _TITLED.search(self.document.text[max(0, mention.start - 8) : mention.start])
            sex = ("m" if title["m"] else "f") if title else sex_of(mention.text)
            told.setdefault(self._cluster(mention), set()).add(sex)
        return {k: next(iter(v - {""})) for k, v in told.items() if len(v - {""}) == 1}

    def of(self, pronoun: Token) -> Mention | None:
        """The person that a pronoun goes on with; None where the chain knows nobody."""
        return self._links.get(pronoun.index)

    @cached_property
    def _links(self) -> dict[int, Mention]:
        found: dict[int, Mention] = {}
        latest: dict[str, tuple[Mention, int]] = {}
        for token in self.context.tokens:
            sex = gender_of(token)
            if sex:
                self._go_on(token, sex, latest, found)
            elif token.dep in _SUBJECTS and token.pos in ("PROPN", "NOUN"):
                self._name(token, latest)
        return found

    def _go_on(
        self,
        token: Token,
        sex: str,
        latest: dict[str, tuple[Mention, int]],
        found: dict[int, Mention],
    ) -> None:
        if sex not in latest or self.context.quoted(token.start):
            return
        mention, place = latest[sex]
        if self._object_of_own(
            token, mention
        ):  # "X made him minister": whom was spoken of before X
            if f"{sex} before" not in latest:
                return
            mention, place = latest[f"{sex} before"]
        if token.start - place > _FURTHEST:
            return
        found[token.index] = mention
        latest[sex] = mention, token.start

    def _name(self, token: Token, latest: dict[str, tuple[Mention, int]]) -> None:
        """A named subject takes the place of whom the pronoun meant before, where the sex fits."""
        if self.context.quoted(token.start):
            return
        mention = self._named(token)
        if mention is None:
            return
        sex = self._sexes.get(self._cluster(mention), "")
        cluster = self._cluster
        for kind in sex or "mf":
            if kind in latest and cluster(latest[kind][0]) != cluster(mention):
                latest[f"{kind} before"] = latest[kind]
            latest[kind] = mention, token.start

    def _named(self, token: Token) -> Mention | None:
        """The person that a subject names, itself or beside it: "The bishop, Ada Mirel, said"."""
        beside = self.context.tree.children(token.index, "appos")
        for word in (token, *beside):
            mention = self.document.mention_at(word.start, word.end)
            if mention is None and self._part is not None:
                mention = self._part(word)
            if mention is not None and mention.type == MentionType.PERSON:
                return None if self.judges(mention) else mention
        return None

    def judges(self, mention: Mention) -> bool:
        """Whether somebody is the judge, by his title: he is not of whom a case is."""
        return self._cluster(mention) in self._judges

    @cached_property
    def _judges(self) -> frozenset[str]:
        text = self.document.text
        return frozenset(
            self._cluster(m)
            for m in self._persons
            if _JUDGE_BEFORE.search(text[max(0, m.start - 30) : m.start])
            or _JUDGE_BEHIND.match(text, m.end)
        )

    def _object_of_own(self, token: Token, mention: Mention) -> bool:
        """Whether "him" is the object of a verb whose subject is that very person."""
        if token.text.lower() not in ("him", "her") or token.tag == "PRP$":
            return False
        above = (t for t in self.context.tree.ancestors(token.index) if t.pos in ("VERB", "AUX"))
        subjects = (self.context.tree.child(t.index, *_SUBJECTS) for t in above)
        subject = next((s for s in subjects if s is not None and s.index != token.index), None)
        if subject is None:
            return False
        named = self.document.mention_at(subject.start, subject.end)
        cluster = self.document.cluster_of
        return named is not None and cluster(named) == cluster(mention)
