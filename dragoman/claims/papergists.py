"""The one document and the one act of a sentence, where the words between them are none that a rule foresees.

The treaty bears the names of Chad, Mali and Niger, and was, in the end, and after long delays, ratified in 1968.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.claimdays import told_day
from dragoman.claims.papers import Paper
from dragoman.claims.recalledpapers import Memory, Recalled
from dragoman.claims.units import Unit

_LASTING = frozenset({"signed", "ratified", "adopted", "approved", "entered_into_force"})  # what is done with one document once
_DOUBTS = (
    "not", "deny", "if", "may", "want", "propose", "expect", "plan", "future", "will_word", "is_future", "not_of_paper", "denounced",
    "block", "cancel", "rumour", "put_off", "aim_verb",
)  # fmt: skip
_RECALLED = frozenset({"signed", "ratified"})
_NO_OBJECT = ("in", "on", "by", "until", "prep", "place_word", "and")  # what may stand between an act without an object and its day
_BACK = 3  # sentences back to the document
_NEAR = 8  # units between an act and its day
_FAR = 24  # units between them, at the most
_WALLS = frozenset(".;!?\u061b\u061f:\u2013\u2014")


def lone_act(units: Sequence[Unit], papers: Sequence[Paper], acts: Sequence[tuple[int, str]]) -> tuple[Paper, int, str] | None:
    """The document, the place of the act and the act, where nothing else can have been done with anything else."""
    done = [(at, action) for at, action in acts if not any(p.first <= at <= p.last for p in papers)]
    if len(papers) != 1 or len({action for _, action in done}) != 1 or done[0][1] not in _LASTING:
        return None
    paper, (at, action) = papers[0], done[0]
    low, high = min(at, paper.first), max(at, paper.last)
    between = units[low : high + 1]
    if high - low > _FAR or any(u.text in _WALLS for u in between) or any(u.has(*_DOUBTS) for u in units[max(0, low - 4) : high + 2]):
        return None
    told = any(told_day(u) for u in units) or any(u.option("state", "organisation") for u in units)
    return (paper, at, action) if told else None


def lone_recalled(units: Sequence[Unit], papers: Sequence[Paper], acts: Sequence[tuple[int, str]], memory: Memory) -> Recalled | None:
    """The one act of a sentence that names no document, done by a state on a day, on a page that has just named one that lasts."""
    at, action = next(iter(acts), (0, ""))
    if papers or len({a for _, a in acts}) != 1 or action not in _RECALLED or memory.title is None:
        return None
    if units[0].sentence - memory.sentence > _BACK or any(u.has(*_DOUBTS) for u in units):
        return None
    day = next((i for i, u in enumerate(units) if told_day(u) and abs(i - at) <= _NEAR), None)
    behind = units[at + 1 : day if day is not None and day > at else at + 2]
    if not all(u.kind == "sign" or u.has(*_NO_OBJECT) or u.option("city", "state") for u in behind):
        return None  # "signed a loan on 3 June"
    who = any(u.option("state", "organisation", "city") for u in units)
    return Recalled(at, action, memory.title, min(at, day), max(at, day)) if day is not None and who else None
