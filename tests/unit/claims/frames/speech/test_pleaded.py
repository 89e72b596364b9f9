"""Paragraphs of a judgment that go on with what a side or a court below said (invented)."""

from __future__ import annotations

import pytest
from tests.unit.claims.frames.speech.test_papers import held

HEAD = """UPPER TRIBUNAL (IMMIGRATION AND ASYLUM CHAMBER)

Between
TARIQ ORSK
Appellant
and
THE SECRETARY OF STATE FOR THE HOME DEPARTMENT
Respondent

DECISION AND REASONS

"""


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        ("The appellant's case was that he had refused to sign. He fled the country in June 2014.",
         "He fled the country in June 2014", ["The appellant"]),
        ("The respondent refused the claim in May. It was not accepted that he had worked in Korl. "
         "There was sufficient protection in Korl.",
         "There was sufficient protection in Korl", ["The respondent"]),
        ("The judge did not find the appellant to be a credible witness. The letter from Korl had no number. "
         "The judge concluded that the appellant had made it up.",
         "The letter from Korl had no number", ["The judge"]),
        ("The grounds of appeal assert that the judge erred in two respects. "
         "Firstly, he failed to consider the report of Dr Venn.",
         "he failed to consider the report of Dr Venn", ["The grounds of appeal"]),
        ("Permission to appeal was granted by Upper Tribunal Judge Venn in July. "
         "It was arguable that the judge had failed to read the report of Dr Dask.",
         "It was arguable that the judge had failed", ["Venn"]),
        ("The Government contested that argument. The inquiry into Korl had been prompt.",
         "The inquiry into Korl had been prompt", ["The Government"]),
        ("The claimant's case is as follows. In May the bank lent €4 million to Korl Shipping Ltd.",
         "the bank lent €4 million", ["The claimant"]),
        ("Ms Hale submitted that the judge was entitled to reach the conclusion that he did. "
         "The expert had not seen the original of the Korl deed.",
         "The expert had not seen the original", ["Hale"]),
        # what the tribunal says itself
        ("The appellant's case was that he had refused to sign. The respondent wrote to him in May.",
         "The respondent wrote to him in May", []),
        ("The respondent refused the claim in May. The appellant appealed to the tribunal in Korl.",
         "The appellant appealed to the tribunal", []),
        ("The appellant's account was vague. There was sufficient protection in Korl.",
         "There was sufficient protection in Korl", []),
        ("The Government contested that argument. The applicant lives in Korl.",
         "The applicant lives in Korl", []),
        ("The defendant's case was that he never met Orla Venn. That was untrue.",
         "That was untrue", []),
        ("The defendant's case was that he never met Orla Venn. He met her on 4 June 2012 in Korl.",
         "He met her on 4 June 2012 in Korl", []),
        ("According to Mr Orsk the transfers were salary. The transfers were bribes paid to the clerk.",
         "The transfers were bribes paid to the clerk", []),
        ("The defendant's position was that he had read the report. He lied to the auditors in June.",
         "He lied to the auditors in June", []),
        ("The claimant's case was that the shares were hers. She died in 2014.",
         "She died in 2014", []),
        ("Mr Orsk relied on the letter of 3 May. The letter had been forged by his clerk in Korl.",
         "The letter had been forged by his clerk in Korl", []),
        ("Orla Venn developed the harbour of Korl. The harbour had been a swamp.",
         "The harbour had been a swamp", []),
        ("The tribunal rejected the claim. Mr Orsk bribed the clerk of Korl. "
         "The tribunal found the clerk honest.", "Mr Orsk bribed the clerk of Korl", []),
        ("The judge accepted the expert report. The report was wrong in every respect. "
         "The judge noted that the expert was old.", "The report was wrong in every respect", []),
        ("The respondent refused the claim in May. It was noted that he had a wife in Korl. "
         "The appeal was heard in June.", "The appeal was heard in June", []),
        ("No judge found the letter of Korl to be forged. It was sent in May. The judge found it late.",
         "It was sent in May", []),
    ],
)  # fmt: skip
def test_a_paragraph_of_a_judgment_goes_on_with_its_speaker(
    text: str, quote: str, chain: list[str]
) -> None:
    found = held(f"{HEAD}1. {text}\n")
    match = next((c for q, c in found.items() if quote in q), None)
    assert match == chain, found


def test_a_newspaper_goes_on_in_its_own_voice() -> None:
    found = held(
        "The appellant's case was that he had refused to sign. He fled to Korl in June 2014."
    )
    assert found["He fled to Korl in June 2014"] == []
