"""Nothing invisible reaches a page unseen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.dossier.html import marked
from dalil.dossier.visible import runs, scripts, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b", "a␀b"),
        ("a\x1bb\x7f", "a␛b␡"),
        ("pay\u202egnp.exe", "pay[U+202E]gnp.exe"),
        ("Ves\u200bhkul", "Ves[U+200B]hkul"),
        ("soft\u00adhyphen", "soft[U+00AD]hyphen"),
        ("\ufeffstart", "[U+FEFF]start"),
        ("\ud800", "[U+D800]"),
        ("line\u2028sep", "line[U+2028]sep"),
        ("tab\tand\nline\u00a0kept", "tab\tand\nline\u00a0kept"),
        ("Вешкуль عربي 中文", "Вешкуль عربي 中文"),
    ],
)
def test_the_invisible_is_shown_as_a_sign(text, expected):
    assert visible(text) == expected


@given(st.text())
def test_runs_lose_nothing(text):
    shown = visible(text)
    assert "".join(run for run, _, _ in runs(shown)) == shown


@given(st.text(alphabet=st.characters()))
def test_marked_text_can_always_be_written_and_holds_no_markup_of_its_own(text):
    written = marked(text, "ru").encode("utf-8").decode("utf-8")
    bare = written.replace("</bdi>", "")
    for part in bare.split("<bdi lang=")[1:]:
        assert part.startswith('"')
    assert bare.count("<") == bare.count("<bdi lang=")


def test_other_scripts_get_a_language():
    assert marked("by Вешкуль", "ru") == 'by <bdi lang="ru">Вешкуль</bdi>'
    assert marked("Вешкуль", "en") == '<bdi lang="und-Cyrl">Вешкуль</bdi>'
    assert marked("عربي", "ar") == '<bdi lang="ar" dir="rtl">عربي</bdi>'
    assert marked("<script>alert(1)</script>") == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_scripts_are_named_in_order():
    assert scripts("Veshkul Вешкуль 2") == ("Latn", "Cyrl")
