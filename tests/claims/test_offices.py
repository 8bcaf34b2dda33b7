"""Offices: sentences in three languages with what each says of who holds which office, and as many that only seem to."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.claims.offices.labels import titles
from dragoman.claims.offices.words import office_words
from dragoman.claims.people.people import person_at, role_person
from dragoman.claims.reading import look, read_article
from dragoman.model import Article, Claim, Date, unsound

HERE = Path(__file__).parent
EXAMPLES = [
    (code, *line.split("\t"))
    for code in ("ar", "ru", "en")
    for line in (HERE / f"offices.{code}.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def _said(claim: Claim) -> str:
    person, title = claim.fillers("person")[0], claim.fillers("title")[0]
    bodies = ",".join(x.id or x.surface for x in claim.fillers("body")) or "-"
    modality = "" if claim.modality == "asserted" else f"|{claim.modality}"
    return f"{person.id or person.surface}|{title.id}|{bodies}|{claim.qualifiers['change']}{modality}"


def _offices(code: str, text: str) -> list[Claim]:
    article = Article(text, code, published=Date("2024-06-01"))
    return [c for c in read_article(article).claims if c.kind == "office"]


@pytest.mark.parametrize(("code", "text", "expected"), EXAMPLES)
def test_a_sentence_says_these_offices_and_no_others(code: str, text: str, expected: str) -> None:
    claims = _offices(code, text)
    assert sorted([] if expected == "-" else expected.split(";")) == sorted(map(_said, claims))
    assert not [problem for c in claims for problem in unsound(c, text)]


def test_every_rule_that_reads_an_example_has_its_sentence() -> None:
    used = {(code, c.rule.partition("/")[2]) for code, text, _ in EXAMPLES for c in _offices(code, text)}
    assert {rule for code, rule in used if rule not in office_words(code).says} == set()


@pytest.mark.parametrize("code", ["ar", "ru", "en"])
def test_every_institution_and_portfolio_of_a_language_has_a_label(code: str) -> None:
    words, table = office_words(code), titles()
    assert words.codes("portfolios") - {"joint"} <= set(table["portfolios"])
    kinds = {x.removesuffix("-ministry") for x in words.codes("institutions")}
    assert kinds <= set(table["institutions"]) | set(table["portfolios"])


def test_a_surname_and_a_role_name_the_person_named_before() -> None:
    text = look(Article("Finnish Foreign Minister Elina Korhola spoke first. Korhola thanked Kenya. The minister left early.", "en"))
    surname = next(u for u in text.units if u.text == "korhola")
    role = [u for u in text.units if u.text == "minister"][-1]
    assert person_at(surname) is role_person(text, role) is text.people[0]


def test_a_list_of_those_present_has_each_name_on_the_line_above_its_title() -> None:
    text = "\n".join((
        "The council met in the presence of:", "His Excellency Dr Omar Warsama,", "Minister of Health of Kenya",
        "Ms Ana Duarte", "Minister of State of Peru",
    ))  # fmt: skip
    assert sorted(map(_said, _offices("en", text))) == ["Ana Duarte|minister|PE|holds", "Omar Warsama|health-minister|KE|holds"]
    apart = "The council met Ana Duarte, who stayed.\nMinister of Health of Kenya"
    assert _offices("en", apart) == []


def test_two_people_of_one_surname_are_not_told_apart_by_it() -> None:
    text = look(Article("Finnish Foreign Minister Elina Korhola met President of Kenya Matti Korhola. Korhola smiled.", "en"))
    assert len(text.people) == 2
    assert person_at([u for u in text.units if u.text == "korhola"][-1]) is None
