"""The store: articles, claims and judgements are appended, never changed, and claims come back with what is needed to cite them.

Appending is idempotent (by id), atomic per article, and refuses a claim without words to point at.
"""

from __future__ import annotations

import datetime
import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import JSON, Connection, Select, String, Table, func, insert, select, type_coerce
from sqlalchemy.exc import SQLAlchemyError

from dragoman.errors import BadLedger, UnsoundClaim
from dragoman.ledger.marking import Marks, touch
from dragoman.ledger.opening import dumps, open_engine
from dragoman.ledger.origins import FEWEST, origin_of, packed_sketch, smallest
from dragoman.ledger.records import (
    article_of,
    article_row,
    claim_known,
    claim_of,
    claim_row,
    decoded,
    filler_keys,
    judgement_of,
    judgement_row,
    key_of,
    known_from,
)
from dragoman.ledger.resembling import alike_rows
from dragoman.ledger.stating import ROLES, Page, telling_rows
from dragoman.ledger.tables import alike, articles, claims, facts, fillers, judgements, likenesses, origins, tellings
from dragoman.model import Article, Claim, Judgement, Reading, unsound

Given = Reading | tuple[Article, Iterable[Claim]]
BATCH = 12_000  # articles in one transaction of a bulk append: their keys come in no order, and touch most pages of an index each time
_ROWS = 20_000  # claims whose rows are in memory at once
_MANY = 400  # ids in one IN (…)
_RECORDED = select(
    claims.c.id, claims.c.evidence, claims.c.known, claims.c.recorded_at, articles.c.language, articles.c.outlet,
    type_coerce(claims.c.roles, String), type_coerce(claims.c.qualifiers, String),
).join(articles, articles.c.id == claims.c.article)  # fmt: skip
KEY = itemgetter(slice(5))  # of a row of tellings: neighbours are cheap
VERDICTS = ("correct", "wrong", "unsure", "undone", "retracted")


def now() -> str:
    """This moment in UTC, ISO 8601 with microseconds: the one thing about a ledger that is not determined by what it read."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")


@contextmanager
def no_collecting() -> Iterator[None]:
    """Many values without a circle among them are made: looking for circles meanwhile would take as long as making them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Recorded(NamedTuple):
    """A claim and its page, as much of them as a search needs."""

    id: str
    evidence: str
    known: str
    recorded_at: str
    language: str
    outlet: str | None
    roles: Mapping[str, Sequence[Sequence[Any]]]  # {role: [[id, label, surface, start, end] …]}
    qualifiers: Mapping[str, Any]


class Touched(NamedTuple):
    """What was appended to, or judged: the ids of the pages, and the entities (as keys of fillers) that their claims name."""

    pages: frozenset[str]
    entities: frozenset[str]


