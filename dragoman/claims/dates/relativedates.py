"""What dates seen from the day of publication mean: "last Friday", "two years ago", "the 30th of this month", "next quarter"."""

from __future__ import annotations

import datetime

from dragoman.claims.dates import calendars
from dragoman.claims.dates.calendars import Day
from dragoman.claims.dates.meaning import ANCHORED, ENDS, NONE, RELATIVE, VAGUE, Found, Meant, between, in_year, nearby

_LAST = {"month": 12, "quarter": 4, "half": 2}  # of a year
_LENGTHS = {"fortnight": ("week", 2), "half_year": ("month", 6)}


def of_month(found: Found) -> Meant | None:
    """ "the 30th of this month", "from 4 to 22 this month"."""
    published = found.setting.published
    if not any(piece.sign == "Q" and piece.value == "month" for piece in found.pieces[found.match.start() : found.match.end()]):
        return None
    if published is None:
        return RELATIVE
    year, month = calendars.shift_month(published.year, published.month, found.toward())
    return between(year, Meant(month=month, day=found.worth("d"), last_day=found.worth("d2")))


def day_number(found: Found) -> Meant | None:
    """A day of a month that is not named: the day nearest to publication; with a weekday, the one that fits it."""
    published, day = found.setting.published, found.worth("d")
    if "p" in found.signs() and found.signs("d") == "D" and (found.after not in ENDS or found.setting.order == "either"):
        return None
    following = found.match.end() + 1
    if found.after in "%:n/gjUV" or (found.after == "-" and found.signs("d") in "dD" and "q" not in found.signs()):
        return None
    if found.after == "." and following < len(found.pieces) and found.pieces[following].sign in "dD":
        return None
    if published is None:
        return RELATIVE
    if found.weekday is not None:
        there = calendars.nearest_with_weekday(published, found.weekday, day)
        return Meant(there.isoformat()) if there else None
    around = [calendars.shift_month(published.year, published.month, by) for by in (-1, 0, 1)]
    days = [Day.fromisoformat(text) for year, month in around if (text := calendars.point(year, month, day))]
    return Meant(min(days, key=lambda there: abs((there - published).days)).isoformat()) if days else None


def bare_ordinal(found: Found) -> Meant | None:
    """ "on the 27th" with nothing after it; a short ordinal in words may be a place in a row."""
    piece = found["d"]
    if piece is None or found.before not in "pt" or found.after not in ".,!|)$-" or (found.signs()[0] != "a" and piece.value < 13):
        return None
    return day_number(found) if piece.end - piece.start < 5 or piece.value > 20 else None


def weekday(found: Found) -> Meant | None:
    """ "on Friday", "last Friday", "next Friday"."""
    alone = not found.signs("rel")
    if alone and found.signs("w") == "w" and found.before not in "pQ":
        return None
    if found.worth("rel") == "latest":
        return None
    return Meant(weekday=found.worth("w"), toward=None if alone or found.toward() == 0 else found.toward())


def weekday_of_week(found: Found) -> Meant | None:
    """ "Friday of next week", "next week from Wednesday to Friday"."""
    published = found.setting.published
    if not any(piece.sign == "U" and piece.value == "week" for piece in found.pieces[found.match.start() : found.match.end()]):
        return None
    if published is None:
        return RELATIVE
    monday = published - datetime.timedelta(days=published.weekday()) + datetime.timedelta(days=7 * found.toward())
    first = monday + datetime.timedelta(days=found.worth("w") - 1)
    last = monday + datetime.timedelta(days=(found.worth("w2") or found.worth("w")) - 1)
    return Meant(calendars.interval(first, last)) if first <= last else None


def week_of(found: Found) -> Meant | None:
    """ "the week of 30 November": the week that holds the day."""
    day = in_year(found, found.worth("m"), found.worth("d"))
    if day is None or found.worth("u") != "week":
        return None
    if day.text is None and found.setting.published is not None and day.month and day.day:
        year = calendars.nearest_year(found.setting.published, day.month, day.day)
        day = between(year, day) if year else None
    return Meant(calendars.week(Day.fromisoformat(day.text))) if day and day.text else RELATIVE


