"""Conferences that their number names: "COP29", the climate conference, in whatever script.

A number alone tells of no meeting: where or when it is held stands beside it. A page about another convention means that one's.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from dragoman.claims.meetings.words import meeting_words
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Date

_NUMBER = re.compile("[ -]?([1-9][0-9]?)(?![0-9])")
_PREFIX = "numbered_"
_NAMED = 9  # units before the number in brackets of a conference in which its name stands
_APPOSED = 6  # units behind such a number within which a noun only says what it is
_MONTH = 7  # letters of a year and a month: "2024-11"


def numbered_meetings(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]]) -> Iterator[tuple[int, frozenset[str]]]:
    """The places of such names, and what each is: a session of the conference that its word means, or a ministerial one."""
    for at, classes in enumerate(marks):
        body = _body(classes) if classes else None
        if body and conference_number(text, units[at]) and not ("unless_page" in classes and _of_another(text)):
            yield at, frozenset({"numbered", f"of_{body}", "type_ministerial" if "by_ministers" in classes else "type_session"})


def same_noun(units: Sequence[Unit], at: int) -> Iterator[int]:
    """The places of nouns that only say what it is: "the conference of the parties (COP29)", "the COP29 climate summit in Baku"."""
    bracket = at > 0 and units[at - 1].kind == "sign" and units[at - 1].text == "("
    yield from range(max(0, at - _NAMED if bracket else at - 1), at)
    for i in range(at + 2, min(len(units), at + _APPOSED)):
        if units[i].kind not in ("word", "name") or units[i].has("in", "to", "from", "and", "with", "for", "held"):
            return
        yield i


@functools.lru_cache(maxsize=4096)  # the sets of classes are few
def _body(classes: frozenset[str]) -> str | None:
    return next((c.removeprefix(_PREFIX) for c in classes if c.startswith(_PREFIX)), None)


def conference_number(text: Text, unit: Unit) -> int | None:
    """The number written right behind the word."""
    found = _NUMBER.match(text.text, unit.end)
    return int(found[1]) if found else None


def own_month(text: Text, unit: Unit, day: Date | None) -> Date | None:
    """The day of the meeting without its number, where both were read as one date: Arabic "COP 29 in November"."""
    behind = text.units[unit.index + 1] if unit.index + 1 < len(text.units) else None
    taken = day is not None and behind is not None and behind.value is day and behind.start - unit.end <= 1
    return Date(day.text[:_MONTH]) if day is not None and taken and len(day.text) > _MONTH else day


def _of_another(text: Text) -> bool:
    words = meeting_words(text.language.code)
    return any("other_convention" in words.classes(w)[0] for u in text.units if u.kind == "word" for w in u.text.split())
