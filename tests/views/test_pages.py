"""The pages: each in three languages, safe, linked to its words, with its data twin."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from html.parser import HTMLParser

import pytest
from selectolax.lexbor import LexborHTMLParser

from dragoman.gazetteer import load
from dragoman.ledger import When
from dragoman.views.words import Words

LANGUAGES = ("ar", "ru", "en")
VOID = frozenset({"meta", "link", "input", "br", "img", "hr"})


def test_every_page_is_there_in_three_languages_with_its_direction(desk):
    for lang in LANGUAGES:
        for address in desk.addresses():
            html = desk.page(f"/{lang}/{address}").css_first("html")
            assert (html.attributes["lang"], html.attributes["dir"]) == (lang, "rtl" if lang == "ar" else "ltr"), address


def test_every_page_closes_what_it_opens(desk):
    for address in desk.addresses():
        assert unclosed(desk.client.get(f"/ar/{address}").text) == [], address


def test_nothing_is_loaded_from_elsewhere_and_no_script_runs(desk):
    for address in desk.addresses():
        page = desk.page(f"/ru/{address}")
        loaded = [x.attributes.get(key) for key in ("src", "href") for x in page.css(f"[{key}]") if x.tag != "a"]
        assert all(x is None or x.startswith(("/", "#")) for x in loaded), (address, loaded)
        assert not page.css("script, img, iframe, object, embed, style, [style], [onerror], [onclick]"), address
        outward = [x for x in page.css("a") if not x.attributes["href"].startswith(("/", "#"))]
        assert all(x.attributes["href"].startswith("https://") and "noreferrer" in x.attributes["rel"] for x in outward), address
    assert "default-src 'none'" in desk.client.get("/ar/").headers["content-security-policy"]


def test_the_language_switch_stays_on_the_page_and_keeps_the_question(desk):
    page = desk.page("/ar/org/sco?on=2024-07-02&known=2024-07-02")
    shown = [x.attributes["href"] for x in page.css("header .languages a")]
    assert shown == [f"/{lang}/org/sco?on=2024-07-02&known=2024-07-02" for lang in LANGUAGES]
    assert [x.attributes["href"] for x in page.css("link[hreflang]")] == shown


def test_a_name_leads_to_its_page_on_the_same_day(desk):
    page = desk.page("/ru/org/sco?on=2024-07-02&known=2024-07-02")
    assert page.css_first("table.members tbody th a").attributes["href"].endswith("?on=2024-07-02&known=2024-07-02")


def test_every_link_within_the_pages_leads_somewhere(desk):
    addresses = {x.attributes["href"].split("#")[0] for address in desk.addresses() for x in desk.page(f"/en/{address}").css("a")}
    inner = sorted(x for x in addresses if x.startswith("/"))
    assert [x for x in inner if desk.client.get(x, follow_redirects=False).status_code not in (200, 303)] == []


def test_every_fragment_has_its_target_on_the_page(desk):
    for reading in desk.readings:
        page = desk.page(f"/ar/article/{reading.article.id}")
        targets = {x.attributes["id"] for x in page.css("[id]")}
        assert {x.attributes["href"][1:] for x in page.css('a[href^="#"]')} <= targets


def test_the_article_is_shown_exactly_as_given(desk):
    for reading in desk.readings:
        page = desk.page(f"/ar/article/{reading.article.id}")
        assert page.css_first("div.text").text(strip=False) == reading.article.text


def test_the_highlight_of_a_claim_covers_exactly_its_evidence(desk):
    for reading in desk.readings:
        marks = desk.page(f"/ru/article/{reading.article.id}").css("div.text mark")
        for claim in reading.claims:
            own = [x.text(strip=False) for x in marks if claim.id in x.attributes["data-claims"].split()]
            assert "".join(own) == claim.evidence.of(reading.article.text)


def test_a_claim_leads_to_its_words_in_the_article(desk):
    for reading in desk.readings:
        for claim in reading.claims:
            page = desk.page(f"/en/claim/{claim.id}")
            assert page.css_first("blockquote.evidence").text(strip=False) == claim.evidence.of(reading.article.text)
            link = next(x.attributes["href"] for x in page.css("a") if f"/article/{reading.article.id}" in x.attributes["href"])
            assert link == f"/en/article/{reading.article.id}?claim={claim.id}#e-{claim.id}"
            article = desk.page(link.split("#")[0])
            assert article.css(f"#e-{claim.id}")
            chosen = [x.text(strip=False) for x in article.css("mark.chosen")]
            assert "".join(chosen) == claim.evidence.of(reading.article.text)


def test_a_warning_is_told_in_the_readers_language(desk):
    reading = next(x for x in desk.readings if x.article.warnings)
    told = {desk.page(f"/{lang}/article/{reading.article.id}").css_first(".warning").text() for lang in LANGUAGES}
    assert len(told) == 3


def test_a_claim_can_be_cited_and_tells_what_the_answers_make_of_it(desk):
    claim = next(c for x in desk.readings for c in x.claims if c.rule == "ru/by-hand" and c.kind == "membership")
    page = desk.page(f"/en/claim/{claim.id}")
    cited = page.css_first(".citation").text()
    assert cited.endswith(f"Dragoman: http://testserver/en/claim/{claim.id}")
    assert page.css_first("blockquote.evidence").text() in cited
    assert [x.attributes["href"] for x in page.css('section[aria-labelledby="used"] a')] == ["/en/state/BY", "/en/org/sco"]


def test_a_row_tells_what_it_set_aside_and_by_which_rule(desk):
    row = next(x for x in desk.page("/en/org/sco?on=2024-07-08").css("tr") if x.css_first('th a[href^="/en/state/BY"]'))
    told = {x.text() for x in row.css("details p")}
    assert any("no fact: expected" in x for x in told)


def members_of(page: LexborHTMLParser) -> set[str]:
    """The ids of the states in the tables of members."""
    return {state_in(x.attributes["href"]) for x in page.css("table.members th[scope=row] a")}


def state_in(address: str) -> str:
    """The id of the state in a page's address."""
    return address.rsplit("/", 1)[1].partition("?")[0]


