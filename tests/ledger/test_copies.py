"""Wire copies are found as they arrive, by a few hashes of each page: in the ledger, among those about to be written, in old ledgers."""

from __future__ import annotations

import io
import json
import random
import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from dragoman import intake
from dragoman.ledger import Ledger, copies, store
from dragoman.ledger.copies import Arriving
from dragoman.ledger.origins import ALIKE, likeness, sketch_of, smallest
from dragoman.ledger.tables import SMALLEST, alike, likenesses
from dragoman.model import Article, Date, Reading

WORDS = [f"word{x}" for x in range(500)]


def words(seed: int, many: int = 120) -> list[str]:
    return random.Random(seed).choices(WORDS, k=many)


def page(text: list[str] | str, day: str | None = "2024-07-04", url: str = "https://a.example/1") -> Article:
    return Article(text if isinstance(text, str) else " ".join(text), "en", url=url, published=Date(day) if day else None)


def changed(given: list[str], every: int) -> list[str]:
    """The words with one in so many replaced."""
    return [f"other{i}" if i % every == 5 else x for i, x in enumerate(given)]


def reading(article: Article) -> Reading:
    return Reading(article, (), ())


def found(ledger: Ledger, article: Article) -> list[str | None]:
    return [x.url for x in ledger.copies(article)]


def test_copies_are_found_where_no_claim_is_shared(ledger: Ledger) -> None:
    own = words(1)
    original, copy = page(own), page(["Agency.", *changed(own, 40)], "2024-07-05", "https://b.example/1")
    ledger.append_all(map(reading, [copy, page(words(2), url="https://c.example/1"), original]))
    assert found(ledger, copy) == [original.url]
    assert found(ledger, original) == [copy.url]
    assert found(ledger, page(words(2), url="https://d.example/1")) == ["https://c.example/1"]
    assert found(ledger, page(words(3))) == []


def test_the_index_finds_what_comparing_each_with_each_finds(ledger: Ledger) -> None:
    """Of pairs that share much; of those that share just half, eight hashes may rarely have none in common."""
    pages = [page(changed(words(x), every), url=f"https://{every}.example/{x}") for x in range(30) for every in (6, 9, 20, 60, 500)]
    ledger.append_all(map(reading, pages))
    sketches = {x.url: sketch_of(x) for x in pages}
    for one in pages:
        alike = {x for x in sketches if x != one.url and likeness(sketches[one.url], sketches[x]) >= ALIKE}
        assert {x.url for x in ledger.copies(one)} == alike
    assert any(ledger.copies(x) for x in pages)


@pytest.mark.parametrize(("day", "is_copy"), [("2024-07-11", True), ("2024-06-27", True), ("2024-07-12", False), ("2023-07-04", False),
                                              (None, True)])  # fmt: skip
def test_the_same_words_much_later_are_those_of_a_form_that_comes_again(ledger: Ledger, day: str | None, is_copy: bool) -> None:
    ledger.append_all([reading(page(words(1)))])
    assert bool(ledger.copies(page(words(1), day, "https://b.example/1"))) == is_copy


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_have_neighbours(ledger: Ledger, day: str) -> None:
    ledger.append_all([reading(page(words(1), day))])
    assert len(ledger.copies(page(words(1), day, "https://b.example/1"))) == 1


def test_a_text_of_a_few_words_is_no_copy(ledger: Ledger) -> None:
    few = words(1, 12)
    ledger.append_all([reading(page(few))])
    assert (found(ledger, page(few, url="https://b.example/1")), _rows(ledger)) == ([], [])


def test_words_of_a_site_that_stand_on_all_its_pages_hide_no_copy(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "MOST", 5)
    foot = words(0, 200)
    ledger.append_all([reading(page([*words(x, 60), *foot], url=f"https://a.example/{x}")) for x in range(1, 40)])
    ledger.append_all([reading(page(words(77), url="https://a.example/77"))])
    assert found(ledger, page([*words(77), *words(78, 4)], url="https://b.example/1")) == ["https://a.example/77"]


def _rows(ledger: Ledger) -> list[Any]:
    with ledger.store.reading() as connection:
        return list(connection.execute(select(likenesses).order_by(*likenesses.primary_key.columns)))


def test_rebuilding_makes_the_index_again_and_the_base_record_is_not_in_it(ledger: Ledger) -> None:
    ledger.store.append_all([reading(page(words(9), url="https://reference.example/1"))], base=True)
    ledger.append_all(reading(page(words(x), url=f"https://a.example/{x}")) for x in range(5))
    rows = _rows(ledger)
    assert len(rows) == 5 * SMALLEST
    with ledger.store.writing() as connection:
        connection.execute(delete(likenesses))
    ledger.rebuild()
    assert _rows(ledger) == rows


