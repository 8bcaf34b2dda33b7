"""Many pages into the ledger: the same record whatever the number of workers, going on where it stopped, each page with its status."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman import intake
from dragoman.ledger import Ledger
from dragoman.model import Article, Date, Skipped

STATES = ("Belarus", "Laos", "Cuba", "Nepal", "Kenya")
Row = dict[str, object]


def pages(count: int) -> Iterator[Article | Skipped]:
    for at in range(count):
        if at % 40 == 7:
            yield Skipped(f"page {at}", f"page {at} is empty")
        else:
            words = f"{STATES[at % len(STATES)]} joined the Shanghai Cooperation Organisation on {at % 28 + 1} July 2024."
            yield Article(words, "en", url=f"https://example.org/{at}", published=Date("2024-07-30"))


def rows(path: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT id, article, kind, evidence_start FROM claims ORDER BY rowid").fetchall()


def take(path: Path, count: int, **options: object) -> intake.Tally:
    with Ledger.open(str(path), base=False) as book:
        return intake.take_in(book, pages(count), **options)  # type: ignore[arg-type]


def test_the_record_is_the_same_whatever_the_number_of_workers(tmp_path: Path) -> None:
    one, three = (take(tmp_path / f"{n}.sqlite", 200, workers=n) for n in (1, 3))
    assert one.pages == three.pages == {"read": 195, "skipped": 5}
    assert rows(tmp_path / "1.sqlite") == rows(tmp_path / "3.sqlite")
    assert one.new == three.new == len(rows(tmp_path / "1.sqlite")) > 150


def test_what_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    take(tmp_path / "a.sqlite", 50)
    more = take(tmp_path / "a.sqlite", 80)
    assert more.pages == {"known": 48, "read": 30, "skipped": 2}
    take(tmp_path / "b.sqlite", 80)
    assert rows(tmp_path / "a.sqlite") == rows(tmp_path / "b.sqlite")


def test_reading_again_adds_nothing(tmp_path: Path) -> None:
    take(tmp_path / "a.sqlite", 30)
    again = take(tmp_path / "a.sqlite", 30, again=True)
    assert (again.pages["read"], again.new) == (29, 0)


def test_each_page_has_its_status(tmp_path: Path) -> None:
    report, told = io.StringIO(), []
    take(tmp_path / "a.sqlite", 10, report=report, tell=told.append)
    statuses: list[Row] = [json.loads(line) for line in report.getvalue().splitlines()]
    assert [row["status"] for row in statuses] == ["read"] * 7 + ["skipped"] + ["read"] * 2
    assert statuses[7]["reason"] == told[0] == "page 7 is empty"
    assert all(row["claims"] for row in statuses if row["status"] == "read")


def test_a_page_on_which_the_reader_fails_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = intake.read_article

    def failing(page: Article) -> object:
        if "Cuba" in page.text:
            raise RecursionError("too deep")
        return whole(page)

    monkeypatch.setattr(intake, "read_article", failing)
    outcomes = list(intake.readings(pages(5), workers=1))
    assert [isinstance(x, Skipped) for x in outcomes] == [False, False, True, False, False]
    assert isinstance(outcomes[2], Skipped)
    assert "RecursionError: too deep" in outcomes[2].reason
