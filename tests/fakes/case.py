"""A case by hand: invented documents, people and claims, with text layers that hold every quote.

The builder finds each quote in the text, so a typing error fails at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from dalil.claims.entities import assemble
from dalil.claims.view import CaseView
from dalil.custody.ports import Checkpoint
from dalil.dossier.values import Material
from dalil.evidence import (
    Claim,
    Contrary,
    DocumentInfo,
    Exhibit,
    Finality,
    Finding,
    Forum,
    Holder,
    HolderRole,
    Interest,
    Judgement,
    Kind,
    Mention,
    PartialDate,
    Passage,
    Precision,
    Predicate,
    Proceedings,
    Question,
    Reference,
    Refusal,
    Relation,
    Share,
    Side,
    Stage,
    Stance,
    Support,
    TextLayer,
    Tier,
    Verdict,
    locate,
)
from dalil.matching.values import ListEntry, ListName, ListVersion, Match, Screening
from dalil.ownership.values import Holding, OwnershipPath, TestOutcome
from dalil.regimes.values import Assessment, Criterion

WHEN = "2026-03-02T09:00:00Z"


def passages_of(text: str) -> tuple[Passage, ...]:
    """One passage a line that is not empty."""
    found, at = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            found.append(Passage(at, at + len(line), paragraph=number))
        at += len(line) + 1
    return tuple(found)


def cells_of(text: str) -> tuple[Passage, ...]:
    """One passage a cell of tab-separated rows."""
    found, at = [], 0
    for row, line in enumerate(text.split("\n"), start=1):
        for column, cell in enumerate(line.split("\t"), start=1):
            if cell:
                found.append(Passage(at, at + len(cell), "cell", row=row, column=column))
            at += len(cell) + 1
    return tuple(found)


@dataclass
class Builder:
    """Collects the parts of a case."""

    name: str = "Harbour case"
    exhibits: dict[str, Exhibit] = field(default_factory=dict)
    layers: dict[str, TextLayer] = field(default_factory=dict)
    refusals: dict[str, Refusal] = field(default_factory=dict)
    mentions: dict[str, Mention] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)
    interests: list[Interest] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    reviewed: set[str] = field(default_factory=set)
    _first: dict[str, str] = field(default_factory=dict)

    def document(self, name: str, text: str, **extra: object) -> str:
        """Add a read exhibit; returns its sha256."""
        content = text.encode("utf-8", "surrogatepass")
        sha = hashlib.sha256(content).hexdigest()
        table = bool(extra.pop("table", False))
        language = str(extra.pop("language", "en"))
        notes = tuple(extra.pop("notes", ()))  # type: ignore[call-overload]
        tier = extra.pop("tier", None)
        source = f"https://papers.example/{name}"
        exhibit = Exhibit(
            sha, len(content), "text/plain", name, source, WHEN, "person:A. Desk", tier=Tier.PUBLIC
        )
        self.exhibits[sha] = replace(exhibit, tier=tier) if tier else exhibit
        passages = cells_of(text) if table else passages_of(text)
        self.layers[sha] = TextLayer(
            sha,
            text,
            passages,
            "fake/1",
            "text/plain",
            language,
            DocumentInfo(**extra),  # type: ignore[arg-type]
            table,
            notes,
        )
        return sha

    def refuse(self, name: str, reason: str) -> str:
        """Add an exhibit that could not be read."""
        sha = hashlib.sha256(name.encode()).hexdigest()
        self.exhibits[sha] = Exhibit(
            sha, 9, "application/pdf", name, name, WHEN, "person:A. Desk", tier=Tier.PUBLIC
        )
        self.refusals[sha] = Refusal(sha, "encrypted", reason, "pdf/1")
        return sha

    def name_at(self, sha: str, text: str, type_: str, who: str) -> Reference:
        """Mention somebody at the first place of these words in a document."""
        start = self.layers[sha].text.index(text)
        mention = Mention(sha, start, start + len(text), text, type_, "fake")
        self.mentions[mention.id] = mention
        first = self._first.setdefault(who, mention.id)
        if first != mention.id:
            reason = f"same person by the test's own word: {who}"
            same = Judgement(first, mention.id, Verdict.SAME, reason, "rule:fake")
            self.judgements.append(same)
        return Reference(mention.id, text)

    def claim(
        self, sha: str, quote: str, holders: Sequence[Holder], stance: Stance, **extra: object
    ) -> Claim:
        """Add a claim at the first place of its quote."""
        layer = self.layers[sha]
        start = layer.text.index(quote)
        extra.setdefault("kind", Kind.AUTHOR)
        claim = Claim(
            exhibit=sha,
            locator=locate(layer, start, start + len(quote)),
            holders=tuple(holders),
            stance=stance,
            **extra,  # type: ignore[arg-type]
        )
        self.claims[claim.id] = claim
        return claim

    def entity(self, who: str, view: CaseView | None = None) -> str:
        """Entity id of somebody who was mentioned."""
        view = view or self.view()
        return view.entity_of[self._first[who]]

    def view(self, targets: tuple[str, ...] = ()) -> CaseView:
        """The case."""
        order = {sha: index for index, sha in enumerate(self.exhibits)}
        entities = assemble(self.mentions.values(), self.judgements, order)
        return CaseView(
            name=self.name,
            exhibits=dict(self.exhibits),
            infos={sha: layer.info for sha, layer in self.layers.items()},
            notes={sha: layer.notes for sha, layer in self.layers.items() if layer.notes},
            refusals=dict(self.refusals),
            mentions=dict(self.mentions),
            claims=dict(self.claims),
            judgements=tuple(self.judgements),
            entities=entities.by_id,
            entity_of=entities.entity_of,
            redirects=entities.redirects,
            questions={question.id: question for question in self.questions},
            interests=tuple(self.interests),
            reviewed=frozenset(self.reviewed),
            targets=targets,
        )


ARTICLE = """Port money went to a minister's relative, auditors say
By Tessa Maruin
Ordan Veshkul, transport minister of Varnia from 2009 to 2014, awarded the dredging of Quill Harbour without a tender.
The auditor Helge Brannock said that 41 million crowns of the advance "ended with a company of the minister's son-in-law".
Mr Veshkul's lawyer, Ada Pellmont, denied that her client ever received a payment from Tidewell Marine.
Prosecutors opened an inquiry in 2019 against Lorin Skadd, the port's bookkeeper. They closed the case against Mr Veshkul in May 2021 for lack of evidence.
The campaign group Clear Tides, which is paid by the shipowner Rolf Amsden, called for Mr Veshkul to be put on sanctions lists.
"""
NOTICE = """HAVENMARK REGIONAL COURT: PRESS NOTICE 7/2022
The court convicted Jorst Tammel, former director of Tidewell Marine, of bribing a foreign official and imposed a suspended sentence of two years. The judgment is not final.
It made no finding on whether the minister Ordan Veshkul received the money; he was not heard.
The regulator of Havenmark had fined Tidewell Marine 3 million crowns in 2020 for false accounts.
"""
AGENCY = """Вешкуль освобождён от должности
Президент освободил министра Ордана Вешкуля от должности по собственному желанию. О. Вешкуль руководил министерством с 2009 года.
Пресс-секретарь сообщил, что обвинения не соответствуют действительности.
"""
OPINION = """The minister whom the activists fear
By Corvan Lusk
Ordan Veshkul built the harbour that Varnia needed. The accusations were invented by a rival, Rolf Amsden, who lost the contract.
Nobody pays me for these opinions.
"""
LETTER = """To the editor
The firm of Corvan Lusk receives 20,000 crowns a month from the Varnian Harbour Foundation, which Mr Veshkul chairs.
"""
REGISTER = """Title Number\tTenure\tProperty\tProprietor\tPrice Paid\tDate
XQ 88114\tFreehold\tSaltmarsh House, Reedley\tCORMORANT HOLDINGS LIMITED\t4200000\t2013-05-02
XQ 88115\tLeasehold\tFlat 2, 9 Anchor Walk, Reedley\tCORMORANT HOLDINGS LIMITED\t\t2013-05-02"""
STAKES = """company\tholder\tshare
Cormorant Holdings Limited\tVESHKUL, Ordan\t50
Cormorant Holdings Limited\tAmara Veshkul\t50"""


def year(value: str) -> PartialDate:
    """A year."""
    return PartialDate(value, Precision.YEAR)


def harbour() -> Builder:
    """The whole invented case."""
    b = Builder()
    article = b.document(
        "article.html",
        ARTICLE,
        title="Port money went to a minister's relative, auditors say",
        authors=("Tessa Maruin",),
        publisher="The Reedley Ledger",
        date="2023-11-06",
        address="https://reedley-ledger.example/port",
    )
    notice = b.document(
        "notice.txt",
        NOTICE,
        title="Press notice 7/2022",
        publisher="Havenmark Regional Court",
        date="2022-06-14",
    )
    agency = b.document(
        "agency_ru.txt",
        AGENCY,
        language="ru",
        title="Вешкуль освобождён от должности",
        publisher="Варн-Информ",
        date="2014-02-03",
    )
    opinion = b.document(
        "opinion.txt",
        OPINION,
        title="The minister whom the activists fear",
        authors=("Corvan Lusk",),
        publisher="The Monday Standard",
        date="2024-01-15",
    )
    letter = b.document("letter.txt", LETTER, title="Letter to the editor", authors=("Mira Stane",))
    register = b.document(
        "register.csv", REGISTER, table=True, publisher="Reedley land register", date="2024-02-01"
    )
    stakes = b.document(
        "stakes.csv",
        STAKES,
        table=True,
        publisher="Company information service",
        notes=("the last row has a cell without a header",),
    )
    b.refuse("ledger_scan.pdf", "The file is encrypted.")
    _article(b, article)
    _notice(b, notice)
    _agency(b, agency)
    _opinion(b, opinion, letter)
    _registers(b, register, stakes)
    _questions(b)
    return b


def author(b: Builder, sha: str, text: str = "") -> Holder:
    """The author of a document."""
    reference = b.name_at(sha, text, "PER", text) if text else None
    return Holder(HolderRole.AUTHOR, reference, text)


def speaker(b: Builder, sha: str, text: str, role: HolderRole = HolderRole.SPEAKER) -> Holder:
    """Somebody whom a document quotes."""
    return Holder(role, b.name_at(sha, text, "PER", text), text)


def _article(b: Builder, sha: str) -> None:
    man = b.name_at(sha, "Ordan Veshkul", "PER", "veshkul")
    b.name_at(sha, "Mr Veshkul", "PER", "veshkul")
    writer = author(b, sha, "Tessa Maruin")
    varnia = b.name_at(sha, "Varnia", "LOC", "varnia")
    tidewell = b.name_at(sha, "Tidewell Marine", "ORG", "tidewell")
    bookkeeper = b.name_at(sha, "Lorin Skadd", "PER", "skadd")
    tides = b.name_at(sha, "Clear Tides", "ORG", "tides")
    amsden = b.name_at(sha, "Rolf Amsden", "PER", "amsden")
    role = Relation(
        Predicate.ROLE_AT,
        man,
        varnia,
        detail="transport minister",
        start_date=year("2009"),
        end_date=year("2014"),
    )
    b.claim(
        sha,
        "Ordan Veshkul, transport minister of Varnia from 2009 to 2014, awarded the dredging of Quill Harbour without a tender",
        [writer],
        Stance.ASSERTS,
        about=(man,),
        relations=(role,),
    )
    b.claim(
        sha,
        "ended with a company of the minister's son-in-law",
        [speaker(b, sha, "Helge Brannock"), writer],
        Stance.ALLEGES,
        kind=Kind.DIRECT,
        about=(man,),
        proceedings=Proceedings(stage=Stage.ALLEGATION),
    )
    denial = b.claim(
        sha,
        "her client ever received a payment from Tidewell Marine",
        [speaker(b, sha, "Ada Pellmont"), writer],
        Stance.DENIES,
        kind=Kind.INDIRECT,
        about=(man, tidewell),
    )
    b.claim(
        sha,
        "Prosecutors opened an inquiry in 2019 against Lorin Skadd, the port's bookkeeper",
        [writer],
        Stance.ASSERTS,
        about=(bookkeeper,),
        relations=(Relation(Predicate.INVESTIGATED_FOR, bookkeeper),),
        proceedings=Proceedings(stage=Stage.INVESTIGATION, forum=Forum.CRIMINAL, date=year("2019")),
    )
    b.claim(
        sha,
        "They closed the case against Mr Veshkul in May 2021 for lack of evidence",
        [writer],
        Stance.ASSERTS,
        about=(man,),
        proceedings=Proceedings(
            stage=Stage.DISMISSAL,
            forum=Forum.CRIMINAL,
            date=PartialDate("2021-05", Precision.MONTH),
            reason="lack of evidence",
        ),
    )
    paid = b.claim(
        sha,
        "which is paid by the shipowner Rolf Amsden",
        [writer],
        Stance.ASSERTS,
        relations=(Relation(Predicate.PAYS, amsden, tides),),
    )
    b.claim(
        sha,
        "Mr Veshkul to be put on sanctions lists",
        [Holder(HolderRole.SPEAKER, tides, "Clear Tides"), writer],
        Stance.CALLS_FOR,
        kind=Kind.INDIRECT,
        about=(man,),
        calls_for="sanctions",
    )
    b.reviewed.add(denial.id)
    accept = Judgement(denial.id, None, Verdict.ACCEPT, "words checked", "person:A. Desk", WHEN)
    b.judgements.append(accept)
    view = b.view()
    b.interests.append(
        Interest(
            b.entity("tides", view), b.entity("amsden", view), "paid_by", paid.id, "paid by him"
        )
    )


def _notice(b: Builder, sha: str) -> None:
    man = b.name_at(sha, "Ordan Veshkul", "PER", "veshkul")
    tammel = b.name_at(sha, "Jorst Tammel", "PER", "tammel")
    tidewell = b.name_at(sha, "Tidewell Marine", "ORG", "tidewell")
    court = Holder(HolderRole.COURT, None, "Havenmark Regional Court")
    holders = [court, Holder(HolderRole.PUBLISHER, None, "Havenmark Regional Court")]
    b.claim(
        sha,
        "The court convicted Jorst Tammel, former director of Tidewell Marine, of bribing a foreign official",
        holders,
        Stance.ASSERTS,
        kind=Kind.DOCUMENT,
        about=(tammel,),
        relations=(Relation(Predicate.CONVICTED_OF, tammel, value="bribing a foreign official"),),
        proceedings=Proceedings(
            stage=Stage.CONVICTION,
            forum=Forum.CRIMINAL,
            finality=Finality.FIRST_INSTANCE,
            court="Havenmark Regional Court",
            sentence="two years, suspended",
            date=PartialDate("2022-06-14", Precision.DAY),
        ),
    )
    b.claim(
        sha,
        "It made no finding on whether the minister Ordan Veshkul received the money; he was not heard",
        holders,
        Stance.ASSERTS,
        kind=Kind.DOCUMENT,
        about=(man,),
        negated=True,
        relations=(Relation(Predicate.PAYS, tidewell, man),),
    )
    b.claim(
        sha,
        "The regulator of Havenmark had fined Tidewell Marine 3 million crowns in 2020 for false accounts",
        holders,
        Stance.ASSERTS,
        kind=Kind.DOCUMENT,
        about=(tidewell,),
        proceedings=Proceedings(stage=Stage.PENALTY, forum=Forum.REGULATORY, date=year("2020")),
    )


def _agency(b: Builder, sha: str) -> None:
    man = b.name_at(sha, "Ордана Вешкуля", "PER", "veshkul")
    short = b.name_at(sha, "О. Вешкуль", "PER", "veshkul")
    publisher = Holder(HolderRole.PUBLISHER, None, "Варн-Информ")
    b.claim(
        sha,
        "Президент освободил министра Ордана Вешкуля от должности по собственному желанию",
        [publisher],
        Stance.ASSERTS,
        about=(man,),
        relations=(Relation(Predicate.RESIGNED_FROM, man, value="министр"),),
    )
    b.claim(
        sha,
        "обвинения не соответствуют действительности",
        [speaker(b, sha, "Пресс-секретарь"), publisher],
        Stance.DENIES,
        kind=Kind.INDIRECT,
        about=(short,),
    )


def _opinion(b: Builder, opinion: str, letter: str) -> None:
    man = b.name_at(opinion, "Ordan Veshkul", "PER", "veshkul")
    amsden = b.name_at(opinion, "Rolf Amsden", "PER", "amsden")
    writer = author(b, opinion, "Corvan Lusk")
    b.claim(
        opinion,
        "The accusations were invented by a rival, Rolf Amsden, who lost the contract",
        [writer],
        Stance.DISPUTES,
        about=(man, amsden),
    )
    b.claim(opinion, "Nobody pays me for these opinions", [writer], Stance.DENIES)
    lusk = b.name_at(letter, "Corvan Lusk", "PER", "Corvan Lusk")
    house = b.name_at(letter, "Varnian Harbour Foundation", "ORG", "foundation")
    chair = b.name_at(letter, "Mr Veshkul", "PER", "veshkul")
    paid = b.claim(
        letter,
        "The firm of Corvan Lusk receives 20,000 crowns a month from the Varnian Harbour Foundation, which Mr Veshkul chairs",
        [Holder(HolderRole.AUTHOR)],
        Stance.ASSERTS,
        about=(lusk, chair),
        hedged=True,
        relations=(
            Relation(Predicate.PAYS, house, lusk),
            Relation(Predicate.ROLE_AT, chair, house, detail="chairman"),
        ),
    )
    view = b.view()
    b.interests.append(
        Interest(
            b.entity("Corvan Lusk", view),
            b.entity("foundation", view),
            "paid_by",
            paid.id,
            "paid by the foundation",
        )
    )


def _registers(b: Builder, register: str, stakes: str) -> None:
    owner = b.name_at(register, "CORMORANT HOLDINGS LIMITED", "ORG", "cormorant")
    house = b.name_at(register, "Saltmarsh House, Reedley", "ASSET", "saltmarsh")
    land = Holder(HolderRole.REGISTER, None, "Reedley land register")
    b.claim(
        register,
        "CORMORANT HOLDINGS LIMITED",
        [land],
        Stance.ASSERTS,
        kind=Kind.REGISTER,
        about=(owner,),
        relations=(
            Relation(
                Predicate.OWNS,
                owner,
                house,
                detail="freehold",
                start_date=PartialDate("2013-05-02", Precision.DAY),
            ),
        ),
    )
    company = b.name_at(stakes, "Cormorant Holdings Limited", "ORG", "cormorant")
    man = b.name_at(stakes, "VESHKUL, Ordan", "PER", "veshkul")
    half = Share(Decimal(50), Decimal(50))
    b.claim(
        stakes,
        "VESHKUL, Ordan",
        [Holder(HolderRole.REGISTER, None, "Company information service")],
        Stance.ASSERTS,
        kind=Kind.REGISTER,
        about=(man,),
        relations=(Relation(Predicate.OWNS, man, company, share=half),),
    )


def find(b: Builder, words: str) -> Claim:
    """The claim whose quote holds these words."""
    return next(claim for claim in b.claims.values() if words in claim.quote)


def _questions(b: Builder) -> None:
    view = b.view()
    b.questions.append(
        Question(
            matter="Did money of Tidewell Marine reach the minister?",
            about=(b.entity("veshkul", view),),
            sides=(
                Side("It reached a relative", (find(b, "son-in-law").id,)),
                Side(
                    "Denied, or not found",
                    (find(b, "her client").id, find(b, "made no finding").id),
                ),
            ),
            why="the same payer, the same official, the same contract",
            method="rule:fake",
        )
    )


def material(b: Builder, **changes: object) -> Material:
    """Everything a dossier is composed from, on the minister."""
    view = b.view(targets=(b.entity("veshkul"),))
    target = b.entity("veshkul", view)
    parts = Material(
        view=view,
        layer=b.layers.get,
        assessments=(assessment(b, target),),
        screenings=(screening(),),
        outcomes=(ownership(b, view, target),),
        checkpoint=Checkpoint(42, "ab" * 32, WHEN, "cd" * 32, "ef" * 64),
    )
    return replace(parts, **changes)  # type: ignore[arg-type]


def assessment(b: Builder, target: str) -> Assessment:
    """Two elements of an invented reading of the law."""
    criteria = tuple(
        Criterion(key, question, ground, "", "working summary", False, "2021-04-26", None, ())
        for key, question, ground in (
            ("E1", "Who is the foreign public official, which office, which dates?", "reg 4"),
            ("E2", "Bribery: which advantage, giver, taker?", "reg 4"),
            ("E3", "Misappropriation: which property, diverted to whom?", "reg 4"),
        )
    )
    findings = (
        Finding(
            "E1",
            Support.DOCUMENTED,
            Contrary.NONE,
            claims_for=(find(b, "transport minister").id,),
            origins_for=(("The Reedley Ledger",), ("Варн-Информ",)),
        ),
        Finding(
            "E2",
            Support.OFFICIALLY_FOUND,
            Contrary.DENIED,
            claims_for=(find(b, "convicted Jorst").id,),
            claims_against=(find(b, "her client").id, find(b, "made no finding").id),
            origins_for=(("Havenmark Regional Court",),),
            missing=("receipt by the official",),
            would_close=("bank records of the payee",),
            note="The court found payment by the company; it made no finding on receipt.",
        ),
        Finding(
            "E3", Support.NONE, Contrary.NONE, in_scope=False, note="No public property named."
        ),
    )
    return Assessment(
        "uk-gac", "Global Anti-Corruption Sanctions Regulations 2021", target, "2026-03-01",
        criteria, findings,
    )  # fmt: skip


def screening() -> Screening:
    """One hit on an invented list."""
    entry = ListEntry(
        "XX.007",
        "person",
        (ListName("Ordan VESHKUL"),),
        birth_dates=(year("1938"),),
        countries=("Varnia",),
        listed_on="2011-03-04",
    )
    version = ListVersion("xx", "2026-02-01", "12" * 32, "Invented committee", "free", 7, WHEN)
    match = Match(
        "xx",
        "2026-02-01",
        entry,
        "Ordan VESHKUL",
        0.93,
        "review",
        ("both names agree", "born 1938: not on file"),
    )
    return Screening(("Ordan Veshkul", "Ордан Вешкуль"), (version,), (match,), WHEN)


def ownership(b: Builder, view: CaseView, target: str) -> TestOutcome:
    """One path."""
    holding = Holding(
        target,
        b.entity("cormorant", view),
        Share(Decimal(50), Decimal(50)),
        find(b, "VESHKUL, Ordan").id,
    )
    path = OwnershipPath(holding.owned, "owned", (holding,), "50 % is held in the aggregate")
    return TestOutcome("ofac", "2026-03-01", (target,), (path,), "OFAC guidance 2014", False)
