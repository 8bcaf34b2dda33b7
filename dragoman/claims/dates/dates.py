"""Finding dates: text -> mentions with EDTF values, relative to the day of publication.

`find_dates` looks over the stretches of date words that `dates.words` cuts out, takes at each place the longest of the forms of
`dates.forms`, joins neighbours to ranges and completes what lacks a year. Nothing is guessed: what cannot be derived has no value.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from dragoman.claims.dates import calendars
from dragoman.claims.dates.calendardates import BULLETS, of_headline
from dragoman.claims.dates.calendars import Day
from dragoman.claims.dates.forms import Fitting, matches
from dragoman.claims.dates.meaning import STOP, Found, Meant, Setting, between, is_future, tells_when, tense, years_passed
from dragoman.claims.dates.relativedates import period
from dragoman.claims.dates.words import DateWords, Piece, load_date_words, stretches
from dragoman.model import Date, Mention, Span

__all__ = ["DateWords", "find_dates", "load_date_words"]

_SENTENCE = 300  # letters between two dates of one sentence
_FAR = 45  # days from the page within which a day without a year is news, whatever was told before it
_LINE_SIGNS = (":", "-", "\u2013", "\u2014")
_BESIDE = 4  # characters between a day and the same day told in other words
_YEAR_LINE = re.compile(r"^[ \t*\u2022\u00b7-]*((?:18|19|20)\d\d)[ \t:.]*$", re.MULTILINE)
_BESIDE_YEAR = re.compile(r"[,\u060c] (\w\w )?")
_CLOCK = re.compile(r"[T:.]?\d\d?:\d\d")  # a clock time glued to a full date
_SIGNS_BEFORE = ("$", "\u20ac", "\u00a3", "\u2116", "#", "+")  # money, the number of a document, a telephone
_ORDER = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2\d{4}(?!\d)")


@dataclass(slots=True)
class _Hit:
    """A form found: where, between which pieces of which stretch, and what it means."""

    start: int
    end: int
    first: int
    last: int  # one past its last piece
    meant: Meant
    stretch: list[Piece]


def find_dates(text: str, words: DateWords, published: Date | None = None) -> list[Mention]:
    """The dates that a text names, in its order, as mentions of kind "date" with exact spans and EDTF values.

    `form` is "name"; "weekday-conflict" where a weekday does not fit its date; "recurrent" where the year is not derivable (the
    value is then text such as "--07-04" or "--07"); "relative" where the day of publication is not known (no value). A preposition
    before a date is not part of it, a word for year or era after it is. Clock times are passed over.
    """
    day = _day(published)
    order = _habit(text, words.order)
    setting = Setting(day, order, lambda at: is_future(text, at, words), lambda at: tense(text, at, words), words.eve)
    found = (hit for stretch in stretches(text, words) for hit in _hits(stretch, text, setting))
    hits = [hit for hit in found if tells_when(text, hit.start, hit.end, words)]
    if day is None and (day := _own_day(hits)) is not None:
        return find_dates(text, words, Date(day.isoformat()))
    hits = _shifted(_of_told_years(_of_line_years(_of_list_years(_pairs(_ranges(_counted(hits)))), text), text, day), text)
    known = _explicit(hits)
    return [mention for hit in hits if (mention := _mention(hit, day, known, setting)) is not None]


def _day(published: Date | None) -> Day | None:
    """The day of publication, None if it is not known to the day."""
    if published is None or published.first != published.last or not 1000 <= published.first.year <= 3000:
        return None
    return published.first


def _habit(text: str, order: str) -> str:
    """The order of day and month in digits: the language's, or that of a date in the text that can be read in one way only."""
    if order != "either":
        return order
    orders = set()
    for found in _ORDER.finditer(text):
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second:
            orders.add("dmy")
        elif second > 12 >= first:
            orders.add("mdy")
    return orders.pop() if len(orders) == 1 else order


