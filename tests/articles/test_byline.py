"""Pages are taken apart as a careful reader does it: `pages/*.txt`, each line with the part that it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.articles.byline import READ, anatomy

PAGES = sorted((Path(__file__).parent / "pages").glob("*.*.txt"))


@dataclass
class Example:
    """A page, what it says of itself, and the part of each of its pieces."""

    said: dict[str, str] = field(default_factory=dict)
    text: str = ""
    parts: list[tuple[str, str]] = field(default_factory=list)


def example(path: Path) -> Example:
    head, _, body = path.read_text(encoding="utf-8").partition("---\n")
    page = Example({key: value.strip() for key, _, value in (line.partition(":") for line in head.splitlines())})
    for line in body.splitlines():
        kind, bar, piece = line.partition("|")
        if not bar:
            page.text += "\n"
            continue
        piece = piece.removeprefix(" ")
        glued = kind.startswith("+")
        page.text += piece if glued else ("\n" if page.text else "") + piece
        if piece.strip():
            page.parts.append((kind.strip("+ "), piece.strip()))
    return page


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_each_line_of_the_page_is_the_part_that_a_reader_sees(path: Path) -> None:
    page = example(path)
    found = anatomy(page.text, path.suffixes[0][1:])
    pieces = [(part.kind, line.strip()) for part in found.parts for line in part.span.of(page.text).split("\n")]
    assert pieces == page.parts


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_the_page_says_who_and_when(path: Path) -> None:
    page = example(path)
    found = anatomy(page.text, path.suffixes[0][1:])
    assert found.title == (page.said["title"] or None)
    assert (found.dateline.of(page.text).strip(" -") if found.dateline else "") == page.said["day"].strip(" -")
    assert found.outlet == page.said.get("outlet")
    assert found.photo_credit == page.said.get("photo")
    assert list(found.agencies) == [name.strip() for name in page.said["agencies"].split(";") if name.strip()]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_lines_that_broke_by_width_are_one_paragraph(path: Path) -> None:
    if "wrapped" not in path.name:
        return
    page = example(path)
    bodies = [part for part in anatomy(page.text, path.suffixes[0][1:]).parts if part.kind == "body"]
    assert len(bodies) == 2


WORDS = st.sampled_from([
    "Ministers met in Minsk.", "Home", "READ ALSO: Cats", "3 July 2024", "Photo: agency", "", "   ", "\u200f", "12", "Summit opens",
    "MINSK, July 3 (Reuters) - They met.", "- item", "It said:", "\u0644\u0627", "*** \u2028 x",
])  # fmt: skip


@given(st.lists(WORDS, max_size=12).map("\n".join) | st.text(max_size=200))
def test_every_word_of_a_page_is_in_exactly_one_part(text: str) -> None:
    parts = anatomy(text, "en").parts
    covered = [i for part in parts for i in range(part.span.start, part.span.end)]
    assert covered == sorted(set(covered))
    assert all(c.isspace() or not c.isalnum() for i, c in enumerate(text) if i not in set(covered))


def test_body_alone_is_read_with_titles_headings_and_date_lines() -> None:
    assert {"title", "heading", "body", "dateline"} == READ


def test_an_empty_page_has_no_parts() -> None:
    assert anatomy(" \n\n", "en").parts == ()


def test_lines_that_begin_with_days_of_many_years_are_news_and_no_date_lines() -> None:
    page = "Who joined when\n6 May 1955 - West Germany.\n30 May 1982 - Spain.\n5 June 2017 - Montenegro.\n4 April 2023 - Finland."
    assert [part.kind for part in anatomy(page, "en").parts] == ["title", "body", "body", "body", "body"]


def test_days_of_one_year_before_headlines_are_of_other_stories() -> None:
    page = "The leaders of eight states met in the capital for two days.\n3 July 2024 - Talks\n4 July 2024 - Summit\n5 July 2024 - Visit"
    assert [part.kind for part in anatomy(page, "en").parts][1:] != ["body", "body", "body"]
