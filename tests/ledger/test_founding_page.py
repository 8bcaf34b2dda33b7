"""The founding page, loaded over the base record: every line of the table at the end of its README, by the ledger's questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman import read
from dragoman.ledger import Ledger, When
from dragoman.model import Date

SEED = Path(__file__).parents[2].parent / "shared/seed/tass-sco-2024-07-01.ar.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason=f"the founding page is not here ({SEED.name} in ../shared/seed)")
FOUNDERS = {"RU", "KZ", "KG", "CN", "TJ", "UZ"}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(str(tmp_path_factory.mktemp("ledger") / "seed.sqlite")) as ledger:
        ledger.append(read(SEED.read_text("utf-8"), published="2024-07-01"))
        yield ledger


def test_six_founders_were_members_in_2010(record: Ledger) -> None:
    answer = record.members("sco", When.of("2010-01-01", "2024-07-02"))
    assert {x.what["member"]["id"]: x.certainty for x in answer.rows} == dict.fromkeys(FOUNDERS, "certainly")
    assert all(answer.cited[x.claims[0]].words for x in answer.rows)
    assert answer.beside == ()


def test_nine_are_members_on_the_eve_and_beside_them_belarus_is_expected(record: Ledger) -> None:
    answer = record.members("sco", When.of("2024-07-02", "2024-07-02"))
    assert {x.what["member"]["id"] for x in answer.rows} == FOUNDERS | {"IN", "PK", "IR"}
    assert [(x.what["member"]["id"], x.status, x.what["due"]) for x in answer.beside] == [("BY", "expected", "2024-07-04")]


def test_pakistan_was_possibly_a_member_in_may_2017(record: Ledger) -> None:
    row = record.standing("PK", "sco", When.of("2017-05-01", "2024-07-02")).rows[0]
    assert (row.what["rank"], row.certainty, row.disputed) == ("member", "possibly", False)


def test_india_was_an_observer_in_2020_as_known_in_2021(record: Ledger) -> None:
    row = record.standing("IN", "sco", When.of("2020-01-01", "2021-01-01")).rows[0]
    assert (row.what["rank"], row.certainty, row.listed) == ("observer", "as listed", "CIA World Factbook, edition of 2020")


def test_india_was_a_member_in_2020_as_known_later_and_the_factbook_disagrees(record: Ledger) -> None:
    answer = record.standing("IN", "sco", When.of("2020-01-01", "2024-07-02"))
    row = answer.rows[0]
    assert (row.what["rank"], row.certainty) == ("member", "certainly")
    assert [(x.type, [v.says for v in x.versions]) for x in row.disputes] == [("different standing", ["member", "observer"])]
    assert {x.rule for x in row.set_aside} == {3}


def test_it_was_founded_on_15_june_2001_in_shanghai_by_six(record: Ledger) -> None:
    row = record.founded("sco", When.of("2024-07-02", "2024-07-02")).rows[0]
    assert (row.what["date"], [x["id"] for x in row.what["place"]]) == ("2001-06-15", ["shanghai"])
    assert {x["id"] for x in row.what["founders"]} == FOUNDERS


def test_kazakhstan_chairs_it(record: Ledger) -> None:
    rows = record.chair("sco", When.of("2024-07-01", "2024-07-02")).rows
    assert [(x.what["holder"]["id"], x.certainty) for x in rows] == [("KZ", "certainly")]


def test_one_meeting_is_planned_with_its_three_attendance_lines(record: Ledger) -> None:
    rows = record.meetings("sco", When.of("2024-07-01", "2024-07-02"), after=Date("2024-07-01")).rows
    assert [(x.status, x.what["date"], x.what["city"]["id"], x.what["type"]) for x in rows] == [
        ("planned", "2024-07-04", "astana", "summit")
    ]
    assert [x["status"] for x in rows[0].what["attendance"]] == ["expected", "invited", "invited"]
    assert [x["guest"]["id"] for x in rows[0].what["attendance"]][:2] == ["zhang-ming", "antonio-guterres"]


def test_eight_statements_are_about_it_each_with_its_chain(record: Ledger) -> None:
    rows = record.statements(when=When.of("2024-07-02", "2024-07-02"), about="sco").rows
    assert [x.what["speaker"]["id"] for x in rows] == ["kassym-jomart-tokayev"] * 8
    assert sum(bool(x.what["quotes"]) for x in rows) == 6
    assert all(x.what["language"] == "ar" and len(x.what["chain"]) >= 3 for x in rows)


def test_news_corrects_india_and_iran_in_the_base_record_and_expects_belarus(record: Ledger) -> None:
    answer = record.corrections(When.of("2024-07-02", "2024-07-02"))
    assert [(x.what["member"]["id"], x.what["listed"], x.what["now"]) for x in answer.rows] == [
        ("IN", "observer", "member"),
        ("IR", "observer", "member"),
    ]
    assert [(x.what["member"]["id"], x.status, x.what["due"]) for x in answer.beside] == [("BY", "expected", "2024-07-04")]
    outlets = {answer.cited[c].outlet for x in answer.rows for c in x.claims}
    assert "CIA World Factbook" in outlets
    assert len(outlets) == 2
