"""Folding: text made level for looking, with the way back. What is shown is never folded."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

# Signs that carry no letter: tatweel, Arabic vowel signs, zero-width and direction marks, soft hyphen, stress accents.
_SILENT = [0x640, 0x670, 0xAD, 0x61C, 0xFEFF, 0x300, 0x301, 0x308, *range(0x64B, 0x660), *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
_SILENT += [*range(0x2060, 0x206A), *range(0x6D6, 0x6ED)]

_ALONE = re.compile(r"(?<=[^\W\d_] )\u0640+(?= [^\W\d_])")  # a tatweel between two words stands for a comma or a dash


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, where letters were dropped, the offset in the given text of each of its code points."""

    text: str
    offsets: tuple[int, ...] | None  # None: the same offsets as the given text

    def at(self, position: int) -> int:
        """The offset in the given text of a position in the folded one."""
        return position if self.offsets is None else self.offsets[position]

    def back(self, offset: int) -> int:
        """The position in the folded text of an offset in the given one."""
        return offset if self.offsets is None else max(0, bisect_right(self.offsets, offset) - 1)


class Folds:
    """A table of folds: case, digits, letter forms of all languages, and the language's own."""

    def __init__(self, own: dict[str, str] | None = None) -> None:
        table: dict[int, str] = dict(_letters())
        for given, folded in (own or {}).items():
            table[ord(given)] = folded
        self._table = table
        self._silent = frozenset(map(chr, _SILENT))
        self._drop = dict.fromkeys(_SILENT)

    def fold(self, text: str) -> Folded:
        """The text in small letters and level forms; every code point of it knows where it came from."""
        if "\u0640" in text:
            text = _ALONE.sub(lambda m: "\u060c" + m[0][1:], text)
        level = text.translate(self._table)
        small = level.lower()
        if len(small) != len(text):
            small = "".join(c.lower() if len(c.lower()) == 1 else c for c in level)
        if self._silent.isdisjoint(small):
            return Folded(small, None)
        kept = [i for i, c in enumerate(small) if c not in self._silent]
        return Folded("".join([small[i] for i in kept]), (*kept, len(text)))

    def key(self, text: str) -> str:
        """The folded form alone, for tables."""
        return self.fold(text).text


def _letters() -> dict[int, str]:
    """Digits of all scripts and Latin letters without their marks."""
    table = {code: str(unicodedata.digit(chr(code))) for block in (0x660, 0x6F0) for code in range(block, block + 10)}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base
    table.update({0x131: "i", 0x130: "I", 0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2007: " "})
    return table
