"""The words of meetings.toml: which classes of meeting words the units of a sentence have."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from itertools import takewhile

from dragoman.claims.numbers.numbers import NumberWords, load_number_words
from dragoman.claims.words.lexicon import Following, Words, load_language, load_words, phrases_before
from dragoman.claims.words.units import Unit

STAGES = ("cancelled", "postponed", "planned", "ongoing", "held")


@functools.cache
def meeting_words(code: str) -> Words:
    """The words of meetings.toml of a language, compiled."""
    language = load_language(code)
    return load_words(language.folder / "meetings.toml", language.folds, sorted(language.proclitics))[0]


@functools.cache
def number_words(code: str) -> NumberWords:
    """The number words of a language, compiled once."""
    return load_number_words(load_language(code).folder)


_NONE: frozenset[str] = frozenset()
_WHOSE = 8  # units behind a meeting of ministers within which their body is named
_GATHERINGS = frozenset({"type_ministerial", "type_summit"})


def marks_of(units: Sequence[Unit], words: Words) -> list[frozenset[str]]:
    """The meeting classes of each unit; a phrase marks its first unit and leaves the rest unmarked."""
    marks: list[frozenset[str]] = []
    skip = 0
    for at, unit in enumerate(units):
        if skip:
            skip -= 1
            marks.append(_NONE)
        elif unit.kind == "word":
            classes, following, inside = words.meant(unit.text)
            if inside or following and _goes_on(following, units[at + 1 : at + 2]):
                classes, skip = _phrase(units, at, words)
                if skip and "meet_verb" in classes and _of_a_body(units, at + skip, words):
                    classes, skip = words.meant(unit.text)[0], 0  # Russian "took place a meeting of ministers": its noun names it
            marks.append(classes)
        else:
            marks.append(_NONE)
    return marks


def _of_a_body(units: Sequence[Unit], at: int, words: Words) -> bool:
    """Whether a phrase of a body's ministers or heads who meet begins with the noun in which words for meeting somebody end."""
    named = any(u.option("organisation") for u in units[at + 1 : at + _WHOSE] if u.options)
    return named and not _phrase(units, at, words)[0].isdisjoint(_GATHERINGS)


def _goes_on(begun: Following, after: Sequence[Unit]) -> bool:
    """Whether the unit after a word begins with the second word of a phrase that the word begins."""
    return bool(after) and after[0].kind == "word" and bool(phrases_before(begun, after[0].text.split(" ", 1)[0]))


def _phrase(units: Sequence[Unit], at: int, words: Words) -> tuple[frozenset[str], int]:
    """The classes of the phrase that begins in a unit, and how many units more it takes; a word inside a longer unit counts too."""
    own = units[at].text.split()
    said = [*own, *(w for u in takewhile(lambda u: u.kind == "word", units[at + 1 : at + 6]) for w in u.text.split())]
    whole: frozenset[str] = frozenset()
    for begin, first in enumerate(own):
        second = said[begin + 1] if begin + 1 < len(said) else None
        for phrase in words.phrases(first):
            if second is None or not _meets(second, phrase.words[1]):
                continue  # many phrases begin with a word, few go on with the next
            head = first[len(first) - len(phrase.words[0]) :] if first.endswith(phrase.words[0]) else first
            here = [head, *said[begin + 1 :]]
            if len(here) >= len(phrase.words) and all(_meets(w, p) for w, p in zip(here, phrase.words, strict=False)):
                left, more = begin + len(phrase.words) - len(own), 0
                while left > 0 and at + more + 1 < len(units):
                    more += 1
                    left -= len(units[at + more].text.split())
                named = all(x.startswith("of_") for x in phrase.classes)  # "the Arab summit" is a summit still
                inner = _shorter(words, first, phrase.words) | _longer(words, phrase.words) if named else whole
                return phrase.classes | whole | inner, more
        whole |= words.classes(first)[0]
    return whole, 0


def _shorter(words: Words, first: str, whole: tuple[str, ...]) -> frozenset[str]:
    """The classes of the first word and of the phrases with which a phrase begins: "the meeting of Arab ministers" is one of ministers."""
    begun = (p.classes for p in words.phrases(first) if len(p.words) < len(whole) and p.words == whole[: len(p.words)])
    return words.classes(first)[0].union(*begun)


def _longer(words: Words, whole: tuple[str, ...]) -> frozenset[str]:
    """The classes of the words with which a phrase ends, where the noun stands last: "the Arab summit", "Arab foreign ministers"."""
    ends = (p.classes for n in range(1, len(whole)) for p in words.phrases(whole[n]) if p.words == whole[n:])
    return frozenset(c for c in words.classes(whole[-1])[0].union(*ends) if not c.startswith("of_"))


def classes_inside(unit: Unit, words: Words) -> frozenset[str]:
    """The classes of the words and the first phrase in a unit, a name too: "the Council of Heads of State"."""
    return _phrase([unit], 0, words)[0]


def phrase_end(units: Sequence[Unit], at: int, words: Words) -> int:
    """The last unit of the phrase that begins in a unit."""
    return at + _phrase(units, at, words)[1]


def _meets(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
