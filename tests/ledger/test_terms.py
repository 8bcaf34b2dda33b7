"""Chairs and offices term by term: who held them before, until when, and what a person has held."""

from __future__ import annotations

from dragoman.ledger import When


def _terms(answer) -> list[tuple[str, str | None, str | None, str]]:
    key = "holder" if answer.question == "chairs" else "person"
    return [(x.what[key]["id"], x.since and x.since.text, x.until and x.until.text, x.certainty) for x in answer.rows]


def _chaired(desk, day: str, state: str, **more):
    return desk.fact("chairmanship", f"{state} took the chair of sco on {day}.", {"organisation": "sco", "holder": state}, change="assumes",
                     valid_from=day, **more)  # fmt: skip


def test_chairs_are_told_term_by_term_as_known_on_a_day(ledger, desk) -> None:
    for day, state in (("2022-09-16", "IN"), ("2023-07-04", "KZ"), ("2024-07-04", "CN")):
        ledger.append(desk.page(day, _chaired(desk, day, state)))
    assert _terms(ledger.chairs("sco", When.of("2024-08-01"))) == [
        ("IN", "2022-09-16", "2023-07-04", "certainly"), ("KZ", "2023-07-04", "2024-07-04", "certainly"),
        ("CN", "2024-07-04", None, "certainly")]  # fmt: skip
    assert _terms(ledger.chairs("sco", When.of("2024-01-01"))) == [
        ("IN", "2022-09-16", "2023-07-04", "certainly"), ("KZ", "2023-07-04", None, "certainly")]  # fmt: skip
    known = ledger.chairs("sco", When.of("2024-08-01", known="2024-07-01"))
    assert _terms(known)[-1] == ("KZ", "2023-07-04", None, "certainly")
    answer = ledger.chairs("sco", When.of("2024-08-01"))
    assert all(x in answer.cited for row in answer.rows for x in row.claims)
    assert len(answer.rows[0].claims) == 2  # who says that it ended is cited too


def test_what_is_planned_is_no_term(ledger, desk) -> None:
    ledger.append(desk.page("2024-07-04", _chaired(desk, "2024-07-04", "CN"), _chaired(desk, "2025-07-04", "KG", modality="planned")))
    assert _terms(ledger.chairs("sco", When.of("2026-01-01"))) == [("CN", "2024-07-04", None, "certainly")]


def test_a_person_s_terms_are_those_of_all_bodies(ledger, desk) -> None:
    def office(day: str, person: str, body: str, title: str, change: str = "assumes"):
        roles = {"person": person, "title": [title], "body": body}
        return desk.fact("office", f"{person} {change} {title} {body}.", roles, change=change, valid_from=day)

    ledger.append(desk.page("2019-01-02", office("2019-01-01", "vladimir-norov", "sco", "secretary-general")))
    ledger.append(desk.page("2022-01-02", office("2022-01-01", "zhang-ming", "sco", "secretary-general")))
    ledger.append(desk.page("2023-01-02", office("2023-01-01", "vladimir-norov", "UZ", "foreign-minister")))
    when = When.of("2024-01-01")
    assert sorted(_terms(ledger.terms(None, when, person="vladimir-norov"))) == [
        ("vladimir-norov", "2019-01-01", "2022-01-01", "certainly"), ("vladimir-norov", "2023-01-01", None, "certainly")]  # fmt: skip
    assert _terms(ledger.terms("sco", when)) == [
        ("vladimir-norov", "2019-01-01", "2022-01-01", "certainly"), ("zhang-ming", "2022-01-01", None, "certainly")]  # fmt: skip


def test_what_no_term_rests_on_is_set_aside_once_by_the_last_term_of_its_holder(ledger, desk) -> None:
    def holds(day: str, state: str):
        roles = {"organisation": "sco", "holder": state}
        return desk.fact("chairmanship", f"{state} holds the chair of sco, {day}.", roles, change="holds")

    ledger.append(desk.page("2023-07-04", _chaired(desk, "2023-07-04", "KZ")))
    ledger.append(desk.page("2024-07-04", _chaired(desk, "2024-07-04", "CN")))
    for day, state in (("2023-08-01", "KZ"), ("2023-09-01", "KZ"), ("2024-08-01", "CN"), ("2024-08-02", "IN")):
        ledger.append(desk.page(day, holds(day, state)))
    answer = ledger.chairs("sco", When.of("2024-09-01"))
    aside = [[answer.cited[x.claim].known.isoformat() for x in row.set_aside] for row in answer.rows]
    assert [sorted(x) for x in aside] == [["2023-08-01", "2023-09-01"], ["2024-08-01", "2024-08-02"]]
    assert not {x.claim for row in answer.rows for x in row.set_aside} & {x for row in answer.rows for x in row.claims}
