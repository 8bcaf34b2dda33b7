"""Lines of the base record are told in the language of the page; words of sources never are."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman import gazetteer
from dragoman.gazetteer.base import articles_and_claims
from dragoman.ledger import Cited, Ledger
from dragoman.model import Claim, Date, Filler, Span
from dragoman.views.names import Namer
from dragoman.views.recorded import host, told
from dragoman.views.words import Words

LINES = tomllib.loads((Path(__file__).parent / "data" / "recorded.toml").read_text("utf-8"))["line"]


@pytest.fixture(scope="module")
def recorded():
    """Every line of the reference works, by its words."""
    pages = ((article, claim) for article, found in articles_and_claims() for claim in found)
    return {(words := claim.evidence.of(article.text)): cited(claim, words) for article, claim in pages}


def cited(claim, words, language="en"):
    return Cited(claim, words, language, datetime.date(2026, 1, 1), "2026-01-01T00:00:00+00:00")


@pytest.mark.parametrize("row", LINES, ids=lambda x: x["line"][:30])
@pytest.mark.parametrize("lang", ["ar", "ru"])
def test_a_line_of_the_record_is_a_sentence_of_the_page(recorded, row, lang):
    line = next(x for words, x in recorded.items() if words.startswith(row["line"]))
    assert told(line, Namer(gazetteer.load(), Words(lang))).striptags() == row[lang]


def test_its_own_language_keeps_its_own_words(recorded):
    assert told(next(iter(recorded.values())), Namer(gazetteer.load(), Words("en"))) is None


def joined(members, **qualifiers):
    roles = {"organisation": (Filler(Span(0, 5), "BRICS", "brics"),), "member": tuple(Filler(Span(0, 2), x, x) for x in members)}
    return Claim("membership", roles, Span(0, 5), "a", "base/record", {"change": "joined", "rank": "member"} | qualifiers,
                 valid_from=Date("2011"))  # fmt: skip


def test_of_many_members_the_one_asked_for_is_told():
    line = cited(joined(["BR", "RU", "IN", "CN", "ZA"]), "words")
    namer = Namer(gazetteer.load(), Words("ru"))
    one = told(line, namer, {"id": "CN", "label": "China"}).striptags()
    assert namer.name("CN").text in one
    assert namer.name("BR").text not in one
    assert namer.name("BR").text in told(line, namer).striptags()


def test_what_no_source_confirms_says_so_and_what_one_does_names_its_site():
    words, address = Words("ru"), "https://www.example.org/list?p=1"
    assert str(words.say("status.unconfirmed")) in told(cited(joined(["ZA"], confirmed=False), "words"), Namer(gazetteer.load(), words))
    assert host(cited(joined(["ZA"], source=address), "words")) == "example.org"
    assert host(cited(joined(["ZA"]), "words")) is None


def test_the_words_of_a_page_are_never_told_anew():
    claim = replace(joined(["ZA"], source="https://example.org/"), rule="en/joined")
    assert told(cited(claim, "South Africa joined BRICS"), Namer(gazetteer.load(), Words("ar"))) is None
    assert host(cited(claim, "South Africa joined BRICS")) is None


@pytest.mark.parametrize("lang", ["ar", "ru"])
def test_a_page_shows_no_english_line_of_the_record(lang, tmp_path_factory):
    from selectolax.lexbor import LexborHTMLParser
    from starlette.testclient import TestClient

    from dragoman.views.pages import make_app

    with Ledger.open(str(tmp_path_factory.mktemp("record") / "base.sqlite")) as ledger:
        client = TestClient(make_app(ledger))
        shown = LexborHTMLParser(client.get(f"/{lang}/org/sco?on=2024-01-01").text)
        council = LexborHTMLParser(client.get(f"/{lang}/state/FR?on=2024-01-01").text)
    assert len(shown.css("table.members a.words .told")) >= 9
    assert shown.css("table.members a.words q[lang=en]") == []
    assert "permanent_member" not in council.body.text()
    assert gazetteer.load().rung("unsc", "permanent_member").labels[lang] in council.body.text()


@pytest.mark.parametrize("lang", ["ar", "ru", "en"])
@pytest.mark.parametrize("table", ["record-offices", "record-leaders", "offices"])
def test_every_title_of_the_base_record_has_words(lang, table):
    from dragoman.gazetteer.base import read_table
    from dragoman.views.names import office

    titles = {row["title"] for row in read_table(table)}
    assert len(titles) > 9
    assert [x for x in titles if not office(Words(lang), "-".join(x.casefold().split()))] == []


def test_a_row_without_a_day_of_its_own_stands_at_that_of_its_words():
    from dragoman.ledger import Row
    from dragoman.views.behind import day_of

    line = cited(joined(["ZA"]), "words")
    assert day_of(Row({}, "unknown", None, None, claims=(line.id,)), {line.id: line}) == Date("2011")
    assert day_of(Row({}, "unknown", Date("2012"), None, claims=(line.id,)), {line.id: line}) == Date("2012")
    assert day_of(Row({}, "unknown", None, None, claims=()), {}) is None


def test_in_its_own_language_the_site_stands_in_place_of_the_end_of_the_line():
    from dragoman.views.recorded import SOURCE

    words = f"2011: ZA joined BRICS as member.{SOURCE}A list (a magazine), https://example.org/list, 2012"
    sourced = cited(joined(["ZA"], source="https://example.org/list"), words)
    shown = teller("en").shown_words(sourced).striptags()
    assert shown == "2011: ZA joined BRICS as member."
    assert "example.org" in teller("en").source(sourced)


@pytest.mark.parametrize("lang", ["ar", "ru", "en"])
def test_of_a_page_without_a_date_it_is_said_that_it_was_read(lang):
    undated, words = cited(joined(["ZA"]), "words"), Words(lang)
    dated = replace(undated, published=Date("2026-01-01"))
    read = words.say("phrase.read_on", date="").strip()
    assert read in teller(lang).reported(undated)
    assert read not in teller(lang).reported(dated)
    assert read in teller(lang).known_day(undated)
    assert read not in teller(lang).known_day(dated)


def teller(lang):
    from dragoman.ledger import When
    from dragoman.views.asked import Asked
    from dragoman.views.telling import Teller

    found, words = gazetteer.load(), Words(lang)
    return Teller(Asked(None, found, words, Namer(found, words), When.of(), "", {}))


def test_heads_of_states_have_names_in_three_languages():
    heads = {x.id for _, found in articles_and_claims() for claim in found if claim.kind == "office" for x in claim.fillers("person")}
    people = gazetteer.load().all("person")
    unnamed = {id for id in heads if id in people and not {"ar", "ru"} <= people[id].labels.keys()}
    assert len(unnamed) < 0.02 * len(heads)
