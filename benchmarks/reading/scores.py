"""A document's reading against its labels: mentions, claims and what they carry; the rest next door."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.reading.cut_speech import attributions
from benchmarks.reading.gold import GoldClaim, GoldDocument, GoldFigure, GoldMention, Span
from benchmarks.reading.labels_of import plain
from benchmarks.reading.relations import Names, count
from benchmarks.reading.scores_figures import figures_of
from benchmarks.reading.scores_names import clusters, entities_of, names
from benchmarks.reading.tally import Tally
from dalil.claims.reading import Reading
from dalil.evidence import Claim, HolderRole, Mention


def score(document: GoldDocument, reading: Reading, tally: Tally) -> None:
    """Score one document on everything that it has labels for."""
    verbatim(document, reading, tally)
    if document.mentions is not None:
        mentions(document, reading, tally)
        clusters(document, reading, tally)
    if document.names:
        names(document, reading, tally)
    if document.claims is not None:
        claims(document, reading, tally)
    if document.amounts is not None:
        system = [GoldFigure(a.start, a.end, _plain(a.value), a.currency) for a in reading.amounts]
        figures_of("amounts", document, document.amounts, system, tally)
    if document.dates is not None:
        system = [
            GoldFigure(d.start or 0, d.end or 0, d.value, str(d.precision)) for d in reading.dates
        ]
        figures_of("dates", document, document.dates, system, tally)
    if document.relations is not None:
        relations(document, reading, tally)
    if document.rosters is not None:
        wanted = {plain(name) for rows in document.rosters for name in rows}
        had = {plain(row.name) for roster in reading.rosters for row in roster.rows}
        tally.add("roster names", len(wanted & had), len(had), len(wanted))


def relations(document: GoldDocument, reading: Reading, tally: Tally) -> None:
    """Relations by subject, predicate and object, each once a document."""
    names = Names(document, reading, entities_of(reading), _cluster_texts(reading))
    found = count(document, reading, names)
    tally.add("relations", found.right, found.found, found.needed)
    for predicate, hit in found.recalled:
        tally.rate(f"relation recall {predicate}", hit)
    tally.errors.extend(found.errors)


def _plain(value: object) -> str | None:
    from decimal import Decimal

    return None if value is None else format(Decimal(str(value)).normalize(), "f")


def verbatim(document: GoldDocument, reading: Reading, tally: Tally) -> None:
    """Whether every quote stands in the text at its place."""
    text = document.layer.text
    for claim in reading.claims:
        place = claim.locator
        tally.rate("verbatim", text[place.start : place.end] == claim.quote)
    tally.counts["refused claims|right"] += len(reading.refused)
    tally.counts["refused claims|of"] += len(reading.refused) + len(reading.claims)


def mentions(document: GoldDocument, reading: Reading, tally: Tally) -> None:
    """Mention F1 by type, exact and overlapping."""
    system = [m for m in reading.mentions if m.type in document.types]
    gold = [g for g in document.mentions or [] if not _in_furniture(document, g)]
    places = {(g.start, g.end, g.type): g for g in gold}
    for kind in sorted(document.types):
        mine = [m for m in system if m.type == kind]
        theirs = [g for g in gold if g.type == kind]
        exact = {(m.start, m.end) for m in mine} & {(g.start, g.end) for g in theirs}
        _count_mentions(tally, f"mention {kind} exact", mine, theirs, gold, exact, strict=True)
        _count_mentions(tally, f"mention {kind} overlap", mine, theirs, gold, set(), strict=False)
        for m in mine:
            if (m.start, m.end, kind) not in places and not _touches(m, gold, optional=True):
                tally.errors.append(f"{document.name}: spurious {kind} {m.text!r} [{m.method}]")
        for g in theirs:
            if not g.optional and (g.start, g.end) not in exact:
                tally.errors.append(
                    f"{document.name}: missed {kind} {document.layer.text[g.start : g.end]!r}"
                )


def _in_furniture(document: GoldDocument, gold: GoldMention) -> bool:
    """Navigation and related headlines are not read, by decision; labels there do not count."""
    found = document.layer.passages_at(gold.start, gold.end)
    return bool(found) and all(passage.kind == "furniture" for passage in found)


def _touches(mention: Mention, gold: Iterable[GoldMention], *, optional: bool) -> bool:
    return any(
        g.start < mention.end and mention.start < g.end for g in gold if g.optional or not optional
    )


def _count_mentions(
    tally: Tally,
    measure: str,
    mine: Sequence[Mention],
    theirs: Sequence[GoldMention],
    gold: Sequence[GoldMention],
    exact: set[Span],
    *,
    strict: bool,
) -> None:
    def hit(g: GoldMention) -> bool:
        if strict:
            return (g.start, g.end) in exact
        return any(m.start < g.end and g.start < m.end for m in mine)

    needed = [g for g in theirs if not g.optional]
    right = sum(map(hit, needed))
    wrong = 0
    for m in mine:
        if strict:
            good = (m.start, m.end) in exact
        else:
            good = any(m.start < g.end and g.start < m.end for g in theirs)
        wrong += not good and not _touches(m, gold, optional=True)
    tally.add(measure, right, right + wrong, len(needed))
    if measure.split()[1] in ("PER", "ORG", "LOC", "MONEY", "DATE"):
        tally.add(f"mention all {measure.split()[2]}", right, right + wrong, len(needed))


def pair(text: str, claims: Sequence[Claim], labels: Sequence[GoldClaim]) -> dict[int, int]:
    """Which found claim (its place) belongs to which labelled one, one to one."""
    mine = [_chars(text, [(c.locator.start, c.locator.end)]) for c in claims]
    return _match(mine, [_chars(text, label.spans) for label in labels])


Chars = frozenset[int]


def _chars(text: str, spans: Iterable[Span]) -> Chars:
    """Places of the letters and marks of spans; white space and quotation marks do not count."""
    return frozenset(
        i
        for start, end in spans
        for i in range(start, end)
        if not (text[i].isspace() or text[i] in "\"'“”‘’")
    )


def _attributed(claim: Claim) -> bool:
    """Whether somebody other than the document's own voice holds a claim."""
    own = (HolderRole.AUTHOR, HolderRole.PUBLISHER, HolderRole.SIGNATORY, HolderRole.REGISTER)
    return claim.holders[0].role not in own


