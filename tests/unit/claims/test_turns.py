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


INTERVIEW = (
    "The Harbour Gazette: Interview with Orla Venn, former auditor\n"
    "Orla Venn ran the audit office. We met her in Larkmouth.\n"
)


def asked(text):
    return [(text[t.start : t.end], t.asks) for t in turns_of(make_layer(text))]


def test_whoever_asks_in_an_interview_is_marked():
    text = INTERVIEW + (
        "HARBOUR GAZETTE: Was it sold at night?\n"
        "VENN: It was, and nobody asked.\n"
        "HARBOUR GAZETTE: The ministry calls that a lie. Is it?\n"
        "VENN: The ministry signed the deed.\n"
    )
    assert asked(text) == [("HARBOUR GAZETTE", True), ("VENN", False)] * 2


def test_two_who_dispute_are_both_speakers():
    text = "Orla Venn: Was it sold?\nMilo Brandt: It was not.\nOrla Venn: Was it given away?\nMilo Brandt: No, it was kept.\n"
    assert [asks for _, asks in asked(text)] == [False] * 4


def test_initials_and_bold_labels_stand_for_names():
    text = (
        "# Interview with Orla Venn\n"
        "**Milo Brandt:** Was it sold at night?\n"
        "**Orla Venn:** It was, and nobody asked.\n"
        "**MB:** Who paid for it?\n"
        "**OV:** The bank paid for it.\n"
    )
    assert asked(text) == [("Milo Brandt", True), ("Orla Venn", False)] * 2


def test_letters_with_a_stop_are_labels():
    text = (
        "Orla Venn was auditor of the port until May.\n"
        "Q. Was it sold at night?\n"
        "A. It was, and nobody asked.\n"
        "Q. Who paid?\n"
        "A. The bank did.\n"
    )
    assert asked(text) == [("Q", True), ("Orla Venn", False)] * 2


def test_questions_and_answers_without_labels_are_an_interview_where_the_head_says_so():
    body = (
        "Was the port sold at night?\n"
        "It was, and I was not asked.\n"
        "The ministry says that you were dismissed.\n"
        "I left the office in May.\n"
        "Who paid?\n"
        "The bank did. I saw the transfers.\n"
        "Did the minister know?\n"
        "He signed it.\n"
        "The ministry did not answer.\n"
    )
    found = asked(INTERVIEW + body)
    assert [asks for _, asks in found] == [True, False] * 4
    assert {name for name, _ in found} == {"Orla Venn"}
    assert asked("The sale of the port\n" + body) == []


def test_an_aside_in_brackets_is_nobodys_turn():
    text = (
        "ORLA VENN: It was sold.\n"
        "(Calls of “Shame” from the benches.)\n"
        "MILO BRANDT: It was not.\n"
        "ORLA VENN: It was.\n"
    )
    assert [t.passage for t in turns_of(make_layer(text))] == [0, 2, 3]


def test_a_record_names_its_witness_and_headings_name_who_examines():
    text = (
        "Commission for the Ports, extract\n"
        "Witness: ORLA VENN, formerly registrar\n\n"
        "EXAMINATION BY MR BRANDT\n"
        "Q. Who asked you to alter the volume?\n"
        "A. Nobody asked me at all.\n"
        "CROSS-EXAMINATION BY MS ORSK\n"
        "Q. You were dismissed for it, were you not?\n"
        "A. I left of my own will.\n"
    )
    assert [text[t.start : t.end] for t in turns_of(make_layer(text))] == [
        "MR BRANDT",
        "ORLA VENN",
        "MS ORSK",
        "ORLA VENN",
    ]


def test_the_name_that_a_question_addresses_is_whose_answers_follow():
    text = (
        "The court sat at ten.\n\n"
        "Q. Whose purse is this, Mr Orsk?\n"
        "A. It is the one of the minister.\n"
        "Q. Which minister do you mean by that?\n"
        "A. The one who sits over there.\n"
    )
    found = turns_of(make_layer(text))
    assert [text[t.start : t.end] for t in found][1::2] == ["Mr Orsk", "Mr Orsk"]


def test_numbered_questions_and_answers_are_turns():
    text = (
        "Interpellation of the Green group: answers of the Minister of Health, Orla Venn\n\n"
        "Question 1. Is it right that the pumps have never been unpacked?\n"
        "Answer. Forty of them have never been unpacked.\n"
        "Question 2. Who recommended the firm to the ministry?\n"
        "Answer. The purchasing unit did so in May.\n"
    )
    found = turns_of(make_layer(text))
    assert [text[t.start : t.end] for t in found][1::2] == ["Orla Venn", "Orla Venn"]


