"""What readers mistype is named on the page; what rests on no source is told apart; meetings are called by who meets."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman import gazetteer
from dragoman.ledger import Ledger, When
from dragoman.model import Article, Claim, Date, Filler, Span
from dragoman.views.asked import Asked
from dragoman.views.names import Namer
from dragoman.views.pages import make_app
from dragoman.views.telling import Teller
from dragoman.views.words import Words

LANGUAGES = ("ar", "ru", "en")
MEETINGS = tomllib.loads((Path(__file__).parent / "data" / "meetings.toml").read_text("utf-8"))["meeting"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("address", ["statements?since=soonish", "org/sco?and=soonish", "changes?since=soonish"])
def test_a_day_that_is_none_is_named_and_left_out(desk, lang, address):
    page = desk.page(f"/{lang}/{address}")
    assert "soonish" in page.css_first(".warning[role=alert]").text()
    rest = desk.page(f"/{lang}/{address.split('?')[0]}")
    assert len(page.css(".said, .timeline > li")) == len(rest.css(".said, .timeline > li"))


def test_a_month_is_a_day_of_the_search_too(desk):
    total = [desk.client.get(f"/en/statements.json?{x}").json()["statements"]["total"] for x in ("", "since=2024-07&until=2024-07")]
    assert total[0] == total[1] > 0


@pytest.mark.parametrize("address", ["calendar?org=nosuchbody", "statements?about=nosuchbody", "statements?by=nosuchbody"])
def test_a_name_of_nothing_is_named(desk, address):
    assert "nosuchbody" in desk.page(f"/en/{address}").css_first("main > .empty").text()


def teller(ledger, lang):
    known, words = gazetteer.load(), Words(lang)
    return Teller(Asked(ledger, known, words, Namer(known, words), When.of(), "", {}))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("row", MEETINGS, ids=lambda x: x["en"])
def test_a_meeting_is_called_by_who_meets(desk, row, lang):
    name = teller(desk.ledger, lang).meeting_name(row["what"])
    assert name.striptags() == row[lang]
    assert "<a" not in name, "a name stands inside links"


def test_the_title_of_a_meetings_page_says_where_and_when(desk):
    row = desk.client.get("/en/calendar.json").json()["meetings"]["rows"][0]
    title = desk.page(f"/en/meeting/{row['id']}").css_first("title").text()
    assert "Astana" in title
    assert re.search(r"\b2024\b", title)


@pytest.fixture
def unsourced(tmp_path):
    """A desk over one page whose claims say of themselves that no source confirms them."""
    text = "The SCO met in Astana in 2024. Belarus joined the SCO in 2024."
    article = Article(text, "en", url="https://example.org/a", published=Date("2024-07-04"), outlet="Example")

    def filler(word, id, at=0):
        start = text.index(word, at)
        return (Filler(Span(start, start + len(word)), word, id),)

    meeting = Claim("meeting", {"organisation": filler("SCO", "sco"), "city": filler("Astana", "astana")}, Span(0, 30), article.id, "en/x",
                    {"type": "summit", "stage": "held", "confirmed": False}, Date("2024-07-04"))  # fmt: skip
    joined = Claim("membership", {"member": filler("Belarus", "BY"), "organisation": filler("SCO", "sco", 31)}, Span(31, 62), article.id,
                   "en/x", {"change": "joined", "rank": "member", "confirmed": False}, Date("2024-07-04"))  # fmt: skip
    with Ledger.open(str(tmp_path / "one.sqlite"), base=False) as ledger:
        ledger.append((article, [meeting, joined]))
        yield TestClient(make_app(ledger))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_no_source_confirms_is_called_so_everywhere(unsourced, lang):
    word = str(Words(lang).say("status.unconfirmed"))
    id = unsourced.get("/en/calendar.json").json()["meetings"]["rows"][0]["id"]
    for address in ("calendar", "calendar?month=2024-07", f"meeting/{id}", "org/sco", "state/BY"):
        assert "unconfirmed" in unsourced.get(f"/{lang}/{address}").text, address
    told = unsourced.get(f"/{lang}/briefing.json?for=sco&on=2024-07-04").json()["sections"]
    lines = {x["section"]: x["lines"] for x in told}
    for section in ("standing", "steps", "agenda"):
        assert lines[section], section
        assert all(word in x for x in lines[section]), section


def test_a_briefing_tells_nothing_of_later_days(unsourced):
    told = unsourced.get("/en/briefing.json?for=sco&on=2024-07-03").json()["sections"]
    lines = {x["section"]: x["lines"] for x in told}
    assert not lines["steps"]
    assert not lines["standing"]


def test_a_plan_is_no_step_of_a_briefing(desk):
    told = {x["section"]: x["lines"] for x in desk.client.get("/en/briefing.json?for=BY&on=2024-07-02&known=2024-07-02").json()["sections"]}
    assert not any("joined" in x or "accession" in x for x in told["steps"])
    later = {x["section"]: x["lines"] for x in desk.client.get("/en/briefing.json?for=BY&on=2024-07-09").json()["sections"]}
    assert later["steps"]
    assert not any("accession" in x for x in later["steps"])


def test_a_mistyped_address_suggests_first_what_is_called_so(desk):
    told = desk.client.get("/en/org/arab-league.json").json()
    assert told["nearest"][0] == "/en/org/las"
