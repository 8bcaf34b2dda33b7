"""Reading by slices: the ledger is the one that a single process makes, whatever is lost on the way."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from dragoman import cluster
from dragoman.articles.sources import About, articles
from dragoman.cluster import Slice
from dragoman.errors import BadCall, DragomanError
from dragoman.intake import Given, take_in
from dragoman.ledger import Ledger
from dragoman.ledger.exchange import export_lines

pytestmark = pytest.mark.skipif(importlib.util.find_spec("duckdb") is None, reason="needs the extra cluster (duckdb)")
NEWS = Path(__file__).resolve().parent.parent / "examples" / "news"


@pytest.fixture
def archives(tmp_path: Path) -> list[str]:
    """Three sources: the sample folder with its pages.toml, a file of lines with one bad line, and a file that is not there."""
    lines = tmp_path / "pages.jsonl"
    texts = ["Eritrea left IGAD on 12 December 2025.", "Kazakhstan said on Friday it would host the summit of the OTS in May."]
    rows = [{"id": f"p{n}", "text": text, "language": "en", "published": "2025-12-13"} for n, text in enumerate(texts)]
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows) + "no line of JSON\n", encoding="utf-8")
    folder = tmp_path / "news"
    shutil.copytree(NEWS, folder)
    return [str(folder), str(lines), str(tmp_path / "nothing.txt")]


def kept(pages: Iterable[Given], place: Path) -> tuple[list[str], dict[str, int]]:
    """The lines of the ledger that these pages make, without the moments of recording, and what became of the pages."""
    with Ledger.open(str(place / "record.sqlite"), base=False) as book:
        tally = take_in(book, pages, workers=1)
        export_lines(book.store, place / "record.jsonl")
    rows = [json.loads(line) for line in (place / "record.jsonl").read_text(encoding="utf-8").splitlines()]
    return [json.dumps({key: row[key] for key in row if key != "recorded_at"}) for row in rows], dict(tally.pages)


def alone(archives: list[str], place: Path) -> tuple[list[str], dict[str, int]]:
    place.mkdir()
    return kept(articles(archives), place)


def small_slices(monkeypatch: pytest.MonkeyPatch, archives: list[str]) -> list[Slice]:
    monkeypatch.setattr(cluster, "MOST_FILES", 4)
    pieces = cluster.slices(archives, About())
    assert len(pieces) > 3
    return pieces


def test_the_ledger_is_that_of_a_single_process(archives: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = small_slices(monkeypatch, archives)
    shards = cluster.read_all(pieces, tmp_path / "shards", "local", 2)
    (tmp_path / "many").mkdir()
    assert kept(cluster.outcomes_of(shards), tmp_path / "many") == alone(archives, tmp_path / "one")


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="needs the extra cluster (ray)")
def test_so_it_is_on_ray(archives: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = small_slices(monkeypatch, archives)
    shards = cluster.read_all(pieces, tmp_path / "shards", "ray", 2)
    (tmp_path / "many").mkdir()
    assert kept(cluster.outcomes_of(shards), tmp_path / "many") == alone(archives, tmp_path / "one")


def lost_once(piece: Slice, shards: str) -> str:
    """Reads a slice, but the first time its process is lost: for every other slice before it has read, for the others after."""
    mark = Path(shards) / f".lost-{piece.name}"
    if not mark.exists():
        mark.touch()
        if sum(map(ord, piece.name)) % 2:
            cluster.read_slice(piece, shards)
        os._exit(1)
    return cluster.read_slice(piece, shards)


def test_a_lost_reader_loses_no_slice_and_doubles_none(archives: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = small_slices(monkeypatch, archives)
    monkeypatch.setattr(cluster, "TRIES", 2 * len(pieces))  # each slice costs a round at most
    shards = cluster.read_all(pieces, tmp_path / "shards", "local", 2, work=lost_once)
    (tmp_path / "many").mkdir()
    assert kept(cluster.outcomes_of(shards), tmp_path / "many") == alone(archives, tmp_path / "one")
    assert len({*shards}) == len(pieces)


def always_lost(piece: Slice, shards: str) -> str:
    if "pages" in piece.name:
        os._exit(1)
    return cluster.read_slice(piece, shards)


def test_a_slice_that_kills_every_reader_is_named_and_the_others_are_kept(
    archives: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "MOST_FILES", 1)
    pieces = [x for x in cluster.slices(archives, About()) if "pages" in x.name or "nothing" in x.name]
    with pytest.raises(DragomanError, match=r"pages\.jsonl was lost 3 times.* goes on from there"):
        cluster.read_all(pieces, tmp_path / "shards", "local", 1, work=always_lost)
    done: list[tuple[int, int]] = []
    assert len(cluster.read_all(pieces, tmp_path / "shards", "local", 1, lambda n, of: done.append((n, of)))) == 2
    assert done[-1] == (2, 2)


def must_not_read(piece: Slice, shards: str) -> str:
    raise AssertionError(f"{piece} is read already")


def test_what_was_read_is_not_read_again_until_it_changes(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Belarus joined the SCO on 4 July 2024.", encoding="utf-8")
    first = cluster.read_all(cluster.slices([str(page)], About()), tmp_path / "shards", "local", 1)
    assert cluster.read_all(cluster.slices([str(page)], About()), tmp_path / "shards", "local", 1, work=must_not_read) == first
    page.write_text("Belarus became a member of the SCO on 4 July 2024.", encoding="utf-8")
    assert cluster.read_all(cluster.slices([str(page)], About()), tmp_path / "shards", "local", 1) != first


def test_what_is_no_file_is_refused() -> None:
    with pytest.raises(BadCall, match="Read it without --cluster"):
        cluster.slices(["https://127.0.0.1/feed"], About())
