"""Claim frames: who says what about whom, read from the parse by rules and word lists.

:func:`extract` is the only door. The rules read English; other languages get their quotations only
where their parser speaks the same labels. No rule names a person, a place or a document, and none
says whether a claim is true.
"""

from __future__ import annotations

from dalil.claims.document import Document
from dalil.claims.frames.author import assertions
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.build import METHOD, claims
from dalil.claims.frames.proceedings.belonging import belonging, settled
from dalil.claims.frames.proceedings.bench import decreed
from dalil.claims.frames.proceedings.cases import in_case
from dalil.claims.frames.proceedings.charging import charged
from dalil.claims.frames.proceedings.reasons import conduct, grounds
from dalil.claims.frames.proceedings.staging import staged
from dalil.claims.frames.proceedings.standing import spoken_of, standing
from dalil.claims.frames.proceedings.status import statuses
from dalil.claims.frames.referents.holders import Resolver
from dalil.claims.frames.repeated import without_repeated
from dalil.claims.frames.speech.aside import asides, without_said
from dalil.claims.frames.speech.cue_nouns import nominal, prepositional
from dalil.claims.frames.speech.cue_verbs import adjectival, verbal
from dalil.claims.frames.speech.going_on import gone_on
from dalil.claims.frames.speech.hearsay import hearsay
from dalil.claims.frames.speech.interrupted import without_fragments
from dalil.claims.frames.speech.joined import joined
from dalil.claims.frames.speech.lists import headlines, points, turns
from dalil.claims.frames.speech.lost_subjects import with_subjects
from dalil.claims.frames.speech.narrative import narrated, narrated_anew
from dalil.claims.frames.speech.papers import papers
from dalil.claims.frames.speech.quoted import spoken
from dalil.claims.frames.speech.same_breath import added
from dalil.claims.frames.speech.stands import stands
from dalil.claims.frames.speech.stated_by import not_claimed, stated_by
from dalil.claims.frames.speech.tellers import told_by_subjects
from dalil.claims.frames.speech.unparsed import unparsed
from dalil.claims.frames.stance.corrected import corrected
from dalil.claims.frames.stance.decisions import decided
from dalil.claims.frames.stance.inherit import inherited
from dalil.claims.frames.stance.parts import parts
from dalil.claims.frames.stance.taken_back import taken_back
from dalil.claims.frames.uncovered import uncovered
from dalil.evidence import Claim


def extract(document: Document) -> list[Claim]:
    """Read the claims of one document.

    Args:
        document: Text layer, parse, mentions, amounts, dates, rosters and own voice.

    Returns:
        Claims in order of place; every quote stands in the text, every chain of holders ends with
        the document's author or publisher.
    """
    context = Context(document)
    resolver = Resolver(context)
    return claims(context, resolver, frames_of(context, resolver))


def frames_of(context: Context, resolver: Resolver) -> list[Frame]:
    """All frames of a document, before chains of holders are made."""
    found = [
        *verbal(context),
        *adjectival(context),
        *nominal(context),
        *prepositional(context),
        *hearsay(context),
        *papers(context),
        *stands(context),
        *unparsed(context),
    ]
    found.extend(asides(context, found))
    found.extend((*points(context), *headlines(context), *turns(context)))
    found = gone_on(context, conduct(context, with_subjects(context, found)))
    found.extend(spoken(context, found))
    found = without_fragments(context, found)
    reported = settled(context, without_said(context, list(statuses(context, resolver)), found))
    told, reports = inherited(context, resolver, found, reported)
    said, own = assertions(context, resolver, [*told, *reports])
    own = grounds(context, said, belonging(context, standing(context, own), reports))
    read = [*said, *own]
    read.extend(uncovered(context, read))
    read = added(context, joined(context, read))
    read = stated_by(context, resolver, told_by_subjects(context, resolver, read))
    found = parts(context, standing(context, narrated(context, read)))
    found = spoken_of(context, decided(context, resolver, found))
    found = staged(context, found, reports)
    found = without_repeated(context, found)
    found = charged(context, decreed(context, in_case(context, resolver, found)))
    found = not_claimed(context, narrated_anew(context, taken_back(context, found)))
    return corrected(context, found)


__all__ = ["METHOD", "extract"]
