"""What a reader typed and nobody can read: days that are none, names that nothing has. The pages say so, and leave them out."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.errors import BadDate
from dragoman.model import Date
from dragoman.views.asked import Asked

DAYS = ("since", "until", "and")  # the days of a question besides the one asked about and the one of knowledge
NAMES = ("org", "person", "about", "by")


def day(text: str | None) -> Date | None:
    """The date that was typed; None if nothing was typed, or no date.

    >>> day("2024-07"), day("yesterday"), day(None)
    (Date(text='2024-07'), None, None)
    """
    try:
        return Date(text) if text else None
    except BadDate:
        return None


def first_of(text: str | None) -> str | None:
    """The first day of a typed date, as YYYY-MM-DD.

    >>> first_of("2024-07"), first_of("July")
    ('2024-07-01', None)
    """
    found = day(text)
    return found.first.isoformat() if found else None


def last_of(text: str | None) -> str | None:
    """The last day of a typed date, as YYYY-MM-DD.

    >>> last_of("2024-02"), last_of("")
    ('2024-02-29', None)
    """
    found = day(text)
    return found.last.isoformat() if found else None


def not_days(asked: Asked) -> list[str]:
    """What was typed for a day and is none."""
    return [asked.query[key] for key in DAYS if asked.query.get(key) and day(asked.query[key]) is None]


def not_names(asked: Asked) -> Iterable[str]:
    """What was typed for a name and is that of nothing in the gazetteer."""
    for key in NAMES:
        given = asked.query.get(key)
        if given and not asked.gazetteer.entity(None, given) and not asked.gazetteer.find(given):
            yield given
