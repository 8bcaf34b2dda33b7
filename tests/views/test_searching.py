"""The search for statements: any form of a word finds all its forms; filters hold; what is appended is found."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dragoman.gazetteer import load
from dragoman.views.searching import stem, stems

FORMS = tomllib.loads((Path(__file__).parent / "data" / "forms.toml").read_text("utf-8"))


@pytest.mark.parametrize("group", FORMS["same"], ids=lambda x: x["forms"][0].encode("unicode_escape").decode()[:20])
def test_any_form_of_a_word_finds_all_its_forms(group):
    assert len({stems(x) for x in group["forms"]}) == 1


@pytest.mark.parametrize("group", FORMS["apart"], ids=lambda x: x["forms"][0].encode("unicode_escape").decode()[:20])
def test_other_words_are_not_taken_for_the_same(group):
    assert len({stems(x) for x in group["forms"]}) == len(group["forms"])


def test_every_statement_is_found_by_any_word_of_it_and_by_its_speaker_in_three_languages(desk):
    statements = [(c, x.article) for x in desk.readings for c in x.claims if c.kind == "statement"]
    assert statements
    for claim, article in statements:
        for word in claim.evidence.of(article.text).split()[:6]:
            if stem(word):
                assert claim.id in found(desk, q=word), word


def test_a_statement_is_found_by_its_speaker_s_name_in_any_language(desk):
    spoken = {x.id: c.id for r in desk.readings for c in r.claims if c.kind == "statement" for x in c.fillers("speaker") if x.id}
    named = {id: entity for id in spoken if (entity := load().entity(None, id))}
    assert named
    for id, entity in named.items():
        for label in entity.labels.values():
            assert spoken[id] in found(desk, q=label), label


def test_filters_hold_and_their_absence_asks_for_nothing(desk):
    every = found(desk)
    languages = {x: found(desk, language=x) for x in ("ar", "ru", "en")}
    assert sorted(x for ids in languages.values() for x in ids) == sorted(every)
    assert found(desk, until="1999-01-01") == []
    assert found(desk, since="1999-01-01") == every
    assert found(desk, q="xyzzy") == []
    assert found(desk, known="2000-01-01") == []


def test_no_result_says_so_and_suggests(desk):
    for lang in ("ar", "ru", "en"):
        assert desk.page(f"/{lang}/statements?q=xyzzy").css("p.empty")


def found(desk, **query):
    rows = desk.client.get("/ru/statements.json", params=query).json()["statements"]["rows"]
    return [x["claims"][0] for x in rows]
