"""The pinned weights of stances: what is loaded is what was measured, and a claim's neighbours do not matter."""

import shutil

import pytest

from dalil.claims.told import Told
from dalil.errors import ModelMismatch
from dalil.evidence import Stage, Stance
from dalil.text import stance_model
from dalil.text.parser_models import check, installed, pinned
from dalil.text.stance_model import LANGUAGE, NETWORK, PIECES, TABLES, LearnedStances

FACTS = (
    "stance=asserts",
    "stage=none",
    "kind=indirect",
    "role=speaker",
    "rule=cue",
    "rule=cue:say",
)


def told(content: str, before: str = "") -> Told:
    return Told("Velm Courier, 4 May", "Ada Mirel of author", before, content, "", FACTS)


@pytest.fixture(scope="module")
def model() -> LearnedStances:
    made = LearnedStances()
    made.load()
    return made


def test_shares_are_of_every_stance_and_stage_and_add_up(model):
    (found,) = model.weigh([told("the minister stole the money of the hospital")])
    assert set(found.stances) == set(Stance)
    assert set(found.stages) == {None, *Stage}
    assert sum(found.stances.values()) == pytest.approx(1)
    assert sum(found.stages.values()) == pytest.approx(1)


def test_a_claim_is_weighed_alike_alone_and_among_longer_ones(model):
    short = told("he paid them in cash")
    long = told("the accounts were " + "opened and closed " * 40, "a long account of " * 20)
    (alone,) = model.weigh([short])
    among = model.weigh([long, short, *[long] * 20])[1]
    for stance, share in alone.stances.items():
        assert among.stances[stance] == pytest.approx(share, abs=1e-6)


def test_meaning_counts_where_no_word_accuses(model):
    plain, harmful = model.weigh(
        [
            told("the company was founded in 2011 and has forty employees"),
            told("he told her to put the cash in his brother's boot and to forget the tender"),
        ]
    )
    assert harmful.stances[Stance.ALLEGES] > plain.stances[Stance.ALLEGES]


def test_nothing_to_weigh_loads_nothing():
    assert LearnedStances(folder=None).weigh([]) == []


def test_a_changed_file_is_refused(tmp_path, monkeypatch):
    ours = pinned(LANGUAGE)
    for name in (NETWORK, TABLES, PIECES):
        shutil.copyfile(installed(ours) / name, tmp_path / name)
    with (tmp_path / NETWORK).open("r+b") as network:
        network.seek(5_000)
        network.write(b"\0\0\0\0\xff")
    with pytest.raises(ModelMismatch, match=NETWORK):
        check(ours, tmp_path)
    monkeypatch.setattr(stance_model, "installed", lambda _: tmp_path)
    with pytest.raises(ModelMismatch, match=NETWORK):
        LearnedStances().load()
