"""The date words of a language, loaded once, and the stretches of a text where they stand.

Each word has a class, written as one sign; a stretch of text is then a short string of signs in which `dates.forms` looks:

    M m l    month; one that means other things too; such a one in small letters      H h  Hijri month, likewise
    W w      weekday; one that means other things too      R  today, yesterday …      ^  following, same, other (of a day or year)
    d D n    digits: 1-12, 13-31, 32-99      y  digits of a year      i  yyyymmdd      #  other digits
    k K Y    number words: 1-31, others, a year      o O Z  ordinals, likewise      r  Roman numeral
    X G      digits with a decade's ending: "1990s"; word for a decade      I  "Q1"      *  feast      S  season      s  century
    g Q U    year; month or day; other units      j  a unit in the plural      V  two of a unit
    N L T    next, last, this      v  few      P  early, end of      q  "day of the month"
    A B C    ago (after it), ago (before it), in or after (before it)      c  from now      <  later or earlier than another day
    E J x    Christian era, Hijri era, before Christ      e  "corresponding to"
    p f F t b & a @    in, of, from, to, between, and, the, a      %  counted things      u  word for the future
    =        what has a number: resolution, room, flight      \u00a7  "begins" and the like, before a day to come
    \u00b1        "hosted" and the like, of what has come about      \u00ac  "for", "ahead of", "be": what is only meant
    $        end of the text      ~  no date      z  part of a phrase      , - . / ( ) : ' ! |  signs and line breaks
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.claims.numbers.text import cut_text
from dragoman.claims.numbers.words import LONGEST, ROMAN, Numeral, Numerals, compose, load_numerals, pieces, roman
from dragoman.claims.words.folding import Folds
from dragoman.claims.words.lexicon import toml

_SIGNS = {",": ",", "\u060c": ",", "-": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "/": "/", ".": ".",
          "(": "(", ")": ")", "'": "'", "\u2019": "'", ":": ":", "\n": "|", "\u2212": "-", "[": "(", "]": ")", "!": "!", "?": "!",
          "\u061f": "!", ";": "!", "\u061b": "!", "\u2026": "!", "\u2116": "=", "#": "="}  # fmt: skip
_CLASSES = {
    "within": "C", "following": "^", "preceding": "^", "same": "^", "latest": "L", "before_last": "L", "of_month": "Q", "next": "N",
    "last": "L",
    "this": "T", "these": "T",
    "ago": "A", "before": "B", "after": "C", "later": "c", "few": "v",
    "part": "P", "christian": "E", "hijra": "J", "before_christ": "x", "century": "s", "day_number": "q", "day_word": "Q", "equals": "e",
    "of": "f", "from": "F", "to": "t", "between": "b", "and": "&", "the": "a", "counted": "%", "since": "p", "in": "p",
    "future": "u", "opening": "\u00a7", "happened": "\u00b1", "told_then": "\u00b1", "meant": "\u00ac", "particles": "\u00ac",
    "never": "\u00ac",
    "anchored_later": "<", "anchored": "<", "anchored_before": "<", "anchored_earlier": "<", "after_that": "<", "before_that": "<",
    "one": "@", "other_day": "^", "not_dates": "~", "numbered": "=",
}  # fmt: skip
_UNITS = {"year": "g", "day": "Q", "month": "Q"}
_REMEMBERED = 50_000  # words; a text in another language fills the memory with words not seen again
ALONE = frozenset("MHWRiI*XGU")  # classes that can be a date alone
_RUN = re.compile("[hcw]+")


class Entry(NamedTuple):
    """What a word is: its class sign, its worth, how many letters of a proclitic stand before it, and the proclitic's own sign."""

    sign: str
    value: Any
    skip: int = 0
    lead: str = ""
    key: str = ""  # the word folded, without the proclitic


class Piece(NamedTuple):
    """A word, number or sign in a stretch: its class sign, its worth and its place in the text."""

    sign: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True)
