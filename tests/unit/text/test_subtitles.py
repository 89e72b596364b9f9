"""Subtitles: time codes in places, speakers as printed, roll-up captions, broken files."""

from __future__ import annotations

import pytest

from dalil.evidence import locate
from dalil.text.dispatch import read_here

VTT = """WEBVTT - Hearing of 14 March

STYLE
::cue { color: lime }

NOTE made by the committee's clerk

intro
00:01.000 --> 00:04.500 align:start
<v Orsolin Vex>I own <i>nothing</i> by the lake &amp; never did.

01:00:05.250 --> 01:00:09.000
- Who pays then?
- <c.loud>My brother.</c>
"""
SRT = """1
00:00:01,000 --> 00:00:04,500
TARVIK: The fee was paid twice.

2
00:00:04,500 --> 00:00:07,000
{\\an8}<font color="red">Nobody</font> told us.
3
00:00:07,100 --> 00:00:09,000
That is untrue.
"""


def layer(text: str, name: str = "a.srt"):
    found = read_here(text.encode(), "0" * 64, name).layer
    assert found is not None
    return found


def test_webvtt():
    found = layer(VTT, "a.vtt")
    assert found.media_type == "text/vtt"
    assert found.info.title == "Hearing of 14 March"
    assert found.text == (
        "Orsolin Vex: I own nothing by the lake & never did.\n- Who pays then?\n- My brother."
    )
    assert [p.time for p in found.passages] == [(1000, 4500), (3605250, 3609000)]
    assert found.notes == ()


def test_srt_and_a_missing_blank_line():
    found = layer(SRT)
    assert found.media_type == "application/x-subrip"
    assert found.text.split("\n") == [
        "TARVIK: The fee was paid twice.", "Nobody told us.", "That is untrue.",
    ]  # fmt: skip
    assert [p.time for p in found.passages] == [(1000, 4500), (4500, 7000), (7100, 9000)]


def test_the_place_of_a_quote_is_its_time():
    found = layer(VTT, "a.vtt")
    start = found.text.index("My brother")
    assert locate(found, start, start + 10).place == "1:00:05.250-1:00:09.000, paragraph 2"


def test_lines_that_roll_up_are_said_once():
    found = layer(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nThe fee\n\n00:02.000 --> 00:03.000\nThe fee\nwas paid\n\n"
        "00:03.000 --> 00:04.000\nwas paid\ntwice\n"
    )
    assert found.text == "The fee\nwas paid\ntwice"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_encodings(encoding: str):
    text = "1\r\n00:00:01,000 --> 00:00:04,500\r\nВилла мне не принадлежит, сказал министр.\r\n"
    found = read_here(text.encode(encoding), "0" * 64, "a.srt").layer
    assert found is not None
    assert "Вилла мне не принадлежит" in found.text


def test_words_outside_a_cue_are_counted_and_empty_files_refused():
    found = layer(SRT + "\nstray words\n")
    assert found.notes == ("1 lines stand outside of any cue and were not read.",)
    refusal = read_here(b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "0" * 64, "a.vtt").refusal
    assert refusal is not None
    assert refusal.code == "no_text"


def test_a_cue_that_ends_before_it_begins_is_noted():
    found = layer("WEBVTT\n\n00:09.000 --> 00:02.000\nBackwards\n")
    assert found.passages[0].time == (2000, 9000)
    assert "ends before it begins" in found.notes[0]
