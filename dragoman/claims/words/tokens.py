"""Text -> units, sentences and paragraphs: each word, number and sign with its place and what the dictionary knows of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from dragoman.claims.words.dictionary import Dictionary
from dragoman.claims.words.folding import without_silent
from dragoman.model import Span

if TYPE_CHECKING:
    from dragoman.claims.names.names import Option
    from dragoman.claims.words.lexicon import Following

# A word keeps no hyphen: "Kassym-Jomart" is two words here, so that it meets "Kassym Jomart". An English possessive is a token.
_PIECE = re.compile(r"(['’][sS]\b|[^\W\d_]+|\d+(?:[.,]\d+)*|\n\s*|[^\w\s]|_+)")
_ENDS = frozenset(".!?\u061f\u2026\u3002")
_CLOSING = frozenset("\"'”’»“)]›<>")
_INSIDE = frozenset("-‐‑'’")  # no tokens between two letters


# The Arabic "that" behind who said it never follows "upon", which is folded to the name Ali.
_THAT, _UPON = "\u0625\u0646", "\u0639\u0644\u064a"
PLACED = frozenset({"aside", "remark"})


class Unit:
    """A word, a number, a sign, a line break or, made of several of them, a name or a date: its folded form and its place.

    `start` is the offset of its first letter, `name_start` that of the name without its proclitic.
    """

    __slots__ = (
        "begins",
        "capitals",
        "classes",
        "clitic",
        "end",
        "index",
        "kind",
        "name_start",
        "options",
        "paragraph",
        "sentence",
        "start",
        "text",
        "upper",
        "value",
    )

    def __init__(
        self, text: str, start: int, end: int, kind: str,  # word · number · sign · break · name · date
        upper: bool = False, capitals: bool = False, classes: frozenset[str] = frozenset(), begins: Following | None = None,
    ) -> None:  # fmt: skip
        self.text = text
        self.start = self.name_start = start
        self.end = end
        self.kind = kind
        self.upper = upper  # it begins with a capital
        self.capitals = capitals  # all its letters are capitals
        self.classes = classes
        self.begins = begins  # the phrases of the lexicon that it may begin
        self.clitic = ""
        self.options: tuple[Option, ...] = ()
        self.value: Any = None
        self.sentence = self.paragraph = self.index = 0

    def __repr__(self) -> str:
        what = "|".join(f"{o.kind}:{o.id}" for o in self.options) or ",".join(sorted(self.classes))
        return f"{self.text}<{what or self.kind}>"

    def option(self, *kinds: str) -> Option | None:
        """The first entity of one of the kinds that this unit may name."""
        for option in self.options:
            if option.kind in kinds:
                return option
        return None

    def has(self, *classes: str) -> bool:
        """Whether the unit has one of the classes."""
        return not self.classes.isdisjoint(classes)

    def without(self, kind: str) -> Unit:
        """The same unit as one that names no entity of a kind."""
        unit = Unit(self.text, self.start, self.end, self.kind, self.upper, self.capitals, self.classes, self.begins)
        unit.name_start, unit.clitic, unit.value = self.name_start, self.clitic, self.value
        unit.sentence, unit.paragraph, unit.index = self.sentence, self.paragraph, self.index
        unit.options = tuple(o for o in self.options if o.kind != kind)
        return unit

    @property
    def told(self) -> frozenset[str]:
        """The classes that the word itself has: without that of the aside in which it stands."""
        return self.classes - PLACED if self.classes else self.classes

    @property
    def span(self) -> Span:
        """Where the name stands, without its proclitic."""
        return Span(self.name_start, self.end)


def tokens(given: str, dictionary: Dictionary) -> list[Unit]:
    """The tokens of the text in order. Hyphens inside words are passed over; line breaks are tokens."""
    text, offsets = without_silent(given)
    parts = _PIECE.split(text)
    found: list[Unit] = []
    for word, start in zip(parts[1::2], list(accumulate(map(len, parts)))[::2], strict=False):
        folded, kind, upper, capitals, classes, clitic, begins = dictionary[word]
        end = start + len(word)
        if word in _INSIDE and 0 < start < len(text) - 1 and text[start - 1].isalpha() and text[end].isalpha():
            continue
        if offsets is not None:
            start, end = offsets[start], offsets[end - 1] + 1
        if word == _THAT and found and found[-1].text == _UPON:
            found[-1].begins, found[-1].classes = None, frozenset()
        unit = Unit(folded, start, end if kind != "break" else start + 1, kind, upper, capitals, classes, begins)
        if clitic:
            unit.clitic, unit.name_start = clitic, start + len(clitic)
        found.append(unit)
    return found


_NUMBERED = "#"  # behind an abbreviation that is one only before a number: "No. 5", but "No. It left"


def divide(found: list[Unit], abbreviations: Collection[str]) -> None:
    """Number each token with its sentence and paragraph. A full stop after an abbreviation or an initial ends nothing."""
    sentence = paragraph = 0
    ended = False
    for i, token in enumerate(found):
        if ended and not (token.text in _CLOSING and token.start == found[i - 1].end):
            sentence, ended = sentence + 1, False
        token.sentence, token.paragraph = sentence, paragraph
        if token.kind == "break" and not _inside_sentence(found, i):
            sentence, paragraph, ended = sentence + 1, paragraph + 1, False
        elif token.kind == "sign" and token.text in _ENDS and _ends(found, i, abbreviations):
            ended = True


def _inside_sentence(found: list[Unit], at: int) -> bool:
    """Whether a line break only cuts a sentence: a word, comma or dash before it, and a word with a small letter after it."""
    if not 0 < at < len(found) - 1 or found[at].end - found[at].start > 1:
        return False
    before, after = found[at - 1], found[at + 1]
    small = after.kind == "word" and not after.upper and after.text.upper() != after.text
    return small and (before.kind in ("word", "number") or before.text in ",-\u2013\u2014")


def _ends(found: list[Unit], i: int, abbreviations: Collection[str]) -> bool:
    before = found[i - 1] if i else None
    after = found[i + 1] if i + 1 < len(found) else None
    if after is None:
        return True
    if after.kind == "sign" and after.text in _ENDS:
        return False
    if found[i].text == "." and before is not None and before.kind == "word" and before.end == found[i].start:
        if len(before.text) == 1 and (before.upper or after.start == found[i].end) and before.text.isalpha():
            return False
        numbered = after.kind == "number" and before.text + _NUMBERED in abbreviations
        if numbered or before.text in abbreviations and not _of_a_year(found, i - 1):
            return after.kind == "break"
    if found[i].text == "." and before is not None and before.kind == "number" and after.start == found[i].end:
        return False
    first = i < 2 or found[i - 2].kind == "break"
    if found[i].text == "." and first and before is not None and before.kind == "number" and len(before.text) <= 2:
        return after.kind == "break"  # the number of an item in a list
    following = next((t for t in found[i + 1 : i + 4] if t.kind != "sign" or t.text not in _CLOSING), None)
    cased = following is not None and following.kind == "word" and following.text.isascii()
    return not (cased and following is not None and not following.upper and found[i].text != "\n" and following.start == found[i].end)


def _of_a_year(found: list[Unit], at: int) -> bool:
    """Whether an abbreviation is written on to a number, in a script without capitals: the year's letter ends a sentence as a word does."""
    token, before = found[at], found[at - 1] if at else None
    return before is not None and before.kind == "number" and before.end == token.start and token.text.upper() == token.text.lower()



def looks_preposed(word: str) -> bool:
    """Whether an unknown Arabic word looks as if it began with a preposition written together with it."""
    return word.startswith(("\u0628\u0627\u0644", "\u0644\u0644")) and len(word) > 4