class DateWords:
    """The date words of one language folder, compiled. Made by `load_date_words`, used by `find_dates`."""

    order: str  # of numeric dates: dmy, mdy, either
    numbers: Numerals
    folds: Folds
    entries: Mapping[str, Entry]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    leads: tuple[tuple[str, str, str], ...]  # proclitics, longest first: letters, sign, what of the word they swallowed
    eve: Mapping[str, tuple[str, ...]]  # words for "the day before", which is yesterday before a verb with one of these endings
    capitals: bool  # whether months are written with a capital letter
    adjectival: tuple[str, ...] = ()  # endings of a month that is an adjective
    described: tuple[str, ...] = ()  # how nouns begin of which such a month tells when they were: "the November-ish meeting"
    known: _Known = field(init=False)  # by a word of the text what it is, None if it has nothing to do with dates
    temper: _Tempers = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", _Known(self))
        object.__setattr__(self, "temper", _Tempers(self))

    def keyed(self, word: str) -> Entry | None:
        """What a word of the text is, worked out anew, with its folded form."""
        entry = self._look(word)
        return entry and entry._replace(key=self.folds.key(word[entry.skip :]))

    def _look(self, word: str) -> Entry | None:
        if word[0].isdecimal():
            return _digits(word)
        sign = _SIGNS.get(word)
        if sign:
            return Entry(sign, word)
        if ROMAN.match(word) and len(word) < 7:
            return Entry("r", roman(word))
        key = self.folds.key(word)
        found = self._whole(key, word)
        if found is None and key:
            for clitic, lead, stands_for in self.leads:
                if key.startswith(clitic) and len(key) > len(clitic) + 1:
                    inner = self._whole(stands_for + key[len(clitic) :], word)
                    if inner is not None and inner.sign not in "pftbFeu%B&CPvJE<":
                        return inner._replace(skip=_letters(word, len(clitic)), lead=lead)
        return found

    def _whole(self, key: str, word: str) -> Entry | None:
        entry = self.entries.get(key)
        if entry is None or entry.sign == "z":
            number = self.numbers.look(key)
            if number is not None:
                return Entry("1", number)
        if entry is not None and self.capitals and entry.sign == "m" and word[0].islower():
            return entry._replace(sign="l")
        return entry


def _letters(word: str, count: int) -> int:
    """How many code points of a word hold its first letters, marks and tatweel passed over."""
    at = 0
    while at < len(word) and (count > 0 or not word[at].isalpha() or word[at] == "\u0640"):
        count -= word[at].isalpha() and word[at] != "\u0640"
        at += 1
    return at


def _digits(word: str) -> Entry:
    if len(word) > LONGEST:
        return Entry("#", None)
    value = int(word)
    if len(word) <= 2:
        return Entry("d" if 1 <= value <= 12 else "D" if 13 <= value <= 31 else "n", value)
    if len(word) == 4 and 1000 <= value <= 2199:
        return Entry("y", value)
    if len(word) == 8 and 1900 <= value // 10000 <= 2100 and 1 <= value // 100 % 100 <= 12 and 1 <= value % 100 <= 31:
        return Entry("i", value)
    return Entry("#", value)


