"""What a form of a date means: EDTF text if all is known, else the parts that the text gives."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dragoman.claims.dates import calendars
from dragoman.claims.dates.calendars import Day
from dragoman.claims.dates.words import DateWords, Entry, Piece
from dragoman.claims.numbers.text import Text as Cut
from dragoman.claims.numbers.text import cut_text

STOP = re.compile(r"[.!?\u061f\n](?!\d)")
_SENTENCE = 300  # how far around a weekday a word for the future is looked for
_OPENS = 16  # pieces before a day within which a present such as "begins" tells that it is to come, and a past that it was
_NOUN = 50  # characters behind an adjective within which its noun begins
_DAY = 3  # pieces of a day at the head of a clause, with the comma behind it
_BESIDE = 2  # pieces from a verb of saying or deciding to its own day: what it tells of may be to come
_CLAUSE_SIGNS = frozenset(",;:()\u060c\u061b\u2014\u2013")
ENDS = frozenset(".,!|)($&")  # what may follow a number that counts nothing


class Meant(NamedTuple):
    """What a form means: EDTF text if all is known, else the parts that are, to be completed from the day of publication."""

    text: str | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None  # of a range
    last_month: int | None = None
    weekday: int | None = None
    toward: int | None = None  # -1 the last one, 1 the next one, None the nearest
    form: str = "name"
    hijri: bool = False
    shift: tuple[str, int] | None = None  # "two days later": unit and number, counted from the date before it in the text


RELATIVE = Meant(form="relative")  # needs the day of publication, which is not known
VAGUE = Meant(form="vague")  # "in the past few weeks"
NONE = Meant(form="none")  # no date, and no part of it either
ANCHORED = Meant(form="anchored")  # needs another event: "a year after it was founded"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a form is read by: the day of publication, the order of numeric dates, the tense at a place."""

    published: Day | None
    order: str
    future: Callable[[int], bool]
    tense: Callable[[int], int]
    eve: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a form in a stretch, with the pieces by group name."""

    match: re.Match[str]
    pieces: Sequence[Piece]
    setting: Setting
    text: str = ""

    def __getitem__(self, group: str) -> Piece | None:
        at = self.match.start(group) if group in self.match.re.groupindex else -1
        return self.pieces[at] if at >= 0 else None

    def worth(self, group: str) -> Any:
        """The number or word that a piece stands for, None if the form has no such piece here."""
        piece = self[group]
        return piece.value if piece is not None else None

    def signs(self, group: str = "") -> str:
        """The signs of a group, or of the whole match; "" if the group is absent."""
        if not group:
            return self.match.group()
        return (self.match.group(group) or "") if group in self.match.re.groupindex else ""

    def toward(self, group: str = "rel") -> int:
        """-1, 0 or 1 for a group with last, this or next in it."""
        signs = self.signs(group)
        return 1 if "N" in signs else -1 if "L" in signs else 0

    @property
    def weekday(self) -> int | None:
        """The weekday that stands before the date."""
        return self.worth("w") if self.signs("w") in ("W", "w") else None

    @property
    def before(self) -> str:
        """The sign before the match; "_" at the beginning of the stretch."""
        at = self.match.start()
        return self.pieces[at - 1].sign if at else "_"

    @property
    def after(self) -> str:
        """The sign after the match; "_" before a word that has nothing to do with dates, "$" at the end of the text."""
        at = self.match.end()
        return self.pieces[at].sign if at < len(self.pieces) else "_"

    @property
    def heads_line(self) -> bool:
        """Whether nothing but a bullet stands before the match in its line."""
        start = self.pieces[self.match.start()].start
        before = self.text[max(0, start - 8) : start].rstrip(" -*\t\u2022\u00b7\u2013\u2014")
        return not before if start < 8 else before.endswith("\n")

    @property
    def names(self) -> bool:
        """Whether a word with a capital letter follows, so that "April" may be a name."""
        end = self.pieces[self.match.end() - 1].end
        return self.text[end : end + 1] == " " and self.text[end + 1 : end + 2].isupper()

    @property
    def eve_of(self) -> bool:
        """Whether the day is "the eve" of something, and not yesterday: no verb follows."""
        start, end = self.match.span()
        endings = self.setting.eve.get(self.text[self.pieces[start].start : self.pieces[start].end].lower())
        word = re.compile(r"\s*(\w+)").match(self.text, self.pieces[end - 1].end)
        return endings is not None and self.after not in ENDS and not (word and word[1].lower().endswith(endings))

    @property
    def year(self) -> int | None:
        """The year that the form gives in digits or words."""
        year: int | None = self.worth("y")
        early = self["ce"]  # 88 CE; one letter after a number may be a metre
        if early is not None and self.pieces[self.match.start("ce") + 1].end - self.pieces[self.match.start("ce") + 1].start > 1:
            return early.value if isinstance(early.value, int) and early.value < 1000 else None
        two: int | None = self.worth("yy")
        return year if year is not None or two is None else two + (1900 if two > 40 else 2000)


def nearby(found: Found, month: int) -> int | None:
    """The year a modifier gives to a month: last June, next June, this June, June of last year."""
    published, toward = found.setting.published, found.toward()
    if published is None:
        return None
    if "g" in found.signs("rel") or "T" in found.signs("rel"):
        return published.year + toward
    return calendars.year_toward(published, month, found.worth("d"), toward)


def in_year(found: Found, month: int, day: int | None = None, last_day: int | None = None, last_month: int | None = None) -> Meant | None:
    """A day or month, or a range of them, with its year if the form gives one; else what is known of it."""
    year = found.year
    parts = Meant(month=month, day=day, last_day=last_day, last_month=last_month, weekday=found.weekday)
    if year is None and found.signs("rel"):
        year = nearby(found, month)
        if year is None:
            return parts._replace(toward=found.toward())
    if year is None:
        return parts if day is None or calendars.point(2024, month, day) else None
    return between(year, parts)


def years_passed(since: str, month: int, unit: str, way: int) -> int:
    """How many years lie between a date and "January of the next year" or "the following January"; "that January" is of its own year."""
    other = int(since[5:7]) if unit == "that_month" and len(since) >= len("2016-01") and "/" not in since else 0
    return way * (month <= other if way > 0 else month >= other) if other else way


def between(year: int, parts: Meant) -> Meant | None:
    """The meaning of a day, a month or a range, given its year; None if there is no such day."""
    if parts.month is None:
        return None
    first = calendars.point(year, parts.month, parts.day)
    last_month = parts.last_month or parts.month
    ranged = parts.last_day or parts.last_month
    last = calendars.point(year + (last_month < parts.month), last_month, parts.last_day) if ranged else first
    if first is None or last is None or last < first:
        return None
    fits = parts.weekday is None or parts.day is None or ranged or datetime.date.fromisoformat(first).isoweekday() == parts.weekday
    return Meant(first if first == last else f"{first}/{last}", form="name" if fits else "weekday-conflict")


def is_future(text: str, at: int, words: DateWords) -> bool:
    """Whether the sentence around a place has a word for what is to come, or "begins" and the like before it in its clause."""
    cut, first, _, last = _sentence(text, at)
    if any((entry := words.known[word]) is not None and entry.sign == "u" for word in cut.parts[first:last]):
        return True
    return tense(text, at, words) > 0  # "which begins on Monday"


def tense(text: str, at: int, words: DateWords) -> int:
    """Whether the clause before a place tells of what is to come then (1), or of what came about (-1); 0 if neither is sure.

    "is scheduled for 21 June"; "hosted the summit in Accra on 21 June"; "agreed to meet on 21 June", "the first since 21 June".
    """
    cut, first, here, last = _sentence(text, at)
    only_meant = False
    behind: Entry | None = None
    for i in range(here - 1, max(first, here - _OPENS) - 1, -1):
        entry = words.known[cut.parts[i]]
        if i == here - 1 and entry is not None and entry.value == "since":
            return 0
        if cut.parts[i] in _CLAUSE_SIGNS:
            break
        if entry is not None and entry.sign in "u\u00a7":
            before = words.known[cut.parts[i - 1]] if i > first else None
            if before is not None and before.value == "never":
                return -1  # Arabic "did not meet on Monday", a present by its form
            founded = behind is not None and behind.value == "particles"  # "was set up on"
            return 0 if founded else 1
        if entry is not None and entry.sign == "\u00b1" and not only_meant:
            if entry.value == "told_then" and here - i > _BESIDE:
                return 0
            before = words.known[cut.parts[i - 1]] if i > first else None
            if before is None or before.sign not in "t\u00ac":
                return -1
        only_meant = only_meant or entry is not None and entry.sign in "t\u00ac"
        behind = entry
    return _tense_behind(cut, here, last, words)


def _tense_behind(cut: Cut, here: int, last: int, words: DateWords) -> int:
    """The same of the clause that the place opens: "in May the summit was held in Minsk"; a comma may stand behind the day."""
    for i in range(here, min(last, here + _OPENS)):
        entry = words.known[cut.parts[i]]
        if cut.parts[i] in _CLAUSE_SIGNS and i - here > _DAY or entry is not None and entry.sign in "t\u00ac":
            return 0
        if entry is not None and entry.sign in "u\u00b1" and entry.value != "told_then":
            return 1 if entry.sign == "u" else -1
    return 0


def tells_when(text: str, start: int, end: int, words: DateWords) -> bool:
    """Whether a month that is an adjective stands before a noun of which it is the time, not before any ("after the August crisis")."""
    if not words.adjectival or not text[start:end].lower().endswith(words.adjectival):
        return True
    return any(word.startswith(words.described) for word in text[end : end + _NOUN].lower().split()[:3])


def _sentence(text: str, at: int) -> tuple[Cut, int, int, int]:
    """The pieces of a text; the first of the sentence around a place, that at the place, and one past the last of the sentence."""
    low, high = max(0, at - _SENTENCE), min(len(text), at + _SENTENCE)
    stops = [stop.end() for stop in STOP.finditer(text, low, at)]
    end = STOP.search(text, at, high)
    cut = cut_text(text)
    first, here, last = (bisect_left(cut.starts, edge) for edge in (stops[-1] if stops else low, at, end.start() if end else high))
    return cut, first, here, last
