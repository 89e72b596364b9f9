"""The rules are whole, dated and honest about their citations."""

from __future__ import annotations

import pytest

from dalil.diligence import rules as module
from dalil.diligence.meeting import _FINDERS, way_out
from dalil.diligence.rules import load_rules
from dalil.diligence.values import FIELDS, ROLES, TYPES
from dalil.errors import BadConfig

RULES = load_rules()


@pytest.mark.parametrize("rule", [*RULES.triggers, *RULES.requirements], ids=lambda r: r.id)
def test_every_rule_has_title_citation_date_and_state(rule):
    assert rule.title
    assert rule.citation
    assert len(rule.valid_from) == 10
    assert rule.state == "citation unverified" or rule.state.startswith("source S")


@pytest.mark.parametrize("asked", RULES.requirements, ids=lambda r: r.id)
def test_every_requirement_can_be_met(asked):
    for need in asked.needs.split("|"):
        kind, _, what = need.partition(":")
        assert kind in _FINDERS
        assert kind != "statement" or what in FIELDS
        assert kind != "party" or what in ROLES
        assert kind != "check" or what in ("sanctions", "peps")
    assert set(asked.each) <= set(ROLES)
    assert set(asked.types) <= set(TYPES)
    assert set(asked.when) <= {one.id for one in RULES.triggers}
    assert asked.before in ("", "relationship", "money")
    assert way_out(asked, "Orla Venn").startswith("dalil diligence ")


def test_unknown_rules_and_fields_are_refused(tmp_path, monkeypatch):
    with pytest.raises(BadConfig, match="no due-diligence rules"):
        load_rules("xx-none")
    (tmp_path / "odd.toml").write_text(
        'id="odd"\ntitle="t"\nas_of="2031-01-01"\n[retention]\ncitation="c"\nstate="s"\nyears=5\n'
        'transaction_cap_years=10\n[[trigger]]\nid="a"\nodd=1\n[[requirement]]\n'
    )
    monkeypatch.setattr(module, "__file__", str(tmp_path / "rules.py"))
    with pytest.raises(BadConfig, match="odd is no field"):
        load_rules("odd")
