"""Hold a proposal against the text: verbatim quote, known names, negation and sums as the quote has them.

Quotation marks, dashes and runs of white space may differ in form, since models write them their own
way; what becomes the claim is always cut from the text. Every refusal has a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dalil.claims.document import refer
from dalil.claims.llm.answer import Proposal, Said, Tie
from dalil.claims.llm.windows import Paragraph, Window
from dalil.claims.negation import WORD, denied, may_negate, negates, tokens
from dalil.claims.reading import Reading
from dalil.claims.shadow import shadow
from dalil.errors import RefusedQuote
from dalil.evidence import (
    Amount,
    Claim,
    Holder,
    HolderRole,
    Kind,
    Precision,
    Proceedings,
    Reference,
    Relation,
    Stance,
    TextLayer,
    locate,
)

_AGAINST = (Stance.DENIES, Stance.DISPUTES)
_NEAR = 3
"""Words before a quote in which a negation that was left out is looked for."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What proposals of one window are held against.

    Attributes:
        layer: The text.
        reading: What the rules read in it: names, sums and dates with their places.
        window: What the request showed.
        voice: Holders of what the document says itself, the author or publisher last.
        method: What is written into the claims.
    """

    layer: TextLayer
    reading: Reading
    window: Window
    voice: tuple[Holder, ...]
    method: str

    def claim(self, proposal: Proposal) -> Claim:
        """The claim that a proposal makes, its words cut from the text.

        Raises:
            RefusedQuote: It does not stand in the text as proposed; the message says what does not.
        """
        paragraph = self._paragraph(proposal.paragraph)
        start, end = self._place(paragraph, proposal.quote)
        self._hold_negation(proposal, paragraph, start, end)
        amounts = tuple(a for a in self.reading.amounts if start <= a.start and a.end <= end)
        dates = tuple(
            d
            for d in self.reading.dates
            if d.start is not None
            and d.end is not None
            and start <= d.start
            and d.end <= end
            and d.precision is not Precision.DECADE
        )
        return Claim(
            exhibit=self.layer.exhibit,
            locator=locate(self.layer, start, end),
            holders=self._chain(proposal, paragraph),
            stance=proposal.stance,
            kind=proposal.kind,
            about=tuple(dict.fromkeys(self._name(key) for key in proposal.about)),
            relations=tuple(self._relation(tie, start, end, amounts) for tie in proposal.relations),
            proceedings=Proceedings(stage=proposal.stage) if proposal.stage else None,
            negated=proposal.negated,
            hedged=proposal.hedged,
            amounts=amounts,
            dates=dates,
            method=self.method,
        )

    def _paragraph(self, key: str) -> Paragraph:
        for paragraph in self.window.paragraphs:
            if paragraph.id == key:
                return paragraph
        raise RefusedQuote(f"No paragraph {key[:20]!r} was shown.")

    def _place(self, paragraph: Paragraph, quote: str) -> tuple[int, int]:
        found = _find(self.layer.text, paragraph.start, paragraph.end, quote)
        if found is None:
            raise RefusedQuote("The quote does not stand in the paragraph word for word.")
        if len(WORD.findall(quote)) < 2:
            raise RefusedQuote("A quote of one word says nothing of anybody.")
        return found

    def _hold_negation(
        self, proposal: Proposal, paragraph: Paragraph, start: int, end: int
    ) -> None:
        quote, language = self.layer.text[start:end], self._language(start)
        inside = denied(quote, language)
        before = tokens(_sentence_before(self.layer.text[paragraph.start : start]))[-_NEAR:]
        left_out = any(negates(word, language) for word in before)
        if inside and not proposal.negated:
            raise RefusedQuote(
                "The quote negates what it says; the proposal says that it does not."
            )
        if left_out and not proposal.negated and proposal.stance not in _AGAINST:
            raise RefusedQuote(
                "The words before the quote negate it; the proposal leaves them out."
            )
        if proposal.negated and not left_out and not may_negate(quote, language):
            raise RefusedQuote("The proposal says that the quote negates; no word of it does.")

    def _language(self, start: int) -> str:
        passages = self.layer.passages_at(start, start + 1)
        told = passages[0].language if passages else None
        return told or self.layer.language or "en"

    def _chain(self, proposal: Proposal, paragraph: Paragraph) -> tuple[Holder, ...]:
        spoken = tuple(self._holder(one, paragraph) for one in proposal.holders)
        if not spoken and proposal.kind in (Kind.DIRECT, Kind.INDIRECT):
            raise RefusedQuote("Reported speech, but nobody is named as having spoken.")
        return (*spoken, *(self.voice if not spoken else self.voice[-1:]))

    def _holder(self, one: Said, paragraph: Paragraph) -> Holder:
        if one.name is not None:
            mention = self._name(one.name)
            return Holder(HolderRole.SPEAKER, mention, mention.text)
        words = one.words or ""
        place = _find(self.layer.text, paragraph.start, paragraph.end, words)
        if place is None or not words.strip():
            raise RefusedQuote(f"The holder {words[:40]!r} does not stand in the paragraph.")
        start, end = place
        return Holder(HolderRole.SPEAKER, None, self.layer.text[start:end], start=start, end=end)

    def _name(self, key: str) -> Reference:
        mention = self.window.names.get(key)
        if mention is None:
            raise RefusedQuote(f"No name {key[:20]!r} was shown.")
        return refer(mention)

    def _relation(self, tie: Tie, start: int, end: int, amounts: tuple[Amount, ...]) -> Relation:
        amount = None
        if tie.sum is not None:
            place = _find(self.layer.text, start, end, tie.sum)
            amount = next((a for a in amounts if place and _overlap(a, place)), None)
            if amount is None:
                raise RefusedQuote(f"The sum {tie.sum[:40]!r} is none that the quote states.")
        detail = None
        if tie.detail is not None:
            place = _find(self.layer.text, start, end, tie.detail)
            if place is None:
                raise RefusedQuote(f"The detail {tie.detail[:40]!r} does not stand in the quote.")
            detail = self.layer.text[place[0] : place[1]]
        return Relation(
            predicate=tie.predicate,
            subject=self._name(tie.subject),
            object=self._name(tie.object) if tie.object is not None else None,
            detail=detail,
            amount=amount,
        )


def _sentence_before(text: str) -> str:
    """The words before a quote that belong to its own sentence."""
    return re.split(r"[.!?;:\n]", text)[-1]


def _overlap(amount: Amount, place: tuple[int, int]) -> bool:
    return amount.start < place[1] and place[0] < amount.end


def _find(text: str, start: int, end: int, words: str) -> tuple[int, int] | None:
    """The first place of some words in ``start:end``, at word boundaries.

    White space matches any run of it, quotation marks and dashes their kin; letters, digits and
    case match only themselves.
    """
    parts = shadow(words).split()
    if not parts:
        return None
    pattern = r"\s+".join(re.escape(part) for part in parts)
    pattern = rf"(?<!\w){pattern}" if parts[0][0].isalnum() else pattern
    # An accent that stands as a code point of its own belongs to the letter before it.
    pattern = rf"{pattern}(?![\w\u0300-\u036f])" if parts[-1][-1].isalnum() else pattern
    match = re.search(pattern, shadow(text[start:end]))
    return (start + match.start(), start + match.end()) if match else None
