"""The closed vocabularies of evidence: one word for one thing, the field's own words.

These words stand in JSON that other programs read: values may be added by a written decision,
never renamed. This module does not say what a word means in law; the glossary does.
"""

from __future__ import annotations

from enum import StrEnum


class MentionType(StrEnum):
    """What a span names."""

    PERSON = "PER"
    ORGANISATION = "ORG"
    LOCATION = "LOC"
    GROUP = "NORP"
    MONEY = "MONEY"
    DATE = "DATE"
    LAW = "LAW"
    ASSET = "ASSET"


class Stance(StrEnum):
    """How the innermost holder stands to the content."""

    ASSERTS = "asserts"
    ALLEGES = "alleges"
    DENIES = "denies"
    DISPUTES = "disputes"
    REPORTS_COURT_HELD = "reports_court_held"
    CALLS_FOR = "calls_for"


class Kind(StrEnum):
    """How the words reached the page."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    AUTHOR = "author"
    STATUS = "status"
    DOCUMENT = "document"
    REGISTER = "register"


class Stage(StrEnum):
    """State of the proceedings that the words report.

    ``judgment`` (a civil or administrative court's finding against a party) and ``penalty`` (a
    regulator's fine) are kept apart from ``conviction``: neither is a crime.
    """

    ALLEGATION = "allegation"
    INVESTIGATION = "investigation"
    CHARGE = "charge"
    CONVICTION = "conviction"
    ACQUITTAL = "acquittal"
    DISMISSAL = "dismissal"
    SETTLEMENT = "settlement"
    JUDGMENT = "judgment"
    PENALTY = "penalty"
    DESIGNATION = "designation"
    DELISTING = "delisting"


class Forum(StrEnum):
    """Before whom the proceedings run."""

    CRIMINAL = "criminal"
    CIVIL = "civil"
    REGULATORY = "regulatory"
    ADMINISTRATIVE = "administrative"
    PARLIAMENTARY = "parliamentary"


class Finality(StrEnum):
    """Whether a decision can still be changed."""

    FIRST_INSTANCE = "first_instance"
    UNDER_APPEAL = "under_appeal"
    FINAL = "final"
    QUASHED = "quashed"


class Predicate(StrEnum):
    """What a relation says of its subject (closed list; extended by decision)."""

    FAMILY = "family"
    ROLE_AT = "role_at"
    MEMBER_OF = "member_of"
    EMPLOYED_BY = "employed_by"
    OWNS = "owns"
    CONTROLS = "controls"
    NOMINEE_FOR = "nominee_for"
    REPRESENTS = "represents"
    LOBBIES_FOR = "lobbies_for"
    PAYS = "pays"
    FUNDS = "funds"
    SIGNED = "signed"
    LOCATED_IN = "located_in"
    PARTY_TO = "party_to"
    TRANSFERRED_TO = "transferred_to"
    MET_WITH = "met_with"
    PUBLISHED = "published"
    ACCUSED_OF = "accused_of"
    INVESTIGATED_FOR = "investigated_for"
    CHARGED_WITH = "charged_with"
    CONVICTED_OF = "convicted_of"
    ACQUITTED_OF = "acquitted_of"
    SANCTIONED_BY = "sanctioned_by"
    DISMISSED_FROM = "dismissed_from"
    RESIGNED_FROM = "resigned_from"
    CALLS_FOR = "calls_for"


class HolderRole(StrEnum):
    """In which part somebody is committed to a claim."""

    SPEAKER = "speaker"
    COURT = "court"
    SIGNATORY = "signatory"
    REGISTER = "register"
    AUTHOR = "author"
    PUBLISHER = "publisher"


class Tier(StrEnum):
    """Who may be shown a record, widest first."""

    PUBLIC = "public"
    RECIPIENT = "recipient"
    SUBMITTER = "submitter"
    SEALED = "sealed"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"


class Verdict(StrEnum):
    """What a judgement decides: the first three of entities, the next three of claims and mentions.

    ``add`` puts a claim that a person made into the case, or a claim on an element; ``withdraw`` takes
    back the judgement that it comes after.
    """

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    ADD = "add"
    REMOVE = "remove"
    WITHDRAW = "withdraw"


class Support(StrEnum):
    """What the file holds for an element of a legal test, weakest first."""

    NONE = "none"
    ALLEGED = "alleged"
    DOCUMENTED = "documented"
    OFFICIALLY_FOUND = "officially found"


class Contrary(StrEnum):
    """What the file holds against an element of a legal test, weakest first."""

    NONE = "none"
    DENIED = "denied"
    DOCUMENTED = "documented"
    OFFICIALLY_FOUND = "officially found"
