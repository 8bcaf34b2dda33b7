"""The Correlates of War's memberships (state-year table of its IGO data, version 3), from a user's own copy: a reference work's lists.

A column a organisation, named by the project's short name for it; 1 full member, 2 associate, 3 observer; 0, -1 and -9 say nothing here.
Each run of years becomes a state claim like a row of the Factbook's editions, with its own line as evidence.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from dragoman.errors import BadLedger
from dragoman.gazetteer import load
from dragoman.gazetteer.base import Lines, Page, article_of
from dragoman.ledger.exchange.panel import cow_numbers
from dragoman.ledger.store import Store
from dragoman.model import Claim, Date

COW = "Correlates of War IGO data"
RANKS = {"1": "member", "2": "associate", "3": "observer"}
OTHER_NAMES = {"ce": "council-of-europe", "coe": "council-of-europe", "loas": "las", "eec": "eu", "comnwlth": "commonwealth"}
_KEYS = ("ccode", "year", "state")
Runs = dict[tuple[str, str, str], list[int]]  # state, column, rank -> years


def import_cow(store: Store, path: Path) -> tuple[int, list[str]]:
    """Read the state-year table; how many claims are new, and the columns whose organisation the gazetteer does not know. BadLedger."""
    columns, runs = _read(path)
    known = {x: id for x in columns if (id := organisation_of(x))}
    return store.append_all(_pages(runs, known)), [x for x in columns if x not in known]


def organisation_of(column: str) -> str | None:
    """Our id of the organisation that a column names, if it is the only one of that name."""
    names = load()
    found = [x.id for x in (*names.find(column.upper(), "organisation"), *names.find(column, "organisation"))]
    own = column if names.entity("organisation", column) else OTHER_NAMES.get(column)
    return own or (found[0] if len(set(found)) == 1 else None)


def _read(path: Path) -> tuple[list[str], Runs]:
    """The organisations' columns, and in which years each state had which rank."""
    states: dict[str, str] = {}
    for id, number in cow_numbers().items():  # several of our states can share a number: the one with an ISO code speaks for it
        states[number] = id if len(id) == 2 else states.get(number, id)
    runs: Runs = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            names = [x.lower() for x in reader.fieldnames or ()]
            if not {"ccode", "year"} <= set(names):
                raise BadLedger(f"{path}:1: the columns ccode and year are missing. Give the state-year table (state_year_format3.csv).")
            columns = [x for x in names if x not in _KEYS]
            for row in reader:
                _note({(k or "").lower(): v for k, v in row.items()}, columns, states, runs)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise BadLedger(f"{path} cannot be read as the state-year table: {error}.") from None
    return columns, runs


def _note(row: Mapping[str, str], columns: Sequence[str], states: Mapping[str, str], runs: Runs) -> None:
    state, year = states.get(str(int(float(row["ccode"]))).zfill(3)), int(float(row["year"]))
    for column in columns if state else ():
        rank = RANKS.get((row[column] or "").split(".")[0])
        if rank:
            runs.setdefault((str(state), column, rank), []).append(year)


def _pages(runs: Runs, known: Mapping[str, str]) -> Iterator[Page]:
    """A page for each state, with a line for each run of years."""
    names = load()
    for state, group in groupby(sorted(x for x in runs if x[1] in known), key=lambda x: x[0]):
        lines, listed = Lines(f"{names.label(state, 'en')}: {COW}"), []
        for _, column, rank in group:
            organisation = names.entity("organisation", known[column])
            for first, last in _spans(runs[state, column, rank]):
                name = names.label(known[column], "en")
                line, spans = lines.add(names.label(state, "en"), ": ", column, ", ", name, f" ({rank}), years {first}–{last}")
                roles = {
                    "member": lines.filler(spans[0], names.entity("state", state)),
                    "organisation": lines.filler(spans[4], organisation),
                }
                listed.append((line, roles, {"rank": rank, "change": "is", "editions": [str(first), str(last)]}))
        article = article_of(lines, f"cow:igo#{state}", COW, Date(max(x[2]["editions"][1] for x in listed)))
        yield article, [Claim("membership", roles, line, article.id, "cow/igo", what, aspect="state") for line, roles, what in listed]


def _spans(years: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of years; before 1965 the table has a year in five.

    >>> list(_spans([1950, 1955, 1960, 1965, 1966, 1970]))
    [(1950, 1966), (1970, 1970)]
    """
    run: list[int] = []
    for year in sorted(set(years)):
        if run and year - run[-1] > (5 if run[-1] < 1965 else 1):
            yield run[0], run[-1]
            run = []
        run.append(year)
    if run:
        yield run[0], run[-1]
