"""The documentation is true: its commands run and print what it says, its Python runs, its JSON is of the form that is printed."""

from __future__ import annotations

import doctest
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
COLUMNS = re.compile(r"\s{2,}")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page of documentation."""

    page: Path
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(language: str) -> Iterator[Block]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in re.finditer(r"^```(\w+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            if found[1] == language:
                yield Block(page, text[: found.start()].count("\n") + 1, language, found[2])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of the sample news, as the documentation has it."""
    path = tmp_path_factory.mktemp("documented")
    subprocess.run([sys.executable, "-m", "dragoman", "add", str(ROOT / "examples" / "news")], cwd=path, check=True, capture_output=True)
    return path


def sessions(block: Block) -> Iterator[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines that the page says it prints."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, *lines = part.splitlines()
        yield command, lines


@pytest.mark.parametrize("block", list(blocks("console")), ids=str)
def test_commands_print_what_the_page_says(block: Block, folder: Path) -> None:
    for command, lines in sessions(block):
        name, *arguments = shlex.split(command)
        if name != "dragoman":
            assert command == "python3 dev.py setup"  # this environment is made by it
            continue
        done = subprocess.run([sys.executable, "-m", "dragoman", *arguments], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        printed = [squeeze(line) for line in done.stdout.splitlines()]
        for line in lines:
            told = squeeze(line).split("…")[0].strip()
            assert any(row.startswith(told) for row in printed), f"{block}: “{line}” is not printed by {command}"


def squeeze(line: str) -> str:
    """The line with one space between columns."""
    return COLUMNS.sub(" ", line.strip())


@pytest.mark.parametrize("block", [x for x in blocks("python") if ">>> " not in x.text], ids=str)
def test_python_runs(block: Block) -> None:
    exec(compile(block.text, str(block), "exec"), {"__name__": "documented"})


@pytest.mark.parametrize("page", [x for x in PAGES if ">>> " in x.read_text(encoding="utf-8")], ids=lambda x: x.name)
def test_a_session_in_python_prints_what_the_page_says(page: Path) -> None:
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert failed == 0 < tried


@pytest.mark.parametrize("block", list(blocks("json")), ids=str)
def test_the_json_has_the_fields_that_are_printed(block: Block) -> None:
    page = ROOT / "examples" / "news" / "2024-07-04-en-tenth-member.txt"
    command = [sys.executable, "-m", "dragoman", "read", str(page), "--format", "jsonl"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    printed = {row["type"]: row for row in map(json.loads, done.stdout.splitlines())}
    decoder, rest = json.JSONDecoder(), block.text.strip()
    while rest:
        row, end = decoder.raw_decode(rest)
        assert row.keys() == printed[row["type"]].keys()
        rest = rest[end:].strip()


def test_links_within_the_project_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} points at {target}"
