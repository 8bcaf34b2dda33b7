"""What the desk keeps, it keeps only while the record stays as it is."""

from __future__ import annotations

from starlette.testclient import TestClient

from dragoman.ledger import Ledger, When
from dragoman.model import Judgement
from dragoman.views.pages import make_app
from dragoman.views.remembering import Remembering


def test_a_page_is_made_anew_once_something_was_appended(desk):
    first, *rest = desk.readings
    with Ledger.open(":memory:", base=False) as ledger:
        client = TestClient(make_app(ledger))
        ledger.append(first)
        before = client.get("/en/about")
        assert client.get("/en/about", headers={"if-none-match": before.headers["etag"]}).status_code == 304
        for reading in rest:
            ledger.append(reading)
        after = client.get("/en/about", headers={"if-none-match": before.headers["etag"]})
        assert after.status_code == 200
        assert after.text != before.text


def test_an_answer_is_remembered_until_the_record_changes(desk):
    with Ledger.open(":memory:", base=False) as plain:
        for reading in desk.readings:
            plain.append(reading)
        ledger, when = Remembering.over(plain), When.of("2024-07-08")
        answer = ledger.disputes(when)
        assert ledger.disputes(when) is answer
        claim = next(ledger.claims(kind="membership"))
        ledger.judge([Judgement(claim.id, "wrong", "a reader", "2024-07-08T00:00:00+00:00")])
        assert ledger.disputes(when) is not answer
