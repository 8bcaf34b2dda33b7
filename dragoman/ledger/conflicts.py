"""Disagreement: all disputes in the record, and where read news corrects what a reference work lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from dragoman.ledger.answers import Answer, Dispute, Row, When, answer
from dragoman.ledger.holders import Holders
from dragoman.ledger.meetings import Meetings
from dragoman.ledger.memberships import Memberships
from dragoman.ledger.origins import count_origins
from dragoman.ledger.ranks import MEMBER
from dragoman.ledger.slots import Listing, Org, Slot
from dragoman.ledger.standing import disputes_on, edition_at, speaking_lists, standing_row
from dragoman.ledger.steps import ids_of, in_order
from dragoman.ledger.told import records_of
from dragoman.ledger.witnesses import Witnesses
from dragoman.ledger.words import Words

DAYS_KEPT = 4  # for which the disagreements of one entity are kept


class Conflicts:
    """Answers on what does not agree."""

    def __init__(self, witnesses: Witnesses) -> None:
        self.witnesses = witnesses
        self.memberships = Memberships(witnesses)

    def read_orgs(self) -> list[str]:
        """The organisations on whose members read pages say anything."""
        kinds = ("membership", "founding")
        return sorted({x for kind in kinds for x in self.witnesses.entities(kind, "organisation") if not x.startswith("?")})

    def disputes(self, when: When) -> Answer:
        """Every disagreement known at `when`, the open ones first; the reference works' quiet ones among them."""
        found = [x for part in self._parts(when) for x in part]
        found += [(_order(x), x) for x in Meetings(self.witnesses).disputed(when)]
        ordered = sorted({key[1:]: (key, x) for key, x in found}.values(), key=lambda x: x[0])
        return answer("disputes", {}, when, lambda ids: self.witnesses.by_id(ids, when), disputes=[x for _, x in ordered])

    def _parts(self, when: When) -> Iterable[list[_Ordered]]:
        """The disagreements outside meetings, by whom they are about; each part is kept until a page speaks of that one."""
        holders, words = Holders(self.witnesses), Words(self.witnesses)
        asked: tuple[tuple[str, Iterable[str], Callable[[str], list[_Ordered]]], ...] = (
            ("founding", self.witnesses.entities("founding", "organisation"), lambda x: _ordered(words.founded(x, when).disputes)),
            ("chairmanship", self.witnesses.entities("chairmanship", "organisation"), lambda x: _ordered(holders.chair(x, when).disputes)),
            ("office", self.witnesses.entities("office", "body"), lambda x: _ordered(holders.disputed(x, when))),
            ("membership", self.read_orgs(), lambda x: self._of_org(x, when)),
        )
        for kind, entities, ask in asked:
            for entity in entities:
                days: dict[When, list[_Ordered]]
                days = self.witnesses.memory.keep(("disputes", kind, entity), dict, lambda _: DAYS_KEPT, (entity,))
                found = days.get(when)
                if found is None:
                    for old in list(days)[: 1 - DAYS_KEPT]:
                        days.pop(old, None)
                    found = days[when] = ask(entity)
                yield found

    def _of_org(self, org: str, when: When) -> list[_Ordered]:
        """The disagreements on all steps of its members, made once, and on their standing on the day; told with names."""
        slots, found = self.memberships.org(org, when), list[_Ordered]()
        for slot in slots.slots.values():
            steps = [d for x in slot.steps() for d in x.disputes]
            if slot.settled is None:
                slot.settled = self._named(steps)
            found += slot.settled
            known = set(map(id, steps))
            found += self._named([x for x in disputes_on(slots, slot, when, self.memberships.ranks) if id(x) not in known])
        return found

    def _named(self, disputes: Sequence[Dispute]) -> list[_Ordered]:
        return _ordered(self.memberships.named(Row({}, disputes=tuple(disputes))).disputes) if disputes else []

    def corrections(self, when: When) -> Answer:
        """Where read news gives another standing than the reference work's edition of the day lists; beside: what is still to come."""
        rows: list[Row] = []
        beside: list[Row] = []
        for org in self.read_orgs():
            slots = self.memberships.org(org, when)
            found = [self._correction(slots, x, when) for x in slots.slots.values()]
            rows += [x for x in found if x.claims]
            beside += [y for x in found for y in x.beside]
        rows, beside = ([self.memberships.named(x) for x in group] for group in (rows, beside))
        rows.sort(key=_place)
        disputes = [d for x in rows for d in x.disputes]
        return answer("corrections", {}, when, self.memberships.load(when), rows, sorted(beside, key=_place), disputes)

    def _correction(self, org: Org, slot: Slot, when: When) -> Row:
        """The row of a slot if read news differs from the reference work there (no claims else), with what is to come beside it."""
        row = standing_row(org, slot, when, self.memberships.ranks)
        listed = [x for x, _ in speaking_lists(org, slot, when) if x.editions]
        edition = max((edition_of(x, org, when) for x in listed), default=_latest_edition(org, when))
        ahead = tuple(replace(x, what=dict(x.what) | {"listed": listed[0].rank if listed else None}) for x in row.beside)
        news = {y.id for x in slot.items if not x.claim.rule.startswith("base/") for y in records_of(x)}
        own = [x for x in row.claims if x in news]
        rank = row.what["rank"]
        was = self.memberships.ranks.on_day(org.id, listed[0].rank, when) if listed else None
        settled = row.certainty == "certainly" or (row.certainty in ("not", "as listed") and bool(own))
        if not edition or not settled or not own or _same(was, rank) or _is_only_plan(slot, own):
            return Row({}, beside=ahead)
        what: dict[str, Any] = slot.about | {"listed": was, "now": rank, "listed_in": {"outlet": edition[1], "edition": edition[0]}}
        theirs = in_order(x.cited for x in listed)
        return replace(row, what=what, claims=(*own, *ids_of(theirs)), origins=count_origins(theirs) + row.origins, beside=ahead)


_Ordered = tuple[tuple[bool, str, str, str], Dispute]  # with its place among all


def _ordered(disputes: Iterable[Dispute]) -> list[_Ordered]:
    return [(_order(x), x) for x in disputes]


def _order(dispute: Dispute) -> tuple[bool, str, str, str]:
    return not dispute.open, dispute.type, str(dispute.about), str(dispute.versions)


def edition_of(item: Listing, org: Org, when: When) -> tuple[int, str]:
    """The edition in which a list speaks, and the work's name."""
    name = item.cited.outlet or ""
    return edition_at(item, org.editions.get(name, ()), when) or 0, name


def _latest_edition(org: Org, when: When) -> tuple[int, str] | None:
    """The latest edition of a reference work that lists anyone in the organisation."""
    limit = min(when.on.first.year, when.known.last.year if when.known else 9999)
    return max(((min(b, limit), name) for name, spans in org.editions.items() for a, b in spans if a <= limit), default=None)


def _is_only_plan(slot: Slot, ids: Iterable[str]) -> bool:
    """Whether the answer rests on plans alone."""
    plans = {y.id for x in slot.plans for y in records_of(x)}
    return all(x in plans for x in ids)


def _same(one: str | None, other: str | None) -> bool:
    return {"founder": MEMBER}.get(one or "", one) == {"founder": MEMBER}.get(other or "", other)


def _place(row: Row) -> tuple[str, str]:
    return row.what["organisation"]["id"] or "", row.what["member"]["label"]
