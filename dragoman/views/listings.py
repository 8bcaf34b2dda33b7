"""The pages that list: statements, disputes, changes."""

from __future__ import annotations

import datetime
from itertools import islice

from dragoman.errors import BadDate
from dragoman.ledger import Answer, Row
from dragoman.ledger.told import Ids
from dragoman.model import Date
from dragoman.views.asked import Asked, Page
from dragoman.views.behind import last_known, ready, ready_all
from dragoman.views.feeds import of_changes, of_statements
from dragoman.views.misread import first_of, last_of
from dragoman.views.organisation import disputes_of
from dragoman.views.remembering import Remembering
from dragoman.views.searching import Wanted

STATEMENTS_SHOWN, DISPUTES_SHOWN, CHANGES_SHOWN = 30, 40, 60
RECENT = 200  # pages among which the latest day is sought
SECOND_DAY = 2  # of all days, by its ordinal


def statements(asked: Asked) -> Page:
    """What was said: `?q=` words in any form, `?about=` an entity, `?by=` a person (an id or a name), `force`, `language`, `outlet`, the
    days `since` and `until`; `?page=` a further page."""
    about, by = entity_asked(asked, "about"), entity_asked(asked, "by")
    ask = asked.query.get
    wanted = Wanted(ask("q", ""), by, ask("force"), ask("language"), ask("outlet"), first_of(ask("since")), last_of(ask("until")))
    ledger = asked.ledger if isinstance(asked.ledger, Remembering) else Remembering.over(asked.ledger)
    among = ledger.said_about(about, asked.when) if about else None
    ids = ledger.spoken.find(wanted, asked.when, among)
    at = asked.at
    answer = ledger.statements(when=asked.when, only=ids[(at - 1) * STATEMENTS_SHOWN : at * STATEMENTS_SHOWN])
    versions = ledger.retellings((answer.cited[x.claims[0]] for x in answer.rows), asked.when)
    shown = {
        "versions": versions,
        "rows": answer.rows, "answer": answer, "about": about, "by": by, "total": len(ids), "at": at, "wanted": wanted,
        "more": len(ids) > at * STATEMENTS_SHOWN, "outlets": ledger.spoken.outlets(), "forces": asked.words.keys("force."),
    }  # fmt: skip
    data = answer.json() | {"total": len(ids), "page": at, "versions": {x: [v.json() for v in versions[x]] for x in sorted(versions)}}
    return Page("statements.html", asked.words.say("statements.title"), {"statements": answer}, shown, {"statements": data},
                items=of_statements(asked, answer))  # fmt: skip


def entity_asked(asked: Asked, key: str) -> str | None:
    """The id that the reader means; what is no entity stays as written and finds nothing."""
    given = asked.query.get(key)
    if not given or asked.gazetteer.entity(None, given):
        return given or None
    found = asked.gazetteer.find(given)
    return found[0].id if found else given


def disputes(asked: Asked) -> Page:
    """Every disagreement in the record, some to a page, the open ones first."""
    answer = asked.ledger.disputes(asked.when)
    every = answer.disputes
    some = answer.only(every[(asked.at - 1) * DISPUTES_SHOWN : asked.at * DISPUTES_SHOWN])
    ready_all(some.cited, (x.claims for dispute in some.disputes for x in dispute.versions))
    shown = {"answer": some, **disputes_of(some), "at": asked.at, "more": len(every) > asked.at * DISPUTES_SHOWN, "total": len(every)}
    rows = [x.json() for x in every] if asked.form else []
    return Page("disputes.html", asked.words.say("disputes.title"), {"disputes": answer}, shown, rows=rows)


def changes(asked: Asked) -> Page:
    """What the news changed in the record, newest first, some to a page; `?since=` a day."""
    since, answer = changes_since(asked, asked.query.get("since"))
    rows = newest_first(answer)
    shown = {"answer": answer, "rows": rows[(asked.at - 1) * CHANGES_SHOWN : asked.at * CHANGES_SHOWN], "since": since, "at": asked.at,
             "more": len(rows) > asked.at * CHANGES_SHOWN}  # fmt: skip
    items = of_changes(asked, answer) if asked.form == ".rss" else []
    return Page("changes.html", asked.words.say("changes.title"), {"changes": answer}, shown, items=items)


def changes_since(asked: Asked, since: str | None) -> tuple[Date, Answer]:
    """The changes from a day on; unless given, from a month before the latest page that was read."""
    try:
        first = Date(since) if since else lately(asked)
        if first.first == datetime.date.min:  # before which there is no day to compare with
            first = Date(datetime.date.fromordinal(SECOND_DAY).isoformat())
    except BadDate:
        first = lately(asked)
    answer = asked.ledger.changes(first, asked.when)
    ready(answer.cited, [x for row in answer.rows if not isinstance(row.claims, Ids) for x in row.claims])
    return first, answer


def lately(asked: Asked) -> Date:
    """A month before the latest page that was read and could be known."""
    days = (x.published.last for x in islice(asked.ledger.articles(), RECENT) if x.published)
    known = asked.when.known.last if asked.when.known else datetime.date.max
    latest = max((x for x in days if x <= known), default=asked.when.on.last)
    return Date(datetime.date.fromordinal(max(SECOND_DAY, latest.toordinal() - 31)).isoformat())


def newest_first(answer: Answer) -> list[Row]:
    """The rows of changes, those last read of first; of one day, in the order of the answer."""
    return sorted(answer.rows, key=lambda x: last_known(x, answer.cited) or datetime.date.min, reverse=True)
