"""What the record must answer from one page of 1 July 2024 alone, loaded over a small base record: told by hand, line by line."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.ledger import Ledger, When
from dragoman.model import Date

FOUNDERS = ["RU", "KZ", "KG", "CN", "TJ", "UZ"]
EVE = "2024-07-02"


@pytest.fixture
def record(ledger: Ledger, desk: Any) -> Ledger:
    """Seven rows of the reference work, and the page."""
    for state in FOUNDERS:
        ledger.append(desk.listing("sco", state, "member", 2003, 2025))
    for state in ("IN", "IR"):
        ledger.append(desk.listing("sco", state, "observer", 2006, 2025))
    ledger.append(desk.listing("sco", "PK", "observer", 2006, 2021))
    ledger.append(desk.listing("sco", "PK", "member", 2022, 2025))
    ledger.append(desk.listing("sco", "BY", "dialogue_partner", 2010, 2025))
    said = [desk.fact("statement", f"Words of the president, number {i}.", {"speaker": "tokayev=president", "about": "sco"}, verb="said",
                      interviewer="Xinhua", speaker="Tokayev") for i in range(8)]  # fmt: skip
    page = desk.page(
        "2024-07-01",
        *said,
        desk.fact("chairmanship", "The current chairmanship of Kazakhstan.", {"organisation": "sco", "holder": "KZ=Kazakhstan"},
                  change="holds", aspect="state"),
        desk.fact("meeting", "The summit is to be held on 4 July in Astana.", {"organisation": "sco", "city": "astana=Astana"},
                  type="summit", stage="planned", modality="planned", aspect="plan", valid_from="2024-07-04"),
        desk.fact("attendance", "Zhang Ming is expected to attend.", {"guest": ["zhang-ming=Zhang Ming"]}, manner="expected"),
        desk.fact("attendance", "Guterres has been invited.", {"guest": "antonio-guterres=Guterres"}, manner="invited"),
        desk.fact("attendance", "Heads of several organisations too.", {"guest": ["=Heads of several organisations"]}, manner="invited"),
        desk.fact("founding", "It was founded on 15 June 2001 in Shanghai.", {"organisation": "sco", "place": "shanghai=Shanghai"},
                  valid_from="2001-06-15"),
        desk.membership("sco", "RU KZ KG CN TJ UZ", "At first it comprised six states: ...", rank="founder", change="is", aspect="state"),
        desk.membership("sco", "IN PK", "India and Pakistan joined in 2017.", rank="member", change="joined", valid_from="2017"),
        desk.membership("sco", "IR", "Iran in 2023.", rank="member", change="joined", valid_from="2023"),
        desk.membership("sco", "BY", "Belarus is expected to complete its accession.", rank="member", change="joined", modality="expected",
                        valid_from="2024-07-04"),
        outlet="Strategic Vision Group", agencies=("TASS",),
    )  # fmt: skip
    ledger.append(page)
    return ledger


def ids(rows: Any) -> set[str]:
    return {x.what["member"]["id"] for x in rows}


def test_members_in_2010_are_the_six_founders_each_with_its_line(record: Ledger) -> None:
    answer = record.members("sco", When.of("2010-01-01", EVE))
    assert ids(answer.rows) == set(FOUNDERS)
    assert {answer.cited[x.claims[0]].words for x in answer.rows} == {"At first it comprised six states: ..."}
    assert {x.certainty for x in answer.rows} == {"certainly"}
    assert {x.since for x in answer.rows} == {Date("2001-06-15")}


def test_members_on_the_eve_are_nine_and_belarus_stands_beside_them(record: Ledger) -> None:
    answer = record.members("sco", When.of(EVE, EVE))
    assert ids(answer.rows) == {*FOUNDERS, "IN", "PK", "IR"}
    assert [(x.what["member"]["id"], x.status, x.what["due"]) for x in answer.beside] == [("BY", "expected", "2024-07-04")]


def test_pakistan_was_possibly_a_member_in_may_2017_because_2017_is_a_year(record: Ledger) -> None:
    row = record.standing("PK", "sco", When.of("2017-05-01", EVE)).rows[0]
    assert (row.what["rank"], row.certainty, row.since) == ("member", "possibly", Date("2017"))


def test_india_in_2020_as_known_in_2021_is_an_observer_as_listed(record: Ledger) -> None:
    row = record.standing("IN", "sco", When.of("2020-01-01", "2021-01-01")).rows[0]
    assert (row.what["rank"], row.certainty, row.listed) == ("observer", "as listed", "The World Reference, edition of 2020")


def test_india_in_2020_as_known_in_2024_is_a_member_and_the_reference_work_disagrees(record: Ledger) -> None:
    row = record.standing("IN", "sco", When.of("2020-01-01", EVE)).rows[0]
    assert (row.what["rank"], row.certainty, row.disputed) == ("member", "certainly", False)
    assert [(x.type, x.open, [v.says for v in x.versions]) for x in row.disputes] == [("different standing", False, ["member", "observer"])]
    assert [x.rule for x in row.set_aside] == [3]


def test_it_was_founded_on_15_june_2001_in_shanghai(record: Ledger) -> None:
    row = record.founded("sco", When.of(EVE, EVE)).rows[0]
    assert (row.what["date"], row.what["place"][0]["id"]) == ("2001-06-15", "shanghai")
    assert [x["id"] for x in row.what["founders"]] == FOUNDERS


def test_kazakhstan_chairs_it_on_the_day_of_the_page(record: Ledger) -> None:
    rows = record.chair("sco", When.of("2024-07-01", EVE)).rows
    assert [(x.what["holder"]["id"], x.certainty) for x in rows] == [("KZ", "certainly")]


def test_one_meeting_is_to_come_with_three_attendance_lines(record: Ledger) -> None:
    rows = record.meetings("sco", When.of("2024-07-01", EVE), after=Date("2024-07-01")).rows
    assert [(x.status, x.what["date"], x.what["city"]["id"], x.certainty) for x in rows] == [("planned", "2024-07-04", "astana", "unknown")]
    assert [(x["guest"]["id"], x["status"]) for x in rows[0].what["attendance"]] == [
        ("zhang-ming", "expected"), ("antonio-guterres", "invited"), (None, "invited"),
    ]  # fmt: skip


def test_eight_statements_are_about_it_in_the_order_of_the_text_with_their_chain(record: Ledger) -> None:
    answer = record.statements(when=When.of(EVE, EVE), about="sco")
    assert [answer.cited[x.claims[0]].words for x in answer.rows] == [f"Words of the president, number {i}." for i in range(8)]
    assert answer.rows[0].what["chain"] == ["Tokayev", "Xinhua", "TASS", "Strategic Vision Group"]


def test_india_and_iran_are_corrected_and_belarus_is_expected(record: Ledger) -> None:
    answer = record.corrections(When.of(EVE, EVE))
    assert [(x.what["member"]["id"], x.what["listed"], x.what["now"]) for x in answer.rows] == [
        ("IN", "observer", "member"), ("IR", "observer", "member"),
    ]  # fmt: skip
    assert [(x.what["member"]["id"], x.status, x.what["listed"]) for x in answer.beside] == [("BY", "expected", "dialogue_partner")]
    for row in answer.rows:
        assert {answer.cited[x].outlet for x in row.claims} == {"Strategic Vision Group", "The World Reference"}


def test_a_later_page_confirms_belarus_and_the_change_says_so(record: Ledger, desk: Any) -> None:
    record.append(
        desk.page("2024-07-05", desk.membership("sco", "BY", "Belarus joined on 4 July.", change="joined", valid_from="2024-07-04"))
    )
    answer = record.changes(Date("2024-07-03"), When.of("2024-07-06", "2024-07-06"))
    assert [(x.what["change"], x.what["about"]["member"]["id"], x.what["old"]["rank"], x.what["new"]["rank"]) for x in answer.rows
            if x.what["kind"] == "membership"] == [("confirmed", "BY", "dialogue_partner", "member")]  # fmt: skip
    assert record.members("sco", When.of("2024-07-06", "2024-07-06")).beside == ()


def test_without_a_later_page_the_expected_accession_is_overdue(record: Ledger) -> None:
    assert [x.status for x in record.members("sco", When.of("2024-08-01", "2024-08-01")).beside] == ["overdue"]
    answer = record.changes(Date("2024-07-03"), When.of("2024-08-01", "2024-08-01"))
    assert {(x.what["change"], x.what["kind"]) for x in answer.rows} == {("overdue", "membership"), ("overdue", "meeting")}
