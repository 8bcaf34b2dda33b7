"""Calendars: Hijri to Gregorian, and the arithmetic of days, weeks, months and years. Pure functions on dates and EDTF text."""

from __future__ import annotations

import calendar
import datetime
import functools
from collections.abc import Iterator

Day = datetime.date
_WEEK = datetime.timedelta(days=7)


@functools.lru_cache(maxsize=4096)
def from_hijri(year: int, month: int, day: int) -> Day | None:
    """The Gregorian day of a Hijri date, None if there is no such day.

    Umm al-Qura (hijridate) from 1343 to 1500 AH; outside, the tabular calendar.

    >>> from_hijri(1433, 10, 12)
    datetime.date(2012, 8, 30)
    >>> from_hijri(1300, 1, 1)
    datetime.date(1882, 11, 12)
    """
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1 <= year <= 9000):
        return None
    from hijridate import Hijri  # heavy enough to wait for the first Hijri date

    try:
        there = Hijri(year, month, day).to_gregorian()
        return Day(there.year, there.month, there.day)
    except OverflowError:
        return _tabular(year, month, day)
    except ValueError:
        # The thirtieth of a month that had twenty-nine days there: elsewhere the month began a day later.
        return _tabular(year, month, day) if day == 30 else None


def _tabular(year: int, month: int, day: int) -> Day:
    """The civil tabular calendar, leap years 2 5 7 10 13 16 18 21 24 26 29 of thirty."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return Day.fromordinal(days + 227014)


def hijri_month(year: int, month: int) -> str | None:
    """The Gregorian days that a Hijri month covers, as an EDTF interval.

    >>> hijri_month(1445, 9)
    '2024-03-11/2024-04-09'
    """
    first = from_hijri(year, month, 1)
    after = from_hijri(year + month // 12, month % 12 + 1, 1)
    return interval(first, after - datetime.timedelta(days=1)) if first and after else None


def hijri_year(year: int) -> str | None:
    """The Gregorian days that a Hijri year covers, as an EDTF interval.

    >>> hijri_year(1445)
    '2023-07-19/2024-07-06'
    """
    first, after = from_hijri(year, 1, 1), from_hijri(year + 1, 1, 1)
    return interval(first, after - datetime.timedelta(days=1)) if first and after else None


def interval(first: Day, last: Day) -> str:
    """Two days as EDTF; one day if they are the same.

    >>> interval(Day(2024, 7, 3), Day(2024, 7, 4))
    '2024-07-03/2024-07-04'
    """
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def point(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """A year, month or day as EDTF, None if the calendar has no such day.

    >>> point(2024, 2, 29), point(2023, 2, 29), point(2024, 7)
    ('2024-02-29', None, '2024-07')
    """
    if not 1 <= year <= 9999 or not (month is None or 1 <= month <= 12):
        return None
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= calendar.monthrange(year, month)[1] else None


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """The year and month some months later or earlier.

    >>> shift_month(2024, 1, -2)
    (2023, 11)
    """
    there = year * 12 + month - 1 + by
    return there // 12, there % 12 + 1


def week(day: Day, by: int = 0) -> str | None:
    """The week (Monday to Sunday) of a day, or one some weeks away, as an EDTF interval.

    >>> week(Day(2024, 7, 1), -1)
    '2024-06-24/2024-06-30'
    """
    try:
        monday = day - datetime.timedelta(days=day.weekday()) + by * _WEEK
        return interval(monday, monday + datetime.timedelta(days=6))
    except OverflowError:
        return None


def quarter(year: int, which: int) -> str | None:
    """A quarter of a year as an EDTF interval of months.

    >>> quarter(2024, 3)
    '2024-07/2024-09'
    """
    return f"{year:04}-{3 * which - 2:02}/{year:04}-{3 * which:02}" if 1 <= which <= 4 else None


def half(year: int, which: int) -> str | None:
    """A half of a year as an EDTF interval of months.

    >>> half(2024, 1)
    '2024-01/2024-06'
    """
    return {1: f"{year:04}-01/{year:04}-06", 2: f"{year:04}-07/{year:04}-12"}.get(which)


def weekday(near: Day, number: int, direction: int) -> Day:
    """The day with a weekday (1 Monday … 7 Sunday): the last one up to `near` (0), strictly before (-1) or strictly after (1).

    >>> monday = Day(2024, 7, 1)
    >>> weekday(monday, 1, 0), weekday(monday, 1, -1), weekday(monday, 5, 1)
    (datetime.date(2024, 7, 1), datetime.date(2024, 6, 24), datetime.date(2024, 7, 5))
    """
    back = (near.isoweekday() - number) % 7
    if direction == 0:
        return near - datetime.timedelta(days=back)
    if direction < 0:
        return near - datetime.timedelta(days=back or 7)
    return near + datetime.timedelta(days=7 - back)


def nearest_year(near: Day, month: int, day: int) -> int | None:
    """The year that brings a day and month nearest to a day.

    >>> nearest_year(Day(2024, 11, 24), 1, 1), nearest_year(Day(2024, 1, 9), 12, 9), nearest_year(Day(2023, 6, 1), 2, 29)
    (2025, 2023, 2024)
    """
    reach = 4 if (month, day) == (2, 29) else 1
    years = range(near.year - reach, near.year + reach + 1)
    there = [(abs((Day(y, month, day) - near).days), -y) for y in years if point(y, month, day)]
    return -min(there)[1] if there else None


def nth_weekday(year: int, month: int, nth: int, number: int) -> Day | None:
    """The first, second … day of a month with a weekday, None if the month has none.

    >>> nth_weekday(2024, 11, 4, 4)
    datetime.date(2024, 11, 28)
    """
    first = Day(year, month, 1)
    day = 1 + (number - first.isoweekday()) % 7 + 7 * (nth - 1)
    return Day(year, month, day) if nth >= 1 and day <= calendar.monthrange(year, month)[1] else None


def easter(year: int) -> Day:
    """Easter Sunday of the Gregorian calendar.

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    century, nineteenth = year // 100, year % 19
    skipped = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * nineteenth + century - century // 4 - skipped + 15) % 30
    ahead = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - epact - year % 4) % 7
    late = (nineteenth + 11 * epact + 22 * ahead) // 451
    month, day = divmod(epact + ahead - 7 * late + 114, 31)
    return Day(year, month, day + 1)


