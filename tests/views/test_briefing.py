"""The briefing: every line with its source, in the page's language; lines without words refused; on paper as DOCX and PDF."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.model import Article, Claim, Date, Filler, Span
from dragoman.views import paper
from dragoman.views.pages import make_app

LANGUAGES = ("ar", "ru", "en")
DAY = "on=2024-07-09"
LATIN = re.compile("[A-Za-z]{3}")


def sections(desk, lang, subject):
    page = desk.page(f"/{lang}/briefing?for={subject}&{DAY}")
    return {x.css_first("h2").attributes["id"]: x for x in page.css(".briefing section")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_names_a_source_that_stands_below_with_its_words(desk, lang):
    for subject in ("sco", "BY", meeting(desk)):
        found = sections(desk, lang, subject)
        notes = {x.attributes["id"]: x for x in found["b-sources"].css("li")}
        lines = [x for key, section in found.items() if key != "b-sources" for x in section.css("li")]
        assert lines
        for line in lines:
            marks = [x.attributes["href"][1:] for x in line.css("a.ref")]
            assert marks, line.text()
            assert set(marks) <= notes.keys()
        assert all(x.css_first("a.quoted").attributes["href"].startswith(f"/{lang}/claim/") for x in notes.values())


def meeting(desk):
    return desk.client.get("/en/calendar.json").json()["meetings"]["rows"][0]["id"]


def test_a_briefing_is_asked_for_by_any_name(desk):
    by_id = desk.client.get(f"/en/briefing.json?for=sco&{DAY}").json()["sections"]
    name = desk.client.get(f"/ar/org/sco?{DAY}")
    heading = LexborHTMLParser(name.text).css_first("h1").text()
    assert desk.client.get("/en/briefing.json", params={"for": heading, "on": "2024-07-09"}).json()["sections"] == by_id


@pytest.mark.parametrize("lang", ["ar", "ru"])
def test_all_but_names_and_quotations_is_in_the_language_of_the_page(desk, lang):
    page = desk.page(f"/{lang}/briefing?for=sco&{DAY}")
    for node in page.css("bdi, q, .notes, .twins, .languages, .no-print"):
        node.decompose()
    assert not LATIN.search(page.css_first("main").text())


def test_what_is_expected_is_told_as_expected(desk):
    told = " ".join(desk.client.get("/en/briefing.json?for=sco&on=2024-07-02&known=2024-07-02").json()["sections"][0]["lines"])
    assert "Belarus" not in told


def test_a_day_of_knowledge_before_all_pages_leaves_no_line(desk):
    told = desk.client.get("/en/briefing.json?for=sco&known=1985-01-01").json()
    assert [x["lines"] for x in told["sections"]] == [[] for _ in told["sections"]]
    page = desk.page("/en/briefing?for=sco&known=1985-01-01")
    assert len(page.css(".refused")) == len(told["sections"])


def test_a_line_without_words_is_refused_and_counted(tmp_path):
    text = "Belarus joined the SCO in 2024. \u3000"
    article = Article(text, "en", url="https://example.org/a", published=Date("2024-07-04"), outlet="Example")
    member, org = Filler(Span(0, 7), "Belarus", "BY", "Belarus"), Filler(Span(19, 22), "SCO", "sco", "Shanghai Cooperation Organisation")
    claim = Claim("membership", {"member": (member,), "organisation": (org,)}, Span(0, 30), article.id, "en/x",
                  {"change": "joined", "rank": "member"}, Date("2024"))  # fmt: skip
    with Ledger.open(str(tmp_path / "one.sqlite"), base=False) as ledger:
        ledger.append((article, [claim]))
        client = TestClient(make_app(ledger, tmp_path / "readers.json"))
        standing = client.get("/en/briefing.json?for=sco&on=2025-01-01").json()["sections"][0]
        assert (len(standing["lines"]), standing["refused"]) == (1, 0)
        from dragoman.views.drafting import Draft

        draft = Draft(_asked(client, ledger))
        draft.line(draft.asked.words.say("site.name"), ("no-such-claim",), {})
        draft.end("standing")
        assert (draft.sections[0].lines, draft.sections[0].refused) == ((), 1)


def _asked(client, ledger):
    from dragoman import gazetteer
    from dragoman.ledger import When
    from dragoman.views.asked import Asked
    from dragoman.views.names import Namer
    from dragoman.views.words import Words

    words = Words("en")
    return Asked(ledger, gazetteer.load(), words, Namer(gazetteer.load(), words), When.of(), "briefing", {})


def test_what_is_not_known_is_told_with_what_is_near(desk):
    answer = desk.client.get("/en/briefing?for=Shanghai Coperation Organisatoin")
    assert answer.status_code == 404
    links = [x.attributes["href"] for x in LexborHTMLParser(answer.text).css("main ul.plain a")]
    assert "/en/briefing?for=sco" in links


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_docx_holds_the_same_lines_in_the_direction_of_its_language(desk, lang):
    from docx import Document

    answer = desk.client.get(f"/{lang}/briefing.docx?for=sco&{DAY}")
    assert answer.headers["content-disposition"] == 'attachment; filename="briefing.docx"'
    document = Document(io.BytesIO(answer.content))
    written = [re.sub("[\u2066-\u2069«»\u00a0 ]", "", x.text) for x in document.paragraphs if x.style.name == "List Bullet"]
    shown = [line for section in desk.client.get(f"/{lang}/briefing.json?for=sco&{DAY}").json()["sections"] for line in section["lines"]]
    assert written == [re.sub("[«»\u00a0 ]", "", x) for x in shown]
    xml = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    assert xml.count("<w:bidi/>") == (len(document.paragraphs) if lang == "ar" else 0)


def test_the_same_briefing_gives_the_same_docx(desk, tmp_path):
    asked = f"/ar/briefing.docx?for=sco&{DAY}"
    other = TestClient(make_app(desk.ledger, tmp_path / "readers.json"))
    assert desk.client.get(asked).content == other.get(asked).content


def test_without_a_browser_no_pdf_is_offered_and_asking_for_one_says_why(desk, monkeypatch):
    monkeypatch.setattr(paper, "browser", lambda: None)
    page = LexborHTMLParser(desk.client.get(f"/en/briefing?for=BY&{DAY}&recorded=2026-01-01").text)
    assert [x.attributes["href"].split("?")[0] for x in page.css(".no-print a")] == ["/en/briefing.docx"]
    answer = desk.client.get(f"/en/briefing.pdf?for=BY&{DAY}&recorded=2026-01-01")
    assert answer.status_code == 400
    assert "DOCX" in answer.text


def test_what_is_printed_fetches_nothing():
    alone = paper.alone('<head><link rel="stylesheet" href="/static/dragoman.css"></head>')
    assert "/static/" not in alone
    assert re.findall(r"url\((?!\"data:)", alone) == []


@pytest.mark.browser
@pytest.mark.skipif(paper.browser() is None, reason="there is no chromium to print with")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pdf_has_two_pages(desk, lang):
    data = desk.client.get(f"/{lang}/briefing.pdf?for=sco&{DAY}").content
    assert data.startswith(b"%PDF-")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", data)) <= 2
