"""States: labels, formal names, adjectives, demonyms, and the capitals that stand for governments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dragoman.languages.ru import forms
from written import (
    LANGUAGES,
    PACKAGE,
    PLURALS,
    Row,
    acronym,
    arabic_adjective,
    arabic_people,
    base_table,
    irregular,
    several,
    table,
    write_rows,
)

COMPOUND = "\u043e"  # ends the first half of a Russian compound adjective
HEADINGS = ("id", "ar", "ru", "en", "formal_ar", "formal_ru", "formal_en", "iso3", "wikidata", "from", "to")


def build(folder: Path) -> dict[str, int]:
    """Write the states' names in each language and `gazetteer/states.tsv`; returns the number of forms by language."""
    base = base_table(folder, "states.csv")
    entities = list(_entities(base))
    lines = ["\t".join(HEADINGS), *("\t".join(e[h] for h in HEADINGS) for e in entities)]
    (PACKAGE / "gazetteer" / "states.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return {lang: write_rows(PACKAGE / "languages" / lang / "names" / "states.tsv", _rows(base, entities, lang)) for lang in LANGUAGES}


def _entities(base: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    display = {cells[0]: dict(zip(LANGUAGES, cells[1:], strict=True)) for cells in table("states.display.tsv", 4)}
    for row in base:
        shown = display.get(row["iso2"], {})
        labels = {lang: shown.get(lang) or _spelt(row[f"name_{lang}"]) for lang in LANGUAGES}
        formal = {f"formal_{lang}": _spelt(row[f"formal_{lang}"]) for lang in LANGUAGES}
        yield {"id": row["iso2"], **labels, **formal, "iso3": row["iso3"], "wikidata": row["wikidata"], "from": "", "to": ""}
    for cells in table("states.others.tsv", 6):
        yield dict.fromkeys(HEADINGS, "") | dict(zip(("id", *LANGUAGES, "from", "to"), cells, strict=True))


def _rows(base: list[dict[str, str]], entities: list[dict[str, str]], lang: str) -> Iterator[Row]:
    loose = {written: form for form, written in table("states.loose.tsv", 2)}
    for row in table(f"states.{lang}.tsv", 5):
        yield from _pressed(row, lang, loose)
    for entity in entities:
        for key in (lang, f"formal_{lang}"):
            yield from _names(f"state:{entity['id']}", entity[key], lang, loose, "CLDR" if key == lang and len(entity["id"]) == 2 else "UN")
    for fact in base:
        for key, source in ((f"name_{lang}", "CLDR"), (f"un_{lang}", "UN")):
            name = _spelt(fact[key])
            if name and not set("(") & set(name) and " - " not in name:
                yield from _names(f"state:{fact['iso2']}", name, lang, loose, source)


def _pressed(row: list[str], lang: str, loose: dict[str, str]) -> Iterator[Row]:
    entity = f"state:{row[0]}"
    for name in several(row[1]):
        yield from _names(entity, name, lang, loose, "press")
    for capital in several(row[4]):
        yield from (Row(entity, written, "capital", "press") for written in _cases(capital, lang))
    for adjective in several(row[2]):
        yield from (Row(entity, written, "adjective", "press") for written in _adjective(adjective, lang))
    for people in several(row[3]):
        yield from (Row(entity, written, "demonym", "press") for written in _people(people, lang))
    if lang == "ar":
        plurals = (adjective + ending for adjective in several(row[2]) if " " not in adjective for ending in PLURALS)
        yield from (Row(entity, written, "demonym", "press") for plural in plurals for written in arabic_people(plural))


def _names(entity: str, name: str, lang: str, loose: dict[str, str], source: str) -> Iterator[Row]:
    bare = name.removeprefix("the ").removeprefix("The ") if lang == "en" else name
    form = loose.get(name) or loose.get(bare) or ("acronym" if lang != "ar" and acronym(bare) else "name")
    yield from (Row(entity, written, form, source) for written in _cases(bare, lang))


def _cases(name: str, lang: str) -> list[str]:
    return forms.cases(name, irregular()) if lang == "ru" else [name.removeprefix("the ")]


def _adjective(lemma: str, lang: str) -> list[str]:
    if lang == "ar":
        return arabic_adjective(lemma)
    if lang == "ru":  # also the first half of a compound: "Russian-Chinese"
        return [*forms.adjective(lemma), lemma[:-2] + COMPOUND]
    return [lemma]


def _people(lemma: str, lang: str) -> list[str]:
    if lang == "ar":
        return arabic_people(lemma)
    return forms.noun(lemma) if lang == "ru" else [lemma]


def _spelt(name: str) -> str:
    """The name without footnote marks, ampersands and abbreviated islands."""
    for short, full in table("islands.ru.tsv", 2):
        name = name.replace(short, full)
    return name.replace("*", "").replace("&", "and").replace("St. ", "Saint ").replace("(the)", "").removeprefix("the ").strip()
