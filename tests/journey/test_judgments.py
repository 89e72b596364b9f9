"""One judgment in three formats says the same: text, DOCX and Akoma Ntoso give the same claims."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

from dalil.assembly_reading import claim_reader
from dalil.claims.versions import find_versions
from dalil.evidence import Claim, HolderRole, TextLayer
from dalil.text.dispatch import read_here

FEW = ("test2", "test8", "test63")
"""Short judgments of three courts; benchmarks of all 25 stand in docs/reference/formats.md."""
FORMATS = ("txt", "docx", "xml")
PAIRS = (("txt", "docx"), ("txt", "xml"), ("docx", "xml"))
_OWN = (HolderRole.AUTHOR, HolderRole.PUBLISHER)


def _same(claim: Claim) -> tuple[object, ...]:
    """Quote, holders and stance, without white space and marks of notes.

    The document's own voice is one, whether a format names the court or the judge or nobody.
    """
    holders = tuple("own" if h.role in _OWN else re.sub(r"\s", "", h.text) for h in claim.holders)
    return re.sub(r"\s+|\[\d+\]", "", claim.locator.exact), holders, claim.stance


def _layer(shared: Path, name: str, form: str) -> TextLayer:
    file = shared / "data" / "text" / "uk_judgments" / form / f"{name}.{form}"
    content = file.read_bytes()
    layer = read_here(content, hashlib.sha256(content).hexdigest(), file.name).layer
    assert layer is not None
    return layer


def test_the_same_claims_from_each_format(shared: Path):
    """DOCX and XML say the same; plain text has lost the labels of points, so that a list may be missed."""
    read = claim_reader()
    common, every = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    stance = Counter[tuple[str, str]]()
    for name in FEW:
        claims = {
            form: list(map(_same, read(_layer(shared, name, form)).claims)) for form in FORMATS
        }
        for pair in PAIRS:
            one, other = (Counter(same[:2] for same in claims[form]) for form in pair)
            both, all_ = 2 * (one & other).total(), one.total() + other.total()
            assert both / all_ > 0.85, (name, pair)
            common[pair] += both
            every[pair] += all_
            with_stance = (Counter(claims[form]) for form in pair)
            stance[pair] += 2 * (next(with_stance) & next(with_stance)).total()
    shares = {pair: common[pair] / every[pair] for pair in PAIRS}
    assert shares["docx", "xml"] > 0.98, shares
    assert min(shares.values()) > 0.95, shares
    # Weights see the words around a claim, and formats print other headers and notes between paragraphs.
    weighed = {pair: stance[pair] / every[pair] for pair in PAIRS}
    assert weighed["docx", "xml"] > 0.95, weighed
    assert min(weighed.values()) > 0.92, weighed


def test_the_formats_of_one_judgment_are_versions_and_two_judgments_are_not(shared: Path):
    layers = {f"{name}.{form}": _layer(shared, name, form) for name in FEW for form in FORMATS}
    versions = {version.exhibit: version.of for version in find_versions(layers, layers.get)}
    assert versions == {f"{name}.{form}": f"{name}.txt" for name in FEW for form in ("docx", "xml")}
