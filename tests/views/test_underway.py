"""The front page shows an import while it goes on, in three languages, renews itself without a script, and can be held still."""

from __future__ import annotations

from itertools import count

import pytest

from dragoman.ledger.underway import Announcing
from dragoman.views.words import LANGUAGES, Words

SUMS = {"read": 1234, "known": 5, "skipped": 6, "claims": 789, "pace": 41.6}


@pytest.fixture
def importing(desk):
    with Announcing(desk.ledger.store.name, count().__next__) as announced:
        announced.say("pages", 0.425, lambda: SUMS)
        yield announced


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_front_page_shows_the_sums_of_an_import(desk, importing, lang):
    page, words = desk.page(f"/{lang}/"), Words(lang)
    told = {x.css_first("dt").text(): x.css_first("dd").text() for x in page.css(".underway .sums div")}
    shown = {"read": 1234, "pace": 42, "claims": 789, "skipped": 6, "known": 5}
    assert {key: told[words.say(f"underway.{key}")] for key in shown} == {key: words.number(n) for key, n in shown.items()}
    assert page.css_first(".underway progress").attributes["value"] == "42"
    assert page.css_first('head meta[http-equiv="refresh"]').attributes["content"] == "5"
    assert not page.css("script")


def test_it_can_be_held_still_and_be_let_go_again(desk, importing):
    still = desk.page("/ar/").css_first(".underway .head a").attributes["href"]
    page = desk.page(still)
    assert page.css(".underway")
    assert not page.css('meta[http-equiv="refresh"]')
    assert page.css_first(".underway .head a").attributes["href"] == "/ar/"


def test_the_page_is_another_once_the_sums_are_and_shows_nothing_at_the_end(desk):
    quiet = desk.client.get("/en/")
    with Announcing(desk.ledger.store.name, count().__next__) as announced:
        first = desk.client.get("/en/", headers={"if-none-match": quiet.headers["etag"]})
        announced.say("slices", 0.1, dict)
        second = desk.client.get("/en/", headers={"if-none-match": first.headers["etag"]})
        again = desk.client.get("/en/", headers={"if-none-match": second.headers["etag"]})
        assert [x.status_code for x in (first, second, again)] == [200, 200, 304]
        assert Words("en").raw("underway.slices") in second.text
        (told,) = desk.client.get("/en/index.json").json()["underway"]
        assert (told["stage"], told["share"]) == ("slices", 0.1)
    assert desk.client.get("/en/").text == quiet.text
    assert desk.client.get("/en/index.json").json()["underway"] == []
