"""A page twice as long costs twice as much, whatever it is made of."""

from __future__ import annotations

import pytest
from claims.costs import lines_run

from dragoman.flow import read

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
