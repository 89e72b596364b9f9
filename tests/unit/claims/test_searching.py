"""Words of a search: cut, folded, asked for, found again at their places."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.claims.searching import MOST_PARTS, Asked, ask, key_of, keys_of, places, words_of
from dalil.errors import BadInput


@pytest.mark.parametrize(
    ("one", "other"),
    [("ВЕШКУЛЬ", "вешкуль"), ("Señor", "SENOR"), ("ёлка", "елка"), ("İzmir", "izmir"),
     ("Straße", "STRASSE"), ("ﬁnance", "finance")],
)  # fmt: skip
def test_case_accents_and_forms_meet(one, other):
    assert keys_of(one).replace(" ", "") == keys_of(other).replace(" ", "")


@pytest.mark.parametrize(("one", "other"), [("Вешкуль", "Veshkul"), ("қара", "кара"), ("o", "ө")])
def test_letters_of_their_own_stay_apart(one, other):
    assert key_of(one) != key_of(other)


@given(st.text())
def test_words_stand_where_they_say(text):
    found = list(words_of(text))
    assert all(word.key and 0 <= word.start < word.end <= len(text) for word in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert [word.key for word in found] == keys_of(text).split()


@given(st.text(max_size=60))
def test_no_question_holds_anything_but_keys(question):
    try:
        asked = ask(question)
    except BadInput:
        assert len(list(words_of(question))) > MOST_PARTS
        return
    # a sign that no alphabet has yet is a key of its own: "\u3097"
    assert all(key and not set(key) & set('"* ') for part in asked.parts for key in part)
    assert len(asked.parts) == len(asked.open)


def test_a_question_is_words_phrases_and_beginnings():
    asked = ask('harbour "suspended  sentence" vesh* "an open')
    assert asked.parts == (("harbour",), ("suspended", "sentence"), ("vesh",), ("an", "open"))
    assert asked.open == (False, False, True, False)
    assert ask("Jean-Luc").parts == (("jean", "luc"),)
    assert not ask(' "" * -- ')


def test_too_many_words_are_refused_with_the_way_out():
    with pytest.raises(BadInput, match="17 words"):
        ask(" ".join(map(str, range(MOST_PARTS + 1))))


def test_places_are_the_words_themselves():
    text = "The Minister said the minister-designate met MINISTERS in Ministry."
    assert [text[a:b] for a, b in places(text, ask("minister"))] == ["Minister", "minister"]
    assert [text[a:b] for a, b in places(text, ask("minist*"), 9)] == [
        "Minister", "minister", "MINISTERS", "Ministry",
    ]  # fmt: skip
    assert [text[a:b] for a, b in places(text, ask('"minister designate"'))] == [
        "minister-designate"
    ]
    assert places(text, Asked((), ())) == []
    assert places("министр Вешкуль", ask("ВЕШКУЛЬ")) == [(8, 15)]


def test_characters_without_spaces_between_words_are_words():
    assert places("东京电力公司", ask("电力")) == [(2, 4)]
