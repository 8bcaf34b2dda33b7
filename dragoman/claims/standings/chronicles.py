"""Who joined when, told in lines: a year and behind it or below it nothing but states, under a heading that says what the years are of.

    Founding members, 1949
    Belgium, Canada and Denmark
    1952: Greece and Turkey
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.claimdays import dated
from dragoman.claims.frames import filler, fillers, source
from dragoman.claims.names.spoken import spoken_of
from dragoman.claims.standings.headings import topic_change
from dragoman.claims.words.units import Text, Unit, lines_of
from dragoman.model import Claim, Span

_HEADING = 3  # lines above the first year in which the heading stands
_SHORT = 10  # words of a line that may head a list
_JOINING = ("join", "joining", "accession", "member_word", "member_noun", "founders_word", "comprise")
_GROWING = (*_JOINING[:3], "joined", "expand", "adding")
_LEAVING = ("leave", "withdrawal", "former_member")


Line = Sequence[Unit]
Entry = tuple[Unit, Line]  # the year, and the states


def chronicle_claims(text: Text) -> Iterator[Claim]:
    """One claim for each year of each chronicle of the page."""
    if not any("kind:state" in stakes for stakes in text.stakes):
        return
    lines = lines_of(text.units)
    at = 0
    while at < len(lines):
        entries, end = _run(lines, at)
        if len(entries) > 1 or entries and lines[at] is not entries[0][1] and _founders(lines[at]):
            yield from _claims(text, lines[max(0, at - _HEADING) : at], entries)
        at = max(end, at + 1)
    yield from _inline(text)


def _inline(text: Text) -> Iterator[Claim]:
    """The same within a sentence, with the states of each year in brackets: "it grew in 1952 (Greece, Turkey), 1982 (Spain)"."""
    for units, stakes in zip(text.sentences(), text.stakes, strict=True):
        if "kind:state" not in stakes or "bracket" not in stakes:
            continue
        entries: list[Entry] = []
        for at, year in enumerate(units[:-2]):
            if units[at + 1].text != "(":
                continue
            end = next((i for i in range(at + 2, min(len(units), at + 24)) if units[i].text == ")"), 0)
            states = _words(units[at + 2 : end]) if end and dated(year) else []
            if states and _are_states(states):
                entries.append((year, states))
        if len(entries) > 1:
            first = units.index(entries[0][0])
            yield from _claims(text, [units[:first]], entries, _GROWING)


def _run(lines: Sequence[Line], at: int) -> tuple[list[Entry], int]:
    """The entries that follow one another from a line on, and the line behind the last."""
    entries: list[Entry] = []
    while at < len(lines):
        words = _words(lines[at])
        if len(words) > 1 and dated(words[0]) and _are_states(words[1:]):
            entries.append((words[0], words[1:]))
            at += 1
        elif at + 1 < len(lines) and (day := _heads(words)) and _are_states(_words(lines[at + 1])):
            entries.append((day, _words(lines[at + 1])))
            at += 2
        else:
            break
    return entries, at


def _words(line: Line) -> Line:
    return [unit for unit in line if unit.kind != "sign"]


def _heads(words: Line) -> Unit | None:
    """The year of a line that has nothing else, or of one that names the founders."""
    if len(words) == 1:
        return words[0] if dated(words[0]) else None
    days = [unit for unit in words if dated(unit)]
    return days[-1] if len(days) == 1 and _founders(words) else None


def _founders(line: Line) -> bool:
    return len(_words(line)) <= _SHORT and any(unit.has("founders_word") for unit in line)


def _are_states(words: Line) -> bool:
    """Whether a line is a list of states and nothing more."""
    named = [unit for unit in words if unit.option("state")]
    return bool(named) and all(unit.option("state") or unit.has("and", "list_word") for unit in words)


def _claims(text: Text, heading: Sequence[Line], entries: Sequence[Entry], joining: Sequence[str] = _JOINING) -> Iterator[Claim]:
    told = [unit for line in heading for unit in line]
    change = "left" if any(u.has(*_LEAVING) for u in told) else "joined" if any(u.has(*joining) for u in told) else ""
    change = change or topic_change(text, entries[0][0])
    founders = _founders([u for u in text.units if u.paragraph == entries[0][0].paragraph])
    named = [(unit, option) for unit in told if (option := unit.option("organisation"))]
    spoken = named[-1] if named else spoken_of(text, entries[0][0])
    if not (change or founders) or spoken is None:
        return
    for number, (day, states) in enumerate(entries):
        rank = "founder" if founders and not number else "member"
        roles = {"organisation": (filler(text, *spoken),), "member": fillers(text, [u for u in states if u.option("state")], ("state",))}
        yield Claim(
            "membership", roles, Span(min(day.start, states[0].start), max(day.end, states[-1].end)), text.article.id,
            f"{text.language.code}/chronicle", {"change": change or "joined", "rank": rank}, dated(day), attribution=source(text),
        )  # fmt: skip
