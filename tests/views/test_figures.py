"""Maps, ties, two states side by side, sources; digits and Hijri dates by choice; pages squeezed on their way."""

from __future__ import annotations

import gzip

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from dragoman import gazetteer
from dragoman.ledger import Ledger
from dragoman.model import Article, Claim, Date, Filler, Said, Span
from dragoman.views.pages import make_app
from dragoman.views.tilemap import tiles

LANGUAGES = ("ar", "ru", "en")
DAY = "on=2024-07-09"


def test_each_square_of_the_map_has_a_place_of_its_own_and_is_a_state():
    assert len(set(tiles().values())) == len(tiles())
    known = gazetteer.load().all("state")
    assert [x for x in tiles() if x not in known] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_shows_every_member_once_as_the_table_does(desk, lang):
    page = desk.page(f"/{lang}/org/sco/map?{DAY}")
    named = [x.attributes["href"] for x in page.css("svg.tiles a")]
    table = [x.attributes["href"] for x in page.css("tbody th a")]
    assert sorted(named) == sorted(table)
    assert f"/{lang}/state/BY?{DAY}" in named


def test_the_map_is_not_mirrored_and_says_how_it_treats_borders(desk):
    squares = [[x.attributes["x"] for x in desk.page(f"/{lang}/org/sco/map?{DAY}").css("svg.tiles rect")] for lang in LANGUAGES]
    assert squares[0] == squares[1] == squares[2]
    assert "no borders" in desk.page(f"/en/org/sco/map?{DAY}").css_first("main").text()


@pytest.fixture
def tied(tmp_path):
    """A ledger in which the SCO has ties: one made, one planned."""
    with Ledger.open(str(tmp_path / "ties.sqlite"), base=False) as ledger:
        for text, other, id, modality in (
            ("The SCO and ASEAN signed a memorandum.", "ASEAN", "asean", "asserted"),
            ("The SCO and the CIS plan a partnership.", "CIS", "cis", "planned"),
        ):
            page = Article(text, "en", published=Date("2024-07-01"), outlet="Example")
            roles = {"a": (filler(text, "SCO", "sco"),), "b": (filler(text, other, id),)}
            type_ = "memorandum" if modality == "asserted" else "partnership"
            ledger.append((page, [Claim("relation", roles, Span(0, len(text)), page.id, "en/x", {"type": type_}, modality=modality)]))
        yield TestClient(make_app(ledger, tmp_path / "readers.json"))


