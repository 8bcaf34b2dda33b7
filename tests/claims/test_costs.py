"""A page twice as long costs twice as much, whatever it is made of."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from dragoman.flow import read

_spec = importlib.util.spec_from_file_location("costs", Path(__file__).parent / "costs.py")
assert _spec is not None
assert _spec.loader is not None
_costs = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_costs)
lines_run = _costs.lines_run

PAGES = {
    "many sentences": "Belarus joined the Shanghai Cooperation Organisation on 4 July 2024. The ministers of the bloc met in Astana. ",
    "one list": "Belarus, Russia, China, India, Iran, ",
    "one word": "abcdefghij",
    "one row of marks": '"(',
}


@pytest.mark.parametrize("piece", PAGES.values(), ids=PAGES)
def test_a_page_costs_in_proportion_to_its_length(piece: str) -> None:
    read(piece * 3, language="en")
    few, many = (lines_run(lambda n=n: read(piece * (n // len(piece)), language="en")) for n in (24_000, 48_000))  # type: ignore[misc]
    assert many < 2.6 * few
