"""Marks of the record: what was made under one mark holds as long as the mark stays; and which pages came between two of them.

In an SQLite file a mark is the last row of each table of the record. On a server, where rows of several writers come in no order, each
transaction writes into `touches` which pages it touched, and a mark is the snapshot in which one looked: what has come since is what that
snapshot does not show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection, Engine, text

from dragoman.ledger.opening import Pulse
from dragoman.ledger.tables import articles, claims, identities, judgements

ALL = ""  # in place of a page: something of which no page tells
_TOO_MANY = 20_000  # claims appended at once (or pages, on a server), after which nothing that was made before is worth looking through
_LAST = ", ".join(f"(SELECT max(rowid) FROM {x.name})" for x in (articles, claims, judgements, identities))
_PAGES = ("SELECT DISTINCT article FROM claims WHERE rowid > ? AND rowid <= ? UNION SELECT article FROM claims WHERE id IN "
          "(SELECT claim FROM judgements WHERE rowid > ? AND rowid <= ?)")  # fmt: skip
_NOW = text("SELECT CAST(pg_current_snapshot() AS text)")
_SINCE = text(
    "SELECT DISTINCT article FROM touches WHERE step >= CAST(CAST(pg_snapshot_xmin(CAST(:mark AS pg_snapshot)) AS text) AS bigint) "
    "AND NOT pg_visible_in_snapshot(CAST(CAST(step AS text) AS xid8), CAST(:mark AS pg_snapshot)) LIMIT :most"
)
_TOUCH = text(
    "INSERT INTO touches (step, article) SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint), unnest(CAST(:pages AS text[])) "
    "ON CONFLICT DO NOTHING"
)
Reading = Callable[[], AbstractContextManager[Connection]]


class Marks:
    """The marks of one ledger; `reading` gives a connection to its database."""

    def __init__(self, engine: Engine, reading: Reading) -> None:
        self._reading = reading
        self._is_file = engine.dialect.name == "sqlite"
        self._pulse = Pulse(engine)
        self._last: tuple[int | str | None, str] = None, ""  # what the pulse or the server said last, and the mark then

    def close(self) -> None:
        """Let go of the connection that feels the pulse."""
        self._pulse.close()

    def mark(self) -> str:
        """The mark of the record as it is."""
        before, mark = self._last
        if self._is_file:
            beat = self._pulse.beat()
            if beat is None or beat != before:
                with self._reading() as connection:
                    mark = "-".join(str(x or 0) for x in connection.exec_driver_sql(f"SELECT {_LAST}").one())
                self._last = beat, mark
            return mark
        with self._reading() as connection:
            seen = str(connection.execute(_NOW).scalar())
            if seen != before and (not mark or connection.execute(_SINCE, {"mark": mark, "most": 1}).first()):
                mark = seen
        self._last = seen, mark
        return mark

    def between(self, before: str, after: str) -> Sequence[str] | None:
        """The pages of which claims were appended or judged between two marks; None if that cannot be told, or is too much to tell."""
        if not before:
            return None
        with self._reading() as connection:
            if self._is_file:
                return _between(connection, before, after)
            found = connection.execute(_SINCE, {"mark": before, "most": _TOO_MANY}).scalars().all()
            return None if ALL in found or len(found) == _TOO_MANY else found


def _between(connection: Connection, before: str, after: str) -> Sequence[str] | None:
    was, now = ([int(x) for x in mark.split("-") if x.isdigit()] for mark in (before, after))
    if len(was) != 4 or len(now) != 4 or any(x > y for x, y in zip(was, now, strict=True)) or was[3] != now[3]:
        return None
    if now[1] - was[1] > _TOO_MANY or now[2] - was[2] > _TOO_MANY:
        return None
    return connection.exec_driver_sql(_PAGES, (was[1], now[1], was[2], now[2])).scalars().all()


def touch(connection: Connection, pages: Iterable[str]) -> None:
    """Write down in the transaction which pages it touches, where the order of rows does not tell."""
    if connection.dialect.name != "sqlite" and (some := sorted(set(pages))):
        connection.execute(_TOUCH, {"pages": some})
