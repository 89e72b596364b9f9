"""What stands on a page but belongs to the site or the sheet: menus, cookie notices, headlines of others.

The rules are general and shy: a passage is marked only on plain signs, since a real sentence lost
costs more than a menu kept. Nothing is removed; a passage's kind becomes ``furniture``, and a
letter's head becomes ``header``. No rule knows a site, a person or a story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dalil.evidence import Passage

_SHORT = 160
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STOP = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
_SKIP = re.compile(
    r"\s*(?:(?:skip|jump|go) to (?:the )?(?:main )?(?:content|navigation|sidebar|footer|search|menu|body)"
    r"|перейти к (?:основному )?(?:содержан|контент)\w*|негізгі мазмұнға өту"
    r"|aller (?:directement )?au (?:contenu|menu)|zum (?:haupt)?inhalt(?: springen)?"
    r"|saltar al contenido|ir al contenido|içeriğe (?:geç|atla)|перейти до (?:основного )?вмісту)",
    re.I,
)
_COOKIE = re.compile(
    r"\b(?:we|this (?:web)?site|this page) uses? (?:\w+ )?cookies|\baccept (?:all )?cookies"
    r"|\bcookie (?:policy|settings|preferences|notice|consent)\b|\bagree to our use of cookies"
    r"|использу\w+ (?:файлы )?(?:cookies?|куки)|utilis\w+ des cookies|verwende\w* cookies"
    r"|utiliza\w* cookies|çerez\w* kullan",
    re.I,
)
_SHARE = frozenset(
    "share tweet post email e-mail mail print facebook twitter x linkedin whatsapp telegram pinterest "  # noqa: SIM905 - a list of words
    "reddit instagram youtube vk copy link save bookmark follow like comments comment this article on via "
    "us by to and the a it story page click here subscribe поделиться твитнуть печать скопировать ссылку "
    "вконтакте одноклассники бөлісу басып шығару partager imprimer teilen drucken compartir imprimir paylaş "
    "en sur auf".split()
)
_SHARE_CORE = frozenset(
    "share tweet print facebook twitter linkedin whatsapp telegram pinterest reddit instagram vk "  # noqa: SIM905 - a list of words
    "поделиться твитнуть печать бөлісу partager imprimer teilen drucken compartir paylaş".split()
)
_LABEL = re.compile(
    r"\s*(?:advertisement|sponsored(?: content)?|реклама|жарнама|publicité|anzeige|publicidad|reklam"
    r"|(?:read|see) (?:more|also|next)|(?:related|recommended|popular|most read|latest|more) "
    r"(?:articles?|posts?|stories|news|headlines|content)|you (?:may|might) also like"
    r"|читайте также|похожие (?:статьи|новости|материалы)|материалы по теме|тағы оқыңыз|lire aussi"
    r"|à lire aussi|lesen sie auch|mehr zum thema|lea también|te puede interesar"
    r"|sign up(?: for| to)? (?:our|the) .{0,60}newsletters?.*|subscribe to (?:our|the) .{0,60}"
    r"|back to top|scroll to top|leave a (?:comment|reply)|loading\.*|menu|search|log ?in|sign in|previous|next)\s*:?\s*$",
    re.I,
)  # fmt: skip
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)\s*\d{4}|all rights reserved|все права защищены|tous droits réservés"
    r"|alle rechte vorbehalten|todos los derechos reservados|tüm hakları saklıdır|барлық құқықтар қорғалған",
    re.I,
)
_PARTED = re.compile(r"\s*[|•·»›]\s*|\s{3,}|\t")
_SALUTATION = re.compile(
    r"\s*(?:dear|to whom it may concern|уважаем\w+|құрметті|шановн\w+|madame|monsieur|sehr geehrte\w*"
    r"|liebe\w*|estimad\w+|sayın|excellency|your excellency|honou?rable)\b[^.!?]{0,120}$",
    re.I,
)
_HEADLINES = 3
"""Fewest bare headlines in a row, in the middle of prose, that are taken for links to other stories."""
_REPEATS = 4


def mark(text: str, passages: Sequence[Passage]) -> list[Passage]:
    """Set the kind of furniture and of a letter's head; spans and order stay."""
    words = [text[passage.start : passage.end] for passage in passages]
    marked = {
        index
        for index, (passage, line) in enumerate(zip(passages, words, strict=True))
        if passage.kind in ("paragraph", "item", "heading") and is_furniture(line)
    }
    marked |= _repeated(passages, words)
    marked |= _headlines(passages, words, marked)
    head = _letter_head(passages, words, marked)
    return [
        replace(passage, kind="furniture")
        if index in marked
        else replace(passage, kind="header")
        if index in head
        else passage
        for index, passage in enumerate(passages)
    ]


