"""What pages read since a day changed in the record: old beside new, with the claims of both.

The base record is written down long after what it tells: a change that it alone tells of, or that it dates before the day, is no news.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dragoman.ledger.answers import Answer, Cited, Row, When, answer
from dragoman.ledger.conflicts import Conflicts
from dragoman.ledger.holders import Holders
from dragoman.ledger.lifecycle import STANDING
from dragoman.ledger.meetings import Meetings
from dragoman.ledger.slots import Slot
from dragoman.ledger.titles import is_single
from dragoman.ledger.told import Ids, newest_of
from dragoman.ledger.witnesses import Witnesses
from dragoman.model import Date

ORDER = ("corrected", "confirmed", "new", "moved", "cancelled", "disputed", "overdue")


class Changes:
    """Compares the record as known before a day with the record as known at a `When`."""

    def __init__(self, witnesses: Witnesses) -> None:
        self.witnesses = witnesses
        self.conflicts = Conflicts(witnesses)

    def changes(self, since: Date, when: When) -> Answer:
        """What pages published on or after `since` changed: new · confirmed · moved · corrected · cancelled · disputed · overdue."""
        eve = since.first - datetime.timedelta(days=1)
        before = replace(when, known=Date(eve.isoformat()), today=min(eve, when.today or eve))
        rows = [*self._standings(before, when), *self._chairs(since, before, when), *self._meetings(before, when)]
        rows.sort(key=lambda x: (ORDER.index(x.what["change"]), x.what["kind"], str(x.what["about"])))
        loaded = self.witnesses.by_id(sorted({c for x in rows if not isinstance(x.claims, Ids) for c in x.claims}), when)  # all at once

        def load(ids: Sequence[str]) -> Mapping[str, Cited]:
            return loaded | self.witnesses.by_id([x for x in ids if x not in loaded], when)

        found = answer("changes", {"since": since.text}, when, load, rows)
        return answer("changes", {"since": since.text}, when, load, [x for x in found.rows if _is_news(x, since, found.cited)])

    def _standings(self, before: When, now: When) -> Iterable[Row]:
        memberships = self.conflicts.memberships
        for org, edited in self._moving(before, now):
            slots, old_slots = memberships.org(org, now), memberships.org(org, before)
            every, found = edited or slots.founded != old_slots.founded, list[Row]()
            for key, slot in sorted(slots.slots.items()):
                if (every or _moves(slot, before, now)) and _is_read(slot):
                    old = memberships.bare(old_slots, old_slots.slots.get(key) or Slot(org, key), before)
                    entries = list(_of_standing(old, memberships.bare(slots, slot, now)))
                    about = memberships.named(Row(slot.about)).what if entries else {}
                    found += [_entry("membership", about, *x) for x in entries]
            yield from found

    def _moving(self, before: When, now: When) -> list[tuple[str, bool]]:
        """The organisations of which pages were read, where a standing can be another than before: of which a claim was known since, whose
        plan came due meanwhile, or (then it may be anyone's) of which a reference work has a later edition."""
        assert before.known
        eve, kinds = before.known.last, ("membership", "founding")
        new = {x for kind in kinds for x in self.witnesses.entities(kind, "organisation", eve + datetime.timedelta(days=1), base=True)}
        due = {org for org, day in self.witnesses.plans() if before.asof <= day < now.asof}
        limits = [min(x.on.first.year, x.known.last.year if x.known else 9999) for x in (before, now)]
        edited = {org for org, year in self.witnesses.last_editions() if limits[0] <= year < limits[1]}
        return [(x, x in edited) for x in sorted((new | due | edited) & set(self.conflicts.read_orgs()))]

    def _chairs(self, since: Date, before: When, now: When) -> Iterable[Row]:
        holders = Holders(self.witnesses)
        def chairs(org: str) -> tuple[Answer, Answer]:
            return holders.chair(org, before), holders.chair(org, now)

        def offices(body: str) -> tuple[Answer, Answer]:
            return holders.moved(body, before, now)

        for kind, role, ask in (("chairmanship", "organisation", chairs), ("office", "body", offices)):
            for entity in self.witnesses.entities(kind, role, since.first):
                old, new = ask(entity)
                yield from _of_seats(kind, old, new)

    def _meetings(self, before: When, now: When) -> Iterable[Row]:
        meetings = Meetings(self.witnesses)
        assert before.known
        ids = self.witnesses.ids_since("meeting", before.known.last + datetime.timedelta(days=1), now)
        came_due = Date(before.asof.isoformat()), Date(now.asof.isoformat())
        old, new = (meetings.moving(ids, came_due, x) for x in (before, now))
        known = {c: x for x in old.rows for c in _claims(x)}
        for row in new.rows:
            was = next((known[c] for c in _claims(row) if c in known), None)
            about = {key: row.what[key] for key in ("id", "organisations", "type", "city")}
            yield from (_entry("meeting", about, *x) for x in _of_meeting(was, row))


def _is_news(row: Row, since: Date, cited: Mapping[str, Cited]) -> bool:
    """Whether a page that was read tells of the change, and the base record does not tell that it came before `since`."""
    told = [x.claim for x in row.claims.told] if isinstance(row.claims, Ids) else [cited[x].claim for x in row.claims if x in cited]
    of_base = [x for x in told if x.rule.startswith("base/")]
    if told and len(of_base) == len(told):
        return False
    return row.what["change"] != "new" or not any(x.valid_from and x.valid_from.last < since.first for x in of_base)


def _is_read(slot: Slot) -> bool:
    """Whether a page that was read tells of the slot: what the base record alone tells of is no news."""
    return any(not x.claim.rule.startswith("base/") for x in slot.items)


def _moves(slot: Slot, before: When, now: When) -> bool:
    """Whether a claim on the slot became known since, or a plan came due."""
    assert before.known
    eve = before.known.last
    return any(newest_of(x).known > eve for x in slot.items) or any(x.claim.valid_from and before.asof <= x.claim.valid_from.last < now.asof
                                                         for x in slot.plans)  # fmt: skip


def _claims(row: Row) -> list[str]:
    """All claims on a meeting, moved ones too."""
    return [*row.claims, *(x.claim for x in row.set_aside)]


def _entry(kind: str, about: Mapping[str, Any], change: str, old: Mapping[str, Any], new: Mapping[str, Any], row: Row) -> Row:
    """The row of one change; `row` is the new answer, whose claims and disagreements it keeps."""
    return replace(row, what={"change": change, "kind": kind, "about": dict(about), "old": dict(old), "new": dict(new)}, beside=())


Found = tuple[str, Mapping[str, Any], Mapping[str, Any], Row]


def _of_standing(old: Row, new: Row) -> Iterable[Found]:
    """What changed in one slot: its standing, its disputes, what is to come."""
    was, now = _said(old), _said(new)
    fulfilled = any(x.what["rank"] == new.what["rank"] and x.status in STANDING for x in old.beside)
    if old.what["rank"] != new.what["rank"] and (new.what["rank"] or new.certainty == "not") and (old.what["rank"] or new.what["rank"]):
        listed = old.certainty == "as listed" and "edition" in (old.what.get("listed_in") or {})
        ahead = fulfilled and new.certainty == "certainly"
        yield "confirmed" if ahead else "corrected" if listed else "new", was, now, new
    if new.disputed and not old.disputed:
        yield "disputed", was, now, new
    yield from _of_plans(old, new)


def _said(row: Row) -> dict[str, Any]:
    """What a standing says, in short."""
    kept = {"rank": row.what["rank"], "certainty": row.certainty, "since": row.since.text if row.since else None}
    return kept | ({"listed_in": row.what["listed_in"]} if "listed_in" in row.what else {})


def _of_plans(old: Row, new: Row) -> Iterable[Found]:
    """What changed in what is to come."""
    known = {(x.what["change"], x.what["rank"]): x for x in old.beside if x.status in STANDING}
    for plan in new.beside:
        was = known.get((plan.what["change"], plan.what["rank"]))
        then: dict[str, Any] = {"status": was.status, "due": was.what["due"]} if was else {}
        now = {"status": plan.status, "due": plan.what["due"], "rank": plan.what["rank"], "change": plan.what["change"]}
        if plan.status == "overdue" and not (was and was.status == "overdue"):
            yield "overdue", then, now, plan
        elif was is None and plan.status in STANDING:
            yield "new", then, now, plan
        elif was and plan.status in ("cancelled", "denied"):
            yield "cancelled", then, now, plan
        elif was and was.what["due"] != plan.what["due"] and plan.status in STANDING:
            yield "moved", then, now, plan


def _of_seats(kind: str, old: Answer, new: Answer) -> Iterable[Row]:
    """Seats whose holder is another than before; an office first heard of is no change."""
    name = "holder" if kind == "chairmanship" else "person"
    seats = {_seat(x, name): x for x in old.rows}
    ahead = {(_seat(x, name), x.what[name]["label"]) for x in old.beside if x.status in STANDING}
    for row in new.rows:
        was = seats.get(_seat(row, name))
        about = {k: v for k, v in row.what.items() if k in ("organisation", "title", "body")}
        said = {name: row.what[name], "certainty": row.certainty}
        if row.disputed and not (was and was.disputed):
            yield _entry(kind, about, "disputed", {name: was.what[name]} if was else {}, said, row)
        elif was and was.what[name]["key"] != row.what[name]["key"]:
            planned = (_seat(row, name), row.what[name]["label"]) in ahead
            yield _entry(kind, about, "confirmed" if planned else "new", {name: was.what[name], "certainty": was.certainty}, said, row)
        elif was is None and kind == "chairmanship":
            yield _entry(kind, about, "new", {}, said, row)


def _seat(row: Row, name: str) -> str:
    """The seat that a row is of; where each who holds such an office has a seat of his own, that one."""
    what = {k: v for k, v in row.what.items() if k in ("organisation", "title", "body")}
    shared = "organisation" in what or is_single(what.get("title"))
    return str(what if shared else what | {"holder": row.what[name]["key"]})


def _of_meeting(old: Row | None, new: Row) -> Iterable[Found]:
    """What changed of one meeting."""
    now = {key: new.what[key] for key in ("stage", "date", "city")} | {"status": new.status}
    if old is None:
        if new.status:
            yield "new", {}, now, new
        return
    was = {key: old.what[key] for key in ("stage", "date", "city")} | {"status": old.status}
    if new.status != old.status and new.status in ("held", "ongoing"):
        yield "confirmed", was, now, new
    elif new.status != old.status and new.status in ("cancelled", "postponed", "overdue"):
        yield "overdue" if new.status == "overdue" else "cancelled" if new.status == "cancelled" else "moved", was, now, new
    elif new.what["moved"] and new.what["date"] != old.what["date"]:
        yield "moved", was, now, new
    if new.disputed and not old.disputed:
        yield "disputed", was, now, new