def claims(document: GoldDocument, reading: Reading, tally: Tally) -> None:
    """Spans, content characters, holders, stance and stage of claims."""
    text = document.layer.text
    mine = [c for c in reading.claims if not document.attributions_only or _attributed(c)]
    gold = document.claims or []
    mine_chars = [_chars(text, [(c.locator.start, c.locator.end)]) for c in mine]
    gold_chars = [_chars(text, g.spans) for g in gold]
    pairs = _match(mine_chars, gold_chars)
    optional = sum(1 for g in gold if g.optional)
    matched_optional = sum(1 for g in pairs if gold[g].optional)
    right = len(pairs) - matched_optional
    tally.add("claim span", right, len(mine) - matched_optional, len(gold) - optional)
    if document.attributions_only:
        groups = attributions(document.layer, mine)
        whole = [frozenset().union(*(mine_chars[i] for i in group)) for group in groups]
        joined = _match(whole, gold_chars)
        tally.add("claim span as PolNeAR counts", len(joined), len(whole), len(gold))
    every_mine = frozenset().union(*mine_chars)
    every_gold = frozenset().union(*gold_chars)
    tally.add("claim characters", len(every_mine & every_gold), len(every_mine), len(every_gold))
    for index, g in enumerate(gold):
        if not g.optional:
            label = "quoted" if g.quoted else "unquoted"
            tally.rate(f"recall {label}", index in pairs)
            tally.rate(f"recall kind {g.kind}", index in pairs) if g.kind else None
    _on_matched(document, reading, [(gold[g], mine[m]) for g, m in pairs.items()], tally)
    _claim_errors(document, gold, mine, pairs, tally)


def _match(mine: Sequence[Chars], gold: Sequence[Chars]) -> dict[int, int]:
    """Pair labelled and found claims one to one, the best overlap first; IoU at least one half."""
    scored = []
    for g, theirs in enumerate(gold):
        for m, ours in enumerate(mine):
            common = len(theirs & ours)
            if common:
                iou = common / (len(theirs) + len(ours) - common)
                if iou >= 0.5:
                    scored.append((iou, g, m))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, m in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if g not in pairs and m not in taken:
            pairs[g] = m
            taken.add(m)
    return pairs