def week_of_day(found: Found) -> Meant | None:
    """ "the week of the 18th": the week that holds the day nearest to publication."""
    day = day_number(found) if found.worth("u") == "week" else None
    return Meant(calendars.week(Day.fromisoformat(day.text))) if day and day.text else day


def week_number(found: Found) -> Meant | None:
    """ "week 34", "week 2 of 2023": a week of the calendar, of the year of publication where none is given."""
    number, published = found.worth("d"), found.setting.published
    if found.year is None and found.after in "%_jgQUV":
        return None  # "in one week 10 states joined"
    year = found.year or (published.year if published else None)
    if found.worth("u") != "week" or found.before in "@oOdDnkKLNTv" or not 1 <= number <= 53:
        return None
    try:
        return Meant(calendars.week(Day.fromisocalendar(year, number, 1))) if year else RELATIVE
    except ValueError:
        return None


def nth_weekday(found: Found) -> Meant | None:
    """ "the first Friday of July 2024"."""
    nth, month, published, year = found.worth("n"), found.worth("m"), found.setting.published, found.year
    if nth > 5:
        return None
    if month is None and published is not None:
        year, month = calendars.shift_month(published.year, published.month, found.toward())
    elif year is None and published is not None and month is not None:
        year = nearby(found, month) if found.signs("rel") else calendars.nearest_year(published, month, 15)
    if year is None or month is None:
        return RELATIVE
    there = calendars.nth_weekday(year, month, nth, found.worth("w"))
    return Meant(there.isoformat()) if there else None


def relative_day(found: Found) -> Meant | None:
    """ "yesterday", "today, Thursday"."""
    published = found.setting.published
    if found.eve_of:
        return None
    if published is None:
        return RELATIVE
    there = published + datetime.timedelta(days=found.worth("r"))
    return Meant(there.isoformat(), form="name" if found.weekday in (None, there.isoweekday()) else "weekday-conflict")


def other_period(found: Found) -> Meant | None:
    """ "the following day", "the same year": counted from another date. In some languages the word for today is "the day"."""
    unit = found.worth("u") if found["u"] is not None else "day"
    if found["r"] is not None and found.worth("r") != 0:
        return None
    if found.worth("way") == "other_day":
        return NONE
    way = {"following": 1, "preceding": -1, "same": 0, "next": 1}.get(found.worth("way"))
    published = found.setting.published
    if way == 1 and unit == "year" and published is not None and found.setting.future(found.pieces[found.match.start()].start):
        return Meant(period(published, unit, way))  # "is planned for the following year"
    return ANCHORED if way is None else ANCHORED._replace(shift=(unit, way))


def from_a_day(found: Found) -> Meant | None:
    """ "three weeks from tomorrow", "two days before yesterday"."""
    published = found.setting.published
    unit, count = _unit(found) if found["u"] is not None else (found.worth("u2"), 2)
    if published is None or count is None or count > 3000:
        return RELATIVE if published is None else None
    back = found.worth("way") == "anchored_before"
    return Meant(period(published + datetime.timedelta(days=found.worth("r")), unit, -count if back else count))


def after_next(found: Found) -> Meant | None:
    """ "the week after next", "the year before last"."""
    published = found.setting.published
    return Meant(period(published, found.worth("u"), 2 if "N" in found.signs() else -2)) if published else RELATIVE


def weekend(found: Found) -> Meant | None:
    """ "at the weekend": the last one, or the coming one where the sentence speaks of the future."""
    published = found.setting.published
    if found.worth("u") != "weekend":
        return None
    if published is None:
        return RELATIVE
    past = published.isoweekday() < 6 and not found.setting.future(found.pieces[found.match.start()].start)
    return Meant(period(published, "weekend", -1 if past else 0))


def rel_decade(found: Found) -> Meant | None:
    """ "the last two decades": the article is part of it."""
    return rel_unit(found) if found.worth("u") in ("decade", "day") else None


