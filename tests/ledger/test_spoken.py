"""The index of what was said is kept beside the record, brought up to date when it is asked, and thrown away when its words are others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.ledger import Ledger
from dragoman.ledger.spoken import Index
from dragoman.ledger.store import Recorded


class Counting:
    """Finds the words of statements, and remembers of which it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, said: Recorded) -> Iterator[str]:
        self.asked.append(said.evidence)
        yield from said.evidence.lower().rstrip(".").split()
        yield f"language={said.language}"


def page(desk: Any, day: str, words: str) -> Any:
    return desk.page(day, desk.fact("statement", words, {"speaker": "=He", "about": "sco"}, verb="said"), url=f"https://x.example/{words}")


def found(index: Index, ledger: Ledger, *wanted: list[str], **bounds: str) -> list[str]:
    return [y.evidence.of(ledger.article(y.article).text) for x in index.find(wanted, **bounds) if (y := ledger.claim(x))]  # type: ignore[union-attr]


def test_the_latest_come_first_and_all_words_are_needed(ledger: Ledger, desk: Any) -> None:
    told = {"2024-07-05": "Water is scarce.", "2024-07-03": "Trade and water.", "2024-07-04": "Trade."}
    ledger.append_all([page(desk, *x) for x in told.items()])
    index = Index(ledger.store, "a", Counting())
    assert found(index, ledger) == ["Water is scarce.", "Trade.", "Trade and water."]
    assert found(index, ledger, ["water"]) == ["Water is scarce.", "Trade and water."]
    assert found(index, ledger, ["water"], ["trade", "scarce"], ["language=en"]) == ["Water is scarce.", "Trade and water."]
    assert found(index, ledger, ["water"], ["trade"]) == ["Trade and water."]
    assert found(index, ledger, ["peace"]) == []
    assert found(index, ledger, since="2024-07-04", until="2024-07-04") == ["Trade."]
    assert found(index, ledger, recorded="2000-01-01") == []
    every = index.find([])
    assert (every[-1], every[1:], len(every)) == (every[2], [every[1], every[2]], 3)


def test_it_is_kept_and_grows_by_what_was_appended(tmp_path: Path, desk: Any) -> None:
    file, words = str(tmp_path / "a.sqlite"), Counting()
    with Ledger.open(file, base=False) as ledger:
        ledger.append(page(desk, "2024-07-04", "Trade."))
        index = Index(ledger.store, "a", words)
        assert (found(index, ledger), words.asked) == (["Trade."], ["Trade."])
        ledger.append(page(desk, "2024-07-05", "Water."))
        assert (found(index, ledger), words.asked) == (["Water.", "Trade."], ["Trade.", "Water."])
    with Ledger.open(file) as ledger:
        index = Index(ledger.store, "a", again := Counting())
        assert (found(index, ledger, ["trade"]), again.asked) == (["Trade."], [])
        ledger.append(page(desk, "2024-07-05", "Water."))
        assert (found(index, ledger, ["water"]), again.asked) == (["Water."], [])


def test_one_with_other_words_is_thrown_away_and_so_is_one_of_a_record_that_is_rebuilt(ledger: Ledger, desk: Any) -> None:
    ledger.append_all([page(desk, "2024-07-04", "Trade."), page(desk, "2024-07-05", "Water.")])
    found(Index(ledger.store, "a", Counting()), ledger)
    index = Index(ledger.store, "b", words := Counting())
    assert (found(index, ledger), len(words.asked)) == (["Water.", "Trade."], 2)
    ledger.rebuild()
    assert (found(index, ledger, ["trade"]), len(words.asked)) == (["Trade."], 4)


def test_what_a_second_desk_added_is_there_for_the_first(tmp_path: Path, desk: Any) -> None:
    file = str(tmp_path / "a.sqlite")
    with Ledger.open(file, base=False) as one, Ledger.open(file) as other:
        desks = [Index(x.store, "a", Counting()) for x in (one, other)]
        for n, (day, words) in enumerate([("2024-07-04", "Trade."), ("2024-07-05", "Water."), ("2024-07-06", "Peace.")]):
            one.append(page(desk, day, words))
            assert found(desks[n % 2], one)[0] == words
        assert found(desks[0], one) == found(desks[1], other) == ["Peace.", "Water.", "Trade."]