def test_members_are_those_of_the_day_as_known_on_the_day(desk):
    assert members_of(desk.page("/ar/org/sco?on=2010-01-01&known=2024-07-02")) == {"RU", "KZ", "KG", "CN", "TJ", "UZ"}
    assert members_of(desk.page("/ar/org/sco?on=2024-07-02&known=2024-07-02")) == {"RU", "KZ", "KG", "CN", "TJ", "UZ", "IN", "PK", "IR"}
    assert "BY" in members_of(desk.page("/ar/org/sco?on=2024-07-08&known=2024-07-08"))


def test_what_is_expected_stands_apart_and_never_among_the_members(desk):
    for lang in LANGUAGES:
        page = desk.page(f"/{lang}/org/sco?on=2024-07-02&known=2024-07-02")
        assert "BY" not in members_of(page)
        assert [state_in(x.attributes["href"]) for x in page.css(".beside strong a")] == ["BY"]


def test_a_year_says_possibly_and_a_list_says_as_listed(desk):
    page = desk.page("/en/org/sco?on=2017-05-01&known=2024-07-02")
    row = next(x for x in page.css("tr") if x.css_first('th a[href^="/en/state/PK"]'))
    assert row.css_first(".chip.possibly").text() == "possibly"
    listed = next(x for x in page.css("tr") if x.css_first('th a[href^="/en/state/MN"]')).css_first(".chip.listed")
    assert "CIA World Factbook" in listed.text()
    assert "2017" in listed.text()


def test_a_disagreement_shows_both_sides_with_their_words(desk):
    for address in ("/en/disputes", "/en/org/sco"):
        sides = {x.css_first("strong").text(): x.css_first("q").text() for x in desk.page(address).css("article.dispute li")}
        assert sides["6 July 2024"].startswith("Belarus joined the SCO on 6 July 2024")
        assert sides["4 July 2024"] == next(
            c.evidence.of(x.article.text) for x in desk.readings for c in x.claims if c.rule == "ru/by-hand"
        )


def test_hostile_words_are_shown_and_not_obeyed(desk):
    reading = next(x for x in desk.readings if "<script>" in x.article.text)
    for address in (f"/en/article/{reading.article.id}", f"/en/claim/{reading.claims[0].id}", "/en/org/sco", "/ar/", "/ru/disputes"):
        text = desk.client.get(address).text
        assert "<script>" not in text
        assert "<img" not in text
        assert "javascript:" not in text
        assert "<b>Harbour" not in text
        assert "<i>rule" not in text
    assert "&lt;script&gt;" in desk.client.get(f"/en/article/{reading.article.id}").text
    searched = desk.client.get('/en/search?q="><script>alert(1)</script>').text
    assert "<script>" not in searched


def test_the_data_twins_are_the_answers(desk):
    when = When.of("2024-07-02", "2024-07-02")
    data = desk.client.get("/ru/org/sco.json?on=2024-07-02&known=2024-07-02").json()
    assert data["members"] == desk.ledger.members("sco", when, rank="all").json()
    assert data["founded"] == desk.ledger.founded("sco", when).json()
    assert data["meetings"] == desk.ledger.meetings("sco", when).json()
    rows = list(csv.DictReader(io.StringIO(desk.client.get("/ru/org/sco.csv?on=2024-07-02&known=2024-07-02").text)))
    answer = desk.ledger.members("sco", when, rank="all")
    assert [x["member"] for x in rows] == [x.what["member"]["id"] for x in (*answer.rows, *answer.beside)]
    assert [x["claims"] for x in rows] == [" ".join(x.claims) for x in (*answer.rows, *answer.beside)]


def test_every_page_has_its_twins(desk):
    for address in desk.addresses():
        path, _, query = (address or "index").partition("?")
        for form, kind in (("json", "application/json"), ("csv", "text/csv")):
            answer = desk.client.get(f"/ar/{path}.{form}?{query}")
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith(kind), address


