"""The page of a meeting with its attendance board, and the calendar."""

from __future__ import annotations

import datetime

from dragoman.ledger import Answer, Row
from dragoman.model import Date
from dragoman.views.asked import Asked, Page


def meeting(asked: Asked, id: str) -> Page | None:
    """The page of one meeting, or None."""
    answer = asked.ledger.meetings(None, asked.when)
    row = next((x for x in (*answer.rows, *answer.beside) if x.what.get("id") == id), None)
    if row is None:
        return None
    data = {"meeting": row.json(), "cited": {x: answer.cited[x].json() for x in row.claims if x in answer.cited}}
    return Page("meeting.html", None, {"meetings": answer}, {"row": row, "answer": answer}, data=data, rows=[row.json()])


def calendar(asked: Asked) -> Page:
    """The meetings of all organisations: those to come, then those past, then those without a day."""
    answer = asked.ledger.meetings(None, asked.when)
    coming, past, undated = parted(answer, asked.when.on.first)
    shown = {"coming": coming, "past": past[::-1], "undated": undated, "answer": answer}
    return Page("calendar.html", asked.words.say("calendar.title"), {"meetings": answer}, shown)


def parted(answer: Answer, today: datetime.date) -> tuple[list[Row], list[Row], list[Row]]:
    """Meetings to come, past, and without a day."""
    rows = [*answer.rows, *answer.beside]
    dated = [x for x in rows if x.what.get("date")]
    coming = [x for x in dated if Date(x.what["date"]).last >= today]
    return coming, [x for x in dated if x not in coming], [x for x in rows if x not in dated]
