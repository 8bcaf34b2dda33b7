"""The commands that carry a ledger out and in, judge and retract, and the questions on standing, aims, decisions and corrections."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dragoman.__main__ import app
from dragoman.errors import BadCall, UnknownName
from dragoman.ledger import Ledger

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, desk: Any) -> Run:
    """Runs a command on a ledger that holds two pages and an edition of a reference work; what it prints."""
    path = str(tmp_path / "kept.sqlite")
    with Ledger.open(path, base=False) as ledger:
        ledger.append(desk.page("2024-07-04", desk.membership("sco", "BY", rank="member", change="joined", valid_from="2024-07-04"),
                                desk.fact("aim", "to ease trade", {"actor": "sco", "text": "=to ease trade"})))  # fmt: skip
        ledger.append(desk.page("2024-07-05", desk.fact("decision", "They set up a bank", {"body": "sco", "text": "=set up a bank"})))
        ledger.store.append_all([desk.listing("sco", "BY", "dialogue_partner", 2010, 2025)], base=True)

    def answer(*words: str) -> str:
        result = CliRunner().invoke(app, [*words, "--ledger", path], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    return answer


def first(text: str) -> dict[str, Any]:
    return json.loads(text.splitlines()[0])


def test_the_standing_of_a_state(run: Run) -> None:
    row = first(run("standing", "BY", "sco", "--on", "2024-07-05"))
    assert (row["rank"], row["certainty"], row["since"]) == ("member", "certainly", "2024-07-04")


def test_all_memberships_of_a_state(run: Run) -> None:
    assert first(run("memberships", "Belarus", "--on", "2024-07-05"))["organisation"]["id"] == "sco"


def test_corrections_aims_and_decisions(run: Run) -> None:
    row = first(run("corrections", "--on", "2024-07-05"))
    assert (row["member"]["id"], row["listed"], row["now"]) == ("BY", "dialogue_partner", "member")
    assert "ease trade" in run("aims", "sco")
    assert "a bank" in run("decisions", "sco")


def test_a_claim_judged_wrong_leaves_the_answers_and_comes_back(run: Run) -> None:
    claim = first(run("standing", "BY", "sco", "--on", "2024-07-05"))["claims"][0]
    assert "1 of the verdicts are new" in run("judge", "wrong", claim, "--by", "a reader", "--note", "misread")
    assert first(run("standing", "BY", "sco", "--on", "2024-07-05"))["rank"] == "dialogue_partner"
    run("judge", "undone", claim, "--by", "a reader")
    assert first(run("standing", "BY", "sco", "--on", "2024-07-05"))["rank"] == "member"


def test_a_retracted_page_leaves_the_answers_from_that_day_on(run: Run) -> None:
    given = [json.loads(x) for x in run("standing", "BY", "sco", "--on", "2024-07-05").splitlines()]
    page = next(x["page"]["id"] for x in given if x["line"] == "claim" and x["aspect"] == "change")
    assert run("retract", page, "--by", "the outlet", "--at", "2024-08-01").startswith("2 claims")
    assert first(run("standing", "BY", "sco", "--on", "2024-07-05", "--known", "2024-07-31"))["rank"] == "member"
    assert first(run("standing", "BY", "sco", "--on", "2024-07-05", "--known", "2024-08-02"))["rank"] != "member"


def test_a_page_that_is_not_there_cannot_be_retracted(run: Run) -> None:
    with pytest.raises(UnknownName, match="no page nosuch"):
        run("retract", "nosuch", "--by", "the outlet")


@pytest.mark.parametrize(("form", "name"), [("csv", "tables"), ("jsonl", "lines.jsonl")])
def test_out_and_in_again(run: Run, tmp_path: Path, form: str, name: str) -> None:
    run("export", form, str(tmp_path / name))
    result = CliRunner().invoke(app, ["import", form, str(tmp_path / name), "--no-base", "--ledger", str(tmp_path / "other.sqlite")])
    assert result.stdout == "4 claims and 0 judgements are new.\n"


@pytest.mark.parametrize("form", ["ftm", "quickstatements"])
def test_for_the_tools_of_others(run: Run, tmp_path: Path, form: str) -> None:
    assert str(tmp_path / "out") in run("export", form, str(tmp_path / "out"))
    assert (tmp_path / "out").read_text()


def test_a_panel_of_some_years_and_one_organisation(run: Run, tmp_path: Path) -> None:
    assert "2 rows" in run("export", "panel", str(tmp_path / "panel.csv"), "--org", "SCO", "--from", "2023", "--until", "2024")


def test_years_in_the_wrong_order_are_told(run: Run, tmp_path: Path) -> None:
    with pytest.raises(BadCall, match="no years from 2024 until 2023"):
        run("export", "panel", str(tmp_path / "panel.csv"), "--from", "2024", "--until", "2023")


def test_what_is_not_there_cannot_be_brought_in(run: Run, tmp_path: Path) -> None:
    with pytest.raises(BadCall, match="no such file"):
        run("import", "jsonl", str(tmp_path / "nowhere.jsonl"))


def test_a_rebuild_takes_up_the_present_base_record_once(run: Run) -> None:
    added, made = run("rebuild", "--base").splitlines()
    assert int(added.split()[0].replace(",", "")) > 1000
    assert added.endswith("claims of the base record added.")
    assert made.endswith("rows made again.")
    assert run("rebuild", "--base").splitlines() == ["0 claims of the base record added.", made]
    assert "Uzbekistan" in run("members", "sco")
