"""Calendars and feeds that others subscribe to."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.model import Article, Claim, Date, Filler, Span
from dragoman.views.pages import make_app


def events(text):
    return {str(x["uid"]): x for x in Calendar.from_ical(text).walk("VEVENT")}


def told(text, published, stage, day, modality="asserted"):
    """A page of one sentence on the summit of the SCO."""
    page = Article(text, "en", outlet="Daily Caravan", published=Date(published))
    start = text.index("SCO")
    roles = {"organisation": (Filler(Span(start, start + 3), "SCO", "sco"),)}
    said = {"type": "summit", "stage": stage}
    return page, [Claim("meeting", roles, Span(0, len(text)), page.id, "example", said, Date(day), modality=modality)]


@pytest.fixture(scope="module")
def summit():
    with Ledger.open(":memory:", base=False) as ledger:
        ledger.append(told("The SCO summit may be held on 1-2 July 2024.", "2024-05-01", "planned", "2024-07-01/2024-07-02", "expected"))
        ledger.append(told("The SCO summit moves to 3-4 July 2024.", "2024-06-01", "planned", "2024-07-03/2024-07-04", "planned"))
        ledger.append(told("The SCO summit was held on 3-4 July 2024.", "2024-07-05", "held", "2024-07-03/2024-07-04"))
        yield TestClient(make_app(ledger))


def test_a_meeting_keeps_its_uid_while_its_sequence_status_and_days_follow_what_is_known(summit):
    seen = [events(summit.get(f"/ar/org/sco.ics?known={day}").text) for day in ("2024-05-02", "2024-06-02", "2024-07-06")]
    assert len({x for each in seen for x in each}) == 1
    (first,), (second,), (third,) = (each.values() for each in seen)
    assert [x["status"] for x in (first, second, third)] == ["TENTATIVE", "CONFIRMED", "CONFIRMED"]
    assert first["sequence"] < second["sequence"] < third["sequence"]
    assert [str(x["dtstart"].dt) for x in (first, second)] == ["2024-07-01", "2024-07-03"]
    assert str(third["dtend"].dt) == "2024-07-05"


def test_every_event_says_how_firm_it_is_and_leads_to_its_page(desk):
    found = events(desk.client.get("/ru/calendar.ics").text)
    assert found
    for event in found.values():
        assert event["status"] in ("TENTATIVE", "CONFIRMED", "CANCELLED")
        assert event["dtend"].dt > event["dtstart"].dt
        assert desk.client.get(str(event["url"]).removeprefix("http://testserver")).status_code == 200


def test_a_meeting_of_which_only_the_year_is_known_is_in_no_calendar(desk):
    dated = [x for x in desk.client.get("/en/calendar.json").json()["meetings"]["rows"] if x["date"] and len(x["date"]) > 4]
    assert len(events(desk.client.get("/en/calendar.ics").text)) == len(dated)


def test_a_feed_has_its_news_with_lasting_ids_newest_first(desk):
    for address in ("/ar/changes.rss?since=2024-07-01", "/en/org/sco.rss?on=2024-07-08"):
        answer = desk.client.get(address)
        assert answer.headers["content-type"].startswith("application/rss+xml")
        items = ET.fromstring(answer.text).findall("channel/item")
        assert items, address
        ids = [x.findtext("guid") for x in items]
        assert len(ids) == len(set(ids))
        links = [x.findtext("link").removeprefix("http://testserver") for x in items]
        assert {desk.client.get(x).status_code for x in links} == {200}


def test_pages_without_meetings_or_news_have_no_such_twin(desk):
    assert desk.client.get("/en/about.ics").status_code == 404
    assert desk.client.get("/en/about.rss").status_code == 404


def test_the_month_shows_a_meeting_on_each_of_its_days_and_turns_both_ways(summit):
    page = LexborHTMLParser(summit.get("/ar/calendar?month=2024-07").text)
    held = page.css("table.month td.held")
    assert [x.css_first("time").attributes["datetime"] for x in held] == ["2024-07-03", "2024-07-04"]
    for way in ("prev", "next"):
        assert LexborHTMLParser(summit.get(page.css_first(f"a[rel={way}]").attributes["href"]).text).css("table.month")


def test_the_calendar_of_one_organisation_or_person_has_theirs_alone(desk):
    shown = desk.client.get("/en/calendar.json?org=SCO").json()["meetings"]["rows"]
    assert shown
    assert all("sco" in [o["id"] for o in x["organisations"]] for x in shown)
    assert not desk.page("/ru/calendar?person=nobody-at-all").css("article.card")


def test_a_feed_of_an_empty_record_is_a_feed():
    with Ledger.open(":memory:", base=False) as ledger:
        client = TestClient(make_app(ledger))
        assert ET.fromstring(client.get("/ru/changes.rss").text).findall("channel/item") == []
        assert events(client.get("/ru/calendar.ics").text) == {}


def test_what_is_wished_for_says_so_among_the_changes_and_in_the_feed():
    text = "Turkey wants to become a member of the SCO."
    page = Article(text, "en", outlet="Daily Caravan", published=Date("2024-07-05"))
    roles = {
        "member": (Filler(Span(0, 6), "Turkey", "TR"),),
        "organisation": (Filler(Span(39, 42), "SCO", "sco"),),
    }
    said = {"change": "joined", "rank": "member"}
    wish = Claim("membership", roles, Span(0, 42), page.id, "example", said, modality="desired")
    with Ledger.open(":memory:", base=False) as ledger:
        ledger.append((page, [wish]))
        client = TestClient(make_app(ledger))
        line = LexborHTMLParser(client.get("/en/changes?since=2024-01-01").text).css_first("ul.timeline li").text()
        assert "wished for: accession of Türkiye" in " ".join(line.split())
        assert "wished for: accession of Türkiye" in client.get("/en/changes.rss?since=2024-01-01").text
