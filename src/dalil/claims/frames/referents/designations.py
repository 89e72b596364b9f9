"""Who put whom on a list of sanctions, where one clause does not say both: "X and Y are being designated".

Papers that designate name their authority once, in the act itself ("OFAC is designating X", "the Council listed"), as
whose the list is ("OFAC's SDN List") or as their author; everybody whom they designate is sanctioned by it. Lists of
names below "The following persons have been added" are read too. Who left the list is told with that as the kind of
the tie. Where a text names two authorities, only those clauses are read that name their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.claims.document import Document
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.evidence import Mention, MentionType, PartialDate, Predicate, Reference, Relation

_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_POWERS = (MentionType.ORGANISATION, MentionType.LOCATION)
_MATTER = re.compile(
    r"\bsanction(?:s|ed)\b|\bdesignat|restrictive measures|asset[- ]freez|\bblacklist|\bSDN\b|\bdebar|travel ban|Implementing (?:Decision|Regulation)",
    re.IGNORECASE,
)
_LIST = r"(?:(?:sanctions?|black|consolidated|SDN|national|entity|asset[- ]freeze|travel[- ]ban|debarment|specially designated nationals)[ -]?)+(?:lists?|register)|(?:list|annex)\b"
_ADDED = (
    r"(?:add(?:ed|ing|s)?|plac(?:ed|ing|es)|put(?:ting|s)?|includ(?:ed|ing|es)|enter(?:ed|ing|s)?)"
)
_LEFT = r"(?:remov(?:ed|ing|es)|t(?:ook|aken|akes|aking)|str(?:uck|ikes|iking)|delet(?:ed|ing|es)|delist(?:ed|ing|s)|de-list(?:ed|ing|s))"
_NAMING = r"(?:sanction(?:ed|ing|s)|designat(?:ed|ing|es)|blacklist(?:ed|ing|s)|debar(?:red|ring|s)|list(?:ed|ing|s))"
_WHEN = r"(?:(?:today|yesterday|also|now|therefore|this week|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:on|in|since) (?:\d{1,2} )?(?:[A-Z][a-z]+ )?(?:\d{1,2}, )?\d{4}),? )*"
_HAS = rf"(?:,? (?:which|who))?,? {_WHEN}(?:(?:has|have|had|is|are|was|were|will be|being) )?{_WHEN}(?:(?:also|today|now|further|jointly) )*"
_ON = (
    r"(?:(?:impos(?:ed|es|ing)|announc(?:ed|es|ing)|adopt(?:ed|s|ing)|slapp(?:ed|ing)|plac(?:ed|ing)) (?:[a-z]+ ){0,4}?"
    r"(?:sanctions|asset[- ]freezes?|travel bans?|restrictive measures)(?: and (?:an? )?[a-z -]{5,20})? (?:on|against|upon)"
    r"|announc(?:ed|es|ing) (?:today )?the (?:debarment|designation|listing|blacklisting)(?: for [^,.;\n]{3,40}?)?(?:, with [a-z ]{3,40},)? of"
    r"|fro(?:ze|zen|zeing) the assets of)"
)
_ACTIVE = re.compile(
    rf"(?: ?\([^()\n]{{2,40}}\)|[”\"’']?\))?{_HAS}(?:(?P<naming>{_NAMING}|{_ON})|(?P<adding>{_ADDED})|(?P<leaving>{_LEFT})) "
    r"(?:(?:the |an? )?(?:[a-z-]+ ){0,3}?(?:firms?|companies|company|brothers?|sisters?|entities|vessels?|subsidiary|officials?|persons?|individuals?) )?(?:the )?$"
)
_SEVERAL = re.compile(
    rf"(?: ?\([^()\n]{{2,40}}\)|[”\"’']?\))?{_HAS}(?:{_NAMING}|{_ON}|{_ADDED}) (?:[\w-]+ ){{1,4}}"
    r"(?:persons?|individuals?|entit(?:y|ies)|compan(?:y|ies)|officials?|people|citizens|names|targets|vessels|firms)\b"
)
"""An authority that designates persons whom it does not name in the same clause."""
_PASSIVE = re.compile(
    rf"(?: ?\([^()\n]{{2,60}}\))?(?:,? (?:which|who))?,? (?:is|are|was|were|has been|have been|had been)(?: also| today| now| therefore| first| being)* "
    rf"(?:(?P<naming>{_NAMING.replace('ed|ing', 'ed').replace('|s)', ')')})(?! (?:on|at) the [A-Z]?[a-z]* ?(?:[Ss]tock|[Ee]xchange))|(?P<adding>{_ADDED}) (?:on|to|in|under)(?: [\w'’.-]+){{0,6}}? (?:{_LIST}|sanctions)|(?P<leaving>{_LEFT}) (?:off|from)(?: [\w'’.-]+){{0,5}}? (?:{_LIST}))"
)
_STAYS = re.compile(
    rf"(?: ?\([^()\n]{{2,40}}\))?,? (?:still )?(?:remains?|stays?|stayed|remained|appears|figures) (?:subject to (?:[a-z]+ )?sanctions|on (?:the|its|an?|their) (?:{_LIST}))"
)
_OF_LIST = re.compile(rf"['’]s? (?:{_LIST})")
_BY = re.compile(r"[^.;\n]{0,60}? by (?:the )?$")
_FOLLOWING = re.compile(
    rf"\b[Tt]he following (?:[a-z]+ ){{0,3}}(?:have|has) been (?P<verb>{_ADDED}|{_LEFT}|designated|sanctioned)\b[^\n]*"
    r"|\b[Tt]he following (?P<noun>deletions?|removals?|delistings?|additions?|designations?|changes?|amendments?) (?:have|has) been made\b[^\n]*"
)
_JOINT = re.compile(
    r"(?:,[^,;:.\n]{3,90},| \([^()\n]{2,60}\))?(?:,? and|,|,? as well as) (?:of )?(?:the )?(?:[a-z-]+ ){0,3}?(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?"
)
_NAMED = re.compile(r"(?:[A-Z0-9][\w'’.-]* ?){1,4}$")
_BORN = re.compile(r"\b(?:DOB|D\.O\.B|born|birth|[Ee]stablished|[Ee]stablished Date)\W*(?:on\W+)?$")
"""What stands before a date that is none of a designation."""
_MOST = 12
_NOT = re.compile(r"\b(?:not|never|no longer|if|whether|should|could|may|might|would|asks?|urged?|calls?)\b", re.IGNORECASE)  # fmt: skip
_LONGEST = 400


def designations(context: Context) -> Iterator[Found]:
    """Every such tie, in order of place."""
    if not context.tokens or _MATTER.search(context.text) is None:
        return
    found = [*_sentences(context)]
    told = _powers(context, found)
    sole = told[0] if len(told) == 1 else None
    for target, power, span in [*found, *_below(context, sole)]:
        by = power or sole
        if by is not None and not _same(context, by, target):
            yield _tie(context, target, by, span)


def powers(context: Context) -> list[Mention]:
    """The authorities that designate in a document, one mention of each."""
    if not context.tokens or _MATTER.search(context.text) is None:
        return []
    return _powers(context, [*_sentences(context)])


def _powers(context: Context, found: list[Designated]) -> list[Mention]:
    named = [*_acting(context), *(p for _, p, _ in found if p is not None)]
    told = {context.document.cluster_of(p): p for p in named}
    if told:
        return list(told.values())
    own = authority(context.document)
    return [own] if own is not None else []


def authority(document: Document) -> Mention | None:
    """The public body whose paper it is that designates: its author, or the owner of the list that it names."""
    named = [m for m in document.mentions if m.type == MentionType.ORGANISATION]
    owners = [m for m in named if _OF_LIST.match(document.text, m.end)]
    holder = document.author.reference
    own = document.by_id.get(holder.id) if holder is not None else None
    if own is not None and own.type == MentionType.ORGANISATION:
        owners = owners or [own]
    clusters = {document.cluster_of(m) for m in owners}
    if len(clusters) != 1:
        return None
    words = {w.strip(".,()'’").lower() for w in owners[0].text.split()}
    return owners[0] if words & set(load("relations_en.yaml")["public_bodies"]) else None


def _acting(context: Context) -> Iterator[Mention]:
    """Authorities that designate "three persons" whom other clauses name."""
    for mention in context.document.mentions:
        if mention.type in _POWERS:
            told = _SEVERAL.match(context.text, mention.end)
            if told is not None and not _NOT.search(told.group()):
                yield mention


Designated = tuple[Mention, Mention | None, tuple[int, int, bool]]
"""Who is designated, by whom (None where the clause names nobody), the words, and whether he left the list."""


def _sentences(context: Context) -> Iterator[Designated]:
    named = [m for m in context.document.mentions if m.type in (*_PARTIES, MentionType.LOCATION)]
    for place, mention in enumerate(named):
        low, high = context.tree.sentence_extent(
            min(context.token_at(mention.start), len(context.tokens) - 1)
        )
        high = min(high, mention.end + _LONGEST)
        before = context.text[max(low, mention.start - 60) : mention.start]
        if _NOT.search(before):
            continue
        if mention.type in _POWERS and place + 1 < len(named):
            yield from _acted(context, mention, named[place + 1], high)
        if mention.type in _PARTIES:
            yield from _undergone(context, mention, low, high)


def _acted(context: Context, power: Mention, first: Mention, high: int) -> Iterator[Designated]:
    """Read "The Council listed X and Y", "OFAC has added X to its list"."""
    text = context.text
    if first.start >= high or first.type not in _PARTIES:
        return
    gap = " ".join(text[power.end : first.start].split())
    gap = re.sub(r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Senator|General|Captain|Judge)\.? ?)$", "", gap)
    gap = _NAMED.sub("", gap) if gap[:1].islower() else gap
    match = _ACTIVE.fullmatch(f" {gap.strip()} " if gap[:1] not in ",'’" else f"{gap.strip()} ")
    if match is None or _NOT.search(match.group()):
        return
    targets = [first, *_listed(context, first, high)]
    behind = text[targets[-1].end : high]
    if (match["adding"] or match["leaving"]) and not re.search(
        rf"\b(?:to|on|in|under|from|off)(?: [\w'’.-]+){{0,5}}? (?:{_LIST}|sanctions\b)", behind
    ):
        return
    for target in targets:
        yield target, power, (power.start, targets[-1].end, bool(match["leaving"]))


def _undergone(context: Context, last: Mention, low: int, high: int) -> Iterator[Designated]:
    """Read "X, Y and Z are being designated", "X was added to the list by Y", "X stays on the list"."""
    text = context.text
    match = _PASSIVE.match(text, last.end, high) or _STAYS.match(text, last.end, high)
    if match is None or _NOT.search(match.group()):
        return
    by = next(
        (
            m
            for m in context.document.mentions_in(match.end(), high)
            if m.start >= match.end() and m.type in _POWERS
        ),
        None,
    )
    by = by if by is not None and _BY.fullmatch(text, match.end(), by.start) else None
    left = bool(match.groupdict().get("leaving"))
    for target in [*_listed_before(context, last, low), last]:
        yield target, by, (target.start, match.end(), left)


def _listed(context: Context, first: Mention, high: int) -> Iterator[Mention]:
    """The names that commas and "and" join to the first, descriptions between them passed over."""
    last, count = first, 0
    for mention in context.document.mentions_in(first.end, high):
        if mention.start < last.end or mention.type not in _PARTIES:
            continue
        gap = " ".join(context.text[last.end : mention.start].split(" "))
        if count >= _MOST or _JOINT.fullmatch(gap) is None:
            if not re.match(r",| \(|,? and ", gap) or re.search(
                r"\b(?:for|because|who|which|pursuant|after|as|to|from|with|by)\b", gap
            ):
                return
            continue  # a body in a description: "X, deputy chief of the Guard, and Y"
        yield mention
        last, count = mention, count + 1


def _listed_before(context: Context, last: Mention, low: int) -> list[Mention]:
    """The names that are joined before a last one: X and Y of "X, Y and Z are designated"."""
    found: list[Mention] = []
    next_one = last
    for mention in reversed(context.document.mentions_in(low, last.start)):
        if mention.type not in _PARTIES or mention.end > next_one.start or mention.start < low:
            continue
        gap = context.text[mention.end : next_one.start].replace("\n", " ")
        joined = re.fullmatch(r",? (?:and|as well as) (?:the )?(?:[a-z-]+ ){0,2}|, (?:the )?", gap)
        if joined is None or (not found and "and" not in gap and "well" not in gap):
            break
        found.append(mention)
        next_one = mention
    return found[::-1]


def _below(context: Context, sole: Mention | None) -> Iterator[Designated]:
    """The entries below "The following individuals have been added to the list", up to the next such heading."""
    text, document = context.text, context.document
    heads = list(_FOLLOWING.finditer(text))
    for number, head in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(text)
        power = next(
            (m for m in document.mentions_in(head.start(), head.end()) if m.type in _POWERS), sole
        )
        left = (
            re.fullmatch(rf"{_LEFT}|deletions?|removals?|delistings?", head["verb"] or head["noun"])
            is not None
        )
        if (head["noun"] or "").startswith(("change", "amendment")):
            continue
        for mention in document.mentions_in(head.end(), end):
            opens = re.search(r"\n[ \t]*(?:[-•*]|\d{1,3}[.)])?[ \t]*$", text[: mention.start][-12:])
            if mention.type in _PARTIES and opens and power is not None:
                yield mention, power, (mention.start, mention.end, left)


def _same(context: Context, one: Mention, other: Mention) -> bool:
    return context.document.cluster_of(one) == context.document.cluster_of(other)


def _is_birth(text: str, date: PartialDate) -> bool:
    return (
        date.start is not None
        and _BORN.search(text[max(0, date.start - 24) : date.start]) is not None
    )


def _tie(context: Context, target: Mention, by: Mention, span: tuple[int, int, bool]) -> Found:
    start, end, left = span
    dates: tuple[PartialDate, ...] = context.document.dates_in(start, min(end + 40, len(context.text)))  # fmt: skip
    date = dates[0] if len(dates) == 1 and not _is_birth(context.text, dates[0]) else None
    relation = Relation(
        Predicate.SANCTIONED_BY, Reference(target.id, target.text), Reference(by.id, by.text),
        detail="removed from the list" if left else None,
        start_date=None if left else date, end_date=date if left else None,
    )  # fmt: skip
    head = min(context.token_at(target.end), len(context.tokens) - 1)
    return Found(relation, *context.content(start, end), head)
