"""The hand-kept record: changes of standing, chairs, offices and meetings, each with the page that says so, or marked as unconfirmed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.gazetteer import load
from dragoman.gazetteer.base import LAST_MONTH, Page
from dragoman.gazetteer.base.record import record
from dragoman.ledger import Ledger, When
from dragoman.model import Claim, Date, unsound

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return list(record())


@pytest.fixture(scope="module")
def claims(pages: list[Page]) -> list[Claim]:
    return [claim for _, found in pages for claim in found]


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    with Ledger.open(":memory:") as opened:
        yield opened


def members(ledger: Ledger, org: str, on: str, known: str | None = None) -> set[str]:
    """Those who certainly stand as members, or are listed; a state that is no more is not counted beside the one that kept its seat."""
    rows = ledger.members(org, When.of(on, known)).rows
    return {x.what["member"]["id"] for x in rows if x.certainty != "possibly"} - {"soviet-union", "serbia-and-montenegro"}


def test_it_is_sound_and_every_claim_is_its_own(pages: list[Page], claims: list[Claim]) -> None:
    assert not [why for article, found in pages for claim in found for why in unsound(claim, article.text)]
    assert len({claim.id for claim in claims}) == len(claims)
    assert len({article.id for article, _ in pages}) == len(pages)


def test_what_no_page_confirms_is_marked_and_says_so(pages: list[Page]) -> None:
    for article, found in pages:
        for claim in found:
            unsure = claim.qualifiers.get("confirmed") is False
            assert claim.evidence.of(article.text).startswith("Unconfirmed: ") is unsure
            assert (claim.modality == "reported") is unsure
            assert bool(claim.qualifiers.get("source")) is not unsure


def test_nothing_could_be_known_before_it_happened(pages: list[Page]) -> None:
    late = [
        c.id for article, found in pages for c in found if c.valid_from and article.published and article.published.last < c.valid_from.last
    ]
    assert late == []


def test_what_no_dated_page_says_could_be_known_from_the_record_alone(pages: list[Page]) -> None:
    unsure = [article for article, found in pages if any(x.qualifiers.get("confirmed") is False for x in found)]
    assert unsure
    assert all(x.published and x.published.last >= LAST_MONTH.last for x in unsure)


def test_the_packed_tables_are_those_of_the_tools(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import record as tool

    monkeypatch.setattr(tool, "TARGET", tmp_path)
    tool.build()
    sys.modules.pop("record")
    for made in sorted(tmp_path.iterdir()):
        assert made.read_bytes() == (ROOT / "dragoman/gazetteer/base" / made.name).read_bytes(), f"run tools/record.py: {made.name}"


@pytest.mark.parametrize(("org", "on", "count"), [
    ("un", "1991-12-31", 166), ("un", "2000-12-31", 189), ("un", "2012-01-01", 193),
    ("eu", "2004-04-30", 15), ("eu", "2004-05-01", 25), ("eu", "2013-07-01", 28), ("eu", "2020-02-01", 27),
    ("nato", "1999-03-11", 16), ("nato", "2024-03-08", 32), ("council-of-europe", "2022-03-17", 46), ("osce", "2013-01-01", 57),
    ("sco", "2017-06-10", 8), ("sco", "2024-07-05", 10), ("opec", "2019-01-01", 14), ("unsc", "2023-06-01", 15),
    ("oecd", "2021-05-26", 38), ("wto", "2024-08-30", 166), ("las", "2000-01-01", 22), ("gcc", "2020-01-01", 6),
    ("asean", "2000-01-01", 10), ("ecowas", "2025-02-01", 12), ("au", "2018-01-01", 55), ("unhrc", "2006-07-01", 47),
    ("unhrc", "2019-06-01", 47), ("unhrc", "2025-06-01", 47), ("imf", "2025-06-01", 191), ("cern", "2025-07-01", 25),
    ("interpol", "2024-06-01", 196), ("cica", "2025-06-01", 28), ("cemac", "2025-06-01", 6), ("nam", "2025-06-01", 121),
    ("sica", "2014-01-01", 8), ("cbss", "2025-06-01", 10), ("unasur", "2017-01-01", 12),
    ("icc", "2026-11-01", 125), ("unsc", "2027-02-01", 15),
])  # fmt: skip
def test_members_are_as_many_as_the_organisation_counts(ledger: Ledger, org: str, on: str, count: int) -> None:
    assert len(members(ledger, org, on)) == count


def test_an_edition_that_lists_someone_too_early_is_not_heeded(ledger: Ledger) -> None:
    """The Factbook's editions of 2004 named those who were about to join."""
    assert "EE" not in members(ledger, "eu", "2004-04-30")


