"""Words that are nearly a name are named with their number, and words that merely resemble are not."""

from __future__ import annotations

from dalil.casework.near_spellings import MOST, Near, near_spellings
from dalil.casework.spellings import Spellings


class Texts:
    """The database's part of an erasure, as far as it gives texts."""

    def __init__(self, *texts: str) -> None:
        self._texts = texts

    def texts(self):
        yield from ((str(number), text) for number, text in enumerate(self._texts))


def near(name: str, *texts: str) -> tuple[Near, ...]:
    return near_spellings(Texts(*texts), Spellings([name]))


def test_other_accents_and_glued_words_are_counted_by_text():
    found = near(
        "Ordan Veshkul",
        "Véshkul came. Véshkul went. Veshkul stayed; so did ORDANVESHKUL.",
        "A letter to Véshkul and to the Veshkul-Maruin trust.",
        "Nobody of that name.",
    )
    assert found == (Near("Véshkul", 2), Near("ORDANVESHKUL", 1))


def test_what_an_erasure_takes_is_not_named_again():
    assert near("Ордан Вешкуль", "Письмо Вешкуля, Вешкулем подписано.") == ()
    assert near("Ordan Veshkul", "Ordan Veshkul's house; VESHKUL; Vesh-\nkul") == ()


def test_short_family_names_are_not_looked_for_in_other_words():
    assert near("Ada Port", "reports of important ports") == ()


def test_no_more_are_named_than_a_person_reads():
    text = " ".join(f"Veshkul{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(100))
    assert len(near("Ordan Veshkul", text)) == MOST
