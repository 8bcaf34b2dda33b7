"""What is being read just now: told beside the ledger while it goes on, gone at the end however it ends, and never believed of the dead."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.__main__ import app
from dragoman.articles.sources import About
from dragoman.console import Failures, take
from dragoman.intake import Tally
from dragoman.ledger import Ledger
from dragoman.ledger import underway as module
from dragoman.ledger.underway import Announcing, Underway, underway

NOON = datetime.datetime(2024, 7, 4, 12, tzinfo=datetime.UTC)


class Clock:
    """Seconds that pass when told."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


def tally(read: int) -> Tally:
    found = Tally(claims=3 * read)
    found.pages.update({"read": read, "skipped": 1})
    return found


def left_behind(folder: Path, **changed: object) -> Path:
    """A file as a process leaves it that is killed; some of what it says changed."""
    with Announcing(str(folder / "a.sqlite")) as announced:
        announced.say("pages", 0.5, tally(7).sums)
        assert announced.file
        told = json.loads(announced.file.read_text("utf-8"))
    file = folder / "a.sqlite.underway-1.json"
    file.write_text(json.dumps(told | changed), encoding="utf-8")
    return file


def a_dead_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_the_sums_are_told_at_most_once_a_second_and_are_gone_at_the_end(tmp_path: Path) -> None:
    clock, ledger = Clock(), str(tmp_path / "a.sqlite")
    seen = []
    with Announcing(ledger, clock) as announced:
        for second, read in ((0.5, 10), (1.0, 20), (1.9, 30), (2.0, 40)):
            clock.at = second
            announced.say("pages", read / 50, tally(read).sums)
            seen += [(x.read, x.claims, x.skipped, x.share) for x in underway(ledger)]
        assert underway(f"sqlite:///{ledger}") == underway(ledger)
    assert seen == [(0, 0, 0, None), (20, 60, 1, 0.4), (20, 60, 1, 0.4), (40, 120, 1, 0.8)]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("end", [KeyboardInterrupt, ValueError])
def test_it_is_gone_when_the_import_is_broken_off(tmp_path: Path, end: type[BaseException]) -> None:
    found: list[Underway] = []

    def broken_off() -> None:
        with Announcing(str(tmp_path / "a.sqlite")):
            found.extend(underway(str(tmp_path / "a.sqlite")))
            raise end

    with pytest.raises(end):
        broken_off()
    assert len(found) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ledger", [":memory:", "sqlite:///:memory:", "postgresql://host/x"])
def test_a_ledger_without_a_file_tells_nothing(ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Announcing(ledger) as announced:
        announced.say("pages", 0.5, tally(1).sums)
        assert (underway(ledger), list(tmp_path.iterdir())) == ([], [])


def test_an_import_goes_on_where_no_file_can_be_written(tmp_path: Path) -> None:
    with Announcing(str(tmp_path / "nowhere" / "a.sqlite")) as announced:
        announced.say("pages", 0.5, tally(1).sums)
        assert underway(str(tmp_path / "nowhere" / "a.sqlite")) == []


def test_what_a_dead_process_left_is_not_believed_and_swept_away_by_the_next(tmp_path: Path) -> None:
    left_behind(tmp_path, pid=a_dead_process())
    assert underway(str(tmp_path / "a.sqlite")) == []
    with Announcing(str(tmp_path / "a.sqlite")) as announced:
        assert [x for x in tmp_path.iterdir() if x.suffix == ".json"] == [announced.file]


def test_one_that_is_silent_for_long_or_on_another_machine_is_told_by_its_age() -> None:
    told = Underway(NOON.isoformat(), NOON.isoformat())
    away = Underway(NOON.isoformat(), NOON.isoformat(), host="elsewhere", pid=2**40)
    minutes = [NOON + datetime.timedelta(minutes=x) for x in (1, 5, 11)]
    assert [[x.is_over(at) for at in minutes] for x in (told, away)] == [[False, False, True], [False, True, True]]


@pytest.mark.parametrize("words", ["", "[]", "{}", '{"since": 1', "\udcff"])
def test_a_file_that_cannot_be_understood_is_passed_over(tmp_path: Path, words: str) -> None:
    (tmp_path / "a.sqlite.underway-3.json").write_bytes(words.encode("utf-8", "surrogateescape"))
    assert underway(str(tmp_path / "a.sqlite")) == []


@pytest.mark.parametrize("changed", [{"said": "yesterday"}, {"read": "many"}, {"claims": -1}, {"share": "half"}, {"said": "2024-07-04"}])
def test_one_that_says_what_cannot_be_is_passed_over(tmp_path: Path, changed: dict[str, object]) -> None:
    assert len(underway(str(left_behind(tmp_path).with_name("a.sqlite")))) == 1
    left_behind(tmp_path, **changed)
    assert underway(str(tmp_path / "a.sqlite")) == []


def _pages(folder: Path, count: int) -> list[str]:
    folder.mkdir()
    for at in range(count):
        words = f"Kenya joined the Shanghai Cooperation Organisation on {at + 1} July 2024."
        (folder / f"{at}.txt").write_text(words, encoding="utf-8")
    return [str(folder)]


def test_adding_tells_of_itself_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "OFTEN", 0.0)
    path, seen = str(tmp_path / "a.sqlite"), list[Underway]()
    failures = Failures()
    with Ledger.open(path, base=False) as book:
        monkeypatch.setattr(book, "append_all", lambda readings: sum(bool(seen.extend(underway(path)) or x) for x in readings))
        take(book, _pages(tmp_path / "news", 5), None, About(language="en"), failures)
    assert [x.read for x in seen] == [1, 2, 3, 4, 5]
    assert [x.share for x in seen] == sorted(x.share or 0 for x in seen)
    assert seen[-1].share == 1.0
    assert underway(path) == []


def test_the_command_leaves_nothing_beside_the_ledger(tmp_path: Path) -> None:
    sources = _pages(tmp_path / "news", 2)
    result = CliRunner().invoke(app, ["add", *sources, "--language", "en", "--no-base", "--ledger", str(tmp_path / "a.sqlite")])
    assert result.exit_code == 0, result.output
    assert [x.name for x in tmp_path.iterdir() if "underway" in x.name] == []
