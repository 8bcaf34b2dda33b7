"""Names across scripts: 300 people in three scripts by sound alone, people with like names, and what cannot be compared."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from dragoman.gazetteer import load, matching
from dragoman.gazetteer.matching import MATCH, Candidates, score

HERE = Path(__file__).parent
PAIRS = [("ar", "ru"), ("ar", "en"), ("ru", "ar"), ("ru", "en"), ("en", "ar"), ("en", "ru")]


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


@pytest.fixture(scope="module")
def people() -> list[dict[str, str]]:
    """All who have a name in each script, in an order that says nothing about them."""
    found = [each for each in load().all("person").values() if {"ar", "ru", "en"} <= each.labels.keys()]
    return [dict(each.labels) for each in sorted(found, key=lambda each: hashlib.sha256(each.id.encode()).hexdigest())]


@pytest.fixture
def by_sound_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what the gazetteer knows of the people's other names."""
    monkeypatch.setattr(matching, "_known_as", lambda _name: frozenset())


@pytest.mark.usefixtures("by_sound_alone")
@pytest.mark.parametrize(("script", "other"), PAIRS)
def test_of_all_people_the_same_one_is_nearest(people: list[dict[str, str]], script: str, other: str) -> None:
    candidates = Candidates(each[other] for each in people[:300])
    asked = people[PAIRS.index((script, other)) : 300 : len(PAIRS)]  # each of the 300 once; the benchmark asks for each in every direction
    first = [candidates.best(each[script], 1)[0].name == each[other] for each in asked]
    assert sum(first) >= 0.97 * len(first)


@pytest.mark.parametrize(("one", "two"), rows("different_people.tsv"))
def test_people_with_like_names_are_not_taken_for_one(one: str, two: str) -> None:
    found = score(one, two)
    assert found is None or found < MATCH


@pytest.mark.usefixtures("by_sound_alone")
@pytest.mark.parametrize(("one", "two"), rows("same_people.tsv"))
def test_one_person_written_by_two_hands(one: str, two: str) -> None:
    found = score(one, two)
    assert found is not None
    assert found >= MATCH


@pytest.mark.parametrize("other", ["", "7", "…", "?!", "\u738b\u6bc5", "\u10e1\u10d0", "J."])
def test_what_cannot_be_compared_is_no_match(other: str) -> None:
    assert score("Sergei Ivanov", other) is None
    assert Candidates([other, "Sergei Ivanov"]).best("Ivanov, Sergei")[-1].score is None


def test_the_same_either_way_round(people: list[dict[str, str]]) -> None:
    for each in people[:60]:
        assert score(each["ar"], each["en"]) == score(each["en"], each["ar"])


def test_only_the_same_letters_score_one() -> None:
    assert score("Igor Ivanov", "IGOR IVANOV") == 1.0
    assert (score("Igor Ivanov", "Ivanov Igor") or 0) < 1.0


def test_what_the_gazetteer_knows_of_one_who_is_called_otherwise(people: list[dict[str, str]]) -> None:
    assert all((score(each["ar"], each["ru"]) or 0) >= MATCH for each in people)
