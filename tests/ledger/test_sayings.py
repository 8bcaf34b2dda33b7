"""One saying in several languages is recognised, and what a version lacks or adds is told."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman.flow import read
from dragoman.ledger import Ledger, When

GIVEN: dict[str, Any] = tomllib.loads(Path(__file__).with_name("sayings.toml").read_text(encoding="utf-8"))


@pytest.fixture(params=["as given", "reversed"])
def told(request, tmp_path):
    """A ledger of the pages, and the number of each statement's saying by claim id."""
    sayings = {}
    pages = GIVEN["page"] if request.param == "as given" else GIVEN["page"][::-1]
    with Ledger.open(str(tmp_path / "said.sqlite"), base=False) as ledger:
        for page in pages:
            reading = read(page["text"].strip(), language=page["language"], published=page["published"])
            ledger.append((reading.article, reading.claims))
            statements = [x for x in reading.claims if x.kind == "statement"]
            assert len(statements) == len(page["says"]), page["text"]
            sayings |= {x.id: (number, page["language"]) for x, number in zip(statements, page["says"], strict=True)}
        yield ledger, sayings


def _retellings(ledger: Ledger, when: When) -> dict[str, list[Any]]:
    return ledger.retellings(ledger.witnesses.of_kind("statement", when), when)


def test_statements_of_one_saying_are_versions_of_one_another_and_no_others(told):
    ledger, sayings = told
    found = _retellings(ledger, When.of())

    def same(id: str) -> set[str]:
        own, spoken = sayings[id]
        return {x for x, (number, language) in sayings.items() if number == own and language != spoken}

    assert any(same(id) for id in sayings)
    assert {id: {x.cited.id for x in found.get(id, ())} for id in sayings} == {id: same(id) for id in sayings}


def test_a_version_shows_what_it_lacks_and_what_it_adds(told):
    ledger, sayings = told
    found = _retellings(ledger, When.of())
    english = {number: id for id, (number, language) in sayings.items() if language == "en"}
    differs = {(x["saying"], x["language"]): (x["lacks"], x["adds"]) for x in GIVEN["differs"]}
    nothing = {"names": [], "numbers": []}
    for number, id in english.items():
        for version in found[id]:
            shown = version.json()
            assert (shown["lacks"], shown["adds"]) == differs.get((number, shown["language"]), (nothing, nothing)), (number, shown)


def test_a_version_that_was_not_known_yet_is_not_shown(told):
    ledger, sayings = told
    languages = {x.cited.language for items in _retellings(ledger, When.of(known="2024-07-04")).values() for x in items}
    assert languages == {"en", "ru"}
    assert sayings
