"""What was made of one part of the record stays while claims on others are appended, and no answer shows that anything was kept."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ledger import Ledger, When, witnesses
from dragoman.ledger.conflicts import DAYS_KEPT
from dragoman.ledger.memberships import ROWS_KEPT, Memberships
from dragoman.model import Date, Judgement

from .test_properties import few, made, made_of_meetings, pages, told

JOINED = {"change": "joined", "valid_from": "2017-06-09"}


def test_what_was_made_of_one_organisation_outlives_a_page_on_another(desk: Any, ledger: Ledger) -> None:
    when = When.of("2024-08-01")
    ledger.append(desk.page("2017-06-10", desk.membership("sco", "IN", **JOINED)))
    ledger.append(desk.page("2017-06-11", desk.membership("brics", "IN", **JOINED)))
    slots, _ = ledger.witnesses.memory.keep(("a", "sco"), lambda: (object(), 1), lambda _: 1, ("sco",))
    whole = ledger.witnesses.memory.keep("all of it", object, lambda _: 1)
    ledger.append(desk.page("2017-06-12", desk.membership("brics", "PK", **JOINED)))
    assert ledger.witnesses.memory.keep(("a", "sco"), lambda: (object(), 1), lambda _: 1, ("sco",))[0] is slots
    assert ledger.witnesses.memory.keep("all of it", object, lambda _: 1) is not whole
    ledger.append(desk.page("2017-06-13", desk.membership("sco", "PK", **JOINED)))
    assert ledger.witnesses.memory.keep(("a", "sco"), lambda: (object(), 1), lambda _: 1, ("sco",))[0] is not slots
    assert [x.what["member"]["id"] for x in ledger.members("sco", when).rows] == ["IN", "PK"]


def test_a_verdict_lets_go_of_what_was_made_of_the_claims_of_its_page_alone(desk: Any, ledger: Ledger) -> None:
    page = desk.page("2017-06-10", desk.membership("sco", "IN", **JOINED))
    ledger.append(page)
    ledger.append(desk.page("2017-06-11", desk.membership("brics", "IN", **JOINED)))
    kept = {org: ledger.witnesses.memory.keep(org, object, lambda _: 1, (org,)) for org in ("sco", "brics")}
    ledger.judge([Judgement(page[1][0].id, "wrong", "a reader", "2017-07-01T00:00:00+00:00")])
    again = {org: ledger.witnesses.memory.keep(org, object, lambda _: 1, (org,)) for org in ("sco", "brics")}
    assert again["brics"] is kept["brics"]
    assert again["sco"] is not kept["sco"]


def test_what_is_used_least_goes_when_there_is_too_much(ledger: Ledger) -> None:
    memory = ledger.witnesses.memory
    memory.most = 10
    first = memory.keep("first", object, lambda _: 6, ("sco",))
    memory.keep("second", object, lambda _: 6, ("sco",))
    assert memory.peek("first") is None
    assert memory.keep("first", object, lambda _: 6, ("sco",)) is not first


@settings(few, max_examples=12)
@given(standings=pages, meetings=told, asked=st.lists(st.sampled_from(["2017-08-01", "2022-01-01"]), min_size=1, max_size=2))
def test_questions_between_appends_change_no_answer(desk: Any, standings: Any, meetings: Any, asked: Any) -> None:
    """One book is asked after every page; the other was never asked anything."""
    with Ledger.open(":memory:", base=False) as ledger:
        for page in (*made(desk, standings), *made_of_meetings(desk, meetings)):
            ledger.append(page)
            for day in asked:
                assert said(ledger, day) == said(Ledger(ledger.store), day)


def said(ledger: Ledger, day: str) -> list[Any]:
    when = When.of(day)
    found = [ledger.members("sco", when, "all"), ledger.memberships("IN", when), ledger.chair("sco", when), ledger.meetings("sco", when),
             ledger.meetings(None, when), ledger.disputes(when), ledger.changes(Date("2019"), when)]  # fmt: skip
    return [x.json() for x in found]


def test_what_is_not_there_is_not_kept_without_end(ledger: Ledger) -> None:
    memory, when = ledger.witnesses.memory, When.of("2024-08-01")
    memory.most = 30
    for number in range(60):
        ledger.members(f"nobody-{number}", when)
        ledger.statements(when=when, about=f"nothing-{number}")
    assert len(memory._made) <= 30


def test_rows_and_disagreements_of_ever_other_days_are_let_go_and_say_the_same_again(desk: Any, ledger: Ledger) -> None:
    days = [f"{year}-{month:02d}-11" for year in (2016, 2017) for month in range(1, 13)]
    for n, day in enumerate(days):
        change = ("joined", "left", "suspended")[n % 3]
        ledger.append(desk.page(day, desk.membership("sco", "IN", change=change, valid_from=day[:7])))
        ledger.append(desk.page(day, desk.membership("sco", "IN", change=change, valid_from=f"{day[:7]}-0{n % 7 + 1}")))
    first = {day: said(ledger, day) for day in days}
    assert max(len(x.rows) for x in Memberships(ledger.witnesses).org("sco", When.of(days[0])).slots.values()) <= ROWS_KEPT
    assert len(ledger.witnesses.memory.peek(("disputes", "membership", "sco"))) <= DAYS_KEPT
    assert {day: said(ledger, day) for day in days} == first == {day: said(Ledger(ledger.store), day) for day in days}


def test_pages_cited_are_let_go_when_there_are_too_many(desk: Any, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witnesses, "_PAGES_KEPT", 3)
    for n in range(1, 10):
        ledger.append(desk.page(f"2017-06-{n:02d}", desk.membership("sco" if n % 2 else "brics", "IN", **JOINED)))
    when = When.of("2024-08-01")
    rows = [x for org in ("sco", "brics", "sco") for x in ledger.witnesses.on(org, ["membership"], when)]
    assert {x.claim.article for x in rows} == {x.id for x in ledger.articles()}
    assert len(ledger.witnesses._pages) < 9
