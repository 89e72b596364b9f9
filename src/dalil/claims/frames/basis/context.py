"""What every rule of this room asks of one document: tree, quotations, lexicon, negation, hedging.

Built once per document; all look-ups are by bisection or by walking a bounded part of the tree. It
finds no claim itself.
"""

from __future__ import annotations

import bisect
import re
from functools import cached_property

from dalil.claims.document import Document
from dalil.claims.frames.basis.frame import Source, trimmed
from dalil.claims.frames.basis.graph import Tree
from dalil.claims.frames.basis.judgments import of_court
from dalil.claims.frames.basis.lexicon import Lexicon, lexicon, load
from dalil.claims.frames.basis.quotes import Quotation, quotations
from dalil.claims.parse import Token
from dalil.claims.turns import Turn, turns_of
from dalil.evidence import MentionType

MAX_SOURCE = 160
"""Longest holder in code points; a longer noun phrase is cut to its head's own words."""


LONGEST_MARK = 60
_NOTE_MARK = re.compile(r"[.,;:]?(?:\[\^[^\]\s]{1,20}\]?)+[.,;:]?\Z")
"""Marks of notes in Markdown at the end of a content, with the stop beside them."""
_JUDGE_TITLES = frozenset({"Lord", "Lady", "Baroness", "Justice", "Judge", "Sheriff", "Recorder"})
_JUDGE_LETTERS = frozenset({"J", "LJ", "JSC", "CJ", "JJ", "LJJ"})
_MADE = frozenset(
    {
        "publish",
        "write",
        "prepare",
        "compile",
        "issue",
        "produce",
        "release",
        "draw",
        "conduct",
        "author",
    }
)
_BENCHES = frozenset({"chamber", "panel", "senate", "division"})
_COURT_NAME = re.compile(r"\b(?:court|tribunal)\b", re.IGNORECASE)
_MORE = frozenset({"more", "less", "fewer", "later", "earlier", "sooner", "greater", "higher", "lower", "longer"})  # fmt: skip
_TRUE = frozenset({"true", "correct", "right", "case"})
_UNTRUE = frozenset({"false", "untrue", "wrong", "incorrect"})
_CIRCUITS = frozenset(
    {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
     "federal", "d.c."}
)  # fmt: skip
_NOTHING = ("nothing", "nobody", "none")