def test_two_triples_with_one_hash_stand_in_the_index_once() -> None:
    hashes = [3, 5, 5, *range(10, 30)]
    assert list(smallest(struct.pack(f">{len(hashes)}I", *hashes))) == [3, 5, 10, 11, 12, 13, 14]


def test_an_older_ledger_gets_the_index_when_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "a.sqlite")
    with Ledger.open(path, base=False) as ledger:
        ledger.store.append_all([reading(page(words(9), url="https://reference.example/1"))], base=True)
        ledger.append_all([*(reading(page(words(x), url=f"https://a.example/{x}")) for x in range(7)), reading(page("Too short."))])
        rows = _rows(ledger)
    with sqlite3.connect(path) as connection:
        dropped = "".join(f"DROP TABLE {x};" for x in ("likenesses", "tellings", "alike", "touches"))
        connection.executescript(f"{dropped} ALTER TABLE articles DROP COLUMN head; UPDATE alembic_version SET version_num = '0002'")
    monkeypatch.setattr("dragoman.ledger.migrations.versions.r0003_likenesses._AT_ONCE", 3)
    with Ledger.open(path) as ledger:
        assert _rows(ledger) == rows
        assert found(ledger, page(words(3), url="https://b.example/1")) == ["https://a.example/3"]


def test_copies_are_the_same_however_their_pages_were_cut_into_batches() -> None:
    pages = [reading(page(changed(words(x), every), url=f"https://{every}.example/{x}")) for x in range(5) for every in (9, 20, 60, 500)]
    found = []
    for batches in ([pages], [[x] for x in pages], [pages[::-2], pages[::2], pages]):
        with Ledger.open(":memory:", base=False) as ledger:
            for batch in batches:
                ledger.append_all(batch)
            for _ in range(2):
                with ledger.store.reading() as connection:
                    found.append(list(connection.execute(select(alike).order_by(alike.c.article, alike.c.other))))
                ledger.rebuild()
    assert len(found[0]) > 20
    assert all(x == found[0] for x in found)


# While pages are read in.


def test_what_arrives_is_compared_with_what_is_about_to_be_written(ledger: Ledger) -> None:
    arriving = Arriving(ledger.store)
    given = [page(words(x // 2), url=f"https://{x % 2}.example/{x // 2}") for x in range(10)]
    said = [arriving.first(x) for x in given]
    assert [x and x.url for x in said] == [given[x - 1].url if x % 2 else None for x in range(10)]


def test_no_more_pages_are_kept_than_those_of_two_batches_and_none_is_missed(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (copies, store):
        monkeypatch.setattr(module, "BATCH", 4)
    arriving, said, kept = Arriving(ledger.store), list[str | None](), list[int]()

    def given() -> Iterator[Reading]:
        for x in range(40):
            article = page(words(x % 10), url=f"https://{x}.example/")
            first = arriving.first(article)
            said.append(first and first.url)
            kept.append(sum(x._pages for x in arriving._waiting))
            yield reading(article)

    ledger.append_all(given())
    ids = {page(words(x % 10), url=f"https://{x}.example/").url: page(words(x % 10), url=f"https://{x}.example/").id for x in range(40)}
    assert said[:10] == [None] * 10
    assert all(x is not None and int(x.removeprefix("https://").split(".")[0]) % 10 == n % 10 for n, x in enumerate(said[10:]))
    assert said[39] == min((x for x in ids if x and x.split(".")[0][-1] == "9" and x != "https://39.example/"), key=lambda x: ids[x])
    assert max(kept) <= 8


def test_a_newer_version_of_a_page_is_no_copy_of_the_older(ledger: Ledger) -> None:
    ledger.append_all([reading(page(words(1)))])
    assert Arriving(ledger.store).first(page([*words(1), "corrected"])) is None


def test_the_report_says_of_which_page_one_is_a_copy(tmp_path: Path) -> None:
    wire = "Kenya joined the Shanghai Cooperation Organisation on 4 July 2024 after a vote of its members in the hall of the palace."
    given = [page(wire), page("Agency. " + wire, "2024-07-05", "https://b.example/1"), page(words(1), url="https://c.example/1")]
    told = []
    for workers in (1, 2):
        written = io.StringIO()
        with Ledger.open(str(tmp_path / f"{workers}.sqlite"), base=False) as book:
            intake.take_in(book, given[:2], report=written, workers=workers)
            intake.take_in(book, [page(wire, "2024-07-06", "https://d.example/1"), given[2]], report=written, workers=workers)
        told.append([(x["page"], x.get("copy_of")) for x in map(json.loads, written.getvalue().splitlines())])
    first = "https://a.example/1"
    assert told[0] == told[1]
    assert told[0] == [(first, None), ("https://b.example/1", first), ("https://d.example/1", first), ("https://c.example/1", None)]
