"""Invented exhibits, texts, readings and whole cases for the tests of custody and store."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

from dalil.assembly import build
from dalil.casework.casefolder import Case
from dalil.casework.record import record
from dalil.claims.ports import Batch, Record
from dalil.claims.reading import Reading, RefusedClaim
from dalil.config import Config
from dalil.custody.settings import CaseSettings
from dalil.evidence import (
    Amount,
    Box,
    Claim,
    DocumentInfo,
    Exhibit,
    Finality,
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
    Roster,
    RosterRow,
    Share,
    Side,
    Stage,
    Stance,
    TextLayer,
    Tier,
    Verdict,
    locate,
)

AT = "2031-05-04T10:00:00Z"


def sha(content: bytes) -> str:
    """sha256 in hex."""
    return hashlib.sha256(content).hexdigest()


def content_of(number: int) -> bytes:
    """The bytes of the n-th invented document."""
    return text_of(number).encode("utf-8")


def text_of(number: int) -> str:
    """The text of the n-th invented document: several scripts, a tab, a no-break space."""
    return (
        f"Letter {number}.\r\nOrla Venn of Quillmark\u00a0Holdings owns 25.5% of Dunmere Quay.\n"
        f"«Суд оправдал Орлу Венн», said Pavo Strand on 3 May 2030, paying EUR {number}1,000.50.\t𝒳"
    )


def exhibit_of(number: int, **changes: object) -> Exhibit:
    """The exhibit of the n-th document."""
    content = content_of(number)
    values: dict[str, object] = {
        "sha256": sha(content),
        "size": len(content),
        "media_type": "text/plain",
        "name": f"letter_{number}.txt",
        "source": f"post/{number}",
        "received_at": AT,
        "received_by": "Tester",
        "tier": Tier.RECIPIENT,
    }
    return Exhibit(**{**values, **changes})  # type: ignore[arg-type]


def layer_of(number: int) -> TextLayer:
    """The text layer of the n-th document."""
    text = text_of(number)
    cut = text.index("\n") + 1
    box = Box(1, 100, 200, 300, 400)
    return TextLayer(
        exhibit=sha(content_of(number)),
        text=text,
        passages=(
            Passage(0, cut - 2, kind="heading", page=1, boxes=(box,), raw=(0, cut - 2)),
            Passage(cut, len(text), page=1, paragraph=1, xpath="/html/body/p[1]", language="en"),
        ),
        reader="plain/1",
        media_type="text/plain",
        language="en",
        info=DocumentInfo(title=f"Letter {number}", authors=("A", "B"), date="2030-05-04"),
        notes=("a picture was left out",),
        encoding="utf-8",
    )


def reading_of(number: int, method: str = "test/1") -> Reading:
    """A reading of the n-th document with every kind of content."""
    layer = layer_of(number)
    exhibit, text = layer.exhibit, layer.text

    def mention(words: str, kind: str) -> Mention:
        start = text.index(words)
        return Mention(exhibit, start, start + len(words), words, kind, method)

    orla, firm, quay = (
        mention("Orla Venn", "PER"),
        mention("Quillmark\u00a0Holdings", "ORG"),
        mention("Dunmere Quay", "ASSET"),
    )
    pavo, orla_ru = mention("Pavo Strand", "PER"), mention("Орлу Венн", "PER")
    author = Holder(HolderRole.AUTHOR)
    start = text.index("owns")
    owns = Claim(
        exhibit=exhibit,
        locator=locate(layer, orla.start, text.index(".\n«")),
        holders=(author,),
        stance=Stance.ASSERTS,
        kind=Kind.AUTHOR,
        about=(Reference(orla.id, orla.text),),
        relations=(
            Relation(
                Predicate.OWNS,
                Reference(firm.id, firm.text),
                Reference(quay.id, quay.text),
                share=Share(Decimal("25.5"), Decimal("25.50"), open_low=True),
                start_date=PartialDate("2019-03", Precision.MONTH),
            ),
        ),
        hedged=True,
        tier=Tier.SEALED,
        privileged=False,
        method=method,
    )
    quote = text.index("Суд")
    money = text.index("EUR")
    amount = Amount(
        money,
        money + 4,
        text[money : money + 4],
        Decimal(f"{number}1000.50"),
        "EUR",
        qualifier="about",
    )
    acquitted = Claim(
        exhibit=exhibit,
        locator=locate(layer, quote, text.index("»")),
        holders=(
            Holder(HolderRole.SPEAKER, Reference(pavo.id, pavo.text), pavo.text, "in person"),
            author,
        ),
        stance=Stance.REPORTS_COURT_HELD,
        kind=Kind.DIRECT,
        about=(Reference(orla_ru.id, orla_ru.text),),
        proceedings=Proceedings(
            Stage.ACQUITTAL, Forum.CRIMINAL, Finality.UNDER_APPEAL, in_absentia=False
        ),
        amounts=(amount,),
        dates=(PartialDate("2030-05-03", Precision.DAY, 1, 2, "3 May 2030"),),
        method=method,
    )
    row = RosterRow("Orla Venn", orla.start, orla.end, Reference(orla.id, orla.text), "chair")
    return Reading(
        exhibit=exhibit,
        method=method,
        language="en",
        mentions=(orla, firm, quay, pavo, orla_ru),
        claims=(owns, acquitted),
        rosters=(Roster(exhibit, "Signed by", (row,)),),
        amounts=(amount,),
        dates=(PartialDate("2030", Precision.YEAR),),
        links=(
            Judgement(orla.id, orla_ru.id, Verdict.SAME, f"same name {number}", "rule:names/1", AT),
        ),
        refused=(RefusedClaim("never said", 0, start, "not in the text", method),),
        notes=("one row is no record",),
    )


def judgement_of(number: int) -> Judgement:
    """A person's judgement on the first claim of the n-th document."""
    claim = reading_of(number).claims[0]
    return Judgement(claim.id, None, Verdict.ACCEPT, "read it", "person:Tester", AT)