def filler(text, words, id):
    start = text.index(words)
    return Filler(Span(start, start + len(words)), words, id, words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ties_are_drawn_and_told_plans_as_plans(tied, lang):
    page = LexborHTMLParser(tied.get(f"/{lang}/org/sco/ties").text)
    lines = {x.css_first("line").attributes["class"] for x in page.css("svg.ties a") if x.css_first("line")}
    assert lines == {"tie certain", "tie expected"}
    assert len(page.css("tbody tr")) == 2
    assert all(x.css_first("a.words") for x in page.css("tbody tr"))
    assert [x.attributes["href"].split("/")[2] for x in page.css("svg.ties a") if x.css_first("line")] == ["claim", "claim"]


def test_an_organisation_without_ties_says_so(desk):
    assert desk.page("/en/org/brics/ties").css_first(".empty")


@pytest.mark.parametrize("other", ["KZ", "kz", "Kazakhstan"])
def test_two_states_side_by_side(desk, other):
    page = desk.page(f"/en/state/BY/with?other={other}&{DAY}")
    standings = page.css("table tbody td")
    assert all(x.css_first("a[href^='/en/claim/']") for x in standings)
    both = page.css_first("section[aria-labelledby=both] tbody")
    assert [x.attributes["href"] for x in both.css("th a")] == [f"/en/org/sco?{DAY}"]
    assert len(both.css("td")) == 2


def test_a_state_beside_nothing_asks_for_the_other(desk):
    page = desk.page("/ru/state/BY/with")
    assert page.css_first("main input[name=other]").attributes["value"] in (None, "")
    assert not page.css("main table")
    assert desk.client.get("/ru/state/QQ/with").status_code == 404


def test_the_sources_are_those_whose_pages_were_read(desk):
    rows = desk.client.get("/en/sources.json").json()["sources"]
    outlets = {x.article.outlet for x in desk.readings if not x.claims[0].rule.startswith("base/")}
    assert {x["outlet"] for x in rows} >= outlets
    assert sum(x["pages"] for x in rows) == len(desk.readings)
    assert [x["pages"] for x in rows] == sorted((x["pages"] for x in rows), reverse=True)


def test_digits_and_hijri_dates_are_chosen_on_the_page_and_kept_on_the_way(desk):
    page = desk.page(f"/ar/org/sco?{DAY}")
    hrefs = [x.attributes["href"] for x in page.css("footer .tastes a")]
    assert hrefs == [f"/ar/org/sco?{DAY}&digits=arab", f"/ar/org/sco?{DAY}&hijri=yes"]
    chosen = desk.page(f"/ar/org/sco?{DAY}&digits=arab&hijri=yes")
    assert chosen.css_first(".hijri")
    for node in chosen.css("main [lang], main code"):
        node.decompose()
    assert not any(x.isascii() and x.isdigit() for x in chosen.css_first("main").text())
    assert "digits=arab" in chosen.css_first("table.members th a").attributes["href"]
    assert "hijri=yes" in chosen.css_first("nav a").attributes["href"]
    assert not desk.page(f"/ru/org/sco?{DAY}").css("footer .tastes")


def test_a_page_is_squeezed_for_who_can_unfold_it(desk):
    plain = desk.client.get("/en/org/sco", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with desk.client.stream("GET", "/en/org/sco", headers={"accept-encoding": "gzip"}) as squeezed:
        body = b"".join(squeezed.iter_raw())
    assert squeezed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == plain.content
    assert squeezed.headers["etag"] == plain.headers["etag"]
    assert squeezed.headers["vary"] == "accept-encoding"
    assert len(body) * 3 < len(plain.content)


def test_a_page_names_the_pages_that_carry_the_same_words(tmp_path):
    words = " ".join(f"word{n} of the wire" for n in range(30))
    with Ledger.open(str(tmp_path / "wire.sqlite"), base=False) as ledger:
        day = Date("2024-07-04")
        pages = [Article(f"{words} {x}", "en", url=f"https://example.org/{x}", published=day, outlet=x) for x in ("A", "B")]
        other = Article("Quite another text. " * 20, "en", published=Date("2024-07-04"), outlet="C")
        for page in (*pages, other):
            ledger.append((page, []))
        client = TestClient(make_app(ledger, tmp_path / "readers.json"))
        found = LexborHTMLParser(client.get(f"/ar/article/{pages[0].id}").text).css("details ul.plain a")
        assert [x.attributes["href"] for x in found] == [f"/ar/article/{pages[1].id}"]
        assert "<details" not in client.get(f"/ar/article/{other.id}").text


def test_a_statement_names_its_speaker_in_other_languages_of_the_day(tmp_path):
    with Ledger.open(str(tmp_path / "said.sqlite"), base=False) as ledger:
        told = []
        for language, day in (("en", "2024-07-04"), ("ru", "2024-07-05"), ("ar", "2024-07-09")):
            page = Article("Zhang Ming said so.", language, url=f"https://example.org/{language}", published=Date(day), outlet="Example")
            roles = {"speaker": (filler(page.text, "Zhang Ming", "zhang-ming"),)}
            claim = Claim("statement", roles, Span(0, len(page.text)), page.id, "x/x", {"force": "said"})
            ledger.append((page, [claim]))
            told.append(claim.id)
        page = LexborHTMLParser(TestClient(make_app(ledger, tmp_path / "readers.json")).get("/en/statements").text)
        assert [x.attributes["href"] for x in page.css("details.versions a")] == [f"/en/claim/{told[0]}", f"/en/claim/{told[1]}"]


def test_a_page_shows_its_author_its_change_and_its_editions(tmp_path):
    head = (
        Said("author", "JSON-LD author", "News desk <i>"),
        Said("updated", "lastmod", "2024-07-05T08:00Z"),
        Said("edition ru", "link hreflang", "https://example.org/ru"),
        Said("edition ar", "link hreflang", "javascript:alert(1)"),
    )
    page = Article("Ministers met in the city.", "en", url="https://example.org/en", published=Date("2024-07-04"), head=head)
    with Ledger.open(str(tmp_path / "head.sqlite"), base=False) as ledger:
        ledger.append((page, []))
        told = LexborHTMLParser(TestClient(make_app(ledger, tmp_path / "readers.json")).get(f"/ru/article/{page.id}").text)
    addresses = {x.attributes["href"] for x in told.css("main a")}
    assert "https://example.org/ru" in addresses
    assert not any("javascript" in (x or "") for x in addresses)
    assert told.css_first("time[datetime='2024-07-05']")
    assert "News desk <i>" in told.css_first("main").text()
    assert [x.text() for x in told.css("details dt")] == [x.where for x in head]


def test_a_person_is_shown_with_the_spellings_of_the_pages(desk):
    page = desk.page("/ar/person/kassym-jomart-tokayev")
    rows = page.css("section[aria-labelledby=spellings] li")
    assert rows
    for row in rows:
        claim = row.css_first("a").attributes["href"].rsplit("/", 1)[-1]
        text = " ".join(next(x.article.text for x in desk.readings for c in x.claims if c.id == claim).split())
        assert row.css_first("bdi").text() in text


def test_a_state_is_shown_with_its_chairs_and_the_meetings_it_hosted(desk):
    page = desk.page("/en/state/KZ")
    hosted = [x.attributes["href"] for x in page.css("section[aria-labelledby=hosted] li a")]
    assert hosted
    for address in hosted:
        assert "Astana" in desk.page(address).css_first("dl.facts").text()


@pytest.mark.parametrize(("lang", "before", "after"), [("ru", "IR", "YE"), ("ru", "YE", "KZ"), ("ar", "JO", "IN"), ("en", "AX", "AL")])
def test_names_stand_where_a_reader_of_the_language_seeks_them(lang, before, after):
    from dragoman.views.collation import key
    from dragoman.views.words import Words

    first, second = (gazetteer.load().label(x, lang) for x in (before, after))
    assert key(first, Words(lang)) < key(second, Words(lang))


def test_a_name_in_another_script_stands_last():
    from dragoman.views.collation import key
    from dragoman.views.words import Words

    label = gazetteer.load().label("KZ", "ar")
    assert key(label, Words("ar")) < key("Confederation", Words("ar"))
    assert key("Kazakhstan", Words("en")) < key(label, Words("en"))


def test_a_person_s_earlier_offices_and_a_body_s_earlier_chairs_are_shown_with_their_words(tmp_path):
    with Ledger.open(str(tmp_path / "terms.sqlite"), base=False) as ledger:
        for day, who, state in (("2022-09-16", "Zhang Ming", "IN"), ("2023-07-04", "Vladimir Norov", "KZ")):
            page = Article(f"{who} took office and {state} the chair.", "en", url=f"https://example.org/{day}", published=Date(day))
            body, whole = (filler(page.text, "office", "sco"),), Span(0, len(page.text))
            person = (filler(page.text, who, who.lower().replace(" ", "-")),)
            office = {"person": person, "title": (filler(page.text, "office", "secretary-general"),), "body": body}
            chair = {"organisation": body, "holder": (filler(page.text, state, state),)}
            ledger.append((page, [
                Claim("office", office, whole, page.id, "x/x", {"change": "assumes"}, valid_from=Date(day)),
                Claim("chairmanship", chair, whole, page.id, "x/x", {"change": "assumes"}, valid_from=Date(day)),
            ]))  # fmt: skip
        client = TestClient(make_app(ledger, tmp_path / "readers.json"))
        told = LexborHTMLParser(client.get("/en/person/zhang-ming").text).css_first("section[aria-labelledby=terms]")
        assert [x.attributes["datetime"] for x in told.css("time")][:2] == ["2022-09-16", "2023-07-04"]
        assert "Zhang Ming took office" in told.text()
        chairs = LexborHTMLParser(client.get("/ar/org/sco/list?of=chairs").text).css("ul.timeline > li")
        assert [x.css_first("a").attributes["href"].split("?")[0] for x in chairs] == ["/ar/state/KZ", "/ar/state/IN"]
        assert client.get("/en/org/sco/list.json?of=terms").json()["terms"]["rows"][-1]["person"]["id"] == "vladimir-norov"
