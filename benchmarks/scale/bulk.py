"""A case of a million claims, written through the store's own door: batches, seals, ledger, derived tables.

People and bodies are drawn by a long-tailed law, so that a few are spoken of in thousands of claims
and most in few; a document concerns some of them, and half of its sentences go on about the person
before ("he"). Texts are sentences of templates; every claim quotes its sentence at its place. Links
between mentions of one name are made as the rules would make them: within a document to the first,
across documents to the first document that names them, in one batch at the end, as linking does.
Nobody real occurs.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dalil.assembly import build
from dalil.casework.casefolder import Case
from dalil.casework.record import record
from dalil.claims.ports import Batch
from dalil.claims.reading import Reading
from dalil.config import Config
from dalil.custody.settings import CaseSettings
from dalil.evidence import (
    Claim,
    DocumentInfo,
    Exhibit,
    Holder,
    HolderRole,
    Interest,
    Judgement,
    Kind,
    Mention,
    Passage,
    Predicate,
    Proceedings,
    Question,
    Reference,
    Relation,
    Side,
    Stage,
    Stance,
    TextLayer,
    Verdict,
    locate,
)

AT = "2031-05-04T10:00:00Z"
METHOD = "generated/1"
PER_DOCUMENT = 100
CAST = 24
BATCH = 20
PEOPLE, BODIES = 60_000, 25_000
_SYLLABLES = [
    "ba",
    "de",
    "fo",
    "ga",
    "hi",
    "ju",
    "ka",
    "le",
    "mo",
    "na",
    "pe",
    "ru",
    "sa",
    "ti",
    "vo",
    "ze",
    "lor",
    "min",
    "tan",
    "ver",
    "gol",
    "dar",
    "nik",
    "sul",
]
_KINDS = (
    "{a} was a director of {b} when the harbour contract was signed",
    "{b} paid {a} a fee of {n} million crowns for advice",
    "{a} owns {n} per cent of {b} through a nominee",
    "{a} denied that {b} had received anything from the fund",
    "prosecutors charged {a} with bribery over the contracts of {b}",
    "the court convicted {a} of taking {n} million crowns from {b}",
    "the minister called for sanctions against {a} and {b}",
    "{a} disputed the account that {b} gave of the sale",
)
_STANCES = (
    Stance.ASSERTS, Stance.ASSERTS, Stance.ALLEGES, Stance.DENIES, Stance.ASSERTS, Stance.ASSERTS,
    Stance.CALLS_FOR, Stance.DISPUTES,
)  # fmt: skip
_STAGES = {4: Stage.CHARGE, 5: Stage.CONVICTION, 2: Stage.ALLEGATION}
_LINKS = {0: Predicate.ROLE_AT, 1: Predicate.PAYS, 2: Predicate.OWNS}


def name_of(number: int, kind: str) -> str:
    """The name of the n-th person or body."""
    chosen = random.Random(f"{kind} {number}")
    words = [
        "".join(chosen.choices(_SYLLABLES, k=chosen.choice((2, 3)))).capitalize() for _ in "ab"
    ]
    return " ".join(words) if kind == "PER" else f"{words[0]} {words[1]} Holdings"


def drawn(chosen: random.Random, most: int) -> int:
    """A number below ``most``, small ones far more often."""
    return min(int(chosen.paretovariate(0.45)) - 1, chosen.randrange(most))


@dataclass
class Written:
    """One document in the making."""

    sha: str
    text: str = ""
    passages: list[Passage] = field(default_factory=list)
    spans: list[tuple[int, int, list[Reference]]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    cast: tuple[list[int], list[int]] = ((), ())  # type: ignore[assignment]
    last: Reference | None = None
    first: dict[tuple[str, int], Mention] = field(default_factory=dict)
    links: list[Judgement] = field(default_factory=list)


Made = tuple[Exhibit, TextLayer, Reading]


class Maker:
    """Makes documents and remembers who was named first where."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, int], str] = {}
        self.links: list[Judgement] = []
        self.questions: list[Question] = []
        self.interests: list[Interest] = []

    def documents(self, claims: int) -> Iterator[Made]:
        """Documents until there are so many claims."""
        for number in range(-(-claims // PER_DOCUMENT)):
            yield self._document(number, min(PER_DOCUMENT, claims - number * PER_DOCUMENT))

    def _document(self, number: int, claims: int) -> Made:
        chosen = random.Random(f"document {number}")
        made = Written(hashlib.sha256(f"generated {number}".encode()).hexdigest())
        kinds = [chosen.randrange(len(_KINDS)) for _ in range(claims)]
        made.cast = (
            [drawn(chosen, PEOPLE) for _ in range(CAST)],
            [drawn(chosen, BODIES) for _ in range(CAST // 2)],
        )
        for kind in kinds:
            self._sentence(made, kind, chosen)
        layer = TextLayer(
            made.sha, made.text, tuple(made.passages), "plain/1", "text/plain", "en",
            DocumentInfo(title=f"Report {number}", authors=(f"Desk {number % 97}",), date="2030-02-03"),
        )  # fmt: skip
        found = [self._claim(made, layer, place, kind, chosen) for place, kind in enumerate(kinds)]
        exhibit = Exhibit(
            made.sha,
            len(made.text),
            "text/plain",
            f"report_{number:06d}.txt",
            "generated",
            AT,
            "bench",
        )
        reading = Reading(
            made.sha, METHOD, "en", mentions=tuple(made.mentions), claims=tuple(found),
            links=tuple(made.links),
        )  # fmt: skip
        self.links += self._across(made)
        self._matters(number, found, made)
        return exhibit, layer, reading

    def _sentence(self, made: Written, kind: int, chosen: random.Random) -> None:
        start = len(made.text)
        people, bodies = made.cast
        who = {"a": ("PER", chosen.choice(people)), "b": ("ORG", chosen.choice(bodies))}
        template = _KINDS[kind].replace("{n}", str(chosen.randint(2, 97)))
        goes_on = made.last is not None and chosen.random() < 0.5
        refs = [made.last] if goes_on and made.last else []
        for part in template.replace("{a}", "\0a\0").replace("{b}", "\0b\0").split("\0"):
            if part == "a" and goes_on:
                made.text += "he"
            elif part in who:
                refs.append(self._mention(made, who[part]))
            else:
                made.text += part
        made.last = next(ref for ref in refs if not ref.text.endswith("Holdings"))
        made.spans.append((start, len(made.text), refs))
        made.text += ".\n"
        made.passages.append(Passage(start, len(made.text) - 1, paragraph=len(made.passages) + 1))

    def _mention(self, made: Written, who: tuple[str, int]) -> Reference:
        text = name_of(who[1], who[0])
        start = len(made.text)
        made.text += text
        one = Mention(made.sha, start, start + len(text), text, who[0], METHOD)
        made.mentions.append(one)
        before = made.first.setdefault(who, one)
        if before is not one:
            why = f"the same words {text!r} in one document"
            made.links.append(
                Judgement(before.id, one.id, Verdict.SAME, why, "rule:same_words", AT)
            )
        return Reference(one.id, text)

    def _claim(
        self, made: Written, layer: TextLayer, place: int, kind: int, chosen: random.Random
    ) -> Claim:
        start, end, refs = made.spans[place]
        person, body = sorted(refs, key=lambda ref: ref.text.endswith("Holdings"))
        author = Holder(HolderRole.AUTHOR, None, "")
        speaker = Holder(HolderRole.SPEAKER, person if kind in (3, 7) else body, person.text)
        stage = _STAGES.get(kind)
        relation = Relation(_LINKS[kind], person, body) if kind in _LINKS else None
        return Claim(
            exhibit=made.sha,
            locator=locate(layer, start, end),
            holders=(speaker, author) if chosen.random() < 0.5 else (author,),
            stance=_STANCES[kind],
            kind=Kind.INDIRECT,
            about=(person, body),
            relations=(relation,) if relation else (),
            proceedings=Proceedings(stage=stage) if stage else None,
            method=METHOD,
        )

    def _across(self, made: Written) -> list[Judgement]:
        links = []
        for who, mention in made.first.items():
            before = self.known.setdefault(who, mention.id)
            if before != mention.id:
                why = f"the same full name {mention.text!r}"
                rule = "rule:resolve_full_name"
                links.append(Judgement(before, mention.id, Verdict.SAME, why, rule, AT))
        return links

    def _matters(self, number: int, found: list[Claim], made: Written) -> None:
        """A question and an interest now and then, as a resolution would find them."""
        if number % 5 or len(found) < 4:
            return
        who, mention = next(iter(made.first.items()))
        entity = f"e_{self.known[who][2:]}"
        sides = (Side("stated", (found[0].id,)), Side("denied", (found[1].id, found[2].id)))
        self.questions.append(
            Question(
                f"What of {mention.text} in report {number}?",
                (entity,),
                sides,
                "one matter",
                "bench",
            )
        )
        other = [key for key in made.first if key[0] == "ORG"][:1]
        if other:
            paid = f"e_{self.known[other[0]][2:]}"
            self.interests.append(Interest(entity, paid, "paid_by", found[3].id, "is paid by it"))


def write_case(folder: Path, claims: int) -> None:
    """Write a case of so many claims; twenty documents a batch."""
    dalil = build(Config.load({"DALIL_USER": "bench"}))
    dalil.create_case(folder, CaseSettings(name="Generated claims"))
    maker = Maker()
    with dalil.open_case(folder, write=True) as case:
        waiting: list[Made] = []
        for one in maker.documents(claims):
            waiting.append(one)
            if len(waiting) == BATCH:
                _put(case, waiting)
                waiting = []
        if waiting:
            _put(case, waiting)
        links = tuple(maker.links)
        record(case, Batch(judgements=links), "judgement", {"links": len(links), "by": "rule"})
        found = Batch(
            questions=tuple(maker.questions), interests=tuple(maker.interests), resolved=True
        )
        record(case, found, "judgement", {"questions": len(maker.questions)})


def _put(case: Case, made: list[Made]) -> None:
    batch = Batch(
        exhibits=tuple(one[0] for one in made),
        layers=tuple(one[1] for one in made),
        readings=tuple(one[2] for one in made),
    )
    record(case, batch, "claims", {"documents": [one[0].sha256 for one in made]})
