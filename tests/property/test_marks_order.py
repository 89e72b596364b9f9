"""Who may see an exhibit does not depend on the order in which files and marks came."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.casework.marks import Shown, effective, most_closed, shown_by
from dalil.casework.origins import Origin
from dalil.claims.ports import Record
from dalil.evidence import Exhibit, Tier

AT = "2031-05-04T10:00:00Z"
KEYS = "abcdef"
TIERS = st.sampled_from(list(Tier))


@st.composite
def histories(draw):
    """Ways in which exhibits came (a container, or alone), arrivals' tiers and persons' marks."""
    ways = draw(
        st.lists(
            st.tuples(st.sampled_from(KEYS), st.sampled_from([None, *KEYS])),
            min_size=1, max_size=12, unique=True,
        )
    )  # fmt: skip
    said = draw(st.lists(st.tuples(st.sampled_from(KEYS), TIERS), max_size=4))
    own = draw(st.dictionaries(st.sampled_from(KEYS), st.tuples(TIERS, st.booleans()), max_size=3))
    return ways, said, own


def seen(ways, said, own) -> dict[str, tuple[Tier, bool]]:
    """What holds, where things came in this order."""
    exhibits: dict[str, Exhibit] = {}
    further: dict[str, tuple[Origin, ...]] = {}
    for key, parent in ways:
        if key not in exhibits:
            exhibits[key] = Exhibit(key, 1, "text/plain", key, key, AT, "x", parent=parent)
        else:
            came = Origin(f"in {parent}", key, AT, parent)
            further[key] = (*further.get(key, ()), came)
    marks = [Record("mark", f"tier {k}", AT, {"tier": str(t), "by": "x"}) for k, t in said]
    marks += [
        Record("mark", f"tier {k}", AT, {"tier": str(t), "privileged": p, "reason": "", "by": "x"})
        for k, (t, p) in own.items()
    ]
    found = effective(exhibits, shown_by(marks), further)
    return {key: (one.tier, one.privileged) for key, one in found.items()}


@settings(max_examples=200, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_no_order_changes_who_may_see(history, dice):
    ways, said, own = history
    first = seen(ways, said, own)
    for _ in range(3):
        ways, said = list(ways), list(said)
        dice.shuffle(ways)
        dice.shuffle(said)
        assert seen(ways, said, own) == first


@settings(max_examples=200, deadline=None)
@given(histories())
def test_without_a_mark_of_its_own_nothing_is_wider_than_what_holds_it(history):
    ways, said, own = history
    held = seen(ways, said, own)
    order = list(Tier)
    told = {*own, *(key for key, _ in said)}
    for key, parent in ways:
        if (
            key in own
            or parent is None
            or parent not in held
            or parent == key
            or parent not in told
        ):
            continue
        assert order.index(held[key][0]) >= order.index(held[parent][0])
        assert held[key][1] >= held[parent][1] or parent not in own


def test_the_most_closed_of_several():
    assert most_closed() is None
    assert most_closed(None, Tier.PUBLIC, None, Tier.SUBMITTER, Tier.RECIPIENT) is Tier.SUBMITTER
    assert shown_by([]) == Shown({}, {}, {})