def _hits(stretch: list[Piece], text: str, setting: Setting) -> list[_Hit]:
    """The forms of one stretch, the longest at each place, none overlapping."""
    signs = "".join([piece.sign for piece in stretch])
    found: list[_Hit] = []
    after = 0
    for at, forms in matches(signs):
        hit = _longest(signs, at, forms, stretch, text, setting) if at >= after else None
        if hit is not None:
            found.append(hit)
            after = hit.last
    return found


def _longest(signs: str, at: int, forms: Fitting, stretch: list[Piece], text: str, setting: Setting) -> _Hit | None:
    for form, match in forms:
        first, last = at, match.end()
        if "(" in match[0] and ")" not in match[0] and signs[last : last + 1] == ")":
            last += 1
        start, end = stretch[first].start, stretch[last - 1].end
        if stretch[first].sign in "dDny#" and first and stretch[first - 1].sign == "=":
            continue  # the number of a resolution
        if last == first or not _free(text, start, end, stretch, first, last):
            continue
        meant = form.mean(Found(match, stretch, setting, text))
        if meant is not None and (meant.text is not None or meant.form != "name" or meant.month or meant.weekday):
            return _Hit(start, end, first, last, meant, stretch)
    return None


def _free(text: str, start: int, end: int, stretch: list[Piece], first: int, last: int) -> bool:
    """Whether a date is not glued to what is no part of it: letters, more digits, a percent sign, a clock time."""
    if start and text[start - 1].isalnum() and not (first and stretch[first - 1].end == start):
        return False
    if text[start].isdecimal() and text[max(0, start - 2) : start].rstrip()[-1:] in _SIGNS_BEFORE:
        return False
    if text[start].isdecimal() and start > 1 and text[start - 1] in ".,:/-\u2013" and text[start - 2].isdecimal():
        return False
    after = text[end : end + 2]
    if stretch[last - 1].sign in "dDy" and (_CLOCK.match(text, end) if last - first > 2 else None):
        return True
    if (after[:1].isalnum() and text[end - 1].isdecimal()) or after[:1] in ("%", "\u066a"):
        return False
    return not (len(after) == 2 and after[0] in ":,." and after[1].isdecimal() and text[end - 1].isdecimal() and len(text) > end + 1)


def _own_day(hits: Iterable[_Hit]) -> Day | None:
    """The day that the text itself calls today: "today, Monday 1 July 2024"."""
    for hit in hits:
        text = hit.meant.text
        if text and len(text) == 10 and any(p.sign == "R" and p.value == 0 for p in hit.stretch[hit.first : hit.last]):
            return Day.fromisoformat(text)
    return None


def _counted(hits: list[_Hit]) -> list[_Hit]:
    """ "Two days after 15 June": one date, counted from the other; what is counted from nothing is none."""
    kept: list[_Hit] = []
    for hit in hits:
        before = kept[-1] if kept else None
        if before is not None and before.meant.shift and before.stretch is hit.stretch and before.last == hit.first and _leads(before):
            unit, count = before.meant.shift
            since = hit.meant.text
            text = period(Date(since).first, unit, count) if since and "/" not in since else None
            meant = Meant(text) if text else Meant(form="anchored")
            kept[-1] = _Hit(before.start, hit.end, before.first, hit.last, meant, hit.stretch)
        else:
            kept.append(hit)
    return [hit for hit in kept if hit.meant.form != "none"]


def _leads(hit: _Hit) -> bool:
    """Whether a count is from the date that follows it ("after", "before", "from"), not from one told before."""
    last = hit.stretch[hit.last - 1]
    if hit.last < len(hit.stretch) and hit.stretch[hit.last].sign in ".,|!)" and hit.stretch[hit.first].sign in "a@dDnkK":
        return False  # "took it back the year after.", "the others nine years after."
    return last.sign == "F" or (last.sign == "<" and last.value in ("anchored", "anchored_before"))


def _ranges(hits: list[_Hit]) -> list[_Hit]:
    """Two neighbours with a word for "to" between them as one range; the first may borrow its year from the second."""
    joined: list[_Hit] = []
    for hit in hits:
        before = joined[-1] if joined else None
        if before is not None and before.stretch is hit.stretch:
            link = "".join(p.sign for p in hit.stretch[before.last : hit.first])
            lead = before.stretch[before.first - 1].sign if before.first else "_"
            if link in ("t", "-", "tQ", "tp", ",t", "ta") or (link in ("&", "&p", "&a") and lead == "b"):
                whole = _span(before, hit)
                if whole is not None:
                    joined[-1] = whole
                    continue
        joined.append(hit)
    return joined


