"""The words of a dossier: bound to holder, stance, stage, forum and finality.

Rules of this module (product.md, principles 2 and 8): nothing is said without its holder; the words
of the source stand in quotation marks, never reworded; a charge is called no conviction, a civil
judgment or a regulator's fine no crime, a decision that can be appealed not final, a quashed one no
decision any more; a settlement is not called an admission. Repeating an accusation with its source
is still repeating it, so the state of the proceedings always stands in the sentence. The module
never says that anybody did anything. Verbs stand in the past: a statement was made at a time.
"""

from __future__ import annotations

from decimal import Decimal

from dalil.claims.negation import may_negate
from dalil.evidence import (
    Amount,
    Claim,
    Finality,
    Forum,
    HolderRole,
    Kind,
    PartialDate,
    Precision,
    Predicate,
    Proceedings,
    Share,
    Stage,
    Stance,
)

OUTSIDE = "the word that negates stands outside this quotation"
_NEGATING = ("en", "fr", "ru", "kk")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

_NOT_CRIME = "which is not a criminal conviction"

# Noun phrases for a stage before a forum; the row with None holds where the words name no forum.
STATES: dict[Stage, dict[Forum | None, str]] = {
    Stage.ALLEGATION: {None: "an allegation"},
    Stage.INVESTIGATION: {
        None: "an investigation, which is not a charge",
        Forum.CRIMINAL: "a criminal investigation, which is not a charge",
        Forum.CIVIL: "a civil inquiry, which is not a criminal charge",
        Forum.REGULATORY: "a regulator's inquiry, which is not a criminal charge",
        Forum.ADMINISTRATIVE: "an administrative inquiry, which is not a criminal charge",
        Forum.PARLIAMENTARY: "a parliamentary inquiry, which is not a criminal charge",
    },
    Stage.CHARGE: {
        None: "a charge, which is not a conviction",
        Forum.CRIMINAL: "a criminal charge, which is not a conviction",
        Forum.CIVIL: "a civil claim, which is not a criminal charge",
        Forum.REGULATORY: "a regulator's case, which is not a criminal charge",
        Forum.ADMINISTRATIVE: "an administrative case, which is not a criminal charge",
        Forum.PARLIAMENTARY: "parliamentary proceedings, which are not a criminal charge",
    },
    Stage.CONVICTION: {
        None: "a conviction",
        Forum.CRIMINAL: "a criminal conviction",
        Forum.CIVIL: f"a decision in a civil case, {_NOT_CRIME}",
        Forum.REGULATORY: f"a regulator's decision, {_NOT_CRIME}",
        Forum.ADMINISTRATIVE: f"an administrative decision, {_NOT_CRIME}",
        Forum.PARLIAMENTARY: f"a parliamentary decision, {_NOT_CRIME}",
    },
    Stage.ACQUITTAL: {
        None: "an acquittal",
        Forum.CRIMINAL: "an acquittal by a criminal court",
        Forum.CIVIL: "a decision for the defence in a civil case",
        Forum.REGULATORY: "a regulator's decision for the defence",
        Forum.ADMINISTRATIVE: "an administrative decision for the defence",
        Forum.PARLIAMENTARY: "a parliamentary decision for the defence",
    },
    Stage.DISMISSAL: {
        None: "the dismissal or closing of a case",
        Forum.CRIMINAL: "the dismissal or closing of a criminal case",
        Forum.CIVIL: "the dismissal of a civil case",
        Forum.REGULATORY: "the closing of a regulator's case",
        Forum.ADMINISTRATIVE: "the dismissal of an administrative case",
        Forum.PARLIAMENTARY: "the closing of parliamentary proceedings",
    },
    Stage.SETTLEMENT: {
        None: "a settlement, which is neither an admission nor a court's finding",
    },
    Stage.JUDGMENT: {
        None: f"a court's judgment, {_NOT_CRIME}",
        Forum.CRIMINAL: "a decision of a criminal court whose outcome the words do not settle",
        Forum.CIVIL: f"a civil court's judgment, {_NOT_CRIME}",
        Forum.REGULATORY: f"a judgment in a regulator's case, {_NOT_CRIME}",
        Forum.ADMINISTRATIVE: f"an administrative court's judgment, {_NOT_CRIME}",
        Forum.PARLIAMENTARY: f"a parliamentary decision, {_NOT_CRIME}",
    },
    Stage.PENALTY: {
        None: f"a penalty, {_NOT_CRIME} unless a criminal court imposed it",
        Forum.CRIMINAL: "a penalty imposed in criminal proceedings",
        Forum.CIVIL: f"a civil penalty, {_NOT_CRIME}",
        Forum.REGULATORY: f"a regulator's penalty, {_NOT_CRIME}",
        Forum.ADMINISTRATIVE: f"an administrative penalty, {_NOT_CRIME}",
        Forum.PARLIAMENTARY: f"a parliamentary sanction, {_NOT_CRIME}",
    },
    Stage.DESIGNATION: {
        None: "a listing under sanctions, which is a government's measure and not a conviction",
    },
    Stage.DELISTING: {None: "a removal from a sanctions list"},
}

