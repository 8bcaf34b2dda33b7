"""Questions on standing: members, standing, history, shared."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from dragoman.gazetteer.base import read_table
from dragoman.ledger.answers import Answer, Cited, Dispute, Row, When, answer
from dragoman.ledger.foundings import founding_date, foundings_of
from dragoman.ledger.lifecycle import plans_of
from dragoman.ledger.origins import count_origins
from dragoman.ledger.ranks import LEFT, MEMBER, SUSPENDED, Ranks
from dragoman.ledger.records import editions as editions_of
from dragoman.ledger.slots import Folded, Org, Slot, slots_of
from dragoman.ledger.standing import disputes_on, standing_row
from dragoman.ledger.steps import Step
from dragoman.ledger.store import no_collecting
from dragoman.ledger.witnesses import Witnesses
from dragoman.model import Date

KINDS = ("membership", "founding")
HELD = ("certainly", "possibly", "as listed")


class Memberships:
    """Answers on who stands where in an organisation."""

    def __init__(self, witnesses: Witnesses) -> None:
        self.witnesses = witnesses
        self.ranks = Ranks(witnesses.names.ladder)

    def org(self, org: str, when: When) -> tuple[Org, dict[str, Cited]]:
        """The slots of an organisation as known at `when`, and its claims by id."""
        cited = self.witnesses.on(org, KINDS, when, "organisation")
        key = "org", org, self.witnesses.same(org, KINDS, when, "organisation")

        def fold() -> tuple[Org, dict[str, Cited]]:
            before = self.witnesses.memory.keep(("folded", org), Folded, lambda _: 0, (org,), lambda x, _: x)
            year = when.known.last.year if when.known else None
            return slots_of(org, cited, founding_date(foundings_of(org, cited)), before, year), {x.id: x for x in cited}

        return self.witnesses.memory.keep(key, fold, lambda x: len(x[1]) // 10, (org,))  # the claims themselves are kept already

    def row(self, found: Org, slot: Slot, when: When) -> Row:
        """The row of a slot at `when`, with names. Between two days on which anything changes it is the same, and is made once."""
        place = self._place(found, slot, when)
        if place not in slot.rows:
            slot.rows[place] = self.named(standing_row(found, slot, when, self.ranks))
        return slot.rows[place]

    def bare(self, found: Org, slot: Slot, when: When) -> Row:
        """The row of a slot as it was folded, without names; kept as the named ones are."""
        place = "bare", *self._place(found, slot, when)
        if place not in slot.rows:
            slot.rows[place] = standing_row(found, slot, when, self.ranks)
        return slot.rows[place]

    def disputes(self, found: Org, slot: Slot, when: When) -> Sequence[Dispute]:
        """The disagreements on all steps of a slot, and on its standing at `when`, told with names; kept as rows are."""
        place = self._place(found, slot, when)
        if place not in slot.disputes:
            every = (*(d for x in slot.steps() for d in x.disputes), *disputes_on(found, slot, when, self.ranks))
            slot.disputes[place] = self.named(Row({}, disputes=every)).disputes if every else ()
        return slot.disputes[place]

    def _place(self, found: Org, slot: Slot, when: When) -> tuple[Date, datetime.date] | tuple[int, int]:
        """Between which days on which anything changes the day asked about lies, and the day by which things must have happened."""
        if when.on.first != when.on.last:
            return when.on, when.asof
        days = slot.days(found, self.ranks)
        return bisect_right(days, when.on.first), bisect_right(days, when.asof)

    def members(self, org: str, when: When, rank: str = MEMBER) -> Answer:
        """Who stands as `rank` (what the rung counts as, or the rung itself; "all" for every standing), in the order of names."""
        found, cited = self.org(org, when)
        with no_collecting():
            every = [self.row(found, x, when) for x in found.slots.values()]
        rows = [x for x in every if x.certainty in HELD and self._fits(x, rank)]
        beside = [y for x in every for y in x.beside if rank in ("all", MEMBER) or y.what["rank"] == rank]
        disputes = [d for x in (*rows, *(y for y in every if y.disputed)) for d in x.disputes]
        return answer("members", {"organisation": org, "rank": rank}, when, cited, sorted(rows, key=_by_name), sorted(beside, key=_by_name),
                      once(disputes))  # fmt: skip

    def _fits(self, row: Row, rank: str) -> bool:
        """Whether the row's rung is asked for; those suspended are members still."""
        own, group = row.what["rank"], row.what["counts_as"]
        return rank in ("all", own, group) or (rank == MEMBER and SUSPENDED in (own, group))

    def named(self, row: Row) -> Row:
        """The row with the names of its member and organisation."""
        what = dict(row.what)
        for role in ("member", "organisation"):
            party = what.get(role)
            if isinstance(party, dict) and not party["id"].startswith("?"):
                what[role] = {"id": party["id"], "label": self.witnesses.label(party["id"])}
            elif isinstance(party, dict):
                what[role] = {"id": None, "label": party.get("label") or party["id"][1:]}
        disputes = tuple(replace(x, about=self.named(Row(x.about)).what) for x in row.disputes)
        return replace(row, what=what, disputes=disputes, beside=tuple(self.named(x) for x in row.beside))

    def standing(self, state: str, org: str, when: When) -> Answer:
        """The standing of a state in an organisation, even where it is "not" or "unknown"."""
        found, cited = self.org(org, when)
        slot = found.slots.get(state) or Slot(org, state)
        row = self.row(found, slot, when)
        return answer("standing", {"state": state, "organisation": org}, when, cited, [row], row.beside, row.disputes)

    def of_state(self, state: str, when: When) -> Answer:
        """Where a state stands on the day: a row for each organisation in which it holds a standing, in the order of names."""
        rows, cited = [], {}
        for found, claims in self._slots_of_state(state, when):
            if slot := found.slots.get(state):
                rows.append(self.row(found, slot, when))
                cited.update(claims)
        held = sorted((x for x in rows if x.certainty in HELD), key=lambda x: x.what["organisation"]["label"])
        disputes = once(d for x in rows if x in held or x.disputed for d in x.disputes)
        return answer("memberships", {"state": state}, when, cited, held, [y for x in rows for y in x.beside], disputes)

    def _slots_of_state(self, state: str, when: When) -> Iterable[tuple[Org, dict[str, Cited]]]:
        """The organisations of a state with its slots: whole where pages were read on it, or where a whole list of the members may not name
        it, else from the lists that name the state alone."""
        own: dict[str, list[Cited]] = {}
        for item in self.witnesses.on(state, KINDS, when):
            for filler in item.claim.fillers("organisation"):
                own.setdefault(filler.id or "", []).append(item)
        own.pop("", None)
        listed = {org: slots_of(org, items, None) for org, items in sorted(own.items())}
        spans = [(name, x) for found in listed.values() for name, pairs in found.editions.items() for x in pairs]
        editions = {name: sorted({x for work, x in spans if work == name}) for name, _ in spans}
        for org, found in listed.items():
            whole = org in listed_whole() or any(not editions_of(x.claim) for x in own[org])
            yield self.org(org, when) if whole else (replace(found, editions=editions), {x.id: x for x in own[org]})

    def history(self, state: str, org: str, when: When) -> Answer:
        """Every step, list and plan of a state in an organisation as known, oldest first; the day asked about says what is overdue."""
        found, cited = self.org(org, when)
        slot = found.slots.get(state)
        rows, beside = self._course(found, slot, when) if slot else ([], [])
        disputes = once(d for x in rows for d in x.disputes)
        return answer("history", {"state": state, "organisation": org}, when, cited, rows, beside, disputes)

    def courses(self, org: str, when: When) -> Answer:
        """The history of every state in an organisation, one after the other."""
        found, cited = self.org(org, when)
        with no_collecting():
            pairs = [self._course(found, slot, when) for _, slot in sorted(found.slots.items())]
        return answer("courses", {"organisation": org}, when, cited, [x for rows, _ in pairs for x in rows],
                      [x for _, beside in pairs for x in beside])  # fmt: skip

    def _course(self, found: Org, slot: Slot, when: When) -> tuple[list[Row], list[Row]]:
        """Every step and list of a slot, oldest first, and its plans, fulfilled ones too."""
        steps = slot.steps()
        rows = [*_step_rows(slot, steps), *_list_rows(slot)]
        rows.sort(key=lambda x: (x.since is None, x.since.first if x.since else None, x.what["by"] or "", x.certainty, x.claims))
        beside = standing_row(found, slot, replace(when, on=_late(when)), self.ranks).beside
        plans = [x for x in plans_of(slot, steps, when) if x.confirmed_by]
        done = [Row(slot.about | {"change": x.change, "rank": x.leads_to, "due": x.due and x.due.text}, "unknown", x.due, None, x.status,
                    claims=tuple(c.id for c in x.cited), origins=count_origins(x.cited)) for x in plans]  # fmt: skip
        return [self.named(x) for x in rows], [self.named(x) for x in (*beside, *done)]

    def shared(self, first: str, second: str, when: When) -> Answer:
        """The organisations to which both states belong (as members, or suspended ones)."""
        ones, others = (self._orgs(x, when) for x in (first, second))
        rows, cited = [], {}
        for org in sorted(ones & others):
            found, claims = self.org(org, when)
            pair = [standing_row(found, found.slots[x], when, self.ranks) for x in (first, second) if x in found.slots]
            if len(pair) == 2 and all(x.certainty in HELD and self._fits(x, MEMBER) for x in pair):
                rows.append(_pair_row(org, self.witnesses.label(org), (first, second), pair))
                cited.update(claims)
        return answer("shared", {"first": first, "second": second}, when, cited, rows)

    def _orgs(self, state: str, when: When) -> set[str]:
        """The organisations in which a state has any claim."""
        found = self.witnesses.on(state, KINDS, when)
        return {x.id for item in found for x in item.claim.fillers("organisation") if x.id}