def _on_matched(
    document: GoldDocument,
    reading: Reading,
    pairs: Sequence[tuple[GoldClaim, Claim]],
    tally: Tally,
) -> None:
    known = _cluster_texts(reading)
    for gold, claim in pairs:
        right = _holder_right(gold, claim, known)
        if right is not None and gold.first_holders:
            others = any(_is_holder(role, w, claim, known) for w, role in gold.first_holders)
            tally.rate("holder accepted", right or others)
        if right is not None:
            tally.rate("holder", right)
            tally.rate(f"holder depth {min(gold.depth, 3)}", right)
            if gold.kind:
                tally.rate(f"holder kind {gold.kind}", right)
            if gold.depth and len(gold.holders) > 1 and gold.roles[-1] == "author":
                chain = len(gold.holders) == len(claim.holders)
                tally.rate("chain length", chain)
            if not right:
                tally.errors.append(
                    f"{document.name}: holder {claim.holders[0].text!r} should be "
                    f"{sorted(gold.holders[0])[:3] if gold.holders else [document.layer.text[a:b] for a, b in gold.sources]}: {claim.quote[:70]!r}"
                )
        if gold.stance is not None:
            tally.rate("stance", gold.stance == str(claim.stance))
            if gold.stances:
                tally.rate("stance accepted", str(claim.stance) in gold.stances)
                tally.rate("stance accepted, always asserts", "asserts" in gold.stances)
            if gold.either_stance:
                tally.rate("stance of either annotator", str(claim.stance) in gold.either_stance)
            if gold.stance != str(claim.stance):
                tally.errors.append(
                    f"{document.name}: stance {claim.stance} should be {gold.stance}: {claim.quote[:70]!r}"
                )
        if gold.stance is not None or gold.stage is not None:
            tally.rate("stage", (gold.stage or "none") == str(claim.stage or "none"))
            if gold.stages:
                stage = None if claim.stage is None else str(claim.stage)
                tally.rate("stage accepted", stage in gold.stages)
                tally.rate("stage accepted, always none", None in gold.stages)
                if gold.either_stage:
                    tally.rate("stage of either annotator", stage in gold.either_stage)
            if gold.stage:
                tally.rate("stage where one is told", gold.stage == str(claim.stage))
            if (gold.stage or "none") != str(claim.stage or "none"):
                tally.errors.append(
                    f"{document.name}: stage {claim.stage} should be {gold.stage}: {claim.quote[:70]!r}"
                )
        if gold.kind is not None:
            tally.rate("kind", gold.kind == str(claim.kind))


def _cluster_texts(reading: Reading) -> dict[str, set[str]]:
    """All spellings of the entity of each mention."""
    entity_of = entities_of(reading)
    members: dict[str, set[str]] = {}
    for mention in reading.mentions:
        members.setdefault(entity_of[mention.id], set()).add(plain(mention.text))
    return {mention.id: members[entity_of[mention.id]] for mention in reading.mentions}


def _holder_right(gold: GoldClaim, claim: Claim, known: Mapping[str, set[str]]) -> bool | None:
    """Whether the innermost holder is the labelled one; None where the label names none."""
    holder = claim.holders[0]
    if gold.sources:
        if holder.start is None or holder.end is None:
            return False
        return any(holder.start < end and start < holder.end for start, end in gold.sources)
    if not gold.holders:
        return None
    return _is_holder(gold.roles[0], gold.holders[0], claim, known)


def _is_holder(
    role: str, wanted: frozenset[str], claim: Claim, known: Mapping[str, set[str]]
) -> bool:
    """Whether the innermost holder of a claim is one of a role and of some names."""
    holder = claim.holders[0]
    if role == "author":
        return not _attributed(claim)
    if role == "court" and holder.role is HolderRole.COURT:
        return True
    if not wanted:
        return not holder.text
    texts = {plain(holder.text)} if holder.text else set()
    if holder.reference:
        texts |= known.get(holder.reference.id, set())
    return any(one == two or _contains(one, two) for one in texts for two in wanted)


def _contains(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return len(short) > 3 and bool(re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long))


def _claim_errors(
    document: GoldDocument,
    gold: Sequence[GoldClaim],
    mine: Sequence[Claim],
    pairs: Mapping[int, int],
    tally: Tally,
) -> None:
    text = document.layer.text
    for index, g in enumerate(gold):
        if index not in pairs and not g.optional:
            start, end = g.spans[0]
            tally.errors.append(
                f"{document.name}: missed claim [{g.kind}] {text[start:end][:90]!r}"
            )
    for m, claim in enumerate(mine):
        if m not in pairs.values():
            tally.errors.append(
                f"{document.name}: extra claim [{claim.kind} {claim.holders[0].text!r} {claim.method}] {claim.quote[:90]!r}"
            )
