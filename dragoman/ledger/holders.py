"""Questions on who holds what: chair, offices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dragoman.ledger.answers import Answer, Cited, Dispute, Row, When, answer
from dragoman.ledger.records import entity_key
from dragoman.ledger.seats import Seat, seat_plans, seat_rows
from dragoman.ledger.slots import label_of
from dragoman.ledger.terms import term_rows
from dragoman.ledger.witnesses import Witnesses
from dragoman.model import Filler

# Titles that one person holds at a time; under any other title each person has a seat of his own.
_SINGLE = frozenset({
    "president", "king", "queen", "emir", "sultan", "emperor", "pope", "prime minister", "chancellor", "head of state",
    "head of government", "foreign minister", "secretary general", "executive secretary", "director general", "managing director",
    "taoiseach", "grand duke", "supreme leader", "president of the swiss confederation", "president of the council of ministers",
    "chairperson of the council of ministers", "chairman of the cabinet of ministers", "presidential council president",
})  # fmt: skip
_ALSO = {  # other words for one title
    "premier": "prime minister", "amir": "emir", "minister of foreign affairs": "foreign minister",
    "president of the government": "prime minister",
}  # fmt: skip
_FOR_NOW = ("acting ", "interim ", "transitional ", "transition ", "caretaker ", "provisional ")  # the same office, held for the time being


class Holders:
    """Answers on chairs and offices."""

    def __init__(self, witnesses: Witnesses) -> None:
        self.witnesses = witnesses

    def chair(self, org: str, when: When) -> Answer:
        """Who chairs the organisation at `when`, and who is to."""
        seat, cited = self._chair(org, when)
        rows = seat_rows(seat, when)
        return answer("chair", {"organisation": org}, when, cited, rows, seat_plans(seat, when), [d for x in rows for d in x.disputes])

    def chairs(self, org: str, when: When) -> Answer:
        """Who has chaired the organisation by `when`, term by term."""
        seat, cited = self._chair(org, when)
        rows = term_rows(seat, when)
        return answer("chairs", {"organisation": org}, when, cited, rows, (), [d for x in rows for d in x.disputes])

    def terms(self, body: str | None, when: When, person: str | None = None) -> Answer:
        """Who has held which office of a body (or which offices a person has held) by `when`, term by term."""
        seats, cited = self._of(body, when, person)
        rows = [_as_person(y) for x in seats for y in term_rows(x, when) if not person or y.what["holder"]["key"] == person]
        return answer("terms", {"body": body, "person": person}, when, cited, rows, (), [d for x in rows for d in x.disputes])

    def _chair(self, org: str, when: When) -> tuple[Seat, dict[str, Cited]]:
        def fold() -> tuple[Seat, dict[str, Cited]]:
            cited = self.witnesses.on(org, ["chairmanship"], when, "organisation")
            seat = Seat({"organisation": {"id": org, "label": self.witnesses.label(org)}})
            for item in cited:
                for filler in item.claim.fillers("holder") or item.claim.fillers("person"):
                    seat.add(entity_key(filler), self._party(filler), item)
            return seat, {x.id: x for x in cited}

        return self.witnesses.memory.keep(("chair", org, when.known, when.recorded), fold, lambda x: len(x[1]) // 10, (org,))

    def disputed(self, body: str, when: When) -> list[Dispute]:
        """The disagreements on the offices of a body."""
        seats, _ = self._of(body, when, None)
        return [d for x in seats if x.may_be_disputed for row in seat_rows(x, when) for d in row.disputes]

    def offices(self, body: str | None, when: When, person: str | None = None) -> Answer:
        """Who holds which office of a body (or which offices a person holds) at `when`; a row per seat."""
        seats, cited = self._of(body, when, person)
        return self._answer(seats, cited, {"body": body, "person": person}, when)

    def _answer(self, seats: Iterable[Seat], cited: Mapping[str, Cited], asked: Mapping[str, str | None], when: When) -> Answer:
        person = asked["person"]
        rows = [y for x in seats for y in seat_rows(x, when)]
        beside = [y for x in seats for y in seat_plans(x, when)]
        rows, beside = ([_as_person(x) for x in group if not person or x.what["holder"]["key"] == person] for group in (rows, beside))
        return answer("offices", asked, when, cited, rows, beside, [d for x in rows for d in x.disputes])

    def moved(self, body: str, before: When, now: When) -> tuple[Answer, Answer]:
        """The offices of a body before and now, of those alone on which a claim became known meanwhile."""
        assert before.known
        eve, asked = before.known.last, {"body": body, "person": None}
        seats, cited = self._of(body, now, None)
        moving = [x for x in seats if any(y.known > eve for y in x.items)]
        ids = {y.id for x in moving for y in x.items}
        old, known = self._of(body, before, None)
        return (self._answer([x for x in old if any(y.id in ids for y in x.items)], known, asked, before),
                self._answer(moving, cited, asked, now))  # fmt: skip

    def _of(self, body: str | None, when: When, person: str | None) -> tuple[list[Seat], dict[str, Cited]]:
        """The same as `_held`, kept."""
        return self.witnesses.memory.keep(
            ("offices", body, person, when.known, when.recorded), lambda: self._held(body, when, person), lambda x: len(x[1]) // 10,
            lambda x: _bodies(x[1], body, person),
        )  # fmt: skip

    def _held(self, body: str | None, when: When, person: str | None) -> tuple[list[Seat], dict[str, Cited]]:
        """The seats of a body, or those that a person has to do with, as known at `when`, and their claims by id."""
        if person and not body:
            own = self.witnesses.on(person, ["office"], when, "person")
            bodies = {entity_key(f) for x in own for f in x.claim.fillers("body")}
            cited = {y.id: y for y in own} | {y.id: y for x in sorted(bodies) for y in self.witnesses.on(x, ["office"], when, "body")}
        else:
            cited = {x.id: x for x in self.witnesses.on(body or "", ["office"], when, "body")}
        return self._seats(cited.values(), body, person), cited

    def _seats(self, cited: Iterable[Cited], body: str | None, person: str | None) -> list[Seat]:
        """The seats (with which a person has to do), in the order of titles and names. One that has the claims that it had when it was
        folded last is not folded again."""
        given: dict[tuple[str, str, str], list[tuple[Filler, Cited]]] = {}
        about: dict[tuple[str, str, str], tuple[tuple[Filler, ...], Filler | None]] = {}
        for item in cited:
            titles, bodies = item.claim.fillers("title"), item.claim.fillers("body")
            title = title_of(titles)
            for filler in item.claim.fillers("person"):
                for where in bodies or (None,):
                    key = where and entity_key(where)
                    if body and key != body:
                        continue
                    place = key or "", title, "" if title in _SINGLE else entity_key(filler)
                    given.setdefault(place, []).append((filler, item))
                    about.setdefault(place, (titles, where))
        if person:
            given = {place: items for place, items in given.items() if any(entity_key(x) == person for x, _ in items)}
        before: dict[tuple[str, str, str], Seat] = self.witnesses.memory.peek(("seats", body)) or {}
        seats = {x: self._seat(before.get(x), given[x], *about[x]) for x in sorted(given)}
        if body and not person:
            kept: dict[tuple[str, str, str], Seat] = self.witnesses.memory.keep(("seats", body), dict, lambda _: 0, (body,), lambda x, _: x)
            kept.update(seats)
        return list(seats.values())

    def _seat(self, before: Seat | None, given: Sequence[tuple[Filler, Cited]], titles: tuple[Filler, ...], where: Filler | None) -> Seat:
        items = [x for _, x in given]
        if before and before.items == items:
            return before
        seat = Seat({"title": {"id": titles[0].id, "label": label_of(titles[0])} if titles else None,
                     "body": self._party(where) if where else None}, items=items)  # fmt: skip
        chiefs = {entity_key(x) for x, item in given if item.claim.qualifiers.get("office") == "chief of state"}
        for filler, item in given:
            key = entity_key(filler)
            is_also = key in chiefs and item.claim.qualifiers.get("office") == "head of government"
            words = label_of(item.claim.fillers("title")[0]) if item.claim.fillers("title") else ""
            seat.add(key, self._party(filler), item, is_also, words.casefold().startswith(_FOR_NOW))
        return seat

    def _party(self, filler: Filler) -> dict[str, Any]:
        """A party as {"id", "label", "key"}; the label of the gazetteer where it has an id."""
        label = self.witnesses.label(filler.id) if filler.id else label_of(filler)
        return {"id": filler.id, "label": label_of(filler) if label == filler.id else label, "key": entity_key(filler)}


def _bodies(cited: Mapping[str, Cited], body: str | None, person: str | None) -> set[str]:
    """All whose claims say who holds what there: the body; or the person, and the bodies of which the person's claims speak."""
    named = {x for x in (body, person) if x}
    return named if body else named | {entity_key(f) for x in cited.values() for f in x.claim.fillers("body")}


def title_of(titles: tuple[Filler, ...]) -> str:
    """The key of a title: its id or English label, else the words of the text, folded."""
    return _title(titles[0].id or label_of(titles[0])) if titles else ""


def _title(text: str) -> str:
    title = " ".join(text.casefold().replace("-", " ").split())
    for word in _FOR_NOW:
        title = title.removeprefix(word)
    return _ALSO.get(title, title)


def is_single(title: Mapping[str, Any] | None) -> bool:
    """Whether one person at a time holds an office of that title, told as {"id", "label"}."""
    return title is not None and _title(title["id"] or title["label"]) in _SINGLE


def _as_person(row: Row) -> Row:
    """The row of an office: its holder is a person."""
    what = {("person" if key == "holder" else key): value for key, value in row.what.items()}
    return replace(row, what=what)
