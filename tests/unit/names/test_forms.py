"""Common names: forms of one name, and names that are near and two."""

from __future__ import annotations

import pytest

from dalil.names.forms import forms, one_name, two_names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("karim", "karam"),
        ("hassan", "hussein"),
        ("maria", "marta"),
        ("kurt", "kurd"),
        ("said", "sayed"),
    ],
)
def test_two_names(one, other):
    assert two_names(one, other)
    assert two_names(other, one)
    assert not one_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("mustafa", "moustafa"), ("said", "saeed"), ("muhammad", "mohamed"), ("sergei", "sergey")],
)
def test_forms_of_one_name(one, other):
    assert not two_names(one, other)


@pytest.mark.parametrize(("native", "latin"), [("مصطفى", "mustafa"), ("γεώργιος", "george")])
def test_across_scripts(native, latin):
    assert one_name(native, latin)
    assert not two_names(native, latin)


def test_of_other_words_nothing_is_said():
    assert forms("vesketaridze") == ()
    assert not two_names("vesketaridze", "karim")
    assert not one_name("vesketaridze", "vesketaridze")
