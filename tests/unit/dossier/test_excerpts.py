"""Passages around quotes: whole, marked, and told by column where they are rows."""

from __future__ import annotations

import pytest

from dalil.dossier.compose import compose
from dalil.dossier.values import Excerpts
from dalil.evidence import Holder, HolderRole, Stance


@pytest.fixture
def case(fakes):
    return fakes.harbour()


def excerpts_of(fakes, case):
    material = fakes.material(case)
    dossier = compose(material, material.view.targets[0])
    blocks = [b for part in dossier.sections for b in part.blocks if isinstance(b, Excerpts)]
    return dossier, [excerpt for block in blocks for excerpt in block.excerpts]


def test_every_quote_is_marked_once_and_verbatim(fakes, case):
    dossier, found = excerpts_of(fakes, case)
    notes = {note.number: note for part in dossier.sections for note in part.notes}
    marked = [(n, s.text) for e in found for s in e.segments for n in s.notes]
    assert sorted(n for n, _ in marked) == sorted(notes)
    assert all(text == notes[number].quote for number, text in marked)


def test_a_passage_is_shown_whole_around_its_quotes(fakes, case):
    _, found = excerpts_of(fakes, case)
    texts = ["".join(s.text for s in excerpt.segments) for excerpt in found]
    line = next(text for text in texts if "Prosecutors opened" in text)
    assert line.endswith("for lack of evidence.")
    assert "…" not in line


def test_a_row_is_told_with_the_names_of_its_columns(fakes, case):
    _, found = excerpts_of(fakes, case)
    texts = ["".join(s.text for s in excerpt.segments) for excerpt in found]
    assert "company: Cormorant Holdings Limited · holder: VESHKUL, Ordan · share: 50" in texts


def author(case, sha, quote, man):
    return case.claim(sha, quote, [Holder(HolderRole.AUTHOR)], Stance.ALLEGES, about=(man,))


def test_quotes_that_overlap_stand_in_passages_of_their_own(fakes, case):
    sha = case.document("o.txt", "Ordan Veshkul took the money and the land of the port.")
    man = case.name_at(sha, "Ordan Veshkul", "PER", "veshkul")
    author(case, sha, "Ordan Veshkul took the money and the land", man)
    author(case, sha, "the money and the land of the port", man)
    _, found = excerpts_of(fakes, case)
    marked = [s.text for e in found for s in e.segments if s.notes and "money" in s.text]
    assert "Ordan Veshkul took the money and the land" in marked
    assert "the money and the land of the port" in marked


def test_the_same_words_cited_twice_are_one_mark_with_two_numbers(fakes, case):
    sha = case.document("t.txt", "Ordan Veshkul took the money.")
    man = case.name_at(sha, "Ordan Veshkul", "PER", "veshkul")
    quote = "Ordan Veshkul took the money"
    author(case, sha, quote, man)
    case.claim(sha, quote, [Holder(HolderRole.AUTHOR)], Stance.DENIES, about=(man,))
    _, found = excerpts_of(fakes, case)
    assert [len(s.notes) for e in found for s in e.segments if s.text == quote] == [2]


def test_a_very_long_passage_is_cut_and_says_so(fakes, case):
    text = "word " * 2000 + "Ordan Veshkul took the money " + "word " * 2000
    sha = case.document("long.txt", text)
    man = case.name_at(sha, "Ordan Veshkul", "PER", "veshkul")
    author(case, sha, "Ordan Veshkul took the money", man)
    _, found = excerpts_of(fakes, case)
    shown = next(e for e in found if any("took the money" in s.text for s in e.segments))
    joined = "".join(s.text for s in shown.segments)
    assert len(joined) < 4000
    assert "Ordan Veshkul took the money" in joined


def test_without_a_text_layer_the_locator_speaks(fakes, case):
    material = fakes.material(case, layer=lambda _sha: None)
    dossier = compose(material, material.view.targets[0])
    blocks = [b for part in dossier.sections for b in part.blocks if isinstance(b, Excerpts)]
    assert all(any(s.notes for s in e.segments) for b in blocks for e in b.excerpts)
