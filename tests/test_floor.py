"""The reading is never worse than it was: `benchmarks/floor.toml` holds the figures. To lower one, write the reason beside it."""

from __future__ import annotations

import functools
import importlib.util
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
FLOOR = tomllib.loads((BENCHMARKS / "floor.toml").read_text(encoding="utf-8"))


def bench(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@functools.cache
def gold(aside: bool) -> dict[str, Any]:
    return bench("gold").figures(aside)  # type: ignore[no-any-return]


def floors(table: str) -> list[Any]:
    return [
        pytest.param(kind, measure, least, id=f"{kind} {measure}") for kind, row in FLOOR[table].items() for measure, least in row.items()
    ]


@pytest.mark.skipif(not bench("gold").GOLD.exists(), reason="the gold of facts is not here")
@pytest.mark.parametrize("table", ["gold", "gold_set_aside"])
class TestGold:
    def test_no_expected_thing_is_asserted(self, table: str) -> None:
        assert gold(table != "gold")["errors"]["false facts"] == 0

    def test_all_evidence_stands_in_the_text(self, table: str) -> None:
        assert gold(table != "gold")["errors"]["evidence that is not in the text"] == 0


@pytest.mark.skipif(not bench("gold").GOLD.exists(), reason="the gold of facts is not here")
@pytest.mark.parametrize(("kind", "measure", "least"), floors("gold"))
def test_the_part_it_was_developed_on(kind: str, measure: str, least: float) -> None:
    assert gold(False)[kind][measure] >= least


@pytest.mark.skipif(not bench("gold").GOLD.exists(), reason="the gold of facts is not here")
@pytest.mark.parametrize(("kind", "measure", "least"), floors("gold_set_aside"))
def test_the_part_that_was_set_aside(kind: str, measure: str, least: float) -> None:
    assert gold(True)[kind][measure] >= least


@pytest.mark.skipif(not bench("places").SUITE.exists(), reason="the suite of places is not here")
@pytest.mark.parametrize("language", sorted(FLOOR["places"]))
def test_places_in_three_scripts(language: str) -> None:
    assert bench("places").figures()[language][0] >= FLOOR["places"][language]


@functools.cache
def dates() -> dict[str, dict[str, float]]:
    return bench("dates").figures()  # type: ignore[no-any-return]


@pytest.mark.skipif(not bench("dates").SUITES.exists(), reason="the suites of dates are not here")
@pytest.mark.parametrize(("suite", "measure", "least"), floors("dates"))
def test_dates_of_the_open_suites(suite: str, measure: str, least: float) -> None:
    assert dates()[suite][measure] >= least
