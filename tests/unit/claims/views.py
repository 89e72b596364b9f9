"""Small case views for tests: claims by invented people on invented documents."""

from __future__ import annotations

from decimal import Decimal

from dalil.claims.entities import assemble
from dalil.claims.view import CaseView
from dalil.evidence import (
    Amount,
    Claim,
    Holder,
    HolderRole,
    Judgement,
    Kind,
    Locator,
    Mention,
    PartialDate,
    Precision,
    Predicate,
    Proceedings,
    Reference,
    Relation,
    Share,
    Stage,
    Stance,
    Verdict,
)

TYPES = {"Varnia": "LOC", "Quay House": "ASSET"}


class CaseBuilder:
    """Builds a view: every name is one entity throughout, whatever its document."""

    def __init__(self) -> None:
        self.mentions: dict[str, Mention] = {}
        self.claims: list[Claim] = []
        self.judgements: list[Judgement] = []
        self._first: dict[str, Mention] = {}
        self._at = 0

    def name(self, text: str, exhibit: str = "a", kind: str | None = None) -> Reference:
        """Mention a name once more."""
        self._at += 100
        kind = (
            kind
            or TYPES.get(text)
            or ("ORG" if text.split()[-1] in ("Ltd", "Fund", "Court", "NGO", "Press") else "PER")
        )
        mention = Mention(exhibit * 64, self._at, self._at + len(text), text, kind)
        self.mentions[mention.id] = mention
        first = self._first.setdefault(text, mention)
        if first is not mention:
            self.judgements.append(
                Judgement(first.id, mention.id, Verdict.SAME, "same text", "rule:test")
            )
        return Reference(mention.id, text)

    def say(
        self,
        quote: str,
        by: str = "",
        about: tuple[str, ...] = (),
        *,
        stance: Stance = Stance.ASSERTS,
        stage: Stage | None = None,
        offence: str | None = None,
        year: str | None = None,
        links: tuple[tuple, ...] = (),
        negated: bool = False,
        kind: Kind = Kind.AUTHOR,
        exhibit: str = "a",
        author: str = "",
        role: HolderRole = HolderRole.SPEAKER,
        dates: tuple[str, ...] = (),
    ) -> Claim:
        """Add a claim; ``links`` are (predicate, subject, object, amount, share, start)."""
        self._at += 1000
        holders = (Holder(role, self.name(by, exhibit), by),) if by else ()
        last = self.name(author, exhibit) if author else None
        proceedings = None
        if stage or offence:
            date = PartialDate(year, Precision.YEAR) if year else None
            proceedings = Proceedings(stage=stage, offence=offence, date=date)
        claim = Claim(
            exhibit * 64,
            Locator(self._at, self._at + len(quote), quote),
            (*holders, Holder(HolderRole.AUTHOR, last, author)),
            stance,
            kind,
            about=tuple(self.name(text, exhibit) for text in about),
            relations=tuple(self._link(link, exhibit) for link in links),
            proceedings=proceedings,
            negated=negated,
            dates=tuple(
                PartialDate(d, Precision.MONTH if len(d) == 7 else Precision.DAY) for d in dates
            ),
        )
        self.claims.append(claim)
        return claim

    def _link(self, link: tuple, exhibit: str) -> Relation:
        predicate, subject, target, *rest = link
        amount, share, start = (*rest, None, None, None)[:3]
        return Relation(
            Predicate(predicate),
            self.name(subject, exhibit),
            self.name(target, exhibit) if target else None,
            amount=Amount(0, 1, "x", Decimal(amount), "EUR") if amount else None,
            share=Share(Decimal(share), Decimal(share)) if share else None,
            start_date=PartialDate(start, Precision.YEAR) if start else None,
        )

    def view(self) -> CaseView:
        """The case as a view."""
        order = {letter * 64: place for place, letter in enumerate("abcdef")}
        found = assemble(self.mentions.values(), self.judgements, order)
        return CaseView(
            name="test",
            mentions=self.mentions,
            claims={claim.id: claim for claim in self.claims},
            judgements=tuple(self.judgements),
            entities=found.by_id,
            entity_of=found.entity_of,
            redirects=found.redirects,
        )

    def id(self, text: str) -> str:
        """Entity id of a name."""
        return self.view().entity_of[self._first[text].id]