@functools.cache
def load_date_words(folder: Path) -> DateWords:
    """The date words of a language folder (dates.toml, numbers.toml and the folds of language.toml)."""
    table = toml(folder / "dates.toml")
    numbers = load_numerals(folder)
    doubtful = frozenset(map(numbers.folds.key, table.get("doubtful", [])))
    entries: dict[str, Entry] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for form, entry in _forms(table):
        words = tuple(piece for piece in pieces(numbers.folds.key(form))[1::2])
        if len(words) == 1:
            sign = entry.sign.lower() if entry.sign in "MHW" and words[0] in doubtful else entry.sign
            entries.setdefault(words[0], entry._replace(sign=sign))
        else:
            phrases.setdefault(words[0], []).append((words, entry))
    for word in {word for several in phrases.values() for words, _ in several for word in words if word[0].isalpha()}:
        entries.setdefault(word, Entry("z", None))
    for word in numbers.suffixes | numbers.decade_suffixes:
        entries.setdefault(word, Entry("z", None))
    clitics = table.get("proclitics", {})
    leads = []
    for kind in clitics:
        for clitic in clitics[kind]:
            letters, _, swallowed = numbers.folds.key(clitic).partition("=")
            leads.append((letters, "&" if kind == "and" else "p", swallowed))
    return DateWords(
        eve={numbers.folds.key(word): tuple(table["eve"]["before"]) for word in table.get("eve", {}).get("words", [])},
        order=table.get("order", "dmy"), numbers=numbers, folds=numbers.folds, entries=entries, capitals=table.get("capitals", False),
        phrases={first: tuple(sorted(several, key=_longest)) for first, several in phrases.items()},
        adjectival=tuple(table.get("adjectival", ())), described=tuple(table.get("described", ())),
        leads=tuple(sorted(leads, key=lambda lead: -len(lead[0]))),
    )  # fmt: skip


