"""Lifecycle: what is expected or planned, and what became of it: confirmed, moved, postponed, cancelled, denied, overdue (rule 8).

A plan never counts as a fact. It is confirmed by a matching change, and overdue once its day has passed without one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.ledger.answers import SetAside, When
from dragoman.ledger.slots import ACTS, Slot, outcome
from dragoman.ledger.steps import Step, Told, ids_of, in_order
from dragoman.ledger.told import Later, newest_of, records_of
from dragoman.model import FACTUAL, Date

_FIRMNESS = ("planned", "expected", "conditional", "proposed", "desired")
_SETTLED = frozenset({"confirmed", "cancelled", "denied"})  # no day makes them overdue
STANDING = frozenset({"expected", "planned", "proposed", "desired", "conditional", "invited", "applied", "overdue"})  # still open


@dataclass(frozen=True, slots=True)
class Plan:
    """A change to come, as the latest pages have it: what it leads to, its day, what became of it, and the claims that moved."""

    leads_to: str
    change: str
    status: str
    due: Date | None
    first_known: datetime.date
    cited: tuple[Told, ...]
    confirmed_by: Step | None = None
    set_aside: Sequence[SetAside] = ()

    @property
    def is_open(self) -> bool:
        """Whether it may still come."""
        return self.status in STANDING


def plans_of(slot: Slot, steps: Sequence[Step], when: When) -> list[Plan]:
    """The plans for a slot, one for each outcome (and acts such as an invitation apart), in the order in which they became known. What of
    them the day asked about does not decide is made once."""
    if not slot.plans:
        return []
    if slot.planned is None:
        groups: dict[tuple[str, str], list[Told]] = {}
        for item in slot.plans:
            groups.setdefault((leads_to(item), act_of(item)), []).append(item)
        slot.planned = [_plan(key, items, slot, steps) for key, items in sorted(groups.items())]
    plans = [replace(x, status="overdue") if x.due and x.due.last < when.asof and x.status not in _SETTLED else x
             for x in slot.planned]  # fmt: skip
    return sorted(plans, key=lambda x: (x.first_known, x.leads_to, x.status))


def leads_to(item: Told) -> str:
    """The standing a plan would lead to."""
    change = item.claim.qualifiers.get("change", "joined")
    return outcome(change, item.claim.qualifiers.get("rank") or "member")


def act_of(item: Told) -> str:
    """The act (invited, applied) that a page reports as done, or nothing for a plan."""
    change = item.claim.qualifiers.get("change", "")
    return change if change in ACTS and item.claim.modality in FACTUAL else ""


def status_of(item: Told) -> str:
    """The word for a plan by its claim: the act that was done, the modality, or planned for what is announced for a later day."""
    return act_of(item) or ("planned" if item.claim.modality in FACTUAL else item.claim.modality)


def due_of(item: Told) -> Date | None:
    """The day of what is planned; an act's own day says nothing of when it will bear fruit."""
    return None if act_of(item) else item.claim.valid_from


def _plan(key: tuple[str, str], items: Sequence[Told], slot: Slot, steps: Sequence[Step]) -> Plan:
    """One plan out of its claims, as long as its day has not passed: the latest say the day and the word; earlier ones with another day
    were moved."""
    outcome, act = key  # an act's own day says nothing of when it will bear fruit
    latest = sorted(items, key=lambda x: (x.known, not act and x.claim.valid_from is not None, 0 if act else -_firmness(x), -x.trust,
                                          newest_of(x).id))  # fmt: skip
    last = latest[-1] if act else next((x for x in reversed(latest) if x.claim.valid_from), latest[-1])
    due, first = None if act else last.claim.valid_from, min([_said(x, act) for x in items])
    change = last.claim.qualifiers.get("change", "joined")
    confirmed = _confirmation(outcome, last.known if due else first, due, steps)
    status = status_of(last)
    if confirmed:
        status = "confirmed"
    elif _ended(slot.cancels, outcome, latest[-1], due):
        status = "cancelled"
    elif not act and _ended(slot.denials, outcome, latest[-1], due):
        status = "denied"
    moved = [x for x in items if (d := x.claim.valid_from) and not overlap(d, due)] if due else []
    gone = {id(x) for x in moved}
    return Plan(outcome, "joined" if change == "is" else change, status, due, first, in_order(x for x in items if id(x) not in gone),
                confirmed, Later(lambda: _aside(moved, due)) if moved else ())  # fmt: skip


def _aside(moved: Sequence[Told], due: Date | None) -> tuple[SetAside, ...]:
    """The claims that name the day from which a plan was moved."""
    days = {y.id: due_of(x) for x in moved for y in records_of(x)}
    return tuple(SetAside(x, 2, f"moved from {days[x]} to {due}") for x in ids_of(in_order(moved)))


def _said(item: Told, act: str) -> datetime.date:
    """From which day a plan stood: the day of an act that a later page tells of, else the day of the page."""
    day = item.claim.valid_from
    return min(item.known, day.last) if day and act else item.known


def _firmness(item: Told) -> int:
    status = status_of(item)
    return _FIRMNESS.index(status) if status in _FIRMNESS else 0


def _confirmation(outcome: str, said: datetime.date, due: Date | None, steps: Sequence[Step]) -> Step | None:
    """The change that fulfils a plan: the same outcome, not before the plan was last said, or on the day it was due."""
    fitting = [x for x in steps if x.standing == outcome and (x.hi >= said or (due and x.lo <= due.last and due.first <= x.hi))]
    return fitting[0] if fitting else None


def _ended(words: Iterable[Told], outcome: str, latest: Told, due: Date | None) -> bool:
    """Whether a cancellation or denial, not earlier than the last word for the plan, meets it: same outcome, same day or no day."""
    for word in words:
        day = word.claim.valid_from
        if leads_to(word) == outcome and word.known >= latest.known and (day is None or due is None or overlap(day, due)):
            return True
    return False


def overlap(one: Date, other: Date) -> bool:
    """Whether two dates can mean the same day."""
    return one.first <= other.last and other.first <= one.last
