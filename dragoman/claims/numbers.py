"""Finding numbers: text -> counted things, shares, money and votes with their operator and unit; and ordinals.

Dates, clock times, ages, telephone numbers and the numbers of documents are no counts and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from dragoman.claims.numberwords import LONGEST, ROMAN, Numeral, Numerals, compose, load_numerals, pieces, roman
from dragoman.model import Mention, Span

_SPACES = " \u00a0\u202f\u2009"
_GROUPED = re.compile(rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}}(?!\d))+|\d{{1,3}}(?:[,.'\u2019\u066c]\d{{3}}(?!\d))+")
_PLAIN = re.compile(r"\d+")
_FRACTION = re.compile(r"[.,\u066b](\d{1,3})(?![\d.,]*\d)")
_TELEPHONE = re.compile(r"\+\d[\d ()-]{6,20}\d|(?<!\d)\d{3}-\d{2,4}-\d{2,4}(?:-\d{2,4})?(?!\d)")
_NO_COUNT_BEFORE = frozenset(":/\u2116#+@=*")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")
_CURRENCY_SIGNS = ("$", "\u20ac", "\u00a3", "\u00a5", "\u20bd")


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many, of what: `operator` is = > < ~ ≥ ≤; `unit` the words of the text, "%" for shares, ISO 4217 for money, None if open."""

    value: int | float
    operator: str = "="
    unit: str | None = None

    def __str__(self) -> str:
        sign = "" if self.operator == "=" else self.operator
        return f"{sign}{self.value}" + (f" {self.unit}" if self.unit else "")


@dataclass(frozen=True)
class NumberWords:
    """What a language folder says of numbers, compiled. Made by `load_number_words`, used by `find_numbers`."""

    numerals: Numerals
    operators: Mapping[tuple[str, ...], str]
    currencies: Mapping[tuple[str, ...], str]
    classes: Mapping[str, frozenset[str]]
    percents: frozenset[tuple[str, ...]]
    ages: frozenset[tuple[str, ...]]
    proclitics: tuple[str, ...]
    article: str
    adjectives: tuple[str, ...]
    longest_unit: int
    point: str
    keys: dict[str, str] = field(default_factory=dict)
    memo: dict[str, tuple[Numeral, int, bool] | None] = field(default_factory=dict)

    def key(self, word: str) -> str:
        """A word folded, remembered."""
        try:
            return self.keys[word]
        except KeyError:
            if len(self.keys) > 50_000:
                self.keys.clear()
            return self.keys.setdefault(word, self.numerals.folds.key(word))

    def look(self, word: str) -> tuple[Numeral, int, bool] | None:
        """What a word is worth, how many of its letters are a proclitic, and whether that is "and"; None if it is no number."""
        try:
            return self.memo[word]
        except KeyError:
            if len(self.memo) > 50_000:
                self.memo.clear()
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

    def phrases(forms: Iterable[str]) -> list[tuple[str, ...]]:
        return [tuple(pieces(key(form))[1::2]) for form in forms]

    classes = ("votes", "named_before", "named_after", "clock", "pronouns", "stops")
    return NumberWords(
        numerals=numerals,
        operators={form: sign for sign, forms in table.get("operators", {}).items() for form in phrases(forms)},
        currencies={form: code for code, forms in table.get("currencies", {}).items() for form in phrases(forms)},
        classes={name: frozenset(map(key, said.get(name, []))) for name in classes},
        percents=frozenset(phrases(said.get("percent", []))), ages=frozenset(phrases(said.get("age", []))),
        proclitics=tuple(sorted(map(key, said.get("proclitics", [])), key=len, reverse=True)),
        article=key(said.get("article", "")), adjectives=tuple(map(key, said.get("adjective_endings", []))),
        longest_unit=said.get("longest_unit", 2), point=table.get("decimal", {}).get("point", "."),
    )  # fmt: skip


