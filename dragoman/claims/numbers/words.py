"""Number words of a language: "twenty-first", "two thousand and eighteen" -> 21st, 2018. The words are data, the sums are here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.claims.words.folding import Folds
from dragoman.claims.words.lexicon import toml

# Words (with the marks that stand on letters), runs of digits, line breaks, signs. No part of it can begin inside another.
_PIECE = re.compile(r"(\d+|[^\W\d_]+(?:[\u0300-\u036f\u064b-\u065f\u0670]+[^\W\d_]*)*|\n|_+|[^\w\s])")
ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\Z")  # up to 39
LONGEST = 15  # more digits than this are no number


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a word is worth; `weak`: it is an ordinal, but often something else ("second")."""

    value: int
    ordinal: bool = False


@dataclass(frozen=True)
class Numerals:
    """The number words of a language, by folded form; stems of ordinals, where a language declines them, with their endings."""

    folds: Folds
    words: dict[str, Numeral]
    stems: dict[str, int]
    endings: frozenset[str]
    suffixes: frozenset[str]  # what makes digits an ordinal: 16th
    decade_suffixes: frozenset[str]
    prefixes: tuple[str, ...]  # what stands before digits of an ordinal
    joined: tuple[str, ...]  # proclitic "and"
    settings: dict[str, Any]
    memo: dict[str, Numeral | None] = field(default_factory=dict)

    def look(self, word: str) -> Numeral | None:
        """What a given word is worth as a number, None if it is none."""
        try:
            return self.memo[word]
        except KeyError:
            if len(self.memo) > 50_000:
                self.memo.clear()
            return self.memo.setdefault(word, self._look(self.folds.key(word)))

    def _look(self, key: str) -> Numeral | None:
        found = self.words.get(key)
        if found is None and self.endings:
            for end in range(len(key) - 1, 2, -1):
                if key[end:] in self.endings and key[:end] in self.stems:
                    return Numeral(self.stems[key[:end]], True)
        return found


def load_numerals(folder: Path) -> Numerals:
    """The number words of a language folder (numbers.toml, folds from language.toml)."""
    own, table = toml(folder / "language.toml"), toml(folder / "numbers.toml")
    folds = Folds(own.get("folds"))
    words: dict[str, Numeral] = {}
    stems: dict[str, int] = {}
    for kind in ("cardinals", "ordinals"):
        for value, forms in table[kind].items():
            for form in forms:
                if form.endswith("*"):
                    stems[folds.key(form[:-1])] = int(value)
                else:
                    words.setdefault(folds.key(form), Numeral(int(value), kind == "ordinals"))
    said = table.get("words", {})

    def keys(name: str) -> frozenset[str]:
        return frozenset(map(folds.key, said.get(name, [])))

    return Numerals(
        folds=folds, words=words, stems=stems, endings=keys("ordinal_endings"), suffixes=keys("ordinal_suffix"),
        decade_suffixes=keys("decade_suffix"), prefixes=tuple(map(folds.key, said.get("ordinal_prefix", []))),
        joined=tuple(map(folds.key, said.get("joined", []))), settings=table,
    )  # fmt: skip


def pieces(text: str) -> list[str]:
    """The text cut in turn into what is between (even places) and words, digits or signs (odd places).

    >>> pieces("4 July, 2024")
    ['', '4', ' ', 'July', '', ',', ' ', '2024', '']
    """
    return _PIECE.split(text)


def roman(word: str) -> int:
    """The value of a Roman numeral up to XXXIX.

    >>> roman("XIV"), roman("IX")
    (14, 9)
    """
    worth = [{"I": 1, "V": 5, "X": 10}[letter] for letter in word]
    return sum(-a if a < b else a for a, b in zip(worth, [*worth[1:], 0], strict=True))


def compose(words: Sequence[tuple[Numeral, bool]]) -> tuple[int, int, bool]:
    """How many of the words make one number, its value and whether it is an ordinal; each word with "and" before it or not.

    >>> one, twenty, nineteen = Numeral(1, True), Numeral(20), Numeral(19)
    >>> compose([(twenty, False), (one, False)]), compose([(nineteen, False), (Numeral(70), False), (Numeral(8), False)])
    ((2, 21, True), (3, 1978, False))
    """
    total = group = 0
    scale = 10**18
    ordinal = False
    for used, (word, joined) in enumerate(words):
        value = word.value
        if value >= 1000:
            value, unit = _scale(value)
            step = (group or 1) * value * unit if not (group and value > 1) else 0
            if not step or unit >= scale or (used and group == 0):
                return used, total + group, ordinal
            total, group, scale = total + step, 0, unit
        else:
            more = _add(group, value, joined, ordinal and not word.ordinal and not joined, used == 0)
            if more is None or (ordinal and word.ordinal and not joined):
                return used, total + group, ordinal
            group = more
        ordinal = ordinal or word.ordinal
    return len(words), total + group, ordinal


def _scale(value: int) -> tuple[int, int]:
    """A word for thousands or more, as (how many, of what): a dual is two of its scale."""
    unit = 1000
    while value // unit >= 1000:
        unit *= 1000
    return value // unit, unit


def _add(group: int, value: int, joined: bool, after_ordinal: bool, first: bool) -> int | None:
    """A number under a thousand with one more word, None if the word belongs to another number."""
    rest = group % 100
    if first or (group == 0 and value):
        return value
    if after_ordinal and value != 10:
        return None
    if value == 100 and not joined and 0 < group < 100:
        return group * 100
    if value >= 100:
        return None
    if rest == 0 and value:
        return group + value
    if value == 10 and 0 < rest < 10 and not joined:
        return group + 10  # five ten: fifteen
    if value % 10 == 0 and value >= 20 and 0 < rest < 10 and joined:
        return group + value  # one and twenty
    if 0 < value < 10 and rest >= 20 and rest % 10 == 0:
        return group + value
    if 10 < group < 22 and not joined and (value == 0 or value >= 10):
        return group * 100 + value  # nineteen eighty
    return None