def other_weekday(found: Found) -> Meant | None:
    """ "the following Friday", "Monday of the previous week": counted from another date."""
    return ANCHORED if found.pieces[found.match.start()].value != "other_day" else None


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
    if unit == "month":
        return calendars.point(*calendars.shift_month(published.year, published.month, by))
    if unit == "year":
        return calendars.point(published.year + by)
    if unit == "decade":
        first = published.year // 10 * 10 + 10 * by
        return f"{first:04}/{first + 9:04}" if 0 < first < 9990 else None
    if unit in ("quarter", "half"):
        parts = 4 if unit == "quarter" else 2
        year, which = divmod(published.year * parts + (published.month - 1) * parts // 12 + by, parts)
        return (calendars.quarter if unit == "quarter" else calendars.half)(year, which + 1)
    there = calendars.week(published, by)
    return _weekend(there) if there and unit == "weekend" else there


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
    return piece.value, 1 if count.sign == "@" else count.value if isinstance(count.value, int) else None


def rel_unit(found: Found) -> Meant | None:
    """ "last month", "the next two weeks", "this year"."""
    published, toward, modified = found.setting.published, found.toward("mod"), found.signs("mod")
    unit, count = _unit(found)
    several = found["n"] is not None or (found.signs("u") == "V" and unit not in _LENGTHS)
    if count is None and found["n"] is not None and toward or unit == "half_year" and toward > 0:
        return VAGUE  # "for the next half-year" is how long
    if count is None or count > 1000 or found.after in "yYs" or (several and not toward):
        return None
    if found.after == "f" and (several or found.match.start("mod") < found.match.start("u")) and modified != "T":
        return None  # the last year of the war, the last two weeks of July
    if found.worth("mod") == "latest" and not several:
        return None
    if unit == "day" and toward and not several:
        return ANCHORED._replace(shift=("day", toward))  # the next day: not of the day of publication
    if published is None:
        return RELATIVE
    toward *= 2 if found.worth("mod") == "before_last" else 1
    return Meant(_stretch(published, unit, count * toward) if several else period(published, unit, toward))


def _stretch(published: Day, unit: str, by: int) -> str | None:
    """From or to the day of publication, over some units, in the precision of the unit."""
    if unit in ("week", "fortnight"):
        unit, by = "day", by * (7 if unit == "week" else 14)
    ends = sorted(x for x in (period(published, unit, by), period(published, unit, 0)) if x)
    return f"{ends[0].split('/')[0]}/{ends[1].split('/')[-1]}" if len(ends) == 2 else None


def ago(found: Found) -> Meant | None:
    """ "two years ago", in the precision of the unit."""
    return _away(found, -1)


def later(found: Found) -> Meant | None:
    """ "two weeks from now"."""
    return _away(found, 1)


def within(found: Found) -> Meant | None:
    """ "in three days", only where the sentence speaks of the future: else it is how long something took."""
    at = found.match.start()
    if found.setting.future(found.pieces[at].start):
        return _away(found, 1)
    several = found["n"] is not None or found.signs("u") == "V"
    if found.pieces[at].value != "after" or not several or found.after in "yYMHWmhw":
        return None
    unit, count = _unit(found)
    return ANCHORED if found.after in "f<" or count is None else ANCHORED._replace(shift=(unit, count))


def _away(found: Found, direction: int) -> Meant | None:
    published = found.setting.published
    unit, count = _unit(found)
    if count is None and found["n"] is not None:
        return VAGUE
    if count is None or count > 3000 or found.after in "yYMHWmhwdD":
        return None
    if found.after in "f<":
        return ANCHORED if direction > 0 else None
    if published is None:
        return RELATIVE
    if found["n2"] is not None and found["u2"] is not None:  # 1 month and 21 days: to the day
        return Meant(_compound(found, published, direction))
    return Meant(period(published, unit, direction * count))


def _compound(found: Found, published: Day, direction: int) -> str | None:
    """The day that several units lead to, all counted."""
    months = days = 0
    number = 1
    for piece in found.pieces[found.match.start() : found.match.end()]:
        if piece.sign in "dDnkK#" and isinstance(piece.value, int):
            number = piece.value
        elif piece.sign in "gQUjV":
            count = 2 if piece.sign == "V" else number
            months += {"month": 1, "year": 12, "quarter": 3, "decade": 120}.get(piece.value, 0) * count
            days += {"day": 1, "week": 7}.get(piece.value, 0) * count
            number = 1
    if months > 12000 or days > 100_000:
        return None
    year, month = calendars.shift_month(published.year, published.month, direction * months)
    there = calendars.point(year, month, min(published.day, 28))
    days = direction * days + max(0, published.day - 28)
    return (Day.fromisoformat(there) + datetime.timedelta(days=days)).isoformat() if there else None


def anchored(found: Found) -> Meant | None:
    """ "two days later", "a year after it was founded": counted from another event, so without a value."""
    unit, count = _unit(found)
    bare = found["n"] is None and found.signs("u") != "V" and found.signs()[0] not in "aC"
    if bare and (unit == "day" or found.pieces[found.match.end() - 1].value not in ("later", "earlier")):
        return None
    way = found.pieces[found.match.end() - 1]
    if count is None:
        return ANCHORED if way.sign != "F" else None
    direction = -1 if way.value in ("anchored_before", "earlier") else 1
    return Meant(form="none" if way.sign == "F" else "anchored", shift=(unit, direction * count))


def after_that(found: Found) -> Meant | None:
    """ "After it by two years": counted from the date told before, the word for the direction first."""
    way = found.pieces[found.match.start()].value
    unit, count = _unit(found)
    several = found["n"] is not None or found.signs("u") == "V"
    if way not in ("after_that", "before_that") and not (way == "later" and several) or count is None:
        return None
    return ANCHORED._replace(shift=(unit, -count if way == "before_that" else count))


def current(found: Found) -> Meant | None:
    """ "at the end of the year": of the year of publication."""
    published = found.setting.published
    unit, _ = _unit(found)
    if unit == "day" or found.after in "yYZdDLNTfe":
        return None
    return Meant(period(published, unit, 0)) if published else RELATIVE


def part_of(found: Found) -> Meant | None:
    """A quarter, a half or a week of a year or month; a week of a month in the precision of the month."""
    which, unit, published, month = found.worth("n"), found.worth("u"), found.setting.published, found.worth("m")
    if isinstance(which, str):  # "the last quarter"
        which = _LAST.get(unit)
    if month is not None:
        return in_year(found, month)
    year = found.year
    if "Q" in found.signs("rel"):
        return Meant(period(published, "month", found.toward())) if published else RELATIVE
    if year is None and (found.signs("rel") or "g" in found.signs() or found.signs() == "I"):
        if published is None:
            return RELATIVE
        year = published.year + found.toward()
    if year is None:
        return None
    if found.signs("n") == "I":
        return Meant(calendars.half(year, which - 10) if which > 10 else calendars.quarter(year, which))
    if unit == "quarter" or unit == "half":
        part = (calendars.quarter if unit == "quarter" else calendars.half)(year, which)
        return Meant(part) if part else None
    return Meant(calendars.point(year, which) if found.signs("u") == "Q" and which and which <= 12 else calendars.point(year))


def season(found: Found) -> Meant | None:
    """A season belongs to a year; which months it covers depends on the country, so the year is all that is said."""
    year, published, modifier = found.year, found.setting.published, found.signs("mod") + found.signs("rel")
    if year is not None:
        return Meant(calendars.point(year))
    if not modifier:
        return VAGUE if found.after in "$.,!|)" and not found.names else None  # "by the summer."
    if published is None:
        return RELATIVE
    toward = 1 if "N" in modifier else -1 if "L" in modifier else 0
    if "g" in modifier or toward == 0:
        return Meant(calendars.point(published.year + toward))
    ends = sorted((published.year, published.year + toward))
    return Meant(f"{ends[0]}/{ends[1]}")  # next spring: of this year or the next