def test_an_interviewed_person_is_described_behind_the_name():
    text = (
        "THE LONG CONVERSATION\n"
        "Dara Monte talks to Abel Tchar, once the most feared collector in Lume\n\n"
        "How long were you inside?\n\nFour years. I had been given nine.\n\n"
        "Did you ask for it?\n\nNo. I was asked, and I paid.\n\n"
        "Who paid your fine?\n\nI paid it, with my own money.\n"
    )
    found = turns_of(make_layer(text))
    assert {text[t.start : t.end] for t in found} == {"Abel Tchar"}


def test_a_constituency_and_a_party_in_brackets_are_no_bearers():
    text = (
        "Dame Orla Venn (Larkmouth West) (Prog): Was the harbour sold at night?\n"
        "The Minister for Ports (Milo Brandt): It was not sold at all.\n"
        "Sir Tavit Orsk (Korl) (Con): Her own party was paid for it.\n"
        "Dame Orla Venn: That is simply not true.\n"
    )
    assert [name for name, _ in asked(text)] == [
        "Dame Orla Venn",
        "Milo Brandt",
        "Sir Tavit Orsk",
        "Dame Orla Venn",
    ]


def test_an_office_told_alone_stands_for_its_bearer():
    text = (
        "RAPPORTEUR (Orla Venn): The bill does three things.\n"
        "Deputy Milo Brandt: My group will support it.\n"
        "RAPPORTEUR: I am obliged to the deputy.\n"
        "Deputy Brandt: It should have come sooner.\n"
    )
    assert [name for name, _ in asked(text)] == [
        "Orla Venn",
        "Deputy Milo Brandt",
        "Orla Venn",
        "Deputy Brandt",
    ]


def test_the_witness_of_a_record_is_whom_its_head_names():
    text = (
        "PORT COMMISSION, extract from the record of examination\n"
        "Witness: ORLA VENN, formerly registrar\n"
        "Commissioner: Who asked you to alter the volume?\n"
        "Witness: Nobody asked me.\n"
        "Commissioner: Were you paid?\n"
        "Witness: I was made registrar.\n"
    )
    assert asked(text) == [("Commissioner", False), ("ORLA VENN", False)] * 2


def test_the_host_of_a_broadcast_asks_for_the_document():
    text = (
        "HOST (Orla Venn): You were dismissed in May.\n"
        "BRANDT: I left of my own will.\n"
        "HOST: The ministry says otherwise.\n"
        "BRANDT: The ministry would.\n"
    )
    assert asked(text) == [("Orla Venn", True), ("BRANDT", False)] * 2


def test_who_puts_a_question_to_a_minister_is_no_interviewer():
    text = (
        "Interpellation by the Harbour Group: answers of the Minister of Ports, Dr Milo Brandt\n"
        "Question 1. Was the harbour sold at night?\n"
        "Answer. It was sold in daylight.\n"
        "Question 2. Who paid for it?\n"
        "Answer. The bank paid for it.\n"
    )
    assert asked(text) == [("Harbour Group", False), ("Dr Milo Brandt", False)] * 2


def test_resolutions_and_notes_of_minutes_are_no_speakers():
    text = (
        "COMPLIANCE (Orla Venn): The source of wealth is the treasury.\n"
        "LEGAL: No court has ruled on it.\n"
        "COMPLIANCE: He bought a house in April.\n"
        "RESOLVED: to keep the relationship for another year.\n"
    )
    assert [name for name, _ in asked(text)] == ["Orla Venn", "LEGAL", "Orla Venn"]


def test_lines_of_a_chat_are_turns():
    stamped = "[12:03] Orla Venn: the general got his share\n[12:04] Milo: who paid\n[12:05] Orla Venn: the bank\n[12:07] Milo: stop\n"
    assert [stamped[t.start : t.end] for t in turns_of(make_layer(stamped))] == [
        "Orla Venn", "Milo", "Orla Venn", "Milo",
    ]  # fmt: skip
    dated = "05/12/2019, 14:10 - Orla: he knows\n05/12/2019, 14:11 - Milo: tell him\n05/12/2019, 14:12 - Orla: no\n"
    assert [t.spoken for t in turns_of(make_layer(dated))] == [
        dated.index("he knows"), dated.index("tell him"), dated.index("no\n"),
    ]  # fmt: skip
    plain = "Orla: he knows\nMilo: who\nOrla: the bank\nMilo: stop\n"
    assert len(turns_of(make_layer(plain))) == 4


def test_a_form_with_colons_is_no_chat():
    form = "Vessel: Amber Lark\nOwner: Brindle Bank\nFlag: Korl\nPort: Oldhaven\n"
    assert turns_of(make_layer(form)) == []