def test_whom_a_whole_list_does_not_name_an_edition_cannot_make_a_member(ledger: Ledger) -> None:
    """The Factbook listed India as a member of the OECD from 2007 on; the list of 2013 does not."""
    row = ledger.standing("IN", "oecd", When.of("2012-06-01")).rows[0]
    assert row.certainty == "unknown"
    assert row.set_aside


@pytest.mark.parametrize(("state", "org", "on"), [
    ("AF", "nato", "2004-06-01"), ("AF", "osce", "2004-06-01"), ("EG", "opec", "1995-06-01"), ("GQ", "ecowas", "1993-06-01"),
    ("BY", "council-of-europe", "1992-06-01"), ("BS", "wto", "1998-06-01"), ("SG", "icc", "2020-01-01"), ("UZ", "icc", "2020-01-01"),
    ("serbia-and-montenegro", "un", "2004-06-01"), ("AW", "ilo", "2025-06-01"), ("CW", "itu", "2025-06-01"), ("SZ", "imo", "2025-06-01"),
])  # fmt: skip
def test_who_never_belonged_is_no_member_by_a_stray_line_of_an_edition(ledger: Ledger, state: str, org: str, on: str) -> None:
    row = ledger.standing(state, org, When.of(on)).rows[0]
    assert row.certainty == "unknown"
    assert row.set_aside
    assert org not in {x.what["organisation"]["id"] for x in ledger.memberships(state, When.of(on)).rows}


@pytest.mark.parametrize(("on", "count"), [("1990-12-31", 159), ("1992-12-31", 179), ("1993-12-31", 184), ("1999-12-31", 188)])
def test_the_united_nations_counted_yugoslavia_until_its_successor_was_admitted(ledger: Ledger, on: str, count: int) -> None:
    assert len(members(ledger, "un", on)) == count


def test_india_is_a_member_now_and_was_an_observer_as_known_then(ledger: Ledger) -> None:
    assert ledger.standing("IN", "sco", When.of("2020-01-01")).rows[0].what["rank"] == "member"
    assert ledger.standing("IN", "sco", When.of("2020-01-01", "2021-01-01")).rows[0].what["rank"] == "observer"


def test_a_suspended_member_is_told_as_suspended(ledger: Ledger) -> None:
    row = ledger.standing("SY", "las", When.of("2015-01-01")).rows[0]
    assert (row.what["rank"], row.certainty, row.since) == ("suspended", "certainly", Date("2011-11"))


def test_an_invitation_that_bore_fruit_is_not_still_to_come(ledger: Ledger) -> None:
    ahead = {x.what["member"]["id"] for x in ledger.members("brics", When.of("2025-01-01")).beside}
    assert "EG" not in ahead
    assert "SA" in ahead


@pytest.mark.parametrize(("org", "before", "count", "after"), [
    ("warsaw-pact", "1990-01-01", 7, "1991-07-02"), ("eurasec", "2012-01-01", 5, "2015-01-02"), ("weu", "2005-01-01", 10, "2011-07-01"),
    ("oau", "2000-01-01", 53, "2002-07-10"), ("nafta", "2010-01-01", 3, "2020-07-02"), ("shanghai-five", "2000-01-01", 5, "2001-06-16"),
])  # fmt: skip
def test_an_organisation_that_ended_has_no_members_any_more(ledger: Ledger, org: str, before: str, count: int, after: str) -> None:
    certain = [x for x in ledger.members(org, When.of(before)).rows if x.certainty == "certainly" and x.what["rank"] != "suspended"]
    assert len(certain) == count
    assert members(ledger, org, after) == set()


def test_no_organisation_still_counts_a_state_that_is_no_more(ledger: Ledger) -> None:
    gone = {"soviet-union", "czechoslovakia", "yugoslavia", "east-germany", "serbia-and-montenegro", "south-yemen", "netherlands-antilles"}
    for org in load().all("organisation"):
        assert not {x.what["member"]["id"] for x in ledger.members(org, When.of("2025-06-01")).rows} & gone, org


def test_who_suspended_its_part_then_left_and_came_back_is_each_in_its_time(ledger: Ledger) -> None:
    def rank(on: str) -> object:
        return ledger.standing("BR", "unasur", When.of(on)).rows[0].what["rank"]

    assert [rank(x) for x in ("2017-01-01", "2019-01-01", "2022-01-01", "2024-01-01")] == ["member", "suspended", None, "member"]


