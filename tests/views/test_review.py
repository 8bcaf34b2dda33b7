"""The review: who may judge, what comes first, verdicts that enter the answers, and taking them back."""

from __future__ import annotations

import json
import re

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from dragoman.errors import BadCall
from dragoman.ledger import Ledger, When
from dragoman.ledger.judgements import Judgements
from dragoman.model import Article, Claim, Date, Filler, Span
from dragoman.views.pages import make_app
from dragoman.views.signing import LASTS, TRIES, WAIT, Readers, readers_file

LANGUAGES = ("ar", "ru", "en")
NAME, PASSWORD = "Reader One", "a long password"


@pytest.fixture
def readers(tmp_path):
    found = Readers(tmp_path / "readers.json")
    found.add(NAME, PASSWORD)
    return found


@pytest.fixture
def ledger(desk, tmp_path):
    with Ledger.open(str(tmp_path / "own.sqlite"), base=False) as ledger:
        for reading in desk.readings:
            ledger.append(reading, recorded_at="2024-07-09T12:00:00+00:00")
        yield ledger


@pytest.fixture
def client(ledger, readers):
    client = TestClient(make_app(ledger, readers.file))
    assert client.post("/en/sign-in", data={"name": NAME, "password": PASSWORD}).status_code == 200
    return client


def queue(client, lang="en"):
    page = LexborHTMLParser(client.get(f"/{lang}/review").text)
    return [x.attributes["data-claim"] for x in page.css("[data-claim]")], page.css_first("input[name=token]").attributes["value"]


def test_nobody_judges_without_signing_in(ledger, readers):
    stranger = TestClient(make_app(ledger, readers.file))
    for lang in LANGUAGES:
        assert stranger.get(f"/{lang}/review", follow_redirects=False).headers["location"] == f"/{lang}/sign-in?next=review"
        page = LexborHTMLParser(stranger.get(f"/{lang}/review").text)
        assert [x.attributes["for"] for x in page.css("main label")] == ["name", "password"]
    assert stranger.get("/en/review.json").status_code == 401
    claim = next(ledger.claims()).id
    assert stranger.post("/en/review", data={"chosen": "wrong", "claim": claim, "token": "x"}).status_code == 403
    assert ledger.counts()["judgements"] == 0


def test_a_wrong_password_is_told_and_opens_nothing(ledger, readers):
    stranger = TestClient(make_app(ledger, readers.file))
    answer = stranger.post("/ru/sign-in", data={"name": NAME, "password": "another one"})
    assert answer.status_code == 403
    assert LexborHTMLParser(answer.text).css_first("[role=alert]")
    assert stranger.cookies == {}