def test_an_address_that_leads_nowhere_suggests(desk):
    answer = desk.client.get("/en/org/shanghai-cooperation-organization")
    assert answer.status_code == 404
    assert '<a href="/en/org/sco">' in answer.text
    assert LexborHTMLParser(desk.client.get("/ar/wrong").text).css_first("html").attributes["dir"] == "rtl"
    problem = desk.client.get("/en/org/nowhere.json")
    assert (problem.status_code, problem.headers["content-type"]) == (404, "application/problem+json")


def test_a_wrong_day_is_told_and_today_shown(desk):
    answer = desk.client.get("/ar/org/sco?on=2024-13-40")
    assert answer.status_code == 400
    assert "2024-13-40" in LexborHTMLParser(answer.text).css_first(".warning").text()


def test_what_has_not_changed_is_not_sent_again(desk):
    first = desk.client.get("/ar/org/sco?on=2024-07-02")
    again = desk.client.get("/ar/org/sco?on=2024-07-02", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert desk.client.get("/ar/org/sco?on=2024-07-03", headers={"if-none-match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize(("wish", "lang"), [("", "ar"), ("de", "ar"), ("ru-RU,ru;q=0.9,en;q=0.8", "ru"), ("en;q=0.5, ar;q=0.9", "ar")])
def test_the_front_door_opens_in_the_readers_language(desk, wish, lang):
    answer = desk.client.get("/", headers={"accept-language": wish}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, f"/{lang}/")


def test_the_desk_says_that_it_is_well(desk):
    assert desk.client.get("/healthz").text == "ok\n"
    assert desk.client.get("/static/dragoman.css").status_code == 200


def test_digits_are_as_the_reader_chose_and_stay_so(desk):
    page = desk.page("/ar/org/sco?on=2024-07-02&digits=arab")
    shown = page.css_first("#members").text()
    assert not re.search("[0-9]", shown)
    assert all("digits=arab" in x.attributes["href"] for x in page.css("table.members a") if "/state/" in x.attributes["href"])
    assert re.search("2024", desk.page("/ar/org/sco?on=2024-07-02").css_first("#members").text())


def test_a_search_for_one_name_goes_to_its_page(desk):
    answer = desk.client.get("/en/search?q=SCO", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/org/sco")


class Opened(HTMLParser):
    """Notes which elements are not closed in their turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: Iterable[object]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def unclosed(text: str) -> list[str]:
    """The elements that are opened and not closed, or closed out of turn."""
    reader = Opened()
    reader.feed(text)
    return [*reader.open, *reader.wrong]


def test_a_fault_of_ours_is_told_in_the_language_of_the_page(desk, monkeypatch, tmp_path):
    from starlette.testclient import TestClient

    from dragoman.views.pages import PAGES, make_app

    def broken(asked):
        raise RuntimeError("a fault")

    monkeypatch.setitem(PAGES, "about", broken)
    client = TestClient(make_app(desk.ledger, tmp_path / "readers.json"), raise_server_exceptions=False)
    for lang in LANGUAGES:
        answer = client.get(f"/{lang}/about")
        page = LexborHTMLParser(answer.text)
        assert answer.status_code == 500
        assert page.css_first("html").attributes["lang"] == lang
        assert page.css_first("main a").attributes["href"] == f"/{lang}/"
        assert "a fault" not in answer.text


def test_where_names_stand_alone_they_are_whole(desk):
    shown = {x.text(strip=True) for x in desk.page("/ru/state/BY?on=2024-07-08").css("table.members th[scope=row]")}
    assert load().label("sco", "ru") in shown
    assert load().acronym("sco", "ru") not in shown


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "9999", "0000", "1582-10-10", "2024-02-30"])
def test_no_page_breaks_on_a_far_day(desk, day):
    pages = ["", "org/sco", "org/sco/timeline", "org/sco/map", "org/sco/ties", "org/sco/list?of=chairs", "state/BY", "calendar", "disputes",
             "state/BY/with?other=KZ", "person/kassym-jomart-tokayev", "briefing?for=sco", "changes", "sources", "statements"]  # fmt: skip
    for key in ("on", "known", "since", "and"):
        for page in pages:
            answer = desk.client.get(f"/ar/{page}{'&' if '?' in page else '?'}{key}={day}&hijri=yes")
            assert answer.status_code in (200, 400), (page, key)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_is_one_step_away_from_every_page_and_a_calendar_without_coming_meetings_says_so(desk, lang):
    for address in desk.addresses()[:12]:
        assert desk.page(f"/{lang}/{address}").css_first(f'header nav a[href^="/{lang}/search"]'), address
    asks = desk.page(f"/{lang}/search")
    assert asks.css_first("main input[name=q]")
    assert not asks.css_first("h1").text().strip().endswith(":")
    nothing = desk.page(f"/{lang}/calendar?on=2030-01-01").css_first("main > .empty").text()
    assert nothing == Words(lang).raw("home.no_meetings")
