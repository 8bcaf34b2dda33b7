"""Asking for the latest alone gives the end of the whole answer, whatever was judged and however far back one must go."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import pytest

from benchmarks.ledger import News
from dragoman.ledger import Answer, Ledger, When, witnesses
from dragoman.model import Date, Judgement

PAGES, ORGS = 60, ("sco", "brics")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    news = News()
    news.orgs, news.weights = list(ORGS), [2.0, 3.0]
    filled = Ledger.open(":memory:", base=False)
    filled.append_all(islice(news.pages(), PAGES))
    every = sorted(x.id for x in filled.claims())
    filled.judge(Judgement(x, "wrong", "an editor", "2020-01-01T00:00:00+00:00") for x in every[::5])
    return filled


@pytest.mark.parametrize("known", [None, "2004-05-05", "2019-12-31", "2021"])
@pytest.mark.parametrize("org", ORGS)
@pytest.mark.parametrize("latest", [1, 12, 10_000])
def test_the_latest_are_the_end_of_all(ledger: Ledger, latest: int, org: str, known: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witnesses, "_FIRST_BACK", 2)
    when = When.of("2026-01-01", known)
    asks: list[Callable[..., Answer]] = [
        lambda **more: ledger.statements(when=when, about=org, **more), lambda **more: ledger.documents(org, when, **more),
        lambda **more: ledger.numbers(when, org, **more), lambda **more: ledger.aims(org, when, **more),
    ]  # fmt: skip
    for ask in asks:
        whole, end = ask().rows, ask(latest=latest).rows
        assert [(x.what, x.claims) for x in end] == [(x.what, x.claims) for x in whole[-latest:]]
    assert ledger.statements(when=When.of("2026-01-01"), about=org).rows


@pytest.mark.parametrize("bounds", [("2010", "2012"), ("2015-06-01", "2015-06-30"), (None, "2008"), ("2020", None)])
def test_meetings_within_bounds_are_those_of_all_that_lie_there(ledger: Ledger, bounds: tuple[str | None, str | None]) -> None:
    after, before = (Date(x) if x else None for x in bounds)
    when = When.of("2018-01-01")
    every = [x for x in ledger.meetings("sco", when).rows if x.since]
    fitting = [x for x in every if (not after or x.since.last >= after.first) and (not before or x.since.first <= before.last)]  # type: ignore[union-attr]
    assert list(ledger.meetings("sco", when, after, before).rows) == fitting
    assert every
