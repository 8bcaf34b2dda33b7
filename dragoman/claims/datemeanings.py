"""What the forms of dates mean: a match of a pattern of `dateforms` -> EDTF text, or the parts that the text gives."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.claims import calendars
from dragoman.claims.calendars import Day
from dragoman.claims.datewords import Piece


class Meant(NamedTuple):
    """What a form means: EDTF text if all is known, else the parts that are, to be completed from the day of publication."""

    text: str | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None  # of a range inside the month
    last_month: int | None = None
    weekday: int | None = None
    toward: int | None = None  # -1 the last one, 1 the next one, None the nearest
    form: str = "name"
    hijri: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a form is read by: the day of publication, the order of numeric dates, whether the sentence speaks of the future."""

    published: Day | None
    order: str
    future: Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a form in a stretch, with the pieces by group name."""

    match: re.Match[str]
    pieces: Sequence[Piece]
    setting: Setting

    def __getitem__(self, group: str) -> Piece | None:
        at = self.match.start(group) if group in self.match.re.groupindex else -1
        return self.pieces[at] if at >= 0 else None

    def worth(self, group: str) -> int | None:
        """The number that a piece stands for, None if the form has no such piece here."""
        piece = self[group]
        return piece.value if piece is not None else None

    def signs(self, group: str) -> str:
        """The signs of a group, "" if it is absent."""
        return (self.match.group(group) or "") if group in self.match.re.groupindex else ""

    def toward(self, group: str = "rel") -> int:
        """-1, 0 or 1 for a group with last, this or next in it."""
        signs = self.signs(group)
        return 1 if "N" in signs else -1 if "L" in signs else 0

    @property
    def before(self) -> str:
        """The sign before the match; "_" at the beginning of the stretch."""
        at = self.match.start()
        return self.pieces[at - 1].sign if at else "_"

    @property
    def after(self) -> str:
        """The sign after the match; "_" at the end of the stretch."""
        at = self.match.end()
        return self.pieces[at].sign if at < len(self.pieces) else "_"


def _nearby(found: Found, month: int) -> int | None:
    """The year a modifier gives to a month: last June, next June, this June, June of last year."""
    published, toward = found.setting.published, found.toward()
    if published is None:
        return None
    if "g" in found.signs("rel") or "T" in found.signs("rel"):
        return published.year + toward
    return calendars.year_toward(published, month, found.worth("d"), toward)


def _year(found: Found) -> int | None:
    """The year that a form names, in whatever way."""
    year = found.worth("y")
    if year is None:
        two = found.worth("yy")
        return two if two is None else two + (1900 if two > 40 else 2000)
    return year


def _in_year(found: Found, month: int, day: int | None, last_day: int | None = None, last_month: int | None = None) -> Meant | None:
    """A day or month with its year, if the form gives one; else what is known of it."""
    weekday = found.worth("w") if found.signs("w") in ("W", "w") else None
    year = _year(found)
    if year is None and found.signs("rel"):
        year = _nearby(found, month)
        if year is None:
            return Meant(month=month, day=day, last_day=last_day, last_month=last_month, toward=found.toward())
    if year is None:
        if day is not None and not calendars.point(2024, month, day):
            return None
        return Meant(month=month, day=day, last_day=last_day, last_month=last_month, weekday=weekday)
    return between(year, month, day, last_day, last_month, weekday)


def between(year: int, month: int, day: int | None, last_day: int | None, last_month: int | None, weekday: int | None = None) -> Meant | None:
    """The meaning of a day, a month or a range of days or months of one year, None if there is no such day."""
    first = calendars.point(year, month, day)
    last = calendars.point(year, last_month or month, last_day) if last_day or last_month else first
    if first is None or last is None or last < first:
        return None
    form = "name"
    if weekday is not None and day is not None and not last_day and datetime.date.fromisoformat(first).isoweekday() != weekday:
        form = "weekday-conflict"
    return Meant(first if first == last else f"{first}/{last}", form=form)


def day_month(found: Found) -> Meant | None:
    month, day = found.worth("m"), found.worth("d")
    if month is None or day is None:
        return None
    if found.signs("d") == "k" and not (found.signs("y") or found.signs("w")) and found.before not in "pFfbt_a":
        return None
    return _in_year(found, month, day)


def month_day(found: Found) -> Meant | None:
    """ "July 4": only if what follows does not make the number count something."""
    if not found.signs("y") and (found.after in "%:" or (found.signs("d") in "dDk" and found.pieces[found.match.start("d")].end == -1)):
        return None
    return day_month(found)


def range(found: Found) -> Meant | None:
    month, day, last = found.worth("m"), found.worth("d"), found.worth("d2")
    if month is None or day is None or last is None or last <= day:
        return None
    return _in_year(found, month, day, last_day=last)


def month_range(found: Found) -> Meant | None:
    month, last = found.worth("m"), found.worth("m2")
    return _in_year(found, month, None, last_month=last) if month and last and month < last else None


def month(found: Found) -> Meant | None:
    month = found.worth("m")
    if month is None:
        return None
    alone = not (found.signs("y") or found.signs("yy") or found.signs("rel") or found.match.group().startswith(("P", "Q")))
    if alone and found.signs("m") in "ml" and (found.signs("m") == "l" or found.before not in "pfFCB"):
        return None
    if alone and found.after == "%":
        return None
    return _in_year(found, month, None)


def iso(found: Found) -> Meant | None:
    year, month, day = found.worth("y"), found.worth("m"), found.worth("d")
    if year is None or month is None or day is None:
        return None
    if month > 12 and day <= 12 and found.setting.order != "mdy":
        month, day = day, month
    return between(year, month, day, None, None, found.worth("w") if found.signs("w") in ("W", "w") else None)


def compact(found: Found) -> Meant | None:
    whole = found.worth("i")
    text = whole and calendars.point(whole // 10000, whole // 100 % 100, whole % 100)
    return Meant(text) if text else None


def numeric(found: Found) -> Meant | None:
    """Day and month as digits with a year: by the one that cannot be a month, else by the habit of the article."""
    a, b, year = found.worth("a"), found.worth("b"), found.worth("y")
    if a is None or b is None or year is None:
        return None
    if year < 100:
        if found.signs("s") == "." and found.setting.order == "either":
            return None  # 4.5.12 is a version
        year += 1900 if year > 50 else 2000
    if found.signs("j"):
        there = calendars.from_hijri(year, b, a)
        return Meant(there.isoformat(), hijri=True) if there else None
    order = found.setting.order
    if a > 12 or (b <= 12 and order == "dmy"):
        return between(year, b, a, None, None)
    if b > 12 or order == "mdy":
        return between(year, a, b, None, None)
    if found.signs("s") == ".":
        return between(year, b, a, None, None)  # nobody writes the month first with full stops
    if a == b:
        return between(year, a, b, None, None)
    return Meant(calendars.point(year))  # 4/7/2024 in an article that shows no habit


def numeric_yearless(found: Found) -> Meant | None:
    """ "22.04", "4/22" with a preposition or a weekday before it, and one of the two no month or written with a nought."""
    a, b = found["a"], found["b"]
    if a is None or b is None or found.after in "%ng:-/." or not (found.before in "pFt" or found.signs("w")):
        return None
    if not (a.value > 12 or b.value > 12 or a.end - a.start == b.end - b.start == 2):
        return None
    day, month = (a.value, b.value) if a.value > 12 or (b.value <= 12 and found.setting.order == "dmy") else (b.value, a.value)
    if month > 12 or (a.value <= 12 and b.value <= 12 and found.setting.order == "either"):
        return None
    return _in_year(found, month, day)


def numeric_month(found: Found) -> Meant | None:
    """ "07/2024", "2024-07": not the number of a document."""
    month, year = found["m"], found["y"]
    if month is None or year is None or found.after in "-/.":
        return None
    if found.before not in "pFbtQ(" and (month.end - month.start < 2 or found.before in "-/."):
        return None
    return Meant(calendars.point(year.value, month.value))


def bare_year(found: Found) -> Meant | None:
    """A year with a word for year, an era mark or a preposition; never a mere number of four digits."""
    year = found.worth("y")
    if year is None or found.after in "%x" or found.before in "-/.#:'":
        return None
    signs, worded = found.match.group(), found.signs("y") in "YZ"
    if found.after == "J":
        return None
    if "g" in signs or "E" in signs or (worded and found.before in "pFf" and found.signs("y") == "Z"):
        return Meant(calendars.point(year))
    if worded:
        return Meant(calendars.point(year)) if found.before in "pF" and found.after in "_|.,)!" else None
    if signs.startswith("P") and 1800 <= year <= 2100:
        return Meant(calendars.point(year))
    if found.before == "(" and found.after in "),-" and 1800 <= year <= 2100:
        return Meant(calendars.point(year))
    if found.before in "pFCB" and (1900 <= year <= 2100 or found.after not in "_"):
        return Meant(calendars.point(year))
    return Meant(calendars.point(year)) if found.before in "faT" and 1945 <= year <= 2050 and found.after not in "kK" else None


def years(found: Found) -> Meant | None:
    first, last = found.worth("y"), found.worth("y2")
    if first is None or last is None or found.after == "%":
        return None
    short = last < 100
    if short:
        last += first // 100 * 100
    worded = found.match.group()[0] in "gFb" or found.match.group()[-1] in "gj" or found.before in "gpa(fFP" or found.signs("c") in "-/"
    if not worded or not first < last or not 1700 <= first <= last <= 2150 or (short and (last - first > 20 or found.before not in "gpa(FP")):
        return None
    return Meant(f"{first}/{last}")


def _two_years(found: Found) -> Meant | None:
    """ "the years 2003 and 2005": they are two dates; the first alone is meant here."""
    year = found.worth("y")
    return Meant(calendars.point(year)) if year is not None and 1700 <= year <= 2150 else None


def of_month(found: Found) -> Meant | None:
    """ "the 30th of this month"."""
    published, day, last = found.setting.published, found.worth("d"), found.worth("d2")
    if day is None or (found["u"] is not None and found.worth("u") != "month"):
        return None
    if published is None:
        return Meant(form="relative")
    year, month = calendars.shift_month(published.year, published.month, found.toward())
    return between(year, month, day, last, None)


def day_number(found: Found) -> Meant | None:
    """ "30 числа" without a month: the day nearest to publication; with a weekday, the one that fits it."""
    published, day = found.setting.published, found.worth("d")
    if day is None or found.after in "%:n/gjUV" or (found.after == "-" and "q" not in found.match.group()):
        return None
    if published is None:
        return Meant(form="relative")
    number = found.worth("w") if found.signs("w") in ("W", "w") else None
    if number is not None:
        there = calendars.nearest_with_weekday(published, number, day)
        return Meant(there.isoformat()) if there else None
    around = [calendars.shift_month(published.year, published.month, by) for by in (-1, 0, 1)]
    days = [Day.fromisoformat(text) for year, month in around if (text := calendars.point(year, month, day))]
    return Meant(min(days, key=lambda there: abs((there - published).days)).isoformat()) if days else None


def bare_ordinal(found: Found) -> Meant | None:
    """ "on the 27th" with nothing after it."""
    return day_number(found) if found.before == "p" and found.after in ".,!?|)" else None


def weekday(found: Found) -> Meant | None:
    number = found.worth("w")
    alone = not found.signs("rel")
    if number is None or (alone and found.signs("w") == "w" and found.before != "p" and not found.match.group().startswith("Q")):
        return None
    return Meant(weekday=number, toward=None if alone or found.toward() == 0 else found.toward())


def weekday_of_week(found: Found) -> Meant | None:
    """ "Friday of next week"."""
    published, number = found.setting.published, found.worth("w")
    if number is None or found.worth("u") != "week":
        return None
    if published is None:
        return Meant(form="relative")
    monday = published - datetime.timedelta(days=published.weekday())
    return Meant((monday + datetime.timedelta(days=7 * found.toward() + number - 1)).isoformat())


def nth_weekday(found: Found) -> Meant | None:
    """ "the first Friday of July 2024"."""
    nth, number, month, published = found.worth("n"), found.worth("w"), found.worth("m"), found.setting.published
    if nth is None or number is None or nth > 5:
        return None
    year = found.worth("y")
    if month is None and published is not None:
        year, month = calendars.shift_month(published.year, published.month, found.toward())
    elif year is None and published is not None and month is not None:
        year = _nearby(found, month) if found.signs("rel") else calendars.nearest_year(published, month, 15)
    if year is None or month is None:
        return Meant(form="relative")
    first = calendars.weekday(Day(year, month, 1), number, 0)
    first += datetime.timedelta(days=7 if first < Day(year, month, 1) else 0)
    there = first + datetime.timedelta(days=7 * (nth - 1))
    return Meant(there.isoformat()) if there.month == month else None


def relative_day(found: Found) -> Meant | None:
    published, by = found.setting.published, found.worth("r")
    if by is None:
        return None
    if published is None:
        return Meant(form="relative")
    there = published + datetime.timedelta(days=by)
    weekday = found.worth("w") if found.signs("w") in ("W", "w") else None
    return Meant(there.isoformat(), form="name" if weekday in (None, there.isoweekday()) else "weekday-conflict")


_LENGTHS = {"fortnight": ("week", 2), "half_year": ("month", 6)}


def period(published: Day, unit: str, by: int) -> str | None:
    """The day, week, month, quarter, half, year or decade some units away, as EDTF.

    >>> period(Day(2024, 7, 1), "month", -1), period(Day(2024, 7, 1), "year", 1), period(Day(2024, 7, 1), "decade", -1)
    ('2024-06', '2025', '2010/2019')
    """
    unit, times = _LENGTHS.get(unit, (unit, 1))
    by *= times
    if abs(by) > 5000:
        return None
    if unit == "day":
        return (published + datetime.timedelta(days=by)).isoformat()
    if unit in ("week", "weekend"):
        there = calendars.week(published, by)
        return there if unit == "week" or there is None else _weekend(there)
    if unit == "month":
        return calendars.point(*calendars.shift_month(published.year, published.month, by))
    if unit == "year":
        return calendars.point(published.year + by)
    if unit == "decade":
        first = published.year // 10 * 10 + 10 * by
        return f"{first:04}/{first + 9:04}" if 0 < first < 9990 else None
    if unit == "quarter":
        year, which = divmod(published.year * 4 + (published.month - 1) // 3 + by, 4)
        return calendars.quarter(year, which + 1)
    return None


def _weekend(week: str) -> str:
    sunday = Day.fromisoformat(week.split("/")[1])
    return calendars.interval(sunday - datetime.timedelta(days=1), sunday)


def _unit(found: Found) -> tuple[str, int | None]:
    """The unit of a form and how many of it; None if the text leaves the number open."""
    piece = found["u"]
    assert piece is not None
    if piece.sign == "V":
        return piece.value, 1 if piece.value in _LENGTHS else 2
    count = found["n"]
    if count is None:
        return piece.value, None if piece.sign == "j" else 1
    return piece.value, count.value if isinstance(count.value, int) else None


def rel_unit(found: Found) -> Meant | None:
    """ "last month", "the next two weeks", "this year"."""
    published, toward = found.setting.published, found.toward("mod")
    unit, count = _unit(found)
    several = found["n"] is not None or (found["u"] is not None and found.signs("u") == "V")
    if count is None or (count > 1000) or (found.after in "yYd" and found.after != "_"):
        return None
    if published is None:
        return Meant(form="relative")
    if not several:
        return Meant(period(published, unit, toward))
    if toward == 0:
        return None
    return Meant(_stretch(published, unit, count * toward))


def _stretch(published: Day, unit: str, by: int) -> str | None:
    """From or to the day of publication, over some units, in the precision of the unit."""
    if unit == "week" or unit == "fortnight":
        unit, by = "day", by * (7 if unit == "week" else 14)
    ends = sorted(x for x in (period(published, unit, by), period(published, unit, 0)) if x)
    if len(ends) < 2:
        return None
    return f"{ends[0].split('/')[0]}/{ends[1].split('/')[-1]}"


def ago(found: Found) -> Meant | None:
    return _away(found, -1)


def later(found: Found) -> Meant | None:
    return _away(found, 1)


def within(found: Found) -> Meant | None:
    """ "in three days", only where the sentence speaks of the future: else it is how long something took."""
    return _away(found, 1) if found.setting.future(found.pieces[found.match.start()].start) else None


def _away(found: Found, direction: int) -> Meant | None:
    published = found.setting.published
    unit, count = _unit(found)
    if count is None or count > 3000 or found.after in "yYfMHW":
        return None
    return Meant(period(published, unit, direction * count)) if published else Meant(form="relative")


def current(found: Found) -> Meant | None:
    """ "at the end of the year": of the year of publication."""
    published = found.setting.published
    unit, _ = _unit(found)
    if unit == "day" or found.after in "yYZdDLNTfe":
        return None
    return Meant(period(published, unit, 0)) if published else Meant(form="relative")


def part_of(found: Found) -> Meant | None:
    """A quarter, a half or a week of a year or month."""
    which, unit, published = found.worth("n"), found.worth("u"), found.setting.published
    month = found.worth("m")
    if month is not None:
        return _in_year(found, month, None)
    year = _year(found)
    if year is None and found.signs("rel"):
        if published is None:
            return Meant(form="relative")
        year = published.year + found.toward()
    if year is None or which is None:
        return None
    if unit == "quarter" or found.signs("n") == "I":
        return Meant(calendars.quarter(year, which)) if 1 <= which <= 4 else None
    return Meant(calendars.half(year, which) if unit == "half" and which in (1, 2) else calendars.point(year))


def season(found: Found) -> Meant | None:
    """A season belongs to a year; which months it covers depends on the country, so the year is all that is said."""
    year, published = _year(found), found.setting.published
    if year is None and published is None:
        return Meant(form="relative") if found.signs("rel") or found.signs("mod") else None
    if year is None and published is not None:
        rel = found.signs("rel")
        if "g" in rel:
            year = published.year + found.toward()
        elif "T" in found.signs("mod") + rel:
            year = published.year
    return Meant(calendars.point(year)) if year else None


def decade(found: Found) -> Meant | None:
    value = found.worth("x")
    if value is None or (found.signs("x") == "G" and found.before not in "pFf" and found.match.group()[0] not in "aP'" and "s" not in found.match.group()):
        return None
    if found.signs("x") == "G" and found.after == "f":
        return None  # the forties of a man's life
    if value < 100:
        value += 2000 if value in (0, 10, 20) and "s" not in found.match.group() else 1900
    return Meant(f"{value}/{value + 9}")


def hijri(found: Found) -> Meant | None:
    """A Hijri day, month or year; a month without a year is the one nearest to publication."""
    year, month, day = found.worth("y"), found.worth("m"), found.worth("d")
    if month is None:
        text = calendars.hijri_year(year) if year else None
        return Meant(text, hijri=True) if text else None
    if year is not None and year > 1700:
        return Meant(calendars.point(year))
    if found.signs("m") == "h" and not (year or day) and not found.match.group().startswith("Q") and found.before not in "pf":
        return None
    if year is None:
        published = found.setting.published
        if published is None:
            return Meant(form="relative", hijri=True)
        year = _hijri_year(published, month)
    if day is None:
        text = calendars.hijri_month(year, month)
    else:
        there = calendars.from_hijri(year, month, day)
        text = there.isoformat() if there else None
    return Meant(text, hijri=True) if text else None


def _hijri_year(published: Day, month: int) -> int:
    """The Hijri year whose month lies nearest to a day."""
    guess = round((published.toordinal() - 227015) / 354.367) + 1
    firsts = {year: there for year in (guess - 1, guess, guess + 1) if (there := calendars.from_hijri(year, month, 15))}
    return min(firsts, key=lambda year: abs((firsts[year] - published).days), default=guess)
