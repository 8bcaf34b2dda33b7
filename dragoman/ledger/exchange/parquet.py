"""The tables as Parquet files, by way of the CSV tables. Needs the extra `analytics` (duckdb)."""

from __future__ import annotations

import importlib
import tempfile
from pathlib import Path

from dragoman.errors import BadLedger
from dragoman.ledger.exchange.tables import TABLES, export_tables
from dragoman.ledger.store import Store


def export_parquet(store: Store, folder: Path) -> dict[str, int]:
    """Write a Parquet file each of pages, claims and judgements into a new folder; how many rows each has. BadLedger."""
    try:
        duckdb = importlib.import_module("duckdb")
    except ModuleNotFoundError:
        raise BadLedger("Parquet needs duckdb, which is not installed: pip install 'dragoman[analytics]'.") from None
    if folder.exists() and any(folder.iterdir()):
        raise BadLedger(f"{folder} is not empty; an export overwrites nothing. Name another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as connection:
        counts = export_tables(store, Path(scratch) / "tables")
        for table in TABLES:
            source, target = Path(scratch) / "tables" / f"{table.name}.csv", folder / f"{table.name}.parquet"
            read = connection.read_csv(str(source), header=True, all_varchar=True, max_line_size=2**28)
            read.write_parquet(str(target))
    return counts
