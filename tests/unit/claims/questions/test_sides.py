"""The side of a claim by its own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from case_samples import reading_of
from dalil.claims.questions.sides import contrary_words, stands_against, topic
from dalil.evidence import Finality, Proceedings, Stage, Stance

CLAIM = replace(
    reading_of(1).claims[0], stance=Stance.ASSERTS, negated=False, proceedings=None, relations=(),
    amounts=(),
)  # fmt: skip


@pytest.mark.parametrize("stance", [Stance.DENIES, Stance.DISPUTES])
def test_a_denial_stands_against(stance):
    assert stands_against(replace(CLAIM, stance=stance))


@pytest.mark.parametrize("stage", [Stage.ACQUITTAL, Stage.DISMISSAL, Stage.DELISTING])
def test_an_outcome_for_the_defence_stands_against(stage):
    ended = replace(CLAIM, proceedings=Proceedings(stage=stage))
    assert contrary_words(ended)
    if stage is not Stage.DELISTING:
        assert not contrary_words(replace(ended, negated=True))


def test_a_quashed_conviction_stands_against_and_a_standing_one_does_not():
    convicted = Proceedings(stage=Stage.CONVICTION)
    assert not stands_against(replace(CLAIM, proceedings=convicted))
    quashed = replace(convicted, finality=Finality.QUASHED)
    assert stands_against(replace(CLAIM, proceedings=quashed))


def test_a_negated_accusation_stands_against_and_a_negated_office_does_not():
    accused = replace(CLAIM, proceedings=Proceedings(stage=Stage.ALLEGATION), negated=True)
    assert topic(accused) == "Other accusations"
    assert stands_against(accused)
    assert not stands_against(replace(CLAIM, negated=True))
