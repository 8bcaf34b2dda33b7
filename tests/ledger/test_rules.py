"""The eight rules by which claims fold to the record, each by a small case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dragoman.ledger import Ledger, Row, When
from dragoman.ledger.origins import origin_groups
from dragoman.model import Date, Judgement

STORY = "The ministers of the nine states met in the old palace on Friday and agreed after long talks that the new member joined at once."


def row(ledger: Ledger, state: str, org: str, on: str, known: str | None = None, **more: Any) -> Row:
    return ledger.standing(state, org, When.of(on, known, **more)).rows[0]


# 1. Only what was published by then, and not struck.


def test_a_page_of_later_is_not_used(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2023-08-01", desk.membership("brics", "SA", change="joined", valid_from="2023-07-01")))
    assert row(ledger, "SA", "brics", "2023-08-01", "2023-07-31").certainty == "unknown"
    assert row(ledger, "SA", "brics", "2023-08-01", "2023-08-01").certainty == "certainly"


def test_a_page_known_by_its_month_alone_is_known_at_the_end_of_the_month(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2023-08", desk.membership("brics", "SA", change="joined", valid_from="2023-07-01")))
    assert row(ledger, "SA", "brics", "2023-09-01", "2023-08-30").certainty == "unknown"
    assert row(ledger, "SA", "brics", "2023-09-01", "2023-08-31").certainty == "certainly"


def test_a_page_without_a_date_is_known_from_the_day_it_was_recorded(ledger: Ledger, desk: Any) -> None:
    page = desk.page(None, desk.membership("brics", "SA", change="joined", valid_from="2023-07-01"))
    ledger.append(page, recorded_at="2025-03-02T10:00:00.000000+00:00")
    assert row(ledger, "SA", "brics", "2025-03-02", "2025-03-01").certainty == "unknown"
    assert row(ledger, "SA", "brics", "2025-03-02", "2025-03-02").certainty == "certainly"


def test_a_claim_judged_wrong_leaves_the_answers_from_then_on_and_stays_in_the_history(ledger: Ledger, desk: Any) -> None:
    page = desk.page("2023-08-01", desk.membership("brics", "SA", change="joined", valid_from="2023-07-01"))
    ledger.append(page)
    claim = page[1][0].id
    ledger.judge([Judgement(claim, "wrong", "a reader", "2023-09-01T00:00:00+00:00", "it was invited only")])
    assert row(ledger, "SA", "brics", "2023-10-01", "2023-08-31").certainty == "certainly"
    now = row(ledger, "SA", "brics", "2023-10-01", "2023-10-01")
    assert (now.certainty, [(x.claim, x.rule) for x in now.set_aside]) == ("unknown", [(claim, 1)])


def test_undoing_a_judgement_is_another_row(ledger: Ledger, desk: Any) -> None:
    page = desk.page("2023-08-01", desk.membership("brics", "SA", change="joined", valid_from="2023-07-01"))
    ledger.append(page)
    claim = page[1][0].id
    for verdict, day in (("wrong", "2023-09-01"), ("undone", "2023-09-02")):
        ledger.judge([Judgement(claim, verdict, "a reader", f"{day}T00:00:00+00:00")])
    assert row(ledger, "SA", "brics", "2023-10-01", "2023-09-01").certainty == "unknown"
    assert row(ledger, "SA", "brics", "2023-10-01", "2023-09-02").certainty == "certainly"


def test_a_retracted_page_takes_its_claims_with_it_from_that_day(ledger: Ledger, desk: Any) -> None:
    page = desk.page("2024-01-02", desk.membership("brics", "SA", change="joined", valid_from="2024-01-01"))
    ledger.append(page)
    ledger.retract(page[0].id, "Daily Caravan", "2024-01-03T08:00:00+00:00", "withdrawn without a word")
    assert row(ledger, "SA", "brics", "2024-01-04", "2024-01-02").certainty == "certainly"
    assert row(ledger, "SA", "brics", "2024-01-04", "2024-01-03").certainty == "unknown"


# 2. Changes open and close; silence ends nothing.


def test_silence_ends_nothing(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("1960-10-01", desk.membership("opec", "VE", change="joined", valid_from="1960-09-14")))
    assert row(ledger, "VE", "opec", "2026-01-01").certainty == "certainly"


def test_leaving_ends_what_joining_began(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("1961-12-01", desk.membership("opec", "QA", change="joined", valid_from="1961-11-05")))
    ledger.append(desk.page("2019-01-02", desk.membership("opec", "QA", change="left", valid_from="2019-01-01")))
    assert row(ledger, "QA", "opec", "2018-12-31").until == Date("2019-01-01")
    assert row(ledger, "QA", "opec", "2019-01-01").certainty == "not"


def test_one_who_left_in_a_year_is_possibly_a_member_within_it(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("1961-12-01", desk.membership("opec", "QA", change="joined", valid_from="1961-11-05")))
    ledger.append(desk.page("2020-02-01", desk.membership("opec", "QA", change="left", valid_from="2019")))
    found = row(ledger, "QA", "opec", "2019-06-01")
    assert (found.what["rank"], found.certainty, found.what["otherwise"]) == ("member", "possibly", "left")


def test_one_suspended_is_restored_and_was_a_member_all_along_to_the_question_on_members(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2023-06-01", desk.membership("las", "SY", "joined early", change="joined", valid_from="1945-03-22"),
                            desk.membership("las", "SY", change="suspended", valid_from="2011-11-16"),
                            desk.membership("las", "SY", change="restored", valid_from="2023-05-07")))  # fmt: skip
    assert [row(ledger, "SY", "las", x).what["rank"] for x in ("2011-11-15", "2011-11-16", "2023-05-07")] == [
        "member",
        "suspended",
        "member",
    ]
    assert [x.what["rank"] for x in ledger.members("las", When.of("2015-01-01")).rows] == ["suspended"]


def test_before_the_first_known_joining_it_was_not_a_member(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-05", desk.membership("sco", "BY", change="joined", valid_from="2024-07-04")))
    assert row(ledger, "BY", "sco", "2024-07-03").certainty == "not"


def test_what_was_reported_undated_is_unknown_before_the_page(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-01-31", desk.membership("brics", "EG", change="joined")))
    assert row(ledger, "EG", "brics", "2023-06-01").certainty == "unknown"
    assert row(ledger, "EG", "brics", "2024-01-31").certainty == "certainly"


def test_what_a_page_reports_of_its_own_year_had_happened_by_the_page(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-05", desk.membership("sco", "BY", change="joined", valid_from="2024")))
    assert [row(ledger, "BY", "sco", x).certainty for x in ("2024-07-04", "2024-07-05")] == ["possibly", "certainly"]


# 3. Lists answer only where no change does, and say whose list.


def test_a_list_cannot_undo_a_change(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2020-02-01", desk.membership("eu", "GB", change="left", valid_from="2020-01-31")))
    ledger.append(desk.listing("eu", "GB", "member", 1990, 2025))
    found = row(ledger, "GB", "eu", "2024-01-01")
    assert (found.certainty, found.disputed, [x.type for x in found.disputes]) == ("not", False, ["different standing"])
    assert row(ledger, "GB", "eu", "2015-01-01").listed == "The World Reference, edition of 2015"


def test_a_reference_work_that_lists_others_and_no_longer_this_one_does_not_speak_for_it(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.listing("oau", "MA", "member", 1990, 1995))
    ledger.append(desk.listing("oau", "DZ", "member", 1990, 2002))
    assert row(ledger, "MA", "oau", "1995-06-01").certainty == "as listed"
    assert row(ledger, "MA", "oau", "1997-06-01").certainty == "unknown"
    assert row(ledger, "DZ", "oau", "2010-06-01").listed == "The World Reference, edition of 2002"


def test_who_is_not_on_the_list_of_all_who_ever_belonged_is_none_by_an_edition_of_these_years(ledger: Ledger, desk: Any) -> None:
    everyone = desk.membership("nato", "FR", rank="member", change="is", whole=True, aspect="state", valid_from="1949/2024")
    for state in ("AF", "FR"):
        ledger.append(desk.listing("nato", state, "member", 2004, 2005))
    assert row(ledger, "AF", "nato", "2004-06-01").certainty == "as listed"
    ledger.append(desk.page("2024-03-08", everyone))
    stray, member = (row(ledger, state, "nato", "2004-06-01") for state in ("AF", "FR"))
    assert (stray.certainty, len(stray.set_aside)) == ("unknown", 1)
    assert (member.certainty, [x.rule for x in member.set_aside]) == ("as listed", [3])
    assert row(ledger, "FR", "nato", "2000-06-01").certainty == "unknown"  # it does not tell from when to when


def test_a_list_of_the_day_itself_is_certain_and_later_only_as_listed(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2023-08-24", desk.membership("brics", "BR", change="is", aspect="state")))
    assert row(ledger, "BR", "brics", "2023-08-24").certainty == "certainly"
    later = row(ledger, "BR", "brics", "2024-02-02")
    assert (later.certainty, later.listed) == ("as listed", "Daily Caravan, 2023-08-24")
    assert row(ledger, "BR", "brics", "2023-08-23").certainty == "unknown"


def test_the_newest_news_speaks_and_a_stale_reference_work_is_shown_against_it(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.listing("sco", "IN", "observer", 2006, 2025))
    ledger.append(desk.page("2023-07-05", desk.membership("sco", "IN", rank="member", change="is", aspect="state")))
    found = row(ledger, "IN", "sco", "2024-07-01", "2024-07-01")
    assert (found.what["rank"], found.listed, [x.open for x in found.disputes]) == ("member", "Daily Caravan, 2023-07-05", [False])


# 4. Denials and contrary words.


def test_a_denial_by_the_party_disputes_the_answer_and_both_stay(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-01-02", desk.membership("brics", "SA", change="joined", valid_from="2024-01-01"), agencies=("AWN",)))
    office = desk.fact("office", "the minister Kasabi", {"person": ["=Kasabi"], "title": ["=minister"], "body": ["SA"]}, change="holds")
    denial = desk.membership("brics", "SA", "Not joined, said the minister Kasabi.", modality="denied", change="joined", speaker="Kasabi")
    page = desk.page(
        "2024-01-16", denial, office, outlet="Oasis Daily", text="Not joined, said the minister Kasabi. It was the minister Kasabi."
    )
    ledger.append(page)
    before, after = (row(ledger, "SA", "brics", "2024-01-10", x) for x in ("2024-01-15", "2024-01-16"))
    assert (before.disputed, after.disputed, after.what["rank"]) == (False, True, "member")
    assert [(x.type, x.open) for x in after.disputes] == [("denial", True)]


def test_a_denial_of_before_denies_nothing_that_came_after(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2023-05-01", desk.membership("brics", "SA", "It has not joined.", modality="denied", change="joined")))
    ledger.append(desk.page("2024-01-02", desk.membership("brics", "SA", change="joined", valid_from="2024-01-01")))
    assert not row(ledger, "SA", "brics", "2024-01-10").disputed


def test_two_equal_pages_with_two_days_dispute_the_days_between_and_no_other(ledger: Ledger, desk: Any) -> None:
    for day, outlet in (("2017-01-30", "Atlas Morning"), ("2017-01-31", "Northern Herald")):
        ledger.append(desk.page("2017-02-01", desk.membership("au", "MA", change="joined", valid_from=day), outlet=outlet))
    assert [row(ledger, "MA", "au", x).disputed for x in ("2017-01-29", "2017-01-30", "2017-01-31")] == [False, True, False]
    assert ledger.disputes(When.of("2017-02-01")).disputes[0].type == "different day"


def test_a_year_and_a_day_within_it_do_not_disagree(ledger: Ledger, desk: Any) -> None:
    for day, outlet in (("2017", "Atlas Morning"), ("2017-06-09", "Northern Herald")):
        ledger.append(desk.page("2018-02-01", desk.membership("sco", "IN", change="joined", valid_from=day), outlet=outlet))
    found = row(ledger, "IN", "sco", "2017-07-01")
    assert (found.certainty, found.since, found.origins) == ("certainly", Date("2017-06-09"), 2)
    assert [x.type for x in found.disputes] == ["precision only"]
    assert not found.disputes[0].open


def test_a_decision_and_its_effect_on_another_day_are_no_disagreement(ledger: Ledger, desk: Any) -> None:
    decided = desk.membership("brics", "EG", "granted", change="granted", rank="member", valid_from="2023-08-24")
    ledger.append(desk.page("2024-01-05", decided, desk.membership("brics", "EG", "in force", change="joined", valid_from="2024-01-01")))
    found = row(ledger, "EG", "brics", "2024-01-02")
    assert (found.since, [(x.type, x.open) for x in found.disputes]) == (Date("2024-01-01"), [("decision against effect", False)])
    assert row(ledger, "EG", "brics", "2023-09-01").certainty == "not"


def test_a_page_that_tells_of_a_change_does_not_dispute_it_by_what_was_before(ledger: Ledger, desk: Any) -> None:
    before = desk.membership("sco", "BY", "It was an observer.", rank="observer", change="is", aspect="state")
    ledger.append(desk.page("2024-07-05", desk.membership("sco", "BY", change="joined", valid_from="2024-07-04"), before))
    assert row(ledger, "BY", "sco", "2024-07-06").disputes == ()
    ledger.append(desk.page("2024-07-06", before, outlet="Atlas Morning"))
    assert row(ledger, "BY", "sco", "2024-07-06").disputed


# 5. Trust orders the witnesses and deletes none.


def test_a_wire_is_heard_before_an_outlet_on_the_day_of_an_accession(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-06", desk.membership("sco", "BY", change="joined", valid_from="2024-07-03"), outlet="Atlas Morning"))
    ledger.append(desk.page("2024-07-05", desk.membership("sco", "BY", change="joined", valid_from="2024-07-04"), agencies=("TASS",)))
    found = row(ledger, "BY", "sco", "2024-07-05", "2024-07-07")
    assert (found.since, found.disputed) == (Date("2024-07-04"), False)
    assert [(x.type, [v.says for v in x.versions]) for x in found.disputes] == [("different day", ["2024-07-04", "2024-07-03"])]
    assert row(ledger, "BY", "sco", "2024-07-03", "2024-07-07").disputed


def test_a_reference_work_cannot_dispute_what_news_says_of_a_day(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-06", desk.membership("sco", "BY", change="joined", valid_from="2024-07-04")))
    page, claims = desk.page("2025", desk.membership("sco", "BY", change="joined", valid_from="2024-07-03"), outlet="The World Reference")
    ledger.append((page, [replace(x, rule="base/by-hand", id="") for x in claims]))
    found = row(ledger, "BY", "sco", "2024-07-03")
    assert (found.certainty, found.disputed) == ("not", False)
    later = row(ledger, "BY", "sco", "2024-07-05")
    assert [(x.type, x.open) for x in later.disputes] == [("different day", False)]
    assert [x.rule for x in later.set_aside] == [5]


@pytest.mark.parametrize(
    ("outlet", "member", "trusted"),
    [("kremlin.ru", "RU", 0), ("kremlin.ru", "BY", 2), ("kremlin.ru", "RU BY", 2), ("TASS", "RU", 1), ("Al-Ahram", "EG", 2),
     ("Gulf Courier", "RU", 2), ("CIA World Factbook", "US", 3), ("Wikipedia", "RU", 4)],
)  # fmt: skip
def test_a_party_speaks_for_itself_alone_and_the_press_for_no_state(
    ledger: Ledger, desk: Any, outlet: str, member: str, trusted: int
) -> None:
    page = desk.page("2024-07-06", desk.membership("sco", member, change="joined"), outlet=outlet)
    ledger.append(page)
    assert [x.trust for x in ledger.witnesses.on("sco", ["membership"], When.of("2024-07-07"))] == [trusted]


# 6. Origins are counted, not pages.


def test_pages_after_one_agency_are_one_origin(ledger: Ledger, desk: Any) -> None:
    for outlet in ("Gulf Courier", "Oasis Daily"):
        fact = desk.membership("sco", "BY", f"So {outlet}: joined.", change="joined", valid_from="2024-07-04")
        ledger.append(desk.page("2024-07-04", fact, outlet=outlet, agencies=("TASS",)))
    found = row(ledger, "BY", "sco", "2024-07-05")
    assert (len(found.claims), found.origins) == (2, 1)


def test_a_page_with_nearly_the_same_words_is_a_copy(ledger: Ledger, desk: Any) -> None:
    for outlet, words in (("Gulf Courier", STORY), ("Oasis Daily", STORY.replace("on Friday", "last Friday"))):
        ledger.append(desk.page("2024-07-04", desk.membership("sco", "BY", words, change="joined", valid_from="2024-07-04"), outlet=outlet))
    assert row(ledger, "BY", "sco", "2024-07-05").origins == 1


def test_two_pages_in_their_own_words_are_two_origins(ledger: Ledger, desk: Any) -> None:
    for outlet, words in (("Gulf Courier", STORY), ("Oasis Daily", "Minsk is in: " + " ".join(reversed(STORY.split())))):
        ledger.append(desk.page("2024-07-04", desk.membership("sco", "BY", words, change="joined", valid_from="2024-07-04"), outlet=outlet))
    assert row(ledger, "BY", "sco", "2024-07-05").origins == 2


def test_the_copy_is_the_later_page_in_whatever_order_they_are_given(ledger: Ledger, desk: Any) -> None:
    for day, outlet in (("2024-07-04", "Gulf Courier"), ("2024-07-05", "Oasis Daily")):
        ledger.append(desk.page(day, desk.membership("sco", "BY", STORY, change="joined", valid_from="2024-07-04"), outlet=outlet))
    cited = ledger.witnesses.on("sco", ["membership"], When.of("2024-07-06"))
    assert set(origin_groups(cited).values()) == set(origin_groups(reversed(cited)).values()) == {"gulf courier"}


# 7. Ladders as on the day.


def test_an_observer_of_the_sco_is_a_partner_once_the_rungs_were_merged(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2004-06-18", desk.membership("sco", "MN", rank="observer", change="granted", valid_from="2004-06-17")))
    assert [row(ledger, "MN", "sco", x).what["rank"] for x in ("2025-06-01", "2025-12-01")] == ["observer", "partner"]
    assert [row(ledger, "MN", "sco", x).what["counts_as"] for x in ("2025-06-01", "2025-12-01")] == ["observer", "partner"]


def test_nobody_knew_of_the_merger_of_rungs_before_it(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2004-06-18", desk.membership("sco", "MN", rank="observer", change="granted", valid_from="2004-06-17")))
    found = ledger.standing("MN", "sco", When.of("2025-12-01", known="2024-07-01"))
    assert found.rows[0].what["rank"] == "observer"


# 8. What is to come is never inside the answer.


@pytest.mark.parametrize("modality", ["expected", "planned", "proposed", "desired", "conditional"])
def test_what_is_not_a_fact_stands_beside_the_answer(ledger: Ledger, desk: Any, modality: str) -> None:
    ledger.append(desk.page("2024-07-01", desk.membership("sco", "BY", change="joined", modality=modality, valid_from="2024-07-04")))
    answer = ledger.members("sco", When.of("2024-07-02", "2024-07-02"))
    assert (answer.rows, [x.status for x in answer.beside]) == ((), [modality])


def test_what_is_announced_for_a_later_day_is_planned(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2018-12-03", desk.membership("opec", "QA", change="left", valid_from="2019-01-01")))
    found = row(ledger, "QA", "opec", "2018-12-10")
    assert (found.what["rank"], [(x.status, x.what["change"]) for x in found.beside]) == ("member", [("planned", "left")])


def test_a_plan_with_a_new_day_was_moved(ledger: Ledger, desk: Any) -> None:
    for published, due in (("2024-03-01", "2024-07-04"), ("2024-05-01", "2024-09-01")):
        ledger.append(desk.page(published, desk.membership("sco", "BY", change="joined", modality="expected", valid_from=due)))
    beside = row(ledger, "BY", "sco", "2024-06-01").beside[0]
    assert (beside.what["due"], [x.why for x in beside.set_aside]) == ("2024-09-01", ["moved from 2024-07-04 to 2024-09-01"])


def test_a_plan_is_confirmed_by_what_happens_before_its_day(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-03-01", desk.membership("sco", "BY", change="joined", modality="expected", valid_from="2024-09-01")))
    ledger.append(desk.page("2024-07-05", desk.membership("sco", "BY", change="joined", valid_from="2024-07-04")))
    assert [x.status for x in row(ledger, "BY", "sco", "2024-06-01", "2024-12-01").beside] == ["confirmed"]
    assert row(ledger, "BY", "sco", "2024-12-01").beside == ()


def test_a_plan_called_off_is_cancelled(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2023-08-24", desk.membership("brics", "AR", change="joined", modality="expected", valid_from="2024-01-01")))
    ledger.append(desk.page("2023-12-29", desk.membership("brics", "AR", change="joined", modality="cancelled")))
    assert [x.status for x in row(ledger, "AR", "brics", "2024-01-05").beside] == ["cancelled"]


def test_a_president_who_became_head_of_government_later_is_no_disagreement(desk: Any, ledger: Ledger) -> None:
    """A reference work names one person in one title for two offices, each with its own day."""
    roles = {"person": "=Ada", "title": "=President", "body": "UZ"}
    facts = [desk.fact("office", f"UZ: President Ada ({office}), since {day}", roles, change="holds", office=office, valid_from=day)
             for office, day in (("head of government", "2018-07-09"), ("chief of state", "2014-08-28"))]  # fmt: skip
    ledger.append(desk.page("2025-01-01", *facts, outlet="The World Reference"))
    answer = ledger.offices("UZ", When.of("2020-01-01"))
    assert [(str(x.since), x.disputed) for x in answer.rows] == [("2014-08-28", False)]
    assert answer.disputes == ()
    other = desk.fact("office", "UZ: President Ada since 2016-05-05", roles, change="holds", valid_from="2016-05-05")
    ledger.append(desk.page("2025-02-01", other))
    assert [x.type for x in ledger.offices("UZ", When.of("2020-01-01")).disputes] == ["different day"]
