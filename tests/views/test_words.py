"""The words of the pages: complete in three languages, right in number, date and case; and no word anywhere else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dragoman import gazetteer
from dragoman.model import Date
from dragoman.views.dates import spoken
from dragoman.views.names import Namer
from dragoman.views.sentences import sentence
from dragoman.views.words import LANGUAGES, Words, catalogue, plural_form

DATA = Path(__file__).parent / "data"
TEMPLATES = sorted((Path(__file__).parents[2] / "dragoman" / "views" / "templates").glob("*.html"))
SPOKEN_ATTRIBUTES = r'\b(?:title|alt|placeholder|aria-label|value|content)="([^"]*)"'


def data(name):
    return tomllib.loads((DATA / name).read_text("utf-8"))


def shared(lang):
    return {key: value for key, value in catalogue(lang).items() if not key.startswith("grammar.")}


def test_the_three_catalogues_have_the_same_keys():
    assert shared("ar").keys() == shared("ru").keys() == shared("en").keys()


@pytest.mark.parametrize("lang", ["ar", "ru"])
def test_a_phrase_has_no_placeholder_that_the_english_lacks(lang):
    english = shared("en")
    for key, value in shared(lang).items():
        assert placeholders(value) <= placeholders(english[key]) | {"n"}, key


def placeholders(value):
    texts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    texts = [y for x in texts for y in (x if isinstance(x, list) else [x])]
    return {name for text in texts if isinstance(text, str) for name in re.findall(r"\{(\w+)", text)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_count_has_all_the_plural_forms_of_its_language(lang):
    forms = {plural_form(lang, n) for n in range(201)}
    for key, value in shared(lang).items():
        if key.startswith("count."):
            assert value.keys() - {"other"} == forms - {"other"}, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_take_the_form_that_a_reader_expects(lang):
    for n, expected in data("counts.toml")[lang].items():
        assert str(Words(lang).count("members", int(n))) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_dates_are_written_as_an_editor_writes_them(lang):
    for edtf, (alone, within) in data("dates.toml")[lang].items():
        assert (spoken(Words(lang), Date(edtf)), spoken(Words(lang), Date(edtf), "when")) == (alone, within)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("row", data("sentences.toml")["sentence"], ids=lambda x: f"{x['kind']}-{x['of']}")
def test_a_claim_is_told_in_one_right_sentence(desk, row, lang):
    found = [
        (claim, reading.article.language)
        for reading in desk.readings
        for claim in reading.claims
        if claim.kind == row["kind"] and row["of"] in {x.id for items in claim.roles.values() for x in items}
        and claim.modality == row.get("modality", "asserted")
    ]  # fmt: skip
    claim, written_in = found[0]
    assert sentence(claim, Namer(gazetteer.load(), Words(lang)), written_in).striptags() == row[lang]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda x: x.name)
def test_a_template_has_no_word_of_its_own(path):
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    spoken_in_tags = "".join(re.findall(SPOKEN_ATTRIBUTES, text)).replace("width=device-width, initial-scale=1", "")
    outside = re.sub(r"<[^>]*>", "", text)
    assert not re.search(r"[^\W\d_]", outside + spoken_in_tags), re.findall(r"[^\W\d_]+", outside + spoken_in_tags)


def test_a_word_that_templates_ask_for_is_in_the_catalogue():
    known = catalogue("en")
    for path in TEMPLATES:
        for key in re.findall(r'say\("([\w.]+)"[,)]', path.read_text("utf-8")):
            assert key in known, (path.name, key)


@pytest.mark.parametrize("lang", ["ar", "ru"])
@pytest.mark.parametrize("meeting", ["summit", "meeting", "talks"])
def test_the_stage_of_a_meeting_agrees_with_what_the_meeting_is_called(lang, meeting):
    words = Words(lang)
    assert str(words.stage("stage", "held", meeting)) == data("stages.toml")[lang][meeting]
    told = [words.stage(group, x, kind) for group in ("stage", "status") for x in words.keys(f"{group}.") for kind in (meeting, None)]
    assert not any("|" in x for x in told)