def _forms(table: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Every written form with its class; where a word stands twice, the first counts."""
    for name, sign in (("months", "M"), ("hijri", "H"), ("weekdays", "W"), ("days", "R"), ("decades", "G")):
        yield from ((form, Entry(sign, int(value))) for value, forms in table.get(name, {}).items() for form in forms)
    yield from ((form, Entry("R", -1)) for form in table.get("eve", {}).get("words", []))
    for name, forms in table.get("duals", {}).items():
        yield from ((form, Entry("V", name)) for form in forms)
    yield from ((form, Entry("*", rule)) for rule, forms in table.get("feasts", {}).items() for form in forms)
    yield from ((form, Entry("I", int(value))) for value, forms in table.get("quarters", {}).items() for form in forms)
    said = table.get("words", {})
    yield from ((form, Entry("g", "year")) for form in said.get("year", []))
    for name, forms in table.get("units", {}).items():
        yield from ((form, Entry(_UNITS.get(name, "U"), name)) for form in forms)
    for name, forms in table.get("plurals", {}).items():
        yield from ((form, Entry("j", name)) for form in forms)
    yield from ((form, Entry("S", name)) for name, forms in table.get("seasons", {}).items() for form in forms)
    worth = {"of_month": "month", "day_word": "day", "anchored_later": "later", "anchored_earlier": "earlier"}
    for name, sign in _CLASSES.items():
        yield from ((form, Entry(sign, worth.get(name, name))) for form in said.get(name, []))


def stretches(text: str, words: DateWords) -> Iterator[list[Piece]]:
    """The runs of date words, numbers and signs of a text that hold anything a date can be made of."""
    cut = cut_text(text)
    own, starts = cut.parts, cut.starts
    for hot in _RUN.finditer("".join(map(words.temper.__getitem__, own))):
        if "h" not in hot[0] and (len(hot[0]) == 1 or "w" not in hot[0]):
            continue
        run = [(own[i], entry, starts[i]) for i in range(*hot.span()) if (entry := words.known[own[i]]) is not None]
        resolved = _resolve(run, words)
        if hot.end() == len(own):
            end = len(text.rstrip())
            resolved.append(Piece("$", None, end, end))
        yield resolved


class _Known(dict[str, Entry | None]):
    """What each word of the text is, looked up once."""

    def __init__(self, words: DateWords) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, word: str) -> Entry | None:
        entry = self[word] = self._words.keyed(word)
        return entry


class _Tempers(dict[str, str]):
    """How much each word promises: h a date of its own, w one with company, c company, _ nothing."""

    def __init__(self, words: DateWords) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, word: str) -> str:
        if len(self) > _REMEMBERED:
            self._words.known.clear()
            self.clear()
        temper = self[word] = _temper(self._words.known[word], self._words)
        return temper


def _temper(entry: Entry | None, words: DateWords) -> str:
    if entry is None or entry.sign in "\u00a7\u00b1\u00ac":
        return "_"  # what tells the tense stands beside a date, not in it
    if entry.sign in ALONE or (entry.sign == "z" and entry.key in words.phrases):
        return "h"
    return "w" if entry.sign in "mwdDny#grGXLNTQjVUSkKoOhl1s" else "c"


def _resolve(run: list[tuple[str, Entry, int]], words: DateWords) -> list[Piece]:
    """The pieces of a run: phrases made one piece, number words summed, suffixes and proclitics taken apart."""
    found: list[Piece] = []
    at = 0
    keys = [entry.key for _, entry, _ in run]
    while at < len(run):
        word, entry, start = run[at]
        if entry.lead:
            found.append(Piece(entry.lead, None, start, start + entry.skip))
        phrase = _phrase(keys, at, words) if keys[at] in words.phrases else None
        if phrase:
            length, whole = phrase
            found.append(Piece(whole.sign, whole.value, start + entry.skip, run[at + length - 1][2] + len(run[at + length - 1][0])))
        elif entry.sign == "1":
            length = _number(run, at, found)
        elif entry.sign in "dDny#":
            length = _suffixed(run, keys, at, words, found)
        else:
            length = 1
            found.append(Piece(entry.sign, entry.value, start + entry.skip, start + len(word)))
        at += length
    return found


def _phrase(keys: list[str], at: int, words: DateWords) -> tuple[int, Entry] | None:
    for phrase, entry in words.phrases[keys[at]]:
        if tuple(keys[at : at + len(phrase)]) == phrase:
            return len(phrase), entry
    return None


def _number(run: list[tuple[str, Entry, int]], at: int, found: list[Piece]) -> int:
    """Sum the number words from a place on into one piece; how many words they were."""
    several: list[tuple[Numeral, bool]] = []
    places: list[int] = []
    joined = False
    i = at
    while i < len(run) and len(several) < 12:
        sign = run[i][1].sign
        if sign == "1":
            several.append((run[i][1].value, joined or run[i][1].lead == "&"))
            places.append(i)
            joined = False
        elif sign == "&" and several and not joined:
            joined = True
        elif not (sign == "-" and several and run[i][2] == run[i - 1][2] + len(run[i - 1][0])):
            break
        i += 1
    used, value, ordinal = compose(several)
    last = places[used - 1]
    _, entry, start = run[at]
    found.append(Piece(_number_sign(value, ordinal), value, start + entry.skip, run[last][2] + len(run[last][0])))
    return last - at + 1


def _number_sign(value: int, ordinal: bool) -> str:
    small, year = 1 <= value <= 31, 1000 <= value <= 2199
    if ordinal:
        return "o" if small else "Z" if year else "O"
    return "k" if small else "Y" if year else "K"


def _suffixed(run: list[tuple[str, Entry, int]], keys: list[str], at: int, words: DateWords, found: list[Piece]) -> int:
    """Digits with what is glued to them: an ordinal ending, a decade ending; digits glued to other letters are no date."""
    word, entry, start = run[at]
    end = start + len(word)
    sign, last = entry.sign, at
    place = _ending_place(run, at, end)
    if place is not None and entry.value is not None:
        ending = keys[place]
        tens = entry.value % 10 == 0 and (sign == "y" or len(word) == 2)
        if tens and ending in words.numbers.decade_suffixes:
            sign, last = "X", place
        elif ending in words.numbers.suffixes:
            sign, last = _number_sign(entry.value, True), place
    found.append(Piece(sign, entry.value, start, run[last][2] + len(run[last][0])))
    return last - at + 1


def _ending_place(run: list[tuple[str, Entry, int]], at: int, end: int) -> int | None:
    """The place of the letters glued to digits, with or without a hyphen or an apostrophe between; None if there are none."""
    place = at + 1
    if place + 1 < len(run) and run[place][1].sign in "-'" and run[place][2] == end and run[place + 1][2] == end + 1:
        return place + 1 if run[place + 1][0][0].isalpha() else None
    return place if place < len(run) and run[place][2] == end and run[place][0][0].isalpha() else None


def _longest(one: tuple[tuple[str, ...], object]) -> int:
    return -len(one[0])
