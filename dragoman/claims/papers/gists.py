"""The one document and the one act of a sentence, where the words between them are none that a rule foresees.

The treaty bears the names of Chad, Mali and Niger, and was, in the end, and after long delays, ratified in 1968.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import filler
from dragoman.claims.papers.papers import ACTS, NOUNS, Paper
from dragoman.claims.papers.recalledpapers import Memory, Recalled
from dragoman.claims.words.signs import WALLS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Span

_LASTING = frozenset({"signed", "ratified", "adopted", "approved", "entered_into_force"})  # what is done with one document once
_DOUBTS = (
    "not", "deny", "if", "may", "want", "propose", "expect", "plan", "future", "will_word", "is_future", "not_of_paper", "denounced",
    "block", "cancel", "rumour", "put_off", "aim_verb",
)  # fmt: skip
_GAP = ("clause", "act_verb", "speech_word", "join", "leave", "found", "event_word", "gathering", "till", *_DOUBTS, *ACTS, *NOUNS)
_SHORT = 12  # units of a clause whose verb is that of the clause before
_RECALLED = frozenset({"signed", "ratified"})
_NO_OBJECT = ("in", "on", "by", "until", "prep", "place_word", "and")  # what may stand between an act without an object and its day
_BACK = 3  # sentences back to the document
_NEAR = 8  # units between an act and its day
_DASHES = frozenset("\u2013\u2014")
_FAR = 24  # units between them, at the most
_WALLS = WALLS | _DASHES


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
    if units[0].sentence - memory.sentence > _BACK:
        return None
    clause = next((i for i in range(at, len(units)) if units[i].text in ":;"), len(units))
    if any(u.has(*_DOUBTS) and not u.has("decide", "resolved") for u in units[:clause]):
        return None
    day = next((i for i, u in enumerate(units) if told_day(u) and abs(i - at) <= _NEAR), None)
    behind = units[at + 1 : day if day is not None and day > at else at + 2]
    if not all(u.kind == "sign" or u.has(*_NO_OBJECT) or u.option("city", "state") for u in behind):
        return None  # "signed a loan on 3 June"
    who = any(u.option("state", "organisation", "city", "institution") or u.has("leaders_word") for u in units)
    return Recalled(at, action, memory.title, min(at, day), max(at, day)) if day is not None and who else None


def gapped(text: Text, units: Sequence[Unit], told: Claim) -> Iterator[Claim]:
    """What further states did with the same document on days of their own: "Chad ratified it in May, Mali in June; Niger in 2001"."""
    if told.qualifiers["action"] not in _RECALLED or not told.valid_from or not any(p.id for p in told.fillers("party")):
        return
    last = max((i for i, u in enumerate(units) if u.kind == "date" and u.value == told.valid_from), default=len(units))
    told_to = max(told.evidence.end, *(p.span.end for p in told.fillers("party")))
    last = max(last, next((i for i in range(len(units) - 1, -1, -1) if units[i].end <= told_to), 0))
    low = last + 1
    for high in [*(i for i in range(low, len(units)) if units[i].text in _WALLS and units[i].text not in _DASHES), len(units)]:
        clause = units[low:high]
        if not 1 < len(clause) <= _SHORT or any(u.has(*_GAP) or u.option("person", "organisation", "city") for u in clause):
            return
        states = [u for u in clause if u.option("state")]
        days = [u for u in clause if told_day(u)]
        if len(days) != 1 or not states or {u.option("state").id for u in states} & {p.id for p in told.fillers("party")}:  # type: ignore[union-attr]
            return
        span = Span(min(states[0].start, days[0].start), max(states[-1].end, days[0].end))
        party = tuple(filler(text, u, o) for u in states if (o := u.option("state")))
        yield replace(told, roles={**told.roles, "party": party}, evidence=span, valid_from=days[0].value, id="")
        low = high + 1