def batch_of(number: int) -> Batch:
    """All that the n-th document brings, in one batch."""
    claims = reading_of(number).claims
    sides = (Side("yes", (claims[0].id,)), Side("no", (claims[1].id,)))
    return Batch(
        exhibits=(exhibit_of(number),),
        layers=(layer_of(number),),
        readings=(reading_of(number),),
        judgements=(judgement_of(number),),
        questions=(Question(f"Who owns the quay {number}?", ("e_1",), sides, "same thing"),),
        interests=(Interest("e_1", None, "paid_by", claims[0].id, "paid by somebody"),),
        records=(Record("screen", f"e_{number}", AT, {"hits": [1, "two", None], "n": number}),),
    )


def refused_batch(number: int) -> Batch:
    """An exhibit that could not be read."""
    sha256 = sha(b"broken %d" % number)
    exhibit = exhibit_of(number, sha256=sha256, name="broken.pdf", privileged=True)
    refusal = Refusal(sha256, "truncated", "The file ends early.", "pdf/1")
    return Batch(exhibits=(exhibit,), refusals=(refusal,))


SETTINGS = CaseSettings(
    name='The quay "that" nobody owns',
    controller="Desk, 1 Example Street",
    purpose="practice",
    lawful_basis="invented persons only",
    retention_date="2040-01-01",
    targets=("Orla Venn",),
    parties=("Quillmark Holdings",),
)


def new_case(folder: Path, *, documents: int = 0) -> Case:
    """A case, open for writing, with some documents in it."""
    dalil = build(Config(home=folder.parent / "home", workers=1, user="Tester"))
    dalil.create_case(folder, SETTINGS)
    case = dalil.open_case(folder, write=True)
    for number in range(documents):
        take_in(case, number)
    return case


def reopen(folder: Path, *, write: bool = False) -> Case:
    """Open a case again."""
    dalil = build(Config(home=folder.parent / "home", workers=1, user="Tester"))
    return dalil.open_case(folder, write=write)


def take_in(case: Case, number: int) -> None:
    """Put the n-th document into a case the way the product does."""
    case.vault.put(content_of(number))
    batch = batch_of(number)
    first = Batch(exhibits=batch.exhibits)
    line = {"exhibits": [{"sha256": batch.exhibits[0].sha256}]}
    record(case, first, "ingest", line)
    record(case, Batch(layers=batch.layers), "read", {"exhibit": batch.exhibits[0].sha256})
    record(case, Batch(readings=batch.readings), "claims", {"n": number})
    rest = Batch(
        judgements=batch.judgements,
        questions=batch.questions,
        interests=batch.interests,
        records=batch.records,
    )
    record(case, rest, "judgement", {"by": "person"})
