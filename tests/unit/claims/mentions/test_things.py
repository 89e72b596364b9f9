"""What is nobody's name: works, prizes, goods; and what a name of a person keeps against it."""

import pytest

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.things import against, against_form
from dalil.evidence import MentionType


def votes(text, name):
    start = text.index(name)
    return against(text, Candidate(start, start + len(name), MentionType.PERSON, "model:x", 50))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Her new novel, Larch Harrow, sold well.", "Larch Harrow"),
        ("the author of Larch Harrow came", "Larch Harrow"),
        ("Larch Harrow, a pesticide that was banned, was sold.", "Larch Harrow"),
        ("He won with the racehorse Larch Harrow there.", "Larch Harrow"),
        ("Larch Harrow is a film about it.", "Larch Harrow"),
        ("She took the Larch Harrow prize then.", "Larch Harrow"),
    ],
)
def test_what_is_called_a_work_or_a_thing(text, name):
    assert votes(text, name) >= 3


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The novelist Larch Harrow came.", "Larch Harrow"),
        ("Larch Harrow, a writer of novels, came.", "Larch Harrow"),
        ("Larch Harrow wrote a book.", "Larch Harrow"),
        ("the owner of Larch Harrow came", "Larch Harrow"),
    ],
)
def test_who_only_has_to_do_with_one_is_somebody(text, name):
    assert votes(text, name) == 0


@pytest.mark.parametrize("name", ["Lantern Night", "Olt Prize", "Kelmar Massacre", "Regatta Week"])
def test_last_words_of_events_and_prizes(name):
    assert against_form(name) > 0


@pytest.mark.parametrize("name", ["Anna Day", "Ada Mirel", "Night", "Prize Committee"])
def test_last_words_that_are_surnames_or_heads(name):
    assert against_form(name) == 0
