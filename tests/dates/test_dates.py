"""Dates found and valued: the examples of ar.tsv, ru.tsv and en.tsv, and what holds of any text whatever."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims.costs import lines_run
from dates.examples import Example, examples
from hypothesis import given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.claims.dates.dates import DateWords, find_dates, load_date_words
from dragoman.claims.numbers.numbers import Quantity, find_numbers, find_ordinals, load_number_words
from dragoman.model import Date, Mention

HERE = Path(__file__).parent
LANGUAGES = ("ar", "ru", "en")
EXAMPLES = [example for language in LANGUAGES for example in examples(language)]


def folder(language: str) -> Path:
    return Path(str(dragoman.__file__)).parent / "languages" / language


def words(language: str) -> DateWords:
    return load_date_words(folder(language))


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.where for example in EXAMPLES])
def test_the_dates_of_an_example_are_found_and_nothing_else(example: Example) -> None:
    published = None if example.published == "-" else Date(example.published)
    found = find_dates(example.text, words(example.where[:2]), published)
    assert example.dates == [(m.span.of(example.text), m.span.start, str(m.value or ""), m.form) for m in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_examples_and_a_third_hold_no_date(language: str) -> None:
    own = [example for example in EXAMPLES if example.where.startswith(language)]
    assert len(own) >= 120
    assert 3 * sum(not example.dates for example in own) >= len(own)


def test_a_date_has_a_value_unless_its_form_says_why_not() -> None:
    for example in EXAMPLES:
        for _, _, value, form in example.dates:
            assert value or form in ("relative", "anchored", "vague"), example.where
            assert value[:2] != "--" or form == "recurrent", example.where


ALPHABET = st.sampled_from(
    [word for example in EXAMPLES for word in example.text.split()]
    + list(" ,.-/()':\n")
    + ["12", "2024", "\u0663\u0661", "\u0640", "\u064e", "\u200f"]
)
PIECES = st.lists(st.one_of(ALPHABET, st.text(max_size=5)), max_size=25).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(
    text=PIECES,
    language=st.sampled_from(LANGUAGES),
    published=st.sampled_from(["2024-07-01", "2024-02-29", "0001-01-01", "9999-12-31", "2024"]),
)
def test_whatever_the_text_spans_lie_inside_in_order_and_values_are_dates(text: str, language: str, published: str) -> None:
    last = 0
    for mention in find_dates(text, words(language), Date(published)):
        assert last <= mention.span.start < mention.span.end <= len(text)
        assert mention.kind == "date"
        assert mention.span.of(text).strip() == mention.span.of(text)
        assert mention.value is None or isinstance(mention.value, Date) or str(mention.value).startswith("--")
        last = mention.span.end


@settings(max_examples=150, deadline=None)
@given(text=PIECES, language=st.sampled_from(LANGUAGES))
def test_whatever_the_text_numbers_lie_inside_and_have_a_value(text: str, language: str) -> None:
    own = load_number_words(folder(language))
    for mention in [*find_numbers(text, own), *find_ordinals(text, own)]:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert isinstance(mention.value, Quantity | int)


HOSTILE = {
    "digits": "1" * 100_000,
    "digits apart": "12 " * 30_000,
    "slashes": "1/" * 50_000,
    "hyphens": "2024-" * 20_000,
    "marks": "a\u064b" * 50_000,
    "parentheses": "(" * 100_000,
    "months": "July " * 20_000,
    "number words": "twenty one thousand " * 5_000,
    "next": "next " * 20_000,
    "weekdays": "Friday, " * 12_000,
}


def _read(text: str) -> None:
    for language in LANGUAGES:
        find_dates(text, words(language), Date("2024-07-01"))
        find_numbers(text, load_number_words(folder(language)))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_no_more_than_its_length(name: str) -> None:
    whole = HOSTILE[name]
    _read(whole)  # what the lines that are run do not show, such as a pattern that tries for ever, would not end here
    part = len(whole) // 20
    once, twice = lines_run(lambda: _read(whole[:part])), lines_run(lambda: _read(whole[: 2 * part]))
    assert twice < 2.5 * once + 200


def spans(mentions: list[Mention], text: str) -> list[tuple[str, str]]:
    return [(mention.span.of(text), str(mention.value)) for mention in mentions]


def numbers(language: str) -> list[tuple[str, list[tuple[str, str]], str]]:
    """The rows of numbers.<language>.tsv: kind, sentence, expected words and values."""
    rows = []
    for line in (HERE / f"numbers.{language}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, text, *expected = line.split("\t")
            rows.append((text, [tuple(one.split("=", 1)) for one in expected if one], kind))
    return rows  # type: ignore[return-value]


@pytest.mark.parametrize(("language", "row"), [(language, row) for language in LANGUAGES for row in numbers(language)])
def test_the_numbers_of_a_sentence_are_found(language: str, row: tuple[str, list[tuple[str, str]], str]) -> None:
    text, expected, kind = row
    own = load_number_words(folder(language))
    dates = [mention.span for mention in find_dates(text, words(language), Date("2024-07-01"))]
    find = find_ordinals if kind == "ordinal" else find_numbers
    assert [tuple(pair) for pair in expected] == spans(find(text, own, dates), text)
