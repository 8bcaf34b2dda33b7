"""What dates of the calendar mean: "4 July 2024", "07/2024", "in 2017", "the 1990s", "12 Shawwal 1433"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.claims.dates import calendars
from dragoman.claims.dates.calendars import Day
from dragoman.claims.dates.meaning import ANCHORED, ENDS, RELATIVE, VAGUE, Found, Meant, between, in_year

BULLETS = " \t-*\u2022\u00b7\u2013\u2014"  # with which lines begin
_OPENS = frozenset(".,;:!?()\u2013\u2014\u060c\u061b") | {""}  # before what begins a clause
_WAYS = {"following": 1, "next": 1, "preceding": -1, "same": 0}
_BEFORE_YEAR = frozenset("pFCBbtA<")  # in, from, after, before, between, until


def day_month(found: Found) -> Meant | None:
    """ "4 July", "the fourth of July 2024"."""
    month, day = found.worth("m"), found.worth("d")
    if found.signs("d") == "k" and found.before in "dDkKn":
        return None
    return in_year(found, month, day)


def month_day(found: Found) -> Meant | None:
    """ "July 4", unless the number counts something: "in July 30 states"."""
    sign, worded = found.signs("d"), found.signs("d") == "k" and found.worth("d") <= 20
    counted = found.after == "%" or (found.after not in ENDS and (found.setting.order == "dmy" or worded))
    if counted and not (found.signs("y") or sign == "o"):
        return None
    return in_year(found, found.worth("m"), found.worth("d"))


def day_range(found: Found) -> Meant | None:
    """ "3-4 July", "from July 3 to 4"."""
    day, last = found.worth("d"), found.worth("d2")
    return in_year(found, found.worth("m"), day, last_day=last) if last > day else None


def month_range(found: Found) -> Meant | None:
    """ "July-August 2024", "from November to March"."""
    month, last = found.worth("m"), found.worth("m2")
    if month == last:
        return in_year(found, month)  # one month by two names
    if last < month and (found.year or found.signs()[0] not in "fFb"):
        return None
    return in_year(found, month, last_month=last)


def month(found: Found) -> Meant | None:
    """A month, alone or with its year; a word that means other things too wants company."""
    alone = not (found.signs("y") or found.signs("yy") or found.signs("rel") or found.signs().startswith(("P", "Q")))
    sign = found.signs("m")
    if alone and found.before not in _BEFORE_YEAR | {"f"} and found.setting.order == "either" and found.names:
        return None  # April Brown
    if alone and (found.after == "%" or sign == "l" or (sign == "m" and found.before not in _BEFORE_YEAR | {"f"})):
        return None
    return in_year(found, found.worth("m"))


def iso(found: Found) -> Meant | None:
    """ "2024-07-04", "2024/7/4", "2024 July 4", "4.VII.2024"."""
    month, day = found.worth("m"), found.worth("d")
    if month > 12 >= day and found.setting.order != "mdy":
        month, day = day, month
    return between(found.worth("y"), Meant(month=month, day=day, weekday=found.weekday))


def compact(found: Found) -> Meant | None:
    """ "20240704"."""
    whole = found.worth("i")
    text = calendars.point(whole // 10000, whole // 100 % 100, whole % 100)
    return Meant(text) if text else None


def numeric(found: Found) -> Meant | None:
    """Day and month as digits with a year: by the one that cannot be a month, else by the habit of the article."""
    a, b, year = found.worth("a"), found.worth("b"), found.worth("y")
    if found.signs("j"):
        there = calendars.from_hijri(year, b, a)
        return Meant(there.isoformat(), hijri=True) if there else None
    if year < 100:
        piece = found["y"]
        version = found.signs("s") != "/" and found.setting.order == "either" and max(a, b) <= 12  # 4.5.12
        if version or piece is None or piece.end - piece.start < 2:
            return None
        year += 1900 if year > 50 else 2000
    if a <= 12 and b <= 12 and a != b and found.signs("s") != "." and found.setting.order == "either":
        return Meant(calendars.point(year))  # 4/7/2024 in an article that shows no habit
    day_first = a > 12 or (b <= 12 and (found.setting.order == "dmy" or found.signs("s") == "."))
    return between(year, Meant(day=a, month=b, weekday=found.weekday) if day_first else Meant(day=b, month=a, weekday=found.weekday))


def numeric_yearless(found: Found) -> Meant | None:
    """ "22.04", "4/22" with a preposition or a weekday before it; one of the two is no month or both are written with two digits."""
    a, b = found["a"], found["b"]
    if a is None or b is None or found.after in "%ng:-/.jUV#" or (a.value, b.value) == (24, 7):
        return None
    if not (found.before in "pFt" or found.signs("w") or (found.signs("s") == "/" and found.after in ENDS and found.before in "_,|&!")):
        return None
    # "at 11.30 on Thursday" is no month: the minutes of an hour told in news end in a five or a nought, "4.22" is a day
    clock = found.setting.order == "dmy" and found.signs("s") == "." and b.value % 5 == 0
    if found.weekday and found.signs("s") != "-" and found.setting.published is None:
        return RELATIVE
    if found.weekday and found.signs("s") != "-" and found.setting.published is not None:
        written = ((a.value, b.value), (b.value, a.value))
        near = [calendars.nearest_with_weekday(found.setting.published, found.weekday, *pair) for pair in written[: 2 - clock]]
        days = [day for day in near if day is not None]
        return Meant(days[0].isoformat()) if len(days) == 1 or (days and found.setting.order == "dmy") else None
    if a.value > 12 >= b.value or (found.setting.order == "dmy" and a.end - a.start == b.end - b.start == 2 and b.value <= 12):
        return in_year(found, b.value, a.value)
    return in_year(found, a.value, b.value) if b.value > 12 >= a.value and not clock else None


def numeric_day_range(found: Found) -> Meant | None:
    """ "from 10/1 to 11/7", "5/1-5/20/2020": the year alone where day and month may be either way round."""
    a, b, c, d, year = (found.worth(x) for x in ("a", "b", "a2", "b2", "y"))
    if (year is None and found.signs()[0] not in "fFb") or found.after in tuple("%/-:") or max(a, c) > 12 < max(b, d):
        return None
    order = "dmy" if max(a, c) > 12 else "mdy" if max(b, d) > 12 else found.setting.order
    if order == "either":
        return Meant(calendars.point(year)) if year else VAGUE
    day, month, last_day, last_month = (a, b, c, d) if order == "dmy" else (b, a, d, c)
    return in_year(found, month, day, last_day, last_month)


def numeric_month(found: Found) -> Meant | None:
    """ "07/2024", "2024-07": not the number of a document."""
    month, year = found["m"], found["y"]
    if month is None or year is None or found.after in "-/." or not 1900 <= year.value <= 2100:
        return None
    whole = found.pieces[found.match.start()].start == 0 and found.after == "$"
    lone = found.before == "_" and found.after in "$,!|)" and found.signs()[1:2] in ("/", "-")  # after a common word, at the clause's end
    if not whole and not lone and found.before not in "pFbtQ(CA<" and (month.end - month.start < 2 or found.before in "-/."):
        return None
    return Meant(calendars.point(year.value, month.value))


def early_year(found: Found) -> Meant | None:
    """ "the year 247", at the end of its clause: not "last year 247 came"."""
    year = found.worth("y")
    if found.after not in "$.,!|)" or found.before not in "_apFtb|," or not isinstance(year, int) or not 100 <= year <= 999:
        return None
    return Meant(calendars.point(year))


def bare_year(found: Found) -> Meant | None:
    """A year with a word for year, an era mark or a preposition; never a mere number of four digits."""
    year, signs, worded = found.worth("y"), found.signs(), found.signs("y") in "YZ"
    closed = signs[-1] in "gjE"  # its word follows it: "in 2004 [year] ten states joined" counts states, not years
    if (found.after in "%xJkK" and not closed) or found.before in "-/.#:'":
        return None
    value = Meant(calendars.point(year))
    if found.after in ":-" and found.heads_line and 1800 <= year <= 2100:
        return value  # "1995: Austria joins"
    if "g" in signs or "E" in signs or "j" in signs or (found.signs("y") == "Z" and found.before in "pf"):
        return value
    if worded:
        return value if found.before in _BEFORE_YEAR and (found.after in ENDS or found.after == "t") else None
    if not 1800 <= year <= 2100:
        return value if found.before in "pFB" and found.after in ENDS else None
    if signs.startswith("P") or (found.before == "(" and found.after in "),-"):
        return value
    if found.before in "&," and found.match.start() > 1 and found.pieces[found.match.start() - 2].sign in "yYgEj":
        return value if year >= 1900 and found.after in ENDS else None
    if found.before in _BEFORE_YEAR:
        return value if year >= 1900 or found.after in ENDS else None
    return value if found.before in "faT" and 1945 <= year <= 2050 and found.after not in "kKUgQjV" else None


def years(found: Found) -> Meant | None:
    """ "2003-2005", "from 2003 to 2005", "the 2023/24 season"."""
    first, last = found.worth("y"), found.worth("y2")
    short = last < 100
    last += first // 100 * 100 if short else 0
    if found.after == "%" or not first < last or not 1700 <= first <= last <= 2150:
        return None
    if short and (last - first > 20 or found.before not in "gpa(FPC" or found.signs("c") not in "-/"):
        return None
    if found.signs("c") == "&" and found.signs()[0] not in "bg":
        return None
    return Meant(f"{first}/{last}")


def decade(found: Found) -> Meant | None:
    """ "the 1990s", "the nineties"; not the forties of a man's life, nor twenties that are banknotes."""
    value, signs = found.worth("x"), found.signs()
    century = "s" in signs
    led = found.before in "pFfC" or signs[0] in "aP'" or (found.pieces[found.match.start()].start == 0 and found.after in ENDS)
    if found.signs("x") == "G" and not century and (found.after == "f" or not led):
        return None
    if found["c"] is not None:
        return Meant(f"{value + 100 * found.worth('c')}/{value + 100 * found.worth('c') + 9}") if found.worth("c") in (18, 19) else None
    if value < 100:
        value += 2000 if value in (0, 10, 20) and not century else 1900
    return Meant(f"{value}/{value + 9}")


