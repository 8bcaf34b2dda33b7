"""Keeping a ledger: backup, restore, and rebuilding what is derived from the claims."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, delete, func, select

from dragoman.errors import BadLedger
from dragoman.ledger.opening import open_engine
from dragoman.ledger.records import article_of, claim_of, filler_keys
from dragoman.ledger.spoken import forget
from dragoman.ledger.stating import ROLES, telling_rows
from dragoman.ledger.store import Store, insert_rows, stored_pages, write_origins
from dragoman.ledger.tables import DERIVED, alike, articles, claims, fillers, likenesses, origins, tellings

_CHUNK = 1000


def backup(store: Store, to: str) -> Path:
    """Copy a ledger, while it is in use, to a new SQLite file, whole; the file's path. BadLedger if there is one already."""
    if store.engine.dialect.name != "sqlite":
        raise BadLedger(f"{store.name}: use the database's own tools (pg_dump) to back it up.")
    path = Path(to)
    if path.exists():
        raise BadLedger(f"{path} exists already; a backup overwrites nothing. Name another file.")
    if not path.parent.is_dir():
        raise BadLedger(f"{path}: the folder {path.parent} does not exist.")
    part = path.with_name(path.name + ".part")
    try:
        raw = store.engine.raw_connection()
        try:
            _copy(raw.driver_connection, part)  # type: ignore[arg-type]
        finally:
            raw.close()
        os.replace(part, path)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise BadLedger(f"{path} cannot be written: {error}.") from None
    return path


def _copy(source: sqlite3.Connection, to: Path) -> None:
    to.unlink(missing_ok=True)
    target = sqlite3.connect(to)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.close()


def restore(backup_file: str, to: str) -> Path:
    """Make a ledger out of a backup; its path. BadLedger if the backup is no ledger or the place is taken."""
    source, path = Path(backup_file), Path(to)
    if not source.is_file():
        raise BadLedger(f"{source}: there is no such backup.")
    if path.exists():
        raise BadLedger(f"{path} exists already; restoring overwrites nothing. Move it away, or name another file.")
    open_engine(str(source)).dispose()
    part = path.with_name(path.name + ".part")
    connection = sqlite3.connect(source)
    try:
        _copy(connection, part)
        os.replace(part, path)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise BadLedger(f"{path} cannot be written: {error}.") from None
    finally:
        connection.close()
    open_engine(str(path)).dispose()
    return path


def rebuild(store: Store) -> int:
    """Drop what is derived and make it again from articles and claims, in one transaction; the number of rows made."""
    with store.writing() as connection:
        forget(connection)
        for table in DERIVED:
            connection.execute(delete(table))
        made = sketch_again(connection)
        for some in connection.execute(select(claims).order_by(claims.c.id)).mappings().partitions(_CHUNK):
            entries = [y for x in some for y in filler_keys(claim_of(x), x["known"])]
            insert_rows(connection, fillers, entries)
            made += len(entries)
        return made + tell_kinds(connection, list(ROLES))


def sketch_again(connection: Connection) -> int:
    """Make again where pages came from first, and which are alike, where nothing of it is there; the number of rows made."""
    pages = connection.execute(select(articles).order_by(articles.c.id)).mappings()
    for part in pages.partitions(_CHUNK):
        write_origins(connection, map(article_of, part), {x["id"]: x["known"] for x in part if not x["base"]})
    return sum(connection.execute(select(func.count()).select_from(x)).scalar_one() for x in (origins, likenesses, alike))


def tell_kinds(connection: Connection, kinds: Sequence[str]) -> int:
    """Make what claims of some kinds tell, where nothing of it is there; the number of rows made."""
    made = 0
    own = select(claims).where(claims.c.kind.in_(kinds)).order_by(claims.c.id)
    for some in connection.execute(own).mappings().partitions(_CHUNK):
        pages = stored_pages(connection, {x["article"] for x in some})
        rows = [y for x in some for y in telling_rows(claim_of(x), x["known"], pages[x["article"]])]
        insert_rows(connection, tellings, rows)
        made += len(rows)
    return made