FINALITY: dict[Finality, str] = {
    Finality.FIRST_INSTANCE: "at first instance, open to appeal",
    Finality.UNDER_APPEAL: "under appeal, not final",
    Finality.FINAL: "final",
    Finality.QUASHED: "quashed, so it no longer stands",
}

SIGNATORIES_NAMED = 3
"""Up to so many signatories are all named in a sentence; the footnote names all."""

_DECIDED = frozenset(
    {Stage.CONVICTION, Stage.ACQUITTAL, Stage.JUDGMENT, Stage.PENALTY, Stage.DISMISSAL}
)

VERBS: dict[Predicate, str] = {
    Predicate.FAMILY: "is a relative of",
    Predicate.ROLE_AT: "holds or held an office at",
    Predicate.MEMBER_OF: "is or was a member of",
    Predicate.EMPLOYED_BY: "works or worked for",
    Predicate.OWNS: "owns or owned",
    Predicate.CONTROLS: "controls or controlled",
    Predicate.NOMINEE_FOR: "is or was a nominee for",
    Predicate.REPRESENTS: "represents or represented",
    Predicate.LOBBIES_FOR: "lobbies or lobbied for",
    Predicate.PAYS: "pays or paid",
    Predicate.FUNDS: "funds or funded",
    Predicate.SIGNED: "signed",
    Predicate.LOCATED_IN: "is in",
    Predicate.PARTY_TO: "is or was a party to",
    Predicate.TRANSFERRED_TO: "transferred to",
    Predicate.MET_WITH: "met with",
    Predicate.PUBLISHED: "published",
    Predicate.ACCUSED_OF: "is accused of",
    Predicate.INVESTIGATED_FOR: "is or was under investigation for",
    Predicate.CHARGED_WITH: "is or was charged with",
    Predicate.CONVICTED_OF: "was convicted of",
    Predicate.ACQUITTED_OF: "was acquitted of",
    Predicate.SANCTIONED_BY: "is or was listed under sanctions by",
    Predicate.DISMISSED_FROM: "was dismissed from",
    Predicate.RESIGNED_FROM: "resigned from",
    Predicate.CALLS_FOR: "calls for",
}

NOUNS: dict[Predicate, str] = {
    Predicate.FAMILY: "family",
    Predicate.ROLE_AT: "office or role",
    Predicate.MEMBER_OF: "member",
    Predicate.EMPLOYED_BY: "employment",
    Predicate.OWNS: "ownership",
    Predicate.CONTROLS: "control",
    Predicate.NOMINEE_FOR: "nominee",
    Predicate.REPRESENTS: "representation",
    Predicate.LOBBIES_FOR: "lobbying",
    Predicate.DISMISSED_FROM: "dismissal from office",
    Predicate.RESIGNED_FROM: "resignation",
}


