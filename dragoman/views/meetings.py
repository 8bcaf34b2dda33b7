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

LISTED = 60  # meetings on a page of the list
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
    answer = asked.ledger.meetings(None, asked.when)
    row = next((x for x in (*answer.rows, *answer.beside) if x.what.get("id") == id), None)
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
    answer = asked.ledger.meetings(org, asked.when)
    rows = [x for x in (*answer.rows, *answer.beside) if not person or person in guests(x)]
    coming, past, undated = parted(rows, asked.when.on.first)
    at = max(1, int(asked.query["page"])) if asked.query.get("page", "").isdecimal() else 1
    shown = {
        **_some(coming, past[::-1], undated, at), "at": at, "more": len(rows) > at * LISTED, "answer": answer, "org": org,
        "person_asked": person, "month": _month(asked, rows), "this_month": (_nearest(coming, past) or asked.when.on.first).isoformat()[:7],
    }  # fmt: skip
    title = asked.words.say("calendar.title")
    return Page("calendar.html", title, {"meetings": answer}, shown, rows=[x.json() for x in rows], meetings=(answer, rows))


def _some(coming: Sequence[Row], past: Sequence[Row], undated: Sequence[Row], at: int) -> dict[str, Sequence[Row]]:
    """Those of the three that stand on a page of the list, one after the other."""
    found: dict[str, Sequence[Row]] = {}
    start = (at - 1) * LISTED
    for key, rows in (("coming", coming), ("past", past), ("undated", undated)):
        found[key] = rows[max(0, start) : max(0, start + LISTED)]
        start -= len(rows)
    return found


def guests(row: Row) -> set[str | None]:
    """The ids of those on a meeting's attendance board."""
    return {x["guest"].get("id") for x in row.what.get("attendance") or () if isinstance(x["guest"], dict)}


def _nearest(coming: Sequence[Row], past: Sequence[Row]) -> datetime.date | None:
    """The first day of the next meeting, or of the last one."""
    row = next(iter(coming), None) or next(reversed(past), None)
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
    try:
        first = datetime.date.fromisoformat(asked.query.get("month", "")[:7] + "-01")
    except ValueError:
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


def _shift(day: datetime.date, months: int) -> str:
    """The month before or after, as YYYY-MM."""
    total = max(1, min(9999 * 12, day.year * 12 + day.month - 1 + months))
    return f"{total // 12:04d}-{total % 12 + 1:02d}"
