"""The command that compares names across scripts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from dragoman.errors import BadCall, BadInput


def add_names(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command(rich_help_panel="Reading")(match)


CandidatesOption = Annotated[
    Path, typer.Option("--candidates", help="A file with a name a line, in any of the three scripts.", metavar="FILE")
]
Names = Annotated[list[str] | None, typer.Argument(help="Names; - or nothing for one a line of standard input.", metavar="[NAME…|-]")]
LimitOption = Annotated[int, typer.Option("--limit", help="How many candidates to name for each.", min=1)]


def match(candidates: CandidatesOption, names: Names = None, limit: LimitOption = 10) -> None:
    """Names across scripts: the nearest candidates with their scores, one JSON object a line. From 0.8 on two names are one person's."""
    from dragoman.gazetteer.matching import Candidates

    given = _lines_of(candidates)
    if not given:
        raise BadInput(f"{candidates} holds no name: write one name a line.")
    chosen = Candidates(given)
    for name in _queries(names or ["-"]):
        best = [{"name": each.name, "score": each.score} for each in chosen.best(name, limit)]
        print(json.dumps({"query": name, "candidates": best}, ensure_ascii=False), flush=True)


def _lines_of(path: Path) -> list[str]:
    """The names of a file; raises BadCall where there is none such, BadInput where it is no text."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not UTF-8 at byte {error.start}: save it as UTF-8.") from None
    except OSError as error:
        raise BadCall(f"{path} cannot be read ({error.strerror}): --candidates wants a file with a name a line.") from None
    return [line.strip() for line in text.splitlines() if line.strip()]


def _queries(names: list[str]) -> Iterator[str]:
    for name in names:
        if name == "-":
            yield from (line.strip() for line in sys.stdin if line.strip())
        elif name.strip():
            yield name.strip()
