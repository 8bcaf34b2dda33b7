"""The members of a list in which only some stand with their day in brackets: the others are members as well.

Members of the bloc: Algeria (since 2 January 2015), Gabon, Ghana (since 12 August 2015) and Togo.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.claimdays import dated
from dragoman.claims.frames import filler, fillers, source
from dragoman.claims.names.bodies import NEW
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Span

_MEMBERS = ("member_word", "member_noun", "comprise", "has_members", "within")
_DOUBTS = (
    "want", "plan", "expect", "may", "if", "propose", "not", "deny", "leave", "suspend", "candidate_word", "rank_observer", "outgoing",
    "elect", "chair", "apply", "future", "is_future",
)  # fmt: skip
_LEAST = 3  # states that make a list
_BEFORE = 10  # units before a list within which stands what it is of


def dated_lists(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> Iterator[Claim]:
    """The members without a day of a list in which others have one. `made`: what is read of the sentence."""
    stakes = text.stakes[units[0].sentence]
    if not {"kind:state", "bracket"} <= stakes or stakes.isdisjoint(_MEMBERS) or not stakes.isdisjoint(_DOUBTS):
        return
    first = next((i for i, u in enumerate(units) if _state(u) and i + 1 < len(units)), 0)
    plain, enclosed, last = _listed(units, first)
    before = units[max(0, first - _BEFORE) : first]
    body = next(((u, o) for u in reversed(before) if (o := u.option("organisation")) and not o.id.startswith(NEW)), None)
    if body is None or not plain or not enclosed or len(plain) + enclosed < _LEAST or not any(u.has(*_MEMBERS) for u in before):
        return
    told = {f.id for c in made if c.kind == "membership" for f in c.fillers("member")}
    rest = [f for f in fillers(text, plain, ("state",)) if f.id not in told]
    if rest:
        yield Claim(
            "membership", {"organisation": (filler(text, *body),), "member": tuple(rest)}, Span(before[0].start, units[last].end),
            text.article.id, f"{text.language.code}/dated-list", {"change": "is", "rank": "member"}, None, aspect="state",
            attribution=source(text),
        )  # fmt: skip


def _state(unit: Unit) -> bool:
    option = unit.option("state") if unit.options else None
    return option is not None and option.form == "name"


def _listed(units: Sequence[Unit], at: int) -> tuple[list[Unit], int, int]:
    """The states of a list that have no day, how many have one in brackets, and the last unit of the list."""
    plain: list[Unit] = []
    enclosed, last = 0, at
    while at < len(units):
        unit = units[at]
        if _state(unit):
            close = next((i for i in range(at + 2, min(len(units), at + 6)) if units[i].text == ")"), None)
            opens = at + 1 < len(units) and units[at + 1].text == "("
            if opens and close is not None and any(dated(u) for u in units[at + 2 : close]):
                enclosed, at = enclosed + 1, close
            elif opens:
                return [], 0, last
            else:
                plain.append(unit)
            last = at
        elif not unit.has("comma", "and", "list_word", "the"):
            break
        at += 1
    return plain, enclosed, last