class Store:
    """The tables of one ledger."""

    def __init__(self, path_or_url: str) -> None:
        self.engine = open_engine(path_or_url)
        self.name = path_or_url
        self._marks = Marks(self.engine, self.reading)

    def close(self) -> None:
        """Let go of the database."""
        self._marks.close()
        self.engine.dispose()

    @contextmanager
    def writing(self, whole: bool = False) -> Iterator[Connection]:
        """A transaction that is committed whole or not at all. BadLedger if the database refuses. What is `whole` brings all that its rows
        point at, and the database need not look for it."""
        try:
            with self.engine.connect().execution_options(writes=True, whole=whole) as connection, connection.begin():
                yield connection
        except (SQLAlchemyError, self.engine.dialect.loaded_dbapi.Error) as error:  # rows are handed to the driver itself
            raise BadLedger(f"{self.name} cannot be written: {getattr(error, 'orig', None) or error}.") from None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the record."""
        try:
            with self.engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise BadLedger(f"{self.name} cannot be read: {getattr(error, 'orig', None) or error}.") from None

    def append_all(self, given: Iterable[Given], recorded_at: str | None = None, base: bool = False, note: str | None = None) -> int:
        """Write down readings, many to a transaction; the number of new claims. UnsoundClaim stops before the batch it is in is written.

        `note` marks in the same transaction what was loaded, and makes all of it one transaction.
        """
        readings, total, size = iter(given), 0, 2**62 if note else BATCH
        while (batch := list(islice(readings, size))) or note:
            pairs = [_sound(x) for x in batch]
            with self.writing(whole=True) as connection, no_collecting():
                total += _write(connection, pairs, recorded_at or now(), base)
                if note:
                    connection.execute(insert(facts), [{"name": "base", "value": note}])
                    note = None
        return total

    def judge(self, given: Iterable[Judgement], recorded_at: str | None = None) -> int:
        """Write down judgements; the number that are new."""
        rows = {row["id"]: row for row in (judgement_row(x, recorded_at or now()) for x in given)}
        for row in rows.values():
            if row["verdict"] not in VERDICTS:
                raise UnsoundClaim(f"“{row['verdict']}” is no verdict: write one of {', '.join(VERDICTS)}.")
        with self.writing() as connection:
            known = _present(connection, claims, [x["claim"] for x in rows.values()])
            if strange := sorted({x["claim"] for x in rows.values()} - known):
                raise UnsoundClaim(f"there is no claim {strange[0]} to judge in {self.name}.")
            query = select(claims.c.article, claims.c.id)
            touch(connection, (x["article"] for x in rows_in(connection, query, claims.c.id, [x["claim"] for x in rows.values()])))
            return len(_insert_new(connection, judgements, list(rows.values())))

    def fact(self, name: str) -> str | None:
        """What the ledger says of itself under that name."""
        with self.reading() as connection:
            return connection.execute(select(facts.c.value).where(facts.c.name == name)).scalar()

    def state(self) -> str:
        """A mark that stays while nothing is appended: what was made of the record under the same mark still holds."""
        return self._marks.mark()

    def touched(self, before: str, after: str) -> Touched | None:
        """The pages of which claims were appended or judged between two marks of `state`, and all entities that they name, since who speaks
        on a page can depend on its other claims. None if that cannot be told, or is too much to tell."""
        ids = self._marks.between(before, after)
        if ids is None:
            return None
        with self.reading() as connection:
            found = rows_in(connection, select(claims.c.article, claims.c.roles), claims.c.article, ids)
            entities = frozenset(key_of(id, words) for row in found for items in row["roles"].values() for id, _, words, *_ in items)
            return Touched(frozenset(ids), entities)

    def known(self, ids: Sequence[str]) -> set[str]:
        """Which of these articles are here."""
        with self.reading() as connection:
            return _present(connection, articles, ids)

    def article(self, id: str) -> Article | None:
        """The article of that id."""
        with self.reading() as connection:
            row = connection.execute(select(articles).where(articles.c.id == id)).mappings().first()
        return article_of(row) if row else None

    def articles(self, base: bool = False) -> Iterator[Article]:
        """The articles, latest first; those of the base record instead if asked."""
        with self.reading() as connection:
            found = connection.execute(select(articles).where(articles.c.base == base).order_by(articles.c.known.desc(), articles.c.id))
            yield from (article_of(row) for row in found.mappings())

    def claims(self, kind: str | None, entity: str | None, role: str | None, article: str | None) -> Iterator[Claim]:
        """The claims that fit, in the order of publication and text."""
        query = select(claims)
        if entity or role:
            query = query.join(fillers, fillers.c.claim == claims.c.id).distinct()
        for column, value in ((claims.c.kind, kind), (claims.c.article, article), (fillers.c.entity, entity), (fillers.c.role, role)):
            query = query.where(column == value) if value else query
        order = (claims.c.known, claims.c.article, claims.c.evidence_start, claims.c.id)
        with self.reading() as connection:
            ids = [row.id for row in connection.execute(query.with_only_columns(claims.c.id, *order[:3]).order_by(*order))]
            for row in rows_in(connection, select(claims), claims.c.id, ids, keep_order=True):
                yield claim_of(row)

    def pages_between(self, before: str, after: str) -> Sequence[str] | None:
        """The pages of which claims were appended or judged between two marks of `state`; None if that cannot be told, or is too much."""
        return self._marks.between(before, after)

    def recorded(self, connection: Connection, kind: str, pages: Sequence[str] | None = None) -> Iterator[Recorded]:
        """The claims of a kind that read pages made (those of some pages, if told), each with what it was told with."""
        query = _RECORDED.where(claims.c.kind == kind, claims.c.base.is_(False))
        parts = [query] if pages is None else [query.where(claims.c.article.in_(pages[i : i + _MANY])) for i in range(0, len(pages), _MANY)]
        for row in (x for part in parts for x in connection.execute(part)):
            yield Recorded._make((*row[:6], decoded(row[6]), decoded(row[7])))

    def judgements(self, connection: Connection, ids: Sequence[str]) -> dict[str, list[tuple[Judgement, str]]]:
        """The judgements of each of these claims with the moment of recording, oldest first."""
        if not ids or not connection.execute(select(judgements.c.id).limit(1)).first():
            return {}
        found: dict[str, list[tuple[Judgement, str]]] = {}
        for row in rows_in(connection, select(judgements), judgements.c.claim, ids):
            found.setdefault(row["claim"], []).append((judgement_of(row), row["recorded_at"]))
        for items in found.values():
            items.sort(key=lambda x: (x[0].at, x[1], x[0].by, x[0].verdict))
        return found

    def counts(self) -> dict[str, Any]:
        """How many articles, claims (by kind) and judgements there are, and how many of them belong to the base record."""
        with self.reading() as connection:
            counted = connection.execute(select(articles.c.base, func.count()).group_by(articles.c.base)).all()
            kinds = connection.execute(select(claims.c.base, claims.c.kind, func.count()).group_by(claims.c.base, claims.c.kind)).all()
            verdicts = connection.execute(select(func.count()).select_from(judgements)).scalar()
        pages = {bool(base): int(n) for base, n in counted}
        return {
            "articles": pages.get(False, 0), "base_articles": pages.get(True, 0),
            "claims": {kind: n for base, kind, n in sorted(kinds) if not base}, "base_claims": sum(n for base, _, n in kinds if base),
            "judgements": verdicts,
        }  # fmt: skip


def _sound(given: Given) -> tuple[Article, list[Claim]]:
    """The article and its claims, once each of them is known to point at words of it. UnsoundClaim."""
    article, said = (given.article, given.claims) if isinstance(given, Reading) else given
    said = list(said)
    for claim in said:
        if claim.article != article.id:
            raise UnsoundClaim(f"claim {claim.id} ({claim.rule}) belongs to article {claim.article}, not to {article.id}.")
        for fault in unsound(claim, article.text):
            raise UnsoundClaim(f"claim {claim.id} ({claim.rule}) of article {article.url or article.id} has no words to point at: {fault}.")
    return article, said


def _write(connection: Connection, pairs: list[tuple[Article, list[Claim]]], recorded_at: str, base: bool) -> int:
    """Write what is new of these articles and claims, and what is derived from them."""
    pages = {article.id: article for article, _ in pairs}
    new = _insert_new(connection, articles, [article_row(x, recorded_at, base) for x in pages.values()])
    days = _known_days(connection, pages, new, recorded_at)
    found = write_origins(connection, (pages[id] for id in new), {} if base else days)
    first = {c.id: c for _, said in reversed(pairs) for c in said}
    old = pages.keys() - set(new)  # a page that is new has no claims here yet: they need not be looked for
    here = _present(connection, claims, [id for id, c in first.items() if c.article in old]) if old else set()
    fresh = [(c, claim_known(c, days[c.article])) for id, c in reversed(first.items()) if id not in here]
    touch(connection, (*new, *(c.article for c, _ in fresh)))
    for start in range(0, len(fresh), _ROWS):
        some = fresh[start : start + _ROWS]
        insert_rows(connection, claims, [claim_row(c, pages[c.article].text, known, recorded_at, base) for c, known in some])
    # What is sorted goes to neighbouring places, which is cheap; pages and claims keep the order in which they came, however they were cut.
    insert_rows(connection, fillers, sorted([x for c, known in fresh for x in filler_keys(c, known)], key="\0".join))
    told_by = {id: telling_page(pages[id], origin) for id, origin, _ in found}
    standings = [x for x in fresh if x[0].kind in ROLES]
    told_by |= stored_pages(connection, {c.article for c, _ in standings} - told_by.keys())
    insert_rows(connection, tellings, sorted([x for c, known in standings for x in telling_rows(c, known, told_by[c.article])], key=KEY))
    return len(fresh)


def write_origins(connection: Connection, pages: Iterable[Article], days: Mapping[str, str]) -> list[tuple[str, str, bytes]]:
    """Write where pages came from first, and of those that have a day from which they could be known which are copies; the rows of
    `origins`."""
    found = [(x.id, origin_of(x), packed_sketch(x)) for x in pages]
    insert_rows(connection, origins, found)
    long = {id: sketch for id, _, sketch in found if id in days and len(sketch) >= 4 * FEWEST}
    insert_rows(connection, alike, alike_rows(connection, long))
    insert_rows(connection, likenesses, sorted([(x, days[id], id) for id, sketch in long.items() for x in smallest(sketch)]))
    return found


def telling_page(article: Article, origin: str) -> Page:
    """What of an article tells who tells its claims."""
    return article.language, article.outlet, article.agencies, origin


def stored_pages(connection: Connection, ids: Iterable[str]) -> dict[str, Page]:
    """The same of articles that are here already."""
    query = select(articles.c.id, articles.c.language, articles.c.outlet, articles.c.agencies, origins.c.origin)
    found = rows_in(connection, query.join(origins, origins.c.article == articles.c.id), articles.c.id, sorted(ids))
    return {x["id"]: (x["language"], x["outlet"], x["agencies"], x["origin"]) for x in found}


def _known_days(connection: Connection, pages: Mapping[str, Article], new: Sequence[str], recorded_at: str) -> dict[str, str]:
    """From which day each page could be known: for one already here, what was written when it was first recorded."""
    days = {id: known_from(pages[id], recorded_at).isoformat() for id in new}
    old = [id for id in pages if id not in days]
    for row in rows_in(connection, select(articles.c.id, articles.c.known), articles.c.id, old):
        days[row["id"]] = row["known"]
    return days


def _insert_new(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> list[str]:
    """Insert the rows whose id is not there yet; their ids."""
    known = _present(connection, table, [row["id"] for row in rows])
    new = [row for row in rows if row["id"] not in known]
    columns = [(x.name, isinstance(x.type, JSON)) for x in table.columns]  # JSON columns here are lists, most of them empty
    values = ([row[name] if not is_json else dumps(row[name]) if row[name] else "[]" for name, is_json in columns] for row in new)
    insert_rows(connection, table, [tuple(x) for x in values])
    return [row["id"] for row in new]


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert whole rows as the driver takes them: the way round by SQLAlchemy's parameters would cost as much as all the rest."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(str(insert(table).compile(dialect=connection.dialect)), rows)
        return
    columns = ", ".join(map(connection.dialect.identifier_preparer.quote, table.c.keys()))
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _present(connection: Connection, table: Table, ids: Sequence[str]) -> set[str]:
    """Which of these ids the table has; all at once where it is still empty."""
    if not connection.execute(select(table.c.id).limit(1)).first():
        return set()
    return {row["id"] for row in rows_in(connection, select(table.c.id), table.c.id, ids)}


def rows_in(
    connection: Connection, query: Select[Any], column: Any, ids: Sequence[str], keep_order: bool = False
) -> Iterator[Mapping[Any, Any]]:
    """The rows whose column has one of these values, a few hundred values at a time; in their order if asked (one row per value)."""
    for start in range(0, len(ids), _MANY):
        some = list(ids[start : start + _MANY])
        found = connection.execute(query.where(column.in_(some))).mappings().all()
        if keep_order:
            by_id = {row[column.name]: row for row in found}
            yield from (by_id[x] for x in some)
        else:
            yield from found