class _Text(NamedTuple):
    """A text cut into pieces: the words, where each starts, and the words' folded forms on demand."""

    text: str
    parts: list[str]
    starts: list[int]

    def end(self, at: int) -> int:
        return self.starts[at] + len(self.parts[at])

    def glued(self, at: int) -> bool:
        """Whether nothing stands between a piece and the one before it."""
        return at > 0 and self.starts[at] == self.end(at - 1)


class _Number(NamedTuple):
    """A number in the text: its value, its first and last piece, the place where it starts."""

    value: int | float
    first: int
    last: int
    start: int
    worded: bool
    article: bool


def _cut(text: str) -> _Text:
    parts = pieces(text)
    starts = list(accumulate(map(len, parts)))
    return _Text(text, parts[1::2], starts[0::2][: len(parts) // 2])


def find_numbers(text: str, words: NumberWords, taken: Sequence[Span] = ()) -> list[Mention]:
    """The counted things of a text, in its order, as mentions of kind "number" with a `Quantity`; spans in `taken` (dates) are left out.

    The span covers operator, number and the first words of what is counted. `form` is "counted" where the text says what is counted,
    "bare" where it does not (the reader may know it from the sentence).
    """
    cut = _cut(text)
    busy = _places([*taken, *(Span(*found.span()) for found in _TELEPHONE.finditer(text))])
    found: list[Mention] = []
    at = 0
    while at < len(cut.parts):
        number = _number_at(cut, at, words)
        if number is None:
            at += 1
            continue
        at = number.last + 1
        if number.start not in busy and not _no_count(cut, number, words):
            mention = _mention(cut, number, words)
            if mention is not None:
                found.append(mention)
    return found


def find_ordinals(text: str, words: NumberWords, taken: Sequence[Span] = ()) -> list[Mention]:
    """The ordinals of a text ("16th", "sixteenth", "XVI") as mentions of kind "number", form "ordinal", value int."""
    cut = _cut(text)
    busy = _places(taken)
    found: list[Mention] = []
    at = 0
    while at < len(cut.parts):
        ordinal = _ordinal_at(cut, at, words)
        if ordinal is None:
            at += 1
            continue
        value, last, start = ordinal
        if start not in busy:
            found.append(Mention(Span(start, cut.end(last)), "number", how="shape", value=value, form="ordinal"))
        at = last + 1
    return found


def _places(taken: Sequence[Span]) -> frozenset[int]:
    return frozenset(place for span in taken for place in range(span.start, span.end))


def _number_at(cut: _Text, at: int, words: NumberWords) -> _Number | None:
    word = cut.parts[at]
    if word[0].isdecimal():
        return _digits_at(cut, at, words)
    known = words.look(word)
    if known is None:
        return None
    _, skip, _ = known
    several, places = _run(cut, at, words)
    used, value, ordinal = compose(several)
    last = places[used - 1]
    if ordinal:
        return _Number(0, at, last, -1, True, False)  # passed over whole
    article = bool(words.article) and words.key(word)[skip:].startswith(words.article)
    return _Number(value, at, last, cut.starts[at] + skip, True, article)


def _run(cut: _Text, at: int, words: NumberWords) -> tuple[list[tuple[Numeral, bool]], list[int]]:
    """The number words from a place on, each with whether "and" joins it to the one before, and their places."""
    several: list[tuple[Numeral, bool]] = []
    places: list[int] = []
    joined = False
    joiners = {words.numerals.folds.key(x) for x in words.numerals.settings["words"].get("and", [])}
    i = at
    while i < len(cut.parts) and len(several) < 12:
        known = words.look(cut.parts[i])
        if known is not None:
            several.append((known[0], joined or known[2]))
            places.append(i)
            joined = False
        elif several and not joined and words.key(cut.parts[i]) in joiners:
            joined = True
        elif not (several and cut.parts[i] in _DASHES and cut.glued(i)):
            break
        i += 1
    return several, places


def _digits_at(cut: _Text, at: int, words: NumberWords) -> _Number | None:
    start = cut.starts[at]
    grouped = _GROUPED.match(cut.text, start)
    whole = grouped or _PLAIN.match(cut.text, start)
    assert whole is not None
    if whole.end() - start > 2 * LONGEST:
        return _Number(0, at, at, -1, False, False)
    value: int | float = int(re.sub(r"\D", "", whole[0]))
    fraction = _FRACTION.match(cut.text, whole.end())
    end = whole.end()
    if fraction and not (grouped and fraction[0][0] in grouped[0]):
        value, end = value + int(fraction[1]) / 10 ** len(fraction[1]), fraction.end()
    last = at
    while last + 1 < len(cut.parts) and cut.starts[last + 1] < end:
        last += 1
    following = words.look(cut.parts[last + 1]) if last + 1 < len(cut.parts) else None
    if following is not None and following[1] == 0 and following[0].value >= 1000 and not following[0].ordinal:
        value, last = _round(value * following[0].value), last + 1
    return _Number(value, at, last, start, False, False)


def _round(value: float) -> int | float:
    """Millions and more are whole: 3.5 million is 3500000."""
    return round(value) if abs(value - round(value)) < 1e-6 * max(1, abs(value)) else value


def _no_count(cut: _Text, number: _Number, words: NumberWords) -> bool:
    """Whether a number is a clock time, the number of a document, of a list, a telephone, an age, or glued to a name."""
    if number.start < 0:
        return True
    before = cut.parts[number.first - 1] if number.first else "\n"
    after = cut.parts[number.last + 1] if number.last + 1 < len(cut.parts) else "\n"
    if number.worded:
        return words.key(cut.parts[number.first]) in words.classes["pronouns"] and number.first == number.last
    glued_before, glued_after = cut.glued(number.first), cut.glued(number.last + 1) if number.last + 1 < len(cut.parts) else False
    if (before in _NO_COUNT_BEFORE and glued_before) or words.key(before) in words.classes["named_before"]:
        return True
    if before == "." and number.first > 1 and words.key(cut.parts[number.first - 2]) in words.classes["named_before"]:
        return True
    if glued_before and before[0].isalpha() and not _lets_digits(before, words):
        return True
    if glued_before and before in _DASHES and number.first > 1 and cut.glued(number.first - 1) and cut.parts[number.first - 2][0].isalpha():
        return True
    if (after == ":" and glued_after) or (after in ".)" and before == "\n") or words.key(after) in words.classes["clock"]:
        return True
    if glued_after and (after[0].isalpha() or (after in _DASHES and _suffixed(cut, number, words))):
        return True
    return _age(cut, number, words)


def _lets_digits(word: str, words: NumberWords) -> bool:
    """Whether digits may be glued to a word: proclitics, and currency letters."""
    key = words.key(word)
    return key in words.proclitics or (key,) in words.currencies


def _suffixed(cut: _Text, number: _Number, words: NumberWords) -> bool:
    """Digits with a hyphen and letters: an ordinal or an adjective ("45-year-old", "10-member")."""
    at = number.last + 2
    return at < len(cut.parts) and cut.glued(at) and cut.parts[at][0].isalpha()


def _age(cut: _Text, number: _Number, words: NumberWords) -> bool:
    return any(_phrase(cut, number.last + 1, form, words) for form in words.ages)


def _phrase(cut: _Text, at: int, form: tuple[str, ...], words: NumberWords) -> bool:
    """Whether a phrase stands at a place."""
    return at >= 0 and at + len(form) <= len(cut.parts) and all(words.key(cut.parts[at + i]) == word for i, word in enumerate(form))


def _mention(cut: _Text, number: _Number, words: NumberWords) -> Mention | None:
    start, first = number.start, number.first
    unit = _money_before(cut, number, words)
    if unit is not None:
        first, start = first - 1, cut.starts[first - 1]
    after_unit, last = _unit_after(cut, number, words)
    unit = unit or after_unit
    operator, start = _operator(cut, first, start, words)
    if unit is None and number.article and first > 0 and cut.parts[first - 1][0].isalpha():
        unit, start = cut.parts[first - 1], cut.starts[first - 1]  # "the seats, the five"
    form = "bare" if unit is None else "counted"
    return Mention(Span(start, cut.end(last)), "number", how="shape", value=Quantity(number.value, operator, unit), form=form)


def _money_before(cut: _Text, number: _Number, words: NumberWords) -> str | None:
    sign = cut.parts[number.first - 1] if number.first and cut.glued(number.first) else ""
    return words.currencies.get((sign,)) if sign in _CURRENCY_SIGNS else None


def _unit_after(cut: _Text, number: _Number, words: NumberWords) -> tuple[str | None, int]:
    """What is counted and the last piece of it: "%", a currency, or the first words of the noun phrase."""
    at = number.last + 1
    if at >= len(cut.parts):
        return None, number.last
    if cut.parts[at] in "%\u066a":
        return "%", at
    for form in words.percents:
        if _phrase(cut, at, form, words):
            return "%", at + len(form) - 1
    for length in (3, 2, 1):
        code = words.currencies.get(tuple(words.key(part) for part in cut.parts[at : at + length]))
        if code:
            return code, min(at + length - 1, len(cut.parts) - 1)
    return _noun(cut, at, words) or (None, number.last)


def _noun(cut: _Text, at: int, words: NumberWords) -> tuple[str, int] | None:
    last = at - 1
    for i in range(at, min(at + words.longest_unit, len(cut.parts))):
        word = cut.parts[i]
        key = words.key(word)
        if not word[0].isalpha() or key in words.classes["stops"] or words.look(word) is not None:
            break
        if words.article and key.startswith(words.article):
            break  # what is counted has no article
        if "\n" in cut.text[cut.end(i - 1) : cut.starts[i]]:
            break
        last = i
        if words.adjectives and not key.endswith(words.adjectives):
            break
    if last < at:
        return None
    if words.longest_unit > 2 and last > at and not cut.parts[last].endswith("s"):
        last = next((i for i in range(last, at - 1, -1) if cut.parts[i].endswith("s")), at)  # up to the plural
    return cut.text[cut.starts[at] : cut.end(last)], last


def _operator(cut: _Text, first: int, start: int, words: NumberWords) -> tuple[str, int]:
    """The operator before a number, longest first, and where it starts; "=" if there is none."""
    for length in (4, 3, 2, 1):
        at = first - length
        if at >= 0:
            form = tuple(words.key(part) for part in cut.parts[at:first])
            sign = words.operators.get(form)
            if sign is None and words.proclitics:
                for clitic in words.proclitics:
                    if form[0].startswith(clitic) and (form[0][len(clitic) :], *form[1:]) in words.operators:
                        return words.operators[form[0][len(clitic) :], *form[1:]], cut.starts[at] + len(clitic)
            if sign is not None:
                return sign, cut.starts[at]
    return "=", start


def _ordinal_at(cut: _Text, at: int, words: NumberWords) -> tuple[int, int, int] | None:
    """The value of an ordinal, its last piece and its start; None if none stands at a place."""
    word = cut.parts[at]
    if word[0].isdecimal():
        return _digit_ordinal(cut, at, words) if len(word) < 5 else None
    if len(word) > 1 and ROMAN.match(word) and at + 1 < len(cut.parts) and cut.parts[at + 1][0].isalpha() and not cut.glued(at):
        return roman(word), at, cut.starts[at]
    known = words.look(word)
    if known is None:
        return None
    several, places = _run(cut, at, words)
    used, value, ordinal = compose(several)
    if not ordinal or value == 0:
        return None
    return value, places[used - 1], cut.starts[at] + known[1]


def _digit_ordinal(cut: _Text, at: int, words: NumberWords) -> tuple[int, int, int] | None:
    """Digits with an ordinal's ending (16th) or prefix."""
    start, value = cut.starts[at], int(cut.parts[at])
    if cut.glued(at) and words.key(cut.parts[at - 1]) in words.numerals.prefixes:
        return value, at, start
    place = at + 1
    if place + 1 < len(cut.parts) and cut.parts[place] in _DASHES and cut.glued(place):
        place += 1
    if place < len(cut.parts) and cut.glued(place) and words.key(cut.parts[place]) in words.numerals.suffixes:
        return value, place, start
    return None