def _span(one: _Hit, two: _Hit) -> _Hit | None:
    """The range from one date to another, None if it would run backwards or is none; the one borrows its year from the other."""
    first = one.first - (one.first > 0 and one.stretch[one.first - 1].sign in "fFb")
    meant = _from_to(one.meant, two.meant)
    return meant and _Hit(one.stretch[first].start, two.end, first, two.last, meant, one.stretch)


def _from_to(a: Meant, b: Meant) -> Meant | None:
    if a.last_day or b.last_day or a.last_month or b.last_month:
        return None
    if a.text is None and a.month and b.text and len(b.text) >= 7:
        year = int(b.text[:4])
        a = between(year - (a.month > int(b.text[5:7])), a) or a
    elif b.text is None and b.month and a.text and len(a.text) >= 7:
        year = int(a.text[:4])
        b = between(year + (b.month < int(a.text[5:7])), b) or b
    if a.text and b.text and "/" not in a.text + b.text:
        return Meant(f"{a.text}/{b.text}") if Date(a.text).first < Date(b.text).first and Date(a.text).last <= Date(b.text).last else None
    if a.month and b.month and bool(a.day) == bool(b.day):
        return Meant(month=a.month, day=a.day, last_month=b.month, last_day=b.day)
    if a.weekday and b.weekday and not (a.month or b.month):
        return Meant(weekday=a.weekday, last_day=b.weekday, toward=a.toward or b.toward)
    return Meant(form="relative") if "relative" in (a.form, b.form) else None


def _pairs(hits: list[_Hit]) -> list[_Hit]:
    """A Hijri date with its Gregorian equivalent means the one day, which the Gregorian names; a weekday beside a date is its own."""
    for one, two in pairwise(hits):
        if one.stretch is not two.stretch or two.first - one.last > 3:
            continue
        link = {p.sign for p in one.stretch[one.last : two.first]}
        if not link <= set("ep/(-,)E|fQ"):
            continue
        a, b = one.meant, two.meant
        if a.hijri != b.hijri and a.text and b.text and _apart(a.text, b.text) <= 2:
            value = b.text if a.hijri else a.text
            one.meant, two.meant = a._replace(text=value), b._replace(text=value)
        elif a.hijri and not b.hijri and b.month and b.day and a.text and not b.text:
            two.meant = Meant(a.text) if a.text[5:7] == f"{b.month:02}" else b
        elif b.weekday and not b.month and not b.toward and a.day and a.month and "(" not in link:
            two.meant = b._replace(month=a.month, day=a.day)
        elif b.weekday and not b.month and a.text and len(a.text) == 10 and Day.fromisoformat(a.text).isoweekday() == b.weekday:
            two.meant = Meant(a.text)
    return hits


def _of_list_years(hits: list[_Hit]) -> list[_Hit]:
    """In a list the last day tells the year of all: "3 May, 4 June and 5 July 2021"; one of a later month was in the year before."""
    joined = False  # whether the one behind has its year from "and"
    for one, two in reversed(list(pairwise(hits))):
        a, b = one.meant, two.meant.text
        link = "".join(p.sign for p in one.stretch[one.last : two.first]).strip("pa") if one.stretch is two.stretch else ""
        listed = a.text is None and a.month and not (a.toward or a.shift) and b and len(b) in (7, 10) and (len(b) == 10) == bool(a.day)
        joined = bool(listed) and (link in ("&", ",&") or joined and link == ",")
        if joined and a.month and b:
            one.meant = between(int(b[:4]) - (a.month > int(b[5:7])), a) or a
    return hits


