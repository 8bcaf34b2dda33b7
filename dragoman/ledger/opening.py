"""Opening a database as a ledger: the engine, its settings, its tables; and a clear BadLedger for whatever is not one.

SQLite: write-ahead log with `synchronous=FULL` (a power cut loses no committed row), foreign keys, and BEGIN IMMEDIATE for writers, so
that two of them queue instead of failing half-way. Readers begin deferred and never wait.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from dragoman.errors import BadLedger
from dragoman.ledger.tables import metadata

HEAD = "0008"  # the newest step in migrations/versions
MARK = 0x44524147  # "DRAG", the application id in the SQLite file's header
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_OURS = {"articles", "claims", "judgements", "alembic_version"}


def open_engine(path_or_url: str) -> Engine:
    """The engine of a ledger at a path or database URL, its tables made or brought up to date. BadLedger says why it cannot be."""
    if "://" in path_or_url and not path_or_url.startswith("sqlite"):
        engine = _server(path_or_url)
        return _ready(engine, make_url(path_or_url).render_as_string(hide_password=True))
    path = path_or_url.removeprefix("sqlite:///")
    if path == ":memory:":
        return _ready(_sqlite("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}), path)
    is_new = _look(Path(path))
    engine = _sqlite(f"sqlite:///{path}", connect_args={"timeout": 30})
    try:
        return _ready(engine, path)
    except BadLedger:
        engine.dispose()
        if is_new:
            _sweep(Path(path))
        raise


def dumps(value: object) -> str:
    """JSON as it stands in a column: short, and readable in its own script."""
    return _ENCODER.encode(value)


def _look(path: Path) -> bool:
    """Whether a new file will be made there; BadLedger where that cannot be, or where another kind of file stands."""
    if path.is_dir():
        raise BadLedger(f"{path} is a folder; a ledger is a file, such as {path / 'dragoman.sqlite'}.")
    if not path.parent.is_dir():
        raise BadLedger(f"{path}: the folder {path.parent} does not exist. Make it, or name another place with --ledger.")
    if not path.exists() or path.stat().st_size == 0:
        if not os.access(path.parent, os.W_OK):
            raise BadLedger(f"{path}: the folder {path.parent} is read-only. Name a place that can be written with --ledger.")
        return True
    with path.open("rb") as file:
        head = file.read(16)
    if head != b"SQLite format 3\0":
        raise BadLedger(f"{path} is not a ledger: it is no SQLite file. Name another file with --ledger; this one was not touched.")
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise BadLedger(f"{path} is read-only, or its folder is. Copy it to a place that can be written.")
    return False


def _sweep(path: Path) -> None:
    """Take away the empty files of an opening that failed."""
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        name.unlink(missing_ok=True)


def _server(url: str) -> Engine:
    """The engine of a database server; a bare postgresql:// means psycopg 3."""
    try:
        address = make_url(url)
        if address.drivername in ("postgresql", "postgres"):
            address = address.set(drivername="postgresql+psycopg")
        return create_engine(address, json_serializer=dumps)
    except ModuleNotFoundError as error:
        raise BadLedger(f"the driver {error.name} for this database is not installed: pip install 'dragoman[postgres]'.") from None
    except (ArgumentError, NoSuchModuleError) as error:
        raise BadLedger(f"this database address cannot be understood: {error}.") from None


def _sqlite(url: str, **options: Any) -> Engine:
    engine = create_engine(url, json_serializer=dumps, **options)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "cache_size=-200000", "mmap_size=1073741824", "wal_autocheckpoint=8000",
                   "recursive_triggers=ON"):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    writes = options.get("writes", False)
    if writes:
        connection.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if options.get('whole', False) else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Pulse:
    """Tells quickly whether anything was written to an SQLite database: the same value, nothing was. None for other databases."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._own: sqlite3.Connection | None = None
        self._lock = threading.Lock()

    def beat(self) -> int | None:
        """A number that is another once a row was written by whomever."""
        if self._engine.dialect.name != "sqlite":
            return None
        if isinstance(self._engine.pool, StaticPool):  # in memory: all goes through one connection
            raw = self._engine.raw_connection()
            try:
                return int(raw.driver_connection.total_changes)  # type: ignore[union-attr]
            finally:
                raw.close()
        with self._lock:
            if self._own is None:
                self._own = sqlite3.connect(str(self._engine.url.database), check_same_thread=False)
            return int(self._own.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Let go of the connection."""
        if self._own is not None:
            self._own.close()
            self._own = None


def _ready(engine: Engine, name: str) -> Engine:
    """The engine, once its database is known to be a ledger of this version."""
    try:
        with engine.connect() as connection:
            tables = set(inspect(connection).get_table_names())
            version = _version(connection) if "alembic_version" in tables else None
        if tables and not tables >= _OURS:
            raise BadLedger(f"{name} is a database, but not a ledger: it holds {', '.join(sorted(tables)[:3])}. It was not touched.")
        if version and version > HEAD:
            raise BadLedger(f"{name} was written by a newer Dragoman (tables of step {version}; this one knows {HEAD}). Update Dragoman.")
        _log_ahead(engine)
        if version != HEAD:
            _make(engine, is_new=not tables)
    except SQLAlchemyError as error:
        raise BadLedger(f"{name} cannot be opened as a ledger: {getattr(error, 'orig', None) or error}.") from None
    return engine


def _log_ahead(engine: Engine) -> None:
    """Put an SQLite file into write-ahead mode, which outlives the connection and cannot be set within a transaction."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        raw.driver_connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]
    finally:
        raw.close()


def _version(connection: Connection) -> str:
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _make(engine: Engine, is_new: bool) -> None:
    """Make the tables (as the steps would, which a test keeps, and far faster), or bring them up to date, in one transaction."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if is_new and not inspect(connection).get_table_names():
            metadata.create_all(connection)
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
        else:
            migrate(connection)
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id={MARK}")


def migrate(connection: Connection, to: str = "head") -> None:
    """Run the steps in `migrations/` that this database has not seen, in the transaction of the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
