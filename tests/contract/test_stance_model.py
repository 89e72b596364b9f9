"""The pinned weights of stances: what is loaded is what was measured, and where a claim stands is what it is told by."""

import re
import shutil
from dataclasses import replace

import pytest

from dalil.claims.told import Found, HeldBy, Name, Told, Weighed
from dalil.errors import ModelMismatch
from dalil.evidence import Predicate, Stage, Stance
from dalil.text import stance_model
from dalil.text.parser_models import check, installed, pinned
from dalil.text.stance_model import (
    HEADS,
    HOLDERS,
    LANGUAGE,
    NETWORK,
    PIECES,
    TABLES,
    TIES,
    WORDS,
    LearnedStances,
)

FACTS = (
    "stance=asserts",
    "stage=none",
    "kind=indirect",
    "role=speaker",
    "rule=cue",
    "rule=cue:say",
)
PLAIN = "the company was founded in 2011 and has forty employees"
HARMFUL = "he told her to put the cash in his brother's boot and to forget the tender"
TEXT = f"Velm Courier, 4 May. Ada Mirel said that {PLAIN}. She said that {HARMFUL}. The tender goes on."


def told(content: str, text: str = TEXT) -> Told:
    start = text.index(content)
    return Told(start, start + len(content), ("Ada Mirel",), FACTS)


class Asked:
    """A model that is asked of claims whose holders stay as they are shown."""

    def __init__(self, model: LearnedStances) -> None:
        self.model = model
        self.held: dict[int, HeldBy] = {}

    def weigh(self, text: str, claims: list[Told]) -> list[Weighed]:
        def settle(number: int, held: HeldBy) -> Told:
            self.held[number] = held
            return claims[number]

        return list(self.model.weigh(text, claims, (), settle).claims)


@pytest.fixture(scope="module")
def model() -> Asked:
    made = LearnedStances()
    made.load()
    return Asked(made)


def test_shares_are_of_every_stance_and_stage_and_add_up(model):
    (found,) = model.weigh(TEXT, [told(PLAIN)])
    assert set(found.stances) == set(Stance)
    assert set(found.stages) == {None, *Stage}
    assert sum(found.stances.values()) == pytest.approx(1)
    assert sum(found.stages.values()) == pytest.approx(1)


def test_meaning_counts_where_no_word_accuses(model):
    plain, harmful = model.weigh(TEXT, [told(PLAIN), told(HARMFUL)])
    assert harmful.stances[Stance.ALLEGES] > plain.stances[Stance.ALLEGES]


def test_shares_come_in_the_order_of_the_claims(model):
    there = model.weigh(TEXT, [told(PLAIN), told(HARMFUL)])
    back = model.weigh(TEXT, [told(HARMFUL), told(PLAIN)])
    assert back == there[::-1]


@pytest.mark.parametrize(
    "others", [range(0, 9_000, 90), range(0, 3_000, 30), range(4_000, 5_000, 25)]
)
def test_a_claim_is_weighed_alike_whatever_else_was_found(model, others):
    quiet = " The weather was mild and the harbour quiet." * 100
    text = f"Velm Courier, 4 May.{quiet} Ada Mirel said that {HARMFUL}.{quiet}"
    more = [Told(at, at + 20, (), ()) for at in others]
    (alone,) = model.weigh(text, [told(HARMFUL, text)])
    among = model.weigh(text, [*more, told(HARMFUL, text)])[-1]
    for stance, share in alone.stances.items():
        assert among.stances[stance] == pytest.approx(share, abs=1e-5)


def test_who_holds_a_claim_is_told_by_words_of_the_text(model):
    step = "The judge adjourned the case until May"
    spoken = f"Velm Courier, 4 May. Ada Mirel said that {PLAIN}. {step}."
    model.weigh(spoken, [told(PLAIN, spoken), told(step, spoken)])
    said, after = (
        {spoken[start:end]: share for start, end, share in model.held[number].words}
        for number in (0, 1)
    )
    assert said["Ada"] + said["Mirel"] > 0.5 > model.held[0].own
    assert after.get("Ada", 0) + after.get("Mirel", 0) < 0.5


def test_stances_are_weighed_of_whose_claim_it_is_then(model):
    own = replace(told(HARMFUL), holders=())
    shown = []
    (kept,) = model.weigh(TEXT, [own])

    def given_to_her(*_):
        shown.append(1)
        return told(HARMFUL)

    (given,) = model.model.weigh(TEXT, [own], (), given_to_her).claims
    (hers,) = model.weigh(TEXT, [told(HARMFUL)])
    assert shown == [1]
    assert given == hers != kept


def test_words_without_a_letter_leave_all_to_the_rules(model):
    (found,) = model.weigh("\u200b \u200b", [Told(0, 1, (), FACTS)])
    assert len(set(found.stances.values())) == len(set(found.stages.values())) == 1


def test_nothing_to_weigh_loads_nothing():
    nothing = LearnedStances(folder=None).weigh(TEXT, [], (), lambda *_: pytest.fail("asked"))
    assert nothing == Found(())


def test_a_changed_file_is_refused(tmp_path, monkeypatch):
    ours = pinned(LANGUAGE)
    for name in (NETWORK, HEADS, HOLDERS, TIES, WORDS, TABLES, PIECES):
        shutil.copyfile(installed(ours) / name, tmp_path / name)
    with (tmp_path / NETWORK).open("r+b") as network:
        network.seek(5_000)
        network.write(b"\0\0\0\0\xff")
    with pytest.raises(ModelMismatch, match=NETWORK):
        check(ours, tmp_path)
    monkeypatch.setattr(stance_model, "installed", lambda _: tmp_path)
    with pytest.raises(ModelMismatch, match=NETWORK):
        LearnedStances().load()


def test_names_are_tied_as_the_words_tie_them(model):
    text = (
        "Velm Courier, 4 May. The board of Zorin Bank met in Velm. Ada Mirel, who has been its chairwoman "
        "since 2019, told reporters that the tender goes on. Her brother Bern Mirel listened."
    )
    kinds = {"Zorin Bank": "ORG", "Velm.": "LOC", "Ada Mirel": "PER", "Bern Mirel": "PER"}
    names = [
        Name(text.index(name), text.index(name) + len(name.rstrip(".")), kind)
        for name, kind in kinds.items()
    ]
    shown = [told("the tender goes on", text)]
    found = model.model.weigh(text, shown, names, lambda number, _: shown[number])
    shares = {(tie.subject, tie.predicate, tie.object): tie.share for tie in found.ties}
    bank, _, ada, bern = range(4)
    assert shares[ada, Predicate.ROLE_AT, bank] > 0.5
    assert shares.get((bank, Predicate.ROLE_AT, ada), 0) < 0.1
    assert max(shares[a, Predicate.FAMILY, b] for a, b in ((ada, bern), (bern, ada))) > 0.5
    again = model.model.weigh(text, shown, names, lambda number, _: shown[number])
    assert again.ties == found.ties


def test_a_list_of_more_names_than_was_learned_ties_nobody(model):
    text = "Olt said that he slept. " + "Ada Mirel, " * 95
    starts = [place.start() for place in re.finditer("Ada Mirel", text)]
    names = [Name(start, start + 9, "PER") for start in starts]
    shown = [Told(14, 22, ("Olt",), FACTS)]
    assert model.model.weigh(text, shown, names, lambda number, _: shown[number]).ties == ()
