"""Questions on who holds what: chair, offices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dragoman.ledger.answers import Answer, Dispute, Load, When, answer
from dragoman.ledger.records import entity_key
from dragoman.ledger.seats import Seat, seat_plans, seat_rows
from dragoman.ledger.tellings import Tellings
from dragoman.ledger.terms import term_rows
from dragoman.ledger.titles import SINGLE, title_key, title_of
from dragoman.ledger.told import Telling, newest_of
from dragoman.ledger.witnesses import Witnesses


class Holders:
    """Answers on chairs and offices."""

    def __init__(self, witnesses: Witnesses) -> None:
        self.witnesses = witnesses

    def chair(self, org: str, when: When) -> Answer:
        """Who chairs the organisation at `when`, and who is to."""
        seat = self._chair(org, when)
        rows = seat_rows(seat, when)
        return answer("chair", {"organisation": org}, when, self.load(when), rows, seat_plans(seat, when),
                      [d for x in rows for d in x.disputes])  # fmt: skip

    def chairs(self, org: str, when: When) -> Answer:
        """Who has chaired the organisation by `when`, term by term."""
        rows = term_rows(self._chair(org, when), when)
        return answer("chairs", {"organisation": org}, when, self.load(when), rows, (), [d for x in rows for d in x.disputes])

    def terms(self, body: str | None, when: When, person: str | None = None) -> Answer:
        """Who has held which office of a body (or which offices a person has held) by `when`, term by term."""
        seats = self._of(body, when, person)
        rows = [y for x in seats for y in term_rows(x, when) if not person or y.what["person"]["key"] == person]
        return answer("terms", {"body": body, "person": person}, when, self.load(when), rows, (), [d for x in rows for d in x.disputes])

    def load(self, when: When) -> Load:
        """Gives the claims of some ids, as known at `when`."""
        return lambda ids: self.witnesses.by_id(ids, when)

    def _chair(self, org: str, when: When) -> Seat:
        def fold() -> Seat:
            tellings = Tellings(self.witnesses, "chairmanship")
            called = tellings.on(org).labels
            seat = Seat({"organisation": {"id": org, "label": self.witnesses.label(org)}})
            for key, item in _in_order(tellings.at(org, when)):
                seat.add(key, self._party(key, called), item)
            return seat

        return self.witnesses.memory.keep(("chair", org, when.known, when.recorded), fold, lambda x: len(x.labels), (org,))

    def disputed(self, body: str, when: When) -> list[Dispute]:
        """The disagreements on the offices of a body."""
        return [d for x in self._of(body, when, None) if x.may_be_disputed for row in seat_rows(x, when) for d in row.disputes]

    def offices(self, body: str | None, when: When, person: str | None = None) -> Answer:
        """Who holds which office of a body (or which offices a person holds) at `when`; a row per seat."""
        return self._answer(self._of(body, when, person), {"body": body, "person": person}, when)

    def _answer(self, seats: Iterable[Seat], asked: Mapping[str, str | None], when: When) -> Answer:
        person = asked["person"]
        rows = [y for x in seats for y in seat_rows(x, when)]
        beside = [y for x in seats for y in seat_plans(x, when)]
        rows, beside = ([x for x in group if not person or x.what["person"]["key"] == person] for group in (rows, beside))
        return answer("offices", asked, when, self.load(when), rows, beside, [d for x in rows for d in x.disputes])

    def moved(self, body: str, before: When, now: When) -> tuple[Answer, Answer]:
        """The offices of a body before and now, of those alone on which a claim became known meanwhile."""
        assert before.known
        eve, asked = before.known.last, {"body": body, "person": None}
        moving = [x for x in self._of(body, now, None) if any(newest_of(y).known > eve for y in x.items)]
        keys = {x.key for x in moving}
        return self._answer([x for x in self._of(body, before, None) if x.key in keys], asked, before), self._answer(moving, asked, now)

    def _of(self, body: str | None, when: When, person: str | None) -> list[Seat]:
        """The seats of a body, or those that a person has to do with, in the order of titles and names; kept."""
        key = "offices", body, person, when.known, when.recorded
        if body:
            return self.witnesses.memory.keep(key, lambda: self._seats(body, when, person), len, (body,))
        if not person:
            return []
        own = {entity_key(y) for x in self.witnesses.on(person, ["office"], when, "person") for y in x.claim.fillers("body")}

        def fold() -> list[Seat]:
            return sorted((y for x in ("", *own) for y in self._seats(x, when, person)), key=lambda x: x.key)

        return self.witnesses.memory.keep(key, fold, len, {person, *own})

    def _seats(self, body: str, when: When, person: str | None) -> list[Seat]:
        """The seats of a body (with which a person has to do), in that order. One of which the same is told as when it was folded last is
        not folded again."""
        tellings, alone = Tellings(self.witnesses, "office"), [person] if person and not body else None
        every, called = tellings.of(body, alone, when) if alone else (tellings.at(body, when), tellings.on(body).labels)
        given: dict[tuple[str, ...], list[tuple[str, Telling]]] = {}
        for key, item in _in_order(every):
            title = title_key(*title_of(item.claim))
            given.setdefault((body, title, "" if title in SINGLE else key), []).append((key, item))
        if person:
            given = {place: items for place, items in given.items() if any(key == person for key, _ in items)}
        before: dict[tuple[str, ...], Seat] = self.witnesses.memory.peek(("seats", body)) or {}
        seats = {x: self._seat(before.get(x), x, given[x], called) for x in sorted(given)}
        if not person:
            kept: dict[tuple[str, ...], Seat] = self.witnesses.memory.keep(("seats", body), dict, lambda _: 0, (body,), lambda x, _: x)
            kept.update(seats)
        return list(seats.values())

    def _seat(self, before: Seat | None, place: tuple[str, ...], given: Sequence[tuple[str, Telling]], called: Mapping[str, str]) -> Seat:
        items = [x for _, x in given]
        if before and before.items == items:
            return before
        (id, words), body = title_of(items[0].claim), place[0]
        about = {"title": {"id": id, "label": words} if id or words else None, "body": None}
        if body:
            about["body"] = self._party(body, {body: items[0].claim.qualifiers.get("body", body)})
        seat = Seat(about, "person", items=items, key=place)
        chiefs = {key for key, item in given if item.claim.qualifiers.get("office") == "chief of state"}
        for key, item in given:
            seat.add(key, self._party(key, called), item, key in chiefs and item.claim.qualifiers.get("office") == "head of government")
        return seat

    def _party(self, key: str, called: Mapping[str, str]) -> dict[str, Any]:
        """A party as {"id", "label", "key"}; the label of the gazetteer where it has an id, else what the first page calls it."""
        id, told = None if key.startswith("?") else key, called.get(key, key)
        label = self.witnesses.label(id) if id else told
        return {"id": id, "label": told if label == id else label, "key": key}


def _in_order(told: Iterable[tuple[str, Sequence[Telling]]]) -> list[tuple[str, Telling]]:
    """What is told of holders, what was told first of all of them first."""
    return sorted(((key, x) for key, items in told for x in items), key=lambda x: (x[1].records[0], x[0]))
