"""Which language a passage and a document are in.

Letters first, since they settle what statistics cannot: Kazakh, Ukrainian and Kyrgyz have letters
that Russian has not. Then py3langid, restricted to the languages of this work. Short passages take
the language of the document. It is a hint for the readers of claims, not evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from dalil.evidence import TextLayer

LANGUAGES = (
    "ar", "az", "be", "de", "en", "es", "fa", "fr", "hy", "it", "ka", "kk", "ky", "nl", "pl", "pt", "ro",
    "ru", "sr", "tg", "tk", "tr", "uk", "uz", "zh",
)  # fmt: skip
"""What the identifier may answer: the languages of this work, so that a stray name is not taken for Welsh."""
LEAST = 40
"""Fewest letters of a passage that is judged by itself."""
_SAMPLE = 2000
_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_OWN_LETTERS: tuple[tuple[str, str, float], ...] = (
    ("kk", "әғқңөұүһі", 0.03),
    ("uk", "іїєґ", 0.02),
    ("uz", "ўқғҳ", 0.02),
    ("tg", "ӣӯҷҳқғ", 0.02),
    ("ky", "ңөү", 0.02),
    ("be", "ўі", 0.03),
    ("sr", "ђјљњћџ", 0.03),
)  # fmt: skip
_UZBEK_LATIN = re.compile(
    r"\b\w*(?:o['‘’ʻʼ]|g['‘’ʻʼ])\w*\b|\b(?:va|uchun|bilan|hamda|boʻyicha|bo'yicha)\b", re.I
)
_DECISIVE = {"kk": "әұһ", "uk": "їєґ", "uz": "ўҳ", "tg": "ӣӯҷ", "be": "ў", "sr": "ђљњћџ", "ky": ""}
_NO_LANGUAGE = frozenset({"furniture"})


def tell(layer: TextLayer) -> TextLayer:
    """Set the language of a layer and of its passages."""
    counts: Counter[str] = Counter()
    told: list[str | None] = []
    for passage in layer.passages:
        words = layer.text[passage.start : min(passage.end, passage.start + _SAMPLE)]
        language = language_of(words) if not layer.table else None
        told.append(language)
        if language and passage.kind not in _NO_LANGUAGE:
            counts[language] += passage.end - passage.start
    main = counts.most_common(1)[0][0] if counts else _of_whole(layer)
    passages = tuple(
        replace(
            passage,
            language=language
            if language and not _doubtful(layer.text[passage.start : passage.end], main)
            else _fitting(layer, passage.start, passage.end, main),
        )
        for passage, language in zip(layer.passages, told, strict=True)
    )
    return replace(layer, passages=passages, language=main)


def prepare() -> None:
    """Load the identifier now: it unpacks its model into a temporary file."""
    _identifier()


def _doubtful(words: str, main: str | None) -> bool:
    """Too short to be of another language than its document: names and offices mislead."""
    return main is not None and len(words) < 2 * LEAST + 70 and not _CYRILLIC.search(words)


def language_of(words: str) -> str | None:
    """ISO 639-1 code of a passage, or None where it is too short or has too few letters to tell."""
    letters = _LETTER.findall(words)
    if len(letters) < LEAST:
        return None
    return _by_letters(words, len(letters)) or _identifier()(words)


def _of_whole(layer: TextLayer) -> str | None:
    """A document of short passages only: all its words together."""
    spans = (layer.text[p.start : p.end] for p in layer.passages[:400] if p.kind != "furniture")
    words = " ".join(spans)[: 2 * _SAMPLE]
    return language_of(words)


def _fitting(layer: TextLayer, start: int, end: int, main: str | None) -> str | None:
    """The document's language for a short passage, unless its script says otherwise."""
    words = layer.text[start : min(end, start + 200)]
    letters = len(_LETTER.findall(words))
    if not letters or main is None:
        return None
    cyrillic = len(_CYRILLIC.findall(words)) > 0.5 * letters
    if cyrillic == (main in {"ru", "kk", "ky", "uk", "uz", "tg", "be", "sr", "bg", "mk"}):
        return main
    return (_by_letters(words, letters) or "ru") if cyrillic else None


def _by_letters(words: str, count: int) -> str | None:
    """A language by letters that its neighbours do not have."""
    lowered = words.lower()
    cyrillic = len(_CYRILLIC.findall(lowered))
    if cyrillic < 0.5 * count:
        share = len(_UZBEK_LATIN.findall(lowered)) / max(len(lowered.split()), 1)
        return "uz" if share > 0.15 and cyrillic == 0 else None
    best: tuple[int, str] | None = None
    for language, own, least in _OWN_LETTERS:
        decisive = _DECISIVE[language]
        often = sum(lowered.count(letter) for letter in own)
        sure = sum(lowered.count(letter) for letter in decisive)
        alone = not decisive and not any(letter in lowered for letter in "әқғұһіїў")
        if often >= least * cyrillic and often >= 2 and (sure or alone):
            rank = (sure, often)
            if best is None or sum(rank) > best[0]:
                best = (sum(rank), language)
    return best[1] if best else None


@cache
def _identifier() -> Callable[[str], str | None]:
    """The restricted identifier, loaded once when the first long passage comes."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(set(LANGUAGES) & set(identifier.labels)))

    def classify(words: str) -> str | None:
        language, confidence = identifier.classify(words)
        return str(language) if confidence >= 0.3 else None

    return classify
