"""The state-year panel: who stood where at the end of each year, a row for each state, organisation and year, with COW numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from sqlalchemy import select

from dragoman.gazetteer.base import HERE
from dragoman.ledger.answers import When
from dragoman.ledger.exchange.files import new_file
from dragoman.ledger.memberships import HELD, Memberships
from dragoman.ledger.standing import standing_row
from dragoman.ledger.tables import fillers
from dragoman.ledger.witnesses import Witnesses
from dragoman.model import Date

COLUMNS = ("state", "cow", "organisation", "year", "standing", "counts_as", "certainty", "disputed", "since", "claims")


def export_panel(witnesses: Witnesses, path: Path, years: range, orgs: Sequence[str] = (), known: Date | None = None) -> int:
    """Write the panel of these years (of all organisations, or some) to a new CSV file; the number of rows. BadLedger.

    A row says what the ledger answers for 31 December: the rung of the organisation's own ladder, what it counts as across organisations,
    how certain it is, and the claims it rests on (ids, by spaces). A state without any standing has no row. `cow` is empty where the
    Correlates of War's list has no number.
    """
    count = 0
    with new_file(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for org in orgs or organisations(witnesses):
            for row in _rows(Memberships(witnesses), org, years, known):
                writer.writerow(row)
                count += 1
    return count


def organisations(witnesses: Witnesses) -> list[str]:
    """The organisations of which any claim on membership tells, by id."""
    query = select(fillers.c.entity).where(fillers.c.kind == "membership", fillers.c.role == "organisation").distinct()
    with witnesses.store.reading() as connection:
        return sorted(x for x in connection.execute(query).scalars() if not x.startswith("?"))


def _rows(memberships: Memberships, org: str, years: range, known: Date | None) -> Iterator[tuple[object, ...]]:
    found = memberships.org(org, When(Date(f"{years[-1]:04d}-12-31"), known))
    states = sorted(x for x in found.slots if not x.startswith("?"))
    for year in years:
        when = When(Date(f"{year:04d}-12-31"), known)
        for state in states:
            row = standing_row(found, found.slots[state], when, memberships.ranks)
            if row.certainty in HELD:
                since = row.since.text if row.since else ""
                yield (state, cow_numbers().get(state, ""), org, year, row.what["rank"], row.what["counts_as"], row.certainty,
                       str(row.disputed).lower(), since, " ".join(row.claims))  # fmt: skip


@cache
def cow_numbers() -> dict[str, str]:
    """The Correlates of War's number of each state (by our id)."""
    lines = (HERE / "cow.tsv").read_text("utf-8").splitlines()
    return {state: number for state, number, _ in (x.split("\t") for x in lines if not x.startswith("#"))}
