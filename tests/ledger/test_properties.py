"""What holds for any claims: the order of reading, reading twice, later pages, other organisations."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.ledger import Ledger, When
from dragoman.model import Date, Judgement

DAYS = ["2015", "2017-06", "2017-06-08", "2017-06-09", "2019-01-01", "2020", "2021-03-05/2021-03-07", None]
PUBLISHED = ["2016-01-01", "2017-06-10", "2018-05-05", "2020-02-02", "2021-03-07", "2022"]
fields = st.fixed_dictionaries({
    "org": st.sampled_from(["sco", "brics"]), "members": st.sampled_from(["IN", "PK", "IN PK"]),
    "change": st.sampled_from(["joined", "left", "is", "granted", "suspended", "restored", "invited", "applied"]),
    "rank": st.sampled_from(["member", "observer", "founder"]), "valid_from": st.sampled_from(DAYS),
    "modality": st.sampled_from(["asserted", "reported", "expected", "planned", "denied", "cancelled"]),
})  # fmt: skip
pages = st.lists(
    st.tuples(
        st.sampled_from(PUBLISHED),
        st.sampled_from(["Gulf Courier", "Oasis Daily"]),
        st.booleans(),
        st.lists(fields, min_size=1, max_size=3),
    ),
    max_size=7,
)
when = st.tuples(st.sampled_from(["2014-01-01", "2017-06-08", "2017-08-01", "2020", "2022-01-01"]), st.sampled_from([*PUBLISHED, None]))
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def made(desk: Any, drawn: Any) -> list[Any]:
    found = []
    for published, outlet, wire, facts in drawn:
        rows = [desk.membership(x["org"], x["members"], **{k: v for k, v in x.items() if k not in ("org", "members") and v}) for x in facts]
        unique = {x["words"]: x for x in rows}
        url = f"https://example.example/{outlet}/{wire}/{published}"  # one address with one text is one page, as it was first read
        found.append(desk.page(published, *unique.values(), outlet=outlet, url=url, agencies=("TASS",) if wire else ()))
    return found


def answers(ledger: Ledger, asked: tuple[str, str | None], orgs: tuple[str, ...] = ("sco", "brics")) -> str:
    at = When.of(*asked)
    found = [ledger.members(x, at, "all") for x in orgs] + [ledger.history("IN", x, at) for x in orgs]
    every = [x.json() for x in found]
    for answer in every:
        for cited in answer["cited"].values():
            cited.pop("recorded_at")
    return json.dumps(every, ensure_ascii=False)


def filled(given_pages: list[Any]) -> Ledger:
    ledger = Ledger.open(":memory:", base=False)
    for page in given_pages:
        ledger.append(page)
    return ledger


@few
@given(drawn=pages, asked=when, random=st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(desk: Any, drawn: Any, asked: Any, random: Any) -> None:
    one = made(desk, drawn)
    other = list(one)
    random.shuffle(other)
    with filled(one) as first, filled(other) as second:
        assert answers(first, asked) == answers(second, asked)
        assert first.disputes(When.of(*asked)).json()["disputes"] == second.disputes(When.of(*asked)).json()["disputes"]


@few
@given(drawn=pages, asked=when)
def test_reading_twice_changes_nothing(desk: Any, drawn: Any, asked: Any) -> None:
    given_pages = made(desk, drawn)
    with filled(given_pages) as ledger:
        before = answers(ledger, asked)
        assert sum(ledger.append(x) for x in given_pages) == 0
        assert answers(ledger, asked) == before


@few
@given(drawn=pages, asked=when)
def test_an_answer_never_uses_a_later_page(desk: Any, drawn: Any, asked: Any) -> None:
    given_pages = made(desk, drawn)
    known = [x for x in given_pages if asked[1] is None or x[0].published.last <= Date(asked[1]).last]
    with filled(given_pages) as all_of_them, filled(known) as only_known:
        assert answers(all_of_them, asked) == answers(only_known, asked)


@few
@given(drawn=pages, asked=when)
def test_a_claim_on_one_organisation_changes_no_answer_on_another(desk: Any, drawn: Any, asked: Any) -> None:
    given_pages = made(desk, drawn)
    without = [(page, [x for x in claims if x.roles["organisation"][0].id == "sco"]) for page, claims in given_pages]
    with filled(given_pages) as all_of_them, filled(without) as only_sco:
        assert answers(all_of_them, asked, ("sco",)) == answers(only_sco, asked, ("sco",))


@few
@given(drawn=pages, asked=when)
def test_every_claim_on_a_standing_is_used_set_aside_by_a_rule_or_beside(desk: Any, drawn: Any, asked: Any) -> None:
    at = When.of(*asked)
    with filled(made(desk, drawn)) as ledger:
        row = ledger.standing("IN", "sco", at).rows[0]
        named = {*row.claims, *(x.claim for x in row.set_aside)}
        known = {x.id for x in ledger.witnesses.on("IN", ["membership"], at, "member") if x.claim.roles["organisation"][0].id == "sco"}
        assert known == named


@few
@given(drawn=pages, asked=when)
def test_what_is_no_fact_is_never_used_for_a_standing_held(desk: Any, drawn: Any, asked: Any) -> None:
    with filled(made(desk, drawn)) as ledger:
        for row in ledger.members("sco", When.of(*asked), "all").rows:
            if row.certainty in ("certainly", "possibly"):
                assert all(ledger.claim(x).modality in ("asserted", "reported") for x in row.claims)  # type: ignore[union-attr]


@few
@given(drawn=pages, asked=when)
def test_judging_a_claim_wrong_and_undoing_it_changes_nothing(desk: Any, drawn: Any, asked: Any) -> None:
    given_pages = made(desk, drawn)
    with filled(given_pages) as ledger:
        before = answers(ledger, asked)
        claims = [x.id for _, said in given_pages for x in said]
        for verdict, day in (("wrong", "2015-01-01"), ("undone", "2015-01-02")):
            ledger.judge([Judgement(x, verdict, "a reader", f"{day}T00:00:00+00:00") for x in claims])
        assert answers(ledger, asked) == before


reports = st.fixed_dictionaries({
    "org": st.sampled_from(["sco", "sco-secretariat", "brics"]), "city": st.sampled_from(["astana", "kazan", ""]),
    "type": st.sampled_from(["summit", "talks", None]),
    "stage": st.sampled_from(["planned", "held", "postponed", None]), "ordinal": st.sampled_from([None, None, 16]),
    "valid_from": st.sampled_from(["2024", "2024-07-03/2024-07-04", "2024-07-04", "2024-10-22", None]),
})  # fmt: skip
seats = st.fixed_dictionaries({
    "holder": st.sampled_from(["KZ", "CN", "KG"]), "change": st.sampled_from(["holds", "assumes", "hands_over"]),
    "valid_from": st.sampled_from(["2023-07-04", "2024", "2024-07-04", None]),
    "modality": st.sampled_from(["asserted", "asserted", "expected"]),
})  # fmt: skip
days_told = st.sampled_from(["2024-07-01", "2024-07-05", "2024-11-01"])
told = st.lists(st.tuples(days_told, st.lists(reports, max_size=2), st.lists(seats, max_size=2)), max_size=6)


def made_of_meetings(desk: Any, drawn: Any) -> list[Any]:
    found = []
    for i, (published, met, held) in enumerate(drawn):
        facts = [desk.fact("meeting", f"meeting {i} {j} {x}", {"organisation": x["org"], "city": x["city"]},
                           **{k: v for k, v in x.items() if k not in ("org", "city") and v}) for j, x in enumerate(met)]  # fmt: skip
        facts += [desk.fact("chairmanship", f"chair {i} {j} {x}", {"organisation": "sco", "holder": x["holder"]},
                            **{k: v for k, v in x.items() if k != "holder" and v}) for j, x in enumerate(held)]  # fmt: skip
        if facts:
            found.append(desk.page(published, *facts, url=f"https://example.example/{i}"))
    return found


@few
@given(drawn=told, known=st.sampled_from(["2024-07-02", "2024-07-06", None]), random=st.randoms(use_true_random=False))
def test_meetings_and_chairs_do_not_depend_on_the_order_of_reading_or_on_later_pages(
    desk: Any, drawn: Any, known: Any, random: Any
) -> None:
    one = made_of_meetings(desk, drawn)
    other = [x for x in one if known is None or x[0].published.last <= Date(known).last]
    random.shuffle(other)
    at = When.of("2024-12-01", known)

    def all_answers(ledger: Ledger) -> list[Any]:
        found = [ledger.meetings(x, at) for x in ("sco", "sco-secretariat", None)]
        found += [ledger.chair("sco", at), ledger.changes(Date("2024-07-05"), at)]
        every = [x.json() for x in found]
        for answer in every:
            for cited in answer["cited"].values():
                cited.pop("recorded_at")
        return every

    with filled(one) as first, filled(other) as second:
        assert all_answers(first) == all_answers(second)


@few
@given(drawn=told)
def test_meetings_between_two_days_are_those_of_all_whether_the_whole_record_was_looked_through_or_not(desk: Any, drawn: Any) -> None:
    pages, at = made_of_meetings(desk, drawn), When.of("2024-12-01")

    def bounded(ledger: Ledger) -> list[Any]:
        return [ledger.meetings(x, at, Date("1900"), Date("2100")).rows for x in ("sco", "sco-secretariat")]

    def dated(ledger: Ledger) -> list[Any]:
        return [tuple(y for y in ledger.meetings(x, at).rows if y.since) for x in ("sco", "sco-secretariat")]

    with filled(pages[:-1]) as ledger:
        assert bounded(ledger) == dated(ledger)
        ledger.append_all(pages[-1:])
        assert bounded(ledger) == dated(ledger)
        ledger.disputes(at)  # looks through the whole record
        assert bounded(ledger) == dated(ledger)


@pytest.mark.parametrize("day", ["2020", "2020-02", "2020-02-29"])
def test_a_day_asked_about_may_be_vague(ledger: Ledger, desk: Any, day: str) -> None:
    ledger.append(desk.page("2021-01-01", desk.membership("eu", "GB", change="left", valid_from="2020-02-29")))
    row = ledger.standing("GB", "eu", When.of(day)).rows[0]
    assert row.certainty == ("not" if day == "2020-02-29" else "possibly")


asking = st.lists(
    st.tuples(st.dates(datetime.date(2014, 6, 1), datetime.date(2023, 1, 31)), st.sampled_from([*PUBLISHED, None])), min_size=2, max_size=6
)


@few
@given(drawn=pages, asked=asking, listed=st.booleans(), today=st.dates(datetime.date(2016, 1, 1), datetime.date(2024, 1, 1)))
def test_what_was_asked_before_changes_no_answer(desk: Any, drawn: Any, asked: Any, listed: bool, today: datetime.date) -> None:
    """Folds and rows are kept between questions: each answer must be that of one who was never asked anything."""
    given_pages = [*made(desk, drawn), *([desk.listing("sco", "IN", "observer", 2015, 2021)] if listed else [])]
    with filled(given_pages) as ledger:
        for day, known in (*asked, *asked):
            at = When.of(day.isoformat(), known, today=today)
            books = ledger, Ledger(ledger.store)
            said = [[x.json() for x in (*a.rows, *a.beside)] for a in (book.members("sco", at, "all") for book in books)]
            assert said[0] == said[1]


def test_what_is_appended_or_judged_after_a_question_is_heeded(desk: Any, ledger: Ledger) -> None:
    when = When.of("2024-08-01")
    ledger.append(desk.page("2015-07-10", desk.membership("sco", "BY", rank="observer", change="granted", valid_from="2015-07-10")))
    assert ledger.standing("BY", "sco", when).rows[0].what["rank"] == "observer"
    page = desk.page("2024-07-04", desk.membership("sco", "BY", rank="member", change="joined", valid_from="2024-07-04"))
    ledger.append(page)
    assert ledger.standing("BY", "sco", when).rows[0].what["rank"] == "member"
    ledger.judge([Judgement(page[1][0].id, "wrong", "a reader", "2024-07-05T00:00:00+00:00")])
    assert ledger.standing("BY", "sco", when).rows[0].what["rank"] == "observer"
    assert ledger.standing("BY", "sco", When.of("2024-08-01", "2024-07-04")).rows[0].what["rank"] == "member"
