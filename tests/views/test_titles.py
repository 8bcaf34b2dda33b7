"""Titles of documents stand alone in the nominative where their endings tell it surely, and as they were given everywhere else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dragoman import gazetteer
from dragoman.model import Claim, Filler, Span
from dragoman.views.names import Namer
from dragoman.views.sentences import sentence
from dragoman.views.titles import standing_alone
from dragoman.views.words import LANGUAGES, Words

TITLES = tomllib.loads((Path(__file__).parent / "data" / "titles.toml").read_text("utf-8"))


@pytest.mark.parametrize(("given", "alone"), TITLES["told"].items())
def test_a_title_stands_alone_in_the_nominative(given, alone):
    assert standing_alone(given, "ru") == alone
    assert standing_alone(alone, "ru") == alone


@pytest.mark.parametrize("given", TITLES["left"]["titles"])
def test_a_title_that_leaves_a_doubt_is_left_as_it_is(given):
    assert standing_alone(given, "ru") == given


@pytest.mark.parametrize("lang", ["ar", "en", "kk", None])
def test_titles_of_other_languages_are_left_as_they_are(lang):
    for given in TITLES["told"]:
        assert standing_alone(given, lang) == given


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_of_a_document_has_its_title_so(lang):
    given, alone = next(iter(TITLES["told"].items()))
    span = Span(0, len(given))
    claim = Claim("document", {"title": (Filler(span, given, None, None),)}, span, "page", "test/by-hand", {"action": "signed"})
    told = sentence(claim, Namer(gazetteer.load(), Words(lang)), "ru").striptags()
    assert alone in told
    assert given not in told
