"""Small builders for the tests of this room: layers, mentions, parses without a vendor."""

import re

from dalil.claims.parse import Parse, Span
from dalil.evidence import Mention, Passage, TextLayer


def make_layer(text, language="en", kinds=None):
    passages = tuple(
        Passage(m.start(), m.end(), kind=(kinds or {}).get(i, "paragraph"), paragraph=i + 1)
        for i, m in enumerate(re.finditer(r"[^\n]+", text))
    )
    return TextLayer("0" * 64, text, passages, "test/1", "text/plain", language)


def make_parse(text, **labels):
    """A parse whose model found the given names: PERSON=["Ada Mirel"], every occurrence."""
    found = []
    for label, names in labels.items():
        for name in names:
            found += [Span(m.start(), m.end(), label) for m in re.finditer(re.escape(name), text)]
    return Parse((), (), tuple(sorted(found, key=lambda s: s.start)), "model/1")


def make_mentions(text, **types):
    found = []
    for kind, names in types.items():
        for name in names:
            found += [
                Mention("0" * 64, m.start(), m.end(), m.group(), kind)
                for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
            ]
    chosen = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not chosen or mention.start >= chosen[-1].end:
            chosen.append(mention)
    return chosen
