"""In what way two words of names meet, and how it is said; what it is worth stands elsewhere."""

from __future__ import annotations

from enum import IntEnum


class How(IntEnum):
    """In what way two words meet; the kernel hands these codes back."""

    APART = 0
    SAME = 1
    MARKS = 2
    READING = 3
    ANOTHER_READING = 4
    DECLINED = 5
    VOWELS = 6
    LETTERS = 7
    INITIAL = 8
    NICKNAME = 9
    GENDERED = 10
    TRANSLATED = 11
    ACROSS = 12
    CUT = 13
    LOOKS = 14
    ENDING = 15
    ANOTHER_NAME = 16
    LISTED = 17
    HALF = 18
    FATHER = 19
    SAME_SOUND = 20


WHY = {
    How.APART: "another word",
    How.SAME: "same letters",
    How.MARKS: "same letters but for marks",
    How.READING: "same reading",
    How.ANOTHER_READING: "one of its readings",
    How.DECLINED: "declined form",
    How.VOWELS: "same consonants, other vowels",
    How.LETTERS: "letters differ",
    How.INITIAL: "initial fits",
    How.NICKNAME: "short form or variant of one name",
    How.GENDERED: "masculine and feminine form",
    How.TRANSLATED: "translation or abbreviation of one word",
    How.ACROSS: "likely transliteration",
    How.CUT: "cut short",
    How.LOOKS: "letters that look alike",
    How.ENDING: "a man's name against a woman's",
    How.ANOTHER_NAME: "near, but two names that many bear",
    How.LISTED: "listed as one name",
    How.HALF: "half of a compound name",
    How.FATHER: "patronymics of one father",
    How.SAME_SOUND: "same sound, other characters",
}