@pytest.mark.parametrize(("state", "org", "on"), [
    ("TG", "ecowas", "2005-02-22"), ("TG", "au", "2005-04-01"), ("CF", "au", "2004-06-01"), ("SL", "commonwealth", "1997-12-01"),
    ("RU", "unwto", "2023-01-01"), ("BY", "cei", "2024-01-01"), ("RU", "ices", "2023-01-01"),
])  # fmt: skip
def test_a_suspension_that_was_over_soon_is_told_for_its_time(ledger: Ledger, state: str, org: str, on: str) -> None:
    assert ledger.standing(state, org, When.of(on)).rows[0].what["rank"] == "suspended"


@pytest.mark.parametrize(("body", "on", "who"), [
    ("ilo", "2011-06-15", "Juan Somavía"), ("iea", "2010-01-01", "Nobuo Tanaka"), ("eco", "2010-01-01", "Yahya Maroofi"),
    ("unga", "2016-01-01", "Mogens Lykketoft"), ("pif", "2008-07-01", "Feleti Teo"), ("ots", "2020-01-01", "Baghdad Amreyev"),
    ("opcw", "2026-10-01", "Sabrina Dallafior"), ("unhrc", "2026-06-01", "Sidharto Reza Suryodipuro"),
    ("saarc", "2024-01-01", "Golam Sarwar"), ("pif", "2021-03-01", "Meg Taylor"), ("unasur", "2015-01-01", "Ernesto Samper"),
    ("undp", "2026-11-28", "Alexander De Croo"),
])  # fmt: skip
def test_heads_of_organisations_on_a_day(ledger: Ledger, body: str, on: str, who: str) -> None:
    assert [x.what["person"]["label"] for x in ledger.offices(body, When.of(on)).rows if x.certainty == "certainly"] == [who]


def test_each_end_of_a_term_rests_on_its_own_page(claims: list[Claim]) -> None:
    def source(person: str, change: str) -> object:
        of = [x for x in claims if x.kind == "office" and x.roles["person"][0].surface == person and x.qualifiers["change"] == change]
        return next((x.qualifiers["source"] for x in of if "source" in x.qualifiers), None)

    assert source("Stanislav Zas", "assumes")
    assert source("Stanislav Zas", "ended") not in (None, source("Stanislav Zas", "assumes"))
    assert source("Peter Piot", "assumes")
    assert source("Peter Piot", "ended") is None


@pytest.mark.parametrize(("state", "org", "on", "rank"), [
    ("IS", "eu", "2014-01-01", "candidate"), ("IS", "eu", "2016-01-01", None), ("RS", "eu", "2026-01-01", "candidate"),
    ("AZ", "sco", "2025-06-01", "dialogue_partner"), ("AZ", "sco", "2025-12-01", "partner"), ("MN", "sco", "2025-12-01", "partner"),
    ("MQ", "oecs", "2020-01-01", "associate"), ("NC", "pif", "2010-01-01", "associate"), ("NC", "pif", "2020-01-01", "member"),
])  # fmt: skip
def test_a_lesser_standing_is_told_for_its_time(ledger: Ledger, state: str, org: str, on: str, rank: str | None) -> None:
    assert ledger.standing(state, org, When.of(on)).rows[0].what["rank"] == rank


def test_chairs_follow_one_another(ledger: Ledger) -> None:
    held = [ledger.chair("au", When.of(f"{year}-06-01")).rows[0].what["holder"]["id"] for year in (2005, 2015, 2021)]
    assert held == ["NG", "ZW", "CD"]
    assert ledger.chair("eu", When.of("2025-08-01")).rows[0].what["holder"]["id"] == "DK"


def test_the_head_of_a_secretariat_on_a_day_with_the_words_of_his_coming(ledger: Ledger) -> None:
    answer = ledger.offices("asean", When.of("2010-05-01"))
    row = next(x for x in answer.rows if x.certainty == "certainly")
    assert row.what["person"]["label"] == "Surin Pitsuwan"
    assert "became" in answer.cited[row.claims[0]].words


def test_summits_have_their_number_day_and_city(ledger: Ledger) -> None:
    found = ledger.meetings("sco", When.of("2025-12-01"), after=Date("2022"), before=Date("2022")).rows
    assert [(x.what["ordinal"], x.what["date"], x.what["city"]["id"]) for x in found] == [(22, "2022-09-15/2022-09-16", "samarkand")]


def test_the_record_is_added_once(ledger: Ledger) -> None:
    assert ledger.add_record() == 0
