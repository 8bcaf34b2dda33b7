"""The page of an article leads to its copies, also where nothing was read from either."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.model import Article, Date, Reading
from dragoman.views.pages import make_app
from dragoman.views.words import LANGUAGES, Words

WIRE = ("The ministers of trade opened the spring fair in the old harbour on Friday, where growers from nine valleys show apricots, "
        "and the mayor said that the road to the pass would be mended before the autumn rains come.")  # fmt: skip


def told(text, outlet, day="2024-07-04"):
    site = outlet.lower().replace(" ", "-")
    return Reading(Article(text, "en", url=f"https://{site}.example/1", outlet=outlet, published=Date(day), title=outlet), (), ())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_article_leads_to_its_copies_though_they_share_no_claim(lang):
    wire, copy = told(WIRE, "Steppe Wire"), told(f"Steppe Wire. {WIRE}", "Gulf Courier", "2024-07-06")
    other, later = (
        told(WIRE.replace("the", "a").replace("and", "or"), "Atlas Morning"),
        told(f"{WIRE} Again.", "Daily Caravan", "2025-07-04"),
    )
    with Ledger.open(":memory:", base=False) as ledger:
        ledger.append_all([wire, copy, other, later])
        client = TestClient(make_app(ledger))
        for own, found in ((wire, [copy]), (copy, [wire]), (other, []), (later, [])):
            address = f"/{lang}/article/{own.article.id}"
            page = LexborHTMLParser(client.get(address).text)
            shown = [x.attributes["href"] for x in page.css("main > details a")]
            assert shown == [f"/{lang}/article/{x.article.id}" for x in found]
            assert (Words(lang).raw("article.copy_of") in page.html) == bool(found)
            assert [x["id"] for x in client.get(f"{address}.json").json()["copies"]] == [x.article.id for x in found]
