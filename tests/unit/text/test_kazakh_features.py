"""What the Kazakh model sees: tokens at their places, words cut of their case, what stands around them."""

from dalil.text.kazakh_features import features, sentences


def told(text, word):
    (tokens,) = sentences(text)
    return features(text, tokens)[[token.text for token in tokens].index(word)]


def test_sentences_end_at_their_marks_and_not_behind_initials():
    text = "Оны А. Доскбаев айтты. Олтов пен Велмова келмеді! АҚШ-тағы 2,5 млн теңге."
    found = [[text[t.start : t.end] for t in tokens] for tokens in sentences(text)]
    assert [len(tokens) for tokens in found] == [6, 5, 5]
    assert found[0][:3] == ["Оны", "А", "."]
    assert found[2][:3] == ["АҚШ-тағы", "2,5", "млн"]


def test_a_word_is_shown_cut_of_its_case_and_where_it_is_listed():
    found = told("Кеше Ерланға хат келді.", "Ерланға")
    assert {"w=ерланға", "m=ерлан", "c=ға", "l=given", "w-=кеше", "w+=хат"} <= set(found)


def test_what_stands_behind_quotation_marks_is_shown_within_them():
    found = told('Ол "Велмар қайығы" компаниясына хат жазды.', "Велмар")
    assert {"q=1X", "Q+=компаниясы", "Ql=body_kind"} <= set(found)


def test_the_head_noun_that_a_name_may_end_in_is_seen_from_its_beginning():
    assert any(
        one.startswith("h=Xx|министрлігі")
        for one in told("Порт және кеме министрлігіне хат келді.", "Порт")
    )
    assert "h0" in told("Порт ашылды. ", "Порт")


def test_what_the_rules_say_is_shown():
    found = told("Кеше Дана Велмова Павлодарға келді.", "Велмова")
    assert any(one.startswith("r=IPER") for one in found)