def feast(rule: str, year: int) -> Day | None:
    """The day of a feast in a Gregorian year: "12-25", "easter+1", "hijri 10-01", "weekday 11-4-4" (the fourth Thursday of November).

    >>> feast("12-25", 2024), feast("hijri 10-01", 2024), feast("weekday 11-4-4", 2024)
    (datetime.date(2024, 12, 25), datetime.date(2024, 4, 10), datetime.date(2024, 11, 28))
    """
    kind, _, numbers = rule.rpartition(" ")
    if rule.startswith("easter"):
        return easter(year) + datetime.timedelta(days=int(rule[6:] or 0))
    parts = [int(part) for part in numbers.split("-")]
    if kind == "weekday":
        return nth_weekday(year, *parts)
    if kind != "hijri":
        return Day(year, *parts)
    guess = round((year - 622) * 33 / 32)
    days = [day for there in (guess - 1, guess, guess + 1) if (day := from_hijri(there, *parts)) and day.year == year]
    return min(days, default=None)


def year_toward(near: Day, month: int, day: int | None, toward: int) -> int:
    """The year of the last (-1), this (0) or next (1) June or 9 June, seen from a day.

    >>> [year_toward(Day(2024, 7, 1), month, None, -1) for month in (6, 7, 12)]
    [2024, 2023, 2023]
    >>> year_toward(Day(2024, 7, 20), 7, 4, -1), year_toward(Day(2024, 7, 1), 6, None, 1)
    (2024, 2025)
    """
    here = (near.month, near.day) if day else (near.month, 0)
    there = (month, day or 0)
    passed = (there > here or there == here and not day) if toward < 0 else there <= here  # "the past 9 July", told that day
    return near.year + (toward if passed else 0)


def nearest_with_weekday(near: Day, number: int, day: int, month: int | None = None) -> Day | None:
    """The day nearest to `near` that is both a weekday and a day of the month (and in a month, if given); within a year.

    >>> nearest_with_weekday(Day(2017, 9, 27), 4, 21)
    datetime.date(2017, 9, 21)
    """
    fits = [there for there in _months_around(near, day, month) if there.isoweekday() == number]
    return min(fits, key=lambda there: abs((there - near).days), default=None)


def _months_around(near: Day, day: int, month: int | None) -> Iterator[Day]:
    for by in range(-12, 13):
        year, there = shift_month(near.year, near.month, by)
        if (month is None or there == month) and 1 <= year <= 9999 and 1 <= day <= calendar.monthrange(year, there)[1]:
            yield Day(year, there, day)
