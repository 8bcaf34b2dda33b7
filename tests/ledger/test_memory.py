"""What was made of one part of the record stays while claims on others are appended, and no answer shows that anything was kept."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ledger import Ledger, When
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