def is_furniture(line: str) -> bool:
    """A single line that shows by itself that it is no part of the text."""
    if len(line) > 600:
        return False
    if _COOKIE.search(line) and len(line) < 400:
        return True
    if len(line) > _SHORT:
        return False
    return bool(
        _SKIP.match(line) or _LABEL.match(line) or _is_rights(line) or _shares(line) or _menu(line)
    )


def _is_rights(line: str) -> bool:
    return bool(_RIGHTS.search(line)) and len(line) < 140


def _shares(line: str) -> bool:
    """Nothing but the words of share buttons, one of them a plain one."""
    found = [word.lower() for word in _WORD.findall(line)]
    return (
        1 <= len(found) <= 12
        and all(word in _SHARE for word in found)
        and (any(word in _SHARE_CORE for word in found) or (len(found) > 2 and "article" in found))
    )


def _menu(line: str) -> bool:
    """Four or more short labels with separators between them and no sentence."""
    if "\n" in line or _STOP.search(line) or re.search(r"\d", line):
        return False
    labels = [label for label in _PARTED.split(line.strip()) if label]
    return len(labels) >= 4 and all(len(label.split()) <= 3 for label in labels)


def _repeated(passages: Sequence[Passage], words: Sequence[str]) -> set[int]:
    """Running heads in a text made from pages: the same short line again and again, no sentence.

    A line with figures is left alone: a sum or a date that is stated again is still stated.
    """
    keys = [
        line.strip() if passage.kind == "paragraph" and 8 <= len(line) <= 90 else ""
        for passage, line in zip(passages, words, strict=True)
    ]
    often = Counter(keys)
    return {
        index
        for index, key in enumerate(keys)
        if key
        and often[key] >= _REPEATS
        and not _STOP.search(key)
        and not re.search(r"\d", key)
        and len(_WORD.findall(key)) >= 3
    }


def _headlines(passages: Sequence[Passage], words: Sequence[str], marked: set[int]) -> set[int]:
    """Runs of bare headlines between two paragraphs of prose."""
    found: set[int] = set()
    run: list[int] = []
    before = ""
    for index, (passage, line) in enumerate(zip(passages, words, strict=True)):
        if index in marked:
            continue
        if passage.kind == "paragraph" and _is_headline(line):
            run.append(index)
            continue
        distinct = len({words[i] for i in run}) == len(run)
        if len(run) >= _HEADLINES and distinct and _is_prose(before) and _is_prose(line):
            found.update(run)
        run = []
        before = line
    return found


def _is_headline(line: str) -> bool:
    """One line of five to twenty words, mostly small ones, with no stop at the end."""
    if "\n" in line or not 25 <= len(line) <= _SHORT or _STOP.search(line):
        return False
    found = _WORD.findall(line)
    small = sum(word[0].islower() for word in found)
    return 5 <= len(found) <= 22 and small >= 0.5 * len(found) and line[:1].isupper()


def _is_prose(line: str) -> bool:
    """At least one whole sentence, and no colon that would announce a list."""
    return len(line) >= 80 and bool(re.search(r"[.!?…][\"'”’»)\]]*\s*$", line))


def _letter_head(passages: Sequence[Passage], words: Sequence[str], marked: set[int]) -> set[int]:
    """The short lines above a salutation, where the salutation stands near the top."""
    for index, line in enumerate(words[:30]):
        if len(line) <= 120 and _SALUTATION.match(line):
            above = [i for i in range(index) if i not in marked]
            short = all(len(words[i]) <= 120 and not _is_prose(words[i]) for i in above)
            return set(above) if short else set()
    return set()
