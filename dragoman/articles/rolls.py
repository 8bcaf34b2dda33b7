"""Lines that look like a menu and are news: chronicles, which begin with years, and rolls, which give a name and its year."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import islice

_YEAR = re.compile(r"\W*(?:1[89]|20)\d\d(?:/\d{2,4})?\s*(?:[:\u2013\u2014-]\s*(?P<told>.*))?", re.DOTALL)
_DAY = re.compile(
    r"\W*(?:\d{1,2} \w+ |\w+ \d{1,2}, |\d{1,2}[./]\d{1,2}[./]|\w+ )(?P<year>(?:1[89]|20)\d\d)(?:-\w{1,3})?(?: \w{1,5}\.?)?"
    r"\s*[:\u2013\u2014-]\s*\w.*",
    re.DOTALL,
)
_ROW = re.compile(
    r"\W*+(?:\d+[.)]\s*)?(?P<who>[^\d\n]{3,60}?)\W*+(?:\d{1,2}\W+\w+\W+|\w+ \d{1,2}, )?(?:1[89]|20)\d\d\b.*",
    re.DOTALL,
)
_FIGURES = re.compile(r"\d+")
_CENTURIES = ("18", "19", "20")
_RULE = re.compile(r"[-|:\s+=]+")  # what parts the head of a table from its rows
_LEAST = 3  # rows that make a roll
_LONGEST = 300  # letters of a row


@functools.lru_cache(maxsize=2)  # asked twice of one page
def told_in_lines(lines: tuple[str, ...]) -> frozenset[int]:
    """The numbers of the lines that are of a chronicle or a roll, with the line above a roll, which says what it is of."""
    return frozenset(_chronicle(lines) | _rolls(lines))


def _chronicle(lines: Sequence[str]) -> set[int]:
    """Lines that begin with a year, or a year on each and what happened below it, two of them or more; days want three years apart."""
    years = {i: found for i, line in enumerate(lines) if (found := _YEAR.fullmatch(line))}
    told = [i for i in years if years[i]["told"]]
    below = [i for i in years if not years[i]["told"] and i + 1 < len(lines) and i + 1 not in years]
    days = {i: found["year"] for i, line in enumerate(lines) if len(line) <= _LONGEST and (found := _DAY.fullmatch(line))}
    dated = days if len(set(days.values())) >= _LEAST else ()  # other stories of the site are of one year or two
    return {*(told if len(told) > 1 else ()), *(x for i in below for x in (i, i + 1) if len(below) > 1), *dated}


def _rolls(lines: Sequence[str]) -> set[int]:
    found: set[int] = set()
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (_is_row(lines[end]) or end > at and _RULE.fullmatch(lines[end])):
            end += 1
        if end - at >= _LEAST:
            above = at - 2 if at > 1 and _RULE.fullmatch(lines[at - 1]) else at - 1
            found |= {*range(max(1, above), end)}
        at = max(end, at + 1)
    return found


def _is_row(line: str) -> bool:
    """Whether a line begins with a name and goes on with a year; a headline with its day has a verb, in small letters."""
    if len(line) > _LONGEST:
        return False
    figures = islice(_FIGURES.finditer(line), 4)  # a number of its own, a day and a month may stand before the year
    if not any(figure.end() - figure.start() == 4 and figure[0][:2] in _CENTURIES for figure in figures):
        return False
    found = _ROW.fullmatch(line)
    names = found["who"].replace("|", " ").split() if found else []
    return 0 < len(names) < 9 and not any(len(x) > 3 and x[0].islower() for x in names)
