"""The hand-kept record: changes of standing, chairs, offices and meetings, each with its source, packed for the package.

Tables in tools/data/record: sources.tsv names the pages that were looked at; a row of the others says `confirmed` with the page that says
so, or `unconfirmed`. A cell of states may name several that share all else. A day is EDTF: as precise as the source, never more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from base_record import TARGET, known, pack
from dragoman.errors import DragomanError
from dragoman.gazetteer import load
from dragoman.model import Date
from written import DATA

FOLDER = DATA / "record"
CHANGES = {"joined", "left", "suspended", "restored", "applied", "granted", "invited"}
MEETINGS = {"summit", "council", "ministerial", "session", "forum"}
SOURCE = ("status", "source")
TABLES = {
    "lists": ("organisation", "states", "day", *SOURCE),
    "memberships": ("organisation", "states", "change", "rank", "day", *SOURCE),
    "chairs": ("organisation", "state", "person", "day", "term", *SOURCE),
    "offices": ("body", "title", "person", "from", "to", "acting", *SOURCE, "to source"),
    "leaders": ("body", "title", "person", "from", "from source", "to", "to source", "acting"),
    "meetings": ("organisation", "type", "ordinal", "day", "city", "country", *SOURCE),
}
OFFICES = ("body", "title", "person", "from", "to", "acting")
LEADERS = ("body", "title", "person", "change", "day", "acting")  # what is packed of a leader's row: his coming, then his going


class BadRow(DragomanError):
    """A row of the record that cannot be what it says; the message names file and line."""


@dataclass(frozen=True)
class Row:
    """A row by column, and where it stands."""

    cells: dict[str, str]
    place: str

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def rows(name: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table; comments and empty lines left out. BadRow if one has more cells than columns."""
    path = FOLDER / f"{name}.tsv"
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [x.strip() for x in line.split("\t")]
        if len(cells) > len(columns):
            raise BadRow(f"{path.name}:{number}: {len(cells)} cells for {len(columns)} columns")
        yield Row(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True)), f"{path.name}:{number}")


def sources() -> dict[str, tuple[str, str, str]]:
    """Title, address and date of each page that was looked at, by its key."""
    return {row["key"]: (row["title"], row["address"], row["date"]) for row in rows("sources", ("key", "title", "address", "date"))}


def build() -> dict[str, int]:
    """Check and write all tables; how many rows each has, and how many of them are confirmed."""
    pages, counts = sources(), {}
    for name, columns in TABLES.items():
        packed = sorted(x for row in rows(name, columns) for x in _checked(name, row, pages))
        if double := [x for x, n in Counter(packed).items() if n > 1]:
            raise BadRow(f"{name}.tsv says twice: {' '.join(double[0][:5])}")
        packs = {"leaders": LEADERS, "offices": OFFICES}
        headings = packs.get(name) or tuple("state" if x == "states" and name == "memberships" else x for x in columns[:-2])
        pack(Path(TARGET) / f"record-{name}.csv.gz", (*headings, "status", "source", "address", "dated"), packed)
        counts[name] = len(packed)
        counts[f"{name}, confirmed"] = sum(x[-4] == "confirmed" for x in packed)
    return counts


def _checked(name: str, row: Row, pages: dict[str, tuple[str, str, str]]) -> Iterator[tuple[str, ...]]:
    """The packed rows of one row, one for each state that it names. BadRow."""
    if name == "leaders":
        yield from _leader(row, pages)
        return
    if row["status"] not in ("confirmed", "unconfirmed"):
        raise BadRow(f"{row.place}: the status is confirmed or unconfirmed, not “{row['status']}”")
    if row["source"] not in pages and (row["source"] or row["status"] == "confirmed"):
        raise BadRow(f"{row.place}: no source is called “{row['source']}”")
    source = (row["status"], *pages.get(row["source"], ("", "", "")))
    match name:
        case "lists":
            _known(row, "organisation", row["organisation"])
            for state in row["states"].split():
                _known(row, "organisation" if load().entity("organisation", state) else "state", state)
            yield row["organisation"], row["states"], _day(row, "day"), *source
        case "memberships":
            yield from (x + source for x in _memberships(row))
        case "chairs":
            _known(row, "organisation", row["organisation"])
            _known(row, "state", row["state"])
            yield row["organisation"], row["state"], row["person"], _day(row, "day"), row["term"], *source
        case "offices":
            yield from _office(row, source, pages)
        case _:
            yield (*_meeting(row), *source)


