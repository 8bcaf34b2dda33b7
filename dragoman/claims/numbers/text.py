"""What a language folder says of numbers, and a text cut into pieces to look for them in."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from dragoman.claims.numbers.words import ROMAN, Numeral, Numerals, load_numerals, pieces
from dragoman.model import Span

_REMEMBERED = 50_000  # words
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")
Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # a word -> the phrases with it, longest first, and their meaning


@dataclass(frozen=True)
class NumberWords:
    """What a language folder says of numbers, compiled. Made by `load_number_words`, used by `find_numbers`."""

    numerals: Numerals
    operators: Phrases  # by their last word
    units: Phrases  # currencies and words for percent, by their first word
    ages: Phrases
    classes: Mapping[str, frozenset[str]]
    proclitics: tuple[str, ...]
    article: str
    adjectives: tuple[str, ...]
    longest_unit: int
    point: str
    joiners: frozenset[str]  # words for "and" inside a number
    keys: dict[str, str] = field(default_factory=dict)
    memo: dict[str, tuple[Numeral, int, bool] | None] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    def key(self, word: str) -> str:
        """A word folded, remembered."""
        try:
            return self.keys[word]
        except KeyError:
            return self.keys.setdefault(word, self.numerals.folds.key(word))

    def look(self, word: str) -> tuple[Numeral, int, bool] | None:
        """What a word is worth, how many of its letters are a proclitic, and whether that is "and"; None if it is no number."""
        try:
            return self.memo[word]
        except KeyError:
            return self.memo.setdefault(word, self._look(word))

    def _look(self, word: str) -> tuple[Numeral, int, bool] | None:
        if word[0].isdecimal():
            return None
        found = self.numerals.look(word)
        if found is not None:
            return found, 0, False
        key = self.key(word)
        for clitic in self.proclitics:
            if key.startswith(clitic) and len(key) > len(clitic) + 1:
                inner = self.numerals.look(key[len(clitic) :])
                if inner is not None:
                    return inner, len(clitic), clitic in self.numerals.joined
        return None


def load_number_words(folder: Path) -> NumberWords:
    """The number words of a language folder (numbers.toml; folds from language.toml)."""
    numerals = load_numerals(folder)
    key, table = numerals.folds.key, numerals.settings
    said = table["words"]

    def phrases(forms: Mapping[str, Iterable[str]], at: int) -> Phrases:
        made: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for meaning, several in forms.items():
            for form in several:
                phrase = tuple(pieces(key(form))[1::2])
                made.setdefault(phrase[at], []).append((phrase, meaning))
        return {word: tuple(sorted(several, key=_longest)) for word, several in made.items()}

    classes = (
        "dozen", "distance", "directions",
        "votes", "named_before", "named_after", "clock", "pronouns", "stops", "keeps", "durations", "groups", "definite", "of_them",
        "count_nouns", "population", "member_units", "member_nouns", "vote_sides", "range_words", "reach", "vote_verbs", "compound_units",
        "of_words", "beyond", "uncounted", "others", "swell", "dual_before_noun",
    )  # fmt: skip
    return NumberWords(
        numerals=numerals,
        operators=phrases(table.get("operators", {}), -1),
        units=phrases({**table.get("currencies", {}), "%": ["%", "\u066a", *said.get("percent", [])]}, 0),
        ages=phrases({"age": said.get("age", [])}, 0),
        classes={name: frozenset(map(key, said.get(name, []))) for name in classes},
        proclitics=tuple(sorted(map(key, said.get("proclitics", [])), key=len, reverse=True)),
        article=key(said.get("article", "")), adjectives=tuple(map(key, said.get("adjective_endings", []))),
        longest_unit=said.get("longest_unit", 2), point=table.get("decimal", {}).get("point", "."),
        joiners=frozenset(map(key, said.get("and", []))),
    )  # fmt: skip


class Text(NamedTuple):
    """A text cut into pieces: the words, where each starts, and the words' folded forms on demand."""

    text: str
    parts: list[str]
    starts: list[int]

    def end(self, at: int) -> int:
        return self.starts[at] + len(self.parts[at])

    def glued(self, at: int) -> bool:
        """Whether nothing stands between a piece and the one before it."""
        return at > 0 and self.starts[at] == self.end(at - 1)


@functools.lru_cache(maxsize=4)  # ordinals and counts are looked for in the same page
def cut_text(text: str) -> Text:
    parts = pieces(text)
    starts = list(accumulate(map(len, parts)))
    return Text(text, parts[1::2], starts[0::2][: len(parts) // 2])


def marks_of(cut: Text, words: NumberWords) -> str:
    """A sign for each piece: n for what may be a number."""
    known = words.marks
    if len(known) > _REMEMBERED:
        for memory in (words.memo, words.keys, known):
            memory.clear()
    for word in set(cut.parts).difference(known):
        known[word] = "n" if word[0].isdecimal() or words.look(word) is not None or ROMAN.match(word) else "_"
    return "".join([known[word] for word in cut.parts])


def places(taken: Sequence[Span]) -> frozenset[int]:
    return frozenset(place for span in taken for place in range(span.start, span.end))


def number_run(cut: Text, at: int, words: NumberWords) -> tuple[list[tuple[Numeral, bool]], list[int]]:
    """The number words from a place on, each with whether "and" joins it to the one before, and their places."""
    several: list[tuple[Numeral, bool]] = []
    places: list[int] = []
    joined = False
    i = at
    while i < len(cut.parts) and len(several) < 12:
        known = words.look(cut.parts[i])
        if known is not None:
            several.append((known[0], joined or known[2]))
            places.append(i)
            joined = False
        elif several and not joined and words.key(cut.parts[i]) in words.joiners:
            joined = True
        elif not (several and cut.parts[i] in DASHES and cut.glued(i)):
            break
        i += 1
    return several, places


def _longest(one: tuple[tuple[str, ...], object]) -> int:
    return -len(one[0])
