"""Calibration of the channels, and the digests of what they learned from.

Learned by tools/learn_name_channels.py: do not edit.
"""

from __future__ import annotations

WEIGHTS: dict[str, tuple[float, ...]] = {
    "Arabic": (0.1091, 0.0817, 0.0992, 0.1816, 1.3853),
    "Armenian": (0.1013, 0.1461, 0.0312, 0.081, 0.7529),
    "Bengali": (0.0246, 0.1935, 0.1147, 0.0639, 1.6392),
    "Cyrillic": (0.0793, 0.0818, 0.0844, 0.1862, 1.7342),
    "Devanagari": (-0.0076, 0.2408, 0.1195, 0.0546, 1.3265),
    "Georgian": (-0.0378, 0.2883, 0.1291, 0.0827, 1.7262),
    "Greek": (-0.0424, 0.1817, 0.1397, 0.0832, 1.9293),
    "Han": (0.0704, 0.1804, 0.0007, 0.0486, 0.0096),
    "Hangul": (0.0088, 0.0938, 0.1403, 0.1219, 2.7006),
    "Hebrew": (0.0948, 0.1217, 0.0548, 0.2255, 1.1512),
    "Kana": (0.1463, 0.0748, 0.054, 0.164, 0.9917),
    "Kanji": (0.08, 0.0087, 0.1099, 0.0796, 1.89),
    "Latin": (0.0848, 0.0881, 0.0779, 0.0023, 0.0018),
    "Thai": (0.2885, 0.1734, -0.0327, 0.0224, -0.7478),
}

LEARNED_FROM: dict[str, str] = {
    "google_ar2en/ar2en_first_half.tsv": "4a409fdffeddc2f111e5043f0e50d38d57e3eaf0fbee81c83d51d39fa620cb2d",
    "netranslit_wikidata/train20k_arabic.tsv": "94d64819ff9b1f5040689a19090ccaba321b6782e3d7e438c66bcfdaa22578ef",
    "netranslit_wikidata/train20k_chinese.tsv": "6301c21da75d033d748b93a4246d5760f46a018d9f9886b316b00e9d3603712f",
    "netranslit_wikidata/train20k_hebrew.tsv": "3140f78ca941dae10f09291b10d1cd796cf3b3dfaa6dfead81675632400247ef",
    "netranslit_wikidata/train20k_japanese.tsv": "67a9af5068092290ca9156717516e49b36543c0abc16dc673e1fa91e0fbb006f",
    "netranslit_wikidata/train20k_katakana.tsv": "999b7385d4b59be5e9e81aa88974cdfbb211c538b18a726501067f2b3d84015d",
    "netranslit_wikidata/train20k_korean.tsv": "579cf268d3c9e3a7b5e9353eda19c2b504035aa53ab15ce578e76c4b0aa576e6",
    "netranslit_wikidata/train20k_russian.tsv": "0311c46c96e5788d9f946e758ef3e7dbe6883ddbc230bdf10f3e74e24c47f3fe",
    "rigour_persons/persons.txt": "8917f3568a112df3a47c35251ba999d1f9626f315fc45952b55154b4829b7cfe",
}
