"""Channels: probabilities that sum as they should, backing off to wider contexts."""

from __future__ import annotations

import math

import pytest

from dalil.names.channel import Channel, Letters, Lines, code, contexts, decode, encode


def _table(rows: dict[str, tuple[float, dict[str, float]]]) -> Lines:
    return Lines("".join(f"{key}\t{encode(*rows[key])}\n" for key in sorted(rows)))


def test_a_table_is_found_by_bisection():
    lines = Lines("".join(f"{key}\tvalue of {key}\n" for key in ["a", "ab", "b", "ж", "жж", "中"]))
    assert [lines.find(key) for key in ["a", "ab", "жж", "中"]] == [
        "value of a", "value of ab", "value of жж", "value of 中"
    ]  # fmt: skip
    assert [lines.find(key) for key in ["", "aa", "c", "ж中", "龍"]] == [None] * 5
    assert Lines("").find("a") is None


def test_a_line_keeps_its_chunks_and_nearly_their_values():
    line = encode(0.1, {"zh": 0.5, "": 0.25, "j": 0.01})
    found = dict(decode(line[1:]))
    assert list(found) == ["", "j", "zh"]
    for chunk, value in {"zh": 0.5, "": 0.25, "j": 0.01}.items():
        assert found[chunk] == pytest.approx(value, rel=0.07)
    assert code(0.0) == code(1e-14)


def test_all_alignments_are_summed():
    channel = Channel(
        _table({"x": (0.0, {"k": 0.5, "ks": 0.5}), "y": (0.0, {"s": 0.5, "": 0.5})}), 3, 26
    )
    # ks + "" and k + s: a quarter each (codes are rounded, and the floor adds almost nothing)
    assert math.exp(channel.logp("xy", "ks")) == pytest.approx(0.5, rel=0.15)
    assert channel.logp("xy", "ks") > channel.logp("xy", "kk")


def test_a_longer_context_outweighs_a_shorter_one():
    rows = {"г": (0.05, {"g": 0.95}), "г^": (0.05, {"h": 0.95})}
    channel = Channel(_table(rows), 2, 26)
    seen, _ = channel.rewrites("о", "г", "^")
    assert seen["h"] > seen["g"]
    seen, _ = channel.rewrites("о", "г", "а")
    assert "h" not in seen


def test_the_likeliest_targets_come_first():
    channel = Channel(
        _table({"x": (0.0, {"ks": 0.7, "x": 0.3}), "о": (0.0, {"o": 0.9, "a": 0.1})}), 3, 26
    )
    assert [text for text, _ in channel.best("xо", 4)] == ["kso", "xo", "ksa", "xa"]


def test_classes_stand_before_symbols():
    assert contexts("a", "b", "c", None) == ("b", "bc", "abc")
    assert contexts("^", "中", "国", lambda char: char.upper()) == ("=中", "中", "中>国", "^<中>国")


def test_a_letter_model_prefers_what_it_has_seen():
    letters = Letters(_table({"~": (0.2, {"a": 0.4, "b": 0.4}), "~a": (0.1, {"b": 0.9})}), 26)
    assert letters.logp("ab") > letters.logp("ba") > letters.logp("qz")


def test_what_is_said_of_a_place_is_built_up_from_the_widest_context():
    table = _table({
        "x": (0.0, {"k": 0.5, "ks": 0.5}), "xy": (0.5, {"k": 0.25}), "axy": (0.25, {"z": 0.5}),
    })  # fmt: skip
    channel = Channel(table, 3, 26)
    for before in ("a", "b", "a"):  # kept contexts give what read ones gave
        seen, rest = channel.rewrites(before, "x", "y")
        near = before == "a"
        assert seen.get("z", 0.0) == pytest.approx(0.5 * near, rel=0.1)
        assert seen["ks"] == pytest.approx(0.25 * (0.25 if near else 1), rel=0.2)
        assert seen["k"] == pytest.approx((0.25 + 0.25) * (0.25 if near else 1), rel=0.2)
        assert rest < 1e-4
