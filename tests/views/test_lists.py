"""What the page of an organisation leaves out stands in its lists: every entry once, in each language, and the twins are whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import pytest
from starlette.testclient import TestClient

from benchmarks.ledger import News
from dragoman.ledger import Ledger
from dragoman.views.pages import make_app

CLAIM = re.compile(r'href="/\w\w/claim/(\w+)')
MEETING = re.compile(r'href="/\w\w/meeting/([\w-]+)')


@pytest.fixture(scope="module")
def desk() -> Iterator[TestClient]:
    news = News()
    news.orgs, news.weights = ["sco"], [1.0]
    with Ledger.open(":memory:", base=False) as ledger:
        ledger.append_all(islice(news.pages(), 150))
        yield TestClient(make_app(ledger))


def walked(desk: TestClient, address: str, found: re.Pattern[str]) -> list[str]:
    """What all pages of a list lead to, in order, each page's own once."""
    every: list[str] = []
    while address:
        page = desk.get(address).text
        every += dict.fromkeys(found.findall(page))
        further = re.search(r'rel="next" href="([^"]+)"', page)
        address = further[1].replace("&amp;", "&") if further else ""
    return every


@pytest.mark.parametrize("lang", ["ar", "ru", "en"])
@pytest.mark.parametrize("kind", ["documents", "numbers"])
def test_a_list_has_every_row_of_its_twin_once(desk: TestClient, lang: str, kind: str) -> None:
    rows = desk.get(f"/{lang}/org/sco/list.json?of={kind}").json()[kind]["rows"]
    assert len(rows) > 40
    assert walked(desk, f"/{lang}/org/sco/list?of={kind}", CLAIM) == [x["claims"][0] for x in rows][::-1]


def test_the_calendar_has_every_meeting_once(desk: TestClient) -> None:
    rows = desk.get("/en/calendar.json?org=sco").json()["meetings"]["rows"]
    assert len(rows) > 60
    assert sorted(walked(desk, "/en/calendar?org=sco", MEETING)) == sorted(x["what"]["id"] if "what" in x else x["id"] for x in rows)


def test_the_page_leads_to_the_lists_of_what_it_leaves_out(desk: TestClient) -> None:
    page = desk.get("/en/org/sco?on=2020-01-01").text
    for kind in ("documents", "numbers", "offices", "terms", "chairs"):
        assert f'href="/en/org/sco/list?on=2020-01-01&amp;of={kind}"' in page
    assert len(desk.get("/en/org/sco.json").json()["documents"]["rows"]) > len(set(CLAIM.findall(page)) & set(
        walked(desk, "/en/org/sco/list?of=documents", CLAIM)))  # fmt: skip


def test_all_words_on_a_standing_are_listed(desk: TestClient) -> None:
    row = desk.get("/en/org/sco/list.json?of=words&member=AF&on=2020-01-01").json()["standing"]["rows"][0]
    named = {*row["claims"], *(x["claim"] for x in row["set_aside"])}
    assert set(walked(desk, "/en/org/sco/list?of=words&member=AF&on=2020-01-01", CLAIM)) == named


@pytest.mark.parametrize("query", ["of=secrets", "", "of=documents&page=many", "of=documents&page=0"])
def test_odd_questions_are_answered(desk: TestClient, query: str) -> None:
    known = query.startswith("of=documents")
    assert desk.get(f"/en/org/sco/list?{query}").status_code == (200 if known else 404)
