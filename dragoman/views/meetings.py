"""The page of a meeting with its attendance board, and the calendar: a list or a month, of all or of one organisation or person."""

from __future__ import annotations

import calendar as weeks
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.ledger import Answer, Row
from dragoman.model import Date
from dragoman.views.asked import Asked, Page
from dragoman.views.listings import entity_asked
from dragoman.views.nearby import coming, later, past, together

LISTED = 40  # meetings on a page of the list
SAID = 12  # statements from its pages that the page of a meeting shows
ROUGH = 31  # days: what is known more roughly stands under the month, not in a day of it


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks of days with their meetings; `loose` are those of which only the month is known."""

    date: Date
    before: str
    after: str
    weekdays: Sequence[str]
    weeks: Sequence[Sequence[tuple[datetime.date, Sequence[Row]]]]
    loose: Sequence[Row]


def meeting(asked: Asked, id: str) -> Page | None:
    """The page of one meeting, or None."""
    answer = asked.ledger.meeting(id, asked.when)
    row = next(iter(answer.rows), None)
    if row is None:
        return None
    data = {"meeting": row.json(), "cited": {x: answer.cited[x].json() for x in row.claims if x in answer.cited}}
    shown = {"row": row, "answer": answer, **_around(asked, row)}
    return Page("meeting.html", None, {"meetings": answer}, shown, data=data, rows=[row.json()], meetings=(answer, [row]))


def _around(asked: Asked, row: Row) -> dict[str, object]:
    """What else was read of the organisation on the days of the meeting: documents and statements from its pages."""
    pages = {x.article for id in row.claims if (x := asked.ledger.claim(id))}
    found: dict[str, list[object]] = {"document": [], "statement": []}
    articles = [article for page in sorted(pages) if (article := asked.ledger.article(page))]
    articles.sort(key=lambda x: x.published.text if x.published else "")
    for article in articles:
        for claim in asked.ledger.claims(article=article.id):
            if claim.kind in found:
                found[claim.kind].append((claim, article))
    return {"documents": found["document"], "said": found["statement"], "shown_said": SAID}


def calendar(asked: Asked) -> Page:
    """The meetings of all organisations, or those of `?org=`, or those where `?person=` is named; `?month=2024-07` shows a month."""
    org, person = entity_asked(asked, "org"), entity_asked(asked, "person")
    listing = _whole(asked, org, person) if asked.form or person else _some(asked, org)
    around = None if asked.form or person else _of_month(asked, org)
    month = _month(asked, every(around) if around else listing.rows)
    shown = {
        "coming": listing.coming, "past": listing.past, "undated": listing.undated, "at": asked.at, "more": listing.more,
        "answer": around or listing.answer, "org": org, "person_asked": person, "month": month,
        "this_month": (_nearest(listing) or asked.when.on.first).isoformat()[:7],
    }  # fmt: skip
    title = asked.words.say("calendar.title")
    rows = [x.json() for x in listing.rows] if asked.form else []
    return Page("calendar.html", title, {"meetings": listing.answer}, shown, rows=rows, meetings=(listing.answer, listing.rows))


@dataclass(frozen=True, slots=True)
class Listing:
    """The meetings of a page of the list: to come, past (the latest first), without a day; and all that were looked at."""

    answer: Answer
    rows: Sequence[Row]
    coming: Sequence[Row]
    past: Sequence[Row]
    undated: Sequence[Row]
    more: bool


def _whole(asked: Asked, org: str | None, person: str | None) -> Listing:
    """A page of the list out of all meetings."""
    answer = asked.ledger.meetings_with(person, asked.when) if person and not org else asked.ledger.meetings(org, asked.when)
    rows = [x for x in every(answer) if not person or person in guests(x)]
    return _page(asked, answer, rows, False)


def _page(asked: Asked, answer: Answer, rows: Sequence[Row], more: bool) -> Listing:
    """The part of the rows that stands on the page asked for."""
    coming, past, undated = parted(rows, asked.when.on.first)
    start, found = (asked.at - 1) * LISTED, list[Sequence[Row]]()
    for part in (coming, past[::-1], undated):
        found.append(part[max(0, start) : max(0, start + LISTED)])
        start -= len(part)
    return Listing(answer, rows, found[0], found[1], found[2], more or len(rows) > asked.at * LISTED)


def _some(asked: Asked, org: str | None) -> Listing:
    """The same out of the meetings nearest to the day, from ever longer stretches of days until the page is full."""
    wanted = asked.at * LISTED
    ahead = coming(asked, org, wanted)
    if len(ahead.rows) >= wanted:
        return _page(asked, ahead, ahead.rows, True)
    back = past(asked, org, wanted - len(ahead.rows))
    if len(ahead.rows) + len(back.rows) < wanted:
        return _whole(asked, org, None)
    both = together(back, ahead)
    return _page(asked, both, both.rows, True)


def _of_month(asked: Asked, org: str | None) -> Answer | None:
    """The meetings of the month asked for, and of the days around it that stand in the same weeks; None if none is asked for."""
    first = _first_of_month(asked)
    return asked.ledger.meetings(org, asked.when, later(first, -7), later(first, ROUGH + 7)) if first else None


def guests(row: Row) -> set[str | None]:
    """The ids of those on a meeting's attendance board."""
    return {x["guest"].get("id") for x in row.what.get("attendance") or () if isinstance(x["guest"], dict)}


def _nearest(listing: Listing) -> datetime.date | None:
    """The first day of the next meeting, or of the last one."""
    row = next(iter(listing.coming), None) or next(iter(listing.past), None)
    return Date(row.what["date"]).first if row else None


def parted(rows: Sequence[Row], today: datetime.date) -> tuple[list[Row], list[Row], list[Row]]:
    """Meetings to come, past, and without a day."""
    dated = [x for x in rows if x.what.get("date")]
    coming = [x for x in dated if Date(x.what["date"]).last >= today]
    return coming, [x for x in dated if x not in coming], [x for x in rows if x not in dated]


def every(answer: Answer) -> list[Row]:
    """All meetings of an answer."""
    return [*answer.rows, *answer.beside]


def _month(asked: Asked, rows: Sequence[Row]) -> Month | None:
    """The month asked for with the meetings of its days; None if none is asked for."""
    first = _first_of_month(asked)
    if first is None:
        return None
    begins = asked.words.raw("calendar.first_weekday")
    dated = [(x, Date(x.what["date"])) for x in rows if x.what.get("date")]
    grid = [
        [(day, [x for x, d in dated if d.first <= day <= d.last and (d.last - d.first).days < ROUGH - 3]) for day in week]
        for week in weeks.Calendar(begins).monthdatescalendar(first.year, first.month)
    ]
    loose = [x for x, d in dated if d.text == first.isoformat()[:7]]
    names = asked.words.raw("calendar.weekdays")
    return Month(Date(first.isoformat()[:7]), _shift(first, -1), _shift(first, 1), [names[(begins + i) % 7] for i in range(7)], grid, loose)


def _first_of_month(asked: Asked) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(asked.query.get("month", "")[:7] + "-01")
    except ValueError:
        return None


def _shift(day: datetime.date, months: int) -> str:
    """The month before or after, as YYYY-MM."""
    total = max(1, min(9999 * 12, day.year * 12 + day.month - 1 + months))
    return f"{total // 12:04d}-{total % 12 + 1:02d}"
