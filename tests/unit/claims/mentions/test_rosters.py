"""Rosters: lists of people as printed, in every usual shape, without the page around them."""

from dalil.claims.mentions.rosters import find_rosters


def rows(build, text, kinds=None):
    return [
        (
            roster.title,
            [(r.name, r.role, r.organisation, r.country, r.capacity) for r in roster.rows],
        )
        for roster in find_rosters(build.make_layer(text, kinds=kinds), ())
    ]


LETTER = """We urge you to act.

Yours sincerely

Ada Mirel, Director, Velm Policy Centre (in a personal capacity)

Bern Olt, Open Velm NGO

Eva van der Duun, Director of Russia, Eurasia and Europe Programs, Olt House

Cara Duun, Executive Director, REDUUNSkip to content Share this page"""


def test_signatories_of_a_letter(build):
    assert rows(build, LETTER) == [
        (
            "signatories",
            [
                ("Ada Mirel", "Director", "Velm Policy Centre", None, "in a personal capacity"),
                ("Bern Olt", None, "Open Velm NGO", None, None),
                (
                    "Eva van der Duun",
                    "Director of Russia, Eurasia and Europe Programs",
                    "Olt House",
                    None,
                    None,
                ),
                ("Cara Duun", "Executive Director", "REDUUN", None, None),
            ],
        )
    ]


def test_rows_stand_in_the_text(build):
    layer = build.make_layer(LETTER)
    for roster in find_rosters(layer, ()):
        for row in roster.rows:
            assert layer.text[row.start : row.end].startswith(row.name)
            assert "Skip to" not in layer.text[row.start : row.end]


def test_signature_blocks(build):
    text = "Yours faithfully,\n\nAda Mirel\nDirector\nVelm Trust\n\nBern Olt\nChair, Olt Institute"
    assert rows(build, text) == [
        (
            "signatories",
            [
                ("Ada Mirel", "Director", "Velm Trust", None, None),
                ("Bern Olt", "Chair", "Olt Institute", None, None),
            ],
        )
    ]


def test_role_before_the_name(build):
    text = "Board\n\nChair: Ada Mirel\nTreasurer: Bern Olt\nSecretary: Cara Duun"
    assert [r[:2] for r in rows(build, text)[0][1]] == [
        ("Ada Mirel", "Chair"),
        ("Bern Olt", "Treasurer"),
        ("Cara Duun", "Secretary"),
    ]


def test_a_list_in_a_sentence(build):
    text = "It had three members: Ada Mirel (Italy, Greens), Bern Olt (France, Liberals) and Cara Duun (Malta)."
    title, found = rows(build, text)[0]
    assert title == "It had three members"
    assert found == [
        ("Ada Mirel", None, "Greens", "Italy", None),
        ("Bern Olt", None, "Liberals", "France", None),
        ("Cara Duun", None, None, "Malta", None),
    ]


def test_prose_and_furniture_are_no_rosters(build):
    prose = "Ada Mirel said no.\n\nBern Olt was there.\n\nCara Duun, who had paid, left."
    assert rows(build, prose) == []
    assert rows(build, LETTER, dict.fromkeys(range(9), "furniture")) == []


def test_references_point_to_the_mentions(build):
    layer = build.make_layer(LETTER)
    mentions = build.make_mentions(LETTER, PER=["Ada Mirel", "Bern Olt"])
    found = find_rosters(layer, mentions)[0].rows
    assert [r.reference.text if r.reference else None for r in found[:3]] == [
        "Ada Mirel",
        "Bern Olt",
        None,
    ]


def test_columns_of_a_pasted_table(build):
    text = (
        "Signed:\n"
        "Ada Mirel-Olt            Progress         Velm\n"
        "Lord Duun                Unionist         Velm\n"
        "Dr Cara Venn             Green Alliance   Sarn (in a personal capacity)\n"
    )
    assert rows(build, text) == [
        (
            "signatories",
            [
                ("Ada Mirel-Olt", None, "Progress, Velm", None, None),
                ("Duun", None, "Unionist, Velm", None, None),
                ("Cara Venn", None, "Green Alliance, Sarn", None, "in a personal capacity"),
            ],
        )
    ]


def test_seats_and_honours_behind_a_name_are_what_somebody_is(build):
    text = "Signed:\n\nLord Alton Verrick, House of Lords\nDr Petra Halvorsen MEP, European Parliament\nTomasz Wielgus MP\n"
    ((title, found),) = rows(build, text)
    assert title == "signatories"
    assert [row[:3] for row in found] == [
        ("Alton Verrick", None, "House of Lords"),
        ("Petra Halvorsen", "MEP", "European Parliament"),
        ("Tomasz Wielgus", "MP", None),
    ]


def test_ages_dates_and_trades_are_no_bodies(build):
    text = "The following were charged:\n1. Pavo Renk, 54, former minister\n2. Mira Dosk, 47, driver\n3. Oleg Torn, 12 May 2014\n"
    ((_, found),) = rows(build, text)
    assert [row[1:3] for row in found] == [
        ("former minister", None),
        ("driver", None),
        (None, None),
    ]


def test_a_pasted_table_whose_head_names_the_column_of_the_people(build):
    table = "Date\tCase\tAccused\tCourt\n" + "".join(
        f"{n} May 2021\t4{n}/20\t{name}\tVelm District Court\n"
        for n, name in enumerate(("Pavo Renk", "Mira Dosk", "Oleg Torn"), 1)
    )
    ((_, found),) = rows(build, f"The court sits at ten.\n\n{table}")
    # The court that tries somebody is no body of theirs.
    assert found == [
        (n, "Accused", None, None, None) for n in ("Pavo Renk", "Mira Dosk", "Oleg Torn")
    ]


def test_officers_in_a_pasted_table_have_their_office_and_body(build):
    table = "No  Name  Office  Body\n" + "".join(
        f"{n}  {name}  Director  Velm District Council\n"
        for n, name in enumerate(("Pavo Renk", "Mira Dosk", "Oleg Torn"), 1)
    )
    ((_, found),) = rows(build, f"The list follows.\n\n{table}")
    assert found[0] == ("Pavo Renk", "Director", "Velm District Council", None, None)
