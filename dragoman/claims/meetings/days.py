"""The day of a meeting: which of the days around its noun is its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile

from dragoman.claims.claimdays import told_day
from dragoman.claims.meetings.words import STAGES, meeting_words
from dragoman.claims.words.lexicon import Words
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Date

_LONGEST = 21  # days that a meeting lasts at most
_PAIR = 2  # days from one to another that "and" joins, so that a meeting lasts from the one to the other
_AND = "\u0648"  # Arabic "and", written on to a day
_TOLD = 8  # units behind a verb of saying within which its day stands
_NEXT_TO = 2  # units behind a verb of putting off within which "from A to B" is of the day given up and the new one
_LETTERS = 2  # that a word between two days has at most
_RANGE = len("2024-11-26/2024-11-30")
_TRIP = 5  # units behind a verb of coming within which its day stands
_SHORT = 4  # units of a relative clause that only tells when: "which got going on Monday"


def new_day(units: Sequence[Unit], marks: Sequence[frozenset[str]], low: int, high: int) -> Date | None:
    """The day to which a meeting is put off, right behind the verb and "to" or "until"."""
    put_off = next((i for i in range(low, high) if "postponed" in marks[i]), None)
    if put_off is None:
        return None
    for i in range(put_off + 1, min(high, put_off + 12)):
        if not told_day(units[i]):
            continue
        day: Date = units[i].value
        both = len(day.text) == _RANGE and (i - put_off <= _NEXT_TO or _two_months(units[i].text))
        if both and not units[i - 1].has("until_word", "until"):
            return Date(day.last.isoformat())
        if units[i - 1].has("to", "until_word", "in"):
            return day
    return None


def _two_months(words: str) -> bool:
    """Whether a range says its month twice, so that it may be two days: Arabic "that was planned for 26 November to 30 November"."""
    letters = [w for w in words.split() if w.isalpha() and len(w) > _LETTERS]
    return len(letters) > len(set(letters))


def nearest_day(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, low: int, high: int) -> Date | None:
    """The nearest day to the noun, rather behind it than before it; not that on which a meeting to come was announced or bidden to."""
    words, published = meeting_words(text.language.code), text.article.published
    told = [i for i in range(low, high) if told_day(units[i]) and not _since(units, words, i) and not of_plan(units, i)]
    told = [i for i in told if not _of_name(units, i) and not _until_a_year(units, i)]
    told = [i for i in told if not _from_then(units, i) and (not units[i].has("aside") or units[at].has("aside"))]
    told = [i for i in told if not _of_standing(units, at, i) and not is_last_day(units, marks, i)]
    told = [i for i in told if not _of_saying(units, marks, at, i) and not _after_event(units, marks, at, i)]
    told = [i for i in told if not is_of_travel(marks, i)]
    firm = next((i for i in range(low, high) if "took_place" in marks[i]), None)
    if firm is not None:  # "took place in July, had first been set for May"
        told = [i for i in told if not any(m & {"planned", "postponed"} and "held" not in m for m in marks[firm + 1 : i])]
    coming = next((i for i in range(low, high) if "planned" in marks[i] and "held" not in marks[i]), None)
    if coming is not None and published and firm is None:
        told = [i for i in told if i > coming or not _of_telling(units, marks, i, published)]
    told = [i for i in told if not any("invited_to" in marks[k] for k in range(i, at)) and not of_clause(units, marks, at, i)]
    if not told:
        return None
    best = min(told, key=lambda i: abs(i - at) + (3 if i < at else 0))
    return _with_the_next(units, _within(units, told, best) if any(not m.isdisjoint(STAGES) for m in marks[low:high]) else best)


def _within(units: Sequence[Unit], told: Sequence[int], best: int) -> int:
    """The day or month that lies in a bare year told nearer to the noun: "the 2019 summit was held on 2 November 2019"."""
    year: Date = units[best].value
    if len(year.text) != len("2024"):
        return best
    days: list[Date] = [units[i].value for i in told]
    inside = [i for i, d in zip(told, days, strict=True) if len(d.text) > len(year.text) and year.first <= d.first <= d.last <= year.last]
    return min(inside, key=lambda i: abs(i - best), default=best)


def _with_the_next(units: Sequence[Unit], i: int) -> Date:
    """A day, or two of them that "and" joins: "on Wednesday and Thursday"."""
    day: Date = units[i].value
    for one, two in ((i, i + 1), (i, i + 2), (i - 1, i), (i - 2, i)):
        if not 0 <= one < two < len(units) or not (told_day(units[one]) and told_day(units[two])):
            continue
        first, last = units[one].value, units[two].value
        joined = units[two].has("and_clitic") or two - one == 2 and units[one + 1].has("and") or units[two].text[:1] == _AND
        if joined and first.precision == last.precision == "day" and 0 < (last.first - first.last).days <= _PAIR:
            return Date(f"{first.first.isoformat()}/{last.last.isoformat()}")
    return day


def is_of_travel(marks: Sequence[frozenset[str]], i: int) -> bool:
    """Whether a day is that on which somebody came or went: "arrived in Baghdad on Sunday to attend the summit"."""
    return any(m & {"arrive_word", "visit_verb"} for m in marks[max(0, i - _TRIP) : i])


def _of_name(units: Sequence[Unit], i: int) -> bool:
    """Whether a year begins the name of something behind it: "the 2027 World Cup"; a summit of that year is a noun."""
    behind = units[i + 1] if i + 1 < len(units) else None
    named = behind is not None and behind.upper and behind.kind == "word" and not behind.classes
    return named and len(units[i].value.text) == 4 and bool(i) and units[i - 1].has("the")


def _until_a_year(units: Sequence[Unit], i: int) -> bool:
    """Whether a year is that until which a plan reaches: "the concept for the time until 2040"."""
    if not i or len(units[i].value.text) != 4:
        return False
    return units[i - 1].has("until", "until_day") or units[i - 1].has("until_word") and " " in units[i - 1].text


def is_last_day(units: Sequence[Unit], marks: Sequence[frozenset[str]], i: int) -> bool:
    """Whether a day is that until which a meeting goes on: "which lasts until tomorrow"."""
    until = bool(i) and units[i - 1].has("until", "until_word", "to")
    return until and any("lasting" in m for m in marks[max(0, i - _SHORT) : i])


def last_day(units: Sequence[Unit], marks: Sequence[frozenset[str]], low: int, high: int, published: Date) -> Date | None:
    """The days from that of the page to the one until which the meeting goes on, where the clause tells it."""
    ends = (units[i].value for i in range(low, high) if told_day(units[i]) and is_last_day(units, marks, i))
    end = next((d for d in ends if d.precision == "day" and published.precision == "day"), None)
    return Date(f"{published.text}/{end.text}") if end and 0 < (end.first - published.first).days <= _LONGEST else None


def closing_days(units: Sequence[Unit], marks: Sequence[frozenset[str]], low: int, high: int, published: Date | None) -> Date | None:
    """The days from that of the page to the one on which the meeting ends, told in the present: "ends on Thursday"."""
    if published is None or published.precision != "day" or not any("closing_now" in m for m in marks[low:high]):
        return None
    others = [u for u, m in zip(units[low:high], marks[low:high], strict=True) if "closing_now" not in m]
    if any(u.has("is_future", "will_word", "future") for u in others):
        return None  # "will chair the summit that ends on Thursday": it may have yet to begin
    end = next((units[i].value for i in range(low, high) if told_day(units[i]) and units[i].value.precision == "day"), None)
    if end is None or "/" in end.text:
        return None
    last = end.first + timedelta(days=7 if end.first < published.first and not any(c.isdecimal() for c in _words_of(units, end)) else 0)
    return Date(f"{published.text}/{last.isoformat()}") if 0 < (last - published.first).days <= _LONGEST else None


def _words_of(units: Sequence[Unit], day: Date) -> str:
    return next((u.text for u in units if u.value is day), "")


def is_ahead(units: Sequence[Unit], marks: Sequence[frozenset[str]], low: int, high: int) -> bool:
    """Whether the clause tells of what is to come, and of nothing held."""
    said = frozenset().union(*marks[low:high])
    future = said & {"planned", "attend_future", "gathers_now"} or any(u.has("is_future", "will_word", "future") for u in units[low:high])
    return bool(future) and not said & {"held", "ended"}


def next_time(units: Sequence[Unit], day: Date, published: Date) -> Date | None:
    """The same day of the next year, or a weekday of the next week; None where the words give the year."""
    told = next((u for u in units if u.value is day), None)
    if told is None and "/" in day.text and (published.first - day.first).days < 7:
        return Date("/".join((d + timedelta(days=7)).isoformat() for d in (day.first, day.last)))  # "on Sunday and Monday"
    if told is None or "/" in day.text or any(w.isdecimal() and len(w) == 4 for w in told.text.split()):
        return None
    past = (published.first - day.last).days
    if day.precision == "day" and not any(c.isdecimal() for c in told.text):
        return Date((day.first + timedelta(days=7)).isoformat()) if 1 < past < 7 else day  # "on Monday"; not "yesterday"
    return Date(f"{day.first.year + 1}{day.text[4:]}") if len(day.text) > 4 and not day.text.endswith("02-29") else None


def past_weekday(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, day: Date) -> bool:
    """Whether a weekday to come is that of a meeting after which something is said: "he told reporters after the meeting on Friday"."""
    told = next((u for u in units if u.value is day), None)
    after = any("after_it" in marks[k] for k in range(max(0, at - _SHORT), at))
    return after and told is not None and day.precision == "day" and "/" not in day.text and not any(c.isdecimal() for c in told.text)


def _of_telling(units: Sequence[Unit], marks: Sequence[frozenset[str]], i: int, published: Date) -> bool:
    """Whether a day is past or stands beside a verb of saying: "said on Monday that it would host the summit"."""
    days = (published.first - units[i].value.last).days
    weekday = 1 < days < 7 and not any(c.isdecimal() for c in units[i].text)  # "on Tuesday will gather": the next one
    return (days > 0 and not weekday) or any("told_word" in m for m in marks[max(0, i - 4) : i + 5])


def _of_saying(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, i: int) -> bool:
    """Whether a day stands beside a verb of saying, before the clause of the meeting: "said on Monday that at the summit ..."."""
    if not any(units[k].has("that_word") for k in range(i + 1, at)):
        return False
    before = range(max(0, i - _TOLD), i)
    return any("told_word" in marks[k] or units[k].has("said", "announced", "speech_word") for k in before)


def _after_event(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, i: int) -> bool:
    """Whether a day is that of something after which the meeting came: "was put off after the 11 September attacks"."""
    back = i - 2 if i > 1 and units[i - 1].has("the") else i - 1
    behind = units[i + 1] if i + 1 < len(units) else None
    if back <= at or behind is None or behind.kind != "word" or behind.has("in", "and", "at", "with", "by", "to", "clause"):
        return False
    return units[back].has("after_word") and not behind.upper


def of_clause(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, i: int) -> bool:
    """Whether a day or town stands in a relative clause about something else: "the summit put off what he decided on 22 July in Rome"."""
    clause = next((k for k in range(i - 1, at, -1) if units[k].has("relative", "fact_clause")), None)
    if clause is None or clause - at <= 2 or i - clause <= _SHORT and not any(u.options for u in units[clause:i]):
        return False
    return not any(not m.isdisjoint(STAGES) for m in marks[clause : i + 1])


_STANDING = ("join", "joined_full", "accession", "leave", "found", "admitted_passive", "suspend", "sign")


def _of_standing(units: Sequence[Unit], at: int, i: int) -> bool:
    """Whether a day stands between other commas than the noun, beside a step of somebody's standing: "X, which joined in March, …"."""
    low, high = (at, i) if at < i else (i, at)
    if not any(u.has("comma") for u in units[low:high]):
        return False
    first = next((k for k in range(i, -1, -1) if units[k].has("comma")), -1) + 1
    last = next((k for k in range(i, len(units)) if units[k].has("comma")), len(units))
    aside = first > 0 and not any(u.option("city") for u in units[first:last])
    return aside and any(u.has(*_STANDING) for u in units[first:last])


def of_plan(units: Sequence[Unit], i: int) -> bool:
    """Whether a year is that until which something is planned: "the strategy until 2035", "for 2026-2030"."""
    value = units[i].value.text
    years = len(value) == 4 and bool(i) and units[i - 1].has("until")
    return years or (len(value) in (9, 15) and "/" in value)  # of years, or of months


def _from_then(units: Sequence[Unit], i: int) -> bool:
    """Whether a day is one from which something holds, no range: "for two years from 1 January"."""
    if "/" in units[i].value.text or not i:
        return False
    since = units[i - 1].has("since") and units[i].value.precision in ("day", "year")
    return since or units[i - 1].has("from") and units[i - 1].has("place_word")


def _since(units: Sequence[Unit], words: Words, i: int) -> bool:
    """Whether a day is one since which something is so: "for the first time since 2012", "since he came to power in 2012"."""
    near = [units[i].text.split()[0], *(u.text for u in takewhile(lambda u: u.kind == "word", reversed(units[max(0, i - 3) : i])))]
    reign = any("reign_word" in words.classes(w)[0] for u in units[max(0, i - 6) : i] for w in u.text.split())
    return reign or any("since_word" in words.classes(w)[0] for w in near)