def _of_line_years(hits: list[_Hit], text: str) -> list[_Hit]:
    """A day without a year is of the year that heads its line or stands alone above it, or that is told just before it.

    "2004: ... on 29 March"; in brackets, of the one told before it in the line; behind a comma, "last year, on 26 June".
    """
    year: int | None = None  # the year told alone in this line
    lines = [(found.start(), int(found[1])) for found in _YEAR_LINE.finditer(text)] if hits else []
    lines += of_headline(text, [(hit.start, hit.meant) for hit in hits])
    heads, end = False, 0  # whether it heads the line; where the date before ended
    for hit in hits:
        own, between_them = hit.meant.text, text[end : hit.start]
        first = end == 0 or "\n" in between_them
        year, heads = (None, False) if first else (year, heads)
        if own and _fills_line(text, hit):
            lines.append((hit.start, int(own) if re.fullmatch(r"\d{4}", own) else 0))
        if own and re.fullmatch(r"\d{4}", own):
            begins = first and not between_them[between_them.rfind("\n") + 1 :].strip(BULLETS)
            heads = heads or (begins and text[hit.end : hit.end + 2].strip()[:1] in _LINE_SIGNS)
            year = year if heads and year else int(own)
        elif own is None and hit.meant.month and (year or lines) and not (hit.meant.weekday or hit.meant.toward or hit.meant.shift):
            beside = year and _BESIDE_YEAR.fullmatch(between_them)
            told = year if year and (heads or beside or text[hit.start - 1 : hit.start] == "(") else _year_above(lines, hit.start)
            hit.meant = (between(told, hit.meant) if told else None) or hit.meant
        elif own and not heads:
            year = None
        end = hit.end
    return hits


def _of_told_years(hits: list[_Hit], text: str, published: Day | None) -> list[_Hit]:
    """A month far from the day of the page, told behind one of another year in its sentence, is of that year: "in 2011, then in August"."""
    for one, two in pairwise(hits if published else ()):
        meant, told = two.meant, one.meant.text
        plain = meant.text is None and meant.month and not (meant.weekday or meant.toward or meant.shift or meant.last_month)
        plain = plain and not any(p.sign == "F" or p.value == "since" for p in one.stretch[max(0, one.first - 1) : one.first])
        if published is None or not plain or not meant.month or not told or "/" in told or not told[:4].isdecimal():
            continue
        near, whole = calendars.nearest_year(published, meant.month, meant.day or 15), between(int(told[:4]), meant)
        far = near is not None and abs((Day(near, meant.month, min(28, meant.day or 15)) - published).days) > _FAR
        later = whole is not None and whole.text is not None and Date(whole.text).first >= Date(told).first
        if far and later and int(told[:4]) < published.year and not STOP.search(text, one.end, two.start):
            two.meant = whole or meant
    return hits


def _year_above(lines: list[tuple[int, int]], at: int) -> int | None:
    """The year of the last line above a place that holds nothing but a date; None where that is more than a year."""
    return max((line for line in lines if line[0] < at), default=(0, 0))[1] or None


def _fills_line(text: str, hit: _Hit) -> bool:
    """Whether a line holds nothing but this date: it heads what stands below."""
    start = text.rfind("\n", 0, hit.start) + 1
    end = text.find("\n", hit.end)
    line = text[start : hit.start] + text[hit.end : end if end >= 0 else len(text)]
    return not line.strip(BULLETS + ":")


def _shifted(hits: list[_Hit], text: str) -> list[_Hit]:
    """ "Two days later": counted from the date before it in the same paragraph, if that is as precise as the unit."""
    for one, two in pairwise(hits):
        shift, since = two.meant.shift, one.meant.text
        if one.meant.form == "anchored" and since and two.meant.text is None and two.start - one.end < _BESIDE:
            if since[5:] == f"{two.meant.month or 0:02}-{two.meant.day or 0:02}":  # "the next day, 2 January"
                two.meant = two.meant._replace(text=since)
            continue
        if shift and since and shift[0] == "year" and _leads(two) and two.start - one.end < _BESIDE and "/" not in since:
            two.meant = two.meant._replace(text=str(Date(since).first.year - shift[1]))  # "in 1961, a year after" what came in 1960
            continue
        if (
            shift is None
            or since is None
            or _leads(two)
            or ("/" in since and shift[0] not in ("year", "decade"))
            or "\n" in text[one.end : two.start]
            or two.start - one.end > _SENTENCE
        ):
            continue
        if two.meant.month:  # "in May of the same year"
            year = between(Date(since).last.year + years_passed(since, two.meant.month, *shift), two.meant)
            two.meant = two.meant._replace(text=year.text if year else None)
        elif len(since) >= {"year": 4, "decade": 4, "month": 7}.get(shift[0], 10) and shift[0] != "weekend":
            unit, by = ("year", 10 * shift[1]) if shift[0] == "decade" else shift
            two.meant = two.meant._replace(text=period(Date(since).last if "/" in since else Date(since).first, unit, by))
    return hits


