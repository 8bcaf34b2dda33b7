"""A new body is told by its name in the first case."""

from pathlib import Path

import pytest

from dragoman.claims.words.cases import first_case
from dragoman.claims.words.lexicon import load_language

ROWS = [line.split("\t") for line in Path(__file__).with_name("cases.tsv").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]


@pytest.mark.parametrize(("code", "written", "name"), ROWS)
def test_a_name_is_told_in_the_first_case(code: str, written: str, name: str) -> None:
    assert first_case(load_language(code), written) == name
