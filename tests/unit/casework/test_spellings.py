"""Spellings of a person: inflected, composed, in bytes; and words that merely hold a name."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import pytest

from dalil.casework.spellings import ENCODINGS, ESCAPED, SIGN, Spellings


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ордан Вешкуль", "Встреча с Орданом Вешкулем прошла"),
        ("Ордан Вешкуль", "решение Вешкуля"),
        ("Ордан Вранский", "письмо Вранского"),
        ("Сейтен Абдукалов", "Абдукаловтың хаты"),
        ("José Niebla", unicodedata.normalize("NFD", "Señor José Niebla")),
        (unicodedata.normalize("NFD", "José Niebla"), "JOSÉ  NIEBLA"),
        ("Işık Öze", "IŞIK ÖZE"),
    ],
)
def test_a_person_is_found_and_taken_out(name, said):
    names = Spellings([name])
    assert names.named_in(said)
    taken = names.redact(said)
    assert len(taken) == len(said)
    assert not names.named_in(taken)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ada Min", "the minister and Min alone"),
        ("Ordan Port", "report, ports, important"),
        ("Иван Ким", "кимоно"),
        ("Ордан Вешкуль", "Подвешкуль"),
    ],
)
def test_a_word_that_holds_a_name_names_nobody(name, said):
    names = Spellings([name])
    assert not names.named_in(said)
    assert not names.in_bytes(said.encode())
    assert names.redact(said) == said


@pytest.mark.parametrize("name", ["Ordan Veshkul", "Ордан Вешкуль"])
def test_bytes_are_searched_in_every_encoding(name):
    names = Spellings([name])
    for encoding in ENCODINGS:
        for form in (name, name.upper(), name.split()[1].lower()):
            if encoding == ESCAPED:
                coded = form.encode("ascii", "backslashreplace")
            else:
                coded = form.encode(encoding, "ignore")
                if coded.decode(encoding) != form:
                    continue
            for before in (b"", b"\0\0\0", b"\n\0"):
                odd = b"\0" if "16" in encoding and len(before) % 2 else b""
                assert names.in_bytes(before + odd + coded + b"\0\0\0"), (encoding, form)


CUT = "Orla Quill-\nmane, of Quill-\r\n  mane and Sons; Кайдар Белжу-\nманова"


def test_a_name_cut_at_the_end_of_a_line_is_found_and_hidden():
    looked = Spellings(["Orla Quillmane", "Кайдар Белжуманов"])
    assert [CUT[a:b] for a, b in looked.places(CUT)] == [
        "Orla Quill-\nmane",
        "Quill-\r\n  mane",
        "Кайдар Белжу-\nманова",
    ]
    hidden = looked.redact(CUT)
    assert len(hidden) == len(CUT)
    assert not any(part in hidden for part in ("Quill", "mane", "Белжу", "манова"))
    assert hidden.count("\n") == CUT.count("\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_cut_name_is_found_in_bytes(encoding):
    looked = Spellings(["Orla Quillmane", "Kasym-Jomart Renk"])
    assert looked.in_bytes("said that Quill-\nmane paid".encode(encoding))
    assert looked.in_bytes("said that Kasym-\nJomart Renk paid".encode(encoding))
    assert not looked.in_bytes("said that Quill-\nmanes paid well-\nknown".encode(encoding))


def test_a_names_own_hyphen_may_stand_at_the_end_of_a_line():
    looked = Spellings(["Kasym-Jomart Renk"])
    assert looked.named_in("Kasym-\nJomart Renk")
    assert looked.named_in("Kasym-Jo-\nmart Renk")
    assert not looked.named_in("Kasym Jomart")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Zoltan Brimwick", "Brimwick, Zoltan"),
        ("Zoltan Brimwick", "BRIMWICK Zoltan"),
        ("Zoltan Brimwick", "Brimwick,Zoltan"),
        ("Brimwick, Zoltan", "Zoltan Brimwick"),
        ("Ada Min", "Min, Ada"),
        ("Min, Ada", "Ada Min"),
        ("Orla Zachariah Vennick", "Vennick, Orla Zachariah"),
        ("Orla Zachariah Vennick", "Vennick, Orla"),
        ("Ludo van der Berg", "van der Berg, Ludo"),
        ("Ордан Петрович Вешкуль", "Вешкулю, Ордану Петровичу"),
        ("Ли Вэньмин", "Вэньмин, Ли"),
        ("José Niebla", unicodedata.normalize("NFD", "Niebla, José")),
    ],
)
def test_the_family_name_may_stand_first(name, said):
    names = Spellings([name])
    told = f"Staff: {said}, engineer; pay.txt"
    hidden = names.redact(told)
    assert len(hidden) == len(told)
    assert not set(hidden[7 : 7 + len(said)]) - {SIGN, " "}
    assert hidden[7 + len(said) :] == ", engineer; pay.txt"
    assert names.in_bytes(told.encode())
    assert Spellings([name], person=False).named_in(told)
    assert names.with_ids({"e_1"}).redact(told) == names.redact(told)


def test_a_name_turned_names_nobody_else():
    names = Spellings(["Ada Min"])
    assert not names.named_in("Min spoke; Ada was there. Mina, Adam and Min-Ada")


def references(name: str) -> str:
    return "".join(f"&#{ord(letter)};" for letter in name)


@pytest.mark.parametrize(
    ("name", "coded"),
    [
        ("Orlo Vennick", "Orlo%20Vennick"),
        ("Orlo Vennick", "Orlo%2520Vennick"),
        ("Ada Min", "Ada_Min"),
        ("Ada Min", "Min+Ada"),
        ("Ada Min", "Ada%20Min"),
        ("Orlo Vennick", "Ven\u200bnick"),
        ("Orlo Vennick", "Orlo&nbsp;Ven&shy;nick"),
        ("Орло Венников", quote("Орло_Венникову")),
        ("Орло Венников", quote("Венников", encoding="cp1251")),
        ("Орло Венников", references("Венников")),
        ("Zoltán Brímwick", quote("Zoltán Brímwick")),
        ("Zoltán Brímwick", "Zolt&aacute;n Br&iacute;mwick"),
        ("Zoltán Brímwick", "Br\\u00edmwick"),
        ("Zoltán Brímwick", "Br\\\\u00EDmwick"),
    ],
)
def test_a_name_in_codes_is_found_and_all_of_its_codes_are_hidden(name, coded):
    looked = Spellings([name])
    text = f"see https://x.example/{coded}/photo%20one.png, 60 % of it"
    assert looked.named_in(text)
    start = text.index(coded)
    assert looked.places(text) == [(start, start + len(coded))]
    hidden = looked.redact(text)
    assert hidden == text.replace(coded, "".join(SIGN if c.strip() else c for c in coded))


@pytest.mark.parametrize("text", ["Ada%20Mint", "%41da%20Mina", "Ada &ndash; Min", "Ada%2CMinna"])
def test_codes_name_nobody_else(text):
    assert not Spellings(["Ada Min"]).named_in(text)


def test_a_digit_parts_a_name_from_what_stands_beside():
    looked = Spellings(["Orlo Vennick"])
    assert looked.places("Vennick12 said; 2031vennick7@x.example") == [(0, 7), (20, 27)]
    assert not looked.named_in("Vennickson2")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Орло Венников", "koi8-r"),
        ("Орло Венников", "iso8859-5"),
        ("Орло Венников", "cp866"),
        ("Орло Венников", "mac_cyrillic"),
        ("Orhan Şahinbaş", "cp1254"),
        ("Győző Brímwő", "cp1250"),
        ("Ljubo Šahinović", "iso8859-2"),
        ("Ορλο Βέννικος", "cp1253"),
    ],
)
def test_bytes_of_older_code_pages_are_searched(name, encoding):
    assert Spellings([name]).in_bytes(f"1: {name}, 2".encode(encoding))
