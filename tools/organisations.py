"""Organisations: labels, kinds, foundings, seats, and every written form that the press uses."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.languages.ru import forms
from written import LANGUAGES, PACKAGE, Row, acronym, irregular, table, variants, write_rows

COLUMNS = {"en": 3, "ru": 4, "ar": 5}
MARKS = {"=": "acronym", "~": "short", "!": "former"}
LABEL = "-"  # before a name that is shown, but too common to be looked for in pages
HEADINGS = ("id", "kind", "part_of", "successor", "ar", "ru", "en", "founding", "seat", "country", "wikidata")


def build() -> dict[str, int]:
    """Write the organisations' names in each language and `gazetteer/organisations.tsv`; returns the number of forms by language."""
    rows = [*table("organisations.tsv", 9), *_factbook_only()]
    lines = ["\t".join(HEADINGS), *("\t".join(_entity(row)) for row in sorted(rows))]
    (PACKAGE / "gazetteer" / "organisations.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    names = PACKAGE / "languages"
    return {lang: write_rows(names / lang / "names" / "organisations.tsv", _rows(rows, lang)) for lang in LANGUAGES}


def _factbook_only() -> Iterator[list[str]]:
    """Organisations that only the Factbook names: an English name, an abbreviation and, of the other languages, a name."""
    for listed, id, name, kind, part_of, ru, ar in table("factbook.tsv", 7):
        if name:
            english = f"{name}; ={listed}" if acronym(listed) and len(listed) > 3 and "-" not in listed else name
            yield [id, kind, part_of, english, ru, ar, "", "", ""]


def _entity(row: list[str]) -> list[str]:
    successor = row[2][1:] if row[2].startswith(">") else ""
    seat, _, country = row[7].rpartition(", ")
    labels = [row[COLUMNS[lang]].split("; ")[0].lstrip("=~!-") for lang in LANGUAGES]
    return [row[0], row[1], "" if successor else row[2], successor, *labels, row[6], seat, country, row[8]]


def _rows(rows: list[list[str]], lang: str) -> Iterator[Row]:
    for row in rows:
        for cell in (x for x in row[COLUMNS[lang]].split("; ") if x and x[0] != LABEL):
            form = MARKS.get(cell[:1], "name")
            yield from (Row(f"organisation:{row[0]}", written, form, "press") for written in _forms(cell.lstrip("=~!"), lang))


def _forms(name: str, lang: str) -> Iterator[str]:
    bare = name.removeprefix("the ") if lang == "en" else name
    for form in forms.cases(bare, irregular()) if lang == "ru" else [bare]:
        yield from variants(form, lang)
