"""A sentence cut into clauses at its signs and words for "and" and "but", with the lists of states, the verb and the day of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.claims.claimdays import told_day
from dragoman.claims.words.units import Unit

_FILLERS = frozenset({"told_filler", "the", "state_it", "has_been", "be", "status_phrase", "comma", "growth_word"})
_SIGNS = frozenset(".,:;()!?*-\u2013\u2014\u2022\u060c\u061b\u061f")
_JOINTS = frozenset({"comma", "semicolon", "dash", "and", "but", "before", "and_clitic"})
_OUTSIDE = ("adjective", "demonym")

Group = tuple[int, int]  # the first and the last unit of a list of states


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence between two joints, as unit indices; `verb` and `day` only where there is just one."""

    first: int
    end: int
    groups: tuple[Group, ...]
    verb: int | None
    day: int | None
    days: int = 0


def bears(unit: Unit) -> bool:
    """Whether a unit names a state that may bear a standing, not an adjective of one."""
    option = unit.option("state") if unit.options else None
    return option is not None and option.form not in _OUTSIDE


def clause_around(units: Sequence[Unit], low: int, high: int) -> Sequence[Unit]:
    """The units from the sign before two of them to the sign behind."""
    while low > 0 and units[low - 1].kind != "sign":
        low -= 1
    while high + 1 < len(units) and units[high + 1].kind != "sign":
        high += 1
    return units[low : high + 1]


def fills(unit: Unit) -> bool:
    """Whether a unit tells nothing of its own in a clause about a standing: "then", "again", "its membership", the organisation."""
    if unit.kind == "sign":
        return unit.text in _SIGNS
    return not unit.classes.isdisjoint(_FILLERS) or (bool(unit.options) and unit.option("organisation") is not None)


def states_of(units: Sequence[Unit], group: Group) -> tuple[Unit, ...]:
    """The units of a list that name its states."""
    return tuple(u for u in units[group[0] : group[1] + 1] if bears(u))


def groups_of(units: Sequence[Unit]) -> list[Group]:
    """The lists of states of a sentence."""
    found: list[Group] = []
    free = 0  # the first unit behind the list before
    for first in [i for i, u in enumerate(units) if u.options and bears(u)]:
        if first < free:
            continue
        last, at = first, first + 1
        while at < len(units):
            at = there = _past_short_name(units, at)
            while there < len(units) and units[there].has("comma", "and", "list_word", "the", "and_with", "together_with"):
                there += 1
            if there < len(units) and bears(units[there]) and (there > at or units[there].has("and_clitic")):
                last, at = there, there + 1
            else:
                break
        found.append((first, last))
        free = at
    return found


def _past_short_name(units: Sequence[Unit], at: int) -> int:
    """Behind a short name in brackets, "(DRC)"."""
    short = at + 2 < len(units) and units[at].text == "(" and units[at + 2].text == ")" and units[at + 1].kind in ("word", "name")
    return at + 3 if short else at


def clauses(units: Sequence[Unit], verbs: frozenset[str], heading: int = -1) -> Iterator[Clause]:
    """The clauses, each with the day that stands alone behind its comma or dash: "Burundi was the first, on 27 October".

    `heading`: the unit of the page up to which the line's heading goes ("1952:"), inside of which a dash joins nothing.
    """
    held: Clause | None = None
    for clause in _cut(units, verbs, heading):
        joined = _joined(units, held, clause) if held else None
        if held and joined is None:
            yield held
        held = joined or clause
    if held:
        yield held


def _joined(units: Sequence[Unit], held: Clause, clause: Clause) -> Clause | None:
    """Two clauses as one: a day behind who it is of, or who it was behind a day ("the second, in 1981, Greece")."""
    if held.days == 0 and (held.groups or held.verb is not None) and _day_alone(units, clause):
        return Clause(held.first, clause.end, held.groups, held.verb, clause.day, 1)
    dated = held.days and held.verb is None and units[clause.first - 1].has("dash")  # "in 2016 - South Sudan"
    if held.verb is not None or held.groups or held.days + clause.days > 1 or not (dated or units[clause.first - 1].has("comma")):
        return None
    goes_on = (clause.groups or clause.days) and (clause.verb is None or held.days)  # "The first wave, in 1973, brought in Denmark"
    if goes_on and _plain(units, held) and _plain(units, clause):
        return Clause(held.first, clause.end, clause.groups, clause.verb, held.day if held.days else clause.day, held.days + clause.days)
    return None


def _plain(units: Sequence[Unit], clause: Clause) -> bool:
    own = {clause.day, clause.verb, *(i for a, b in clause.groups for i in range(a, b + 1))}
    return all(i in own or fills(units[i]) for i in range(clause.first, clause.end))


def _day_alone(units: Sequence[Unit], clause: Clause) -> bool:
    if clause.day is None or clause.verb is not None or clause.groups or not units[clause.first - 1].has("comma", "dash"):
        return False
    return all(i == clause.day or fills(units[i]) for i in range(clause.first, clause.end))


def _cut(units: Sequence[Unit], verbs: frozenset[str], heading: int) -> Iterator[Clause]:
    groups = groups_of(units)
    inside = {i for first, last in groups for i in range(first + 1, last + 1)}
    first, depth = 0, 0
    for at in range(len(units) + 1):
        unit = units[at] if at < len(units) else None
        if unit is not None:
            depth = max(0, depth + (unit.text == "(") - (unit.text == ")"))
        parts = unit is not None and not _JOINTS.isdisjoint(unit.classes) and not unit.has("but_only")  # "was not back but in 2017"
        joint = unit is not None and at not in inside and depth == 0 and unit.index > heading and parts
        after_who = unit is not None and unit.index == heading and unit.text == ":" and units[0].kind != "date"
        if (unit is None or joint or after_who) and at > first:
            yield _clause(units, first, at, groups, verbs)
        if unit is None or joint or after_who:
            first = at if unit is not None and unit.has("and_clitic") else at + 1


def _clause(units: Sequence[Unit], first: int, end: int, groups: Sequence[Group], verbs: frozenset[str]) -> Clause:
    told = [i for i in range(first, end) if not units[i].classes.isdisjoint(verbs)]
    dates = [i for i in range(first, end) if units[i].kind == "date"]
    days = [i for i in dates if told_day(units[i])]
    mine = tuple(g for g in groups if first <= g[0] and g[1] < end)
    every = sum(not units[i].has("dateline") for i in dates)
    return Clause(first, end, mine, told[0] if len(told) == 1 else None, days[0] if len(days) == 1 else None, every)


def bracketed(units: Sequence[Unit]) -> Iterator[tuple[Group, int, int | None]]:
    """The lists of states with a day of their own in brackets, "Austria (1956)", that day, and the verb inside, "(both left in 2021)"."""
    for group in groups_of(units):
        first, last = group
        if last + 2 >= len(units) or units[last + 1].text != "(" or (first and units[first - 1].has("in", "at")):
            continue
        end = next((i for i in range(last + 2, min(len(units), last + 12)) if units[i].text == ")"), 0)
        days = [i for i in range(last + 2, end) if told_day(units[i])]
        rest = [i for i in range(last + 2, end) if i not in days and not fills(units[i])]
        if len(days) == 1 and len(rest) < 2 and all(units[i].classes for i in rest):
            yield group, days[0], rest[0] if rest else None
