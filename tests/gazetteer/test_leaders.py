"""Heads of state and of government: on a day, by the person, with their marks, and without disagreements of the base with itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.gazetteer import load
from dragoman.gazetteer.base import LAST_MONTH, Page, read_table
from dragoman.gazetteer.base.leaders import leaders
from dragoman.ledger import Ledger, When
from dragoman.model import Date, unsound

HEADS = [
    line.split("\t")
    for line in (Path(__file__).parent / "heads_on_days.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return list(leaders())


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    with Ledger.open(":memory:") as opened:
        yield opened


def holders(ledger: Ledger, body: str, on: str) -> list[tuple[str, str]]:
    """Title and name of those who certainly hold an office of the state on the day."""
    rows = ledger.offices(body, When.of(on)).rows
    return sorted((x.what["title"]["label"], x.what["person"]["label"]) for x in rows if x.certainty == "certainly")


@pytest.mark.parametrize(("state", "on", "heads"), HEADS, ids=[f"{x[0]} {x[1]}" for x in HEADS])
def test_heads_of_a_state_on_a_day(ledger: Ledger, state: str, on: str, heads: str) -> None:
    wanted = sorted(tuple(x.split(": ")) for x in heads.split("; "))
    titles = {title for title, _ in wanted}
    assert [x for x in holders(ledger, state, on) if x[0] in titles] == wanted


def test_it_is_sound_and_every_claim_is_its_own(pages: list[Page]) -> None:
    claims = [claim for _, found in pages for claim in found]
    assert not [why for article, found in pages for claim in found for why in unsound(claim, article.text)]
    assert len({claim.id for claim in claims}) == len(claims)
    assert len({article.id for article, _ in pages}) == len(pages)


def test_a_day_of_which_a_page_tells_the_year_alone_is_unconfirmed_and_names_the_page(pages: list[Page]) -> None:
    seen = set()
    for article, found in pages:
        for claim in found:
            line, unsure = claim.evidence.of(article.text), claim.qualifiers.get("confirmed") is False
            assert line.startswith("Unconfirmed: ") is unsure
            assert (claim.modality == "reported") is unsure
            assert bool(claim.qualifiers.get("source")) is not unsure
            assert ("Source of the year: " in line) is bool(claim.qualifiers.get("year_source"))
            seen.add((unsure, bool(claim.qualifiers.get("year_source"))))
    assert seen == {(False, False), (True, True), (True, False)}


def test_nothing_could_be_known_before_it_happened_or_before_its_page(pages: list[Page]) -> None:
    for article, found in pages:
        for claim in found:
            assert article.published
            assert claim.valid_from
            assert article.published.last >= claim.valid_from.last
            assert "source" in claim.qualifiers or article.published.last >= LAST_MONTH.last


def test_every_member_of_the_united_nations_has_a_head_of_state_and_most_days_have_one(ledger: Ledger) -> None:
    """By the seats of the base, in the middle of every third year; who is counted as a head is told by the Factbook's own titles."""
    members = {x.what["member"]["id"] for x in ledger.members("un", When.of("2025-06-01")).rows}
    told = {row["body"] for row in read_table("record-leaders")}
    assert members <= told | {"FM"}
    held = [bool(holders(ledger, state, f"{year}-07-01")) for state in sorted(members) for year in range(1995, 2026, 3)]
    assert sum(held) / len(held) > 0.95


def test_the_base_does_not_disagree_with_itself_on_any_head(ledger: Ledger) -> None:
    bodies = sorted({row["body"] for row in read_table("record-leaders")})
    for year in (1994, 2004, 2014, 2024):
        rows = [x for body in bodies for x in ledger.offices(body, When.of(f"{year}-07-01")).rows]
        assert [x.what for x in rows if x.disputed] == []


def test_who_was_prime_minister_and_then_president_has_both_on_his_page(ledger: Ledger) -> None:
    def held(on: str) -> list[str]:
        rows = ledger.offices(None, When.of(on), person="kassym-jomart-tokayev").rows
        return [x.what["title"]["label"] for x in rows if x.certainty == "certainly" and x.what["body"]["id"] == "KZ"]

    assert [held(x) for x in ("2001-01-01", "2010-01-01", "2020-01-01")] == [["Prime Minister"], [], ["President"]]


def test_one_queen_of_many_realms_has_a_seat_in_each_and_left_them_all(ledger: Ledger) -> None:
    elizabeth = {row["body"] for row in read_table("record-leaders") if row["person"] == "Elizabeth II"}
    assert len(elizabeth) == 17
    assert all(("Queen", "Elizabeth II") not in holders(ledger, state, "2023-01-01") for state in elizabeth)
    assert ("Queen", "Elizabeth II") in holders(ledger, "JM", "2022-01-01")
    assert ("Queen", "Elizabeth II") not in holders(ledger, "BB", "2022-01-01")


def test_who_acted_first_is_told_so_and_then_no_more(ledger: Ledger) -> None:
    def president(on: str) -> tuple[str, bool, str]:
        row = next(x for x in ledger.offices("RU", When.of(on)).rows if x.what["title"]["label"] == "President")
        return row.what["person"]["label"], row.what["acting"], str(row.since)

    assert president("2000-03-01") == ("Vladimir Putin", True, "1999-12-31")
    assert president("2001-03-01") == ("Vladimir Putin", False, "2000-05-07")


def test_who_acted_for_another_gives_it_back(ledger: Ledger) -> None:
    held = [dict(holders(ledger, "KR", on))["President"] for on in ("2004-01-01", "2004-04-01", "2005-01-01")]
    assert held == ["Roh Moo-hyun", "Goh Kun", "Roh Moo-hyun"]


def test_a_later_term_does_not_hide_since_when(ledger: Ledger) -> None:
    row = next(x for x in ledger.offices("ZA", When.of("2025-03-01")).rows if x.what["title"]["label"] == "President")
    assert (row.what["person"]["label"], row.since, row.disputed) == ("Cyril Ramaphosa", Date("2018-02-15"), False)


def test_the_page_of_a_state_tells_of_those_in_office_alone(ledger: Ledger) -> None:
    """Hundreds have been captains regent; two are."""
    assert len(ledger.offices("SM", When.of("2026-01-15")).rows) <= 4
    assert all(len(ledger.offices(state, When.of("2026-01-15")).rows) <= 6 for state in load().all("state"))
