"""Heads of state and of government since 1991: who came and who went when, each a line that names the page which says so.

An article holds what could be known of one state's heads from one day on. Where the page that was looked at tells the year alone, the day
is `reported`, with the qualifier `confirmed` false, and the line names the page for the year.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dragoman.gazetteer import Gazetteer, load
from dragoman.gazetteer.base import Lines, Page, Row, article_of, read_table
from dragoman.gazetteer.base.record import RECORD, RULE, known_from
from dragoman.model import Claim, Date, Filler, Span

WORDS = {"assumes": " became ", "ended": " ceased to be "}
YEAR = "year"  # the status of a day of which a page tells the year


def leaders() -> Iterator[Page]:
    """Every article on heads of state and of government with its claims, by state and the day from which they could be known."""
    names = load()
    told = [(row["body"], known_from(row, Date(row["day"])), row) for row in read_table("record-leaders")]
    told.sort(key=lambda x: (x[0], x[1].last, x[1].text, x[2]["day"], sorted(x[2].items())))
    for (body, known), group in groupby(told, key=lambda x: x[:2]):
        yield _page(names, body, known, [row for _, _, row in group])


def _page(names: Gazetteer, body: str, known: Date, rows: list[Row]) -> Page:
    lines = Lines(f"{names.label(body, 'en')}: heads of state and of government, as known from {known.text}")
    told = [(row, *_line(names, lines, row)) for row in rows]
    article = article_of(lines, f"dragoman:record/leaders#{body}-{known.text}", RECORD, known)
    return article, [
        Claim("office", roles, line, article.id, RULE, _what(row), Date(row["day"]),
              modality="asserted" if row["status"] == "confirmed" else "reported", aspect="change")
        for row, line, roles in told
    ]  # fmt: skip


def _line(names: Gazetteer, lines: Lines, row: Row) -> tuple[Span, dict[str, tuple[Filler, ...]]]:
    """Add the line of one coming or going; returns where it stands and its roles."""
    acting = "acting " if row["acting"] else ""
    parts = (_head(row), row["person"], WORDS[row["change"]] + acting, row["title"], " of ", names.label(row["body"], "en"), _source(row))
    line, spans = lines.add(*parts)
    return line, {"person": lines.person(spans[1], names), "title": lines.filler(spans[3], None),
                  "body": lines.filler(spans[5], names.entity("state", row["body"]))}  # fmt: skip


def _head(row: Row) -> str:
    return f"{row['day']}: " if row["status"] == "confirmed" else f"Unconfirmed: {row['day']}: "


def _source(row: Row) -> str:
    """The end of a line: the page that says so, or tells the year, if one was found."""
    if not row["source"]:
        return "."
    of = "Source of the year" if row["status"] == YEAR else "Source"
    dated = f", {row['dated']}" if row["dated"] else ""
    return f". {of}: {row['source']}, {row['address']}{dated}"


def _what(row: Row) -> dict[str, object]:
    what: dict[str, object] = {"change": row["change"]} | ({"acting": True} if row["acting"] else {})
    if row["status"] != "confirmed":
        what["confirmed"] = False
    if row["address"]:
        what["year_source" if row["status"] == YEAR else "source"] = row["address"]
    return what