def _office(row: Row, source: tuple[str, ...], pages: dict[str, tuple[str, str, str]]) -> Iterator[tuple[str, ...]]:
    """A term; its last day is packed by itself where another page tells it ("to source"), or none does ("-") though one tells the first."""
    _known(row, "organisation", row["body"])
    head, first, last = (row["body"], row["title"], row["person"]), _day(row, "from"), _day(row, "to") if row["to"] else ""
    other = row["to source"]
    if last and Date(last).last < Date(first).first:
        raise BadRow(f"{row.place}: the term ends before it begins")
    if other and not last:
        raise BadRow(f"{row.place}: a source for “to”, but no day")
    if other not in pages and other not in ("", "-"):
        raise BadRow(f"{row.place}: no source is called “{other}”")
    yield *head, first, "" if other else last, row["acting"], *source
    if other:
        ended = ("unconfirmed", "", "", "") if other == "-" else ("confirmed", *pages[other])
        yield *head, "", last, row["acting"], *ended


def _leader(row: Row, pages: dict[str, tuple[str, str, str]]) -> Iterator[tuple[str, ...]]:
    """A coming, and a going if it is known. A source says the day as it is written, or with ~ before it the year alone."""
    _known(row, "state", row["body"])
    for change, column in (("assumes", "from"), ("ended", "to")):
        source = row[f"{column} source"]
        if source.lstrip("~") not in pages and source:
            raise BadRow(f"{row.place}: no source is called “{source}”")
        if source and not row[column]:
            raise BadRow(f"{row.place}: a source for “{column}”, but no day")
        if row[column]:
            status = "year" if source.startswith("~") else "confirmed" if source else "unconfirmed"
            page = pages.get(source.lstrip("~"), ("", "", ""))
            yield row["body"], row["title"], row["person"], change, _day(row, column), row["acting"], status, *page
    if row["to"] and Date(row["to"]).last < Date(row["from"]).first:
        raise BadRow(f"{row.place}: the term ends before it begins")


def _memberships(row: Row) -> Iterator[tuple[str, ...]]:
    _known(row, "organisation", row["organisation"])
    if row["change"] not in CHANGES:
        raise BadRow(f"{row.place}: “{row['change']}” is no change")
    if row["rank"] and not load().rung(row["organisation"], row["rank"]):
        raise BadRow(f"{row.place}: {row['organisation']} has no standing “{row['rank']}”")
    for state in row["states"].split():  # an organisation can be a member too
        _known(row, "organisation" if load().entity("organisation", state) else "state", state)
        yield row["organisation"], state, row["change"], row["rank"], _day(row, "day")


def _meeting(row: Row) -> tuple[str, ...]:
    _known(row, "organisation", row["organisation"])
    if row["city"] and not row["city"][0].isupper():  # a place that the gazetteer does not know is written by its name
        _known(row, "city", row["city"])
    _known(row, "state", row["country"])
    if row["type"] not in MEETINGS:
        raise BadRow(f"{row.place}: “{row['type']}” is no type of meeting")
    return row["organisation"], row["type"], row["ordinal"], _day(row, "day"), row["city"], row["country"]


def _known(row: Row, kind: str, ids: str) -> None:
    for id in ids.split():
        if not load().entity(kind, id):
            raise BadRow(f"{row.place}: the gazetteer has no {kind} “{id}”")


def _day(row: Row, column: str) -> str:
    return Date(row[column]).text


def people() -> Iterator[str]:
    """Holders of offices whom the gazetteer does not know: they keep their name without an id."""
    for row in rows("offices", TABLES["offices"]):
        if not known(row["person"]):
            yield row["person"]


if __name__ == "__main__":
    for what, count in build().items():
        print(f"record: {what}\t{count}")
