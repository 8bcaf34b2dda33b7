"""Questions on standing: members, standing, history, shared."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from dragoman.gazetteer.base import read_table
from dragoman.ledger.answers import Answer, Cited, Dispute, Load, Row, When, answer
from dragoman.ledger.foundings import founding_date, foundings_of
from dragoman.ledger.lifecycle import plans_of
from dragoman.ledger.origins import count_origins
from dragoman.ledger.ranks import LEFT, MEMBER, SUSPENDED, Ranks
from dragoman.ledger.records import editions as editions_of
from dragoman.ledger.slots import Folded, Org, Slot, ToldOf, singly, slots_of
from dragoman.ledger.standing import ahead, standing_row
from dragoman.ledger.steps import Step, ids_of
from dragoman.ledger.store import no_collecting
from dragoman.ledger.tellings import Tellings
from dragoman.ledger.told import records_of
from dragoman.ledger.witnesses import Witnesses
from dragoman.model import Date

KINDS = ("membership", "founding")
HELD = ("certainly", "possibly", "as listed")
ROWS_KEPT, BARE_KEPT = 16, 4  # of one slot, as it stood between other days; without names, for those who look through the whole record


class Memberships:
    """Answers on who stands where in an organisation."""

    def __init__(self, witnesses: Witnesses) -> None:
        self.witnesses = witnesses
        self.tellings = Tellings(witnesses)
        self.ranks = Ranks(witnesses.names.ladder)

    def org(self, org: str, when: When) -> Org:
        """The slots of an organisation as known at `when`. What is the same is folded once, for all days of knowing on which it is."""
        founding = self._founding(org, when)
        key = "org", org, self._same(org, when)

        def fold() -> Org:
            before = self.witnesses.memory.keep(("folded", org), Folded, lambda _: 0, (org,), lambda x, _: x)
            year = when.known.last.year if when.known else None
            return slots_of(org, self._told(org, when, founding), founding_date(foundings_of(org, founding)), before, year)

        return self.witnesses.memory.keep(key, fold, _weight, (org,))

    def _founding(self, org: str, when: When) -> list[Cited]:
        return self.witnesses.on(org, ["founding"], when, "organisation")

    def _same(self, org: str, when: When) -> Hashable:
        """What is the same for two days of knowing on which the same is told, in years with the same editions of reference works."""
        told = self.tellings.on(org)
        if told.verdicts or when.recorded or when.known is None:
            return when.known, when.recorded
        return told.until(when.known.last), self.witnesses.same(org, ["founding"], when, "organisation"), when.known.last.year

    def _told(self, org: str, when: When, founding: Sequence[Cited]) -> Iterable[ToldOf]:
        """What is told of each member and founder, in the order in which pages first told of them."""
        labels = self.tellings.on(org).labels
        members = [(key, labels.get(key, key), items) for key, items in self.tellings.at(org, when)]
        founders = singly(founding)
        return sorted((*members, *founders), key=lambda x: min(records_of(y)[0][:5] for y in x[2])) if founders else members

    def load(self, when: When) -> Load:
        """Gives the claims of some ids, as known at `when`."""
        return lambda ids: self.witnesses.by_id(ids, when)

    def row(self, found: Org, slot: Slot, when: When) -> Row:
        """The row of a slot at `when`, with names. Between two days on which anything changes it is the same, and is made once."""
        place = self._place(found, slot, when)
        row = slot.rows.get(place)
        if row is None:
            row = self.named(standing_row(found, slot, when, self.ranks))
            slot.rows = _with(slot.rows, place, row, ROWS_KEPT)
        return row

    def bare(self, found: Org, slot: Slot, when: When) -> Row:
        """The row of a slot as it was folded, without names; kept as the named ones are."""
        place = self._place(found, slot, when)
        row = slot.bare.get(place)
        if row is None:
            row = standing_row(found, slot, when, self.ranks)
            slot.bare = _with(slot.bare, place, row, BARE_KEPT)
        return row

    def _place(self, found: Org, slot: Slot, when: When) -> Hashable:
        """Between or on which of the days on which anything changes the day asked about lies, and that by which things must have
        happened."""
        on, late = when.on.text, when.asof.isoformat()
        if when.is_beyond_knowing():
            return on, late, when.known
        if len(on) != 10 or not slot.rows or (on, late) in slot.rows:  # who is asked about once need not know on which days that changes
            return on, late
        days = slot.days(found, self.ranks)
        return bisect_left(days, on), bisect_right(days, on), bisect_left(days, late), bisect_right(days, late)

    def members(self, org: str, when: When, rank: str = MEMBER) -> Answer:
        """Who stands as `rank` (what the rung counts as, or the rung itself; "all" for every standing), in the order of names."""
        found = self.org(org, when)
        with no_collecting():
            every = [self.row(found, x, when) for x in found.slots.values()]
        rows = [x for x in every if x.certainty in HELD and self._fits(x, rank)]
        beside = [y for x in every for y in x.beside if rank in ("all", MEMBER) or y.what["rank"] == rank]
        shown = {id(x) for x in rows}
        disputes = [d for x in (*rows, *(y for y in every if y.disputed and id(y) not in shown)) for d in x.disputes]
        rows, beside = sorted(rows, key=_by_name), sorted(beside, key=_by_name)
        return answer("members", {"organisation": org, "rank": rank}, when, self.load(when), rows, beside, once(disputes))

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
        disputes = tuple(Dispute(x.type, self.named(Row(x.about)).what, x.versions, x.open) for x in row.disputes)
        beside = tuple(self.named(x) for x in row.beside)
        return Row(what, row.certainty, row.since, row.until, row.status, row.listed, row.disputed, row.claims, row.set_aside, disputes,
                   row.origins, beside)  # fmt: skip

    def standing(self, state: str, org: str, when: When) -> Answer:
        """The standing of a state in an organisation, even where it is "not" or "unknown"."""
        found = self.org(org, when)
        slot = found.slots.get(state) or Slot(org, state)
        row = self.row(found, slot, when)
        return answer("standing", {"state": state, "organisation": org}, when, self.load(when), [row], row.beside, row.disputes)

    def of_state(self, state: str, when: When) -> Answer:
        """Where a state stands on the day: a row for each organisation in which it holds a standing, in the order of names."""
        rows = [self.row(found, slot, when) for found in self._slots_of_state(state, when) if (slot := found.slots.get(state))]
        held = sorted((x for x in rows if x.certainty in HELD), key=lambda x: x.what["organisation"]["label"])
        shown = set(map(id, held))
        disputes = once(d for x in rows if id(x) in shown or x.disputed for d in x.disputes)
        return answer("memberships", {"state": state}, when, self.load(when), held, [y for x in rows for y in x.beside], disputes)

    def _slots_of_state(self, state: str, when: When) -> Iterable[Org]:
        """The organisations of a state with its slots: whole where pages were read on it, or where a whole list of the members may not name
        it, else from the lists that name the state alone."""
        key = "listed", state, when.known, when.recorded  # the same whatever day is asked about
        listed: dict[str, Org | None] = self.witnesses.memory.keep(key, lambda: self._listed(state, when), _weights, (state,))
        return (found or self.org(org, when) for org, found in listed.items())

    def _listed(self, state: str, when: When) -> dict[str, Org | None]:
        """The same, with nothing in place of those that are wanted whole."""
        own: dict[str, list[Cited]] = {}
        for item in self.witnesses.on(state, KINDS, when):
            for filler in item.claim.fillers("organisation"):
                own.setdefault(filler.id or "", []).append(item)
        own.pop("", None)
        listed = {org: slots_of(org, singly(items), None) for org, items in sorted(own.items())}
        spans = [(name, x) for found in listed.values() for name, pairs in found.editions.items() for x in pairs]
        editions = {name: tuple(sorted({x for work, x in spans if work == name})) for name, _ in spans}
        read = {org for org, items in own.items() if any(not editions_of(x.claim) for x in items)}
        return {x: None if x in read or x in listed_whole() else replace(found, editions=editions) for x, found in listed.items()}

    def history(self, state: str, org: str, when: When) -> Answer:
        """Every step, list and plan of a state in an organisation as known, oldest first; the day asked about says what is overdue."""
        found = self.org(org, when)
        slot = found.slots.get(state)
        rows, beside = self._course(slot, when) if slot else ([], [])
        disputes = once(d for x in rows for d in x.disputes)
        return answer("history", {"state": state, "organisation": org}, when, self.load(when), rows, beside, disputes)

    def courses(self, org: str, when: When, brief: bool = False) -> Answer:
        """The history of every state in an organisation, one after the other; in brief, without lists that tell of days after a change."""
        found = self.org(org, when)
        with no_collecting():
            pairs = [self._course(slot, when, brief) for _, slot in sorted(found.slots.items())]
        return answer("courses", {"organisation": org}, when, self.load(when), [x for rows, _ in pairs for x in rows],
                      [x for _, beside in pairs for x in beside])  # fmt: skip

    def _course(self, slot: Slot, when: When, brief: bool = False) -> tuple[list[Row], list[Row]]:
        """Every step and list of a slot, oldest first, and its plans, fulfilled ones too."""
        steps = slot.steps()
        if brief not in slot.course:
            rows = [*_step_rows(slot, steps), *_list_rows(slot, min((x.lo for x in steps), default=None) if brief else None)]
            rows.sort(key=lambda x: (x.since is None, x.since.first if x.since else None, x.what["by"] or "", x.certainty, x.claims))
            slot.course[brief] = [self.named(x) for x in rows]
        if not slot.plans:
            return slot.course[brief], []
        beside = ahead(slot, replace(when, on=_late(when)), self.ranks)
        plans = [x for x in plans_of(slot, steps, when) if x.confirmed_by]
        done = [Row(slot.about | {"change": x.change, "rank": x.leads_to, "due": x.due and x.due.text}, "unknown", x.due, None, x.status,
                    claims=ids_of(x.cited), origins=count_origins(x.cited)) for x in plans]  # fmt: skip
        return slot.course[brief], [self.named(x) for x in (*beside, *done)]

    def shared(self, first: str, second: str, when: When) -> Answer:
        """The organisations to which both states belong (as members, or suspended ones)."""
        ones, others = (self._orgs(x, when) for x in (first, second))
        rows = []
        for org in sorted(ones & others):
            found = self.org(org, when)
            pair = [self.row(found, found.slots[x], when) for x in (first, second) if x in found.slots]
            if len(pair) == 2 and all(x.certainty in HELD and self._fits(x, MEMBER) for x in pair):
                rows.append(_pair_row(org, self.witnesses.label(org), (first, second), pair))
        return answer("shared", {"first": first, "second": second}, when, self.load(when), rows)

    def _orgs(self, state: str, when: When) -> set[str]:
        """The organisations in which a state has any claim."""
        found = self.witnesses.on(state, KINDS, when)
        return {x.id for item in found for x in item.claim.fillers("organisation") if x.id}


@cache
def listed_whole() -> frozenset[str]:
    """The organisations of which the base record has a whole list of the members."""
    return frozenset(x["organisation"] for x in read_table("record-lists"))


def _weight(org: Org) -> int:
    """What the slots weigh in claims; those that tell the same are one there, and what is told is kept already."""
    return sum(len(x.items) for x in org.slots.values()) // 2


def _weights(orgs: Mapping[str, Org | None]) -> int:
    return sum(_weight(x) for x in orgs.values() if x)


def _with(rows: dict[Hashable, Row], place: Hashable, row: Row, most: int) -> dict[Hashable, Row]:
    """The rows with one more, or that one alone where there are many: who asks for every day of a century would fill the memory."""
    return {**rows, place: row} if len(rows) < most else {place: row}


def _late(when: When) -> Date:
    """The later of the day asked about and the day of knowing, so that a history shows all plans known."""
    return max(when.on, when.known or when.on, key=lambda x: x.last)


def _step_rows(slot: Slot, steps: tuple[Step, ...]) -> Iterable[Row]:
    """A row for each change, which lasts until the next."""
    for step, after in zip_longest(steps, steps[1:]):
        what = slot.about | {"change": step.change, "rank": None if step.standing == LEFT else step.standing, "founder": step.founder,
                             "by": None if step.date else step.hi.isoformat()}  # fmt: skip
        until = after.date if after else None
        yield Row(what, "certainly", step.date, until, claims=ids_of(step.cited), disputes=step.disputes,
                  disputed=step.contested, origins=count_origins(step.cited))  # fmt: skip


def _list_rows(slot: Slot, before: datetime.date | None) -> Iterable[Row]:
    """A row for each list (of a day before another): the editions of a reference work, or the day of a page."""
    lists = slot.listings if before is None else [y for x in slot.listings if (y := x.until(before))]
    for item in (y for x in lists for y in x.each()):
        name = item.cited.outlet or item.cited.origin
        what = slot.about | {"change": "is", "rank": item.rank, "founder": False, "by": None}
        since, until = Date(item.day.isoformat()), Date(item.end.isoformat()) if item.end else None
        if item.editions:
            since, until = Date(f"{item.editions[0]:04d}"), Date(f"{item.editions[1]:04d}")
            name = f"{name}, editions {since.text}–{until.text}"
        else:
            name = f"{name}, {since.text}"
        yield Row(what, "as listed", since, until, listed=name, claims=ids_of((item.cited,)), origins=1)


def _pair_row(org: str, label: str, states: tuple[str, str], pair: list[Row]) -> Row:
    certainty = max((x.certainty for x in pair), key=HELD.index)
    what = {"organisation": {"id": org, "label": label}, "ranks": {s: x.what["rank"] for s, x in zip(states, pair, strict=True)}}
    disputes = tuple(d for x in pair for d in x.disputes)
    return Row(what, certainty, claims=tuple(c for x in pair for c in x.claims), disputed=any(x.disputed for x in pair), disputes=disputes,
               origins=min(x.origins for x in pair))  # fmt: skip


def once(disputes: Iterable[Dispute]) -> list[Dispute]:
    """Each disagreement once."""
    found: dict[tuple[str, str], list[Dispute]] = {}
    every = []
    for each in disputes:
        same = found.setdefault((each.type, str(each.about)), [])
        if each not in same:
            same.append(each)
            every.append(each)
    return every


def _by_name(row: Row) -> tuple[str, str]:
    return row.what["member"]["label"], row.what["member"]["id"] or ""
