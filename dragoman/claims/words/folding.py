"""Folding: text made level for looking. What is shown is never folded."""

from __future__ import annotations

import re
import unicodedata

# Signs that carry no letter: tatweel, Arabic vowel signs, zero-width and direction marks, soft hyphen, stress accents.
_SILENT = [0x640, 0x670, 0xAD, 0x61C, 0xFEFF, 0x300, 0x301, 0x308, *range(0x64B, 0x660), *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
_SILENT += [*range(0x2060, 0x206A), *range(0x6D6, 0x6ED)]

_UNHEARD = re.compile(f"[{''.join(map(chr, _SILENT))}]+")
_RANGE = re.compile(r"(?<=\d )\u0640+(?= \d)")  # between two numbers, for a dash: "3 - 4 December"
_ALONE = re.compile(r"(?<=[^\W\d_] )\u0640+(?= [^\W\d_])")  # a tatweel between two words stands for a comma or a dash


def without_silent(text: str) -> tuple[str, list[int] | None]:
    """The text without the signs that carry no letter, and the offset in the given text of each code point left; None if all are."""
    if "\u0640" in text:
        text = _ALONE.sub(lambda m: "\u060c" + m[0][1:], text)
        text = _RANGE.sub(lambda m: "-" + m[0][1:], text)
    if text.isascii():
        return text, None
    heard: list[str] = []
    offsets: list[int] = []
    at = 0
    for silent in _UNHEARD.finditer(text):
        heard.append(text[at : silent.start()])
        offsets.extend(range(at, silent.start()))
        at = silent.end()
    if not at:
        return text, None
    return "".join([*heard, text[at:]]), [*offsets, *range(at, len(text) + 1)]


class Folds:
    """A table of folds: case, digits, letter forms of all languages, and the language's own."""

    def __init__(self, own: dict[str, str] | None = None) -> None:
        table: dict[int, str] = dict(_letters())
        for given, folded in (own or {}).items():
            table[ord(given)] = folded
        self._table = table
        self._plain = all(code > 127 for code in table)  # ASCII letters fold by their case alone

    def key(self, text: str) -> str:
        """The text in small letters and level forms, for tables."""
        if self._plain and text.isascii():
            return text.lower()
        if _UNHEARD.search(text):
            text = without_silent(text)[0]
        level = text.translate(self._table)
        small = level.lower()
        return small if len(small) == len(level) else "".join(c.lower() if len(c.lower()) == 1 else c for c in level)


def _letters() -> dict[int, str]:
    """Digits of all scripts and Latin letters without their marks."""
    table = {code: str(unicodedata.digit(chr(code))) for block in (0x660, 0x6F0) for code in range(block, block + 10)}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base
    table.update({0x131: "i", 0x130: "I", 0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2007: " "})
    return table