def _apart(one: str, two: str) -> int:
    return abs((Date(one).first - Date(two).first).days)


def _explicit(hits: Iterable[_Hit]) -> dict[str, str]:
    """Month and day -> year, of the days that the text names in full; "" where it names two years."""
    known: dict[str, str] = {}
    for hit in hits:
        if hit.meant.text and len(hit.meant.text) == 10:
            key, year = hit.meant.text[5:], hit.meant.text[:4]
            known[key] = year if known.get(key, year) == year else ""
    return known


def _mention(hit: _Hit, published: Day | None, known: dict[str, str], setting: Setting) -> Mention | None:
    value, form = _complete(hit, published, known, setting)
    whole = Date(value) if isinstance(value, str) and not value.startswith("--") else value
    return Mention(Span(hit.start, hit.end), "date", how="gazetteer", value=whole, form=form)


def _complete(hit: _Hit, published: Day | None, known: dict[str, str], setting: Setting) -> tuple[str | None, str]:
    """The EDTF value of a hit and its form."""
    meant = hit.meant
    if meant.text is not None or not (meant.month or meant.weekday):
        return meant.text, meant.form
    if meant.month is None:
        return _weekday(meant, published, hit.start, setting.future)
    named = int(known.get(f"{meant.month:02}-{meant.day or 0:02}") or 0) or None
    year = named if published is None else _year_near(meant, published)
    if year is None:
        return f"--{meant.month:02}" + (f"-{meant.day:02}" if meant.day else ""), "recurrent"
    year += _in_tense(meant, year, published, hit.start, setting) if published and not (named or meant.toward) else 0
    whole = between(year, meant)
    return (whole.text, whole.form) if whole is not None else (None, "recurrent")


def _in_tense(meant: Meant, year: int, published: Day, at: int, setting: Setting) -> int:
    """A year more or less than the nearest, where the words tell that it has come about, and it has not, or that it is to come."""
    whole = between(year, meant)
    if whole is None or whole.text is None:
        return 0
    day = Date(whole.text)
    if day.first > published:
        return -1 if setting.tense(at) < 0 else 0
    return 1 if (published - day.last).days > _FAR and setting.tense(at) > 0 else 0


def _year_near(meant: Meant, published: Day) -> int | None:
    """The year of a day or month named without one: the nearest to publication; the one its weekday fits, if one near does."""
    assert meant.month is not None
    if meant.toward:
        return calendars.year_toward(published, meant.month, meant.day, meant.toward)
    if meant.weekday and meant.day:
        there = calendars.nearest_with_weekday(published, meant.weekday, meant.day, meant.month)
        if there is not None:
            return there.year
    return calendars.nearest_year(published, meant.month, meant.day or 15)


def _weekday(meant: Meant, published: Day | None, at: int, future: Callable[[int], bool]) -> tuple[str | None, str]:
    """A weekday: the last one, today included, unless the words or the sentence say that it is to come."""
    if published is None or meant.weekday is None:
        return None, "relative"
    toward = meant.toward if meant.toward else 1 if future(at) else 0
    if toward == 1 and not meant.toward and published.isoweekday() == meant.weekday:
        toward = 0
    day = calendars.weekday(published, meant.weekday, toward)
    if meant.last_day:
        last = day + datetime.timedelta(days=(meant.last_day - meant.weekday) % 7)
        return calendars.interval(day, last), "name"
    return day.isoformat(), "name"
