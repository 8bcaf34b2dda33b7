"""Who belongs since when, told in rows: a state, perhaps its capital, and its years, under a heading that says what they are of.

    Members of the bloc
    Algeria - 1969-present
    Gabon - 1975-1995; 2016-present

    State | Capital | Date joined | Notes
    Iceland | Reykjavik | 7 March 1950 |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dragoman.claims.bodies import NEW
from dragoman.claims.frames import filler, source
from dragoman.claims.names import Option
from dragoman.claims.spoken import spoken_of
from dragoman.claims.units import Text, Unit
from dragoman.model import Claim, Date, Span

Line = Sequence[Unit]
Step = tuple[str, Date]  # what came to the state, and when

_HEADING = 4  # lines above the first row in which the heading stands
_LEAST = 3  # rows that make a roll
_CELLS = 4  # words and figures that may stand between a state and its days: a capital, a region
_COLUMNS = (
    ("joined", ("join", "joining", "accession", "member_word", "member_noun", "founders_word", "admitted_passive")),
    ("left", ("leave", "withdrawal", "former_member")),
    ("applied", ("apply", "application")),
)
_NOT_OF_JOINING = ("term_ends", "outgoing", "elect", "suspend", "suspended_from", "non_member", "want", "candidate_word")
_JOINTS = frozenset("-\u2013\u2014();,/&[]\u060c\u061b:")
_CELL_SIGNS = frozenset("|\u2014")
_YEAR = re.compile(r"(?:18|19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a roll: who, the days it gives as pairs of beginning and end, and the last unit that was read."""

    state: Unit
    option: Option
    days: tuple[tuple[Date, Date | None], ...]
    cells: tuple[Date, ...]  # the days of further cells
    last: Unit
    founder: bool


def roll_claims(text: Text) -> Iterator[Claim]:
    """The claims of each roll of the page: one for each step of each state."""
    lines = [list(units) for _, units in groupby(text.units, key=lambda unit: unit.paragraph)]
    at = 0
    while at < len(lines):
        rows: list[Row] = []
        while at + len(rows) < len(lines) and (row := _row(text, lines[at + len(rows)])):
            rows.append(row)
        if len(rows) >= _LEAST:
            yield from _claims(text, lines[max(0, at - _HEADING) : at], rows)
        at += len(rows) or 1


def _row(text: Text, line: Line) -> Row | None:
    """The line as a row; None where it tells anything in words."""
    at = _first(line)
    option = line[at].option("state") if at < len(line) else None
    if option is None or option.form in ("adjective", "capital", "group", "anaphor"):
        return None
    first = at + 1
    while first < len(line) and not _day(line[first]):
        if first > at + 2 * _CELLS or not (line[first].has("since") or _cell(text, line[first])):
            return None
        first += 1
    days, end = _days(line, first)
    rest = line[end:]
    if not days or (rest and not rest[0].has("founders_word") and not _cell(text, rest[0])):
        return None
    cells: list[Date] = []
    while end + 1 < len(line) and line[end].text in _CELL_SIGNS and (day := _day(line[end + 1])):
        cells.append(day)
        end += 2
    return Row(line[at], option, days, tuple(cells), line[end - 1], any(u.has("founders_word") for u in rest[:3]))


def _first(line: Line) -> int:
    """Where the names begin: behind a bullet, a number or "the Republic of"."""
    return next((i for i, u in enumerate(line) if not (u.kind == "sign" or _is_count(u) or u.has("list_word", "the"))), len(line))


def _is_count(unit: Unit) -> bool:
    return unit.kind == "number" and not _YEAR.fullmatch(unit.text)


def _cell(text: Text, unit: Unit) -> bool:
    """Whether a unit is what stands in the cells of a table: a sign, a figure, a name, a word with a capital."""
    return unit.kind in ("sign", "number", "name") or text.text[unit.start].isupper()


def _day(unit: Unit) -> Date | None:
    """The day of a date, or the year that a bare number is."""
    if unit.kind == "date":
        return unit.value if isinstance(unit.value, Date) else None
    return Date(unit.text) if unit.kind == "number" and _YEAR.fullmatch(unit.text) else None


def _days(line: Line, at: int) -> tuple[tuple[tuple[Date, Date | None], ...], int]:
    """The days from a unit on, each with the one on which what began then ended, and the unit behind them."""
    found: list[tuple[Date, Date | None]] = []
    end = at
    while at < len(line):
        unit, day = line[at], _day(line[at])
        if day and "/" in day.text:
            begun, over = day.text.split("/")
            found.append((Date(begun), Date(over)))
        elif day and found and found[-1][1] is None and at == end + 1 and line[end].has("dash"):
            found[-1] = (found[-1][0], day)
        elif day:
            found.append((day, None))
        elif not (unit.text in _JOINTS or _is_count(unit) or unit.has("and", "until_now", "since")):
            break
        end = at + 1 if day else end
        at += 1
    return tuple(found), at


def _claims(text: Text, heading: Sequence[Line], rows: Sequence[Row]) -> Iterator[Claim]:
    told = [unit for line in heading for unit in line]
    near = next((line for line in reversed(heading) if any(u.kind == "word" for u in line)), [])
    columns = list(dict.fromkeys(change for unit in near for change, classes in _COLUMNS if unit.has(*classes)))
    change = next((change for change, classes in reversed(_COLUMNS[:2]) if any(u.has(*classes) for u in near)), "")
    change = change or ("joined" if any(u.has(*_COLUMNS[0][1]) for u in told) else "")
    named = [(unit, option) for unit in told if (option := unit.option("organisation")) and not option.id.startswith(NEW)]
    spoken = named[-1] if named else spoken_of(text, rows[0].state)
    if not change or spoken is None or any(u.has(*_NOT_OF_JOINING) for u in near) or _to_come(text, rows):
        return
    for row in rows:
        for step, day in _steps(row, columns, change):
            roles = {"organisation": (filler(text, *spoken),), "member": (filler(text, row.state, row.option),)}
            rank = "founder" if row.founder and step == "joined" else "member"
            yield Claim(
                "membership", roles, Span(row.state.start, row.last.end), text.article.id, f"{text.language.code}/roll",
                {"change": step, "rank": rank}, day, attribution=source(text),
            )  # fmt: skip


def _to_come(text: Text, rows: Sequence[Row]) -> bool:
    """Whether a day of the roll is after the page: then the days are those on which terms end."""
    published = text.article.published
    return published is not None and any(begun.first > published.last for row in rows for begun, _ in row.days)


def _steps(row: Row, columns: Sequence[str], change: str) -> Iterator[Step]:
    """What came to the state on each of its days: by the columns, or in and out in turn."""
    days = [*(begun for begun, _ in row.days), *row.cells]
    if len(columns) > 1 and not any(over for _, over in row.days):
        yield from zip(columns, days, strict=False)
    elif len(row.days) == 1 and row.days[0][1] is None:
        yield change, row.days[0][0]
    elif row.days[0][1] is not None:
        for number, (begun, over) in enumerate(row.days):
            yield ("restored" if number else "joined"), begun
            if over:
                yield "left", over
