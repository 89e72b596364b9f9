"""What a statement of reasons says of wrongdoing is the state's allegation; offices and dates are not."""

import pytest
from tests.unit.claims.builders import make_layer

from dalil.claims.frames.reasons import alleged, gives_reasons
from dalil.evidence import Claim, Holder, HolderRole, Kind, Stage, Stance, locate

TEXT = (
    "Pavo Renk is an involved person under the regulations on the basis that he took bribes.\n"
    "He was Minister of Ports from 2009 to 2013.\n"
    "Mira Dosk said that Renk was involved in fraud.\n"
)


def claim(words, *, speaker=False, **more):
    layer = make_layer(TEXT)
    start = TEXT.index(words)
    spoken = (Holder(HolderRole.SPEAKER, None, "Mira Dosk"),) if speaker else ()
    plain = {"stance": Stance.ASSERTS, "kind": Kind.AUTHOR, **more}
    return Claim(
        layer.exhibit,
        locate(layer, start, start + len(words)),
        (*spoken, Holder(HolderRole.AUTHOR)),
        **plain,
    )


def test_wrongdoing_is_alleged_and_office_is_asserted():
    wrong, office = claim("he took bribes"), claim("He was Minister of Ports from 2009 to 2013")
    told, kept = alleged(TEXT, [wrong, office])
    assert (told.stance, told.stage) == (Stance.ALLEGES, Stage.ALLEGATION)
    assert told.id != wrong.id
    assert told.method.endswith("reasons")
    assert kept is office


@pytest.mark.parametrize(
    "other",
    [
        claim("Renk was involved in fraud", speaker=True, kind=Kind.INDIRECT),
        claim("he took bribes", negated=True),
        claim("he took bribes", stance=Stance.DENIES),
    ],
)
def test_what_others_say_or_is_negated_stays(other):
    assert alleged(TEXT, [other]) == [other]


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Renk is responsible for the repression of protesters.", True),
        ("Renk is subject to restrictive measures.", True),
        ("Renk is involved in the sale. “The port was sold twice to one man,” she said.", False),
        ("The harbour fund was sold in March.", False),
    ],
)
def test_a_statement_of_reasons_is_known_by_its_words(text, reasons):
    assert gives_reasons(text) is reasons
