"""The commands that carry a ledger out and in: `export` and `import`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.asking import KnownOption, LedgerOption, NoBaseOption, find_id, one_of
from dragoman.errors import BadCall

PANEL = "The record"
OUT = ("csv", "jsonl", "ftm", "quickstatements", "panel", "parquet")
IN = ("csv", "jsonl", "cow")
FIRST_YEAR = 1991


def add_exchange(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.command("export", rich_help_panel=PANEL)(export)
    app.command("import", rich_help_panel=PANEL)(import_)


def export(
    form: Annotated[str, typer.Argument(help=", ".join(OUT), callback=one_of(*OUT), metavar="FORM")],
    to: Annotated[Path, typer.Argument(help="A new file; for csv and parquet a new folder.", metavar="PLACE")],
    org: Annotated[list[str] | None, typer.Option(help="For panel: only this organisation (may be repeated).", metavar="ORG")] = None,
    first: Annotated[int, typer.Option("--from", help="For panel: the first year.", metavar="YEAR")] = FIRST_YEAR,
    last: Annotated[int | None, typer.Option("--until", help="For panel: its last year.", metavar="YEAR")] = None,
    known: KnownOption = None, ledger: LedgerOption = "dragoman.sqlite", no_base: NoBaseOption = False,
) -> None:  # fmt: skip
    """Write the ledger out: whole (csv with datapackage.json, jsonl, parquet), as FollowTheMoney entities (ftm), as statements for Wikidata
    (quickstatements), or as a panel of state, organisation and year (panel)."""
    from dragoman.ledger import Ledger, When, exchange
    from dragoman.model import Date

    ids, when = [find_id(x, "organisation") for x in org or ()], When.of(None, known)
    end = last or datetime.datetime.now(datetime.UTC).year - 1
    if not 1 <= first <= end <= 9999:
        raise BadCall(f"There are no years from {first} until {end}. Write --from 1991 --until {end}.")
    with Ledger.open(ledger, base=not no_base) as book:
        match form:
            case "csv":
                told = exchange.export_tables(book.store, to)
            case "parquet":
                told = exchange.export_parquet(book.store, to)
            case "jsonl":
                told = {"lines": exchange.export_lines(book.store, to)}
            case "ftm":
                told = {"entities": exchange.export_entities(book.witnesses, to, when)}
            case "quickstatements":
                told = {"statements": exchange.export_statements(book.witnesses, to, when)}
            case _:
                years = range(first, end + 1)
                told = {"rows": exchange.export_panel(book.witnesses, to, years, ids, Date(known) if known else None)}
    print(f"{to}: {', '.join(f'{count:,} {what}' for what, count in told.items())}")


def import_(
    form: Annotated[str, typer.Argument(help=", ".join(IN), callback=one_of(*IN), metavar="FORM")],
    source: Annotated[Path, typer.Argument(help="What export wrote; for cow your own copy of state_year_format3.csv.", metavar="PLACE")],
    ledger: LedgerOption = "dragoman.sqlite", no_base: NoBaseOption = False,
) -> None:  # fmt: skip
    """Take in what was exported (csv, jsonl), or the Correlates of War's memberships (cow). What is there already is not added twice."""
    from dragoman.ledger import Ledger, exchange

    if not source.exists():
        raise BadCall(f"{source}: there is no such file or folder.")
    with Ledger.open(ledger, base=not no_base) as book:
        if form == "cow":
            claims, unknown = exchange.import_cow(book.store, source)
            print(f"{claims:,} claims are new.")
            if unknown:
                print(f"dragoman: {len(unknown)} organisations are not known and were left out: {', '.join(unknown)}", file=sys.stderr)
            return
        claims, judgements = (exchange.import_tables if form == "csv" else exchange.import_lines)(book.store, source)
    print(f"{claims:,} claims and {judgements:,} judgements are new.")
