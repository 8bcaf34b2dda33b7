"""Examples of dates as data: a sentence with its dates marked ⟦words|value!form⟧."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
_MARK = re.compile("\u27e6([^|\u27e7]*)\\|([^!\u27e7]*)(?:!([^\u27e7]*))?\u27e7")


class Example(NamedTuple):
    """A sentence, its day of publication, and the dates in it: words, start, value as text, form."""

    where: str
    published: str
    text: str
    dates: list[tuple[str, int, str, str]]


def examples(language: str, folder: Path = FOLDER) -> Iterator[Example]:
    """The examples of a language, each with the line it stands on."""
    for number, line in enumerate((folder / f"{language}.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            published, marked = line.split("\t")
            yield Example(f"{language}:{number}", published, *_unmark(marked))


def _unmark(marked: str) -> tuple[str, list[tuple[str, int, str, str]]]:
    text, dates, last = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        dates.append((mark[1], len(text), mark[2], mark[3] or "name"))
        text, last = text + mark[1], mark.end()
    return text + marked[last:], dates