def test_a_form_of_another_site_does_nothing(client, ledger):
    ids, token = queue(client)
    answer = client.post("/en/review", data={"token": token, "claim": ids, "chosen": "wrong"}, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert client.post("/en/review", data={"claim": ids, "chosen": "wrong", "token": "0" * 64}).status_code == 403
    assert ledger.counts()["judgements"] == 0


def test_the_cookie_is_kept_from_scripts_and_other_sites_and_ends(client, readers):
    answer = client.post("/en/sign-in", data={"name": NAME, "password": PASSWORD}, follow_redirects=False)
    told = answer.headers["set-cookie"].lower()
    assert "httponly" in told
    assert "samesite=strict" in told
    cookie = readers.cookie(NAME, 1000.0)
    assert readers.who(cookie, 1000.0 + LASTS - 1) == NAME
    assert readers.who(cookie, 1000.0 + LASTS + 1) is None
    assert readers.who(cookie[:-1] + ("0" if cookie[-1] != "0" else "1"), 1000.0) is None
    readers.add(NAME, "another password")
    assert readers.who(cookie, 1000.0) is None


def test_the_queue_is_led_by_what_is_doubtful_and_matters(client):
    rows = client.get("/en/review.json").json()["queue"]
    weights = [x["importance"] * (0.1 + x["doubt"]) for x in rows]
    assert weights == sorted(weights, reverse=True)
    assert rows[0]["kind"] == "membership"
    assert rows[0]["reasons"] == ["disputed"]


def test_twenty_claims_are_judged_at_once_and_taken_back_at_once(client, ledger):
    before, token = queue(client)
    answer = client.post("/ar/review", data={"token": token, "claim": before, "chosen": "wrong", "note": "seen on paper"})
    judged = {x["claim"]: x for id in before for x in [{"claim": id, "by": j["by"], "note": j["note"]} for j in judgements(ledger, id)]}
    assert judged.keys() == set(before)
    assert {(x["by"], x["note"]) for x in judged.values()} == {(NAME, "seen on paper")}
    assert not set(queue(client)[0]) & set(before)
    undo = LexborHTMLParser(answer.text).css_first("#said button").attributes["value"]
    client.post("/ar/review", data={"token": token, "undo": undo})
    assert queue(client)[0] == before


def judgements(ledger, id):
    return ledger.explain(id).rows[0].what["judgements"]


def test_what_is_judged_wrong_leaves_the_answers_and_comes_back_with_the_undoing(client, ledger):
    when = When.of("2024-07-09")
    member = next(x for x in ledger.members("sco", when).rows if x.what["member"]["id"] == "BY")
    token = queue(client)[1]
    sent = {"token": token, "claim": list(member.claims), "chosen": "wrong"}
    answer = client.post("/en/review", data=sent, headers={"accept": "application/json"})
    assert set(answer.json()["claims"]) == set(member.claims)
    assert answer.json()["left"] == LexborHTMLParser(client.get("/en/review").text).css_first("#left").text()
    now = [x for x in ledger.members("sco", When.of()).rows if x.what["member"]["id"] == "BY"]
    assert all(not set(x.claims) & set(member.claims) for x in now)
    client.post("/en/review", data={"token": token, "undo": answer.json()["undo"]})
    back = next(x for x in ledger.members("sco", When.of()).rows if x.what["member"]["id"] == "BY")
    assert back.claims == member.claims


def test_a_verdict_can_be_on_one_claim_alone(client, ledger):
    ids, token = queue(client)
    client.post("/en/review", data={"token": token, "one": f"unsure {ids[3]}"})
    assert [len(judgements(ledger, x)) for x in ids[:5]] == [0, 0, 0, 1, 0]


def test_nothing_is_taken_back_twice(ledger):
    book = Judgements(ledger.store, ledger.witnesses)
    batch = book.judge([next(ledger.claims()).id], "wrong", NAME)
    assert book.undo(batch.by, batch.at, "Reader Two").claims == batch.claims
    assert book.undo(batch.by, batch.at, "Reader Two") is None
    assert [x.undone for x in book.batches()] == [True]


def test_taking_back_leaves_what_another_reader_judged_since(ledger):
    book = Judgements(ledger.store, ledger.witnesses)
    one, other = [x.id for x in ledger.claims()][:2]
    batch = book.judge([one, other], "wrong", NAME)
    book.judge([other], "correct", "Reader Two")
    assert book.undo(batch.by, batch.at, NAME).claims == (one,)
    assert [x["verdict"] for x in judgements(ledger, other)] == ["wrong", "correct"]


def test_a_rule_that_was_wrong_before_is_doubted(ledger):
    book = Judgements(ledger.store, ledger.witnesses)
    first, *rest = [x for x in ledger.claims() if x.rule == "ar/by-hand"]
    assert rest, "the small ledger has several claims of one rule"
    book.judge([first.id], "wrong", NAME)
    reasons = {x.cited.id: x.reasons for x in book.queue(When.of(), rule=first.rule)}
    assert first.id not in reasons
    assert all("rule" in reasons[x.id] for x in rest)


def test_the_page_says_who_judged_and_when(client):
    ids, token = queue(client)
    client.post("/ru/review", data={"token": token, "claim": ids[:2], "chosen": "correct"})
    row = LexborHTMLParser(client.get("/ru/review").text).css_first("section .timeline li")
    assert row.css_first("time").attributes["datetime"]
    assert row.css_first("strong").text() == NAME


def test_the_page_of_a_claim_keeps_what_was_judged_of_it(client):
    ids, token = queue(client)
    client.post("/en/review", data={"token": token, "claim": ids[:1], "chosen": "wrong", "note": "misread"})
    for lang in LANGUAGES:
        told = LexborHTMLParser(client.get(f"/{lang}/claim/{ids[0]}").text).css_first("section[aria-labelledby=judged] li").text()
        assert NAME in told
        assert "misread" in told


def test_the_readers_are_kept_apart_as_hashes_that_only_their_keeper_reads(readers):
    text = readers.file.read_text("utf-8")
    assert PASSWORD not in text
    assert json.loads(text)["readers"][NAME].startswith("$argon2id$")
    assert readers.file.stat().st_mode & 0o077 == 0
    assert readers_file("news.sqlite").name == "news.sqlite.readers.json"


def test_tries_are_bounded(readers):
    for n in range(TRIES):
        assert readers.check(NAME, f"wrong {n}", 100.0) is None
    assert readers.check(NAME, PASSWORD, 100.0) is None
    assert readers.check(NAME, PASSWORD, 100.0 + WAIT + 1) == NAME


@pytest.mark.parametrize(("name", "password"), [("", "long enough"), ("Reader", "short")])
def test_a_reader_without_a_name_or_with_a_weak_password_is_refused(readers, name, password):
    with pytest.raises(BadCall, match=r"name|characters"):
        readers.add(name, password)


def test_every_word_of_the_review_is_in_the_page_language(client):
    for lang in LANGUAGES:
        page = LexborHTMLParser(client.get(f"/{lang}/review").text)
        for node in page.css("main [lang], main bdi, main code, main kbd, main style"):
            node.decompose()
        words = " ".join(x.text() for x in page.css("main h1, main > p, main .bulk, main #keys dd"))
        assert bool(re.search("[A-Za-z]{3}", words)) == (lang == "en")


def names(client, lang="en"):
    page = LexborHTMLParser(client.get(f"/{lang}/review/names").text)
    return page, page.css_first("input[name=token]").attributes["value"]


@pytest.fixture
def stranger(ledger):
    """A speaker whom the gazetteer lacks, written in two ways on two pages."""
    for text, surface in (("Aliyu Bennedsen said so.", "Aliyu Bennedsen"), ("It was Aliu Bennedsen who said it.", "Aliu Bennedsen")):
        page = Article(text, "en", published=Date("2024-07-08"), outlet="Example")
        start = text.index(surface)
        speaker = Filler(Span(start, start + len(surface)), surface, surface.casefold().replace(" ", "-"), surface)
        ledger.append((page, [Claim("statement", {"speaker": (speaker,)}, Span(0, len(text)), page.id, "en/x", {"force": "said"})]))
    return "aliyu-bennedsen", "aliu-bennedsen"


def test_two_spellings_are_offered_as_one_person_and_then_answer_as_one(client, ledger, stranger):
    one, other = stranger
    assert len(client.get(f"/en/person/{one}.json").json()["statements"]["rows"]) == 1
    page, token = names(client)
    offered = [x.attributes["value"] for x in page.css("section[aria-labelledby=pairs] button")]
    same = next(x for x in offered if x.startswith("same ") and one in x and other in x)
    client.post("/en/review/names", data={"token": token, "decided": same})
    for key in stranger:
        assert len(client.get(f"/en/person/{key}.json").json()["statements"]["rows"]) == 2
    undo = next(x.attributes["value"] for x in names(client)[0].css("section[aria-labelledby=history] button"))
    client.post("/en/review/names", data={"token": token, "decided": undo})
    assert len(client.get(f"/en/person/{one}.json").json()["statements"]["rows"]) == 1


def test_a_confirmed_name_is_asked_for_no_more(client, stranger):
    one, _ = stranger
    page, token = names(client, "ar")
    assert client.get(f"/ar/person/{one}").text.count("chip unknown") == 1
    wanted = f"name {one}"
    assert wanted in [x.attributes["value"] for x in page.css("section[aria-labelledby=new] button")]
    client.post("/ar/review/names", data={"token": token, "decided": wanted})
    assert wanted not in [x.attributes["value"] for x in names(client)[0].css("section[aria-labelledby=new] button")]
    assert client.get(f"/ar/person/{one}").text.count("chip unknown") == 0


def test_names_too_are_judged_only_by_who_signed_in(ledger, readers, stranger):
    outside = TestClient(make_app(ledger, readers.file))
    assert outside.get("/ru/review/names", follow_redirects=False).headers["location"].startswith("/ru/sign-in")
    assert outside.post("/ru/review/names", data={"decided": f"name {stranger[0]}", "token": "x"}).status_code == 403
