"""The examples in docs/ledger.md are run."""

from __future__ import annotations

import doctest
from pathlib import Path

from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from dragoman.ledger.tables import metadata


def test_the_page_on_the_ledger_says_what_happens() -> None:
    path = Path(__file__).parents[2] / "docs/ledger.md"
    ran = doctest.testfile(str(path), module_relative=False)
    assert (ran.failed, ran.attempted > 10) == (0, True)


def test_the_tables_can_be_made_in_postgresql() -> None:
    for table in metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=postgresql.dialect())).startswith("\nCREATE TABLE")  # type: ignore[no-untyped-call]
