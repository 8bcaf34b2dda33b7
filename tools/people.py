"""People: their labels, and their names in every case and spelling that the wires use."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import base_record
from cities import slug
from dragoman.gazetteer.folding import folded
from written import LANGUAGES, PACKAGE, Row, base_table, table, write_rows

COLUMNS = {"en": 3, "ru": 4, "ar": 5}
HEADINGS = ("id", "ar", "ru", "en", "of")
PARTICLES = "particles.ru.tsv"


def build(folder: Path) -> dict[str, int]:
    """Write the people's names in each language and `gazetteer/people.tsv`; returns the number of forms by language."""
    rows = sorted([*(by_hand := list(table("people.tsv", 6))), *_heads(folder, by_hand)])
    lines = ["\t".join(HEADINGS)]
    for row in rows:
        labels = [row[COLUMNS[lang]].split("; ")[0].lstrip("~") for lang in LANGUAGES]
        lines.append("\t".join((row[0], *labels, row[1])))
    (PACKAGE / "gazetteer" / "people.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    names = PACKAGE / "languages"
    return {lang: write_rows(names / lang / "names" / "people.tsv", _rows(rows, lang)) for lang in LANGUAGES}


def _heads(folder: Path, by_hand: list[list[str]]) -> Iterator[list[str]]:
    """Heads of state and government whom only the Factbook names: known in English alone, until a hand adds their names."""
    known = {folded(cell.lstrip("~")) for row in by_hand for cell in row[COLUMNS["en"]].split("; ")}
    ids = {row[0] for row in by_hand}
    for state, _, _, _, name, _ in base_record.offices(folder, base_table(folder, "offices_factbook.csv")):
        if folded(name) not in known and (id := slug(name)) not in ids:
            ids.add(id)
            yield [id, state, "none", name, "", ""]


def _rows(rows: list[list[str]], lang: str) -> Iterator[Row]:
    for row in rows:
        for cell in filter(None, row[COLUMNS[lang]].split("; ")):
            form = "short" if cell.startswith("~") else "name"
            name = cell.lstrip("~")
            for written in cases(name, row[2]) if lang == "ru" else [name]:
                yield Row(f"person:{row[0]}", written, form, "press")


def cases(name: str, declines: str) -> list[str]:
    """A Russian name of a person in the six cases: every word by its ending (m, f), the last alone (last), or none."""
    if declines == "none":
        return [name]
    words = name.split()
    still = set() if declines in ("m", "f") else set(range(len(words) - 1))
    gender = declines if declines in ("m", "f") else "m"
    forms = [[word] * 6 if n in still else _word(word, gender) for n, word in enumerate(words)]
    return list(dict.fromkeys(" ".join(parts) for parts in zip(*forms, strict=True)))


def _word(word: str, gender: str) -> list[str]:
    """The six cases of a word; of a hyphened one the last part declines."""
    first, dash, last = word.rpartition("-")
    if word in _particles() or word.isupper() or word.endswith("."):
        return [word] * 6
    for size in range(len(last), 0, -1):
        if endings := _endings().get((gender, last[-size:])):
            return [first + dash + last[:-size] + ending for ending in endings]
    return [word] * 6


@functools.cache
def _endings() -> dict[tuple[str, str], list[str]]:
    return {(cells[0], cells[1]): cells[2:8] for cells in table("person_endings.ru.tsv", 8)}


@functools.cache
def _particles() -> frozenset[str]:
    return frozenset(word for cells in table(PARTICLES, 1) for word in cells[0].split())