class Context:
    """One document with its tree, quotations and lexicon.

    Attributes:
        document: The document.
        tree: Its parse as a tree.
        tokens: Its tokens.
        quotations: Its quotations, in order of place.
        lexicon: The cue words.
        wrongs: Verbs that accuse, once they were looked for.
    """

    def __init__(self, document: Document, language: str = "en") -> None:
        self.document = document
        self.text = document.text
        self.tree = Tree(document.parse)
        self.tokens = self.tree.tokens
        self.quotations = quotations(document.layer)
        self.lexicon: Lexicon = lexicon(language)
        self.of_court = of_court(document.text)
        self.wrongs: list[Token] | None = None
        self._quote_starts = [q.start for q in self.quotations]
        self._passage_starts = [p.start for p in document.layer.passages]
        self._token_starts = [t.start for t in self.tokens]

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation that holds an offset, if any."""
        place = bisect.bisect_right(self._quote_starts, offset) - 1
        if place < 0:
            return None
        found = self.quotations[place]
        return found if offset < found.end else None

    def quoted(self, offset: int) -> bool:
        """Whether an offset stands inside quotation marks."""
        return self.quotation_at(offset) is not None

    def passage_of(self, offset: int) -> int:
        """Index of the passage that holds a place, or of the last before it; -1 before the first."""
        return bisect.bisect_right(self._passage_starts, offset) - 1

    def token_at(self, offset: int) -> int:
        """Index of the first token that starts at or after an offset (may be one past the last)."""
        return bisect.bisect_left(self._token_starts, offset)

    def sentences_behind(self, number: int, far: int) -> range:
        """Numbers of the sentences behind one, at most `far`, in its passage."""
        sentences = self.document.parse.sentences
        last = number + 1
        while (
            last < min(number + 1 + far, len(sentences))
            and sentences[last].passage == sentences[number].passage
        ):
            last += 1
        return range(number + 1, last)

    def content(self, start: int, end: int) -> tuple[int, int]:
        """A content span without separators; without its marks where it is one quotation."""
        mark = _NOTE_MARK.search(self.text, max(start, end - LONGEST_MARK), end)
        end = mark.start() if mark is not None and mark.start() > start else end
        start, end = trimmed(self.text, start, end)
        end = self._before_stop(start, end)
        found = self.quotation_at(start)
        if found is not None and found.start >= start - 2 and found.end >= end - 2:
            return found.inner_start, max(min(found.inner_end, max(end, found.inner_start)), 0)
        if end < len(self.text) and found is None:
            closing = self.quotation_at(end - 1)
            if closing is not None and closing.start < start:
                return start, min(end, closing.inner_end)
        return start, end

    def _before_stop(self, start: int, end: int) -> int:
        """The end of a content without the full stop of its sentence; an abbreviation keeps its own."""
        last = self.token_at(end - 1)
        if end - 1 <= start or last >= len(self.tokens) or self.quoted(end - 1):
            return end
        token = self.tokens[last]
        return end - 1 if token.text == "." and token.start == end - 1 else end

    def whole_quotation(self, start: int, end: int, cue: int) -> tuple[int, int]:
        """A span that is the first or last part of a quotation becomes all of it.

        The parser gives a cue one sentence; the quotation may have several.
        """
        found = self.quotation_at(start)
        if found is None or found.start <= cue < found.end or end > found.end:
            return start, end
        if start <= found.inner_start + 1 or end >= found.inner_end - 2:
            return found.inner_start, found.inner_end
        return start, end

    def is_quotation(self, start: int, end: int) -> bool:
        """Whether a span is the words of one quotation."""
        found = self.quotation_at(start)
        return found is not None and found.inner_start >= start - 1 and end <= found.end

    def source(self, head: Token) -> Source:
        """The words of a holder from the head of its noun phrase, with appositions, without clauses."""
        tree = self.tree
        last = head.index
        for kid in tree.children(head.index):
            if kid.dep == "acl" and kid.index > head.index and self._by_whom(kid):
                last = max(last, tree.right[kid.index])
                continue
            if kid.index > head.index and kid.dep in (
                "relcl",
                "acl",
                "punct",
                "cc",
                "conj",
                "case",
            ):
                if kid.dep in ("relcl", "acl"):
                    break
                continue
            if kid.dep == "prep" and tree.child(kid.index, "pcomp") is not None:
                break  # "convicted by a court of stealing": the deed is no part of the court's name
            if kid.index > head.index:
                last = max(last, tree.right[kid.index])
        conjuncts = [k for k in tree.children(head.index, "conj") if k.pos in ("NOUN", "PROPN")]
        if conjuncts and conjuncts[-1].index > last:
            last = max(last, conjuncts[-1].index)
        first = tree.left[head.index]
        last = self._before_relative(head.index, last)
        start, end = trimmed(self.text, self.tokens[first].start, self.tokens[last].end)
        if end - start > MAX_SOURCE or end <= start:
            start, end = head.start, head.end
        return Source(start, end, head.index)

    def _by_whom(self, participle: Token) -> bool:
        """Whether a participle tells whose a paper is: "research published in April by the institute"."""
        made = participle.tag == "VBN" and participle.lemma.lower() in _MADE
        return made and self.tree.child(participle.index, "agent") is not None

    def _before_relative(self, head: int, last: int) -> int:
        """Last token of a noun phrase before a relative clause anywhere in it."""
        for index in range(head + 1, min(last, head + 60) + 1):
            left = self.tree.left[index]
            if self.tokens[index].dep == "relcl" and left > head:
                return left - 1
        return last

    def words(self, index: int) -> str:
        """The words of a token's subtree, without additions behind a comma and stray marks."""
        first, last = self.tree.left[index], self.tree.right[index]
        for kid in self.tree.children(index):
            comma = kid.index > index and self.tokens[self.tree.left[kid.index] - 1].text == ","
            if kid.dep in ("relcl", "appos") and comma:
                last = min(last, self.tree.left[kid.index] - 1)
        start, end = trimmed(self.text, self.tokens[first].start, self.tokens[last].end)
        return self.text[start:end]

    def names_client(self, head: Token) -> bool:
        """Whether somebody lobbies or pleads for a noun phrase as for a client, not for a cause."""
        clients = ("government", "company", "client", "firm", "bank", "group")
        if any(t.lemma.lower() in clients for t in (head, *self.tree.children(head.index))):
            return True
        found = self.document.mention_at(head.start, head.end)
        return found is not None and found.type in (
            MentionType.PERSON,
            MentionType.ORGANISATION,
            MentionType.LOCATION,
        )

    def is_court(self, head: Token) -> bool:
        """Whether a noun phrase names a court, by its head or a name in it."""
        courts = load("proceedings_en.yaml")["courts"]
        if self._of_grand_jury(head):
            return False  # it charges and decides nothing
        if head.lemma.lower() in courts:
            return True
        if head.lemma.lower() in _BENCHES and self._bare(head):
            return self._names_court
        if head.pos != "PROPN":
            return False
        if head.text == "Circuit" and self._numbered(head):
            return True  # "the Ninth Circuit"
        if (
            head.text in _JUDGE_LETTERS
            and head.index
            and self.tokens[head.index - 1].pos == "PROPN"
        ):
            return True  # "Owen J"
        if self.of_court and self._titled(head):
            return True
        source = self.source(head)
        words = self.text[source.start : source.end].lower().split()
        return any(w.strip(".,") in courts for w in words) or self._stands_for_court(head)

    def _numbered(self, head: Token) -> bool:
        """Whether a word of number, or of the seat of a circuit, stands before: "Ninth", "Federal", "D.C."."""
        before = self.tokens[head.index - 1].text.lower() if head.index else ""
        return before in _CIRCUITS

    def _of_grand_jury(self, head: Token) -> bool:
        """Whether a noun phrase names a grand jury."""
        before = self.tokens[head.index - 1] if head.index else None
        return (
            head.lemma.lower() == "jury" and before is not None and before.lemma.lower() == "grand"
        )

    def _titled(self, head: Token) -> bool:
        """Whether a name bears a judge's title: "Lord Bannock", where a judgment speaks of another court."""
        before = self.tokens[max(0, head.index - 3) : head.index]
        return any(t.text in _JUDGE_TITLES and t.head == head.index for t in before)

    def _stands_for_court(self, head: Token) -> bool:
        """Whether a short name is that of a court that the document names in full: "the FTT"."""
        named = self.document.mention_at(head.start, head.end)
        if named is None or not named.text.isupper():
            return False
        courts = load("proceedings_en.yaml")["courts"]
        members = self.document.clusters.get(self.document.cluster_of(named), ())
        return any(word in courts for m in members[:20] for word in m.text.lower().split())

    @cached_property
    def turns(self) -> list[Turn]:
        """Turns of the document, where it is a transcript."""
        return turns_of(self.document.layer)

    @cached_property
    def turn_of(self) -> dict[int, Turn]:
        """Turns by index of their passage."""
        return {turn.passage: turn for turn in self.turns}

    def signed(self, offset: int) -> bool:
        """Whether those who signed the document hold a place: in a transcript not what others said before."""
        return not self.turns or offset >= self.document.layer.passages[self.turns[-1].passage].end

    def _bare(self, head: Token) -> bool:
        """Whether a noun stands with an article alone: "the Chamber", not "the chamber of commerce"."""
        kids = [k for k in self.tree.children(head.index) if k.dep not in ("det", "punct", "relcl")]
        return not kids

    @cached_property
    def _names_court(self) -> bool:
        """Whether the document names a court at all, so that "the Chamber" may be its bench."""
        return _COURT_NAME.search(self.text) is not None

    def negated(self, index: int) -> bool:
        """Whether a predicate is negated: its own adverb, auxiliary, subject or determiner."""
        tree, words = self.tree, self.lexicon.negations
        for kid in tree.children(index):
            word = kid.dep in ("advmod", "preconj", "cc") and kid.lemma in words
            if (kid.dep == "neg" or word) and not self._bounds(kid):
                return True
            none = (t for t in tree.children(kid.index, "det") if kid.dep == "dobj")
            if any(t.lemma == "no" and not self._bounds(t) for t in none):
                return True
            if kid.dep in ("dobj", "attr") and kid.lemma.lower() in _NOTHING:
                return True
            if kid.dep in ("nsubj", "nsubjpass"):
                below = tree.children(kid.index, "det", "preconj", "cc", "neg")
                if kid.lemma in words or any(t.lemma in words for t in below):
                    return True
        head = self.tokens[index]
        above = self.tokens[head.head]
        if head.dep == "conj" and any(
            t.lemma in ("or", "nor") for t in tree.children(above.index, "cc")
        ):
            return self.negated(above.index)  # "was never charged or convicted"
        if head.dep in ("ccomp", "csubj", "csubjpass"):
            return self._untrue(above)
        return head.dep == "xcomp" and any(k.dep == "neg" for k in tree.children(above.index))

    def _bounds(self, word: Token) -> bool:
        """Whether a "no" or "not" belongs to a figure: "shall pay no more than 40,000 a month"."""
        near = [t.text.lower() for t in self.tokens[word.index + 1 : word.index + 3]]
        return len(near) == 2 and near[0] in _MORE and near[1] == "than"

    def _untrue(self, above: Token) -> bool:
        """Whether what governs a clause calls it untrue: "it is not true that", "it was false that"."""
        if self.asked(above.index):
            return False  # "is it not the case that" asks for a yes
        near = (above, *self.tree.children(above.index, "acomp", "attr"))
        said = {t.lemma.lower() for t in near}
        no = any(k.dep == "neg" for t in near for k in self.tree.children(t.index))
        return (bool(said & _UNTRUE) and not no) or (bool(said & _TRUE) and no)

    def asked(self, index: int) -> bool:
        """Whether a word stands in a sentence that asks."""
        _, end = self.tree.sentence_extent(index)
        return self.text[max(0, end - 3) : end].rstrip("”\"'’) ").endswith("?")

    def _conditional(self, index: int) -> bool:
        """Whether a predicate tells what would follow: "if they were proven, they would amount to fraud"."""
        modal = any(
            k.lemma in ("would", "could", "might") for k in self.tree.children(index, "aux")
        )
        return modal and any(
            t.lemma.lower() in self.lexicon.conditions
            for k in self.tree.children(index, "advcl")
            for t in self.tree.children(k.index, "mark")
        )

    def hedged(self, index: int) -> bool:
        """Whether a predicate is qualified: may, reportedly, seems to, if, whether."""
        tree, lex = self.tree, self.lexicon
        for kid in tree.children(index):
            lemma = kid.lemma.lower()
            if kid.dep == "aux" and lemma in lex.hedge_auxiliaries:
                unable = lemma == "could" and tree.child(index, "neg") is not None
                if not unable:  # "could not be reached" doubts nothing
                    return True
            if kid.dep in ("advmod", "npadvmod") and lemma in lex.hedge_adverbs:
                return True
            if kid.dep == "mark" and lemma in lex.conditions:
                return True
        if self._conditional(index):
            return True
        token = self.tokens[index]
        above = self.tokens[token.head]
        passive = (
            tree.child(index, "auxpass") is not None and tree.child(index, "xcomp") is not None
        )
        if passive and token.lemma.lower() in lex.hedge_passives:
            return True
        return token.dep == "xcomp" and above.lemma in lex.hedge_verbs
