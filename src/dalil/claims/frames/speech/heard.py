"""What a court is told to have heard: "a court heard that A", "jurors were told that A".

The court says nothing by hearing it: somebody put it to the court, whom the words do not name. A deed that is put to
a court of somebody is alleged; what else it hears (a plea, a character, an illness) is only told.
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token
from dalil.evidence import Kind, Stance

_FILE = "speech_en.yaml"


def heard(context: Context, cue: Token, source: Source | None) -> bool:
    """Whether a court is told to have heard something: no report of what it decided.

    Args:
        context: The document.
        cue: The verb.
        source: Its subject; None for a passive that names nobody.
    """
    if source is not None:
        head = context.tokens[source.head] if cue.text.lower() == "heard" else None
    else:
        told = cue.lemma.lower() == "tell"
        head = context.tree.child(cue.index, "nsubjpass") if told else None
    if head is None or context.of_court:
        return False
    hearing = load(_FILE)["heard"]["hearing"]
    return head.lemma.lower().removesuffix("s") in hearing or context.is_court(head)


def put_before(context: Context, span: tuple[int, int]) -> Stance:
    """How whoever put words to a court stands to them: alleges a deed, else asserts.

    Args:
        context: The document.
        span: Place of the words.
    """
    known = load(_FILE)["heard"]["deeds"]
    words = context.tokens[context.token_at(span[0]) : context.token_at(span[1])]
    deeds = (t for t in words if t.pos == "VERB" and t.tag in ("VBD", "VBN"))
    done = any(t.lemma.lower() in known and not context.negated(t.index) for t in deeds)
    return Stance.ALLEGES if done else Stance.ASSERTS


def before_bench(context: Context, cue: Token, part: tuple[int, int, int]) -> Frame:
    """What a court heard, held by whoever put it there.

    Args:
        context: The document.
        cue: The verb.
        part: Start and end of the words, token index of their predicate.
    """
    start, end, head = part
    stance = put_before(context, (start, end))
    method = "cue:allege" if stance is Stance.ALLEGES else "cue:say"
    return Frame(
        start, end, cue.index, None, stance, Kind.INDIRECT, f"{method} heard", head=head, hedged=True, unnamed=True,
    )  # fmt: skip
