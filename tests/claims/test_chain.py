"""Who passed the news on: sentences in three languages with the outlets that each names as its witnesses."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.flow import read

ROWS = [line.split("\t") for line in (Path(__file__).parent / "chain.tsv").read_text("utf-8").splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize(("code", "text", "agencies", "told"), [(*row, "", "")[:4] for row in ROWS])
def test_the_witnesses_of_a_sentence_are_those_who_passed_it_on(code: str, text: str, agencies: str, told: str) -> None:
    article = read(text, language=code).article
    assert list(article.agencies) == [name for name in agencies.split("; ") if name]
    assert (article.interviewer or "") == told


def test_a_short_line_of_its_own_names_the_agencies() -> None:
    page = (
        "PRIME MINISTERS END THEIR MEETING\nThe Daily Veld, Nairobi, Saturday, March 18, 1961\n(Reuter and our London staff)\n\n"
        "LONDON, March 17. - The meeting of prime ministers ended this evening, and the ministers left for home."
    )
    assert "Reuters" in read(page, language="en").article.agencies
