"""The pages that list: statements, disputes, changes."""

from __future__ import annotations

from dragoman.errors import BadDate
from dragoman.ledger import Answer
from dragoman.model import Date
from dragoman.views.asked import Asked, Page

STATEMENTS_SHOWN = 100
CHANGES_BEGIN = Date("1900")


def statements(asked: Asked) -> Page:
    """What was said: `?about=` an entity, `?by=` a person; both take an id or a name."""
    about, by = _entity(asked, "about"), _entity(asked, "by")
    answer = asked.ledger.statements(when=asked.when, about=about, by=by)
    shown = {"rows": answer.rows[::-1][:STATEMENTS_SHOWN], "answer": answer, "about": about, "by": by}
    return Page("statements.html", asked.words.say("statements.title"), {"statements": answer}, shown)


def _entity(asked: Asked, key: str) -> str | None:
    """The id that the reader means; what is no entity stays as written and finds nothing."""
    given = asked.query.get(key)
    if not given or asked.gazetteer.entity(None, given):
        return given or None
    found = asked.gazetteer.find(given)
    return found[0].id if found else given


def disputes(asked: Asked) -> Page:
    """Every disagreement in the record."""
    answer = asked.ledger.disputes(asked.when)
    rows = [x.json() for x in answer.disputes]
    shown = {"answer": answer, "disputes": [(x, answer) for x in answer.disputes]}
    return Page("disputes.html", asked.words.say("disputes.title"), {"disputes": answer}, shown, rows=rows)


def changes(asked: Asked) -> Page:
    """What the news changed in the record, newest first; `?since=` a day."""
    since, answer = changes_since(asked, asked.query.get("since"))
    shown = {"answer": answer, "rows": answer.rows[::-1], "since": since}
    return Page("changes.html", asked.words.say("changes.title"), {"changes": answer}, shown)


def changes_since(asked: Asked, since: str | None) -> tuple[Date | None, Answer]:
    """The changes after a day, or all of them."""
    try:
        first = Date(since) if since else None
    except BadDate:
        first = None
    return first, asked.ledger.changes(first or CHANGES_BEGIN, asked.when)