def century(found: Found) -> Meant | None:
    """ "the 19th century": its hundred years."""
    which = found.worth("n")
    return Meant(f"{100 * which - 99:04}/{100 * which:04}") if which <= 21 else None


def hijri(found: Found) -> Meant | None:
    """A Hijri day, month or year; a month without a year is the one nearest to publication."""
    year, month, day = found.worth("y"), found.worth("m"), found.worth("d")
    if month is None:
        text = calendars.hijri_year(year)
        return Meant(text, hijri=True) if text and 1 <= year <= 1700 else None
    if year is not None and year > 1700:
        return Meant(calendars.point(year)) if year < 2200 else None
    if found.signs("m") == "h" and not (year or day) and not found.signs().startswith("Q") and found.before not in "pfCB<":
        return None
    published = found.setting.published
    if year is None and published is None:
        return RELATIVE._replace(hijri=True)
    if year is None and published is not None:
        year = _hijri_year(published, month)
    there = calendars.from_hijri(year, month, day) if day else None
    text = calendars.hijri_month(year, month) if day is None else there.isoformat() if there else None
    return Meant(text, hijri=True) if text else None


def _hijri_year(published: Day, month: int) -> int:
    """The Hijri year whose month lies nearest to a day."""
    guess = round((published.toordinal() - 227015) / 354.367) + 1
    firsts = {year: there for year in (guess - 1, guess, guess + 1) if (there := calendars.from_hijri(year, month, 15))}
    return min(firsts, key=lambda year: abs((firsts[year] - published).days), default=guess)


