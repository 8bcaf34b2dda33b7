"""Who belongs since when, told in rows: a state, perhaps its capital, and its years, under a heading that says what they are of.

    Members of the bloc
    Algeria - 1969-present
    Gabon - 1975-1995; 2016-present

    State | Capital | Date joined | Notes
    Iceland | Reykjavik | 7 March 1950 |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.claims.claimdays import dated
from dragoman.claims.frames import filler, fillers, source
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.spoken import spoken_of
from dragoman.claims.words.units import YEAR, Text, Unit, lines_of
from dragoman.model import Claim, Date, Span

Line = Sequence[Unit]
Step = tuple[str, Date]  # what came to the state, and when
Stay = tuple[int, Date, Date | None]  # the cell of the row, the day on which something began there, the one on which it ended

_HEADING = 4  # lines above the first row in which the heading stands
_LEAST = 3  # rows that make a roll
_CELLS = 4  # words and figures that may stand between a state and its days: a capital, a region
_COLUMNS = (
    ("joined", ("join", "joining", "accession", "member_word", "member_noun", "founders_word", "admitted_passive")),
    ("left", ("leave", "withdrawal", "former_member")),
    ("applied", ("apply", "application")),
)
_LATER = (("suspended", ("suspend", "suspended_from")), ("restored", ("restore", "reinstate", "return_word")), ("left", ("leave",)))
_DOUBTS = ("want", "plan", "expect", "may", "if", "propose", "not", "deny", "cancel")
_ENDS_ITEM = frozenset(";\u061b")
_NOT_OF_JOINING = ("term_ends", "outgoing", "elect", "suspend", "suspended_from", "non_member", "want", "candidate_word")
_JOINTS = frozenset("-\u2013\u2014();,/&[]\u060c\u061b:")
_BAR = "|"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a roll: who, the days it gives, and the last unit that was read."""

    states: tuple[Unit, ...]
    days: tuple[Stay, ...]
    last: Unit
    founder: bool


def roll_claims(text: Text) -> Iterator[Claim]:
    """The claims of each roll of the page: one for each step of each state."""
    if not any("kind:state" in stakes for stakes in text.stakes):
        return
    lines = lines_of(text.units)
    at = 0
    while at < len(lines):
        rows: list[Row] = []
        while at + len(rows) < len(lines) and (row := _row(text, lines[at + len(rows)])):
            rows.append(row)
        if len(rows) >= _LEAST:
            yield from _claims(text, lines[max(0, at - _HEADING) : at], rows)
        at += len(rows) or 1
    for units, stakes in zip(text.sentences(), text.stakes, strict=True):
        if "kind:state" in stakes and "bracket" in stakes:
            yield from _in_a_sentence(text, units)


def _in_a_sentence(text: Text, units: Line) -> Iterator[Claim]:
    """A roll written on: "later joined by Qatar (1961) - left in 2019; Libya (1962); and Gabon (1975) - rejoined in 2016"."""
    items: list[list[Unit]] = [[]]
    for unit in units:
        if unit.text in _ENDS_ITEM:
            items.append([])
        else:
            items[-1].append(unit)
    start = next((i for i, u in reversed(list(enumerate(items[0]))) if u.has("colon", "joined_by", "comprise")), -1)
    heading, items[0] = items[0][: start + 1], items[0][start + 1 :]
    told = [(item, row) for item in items if (row := _item(item))]
    named = next(((u, o) for u in reversed(heading) if (o := u.option("organisation")) and not o.id.startswith(NEW)), None)
    spoken = named or (spoken_of(text, units[0]) if told else None)
    if len(told) < max(_LEAST, len(items) - 1) or spoken is None or not any(u.has(*_COLUMNS[0][1], "joined_by") for u in heading):
        return
    for item, (states, last, steps) in told:
        text.rolled = True
        for unit in states:
            unit.classes |= {"rolled"}  # no rule reads across the items
        for step, day in steps:
            roles = {"organisation": (filler(text, *spoken),), "member": fillers(text, states, ("state",))}
            yield Claim(
                "membership", roles, Span(states[0].start, max(last, item[-1], key=lambda u: u.end).end), text.article.id,
                f"{text.language.code}/roll", {"change": step, "rank": "member"}, day, attribution=source(text),
            )  # fmt: skip


def _item(item: Line) -> tuple[Line, Unit, list[Step]] | None:
    """An item of a roll written on: the states, the unit that gives their year, and what came to them then and later."""
    at = first = next((i for i, u in enumerate(item) if not u.has("and", "list_word", "the", "comma")), len(item))
    while first < len(item) and (_named(item[first]) or first > at and item[first].has("and", "comma", "list_word")):
        first += 1
    states = [unit for unit in item[at:first] if _named(unit)]
    enclosed = bool(states) and first + 2 < len(item) and item[first].text == "(" and item[first + 2].text == ")"
    if not enclosed or not (day := dated(item[first + 1])):
        return None
    steps: list[Step] = [("joined", day)]
    rest = item[first + 3 :]
    if any(u.has(*_DOUBTS) and not u.has("suspend", "resolved") for u in rest):
        return states, item[first + 2], steps
    change = ""
    for unit in rest:
        change = next((c for c, classes in _LATER if unit.has(*classes)), change)
        if change and (day := dated(unit)):
            steps.append((change, day))
            change = ""
    return states, item[first + 2], steps


