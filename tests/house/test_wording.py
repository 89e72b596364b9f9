"""No room that writes for readers says what only a court or a person may say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "dalil"
ROOMS = ("dossier", "web", "casework", "regimes", "ownership", "matching", "sources", "cli")
FORBIDDEN = {
    "a verdict": r"\b(is|was|are|were) guilty\b|\bcommitted (a |the )?(crime|fraud|bribery|offence)",
    "a score of truth": r"\b(truth|credibility|reliability|guilt|confidence|risk) score\b(?! of truth)",
    "a probability of guilt": r"\bprobab(ility|ly) (of guilt|guilty|corrupt)",
    "a certainty": r"\b(undoubtedly|clearly shows|proves that|it is proven|proven to)\b",
    "a label for a person": r"\b(kleptocrats?|crook|oligarchs?|corrupt official|criminal network)\b",
}


def texts() -> list[tuple[str, str]]:
    """Every string literal that is no docstring, and every template, by place."""
    found = []
    for room in ROOMS:
        for path in sorted((SOURCE / room).rglob("*")):
            name = str(path.relative_to(SOURCE))
            if path.suffix == ".html":
                found.append((name, path.read_text("utf-8")))
            elif path.suffix == ".py":
                tree = ast.parse(path.read_text("utf-8"))
                documented = {
                    id(node.body[0].value)
                    for node in ast.walk(tree)
                    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
                    and node.body
                    and isinstance(node.body[0], ast.Expr)
                }
                found += [
                    (f"{name}:{node.lineno}", node.value)
                    for node in ast.walk(tree)
                    if isinstance(node, ast.Constant)
                    and isinstance(node.value, str)
                    and id(node) not in documented
                ]
    return found


@pytest.mark.parametrize("name", FORBIDDEN)
def test_no_sentence_of_ours_says_it(name):
    pattern = re.compile(FORBIDDEN[name], re.IGNORECASE)
    found = texts()
    assert len(found) > 200
    # A lexicon of cue words is data that rules look for in documents, not a sentence of ours.
    said = [
        (place, text)
        for place, text in found
        if pattern.search(text) and not re.search(r"lexicon|words\.py", place)
    ]
    assert said == []


def test_templates_escape_everything():
    for room in ("dossier", "web"):
        for path in sorted((SOURCE / room / "templates").glob("*.html")):
            text = path.read_text("utf-8")
            assert "autoescape" not in text, path.name
            raw = re.findall(r"\{\{[^}]*\|\s*safe\b[^}]*\}\}", text)
            # Only tags that stand in the template itself.
            assert all(
                re.fullmatch(r"\{\{ '</th>'\|safe if loop.first else '</td>'\|safe \}\}", r)
                for r in raw
            )
            # The review alone has a script: its keys, a file of our own under a policy of 'self'.
            own = '<script src="/static/review.js"></script>'
            plain = text.replace(own, "", 1) if path.name == "review.html" else text
            assert "<script" not in plain, path.name
            assert not re.search(r"\son\w+=", text), path.name
            assert not re.search(r"(src|href)=\"(https?:)?//", text), path.name
