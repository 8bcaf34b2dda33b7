"""The commands of the desk: who may judge, judging, and briefings in files."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from dragoman.__main__ import app
from dragoman.errors import BadCall, UnknownName
from dragoman.ledger import Ledger


@pytest.fixture
def path(desk, tmp_path):
    """A ledger of its own."""
    place = str(tmp_path / "own.sqlite")
    with Ledger.open(place, base=False) as ledger:
        for reading in desk.readings:
            ledger.append(reading, recorded_at="2024-07-09T12:00:00+00:00")
    return place


@pytest.fixture
def run(path):
    """Runs a command on the ledger; its output. What the user can mend is raised as it is."""

    def runs(*arguments, given=""):
        done = CliRunner().invoke(app, [*arguments, "--ledger", path], input=given)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.stdout

    return runs


def test_readers_are_added_listed_and_removed(run):
    run("users", "add", "Reader One", "--password-stdin", given="a long password\n")
    run("users", "add", "Another", "--password-stdin", given="another password\n")
    assert run("users", "list").split("\n")[:-1] == ["Another", "Reader One"]
    run("users", "remove", "Another")
    assert run("users", "list") == "Reader One\n"
    with pytest.raises(BadCall, match="Another"):
        run("users", "remove", "Another")


def test_what_is_judged_leaves_the_queue(run):
    rows = [x for x in map(json.loads, run("review", "--format", "jsonl").splitlines()) if x["line"] == "row"]
    first = rows[0]["claim"]
    run("judge", "wrong", first, "--by", "Reader One")
    assert first not in run("review", "--format", "jsonl", "--most", "500")
    run("judge", "undone", first, "--by", "Reader One")
    assert first in run("review", "--format", "jsonl", "--most", "500")


@pytest.mark.parametrize("lang", ["ar", "ru", "en"])
def test_a_briefing_is_written_as_text_with_its_sources(run, lang):
    told = run("briefing", "sco", "--on", "2024-07-09", "--lang", lang)
    lines = [x for x in told.splitlines() if x.startswith("  • ")]
    assert lines
    assert all("[" in x for x in lines)
    assert "\n[1] " in told


def test_a_briefing_is_written_into_files(run, tmp_path):
    for form, begins in (("docx", b"PK"), ("html", b"<!doctype html>"), ("json", b"{"), ("txt", b"Shanghai")):
        place = tmp_path / f"brief.{form}"
        run("briefing", "sco", "--on", "2024-07-09", "--to", str(place))
        assert place.read_bytes().startswith(begins)
    assert "/static/" not in (tmp_path / "brief.html").read_text("utf-8").split("<body>")[0].replace("/static/icon.svg", "")


def test_a_briefing_on_nothing_names_what_is_near(run):
    with pytest.raises(UnknownName, match="Shanghai Cooperation Organisation"):
        run("briefing", "Shanghai Coperation Organisatoin")


def test_a_briefing_in_an_unknown_form_is_refused(run, tmp_path):
    with pytest.raises(BadCall, match=r"\.docx"):
        run("briefing", "sco", "--to", str(tmp_path / "brief.odt"))
