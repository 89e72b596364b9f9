"""The parser adapter: offsets, passages, languages, bounds, refusal of a changed model."""

import re
import shutil
import time

import pytest

from dalil.errors import ModelMismatch
from dalil.evidence import Passage, TextLayer
from dalil.text.parser_models import installed, pinned
from dalil.text.parser_spacy import BATCH, LONGEST, SpacyParser, batches, is_english, pieces


def layer_of(text, kinds=None, language="en", table=False):
    kinds = kinds or {}
    passages = tuple(
        Passage(m.start(), m.end(), kind=kinds.get(i, "paragraph"), paragraph=i + 1)
        for i, m in enumerate(re.finditer(r"[^\n]+", text))
    )
    return TextLayer("0" * 64, text, passages, "test/1", "text/plain", language, table=table)


@pytest.fixture(scope="module")
def parser():
    return SpacyParser()


def test_tokens_stand_at_their_place(parser):
    text = "Dr\u00a0Ada Mirel said \u201cwe won\u2019t pay\u201d.\n\nThe  Court \u2014 of Velm \u2014 agreed."
    parse = parser.parse(layer_of(text))
    assert parse.tokens
    assert all(text[t.start : t.end] == t.text for t in parse.tokens)
    assert [t.index for t in parse.tokens] == list(range(len(parse.tokens)))
    assert all(not t.text.isspace() for t in parse.tokens)


def test_sentences_cover_the_tokens_and_name_their_passage(parser):
    parse = parser.parse(layer_of("Ada paid. Bern did not pay.\n\nNobody asked."))
    assert [s.passage for s in parse.sentences] == [0, 0, 1]
    covered = [i for s in parse.sentences for i in range(s.first, s.last)]
    assert covered == list(range(len(parse.tokens)))
    assert all(
        parse.sentences[t.sentence].first <= t.head < parse.sentences[t.sentence].last
        for t in parse.tokens
    )


def test_invisible_characters_and_wrapped_lines_do_not_move_offsets(parser):
    text = "The min\u00adister\u200b of Velm\u2029 told re\u200bporters that he left."
    parse = parser.parse(layer_of(text))
    words = [t.text for t in parse.tokens]
    assert "min\u00adister" in words
    assert [t.lemma for t in parse.tokens if t.text == "told"] == ["tell"]


def test_furniture_headers_and_cells_are_not_parsed(parser):
    text = "Share this page\n\nAda Mirel resigned.\n\nFrom: Bern"
    parse = parser.parse(layer_of(text, {0: "furniture", 2: "header"}))
    assert [t.text for t in parse.tokens] == ["Ada", "Mirel", "resigned", "."]
    assert not parser.parse(layer_of("Name\tRole", table=True)).tokens


@pytest.mark.parametrize(
    ("text", "told", "document", "expected"),
    [
        ("Ада Мирель подала в отставку.", None, "en", False),
        ("Ada Mirel resigned.", "id", "en", True),
        ("Ada Mirel resigned.", None, "fr", False),
        ("A" * 80, "fr", "en", False),
        ("1,234", None, None, True),
        ("( ( (", None, "en", False),
    ],
)
def test_is_english(text, told, document, expected):
    assert is_english(Passage(0, len(text), language=told), text, document) is expected


def test_long_passages_are_cut_at_sentence_ends_and_bounded():
    text = "Ada paid Bern. " * 2000
    cut = list(pieces(layer_of(text)))
    assert max(len(piece.text) for piece in cut) <= LONGEST
    assert all(piece.text.endswith("Bern.") for piece in cut)
    assert len("x" * 50_000) == sum(len(p.text) for p in pieces(layer_of("x" * 50_000)))


def test_pieces_are_seen_together_up_to_a_bound():
    held = list(pieces(layer_of("\n\n".join(f"Ada{n} paid." for n in range(3000)))))
    some = list(batches(held))
    assert [piece for batch in some for piece in batch] == held
    assert max(sum(len(piece.text) for piece in batch) for batch in some) <= BATCH
    assert len(some) * 100 < len(held)


def test_one_sentence_of_fifty_thousand_characters_takes_bounded_time(parser):
    parser.parse(layer_of("Warm."))
    started = time.process_time()
    parse = parser.parse(layer_of("the word, and " * 3600))
    assert len(parse.tokens) == 3600 * 4
    assert time.process_time() - started < 40


def test_a_changed_model_is_refused_at_load(tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(installed(pinned("en")), folder)
    weights = folder / "ner" / "model"
    weights.chmod(0o644)
    content = bytearray(weights.read_bytes())
    content[1000] ^= 1
    weights.write_bytes(content)
    with pytest.raises(ModelMismatch, match="ner/model"):
        SpacyParser(folder).parse(layer_of("Ada paid."))


def test_empty_text_loads_no_model(tmp_path):
    assert SpacyParser(tmp_path / "absent").parse(layer_of("")).tokens == ()
