"""What a page leaves to be understood of the meeting that is its news: the day on which it reports, the town it is written from."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.claimdays import told_day
from dragoman.claims.meetings.bodies import Meeting
from dragoman.claims.meetings.days import is_of_travel
from dragoman.claims.meetings.joining import overtaken
from dragoman.claims.words.units import Text
from dragoman.model import Date

_NEWS = 6  # sentences of a page that tell its news
_FRESH = 3  # days before the page's own within which its news happened


def by_news(text: Text, found: Sequence[Meeting]) -> None:
    """Give the meetings that are a page's news the day told before them, and those under way the town of the date line."""
    if not found:
        return
    town = next(((u, o) for u in text.units if "dateline" in u.classes and (o := u.option("city"))), None)
    for meeting in found:
        news = meeting.noun.sentence <= _NEWS
        if town and news and meeting.stage == "ongoing" and not (meeting.city or meeting.country or meeting.venue):
            meeting.city = town
        if meeting.day is not None or meeting.earlier or meeting.coming or meeting.stage in ("postponed", "cancelled"):
            continue
        meeting.day = _day_of_line(text, meeting)
        news = news and not overtaken(meeting, found)
        if meeting.day is None and news and meeting.told and meeting.stage in (None, "held", "ongoing"):
            meeting.day = _day_of_news(text, meeting)
        published = text.article.published
        if meeting.day and published and meeting.day.last <= published.first:
            meeting.stage = meeting.stage if meeting.stage == "ongoing" else "held"


def _day_of_line(text: Text, meeting: Meeting) -> Date | None:
    """The day or year with which the line of a chronicle begins, where its sentence tells no other."""
    first, last = text.bounds[meeting.noun.sentence]
    start = text.units[first]
    sign = text.units[first + 1] if first + 1 < last else start
    if start.kind != "date" or not (sign.text == ":" or sign.has("dash")) and (not start.has("dateline") or meeting.noun.sentence <= 1):
        return None
    others = [u for u in text.units[first + 1 : last] if told_day(u)]
    return start.value if not others and isinstance(start.value, Date) else None


def _day_of_news(text: Text, meeting: Meeting) -> Date | None:
    """The one fresh day that the sentence of a meeting tells, else the one before it, and so on to the beginning of the page."""
    published = text.article.published
    if published is None or published.precision != "day":
        return None
    for sentence in range(meeting.noun.sentence, -1, -1):
        first, last = text.bounds[sentence]
        told = [u for u in text.units[first:last] if told_day(u) and not u.has("dateline")]
        days = {u.value.text: u.value for u in told if not is_of_travel(text.meeting_marks[sentence], u.index - first)}
        fresh = [d for d in days.values() if d.precision == "day" and 0 <= (published.last - d.first).days <= _FRESH]
        if told:
            return fresh[0] if len(days) == len(fresh) == 1 else None
    return None
