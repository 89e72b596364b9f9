"""Names of one word: counted under the fuller names that hold them, never judged."""

from __future__ import annotations

import pytest

from dalil.matching.one_word import LEAST, bearers, only_words
from dalil.matching.screen import ListIndex, Subject
from dalil.matching.values import ListEntry, ListName, ListVersion

VERSION = ListVersion("toy", "2031-01-01", "sha", "P", "L", 5, "now")
NAMES = ("Zoran Brimwick", "Нұрлан Тасқынбай", "Ilka Brimwick", "Zoran Brimwicker", "Brimwick")
INDEX = ListIndex(
    VERSION,
    tuple(ListEntry(str(at), "person", (ListName(name),)) for at, name in enumerate(NAMES)),
)


def fuller(name, kind="person"):
    subject = Subject((name,), kind)
    hits = {match.entry.id for match in INDEX.screen(subject)}
    every = INDEX.screen(subject, threshold=LEAST, limit=100)
    others = [match for match in every if match.entry.id not in hits]
    return bearers("toy", only_words((name,), kind), others, kind, 100)


@pytest.mark.parametrize("kind", ["person", "any"])
def test_fuller_names_that_hold_the_word_are_counted(kind):
    assert fuller("Brimwick", kind) == ("toy", 2, ("Ilka Brimwick", "Zoran Brimwick"), False) or (
        fuller("Brimwick", kind) == ("toy", 2, ("Zoran Brimwick", "Ilka Brimwick"), False)
    )
    assert fuller("Taskynbai", kind) == ("toy", 1, ("Нұрлан Тасқынбай",), False)


def test_nobody_bears_it():
    assert fuller("Vesketai") is None


def test_only_names_of_one_word_are_asked():
    assert only_words(("Brimwick",))
    assert only_words(("Mr Brimwick", "Бримвик"), "person")
    assert only_words(("Brimwick", "Zoran Brimwick")) == ()
    assert only_words(("Z. Brimwick",)) == ()
    assert only_words(("...",)) == only_words(()) == ()


def test_counting_that_ended_says_so():
    every = INDEX.screen(Subject(("Brimwick",), "person"), threshold=LEAST, limit=2)
    words = only_words(("Brimwick",))
    assert bearers("toy", words, every, "person", 2, shown=1)[3]
