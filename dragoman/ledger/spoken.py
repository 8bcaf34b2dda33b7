"""The index of what was said, by the words it has: kept beside the record, brought up to date when it is asked.

It is no part of the record and of no step of its tables: it bears the mark of the record that it knows and that of the words that it was
made with. What came since is added; an index made with other words is thrown away whole. In a file it is an FTS5 table, on a server a
column of words with a GIN index. Each statement has a place, made of its day and its id, so that the latest come first by their places.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, overload

from sqlalchemy import Connection, bindparam, insert, select, text, update

from dragoman.ledger.store import Recorded, Store, no_collecting
from dragoman.ledger.tables import facts

_NAME, _KIND = "said", "statement"
_AT_ONCE = 20_000  # statements whose words are held in memory; as many as the pages of one step can have
_BITS = 40  # of a place, by which the statements of one day differ
_ALWAYS = (0, 2**63 - 1)
_PLACES = text("SELECT place FROM said")
_HERE = text("SELECT place FROM said WHERE place IN :some").bindparams(bindparam("some", expanding=True))
_DROP = {
    "sqlite": ("DROP TABLE IF EXISTS said_words", "DROP TABLE IF EXISTS said"),
    "postgresql": ("DROP TABLE IF EXISTS said",),
}
_MAKE = {
    "sqlite": (
        "CREATE TABLE said (place INTEGER PRIMARY KEY, claim TEXT NOT NULL, outlet TEXT)",
        "CREATE VIRTUAL TABLE said_words USING fts5(words, content='', columnsize=0, detail=none, tokenize=\"ascii tokenchars '_='\")",
    ),
    "postgresql": (
        "CREATE TABLE said (place BIGINT PRIMARY KEY, claim TEXT NOT NULL, outlet TEXT, words TEXT[] NOT NULL)",
        "CREATE INDEX said_words ON said USING gin (words)",
    ),
}
_ADD = {
    "sqlite": ("INSERT INTO said VALUES (:place, :claim, :outlet)", "INSERT INTO said_words (rowid, words) VALUES (:place, :words)"),
    "postgresql": ("INSERT INTO said VALUES (:place, :claim, :outlet, string_to_array(:words, ' ')) ON CONFLICT DO NOTHING",),
}
Words = Callable[[Recorded], Iterable[str]]  # of a statement: letters, digits, "_" and "=" alone
AnyOf = Sequence[str]  # words of which a statement has one


def place_of(known: str, id: str) -> int:
    """The place of a statement among all of them, by the day from which it could be known."""
    return (datetime.date.fromisoformat(known).toordinal() << _BITS) + int(id[: _BITS // 4], 16)


class Index:
    """All statements of a ledger that pages made. `form` names the way in which `words` finds those of one."""

    def __init__(self, store: Store, form: str, words: Words) -> None:
        self.store, self._form, self._words = store, form, words
        self._mark = ""
        self._outlets: Sequence[str] = ()
        self._dialect = store.engine.dialect.name
        self._lock = threading.Lock()

    def catch_up(self) -> None:
        """Add what was recorded since the index was asked last, by whomever."""
        with self._lock:
            mark = self.store.state()
            known = self.store.fact(_NAME)  # somebody else may have thrown it away
            if known != f"{self._form} {mark}":
                pages = self._since(known, mark)
                with self.store.writing() as connection, no_collecting():
                    self._add(connection, known, pages)
                    connection.execute(update(facts).where(facts.c.name == _NAME).values(value=f"{self._form} {mark}"))
            elif mark == self._mark:
                return
            with self.store.reading() as connection:
                self._outlets = connection.execute(text("SELECT DISTINCT outlet FROM said WHERE outlet IS NOT NULL")).scalars().all()
            self._mark = mark

    def outlets(self) -> Sequence[str]:
        """The outlets that have printed a statement, as their pages write them."""
        self.catch_up()
        return self._outlets

    def find(self, wanted: Sequence[AnyOf], since: str | None = None, until: str | None = None, recorded: str | None = None) -> Found:
        """The ids of the statements that have a word of each of these, known from a day on and until a day, the latest first."""
        self.catch_up()
        first, last = _ALWAYS
        if since:
            first = datetime.date.fromisoformat(since).toordinal() << _BITS
        if until:
            last = ((datetime.date.fromisoformat(until).toordinal() + 1) << _BITS) - 1
        return Found(self.store, *_question(self._dialect, wanted, first, last, recorded))

    def _since(self, known: str | None, mark: str) -> Sequence[str] | None:
        """The pages that an index which says that it is `known` lacks at the mark; None if it may lack any."""
        form, _, before = (known or "").partition(" ")
        return self.store.pages_between(before, mark) if form == self._form else None

    def _add(self, connection: Connection, known: str | None, pages: Sequence[str] | None) -> None:
        """Add the statements of some pages, or of all, that are not there."""
        says = connection.execute(select(facts.c.value).where(facts.c.name == _NAME)).scalar()
        if says is None or says.partition(" ")[0] != self._form:
            forget(connection)
            for each in _MAKE[self._dialect]:
                connection.exec_driver_sql(each)
            connection.execute(insert(facts), [{"name": _NAME, "value": self._form}])
        if says != known:  # somebody else was here meanwhile
            pages = None
        here = set(connection.execute(_PLACES).scalars()) if pages is None else None
        every = iter(self.store.recorded(connection, _KIND, pages))
        while some := list(islice(every, _AT_ONCE)):
            places = {place_of(x.known, x.id): x for x in some}
            known_places = here if here is not None else set(connection.execute(_HERE, {"some": [*places]}).scalars())
            rows = [{"place": x, "claim": (y := places[x]).id, "outlet": y.outlet, "words": " ".join(sorted({*self._words(y)}))}
                    for x in sorted(places.keys() - known_places)]  # fmt: skip
            for each in _ADD[self._dialect] if rows else ():
                connection.execute(text(each), rows)


def forget(connection: Connection) -> None:
    """Throw the index away: it is made again when it is asked."""
    for each in _DROP[connection.dialect.name]:
        connection.exec_driver_sql(each)
    connection.execute(facts.delete().where(facts.c.name == _NAME))


def _question(dialect: str, wanted: Sequence[AnyOf], first: int, last: int, recorded: str | None) -> tuple[str, dict[str, Any]]:
    """What to ask of the database: all after SELECT …, and its parameters."""
    given: dict[str, Any] = {"first": first, "last": last}
    if not wanted:
        asked = "said WHERE place BETWEEN :first AND :last"
    elif dialect == "sqlite":
        given["words"] = " AND ".join("(" + " OR ".join(f'"{y}"' for y in x) + ")" for x in wanted)
        asked = "said_words JOIN said ON place = said_words.rowid WHERE said_words MATCH :words "
        asked += "AND said_words.rowid BETWEEN :first AND :last"
    else:
        given |= {f"words{n}": list(x) for n, x in enumerate(wanted)}
        fits = " AND ".join(f"words && CAST(:words{n} AS text[])" for n in range(len(wanted)))
        asked = f"said WHERE {fits} AND place BETWEEN :first AND :last"
    if recorded:
        given["recorded"] = recorded
        asked += " AND EXISTS (SELECT 1 FROM claims WHERE claims.id = said.claim AND claims.recorded_at <= :recorded)"
    return asked, given


class Found(Sequence[str]):
    """The ids of statements, the latest first; read as they are asked for."""

    def __init__(self, store: Store, asked: str, given: Mapping[str, Any]) -> None:
        self._store, self._asked, self._given = store, asked, given
        self._size: int | None = None

    def __len__(self) -> int:
        if self._size is None:
            with self._store.reading() as connection:
                self._size = int(connection.execute(text(f"SELECT count(*) FROM {self._asked}"), self._given).scalar_one())
        return self._size

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            start, stop, step = at.indices(len(self))
            return self._read(start, max(0, stop - start))[::step]
        found = self._read(at if at >= 0 else len(self) + at, 1)
        if not found:
            raise IndexError(at)
        return found[0]

    def _read(self, start: int, many: int) -> list[str]:
        order = "said_words.rowid" if "MATCH" in self._asked else "place"
        query = text(f"SELECT claim FROM {self._asked} ORDER BY {order} DESC LIMIT :many OFFSET :start")
        with self._store.reading() as connection:
            return list(connection.execute(query, {**self._given, "many": many, "start": start}).scalars())
