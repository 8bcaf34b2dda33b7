"""Meetings: one out of many reports, with its history and its attendance board; chairs and offices; what changed; what disagrees."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from dragoman.ledger import Answer, Ledger, Row, When
from dragoman.ledger.gatherings import gatherings, report, same_meeting
from dragoman.model import Date

SUMMIT = {"organisation": "sco", "city": "astana"}
FLAG = {"organisation": "sco", "city": "beijing"}


def meet(desk: Any, words: str, roles: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return desk.fact("meeting", words, SUMMIT if roles is None else roles, **({"type": "summit"} | more))


def plan(desk: Any, words: str, day: str | None, **more: Any) -> dict[str, Any]:
    return meet(desk, words, stage="planned", modality="planned", aspect="plan", valid_from=day, **more)


def one(answer: Answer) -> Row:
    (row,) = answer.rows
    return row


def at(ledger: Ledger, day: str, known: str | None = None) -> Answer:
    return ledger.meetings("sco", When.of(day, known or day))


def test_many_pages_tell_of_one_meeting(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-01", plan(desk, "on 4 July", "2024-07-04"), outlet="Gulf Courier"))
    ledger.append(desk.page("2024-07-02", plan(desk, "on 3-4 July", "2024-07-03/2024-07-04", type=None), outlet="Daily Caravan"))
    ledger.append(desk.page("2024-07-04", meet(desk, "met in Astana", valid_from="2024-07-04", type=None), outlet="Steppe Wire"))
    ledger.append(desk.page("2024-07-08", meet(desk, "at the summit in Astana"), outlet="Northern Herald"))
    row = one(at(ledger, "2024-07-09"))
    assert (row.status, row.what["date"], row.what["type"], len(row.claims)) == ("held", "2024-07-04", "summit", 4)
    assert [(x["known"], x["stage"]) for x in row.what["history"]] == [
        ("2024-07-01", "planned"), ("2024-07-02", "planned"), ("2024-07-04", "held"),
    ]  # fmt: skip


def test_the_summit_of_the_next_year_and_a_ceremony_elsewhere_are_others(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-05", meet(desk, "held", valid_from="2024-07-04", stage="held"),
                            plan(desk, "next in 2025", "2025", roles={"organisation": "sco"}),
                            meet(desk, "flag", FLAG, type="ceremony", valid_from="2024-07-06")))  # fmt: skip
    assert [x.what["date"] for x in at(ledger, "2024-07-06").rows] == ["2024-07-04", "2024-07-06", "2025"]


def test_what_is_told_of_an_organisation_and_of_its_organ_is_one_meeting_of_the_organisation(ledger: Ledger, desk: Any) -> None:
    organ = {"organisation": "sco-secretariat", "city": "beijing"}
    ledger.append(desk.page("2024-07-06", meet(desk, "flag of the organ", organ, type="ceremony", valid_from="2024-07-06")))
    alone = one(ledger.meetings(None, When.of("2024-07-07", "2024-07-07")))
    ledger.append(desk.page("2024-07-08", meet(desk, "flag", FLAG, type="ceremony", valid_from="2024-07-06"), outlet="Gulf Courier"))
    asked = [ledger.meetings(x, When.of("2024-07-09")) for x in (None, "sco", "sco-secretariat")]
    asked += [ledger.meetings("sco", When.of("2024-07-09"), Date("2024-07"), Date("2024-07")), ledger.meeting(alone.what["id"], When.of())]
    for row in map(one, asked):
        assert [[x["id"] for x in row.what[y]] for y in ("organisations", "organs")] == [["sco"], ["sco-secretariat"]]
        assert (row.what["id"], row.origins, len(row.claims)) == (alone.what["id"], 2, 2)
    assert [[x["id"] for x in alone.what[y]] for y in ("organisations", "organs")] == [["sco-secretariat"], []]


@pytest.mark.parametrize("other", [
    {"roles": {"organisation": "rats", "city": "beijing"}}, {"roles": {"organisation": "sco-secretariat", "city": "tashkent"}},
    {"type": "council"}, {"valid_from": "2024-07-07"}, {"valid_from": "2024-07"}, {"roles": {"organisation": "las-secretariat"}},
])  # fmt: skip
def test_another_organ_city_type_or_day_is_another_meeting(ledger: Ledger, desk: Any, other: dict[str, Any]) -> None:
    told = {"roles": {"organisation": "sco-secretariat", "city": "beijing"}, "type": "ceremony", "valid_from": "2024-07-06"}
    first = told if "roles" in other and other["roles"]["organisation"] == "rats" else told | {"roles": FLAG}
    ledger.append(desk.page("2024-07-08", meet(desk, "the one", **first), meet(desk, "the other", **(told | other))))
    assert len(ledger.meetings(None, When.of("2024-07-09")).rows) == 2
    assert len(ledger.meetings("sco", When.of("2024-07-09")).rows) == (first is not told)


def test_a_wrong_number_does_not_make_one_summit_of_two_many_years_apart(ledger: Ledger, desk: Any) -> None:
    tashkent = {"organisation": "sco", "city": "tashkent"}
    ledger.append(desk.page("2010-06-12", meet(desk, "the tenth, in Tashkent", tashkent, valid_from="2010-06-11", ordinal=10)))
    ledger.append(desk.page("2024-07-05", meet(desk, "misread as the tenth", valid_from="2024-07-04", ordinal=10)))
    assert [x.what["city"]["id"] for x in at(ledger, "2024-07-06").rows] == ["tashkent", "astana"]


def test_two_ministerials_of_one_year_in_one_city_are_two(ledger: Ledger, desk: Any) -> None:
    for day in ("2024-03-06", "2024-09-10"):
        ledger.append(desk.page(day, meet(desk, f"met on {day}", type="ministerial", valid_from=day)))
    assert len(at(ledger, "2024-10-01").rows) == 2


def test_the_id_of_a_meeting_stays_when_it_moves(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-03-01", plan(desk, "in September", "2024-09-10")))
    before = one(at(ledger, "2024-03-02")).what["id"]
    ledger.append(desk.page("2024-05-01", plan(desk, "moved", "2024-09-20")))
    row = one(at(ledger, "2024-05-02"))
    assert (row.what["id"], row.what["date"], row.what["moved"], row.status) == (before, "2024-09-20", True, "planned")
    assert [x.why for x in row.set_aside] == ["moved from 2024-09-10 to 2024-09-20"]
    assert one(at(ledger, "2024-04-01")).what["date"] == "2024-09-10"


@pytest.mark.parametrize(("stage", "status"), [("postponed", "postponed"), ("cancelled", "cancelled")])
def test_a_meeting_is_called_off(ledger: Ledger, desk: Any, stage: str, status: str) -> None:
    ledger.append(desk.page("2024-03-01", plan(desk, "in September", "2024-09-10")))
    ledger.append(desk.page("2024-08-01", meet(desk, "not in September", stage=stage, valid_from="2024-09-10")))
    assert one(at(ledger, "2024-08-02")).status == status


def test_a_meeting_whose_day_passed_without_a_word_is_overdue(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-01", plan(desk, "on 4 July", "2024-07-04")))
    assert [one(at(ledger, x, "2024-07-01")).status for x in ("2024-07-04", "2024-07-05")] == ["planned", "overdue"]


def test_pages_that_date_a_held_meeting_to_different_days_disagree(ledger: Ledger, desk: Any) -> None:
    for day, outlet in (("2024-07-03", "Atlas Morning"), ("2024-07-04", "Gulf Courier")):
        ledger.append(desk.page("2024-07-06", meet(desk, f"held on {day}", stage="held", valid_from=day), outlet=outlet))
    assert [(x.type, x.open) for x in one(at(ledger, "2024-07-07")).disputes] == [("different day", True)]


def test_the_board_tells_who_was_expected_invited_confirmed_and_came(ledger: Ledger, desk: Any) -> None:
    def guests(manner: str, *names: str, **more: Any) -> dict[str, Any]:
        return desk.fact("attendance", f"{manner}: {' '.join(names)}.", {"guest": list(names)}, manner=manner, **more)

    ledger.append(desk.page("2024-07-02", plan(desk, "on 4 July", "2024-07-04"), guests("confirmed", "xi-jinping"),
                            guests("invited", "antonio-guterres"), guests("declined", "narendra-modi"),
                            guests("expected", "zhang-ming")))  # fmt: skip
    board = {x["guest"]["id"]: x["status"] for x in one(at(ledger, "2024-07-02")).what["attendance"]}
    assert board == {"xi-jinping": "confirmed", "antonio-guterres": "invited", "narendra-modi": "declined", "zhang-ming": "expected"}
    ledger.append(
        desk.page("2024-07-04", meet(desk, "held today", valid_from="2024-07-04"), guests("attended", "xi-jinping", "antonio-guterres"))
    )
    row = one(at(ledger, "2024-07-05"))
    board = {x["guest"]["id"]: (x["status"], sorted(x["manners"])) for x in row.what["attendance"]}
    assert board["xi-jinping"] == ("attended", ["attended", "confirmed"])
    assert board["zhang-ming"] == ("expected", ["expected"])
    assert {c for x in row.what["attendance"] for ids in x["manners"].values() for c in ids} <= set(at(ledger, "2024-07-05").cited)


def test_bounds_leave_out_what_is_before_and_after(ledger: Ledger, desk: Any) -> None:
    for day in ("2023-07-04", "2024-07-04", "2025-09-01"):
        ledger.append(desk.page("2023-01-01", plan(desk, f"on {day}", day)))
    found = ledger.meetings("sco", When.of("2023-01-02"), after=Date("2024"), before=Date("2024")).rows
    assert [x.what["date"] for x in found] == ["2024-07-04"]


# Chairs and offices.


def chair(desk: Any, holder: str, change: str, **more: Any) -> dict[str, Any]:
    return desk.fact(
        "chairmanship", f"{holder} {change} {more.get('valid_from', '')}.", {"organisation": "sco", "holder": holder}, change=change, **more
    )


def holder(ledger: Ledger, on: str, known: str | None = None) -> list[tuple[str, str, bool]]:
    return [(x.what["holder"]["id"], x.certainty, x.disputed) for x in ledger.chair("sco", When.of(on, known)).rows]


def test_a_chair_is_handed_over(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2023-07-05", chair(desk, "KZ", "assumes", valid_from="2023-07-04"), chair(desk, "IN", "hands_over")))
    ledger.append(desk.page("2024-07-04", chair(desk, "CN", "assumes"), chair(desk, "KZ", "hands_over")))
    assert holder(ledger, "2024-01-01") == [("KZ", "certainly", False)]
    assert holder(ledger, "2024-07-05") == [("CN", "certainly", False)]
    assert holder(ledger, "2023-07-01") == [("IN", "possibly", False)]  # who hands over held it before


def test_a_late_page_on_who_left_the_chair_does_not_unseat_the_next(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2023-07-05", chair(desk, "KZ", "assumes", valid_from="2023-07-04")))
    ledger.append(desk.page("2024-07-04", chair(desk, "CN", "assumes", valid_from="2024-07-04")))
    ledger.append(desk.page("2024-07-08", chair(desk, "KZ", "hands_over"), chair(desk, "CN", "holds")))
    assert holder(ledger, "2024-07-09") == [("CN", "certainly", False)]


def test_who_is_said_to_chair_later_chairs_as_listed(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2023-07-05", chair(desk, "KZ", "assumes", valid_from="2023-07-04")))
    ledger.append(desk.page("2025-10-01", chair(desk, "KG", "holds", aspect="state")))
    assert holder(ledger, "2024-01-01") == [("KZ", "certainly", False)]
    assert holder(ledger, "2025-11-01") == [("KG", "as listed", False)]


def test_a_chair_whose_term_is_over_is_nobodys_known(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-05", chair(desk, "CN", "assumes", valid_from="2024-07-04", term="2024-2025")))
    assert holder(ledger, "2025-06-01") == [("CN", "certainly", False)]
    assert holder(ledger, "2026-06-01") == []


def test_years_of_a_term_are_not_the_day_on_which_it_began(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-05", chair(desk, "CN", "assumes", valid_from="2024/2025")))
    assert [holder(ledger, x) for x in ("2024-02-01", "2025-06-01", "2026-06-01")] == [[], [("CN", "certainly", False)], []]


def test_who_held_the_chair_before_is_not_its_next_holder(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2023-07-05", chair(desk, "KZ", "assumes", valid_from="2023-07-04")))
    ledger.append(desk.page("2024-07-04", chair(desk, "CN", "assumes", valid_from="2024-07-04")))
    ledger.append(desk.page("2024-08-01", chair(desk, "KZ", "holds", aspect="state")))
    row = one(ledger.chair("sco", When.of("2024-08-02")))
    assert (row.what["holder"]["id"], [(x.type, x.open) for x in row.disputes]) == ("CN", [("different holder", False)])


def test_two_pages_of_one_day_name_two_chairs(ledger: Ledger, desk: Any) -> None:
    for state, outlet in (("CN", "Gulf Courier"), ("KZ", "Atlas Morning")):
        ledger.append(desk.page("2024-07-05", chair(desk, state, "holds", aspect="state"), outlet=outlet))
    assert holder(ledger, "2024-07-05") == [("CN", "certainly", True), ("KZ", "certainly", True)]


def test_who_is_to_take_the_chair_stands_beside(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-02", chair(desk, "CN", "assumes", modality="expected", valid_from="2024-07-04")))
    asked = [ledger.chair("sco", When.of(x)) for x in ("2024-07-03", "2024-07-05")]
    assert [(x.rows, [y.status for y in x.beside]) for x in asked] == [((), ["expected"]), ((), ["overdue"])]


def office(desk: Any, person: str, change: str, title: str = "secretary-general", **more: Any) -> dict[str, Any]:
    return desk.fact("office", f"{title} {person} {change}.", {"person": person, "title": title, "body": "sco"}, change=change, **more)


def test_an_office_passes_from_one_to_the_next(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-05", office(desk, "zhang-ming", "holds", aspect="state"),
                            office(desk, "nurlan-yermekbayev", "appointed", valid_from="2025-01-01")))  # fmt: skip
    ledger.append(desk.page("2025-01-10", office(desk, "nurlan-yermekbayev", "assumes", valid_from="2025-01-01")))
    asked = [ledger.offices("sco", When.of(*x)) for x in (("2024-08-01", "2024-08-01"), ("2025-02-01", "2025-02-01"))]
    assert [[x.what["person"]["id"] for x in y.rows] for y in asked] == [["zhang-ming"], ["nurlan-yermekbayev"]]
    assert [(x.status, x.what["due"]) for x in asked[0].beside] == [("planned", "2025-01-01")]
    assert [x.what["body"]["id"] for x in ledger.offices(None, When.of("2025-02-01"), person="nurlan-yermekbayev").rows] == ["sco"]


def test_two_deputies_do_not_unseat_each_other(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-05", office(desk, "a", "appointed", "deputy"), office(desk, "b", "appointed", "deputy")))
    assert [x.what["person"]["id"] for x in ledger.offices("sco", When.of("2024-08-01")).rows] == ["a", "b"]


# What changed and what disagrees.


def test_changes_tell_old_and_new_of_meetings_and_chairs(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-01", plan(desk, "on 4 July", "2024-07-04"), chair(desk, "KZ", "holds", aspect="state")))
    ledger.append(desk.page("2024-07-04", meet(desk, "held", stage="held", valid_from="2024-07-04"), chair(desk, "CN", "assumes")))
    answer = ledger.changes(Date("2024-07-03"), When.of("2024-07-05", "2024-07-05"))
    found = [(x.what["change"], x.what["kind"]) for x in answer.rows]
    assert found == [("confirmed", "meeting"), ("new", "chairmanship")]
    assert answer.rows[1].what["old"]["holder"]["id"] == "KZ"
    assert answer.rows[1].what["new"]["holder"]["id"] == "CN"


def test_what_the_base_record_alone_tells_or_dates_before_the_day_is_no_change(ledger: Ledger, desk: Any) -> None:
    of_base = {"rule": "base/record"}
    ledger.append(desk.page("2010-01-01", chair(desk, "KZ", "holds", aspect="state", **of_base)))
    ledger.append(desk.page("2024-07-01", chair(desk, "CN", "holds", aspect="state")))
    asked = Date("2024-06-01"), When.of("2026-02-01", "2026-02-01")
    assert [x.what["new"]["holder"]["id"] for x in ledger.changes(*asked).rows] == ["CN"]
    ledger.append(desk.page("2026-01-31", chair(desk, "CN", "assumes", valid_from="2013-03-14", **of_base),
                            meet(desk, "met in Astana", stage="held", valid_from="2024-07-04", **of_base)))  # fmt: skip
    assert ledger.changes(*asked).rows == ()
    ledger.append(desk.page("2024-07-05", meet(desk, "held in Astana", stage="held", valid_from="2024-07-04")))
    assert [(x.what["change"], x.what["kind"]) for x in ledger.changes(*asked).rows] == [("new", "meeting")]


def test_a_meeting_is_cited_first_by_those_who_say_how_it_stands(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-01", plan(desk, "is to be held on 4 July", "2024-07-04"), outlet="Gulf Courier"))
    before = at(ledger, "2024-07-02")
    ledger.append(desk.page("2024-07-05", meet(desk, "was held", stage="held", valid_from="2024-07-04")))
    after = at(ledger, "2024-07-06")
    assert [x.cited[one(x).claims[0]].words for x in (before, after)] == ["is to be held on 4 July", "was held"]


def test_nothing_changed_where_nothing_was_published(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-07-01", desk.membership("sco", "IN", change="joined", valid_from="2017"), chair(desk, "KZ", "holds")))
    assert ledger.changes(Date("2024-07-02"), When.of("2024-07-03", "2024-07-03")).rows == ()


def test_disputes_gather_every_disagreement_with_both_sides(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.listing("sco", "IN", "observer", 2006, 2025))
    ledger.append(desk.page("2024-07-01", desk.membership("sco", "IN", change="joined", valid_from="2017")))
    for day, outlet in (("2001-06-15", "Gulf Courier"), ("2001-07-15", "Atlas Morning")):
        ledger.append(desk.page("2024-07-06", desk.fact("founding", f"on {day}", {"organisation": "sco"}, valid_from=day), outlet=outlet))
    answer = ledger.disputes(When.of("2024-07-07", "2024-07-07"))
    assert [(x.type, x.open) for x in answer.disputes] == [("different day", True), ("different standing", False)]
    assert all(c in answer.cited for x in answer.disputes for v in x.versions for c in v.claims)


def test_statements_without_a_matter_belong_to_what_their_page_is_about(ledger: Ledger, desk: Any) -> None:
    said = desk.fact("statement", "said so", {"speaker": "zhang-ming"}, verb="said", force="said")
    ledger.append(desk.page("2024-07-01", said, chair(desk, "KZ", "holds")))
    ledger.append(desk.page("2024-07-02", desk.fact("statement", "on brics", {"speaker": "zhang-ming", "about": "brics"})))
    at_all = When.of("2024-07-03")
    assert [x.claims for x in ledger.statements(when=at_all, about="sco").rows] == [(x.id,) for x in ledger.claims(article=next(
        y for y in ledger.articles() if y.published == Date("2024-07-01")).id, kind="statement")]  # fmt: skip
    assert len(ledger.statements(when=at_all, by="zhang-ming").rows) == 2
    assert len(ledger.statements(when=at_all, by="zhang-ming", about="brics").rows) == 1


def test_a_statement_in_whose_words_a_claim_on_an_organisation_stands_is_about_it(ledger: Ledger, desk: Any) -> None:
    text = "He calls the chairmanship of KZ in the group a duty. He spoke of trade, too."
    said = [desk.fact("statement", words, {"speaker": "zhang-ming", "about": "KZ"}) for words in (text[:52], text[53:])]
    held = desk.fact("chairmanship", "chairmanship of KZ in the group", {"organisation": "sco", "holder": "KZ"}, change="holds")
    ledger.append(desk.page("2024-07-01", *said, held, text=text))
    answer = ledger.statements(when=When.of("2024-07-03"), about="sco")
    assert [answer.cited[x.claims[0]].words for x in answer.rows] == [text[:52]]


def test_documents_to_come_stand_beside_those_signed(ledger: Ledger, desk: Any) -> None:
    for modality in ("asserted", "planned"):
        fact = desk.fact(
            "document", f"{modality} declaration", {"title": ["=declaration"], "party": "sco"}, action="signed", modality=modality
        )
        ledger.append(desk.page("2024-07-04", fact, outlet=modality))
    answer = ledger.documents("sco", When.of("2024-07-05"))
    assert ([x.what["title"] for x in answer.rows], [x.status for x in answer.beside]) == (["declaration"], ["planned"])


def test_two_states_share_the_organisations_in_which_both_are_members(ledger: Ledger, desk: Any) -> None:
    ledger.append(desk.page("2024-01-01", desk.membership("sco", "IN CN", change="joined", valid_from="2017"),
                            desk.membership("brics", "IN CN", change="joined", valid_from="2009"),
                            desk.membership("las", "SY", change="joined")))  # fmt: skip
    ledger.append(desk.listing("asean", "CN", "dialogue_partner", 2000, 2025))
    assert [x.what["organisation"]["id"] for x in ledger.shared("IN", "CN", When.of("2024-02-01")).rows] == ["brics", "sco"]
    assert [x.what["organisation"]["id"] for x in ledger.shared("IN", "CN", When.of("2010-02-01")).rows] == ["brics"]


def test_meetings_found_by_what_is_near_are_those_found_by_comparing_all(desk: Any, fresh: Callable[[], Ledger]) -> None:
    """Reports are compared only with those that can be of the same meeting; comparing each with each must give the same."""
    pick = random.Random(7)
    facts = []
    for number in range(160):
        day = datetime.date(2019, 1, 1) + datetime.timedelta(days=pick.randrange(900))
        dates = [None, str(day.year), f"{day:%Y-%m}", day.isoformat(), f"{day}/{day + datetime.timedelta(days=2)}"]
        org, city = pick.choice(["sco", "brics", "sco oic", "sco-secretariat", "rats"]), pick.choice([None, "astana", "beijing"])
        told = {
            "valid_from": pick.choice(dates),
            "type": pick.choice(["summit", "council", None]),
            "ordinal": pick.choice([None, None, 20, 21]),
        }
        published = (day + datetime.timedelta(days=pick.randrange(-60, 60))).isoformat()
        roles = {"organisation": org, "city": city or ""}
        fact = desk.fact("meeting", f"Report {number} of {org} {city}.", roles, **{k: v for k, v in told.items() if v})
        facts.append(desk.page(published, fact, url=f"https://a.example/{number}"))
    ledger = fresh()
    ledger.append_all(facts)
    cited = ledger.witnesses.of_kind("meeting", When.of("2022-01-01"))
    found = {frozenset(x.cited.id for x in group) for group in gatherings(cited)}
    reports = [report(x) for x in cited]
    groups = {x.cited.id: {x.cited.id} for x in reports}
    for one, other in combinations(reports, 2):
        if same_meeting(one, other) and groups[one.cited.id] is not groups[other.cited.id]:
            groups[one.cited.id] |= groups[other.cited.id]
            for id in groups[other.cited.id]:
                groups[id] = groups[one.cited.id]
    assert found == {frozenset(x) for x in groups.values()}
    assert 1 < len(found) < len(reports)
