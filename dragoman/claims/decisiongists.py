"""Decisions that no rule of the acts foresees, where the words can tell nothing else.

    The decision on the tariff was at long last adopted on Monday.     a decision, and that it was adopted
    Ghana, Togo and Benin at last approved the tariff.             a list of states and a verb of deciding
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import fillers, source
from dragoman.claims.spoken import spoken_of
from dragoman.claims.units import Text, Unit
from dragoman.model import Claim, Filler, Span

_DOUBTS = (
    "not", "deny", "if", "may", "want", "propose", "expect", "plan", "future", "will_word", "is_future", "block", "rumour", "put_off",
)  # fmt: skip
_ADOPTED = ("ballot_act", "adopted", "approved")
_BEFORE, _BEHIND = 4, 8  # units around the noun or verb within which the other word, or the states, stand
_WHAT = 12  # units of what was decided
_WALLS = frozenset(".;!?\u061b\u061f:")


def decision_gists(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> Iterator[Claim]:
    """The decision of a sentence of which rules have made none. `made`: what they have made of it."""
    if any(c.kind == "decision" for c in made) or any(u.has(*_DOUBTS) for u in units):
        return
    states = _states(units)
    told = _adopted(units) or states
    if told is None:
        return
    first, last = told[0], told[-1]
    end = next((i for i in range(last + 1, min(len(units), last + _WHAT)) if units[i].text in _WALLS), min(len(units), last + _WHAT))
    what = [u for u in units[last:end] if u.kind != "sign"]
    spoken = spoken_of(text, units[first])
    actors = [units[i] for i in told[:-1]] if told is states else [spoken[0]] if spoken else []
    roles = {"text": (_stretch(text, what or [units[last]]),), "body": tuple(fillers(text, actors, ("state", "organisation")))}
    yield Claim(
        "decision", {k: v for k, v in roles.items() if v}, Span(units[first].start, units[last].end), text.article.id,
        f"{text.language.code}/decision-gist", {}, next((u.value for u in units if told_day(u)), None), aspect="change",
        attribution=source(text),
    )  # fmt: skip


def _stretch(text: Text, units: Sequence[Unit]) -> Filler:
    span = Span(units[0].start, units[-1].end)
    return Filler(span, span.of(text.text))


def _adopted(units: Sequence[Unit]) -> list[int] | None:
    """Where a decision and a verb of adopting stand."""
    noun = next((i for i, u in enumerate(units) if u.has("decision_word", "decision_noun")), None)
    if noun is None:
        return None
    near = range(max(0, noun - _BEFORE), min(len(units), noun + _BEHIND))
    done = next((i for i in near if i != noun and units[i].has(*_ADOPTED)), None)
    return sorted((noun, done)) if done is not None else None


def _states(units: Sequence[Unit]) -> list[int] | None:
    """Where two states or more stand right before a verb of deciding, and the verb."""
    at = next((i for i, u in enumerate(units) if u.has("decide_act", "decide")), None)
    if at is None or units[at - 1].has("comma"):  # "Togo and Benin, admitted in May": others did so
        return None
    states = [i for i in range(max(0, at - _BEHIND), at) if units[i].option("state")]
    return [*states, at] if len(states) > 1 else None