def holiday(found: Found) -> Meant | None:
    """A feast of a known day, in the year named or the one nearest to publication."""
    rule, published = found.worth("f"), found.setting.published
    year = found.year
    if year is None and found.signs("rel") and published is not None:
        year = published.year + found.toward() if "g" in found.signs("rel") else None
    if year is not None:
        day = calendars.feast(rule, year)
        return Meant(day.isoformat()) if day else None
    if published is None:
        return RELATIVE
    days = [day for year in range(published.year - 1, published.year + 2) if (day := calendars.feast(rule, year))]
    if found.toward():
        days = [day for day in days if (day > published) == (found.toward() > 0)]
    nearest = min(days, key=lambda day: abs((day - published).days), default=None)
    return Meant(nearest.isoformat()) if nearest else None


def of_headline(text: str, days: Sequence[tuple[int, Meant]]) -> list[tuple[int, int]]:
    """The year that the headline of a calendar names, and where: a page of which at least three lines begin with a day without one."""
    end = text.find("\n")
    year = " ".join({meant.text for start, meant in days if start < end and meant.text})
    if not re.fullmatch(r"\d{4}", year):
        return []
    begins = (start for start, meant in days if start > end and meant.text is None and meant.month)
    led = sum(not text[text.rfind("\n", 0, start) + 1 : start].strip(BULLETS) for start in begins)
    return [(0, int(year))] if led >= 3 else []


def other_month(found: Found) -> Meant | None:
    """ "That November", "the following January": the month that the date told before leads to; not "said that November was mild"."""
    way = found["way"]
    if way is None or way.value not in _WAYS:
        return None
    opens = found.text[: way.start].rstrip()[-1:] in _OPENS
    if way.value == "same" and not opens and found.after not in ENDS:
        return None
    return ANCHORED._replace(month=found.worth("m"), shift=("that_month", _WAYS[way.value]))


def of_other_year(found: Found) -> Meant | None:
    """ "In May of the same year", "January of the following year": the year is counted from the date told before."""
    way = found["way"] or found["way2"]
    if way is None or way.value not in _WAYS or way.value == "next" and found["d"] is None and "f" not in found.match[0]:
        return None
    return ANCHORED._replace(month=found.worth("m"), day=found.worth("d"), shift=("year", _WAYS[way.value]))
