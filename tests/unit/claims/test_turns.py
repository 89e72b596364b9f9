"""Turns of a transcript by their labels; a text with colons is none."""

from tests.unit.claims.builders import make_layer

from dalil.claims.turns import turns_of

DEBATE = (
    "Economic Crime: Oldhaven\n"
    "Orla Venn (Larkmouth, Progress): The harbour was sold at night.\n"
    "Lord Brandt (Unionist): That is wrong, and it was audited.\n"
    "Orla Venn: The auditor was paid by the bank.\n"
    "The Minister for Ports (Milo Brandt): I regret the sale of it.\n"
)


def test_names_descriptions_and_offices_are_labels():
    assert [DEBATE[t.start : t.end] for t in turns_of(make_layer(DEBATE))] == [
        "Orla Venn",
        "Lord Brandt",
        "Orla Venn",
        "Milo Brandt",
    ]


def test_what_is_said_begins_behind_the_colon():
    assert DEBATE[turns_of(make_layer(DEBATE))[0].spoken :].startswith("The harbour")


def test_headings_and_lists_with_colons_are_no_transcript():
    assert (
        turns_of(make_layer("Place: Oldhaven\nDate: 3 May\nSubject: Sale\nFrom: Orla Venn\n")) == []
    )
    one = "Orla Venn: It was sold at night.\nOrla Venn: It was sold again.\nOrla Venn: And again it was.\n"
    assert turns_of(make_layer(one)) == []


def test_a_paragraph_between_two_turns_goes_on_with_the_first():
    text = (
        "ORLA VENN: It was sold.\n"
        "Nobody asked the council about it.\n"
        "MILO BRANDT: It was not.\n"
        "ORLA VENN: It was.\n"
        "The sitting ended at noon.\n"
    )
    found = turns_of(make_layer(text))
    assert [(t.passage, text[t.start : t.end]) for t in found] == [
        (0, "ORLA VENN"),
        (1, "ORLA VENN"),
        (2, "MILO BRANDT"),
        (3, "ORLA VENN"),
    ]


def test_letters_stand_for_whom_the_head_names():
    text = (
        "An interview with Orla Venn, by the Harbour Gazette.\n"
        "Q: Was it sold at night?\n"
        "A: It was, and nobody asked.\n"
        "Q: Who paid?\n"
        "A: The bank did.\n"
    )
    assert [text[t.start : t.end] for t in turns_of(make_layer(text))] == [
        "Q",
        "Orla Venn",
        "Q",
        "Orla Venn",
    ]
