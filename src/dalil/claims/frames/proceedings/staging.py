"""The stage that a stance implies: what is alleged is an allegation, what a court held belongs to a judgment.

A finding takes the stage of the decision told nearby, else that of a judgment; whether the decision was a
conviction or a dismissal is not guessed. "He claims that the bank is solvent" alleges no wrong and gets no
stage. Stages that the words name themselves are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.basis.wrongdoing import wrongs
from dalil.claims.frames.proceedings.belonging import nearest_decision
from dalil.evidence import Proceedings, Stage, Stance

LONG = 60
"""Tokens of a content in which a civil wrong is looked for."""


def staged(context: Context, frames: Sequence[Frame], told: Sequence[Frame]) -> list[Frame]:
    """Frames with the stage that their stance implies.

    Args:
        context: The document.
        frames: All frames of the document.
        told: The reports of proceedings among them.
    """
    decision = nearest_decision(context, told)
    accusing = {t.index for t in wrongs(context)}
    found = []
    for frame in frames:
        if frame.proceedings is None:
            alleges = frame.stance is Stance.ALLEGES and _accuses(context, frame, accusing)
            if alleges or (frame.stance is Stance.DENIES and _wrongdoing(context, frame)):
                frame = replace(frame, proceedings=Proceedings(stage=Stage.ALLEGATION))
            elif frame.stance is Stance.REPORTS_COURT_HELD:
                near = None if context.of_court else decision(frame)
                stage = near.stage if near is not None and near.stage else Stage.JUDGMENT
                court = near.court if near is not None else None
                frame = replace(frame, proceedings=Proceedings(stage=stage, court=court))
        found.append(frame)
    return found


_WRONGS = frozenset({"wrongdoing", "misconduct", "impropriety", "guilt", "involvement"})


def _wrongdoing(context: Context, frame: Frame) -> bool:
    """Whether a wrong itself is denied: "denied any wrongdoing"; whoever denies it was accused of it."""
    head = context.tokens[frame.head] if frame.head >= 0 else None
    nouns = {*load("proceedings_en.yaml")["wrongdoing"]["nouns"], *_WRONGS}
    return head is not None and head.pos == "NOUN" and head.lemma.lower() in nouns


def _accuses(context: Context, frame: Frame, accusing: set[int]) -> bool:
    """Whether what is alleged is a wrong: any word but "claim" says so, "claim" by what is claimed."""
    word = context.tokens[frame.cue].lemma.lower() if frame.cue >= 0 else ""
    if word != "claim":
        return True
    first, last = context.token_at(frame.start), context.token_at(frame.end)
    tokens = context.tokens[first : min(last, first + LONG)]
    wrong = set(load("proceedings_en.yaml")["civil_wrongs"])
    nouns = set(load("proceedings_en.yaml")["wrongdoing"]["nouns"])
    return any(
        t.index in accusing or (t.pos == "NOUN" and t.lemma.lower() in wrong | nouns)
        for t in tokens
    )
