"""The timeline of an organisation, and two days of it side by side."""

from __future__ import annotations

import datetime

import pytest

from dragoman.ledger import Row
from dragoman.model import Date
from dragoman.views.courses import bars_of

TODAY = datetime.date(2024, 7, 8)


def step(since, until=None, rank="member", certainty="certainly"):
    return Row({"rank": rank, "by": "2020-01-01"}, certainty, since and Date(since), until and Date(until), claims=("c",))


def drawn(rows, plans=()):
    return [(x.manner, x.first.isoformat(), x.last.isoformat()) for x in bars_of(rows, plans, TODAY)]


def test_a_beginning_known_by_its_year_is_possible_within_that_year():
    assert drawn([step("2017")]) == [("possible", "2017-01-01", "2017-12-31"), ("certain", "2017-12-31", "2024-07-08")]


def test_a_day_is_certain_from_that_day_on_and_ends_with_the_next_step():
    rows = [step("2001-06-15", "2010-02-03"), step("2010-02-03", rank=None)]
    assert drawn(rows) == [("certain", "2001-06-15", "2010-02-03")]


def test_a_list_speaks_only_until_the_first_change():
    rows = [step("2006", "2025", "observer", "as listed"), step("2017-06-09")]
    assert drawn(rows) == [("listed", "2006-01-01", "2017-06-09"), ("certain", "2017-06-09", "2024-07-08")]


def test_what_is_to_come_is_drawn_as_expected_until_it_has_come():
    plan = Row({"rank": "member"}, "unknown", Date("2024-12-01"), status="expected", claims=("c",))
    assert drawn([], [plan]) == [("expected", "2024-12-01", "2024-12-01")]
    assert drawn([], [Row(plan.what, "unknown", plan.since, status="confirmed", claims=("c",))]) == []


@pytest.mark.parametrize(("lang", "sign"), [("ar", -1), ("en", 1)])
def test_time_runs_from_the_names_outward_on_either_hand(desk, lang, sign):
    page = desk.page(f"/{lang}/org/sco/timeline?on=2024-07-08")
    years = [(int(x.text()), float(x.attributes["x"])) for x in page.css("svg.courses text.year")]
    assert [y for y, _ in sorted(years, key=lambda z: sign * z[1])] == sorted(y for y, _ in years)


def test_every_bar_leads_to_a_claim_and_the_table_has_every_standing_once(desk):
    page = desk.page("/ru/org/sco/timeline?on=2024-07-08")
    links = [x.attributes["href"] for x in page.css("svg.courses a")]
    assert links
    assert {desk.client.get(x).status_code for x in links} == {200}
    told = [tuple(x.text(strip=True) for x in row.css("th, td")[:3]) for row in page.css("table tbody tr")]
    assert len(told) == len(set(told)) > 0
    assert {x.attributes["href"] for x in page.css("table a.words")} == set(links)


def test_two_days_stand_side_by_side_the_earlier_first(desk):
    page = desk.page("/en/org/sco?on=2024-07-08&and=2010-01-01")
    assert "1 January 2010 and 8 July 2024" in page.css_first("#difference").text()
    members = {x.attributes["href"].rsplit("/", 1)[1].partition("?")[0] for x in page.css("table.difference th a")}
    assert {"IN", "PK", "IR", "BY"} <= members
    assert "RU" not in members
