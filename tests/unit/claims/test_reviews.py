"""What stands of persons' decisions: the newest that was not taken back."""

from __future__ import annotations

from dalil.claims import reviews
from dalil.evidence import Judgement, Verdict

ONE, TWO = "c_one", "c_two"


def made(left: str, verdict: Verdict, **more: str | None) -> Judgement:
    right, author = more.pop("right", None), more.pop("author", "person:Ada")
    return Judgement(left, right, verdict, "why", str(author), "2031-01-01T00:00:00Z", **more)


def test_the_newest_decision_stands_and_a_withdrawal_restores_the_one_before():
    yes = made(ONE, Verdict.ACCEPT)
    no = made(ONE, Verdict.REJECT, after=yes.id)
    assert reviews.rejected([yes, no]) == {ONE}
    back = made(ONE, Verdict.WITHDRAW, after=no.id)
    assert reviews.standing([yes, no, back]) == {ONE: yes}
    assert reviews.reviewed([yes, no, back]) == {ONE}
    assert reviews.reviewed([yes, made(ONE, Verdict.WITHDRAW, after=yes.id)]) == frozenset()


def test_the_same_decision_made_again_is_another_record():
    yes = made(ONE, Verdict.ACCEPT)
    back = made(ONE, Verdict.WITHDRAW, after=yes.id)
    again = made(ONE, Verdict.ACCEPT, after=back.id)
    assert again.id != yes.id
    assert reviews.standing([yes, back, again]) == {ONE: again}


def test_a_field_added_later_changes_no_id():
    """Judgements of earlier versions keep their ids: what stands at its default is left out."""
    old = Judgement(ONE, None, Verdict.ACCEPT, "read it", "person:Tester", "2031-05-04T10:00:00Z")
    assert old.id == "j_t55yqydgrptstydj4zzmy4wzpid3jtfr"


def test_a_correction_replaces_and_what_was_put_in_can_be_taken_out():
    put_in = made(TWO, Verdict.ADD)
    swap = made(ONE, Verdict.CORRECT, right=TWO)
    assert reviews.replaced([put_in, swap]) == {ONE: TWO}
    assert reviews.reviewed([put_in, swap]) == {ONE, TWO}
    out = [
        made(TWO, Verdict.WITHDRAW, after=put_in.id),
        made(ONE, Verdict.WITHDRAW, right=TWO, after=swap.id),
    ]
    assert reviews.replaced([put_in, swap, *out]) == {}
    assert reviews.taken_back([put_in, swap, *out]) == {TWO}


def test_a_rule_yields_to_a_person():
    rule = made(ONE, Verdict.CORRECT, right=TWO, author="rule:kept")
    person = made(ONE, Verdict.ACCEPT)
    assert reviews.standing([person, rule]) == {ONE: person}
    assert reviews.standing([rule, person]) == {ONE: person}
    assert reviews.reviewed([rule]) == frozenset()


def test_claims_stand_on_the_elements_that_persons_put_them_on():
    on = made(ONE, Verdict.ADD, value="uk-gac:E2")
    assert reviews.on_elements([on]) == {"uk-gac:E2": {ONE: on}}
    assert not reviews.on_elements([on, made(ONE, Verdict.WITHDRAW, after=on.id)])
    off = made(ONE, Verdict.REMOVE, value="uk-gac:E2", after=on.id)
    assert reviews.on_elements([on, off])["uk-gac:E2"] == {}
    assert reviews.reviewed([on]) == frozenset(), "on an element is no review of its words"
