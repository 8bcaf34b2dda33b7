"""Days as readers type them, in the manner and digits of their language; what the fields show is read again as the same day."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dragoman.model import Date
from dragoman.views.typed import in_field, typed
from dragoman.views.words import LANGUAGES, Words

TYPED = tomllib.loads((Path(__file__).parent / "data" / "typed.toml").read_text("utf-8"))


@pytest.mark.parametrize(("lang", "text", "day"), [(lang, *x) for lang in LANGUAGES for x in TYPED[lang]["days"].items()])
def test_a_day_is_read_however_it_is_typed(lang, text, day):
    assert typed(text, lang) == Date(day)


@pytest.mark.parametrize(("lang", "text"), [(lang, x) for lang in LANGUAGES for x in TYPED[lang]["none"]])
def test_what_is_no_day_or_could_be_two_is_none(lang, text):
    assert typed(text, lang) is None


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("digits", ["latn", "arab"])
def test_what_a_field_shows_is_read_again_as_the_same_day(lang, digits):
    days = [f"{year}-{month:02}-{day:02}" for year in (1899, 2024) for month in range(1, 13) for day in (1, 12, 28)]
    for text in [*days, *(x[:7] for x in days), "1945", "2024-07-03/2024-07-04", "2024-06-30/2024-07-01", "2001/2024"]:
        assert typed(in_field(Date(text), Words(lang, digits)), lang) == Date(text), text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_address_says_its_days_in_one_way(desk, lang):
    text, day = next(iter(TYPED[lang]["days"].items()))
    answer = desk.client.get(f"/{lang}/org/sco", params={"on": text, "known": "2024-07-09"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{lang}/org/sco?on={day}&known=2024-07-09")
    twin = desk.client.get(f"/{lang}/statements.json", params={"since": text}, follow_redirects=False)
    assert twin.headers["location"] == f"/{lang}/statements.json?since={day}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_typed_wrong_stays_in_its_field_and_is_named(desk, lang):
    from selectolax.lexbor import LexborHTMLParser

    answer = desk.client.get(f"/{lang}/org/sco", params={"on": "31/31/2024"}, follow_redirects=False)
    assert answer.status_code == 400
    page = LexborHTMLParser(answer.text)
    field = page.css_first("#on")
    assert (field.attributes["value"], field.attributes["aria-invalid"]) == ("31/31/2024", "true")
    assert "31/31/2024" in page.css_first("[role=alert]").text()
    assert page.css_first(".asof time") is None  # it is not told as if it had been understood
    assert "aria-invalid" not in page.css_first("#known").attributes


def test_a_wrong_day_of_knowledge_does_not_lose_the_day_asked_about(desk):
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(desk.client.get("/en/org/sco", params={"on": "2016-06-01", "known": "soon"}).text)
    assert [x.attributes["datetime"] for x in page.css(".asof time")] == ["2016-06-01"]
    assert (page.css_first("#on").attributes["value"], page.css_first("#known").attributes["value"]) == ("1 June 2016", "soon")
