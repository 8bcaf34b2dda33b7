"""What stands on the pages of a list, one after the other, is what the whole list has, in its order, although no page reads all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger, When
from dragoman.model import Article, Claim, Date, Filler, Span
from dragoman.views.pages import make_app

YEARS = range(1975, 2035)


@pytest.fixture(scope="module")
def many() -> Iterator[tuple[Ledger, TestClient]]:
    """An organisation with two meetings a year and a member more each year, both told of before and after the day asked about."""
    with Ledger.open(":memory:", base=False) as ledger:
        for year in YEARS:
            ledger.append(told("meeting", f"{year}-03-10", year, {"type": "summit", "stage": "held" if year < 2024 else "planned"}, {}))
            ledger.append(told("meeting", f"{year}-09-10/{year}-09-12", year, {"type": "council"}, {}))
            ledger.append(told("membership", f"{year}-05-01", year, {"rank": "member", "change": "joined"}, {"member": code(year)}))
        yield ledger, TestClient(make_app(ledger))


def code(year: int) -> str:
    states = "AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH"
    states += " CM CA CF TD CL CN CO KM CG CR CI HR CU CY CZ CD DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI"
    return states.split()[year - YEARS[0]]


def told(kind: str, day: str, year: int, said: dict[str, str], roles: dict[str, str]) -> tuple[Article, list[Claim]]:
    text = f"The SCO, {kind} of {day}, {roles.get('member', '')}."
    page = Article(text, "en", outlet="Example", published=Date(f"{min(year, 2024)}-06-01"), url=f"https://news.example/{kind}/{day}")
    whole = Span(0, len(text))
    fillers = {"organisation": (Filler(Span(4, 7), "SCO", "sco"),)} | {k: (Filler(whole, text, v),) for k, v in roles.items()}
    return page, [Claim(kind, fillers, whole, page.id, "example", said, Date(day))]


def walked(client: TestClient, address: str, pattern: str) -> list[str]:
    """What the pages show that matches, until one has no next page."""
    found: list[str] = []
    for page in range(1, 30):
        text = client.get(f"{address}&page={page}").text
        found += re.findall(pattern, text)
        if 'rel="next"' not in text:
            return found
    raise AssertionError("the list does not end")


@pytest.mark.parametrize("day", ["1970-01-01", "2001-03-10", "2024-07-01", "2040-01-01"])
def test_the_pages_of_the_calendar_are_the_whole_calendar(many: tuple[Ledger, TestClient], day: str) -> None:
    ledger, client = many
    rows = ledger.meetings("sco", When.of(day)).rows
    coming = [x.what["id"] for x in rows if x.since and x.since.last.isoformat() >= day]
    past = [x.what["id"] for x in rows if x.since and x.since.last.isoformat() < day]
    assert len(rows) == 2 * len(YEARS)
    for asked in (f"/en/calendar?on={day}", f"/en/calendar?org=sco&on={day}"):
        assert walked(client, asked, r'<h3><a href="/en/meeting/([^?"]+)') == [*coming, *past[::-1]]


def test_the_pages_of_a_timeline_have_every_state_once(many: tuple[Ledger, TestClient]) -> None:
    ledger, client = many
    answer = ledger.courses("sco", When.of("2034-12-31"))
    held = {x.what["member"]["id"] for x in (*answer.rows, *answer.beside)}
    shown = walked(client, "/en/org/sco/timeline?on=2034-12-31", r'<tr><th scope="row"><a href="/en/state/(\w\w)')
    assert sorted(shown) == sorted(held)
    assert len(held) == len(YEARS)


def test_a_meeting_is_found_by_its_id_alone_and_with_whoever_came(many: tuple[Ledger, TestClient]) -> None:
    ledger, _ = many
    when = When.of("2024-07-01")
    for row in ledger.meetings(None, when).rows:
        assert ledger.meeting(row.what["id"], when).rows == (row,)
        assert ledger.meetings_told(row.claims, when).rows == (row,)
    assert ledger.meeting("sco-summit-2024-ffffff", when).rows == ()


def test_what_is_said_about_an_organisation_is_what_the_statements_are(desk) -> None:
    for known in (None, "2024-07-02", "2024-07-05"):
        when = When.of("2024-07-09", known)
        for entity in ("sco", "brics", "BY"):
            rows = desk.ledger.statements(when=when, about=entity).rows
            assert sorted(desk.ledger.said_about(entity, when)) == sorted(x.claims[0] for x in rows)