@cache
def listed_whole() -> frozenset[str]:
    """The organisations of which the base record has a whole list of the members."""
    return frozenset(x["organisation"] for x in read_table("record-lists"))


def _late(when: When) -> Date:
    """The later of the day asked about and the day of knowing, so that a history shows all plans known."""
    return max(when.on, when.known or when.on, key=lambda x: x.last)


def _step_rows(slot: Slot, steps: tuple[Step, ...]) -> Iterable[Row]:
    """A row for each change, which lasts until the next."""
    for step, after in zip_longest(steps, steps[1:]):
        what = slot.about | {"change": step.change, "rank": None if step.standing == LEFT else step.standing, "founder": step.founder,
                             "by": None if step.date else step.hi.isoformat()}  # fmt: skip
        until = after.date if after else None
        yield Row(what, "certainly", step.date, until, claims=tuple(x.id for x in step.cited), disputes=step.disputes,
                  disputed=step.contested, origins=count_origins(step.cited))  # fmt: skip


def _list_rows(slot: Slot) -> Iterable[Row]:
    """A row for each list: the editions of a reference work, or the day of a page."""
    for item in slot.listings:
        name = item.cited.outlet or item.cited.origin
        what = slot.about | {"change": "is", "rank": item.rank, "founder": False, "by": None}
        since, until = Date(item.day.isoformat()), Date(item.end.isoformat()) if item.end else None
        if item.editions:
            since, until = Date(f"{item.editions[0]:04d}"), Date(f"{item.editions[1]:04d}")
            name = f"{name}, editions {since.text}–{until.text}"
        else:
            name = f"{name}, {since.text}"
        yield Row(what, "as listed", since, until, listed=name, claims=(item.cited.id,), origins=1)


def _pair_row(org: str, label: str, states: tuple[str, str], pair: list[Row]) -> Row:
    certainty = max((x.certainty for x in pair), key=HELD.index)
    what = {"organisation": {"id": org, "label": label}, "ranks": {s: x.what["rank"] for s, x in zip(states, pair, strict=True)}}
    disputes = tuple(d for x in pair for d in x.disputes)
    return Row(what, certainty, claims=tuple(c for x in pair for c in x.claims), disputed=any(x.disputed for x in pair), disputes=disputes,
               origins=min(x.origins for x in pair))  # fmt: skip


def once(disputes: Iterable[Dispute]) -> list[Dispute]:
    """Each disagreement once."""
    found = {(x.type, str(x.about), str(x.versions)): x for x in disputes}
    return list(found.values())


def _by_name(row: Row) -> tuple[str, str]:
    return row.what["member"]["label"], row.what["member"]["id"] or ""
