"""Scanned pages that lie on their side or upside down: found by their lines, read upright, told in place.

No orientation is taken from a file's word for it. A page is looked at as it is; where its lines stand
taller than wide, it is turned by a quarter each way, and where its words are doubtful, by a half; the
turn whose words the program is surest of counts, if it is surer than the page as it is. Places are
turned back, so that a box is a place on the page as it lies in the file. Pages at other angles are not
set straight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from dalil.evidence import Box

_SURE = 60
"""Confidence from which a word counts."""
_DOUBTFUL = 70
"""Mean confidence below which a page may stand on its head."""
_BETTER = 1.25
"""How many times more sure letters another turn must give."""
_FEWEST = 3
"""Fewest lines (or words, where lines are single) that tell how a page lies."""


class Word(Protocol):
    """A recognised word with its edges in pixels."""

    @property
    def text(self) -> str:
        """As recognised."""
        ...

    @property
    def sure(self) -> float:
        """0-100."""
        ...

    @property
    def left(self) -> int:
        """Edge."""
        ...

    @property
    def top(self) -> int:
        """Edge."""
        ...

    @property
    def right(self) -> int:
        """Edge."""
        ...

    @property
    def bottom(self) -> int:
        """Edge."""
        ...


@dataclass(frozen=True, slots=True)
class Turned:
    """How a page was turned to be read.

    Attributes:
        degrees: Against the clock, 90, 180 or 270; 0 for a page that lies upright.
        width: Of the page as it lies in the file, in the units of its boxes.
        height: Likewise.
    """

    degrees: int
    width: int
    height: int

    def back(self, box: Box) -> Box:
        """A box of the turned page as a box of the page as it lies."""
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        if self.degrees == 90:
            edges = (self.width - bottom, left, self.width - top, right)
        elif self.degrees == 180:
            edges = (
                self.width - right, self.height - bottom, self.width - left, self.height - top,
            )  # fmt: skip
        elif self.degrees == 270:
            edges = (top, self.height - right, bottom, self.height - left)
        else:
            return box
        return Box(box.page, *edges)

    def there(self, box: Box) -> Box:
        """A box of the page as it lies as a box of the turned page."""
        sides = (
            (self.height, self.width) if self.degrees in (90, 270) else (self.width, self.height)
        )
        return replace(self, degrees=-self.degrees % 360, width=sides[0], height=sides[1]).back(box)


UPRIGHT = Turned(0, 0, 0)


def turned(width: int, height: int, pixels: bytes, degrees: int) -> tuple[int, int, bytes]:
    """A grey picture turned against the clock: its new width, height and pixels."""
    from PIL import Image

    ways = {
        90: Image.Transpose.ROTATE_90,
        180: Image.Transpose.ROTATE_180,
        270: Image.Transpose.ROTATE_270,
    }
    if degrees not in ways:
        return width, height, pixels
    image = Image.frombytes("L", (width, height), pixels).transpose(ways[degrees])
    return image.width, image.height, image.tobytes()


def best_turn(
    words: Sequence[Word], look: Callable[[int], Sequence[Word]]
) -> tuple[int, Sequence[Word]]:
    """The turn at which a page is read best, and its words there.

    Args:
        words: Of the page as it lies.
        look: Looks at the page turned so many degrees against the clock.
    """
    tall = _is_tall(words)
    if not tall and (len(words) < _FEWEST or _mean(words) >= _DOUBTFUL):
        return 0, words
    best: tuple[int, Sequence[Word]] = (0, words)
    # Upright letters in lines that stand: the program has turned them itself, in one of both ways.
    needed = 0.8 * _score(words) if tall else _BETTER * _score(words)
    for degrees in (90, 270) if tall else (180,):
        seen = look(degrees)
        if (
            seen
            and not _is_tall(seen)
            and _score(seen) > max(needed, _score(best[1]) * bool(best[0]))
        ):
            best = (degrees, seen)
        if best[0] and _mean(best[1]) >= _DOUBTFUL:
            break
    return best


def _is_tall(words: Sequence[Word]) -> bool:
    """Most words of several letters stand taller than they are wide."""
    long = [word for word in words if len(word.text) >= 4]
    tall = sum(word.bottom - word.top > word.right - word.left for word in long)
    return len(long) >= _FEWEST and tall > 0.6 * len(long)


def _score(words: Iterable[Word]) -> int:
    """Letters in words of which the program is sure."""
    return sum(len(word.text) for word in words if word.sure >= _SURE)


def _mean(words: Sequence[Word]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.sure * len(word.text) for word in words) / letters if letters else 0.0