def date(value: PartialDate | str | None) -> str:
    """A date in words, as exactly as it is known: ``21 November 2018``, ``March 2019``, ``2019``."""
    if value is None:
        return ""
    parts = (value if isinstance(value, str) else value.value)[:10].split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= len(parts) <= 3:
        return value if isinstance(value, str) else value.value
    if isinstance(value, PartialDate):
        parts = parts[: {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}[value.precision]]
    if len(parts) > 1 and not 1 <= int(parts[1]) <= 12:
        return "-".join(parts)
    words = [parts[0], *(MONTHS[int(part) - 1] for part in parts[1:2])]
    words += [str(int(part)) for part in parts[2:3]]
    return " ".join(reversed(words))


def number(value: Decimal) -> str:
    """A number with thousands separated by commas."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(amount: Amount) -> str:
    """A sum as stated: its words when they stand on file, else number and currency."""
    if amount.text.strip() and not amount.text.strip().replace(".", "").isdigit():
        return amount.text.strip()
    if amount.value is None:
        return amount.text
    return f"{number(amount.value)} {amount.currency or '(currency not stated)'}"


def share(stake: Share) -> str:
    """A stake: ``50%``, ``more than 25% up to 50%``."""
    if stake.low == stake.high and not stake.open_low:
        return f"{number(stake.low)}%"
    if stake.open_low:
        return f"more than {number(stake.low)}% up to {number(stake.high)}%"
    return f"{number(stake.low)}% to {number(stake.high)}%"


def state(proceedings: Proceedings) -> str:
    """The state of the proceedings as a noun phrase; "" where no stage is reported.

    A decision whose finality the words do not settle says so.
    """
    stage = proceedings.stage
    if stage is None:
        return ""
    table = STATES[stage]
    noun = table.get(proceedings.forum, table[None])
    details = _details(proceedings)
    return f"{noun} ({'; '.join(details)})" if details else noun


def _details(proceedings: Proceedings) -> list[str]:
    finality = FINALITY[proceedings.finality] if proceedings.finality else ""
    if not finality and proceedings.stage in _DECIDED:
        finality = "whether it is final is not stated"
    return [
        part
        for part in (
            proceedings.court or "",
            proceedings.jurisdiction or "",
            date(proceedings.date),
            finality,
            "in absentia" if proceedings.in_absentia else "",
            f"offence as named: {proceedings.offence}" if proceedings.offence else "",
            f"sentence: {proceedings.sentence}" if proceedings.sentence else "",
            f"reason as stated: {proceedings.reason}" if proceedings.reason else "",
        )
        if part
    ]


def lead(claim: Claim, holder: str, about: str = "", said: str = "") -> str:
    """Everything that stands before the quote.

    Args:
        claim: The claim.
        holder: The holder in words, chain included.
        about: Of whom the quote speaks, where its words do not name them.
        said: What a register's row says, for claims read from a register.

    Returns:
        A clause that ends with a colon; the quote follows.
    """
    holder = holder[:1].upper() + holder[1:]
    noun = _noun(claim)
    aside = _aside(claim)
    tail = (f", of {about}" if about else "") + aside
    if said and claim.stance is Stance.ASSERTS and not noun:
        return f"{holder} recorded{aside} that {said}:"
    if claim.stance is Stance.ASSERTS:
        return _asserted(claim, holder, noun, tail)
    if claim.stance is Stance.REPORTS_COURT_HELD:
        return _court_held(claim, holder, noun, tail)
    if claim.stance is Stance.CALLS_FOR:
        return f"{holder} called for{_wanted(claim)}{tail}:"
    regard = f", with regard to {noun}" if noun else ""
    if claim.stance is Stance.ALLEGES:
        regard = "" if claim.stage is Stage.ALLEGATION else regard
        return f"{holder} alleged{regard}{tail}:"
    verb = "denied" if claim.stance is Stance.DENIES else "disputed"
    return f"{holder} {verb}{regard}{tail}, in the words on file:"


def _noun(claim: Claim) -> str:
    """The state of the proceedings; of a negated one the stage alone, for the rest is not said of it."""
    if claim.proceedings is None:
        return ""
    if claim.negated:
        return state(Proceedings(stage=claim.stage, forum=claim.proceedings.forum)).split(" (")[0]
    return state(claim.proceedings)


def _asserted(claim: Claim, holder: str, noun: str, tail: str) -> str:
    role = claim.holders[0].role
    if claim.stage is Stage.ALLEGATION:
        return f"{holder} put forward an allegation{tail}:"
    if noun and (claim.negated or claim.hedged):
        return f"{holder} stated, with regard to {noun}{tail}:"
    if noun:
        verbs = {HolderRole.COURT: "announced", HolderRole.REGISTER: "recorded"}
        return f"{holder} {verbs.get(role, 'reported')} {noun}{tail}:"
    verbs = {
        HolderRole.REGISTER: "recorded",
        HolderRole.AUTHOR: "wrote",
        HolderRole.PUBLISHER: "wrote",
        HolderRole.SIGNATORY: "stated over a signature",
    }
    return f"{holder} {verbs.get(role, 'stated')}{tail}:"


def _court_held(claim: Claim, holder: str, noun: str, tail: str) -> str:
    """What a court held: by the court itself, or as somebody tells it."""
    if claim.holders[0].role is HolderRole.COURT:
        return f"{holder} announced {noun}{tail}:" if noun else f"{holder} held{tail}:"
    told = f"{noun}, as a court's decision" if noun else "that a court held"
    return f"{holder} reported {told}{tail}:"


def _wanted(claim: Claim) -> str:
    """What is called for, unless the quote says it."""
    wanted = claim.calls_for or ""
    return f" {wanted}" if wanted and wanted.casefold() not in claim.quote.casefold() else ""


def _aside(claim: Claim) -> str:
    """What the words do to their own content: negate it, or hold back.

    "They did not find that X had lied" is quoted as "X had lied": a reader who sees the quotation alone
    would take it for the opposite of what was said, so that the place of the negation is told.
    """
    outside = claim.negated and not any(may_negate(claim.quote, one) for one in _NEGATING)
    parts = [
        ("in the negative" + (f" ({OUTSIDE})" if outside else "")) if claim.negated else "",
        "with a reservation" if claim.hedged else "",
    ]
    text = " and ".join(part for part in parts if part)
    return f", {text}" if text else ""


def chain(names: tuple[tuple[str, HolderRole], ...], kind: Kind) -> str:
    """The holders in one line, innermost first: ``A, as quoted by B, as reported by C``."""
    first = {Kind.DIRECT: "as quoted by", Kind.DOCUMENT: "as cited by"}.get(kind, "as reported by")
    outer = []
    for index, (name, role) in enumerate(names[1:]):
        published = role is HolderRole.PUBLISHER or names[index][1] is HolderRole.SIGNATORY
        verb = "as published by" if published else first if index == 0 else "as reported by"
        outer.append(f"{verb} {name}")
    return ", ".join([names[0][0], *outer]) + ("," if outer else "")


def signed(names: tuple[str, ...], *, whole: bool = False) -> str:
    """Several signatories in one: all where they are few or wanted whole, else the first and a number."""
    if whole or len(names) <= SIGNATORIES_NAMED:
        return listing(names)
    return f"{names[0]} and {len(names) - 1} other signatories"


def quoted(text: str) -> str:
    """The words in quotation marks, verbatim; those who quote in quotes keep theirs."""
    return f"“{text}”"


def label(stage: Stage | None, forum: Forum | None, finality: Finality | None) -> str:
    """A short label for a chip: ``conviction, criminal, first instance``."""
    words = [str(part).replace("_", " ") for part in (stage, forum, finality) if part is not None]
    return ", ".join(words)


def stance_label(stance: Stance) -> str:
    """The stance as a label: ``reports court held``."""
    return str(stance).replace("_", " ")


def plural(count: int, one: str, many: str = "") -> str:
    """``1 claim``, ``2 claims``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listing(parts: tuple[str, ...]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
