"""Finding ordinals: "the 16th summit", "the twenty-first session", "XVI"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.numbers.text import DASHES, NumberWords, Text, cut_text, marks_of, number_run, places
from dragoman.claims.numbers.words import ROMAN, compose, roman
from dragoman.model import Mention, Span

_ARTICLE = "\u0627\u0644"


def find_ordinals(text: str, words: NumberWords, taken: Sequence[Span] = ()) -> list[Mention]:
    """The ordinals of a text ("16th", "sixteenth", "XVI") as mentions of kind "number", form "ordinal", value int."""
    cut = cut_text(text)
    busy = places(taken)
    found: list[Mention] = []
    marks = marks_of(cut, words)
    at = marks.find("n")
    while at >= 0:
        ordinal = _ordinal_at(cut, at, words)
        last = at
        if ordinal is not None:
            value, last, start = ordinal
            if start not in busy:
                found.append(Mention(Span(start, cut.end(last)), "number", how="shape", value=value, form="ordinal"))
        at = marks.find("n", last + 1)
    return found


def _ordinal_at(cut: Text, at: int, words: NumberWords) -> tuple[int, int, int] | None:
    """The value of an ordinal, its last piece and its start; None if none stands at a place."""
    word = cut.parts[at]
    if word[0].isdecimal():
        return _digit_ordinal(cut, at, words) if len(word) < 5 else None
    if len(word) > 1 and ROMAN.match(word) and at + 1 < len(cut.parts) and cut.parts[at + 1][0].isalpha() and not cut.glued(at):
        return roman(word), at, cut.starts[at]
    known = words.look(word)
    if known is None:
        return None
    several, places = number_run(cut, at, words)
    used, value, ordinal = compose(several)
    if not ordinal or value == 0:
        return None
    more, last = _hundreds_after(cut, places[used - 1], words)
    return value + more, last, cut.starts[at] + known[1]


def _hundreds_after(cut: Text, last: int, words: NumberWords) -> tuple[int, int]:
    """Arabic tells the hundreds of an ordinal last: "the second and sixtieth after the hundred"; what they add, and where they end."""
    if last + 2 < len(cut.parts) and words.key(cut.parts[last + 1]) in words.classes["beyond"]:
        hundreds = words.numerals.words.get(words.key(cut.parts[last + 2]).removeprefix(_ARTICLE))
        if hundreds is not None and hundreds.value in (100, 200):
            return hundreds.value, last + 2
    return 0, last


def _digit_ordinal(cut: Text, at: int, words: NumberWords) -> tuple[int, int, int] | None:
    """Digits with an ordinal's ending (16th) or prefix."""
    start, value = cut.starts[at], int(cut.parts[at])
    beside = cut.glued(at) or at > 0 and cut.starts[at] - cut.end(at - 1) == 1  # Arabic also parts the article from digits
    if beside and words.key(cut.parts[at - 1]) in words.numerals.prefixes:
        return value, at, start
    place = at + 1
    if place + 1 < len(cut.parts) and cut.parts[place] in DASHES and cut.glued(place):
        place += 1
    if place < len(cut.parts) and cut.glued(place) and words.key(cut.parts[place]) in words.numerals.suffixes:
        return value, place, start
    return None
