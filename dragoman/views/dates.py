"""Dates in words: an EDTF date as an editor of the language writes it, alone (`date`) or in a sentence (`when`).

Arabic months have both their names (July is yuliyu and tammuz), which no locale data prints: the names stand in the catalogues.
"""

from __future__ import annotations

import datetime

from markupsafe import Markup

from dragoman.model import Date
from dragoman.views.words import Words


def date(words: Words, given: Date | str | datetime.date | None, manner: str = "date") -> Markup:
    """The date as a `<time>` element; `manner` is `date` (alone) or `when` (with its preposition). No date gives the words for that."""
    if given is None or given == "":
        return words.say("date.none")
    value = given if isinstance(given, Date) else Date(str(given).partition("T")[0])
    told = Markup('<time datetime="{}">{}</time>').format(value.text, spoken(words, value, manner))
    beside = hijri(words, value) if words.hijri else None
    return told + Markup(' <span class="hijri">({})</span>').format(beside) if beside else told


def hijri(words: Words, value: Date) -> str | None:
    """The day in the Hijri calendar of Umm al-Qura; None for what is no day, or lies outside its tables.

    >>> hijri(Words("en"), Date("2024-07-04")), hijri(Words("en"), Date("2024")), hijri(Words("en"), Date("1815-06-09"))
    ('28 Dhu al-Hijja 1445 AH', None, None)
    """
    if value.precision != "day":
        return None
    from hijridate import Gregorian

    try:
        day = Gregorian.fromdate(value.first).to_hijri()
    except OverflowError:
        return None
    month = words.raw("months.hijri")[day.month - 1]
    return _fill(words, "date.hijri", day=str(day.day), month=month, year=str(day.year))


def spoken(words: Words, value: Date, manner: str = "date") -> str:
    """The date in plain words.

    >>> spoken(Words("en"), Date("2024-07-03/2024-07-04")), spoken(Words("en"), Date("2017"), "when")
    ('3–4 July 2024', 'in 2017')
    """
    first, _, last = value.text.partition("/")
    if not last:
        return _point(words, first, manner)
    if len(first) == 10 and first[:7] == last[:7]:
        return _fill(words, f"{manner}.days", first=_day(first), last=_day(last), month=_month(words, first, "in_sentence"), year=first[:4])
    text = str(words.raw(f"{manner}.interval"))
    return text.format(first=_point(words, first, "date"), last=_point(words, last, "date"))


def _point(words: Words, text: str, manner: str) -> str:
    precision = {4: "year", 7: "month", 10: "day"}[len(text)]
    names = "in_sentence" if precision == "day" else "within" if manner == "when" else "alone"
    month = _month(words, text, names) if precision != "year" else ""
    return _fill(words, f"{manner}.{precision}", day=_day(text), month=month, year=text[:4])


def _month(words: Words, text: str, names: str) -> str:
    return str(words.raw(f"months.{names}")[int(text[5:7]) - 1])


def _day(text: str) -> str:
    return text[8:10].lstrip("0")


def _fill(words: Words, key: str, **values: str) -> str:
    return words.figures(str(words.raw(key)).format(**values))
