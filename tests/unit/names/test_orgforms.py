"""Names of organisations: forms as classes, translations under one key."""

from __future__ import annotations

import pytest

from dalil.names.orgforms import compatible, has_form, org_key, parse_org


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Brine LLP", "llp"), ("ТОО «Соль»", "llp"), ("«Тұз» ЖШС", "llp"), ("TOO Sol", "llp"),
        ("Brine, Inc.", "inc"), ("Brine S.A.", "sa"), ("Brine A/S", "as"), ("АО «Соль»", "jsc"), ("«Тұз» АҚ", "jsc"),
        ("Brine GmbH & Co. KG", "kg"), ("Brine S.à r.l.", "sarl"), ("Brine sp. z o.o.", "spzoo"),
        ("Общество с ограниченной ответственностью «Соль»", "llc"), ("ООО Соль", "llc"),
        ("Too Good Salt", None), ("Limited", None), ("ООО", None), ("Brine", None),
    ],
)  # fmt: skip
def test_form(name, form) -> None:
    assert parse_org(name).form == form
    assert has_form(name) is (form is not None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Karvo Trade House", "ТОО «Торговый дом «Карво»"),
        ("TORGOVY DOM KARVO", "Qarvo Trading House LLP"),
        ("National Salt Fund", "Национального фонда Salt"),
        ("The Bank of Salt", "Bank for Salt"),
        ("Salt Coalition (Ashen Tide)", "Salt Coalition"),
    ],
)
def test_translations_share_a_key(one, other) -> None:
    assert org_key(one) == org_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Karvo", "Karvon"), ("Bank of Salt", "Fund of Salt"), ("Salt Bank", "Brine Bank")],
)
def test_other_names_do_not(one, other) -> None:
    assert org_key(one) != org_key(other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Brine LLP", "Brine LLC", True),
        ("Brine LLP", "Brine", True),
        ("Brine LLP", "Brine JSC", False),
        ("ТОО Соль", "Sol LLP", True),
    ],
)
def test_kin_of_forms(one, other, expected) -> None:
    assert compatible(parse_org(one), parse_org(other)) is expected


def test_a_name_that_only_says_what_kind_of_body_is_not_specific() -> None:
    assert not parse_org("Ministry of Foreign Affairs").specific
    assert not parse_org("Supreme Court").specific
    assert parse_org("Ministry of Salt").specific


def test_names_in_brackets_are_aliases() -> None:
    assert parse_org("Salt Coalition (Ashen Tide)").aliases == ("Ashen Tide",)


@pytest.mark.parametrize(
    ("name", "core", "kin"),
    [
        ("上海建设集团有限公司", ("上海", "建设", "集团"), "limited"),
        ("株式会社東京貿易", ("東京", "貿易"), "stock"),
        ("(주)한국무역", ("한국", "무역"), "stock"),
        ('קרסו בע"מ', ("קרסו",), "limited"),
        ("شركة كرسو ذ.م.م", ("شركة", "كرسو"), "limited"),
        ("კარსუ შპს", ("კარსუ",), "limited"),
        ("Καρσού Α.Ε.", ("καρσού",), "stock"),
        ("บริษัท กสิกร จำกัด", ("บริษัท", "กสิกร"), "limited"),
        ("PT Karsu Tbk", ("karsu",), "limited"),
        ("Oy Karsu Ab", ("karsu",), "stock"),
        ("Karsu Sdn. Bhd.", ("karsu",), "limited"),
        ("UAB Karsu", ("karsu",), "limited"),
    ],
)
def test_forms_of_the_world(name: str, core: tuple[str, ...], kin: str):
    parsed = parse_org(name)
    assert (parsed.core, parsed.kin) == (core, kin)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Международный холдинг Карсу", "Karsu International Holding"),
        ("Karsu Versicherung AG", "Karsu Insurance"),
        ("Karsu Logistics", "Логистика Карсу"),
        ("Karsu 贸易", "Karsu Trading"),
    ],
)
def test_words_of_organisations_meet_across_languages(one: str, other: str):
    assert parse_org(one).key == parse_org(other).key


def test_a_surname_that_folds_to_an_article_is_kept():
    assert "le" in parse_org("Kim & Lee Holdings").key.split()


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("Karsu Deniz Anonim Şirketi", "Karsu Deniz Anonim Sirketi"),
        ("Karsu Limited Şirketi", "Karsu Limited Sirketi"),
    ],
)
def test_a_long_form_without_its_marks_is_the_form(marked, bare):
    assert parse_org(bare).form == parse_org(marked).form is not None
    assert parse_org(bare).core == parse_org(marked).core
