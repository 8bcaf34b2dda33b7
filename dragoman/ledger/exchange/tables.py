"""The whole ledger as CSV tables with a datapackage.json (Frictionless Data), and back. Lists and objects are JSON in their cell."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Integer, Table

from dragoman.errors import BadLedger
from dragoman.ledger.exchange.files import Brought, new_file, rows_of, take_in, with_claims
from dragoman.ledger.opening import dumps
from dragoman.ledger.records import article_of, claim_of, judgement_of
from dragoman.ledger.store import Store
from dragoman.ledger.tables import articles, claims, judgements

TABLES: tuple[Table, ...] = (articles, claims, judgements)
_LARGEST = 2**31 - 1  # characters in a cell: pages are long


def export_tables(store: Store, folder: Path) -> dict[str, int]:
    """Write a table each of pages, claims and judgements into a new folder; how many rows each has. BadLedger."""
    if folder.exists() and any(folder.iterdir()):
        raise BadLedger(f"{folder} is not empty; an export overwrites nothing. Name another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    with store.reading() as connection:
        counts = {table.name: _write(connection, table, folder / f"{table.name}.csv") for table in TABLES}
    with new_file(folder / "datapackage.json") as file:
        json.dump(package(), file, ensure_ascii=False, indent=2)
        file.write("\n")
    return counts


def _write(connection: Connection, table: Table, path: Path) -> int:
    names, count = [x.name for x in table.columns], 0
    with new_file(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        for row in rows_of(connection, table.name):
            writer.writerow([_cell(row[x]) for x in names])
            count += 1
    return count


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value if isinstance(value, str | int) else dumps(value)


def package() -> dict[str, Any]:
    """The description of the tables: fields with their types, keys, and how the tables belong together."""
    return {
        "profile": "tabular-data-package", "name": "dragoman-ledger", "title": "A ledger of claims on international organisations",
        "resources": [_resource(x) for x in TABLES],
    }  # fmt: skip


def _resource(table: Table) -> dict[str, Any]:
    keys = [{"fields": [c.name], "reference": {"resource": x.column.table.name, "fields": [x.column.name]}}
            for c in table.columns for x in c.foreign_keys]  # fmt: skip
    schema = {"fields": [{"name": x.name, "type": _type(x.type)} for x in table.columns], "primaryKey": ["id"], "foreignKeys": keys}
    return {"name": table.name, "path": f"{table.name}.csv", "profile": "tabular-data-resource", "encoding": "utf-8", "schema": schema}


def _type(kind: object) -> str:
    return "boolean" if isinstance(kind, Boolean) else "integer" if isinstance(kind, Integer) else (
        "any" if isinstance(kind, JSON) else "string")  # fmt: skip


def import_tables(store: Store, folder: Path) -> tuple[int, int]:
    """Read tables that `export_tables` wrote; how many claims and judgements are new: nothing is added twice. BadLedger."""
    path = folder if folder.is_dir() else folder.parent
    if missing := [x.name for x in TABLES if not (path / f"{x.name}.csv").is_file()]:
        raise BadLedger(f"{path}: there is no {missing[0]}.csv. Name the folder that dragoman export csv made.")
    return take_in(store, _pages(path), (judgement_of(x) for x in _rows(path, judgements)))


def _pages(folder: Path) -> Iterator[Brought]:
    for page, said in with_claims(_rows(folder, articles), _rows(folder, claims)):
        yield article_of(page), [claim_of(x) for x in said], bool(page["base"])


def _rows(folder: Path, table: Table) -> Iterator[Mapping[str, Any]]:
    path = folder / f"{table.name}.csv"
    csv.field_size_limit(_LARGEST)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        wanted = {x.name for x in table.columns if x.name not in ("known", "recorded_at")}
        if lacking := sorted(wanted - set(reader.fieldnames or ())):
            raise BadLedger(f"{path}:1: the column {lacking[0]} is missing.")
        for row in reader:
            try:
                yield {x.name: _value(row.get(x.name), x.type) for x in table.columns}
            except ValueError as error:
                raise BadLedger(f"{path}:{reader.line_num}: {error}.") from None


def _value(cell: str | None, kind: object) -> Any:
    if isinstance(kind, JSON):
        return json.loads(cell or "null")
    if isinstance(kind, Boolean):
        return cell == "true"
    return int(cell or "") if isinstance(kind, Integer) else cell or None
