"""The base record says what reference works list, and every claim of it points at its line."""

from __future__ import annotations

from collections import Counter

import pytest

from dragoman.gazetteer import load
from dragoman.gazetteer.base import FACTBOOK, Page, articles_and_claims
from dragoman.model import Claim, unsound


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return list(articles_and_claims())


@pytest.fixture(scope="module")
def claims(pages: list[Page]) -> list[Claim]:
    return [claim for _, found in pages for claim in found]


def test_it_is_sound_and_every_claim_is_its_own(pages: list[Page], claims: list[Claim]) -> None:
    assert not [why for article, found in pages for claim in found for why in unsound(claim, article.text)]
    assert len({claim.id for claim in claims}) == len(claims)
    assert len({article.id for article, _ in pages}) == len(pages)


def test_how_much_it_holds(claims: list[Claim]) -> None:
    counts = Counter(claim.kind for claim in claims)
    assert counts["membership"] > 17_000
    assert counts["office"] > 350
    assert counts["founding"] > 500


def test_it_lists_and_never_tells_of_a_change(claims: list[Claim]) -> None:
    assert {claim.aspect for claim in claims} == {"state"}
    listed = [claim for claim in claims if claim.kind == "membership"]
    assert all(claim.qualifiers["change"] == "is" and claim.valid_from is None for claim in listed)


def test_the_last_edition_still_had_india_as_an_observer_of_the_sco(pages: list[Page]) -> None:
    article, found = next(page for page in pages if page[0].url and page[0].url.endswith("#IN") and page[1][0].kind == "membership")
    claim = next(claim for claim in found if claim.fillers("organisation")[0].id == "sco")
    assert claim.evidence.of(article.text) == "India: SCO, Shanghai Cooperation Organisation (observer), editions 2006–2025"
    assert claim.qualifiers == {"rank": "observer", "change": "is", "editions": ["2006", "2025"]}
    assert (article.outlet, article.language, article.published and article.published.text) == (FACTBOOK, "en", "2025")


def test_abbreviations_mean_what_they_meant_in_their_editions(claims: list[Claim]) -> None:
    """AU is not the OAU, the tourism body not the trade body, the Andean Group of 1991 not the Australia Group."""
    spans: dict[str | None, list[int]] = {}
    for claim in claims:
        if claim.kind == "membership":
            first, last = map(int, claim.qualifiers["editions"])
            known = spans.setdefault(claim.fillers("organisation")[0].id, [first, last])
            known[:] = min(known[0], first), max(known[1], last)
    assert spans["oau"][1] < 2004 <= spans["au"][0]
    assert spans["wto"][0] == 1996
    assert spans["unwto"][0] == 1990
    assert spans["gatt"][1] == 1995


def test_states_that_are_no_more_are_listed_under_their_own_name(claims: list[Claim]) -> None:
    members = {claim.fillers("member")[0].id: claim for claim in claims if claim.kind == "membership"}
    assert {"soviet-union", "czechoslovakia", "yugoslavia", "serbia-and-montenegro", "netherlands-antilles"} <= set(members)
    russia = [c for c in claims if c.kind == "membership" and c.fillers("member")[0].id == "RU"]
    assert min(int(c.qualifiers["editions"][0]) for c in russia) == 1992


def test_every_rank_is_a_rung(claims: list[Claim]) -> None:
    names = load()
    for claim in claims:
        if claim.kind == "membership":
            assert names.rung(claim.fillers("organisation")[0].id or "", claim.qualifiers["rank"])


def test_everyone_in_it_is_known_to_the_gazetteer(claims: list[Claim]) -> None:
    unknown = [x.surface for c in claims for role, items in c.roles.items() if role != "title" for x in items if x.id is None]
    assert unknown == []


def test_the_founding_of_the_sco_is_a_day(claims: list[Claim]) -> None:
    found = [
        c for c in claims if c.kind == "founding" and c.fillers("organisation")[0].id == "sco" and c.qualifiers.get("type") == "signed"
    ]
    assert [c.valid_from and c.valid_from.text for c in found] == ["2001-06-15"]
