"""How often pairs of a score are truly the same: the plot in docs/concepts/matching.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

BINS = 10
_SIDE, _EDGE = 360, 44


def table(scores: Sequence[float], labels: Sequence[bool]) -> list[tuple[float, float, int]]:
    """Mean score, share of true pairs and number of pairs, by tenths of the score."""
    found = []
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        mine = [
            (s, y) for s, y in zip(scores, labels, strict=True) if low <= s < high or s == high == 1
        ]
        if mine:
            mean = sum(s for s, _ in mine) / len(mine)
            found.append((mean, sum(y for _, y in mine) / len(mine), len(mine)))
    return found


def error(rows: Sequence[tuple[float, float, int]]) -> float:
    """Expected calibration error: mean distance between score and share, weighted by number."""
    total = sum(count for _, _, count in rows)
    return sum(abs(mean - share) * count for mean, share, count in rows) / max(1, total)


def draw(curves: dict[str, list[tuple[float, float, int]]], path: Path) -> None:
    """Write the plot as SVG: one line a set, the diagonal is perfect."""
    colours = ("#1b6ca8", "#b3541e", "#3a7d44", "#6b4c9a", "#8a8a00")
    size = _SIDE + 2 * _EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 170} {size}" role="img" font-family="sans-serif" font-size="11">',
        "<title>Calibration of the name score</title>",
        f'<rect width="{size + 170}" height="{size}" fill="white"/>',
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#888"/>',
        f'<line x1="{_EDGE}" y1="{_EDGE + _SIDE}" x2="{_EDGE + _SIDE}" y2="{_EDGE}" stroke="#bbb" stroke-dasharray="4 4"/>',
    ]
    for tick in range(0, 11, 2):
        place = _EDGE + _SIDE * tick / 10
        parts.append(
            f'<text x="{place:.0f}" y="{_EDGE + _SIDE + 15}" text-anchor="middle">{tick / 10:.1f}</text>'
        )
        parts.append(
            f'<text x="{_EDGE - 6}" y="{2 * _EDGE + _SIDE - place + 4:.0f}" text-anchor="end">{tick / 10:.1f}</text>'
        )
    middle = _EDGE + _SIDE / 2
    parts.append(f'<text x="{middle:.0f}" y="{size - 8}" text-anchor="middle">score</text>')
    parts.append(
        f'<text x="12" y="{middle:.0f}" text-anchor="middle" transform="rotate(-90 12 {middle:.0f})">share of pairs that are the same</text>'
    )
    for number, (name, rows) in enumerate(curves.items()):
        colour = colours[number % len(colours)]
        points = [(_EDGE + _SIDE * mean, _EDGE + _SIDE * (1 - share)) for mean, share, _ in rows]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        height = _EDGE + 16 * (number + 1)
        parts.append(
            f'<rect x="{size - 20}" y="{height - 9}" width="10" height="10" fill="{colour}"/>'
        )
        count = sum(n for _, _, n in rows)
        parts.append(f'<text x="{size - 4}" y="{height}">{name} ({count} pairs)</text>')
    parts.append("</svg>\n")
    path.write_text("\n".join(parts), encoding="utf-8")