def _row(text: Text, line: Line) -> Row | None:
    """The line as a row; None where it tells anything in words."""
    at = first = _first(line)
    while first < len(line) and (_named(line[first]) or first > at and line[first].has("and", "comma", "list_word")):
        first += 1
    states = tuple(unit for unit in line[at:first] if _named(unit))
    if not states:
        return None
    while first < len(line) and not dated(line[first]):
        if first > at + 2 * (_CELLS + len(states)) or not (line[first].has("since") or _cell(text, line[first])):
            return None
        first += 1
    days, end = _days(line, first, sum(u.text == _BAR for u in line[at:first]))
    rest = line[end:]
    if not days or (rest and not rest[0].has("founders_word") and not _cell(text, rest[0])):
        return None
    founder = any(u.has("founders_word", "rank_founder") for u in line[end - 2 : end + 4])
    return Row(states, days, line[end - 1], founder)


def _named(unit: Unit) -> bool:
    option = unit.option("state")
    return option is not None and option.form not in ("adjective", "capital", "group", "anaphor")


def _first(line: Line) -> int:
    """Where the names begin: behind a bullet, a number or "the Republic of"."""
    return next((i for i, u in enumerate(line) if not (u.kind == "sign" or _is_count(u) or u.has("list_word", "the"))), len(line))


def _is_count(unit: Unit) -> bool:
    return unit.kind == "number" and not YEAR.fullmatch(unit.text)


def _cell(text: Text, unit: Unit) -> bool:
    """Whether a unit is what stands in the cells of a table: a sign, a figure, a name, a word with a capital."""
    return unit.kind in ("sign", "number", "name") or text.text[unit.start].isupper()


def _days(line: Line, at: int, cell: int) -> tuple[tuple[Stay, ...], int]:
    """The days from a unit in a cell on, each with the one on which what began then ended, and the unit behind them."""
    found: list[Stay] = []
    end = at
    while at < len(line):
        unit, day = line[at], dated(line[at])
        if day and "/" in day.text:
            begun, over = day.text.split("/")
            found.append((cell, Date(begun), Date(over)))
        elif day:
            found.append((cell, day, None))
        elif unit.text == _BAR:
            cell += 1
        elif not (unit.text in _JOINTS or _is_count(unit) or unit.has("and", "until_now", "since")):
            break
        end = at + 1 if day else end
        at += 1
    return tuple(found), max(end, 1)


def _claims(text: Text, heading: Sequence[Line], rows: Sequence[Row]) -> Iterator[Claim]:
    told = [unit for line in heading for unit in line]
    near = next((line for line in reversed(heading) if any(u.kind == "word" for u in line)), [])
    change = next((change for change, classes in reversed(_COLUMNS[:2]) if any(u.has(*classes) for u in near)), "")
    change = change or ("joined" if any(u.has(*_COLUMNS[0][1]) for u in told) else "")
    named = [(unit, option) for unit in told if (option := unit.option("organisation")) and not option.id.startswith(NEW)]
    spoken = named[-1] if named else spoken_of(text, rows[0].states[0])
    if not change or spoken is None or any(u.has(*_NOT_OF_JOINING) for u in near) or _to_come(text, rows):
        return
    columns = _columns(near)
    text.rolled = True
    for row in rows:
        for unit in row.states:
            unit.classes |= {"rolled"}  # no rule reads across the rows
        for step, day in _steps(row, columns, change):
            roles = {"organisation": (filler(text, *spoken),), "member": fillers(text, row.states, ("state",))}
            rank = "founder" if row.founder and step == "joined" else "member"
            yield Claim(
                "membership", roles, Span(row.states[0].start, row.last.end), text.article.id, f"{text.language.code}/roll",
                {"change": step, "rank": rank}, day, attribution=source(text),
            )  # fmt: skip


def _to_come(text: Text, rows: Sequence[Row]) -> bool:
    """Whether a day of the roll is after the page: then the days are those on which terms end."""
    published = text.article.published
    return published is not None and any(begun.first > published.last for row in rows for _, begun, _ in row.days)


def _columns(heading: Line) -> dict[int, str]:
    """Cell -> what its days are of, in a heading that is parted by bars or has several such words; when a treaty was signed is none."""
    cells: list[list[Unit]] = [[]]
    for unit in heading[1:] if heading and heading[0].text == _BAR else heading:
        if unit.text == _BAR:
            cells.append([])
        else:
            cells[-1].append(unit)
    if len(cells) == 1:
        told = list(dict.fromkeys(change for unit in heading for change, classes in _COLUMNS if unit.has(*classes)))
        return dict(enumerate(told)) if len(told) > 1 else {}
    found = {i: next((c for u in cell for c, classes in _COLUMNS if u.has(*classes)), "") for i, cell in enumerate(cells)}
    return {i: change for i, change in found.items() if i and change and not any(u.has("act_verb") for u in cells[i])}


def _steps(row: Row, columns: dict[int, str], change: str) -> Iterator[Step]:
    """What came to the state on each of its days: by the columns, or in and out in turn."""
    cells = {cell for cell, _, _ in row.days}
    days = [stay for stay in row.days if stay[0] in columns] if len(cells) > 1 or 0 not in cells else list(row.days)
    if any(over for _, _, over in days):
        for number, (_, begun, over) in enumerate(days):
            yield ("restored" if number else "joined"), begun
            if over:
                yield "left", over
    elif columns and cells != {0}:
        yield from ((columns[cell], begun) for cell, begun, _ in days)
    elif len(days) == 1 and len(columns) < 2:
        yield change, days[0][1]
