"""Adding a language takes a folder and no Python: Esperanto, kept under tests/toy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.claims import reading, rules
from dragoman.claims.names import names
from dragoman.claims.words import lexicon
from dragoman.errors import BadLanguageFolder
from dragoman.flow import read

TOY = Path(__file__).parents[1] / "toy"
CACHES = (lexicon.load_language, names.names_of, rules.rules_of, rules.rule_book, reading.date_words)


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the toy language, found by the reader."""
    shutil.copytree(TOY / "eo", tmp_path / "eo")
    monkeypatch.setattr(lexicon, "FOLDERS", [*lexicon.FOLDERS, tmp_path])
    for cache in CACHES:
        cache.cache_clear()
    yield tmp_path / "eo"
    for cache in CACHES:
        cache.cache_clear()


def said(text: str) -> list[tuple[str, str, str, str]]:
    claims = read(text, language="eo", published="2024-06-01").claims
    standing = [c for c in claims if c.kind != "number"]
    return [(c.kind, ",".join(x.id or "" for x in c.fillers("member")), c.modality, str(c.valid_from)) for c in standing]


def test_a_folder_is_all_a_language_takes(toy: Path) -> None:
    text = "Barato kaj Pakistano ali\u011dis al la \u015canhaja Organizo en 2017, kaj Irano en 2023."
    assert said(text) == [("membership", "IN,PK", "asserted", "2017"), ("membership", "IR", "asserted", "2023")]


def test_the_new_language_has_modality_too(toy: Path) -> None:
    text = "Oni atendas ke Belorusio povos ali\u011di al la \u015canhaja Organizo en julio 2024."
    assert said(text) == [("membership", "BY", "expected", "2024-07")]


def test_its_journeys_are_no_accessions(toy: Path) -> None:
    assert said("La delegitaro voja\u011dis de Barato al Pakistano en 2017.") == []


def test_its_dates_are_read(toy: Path) -> None:
    text = "La \u015canhaja Organizo de Kunlaborado fondi\u011dis la 15-an de junio 2001."
    assert said(text) == [("founding", "", "asserted", "2001-06-15")]


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("claims.toml", "<join>", "<joyn>", r"claims\.toml:1: rule “joined”: <joyn> is no class of lexicon\.toml"),
        ("claims.toml", 'claim    = "membership"', 'claim    = "membrship"', "“claim” must be one of membership"),
        ("claims.toml", "organisation:<organisation>", "organization:<organisation>", "role “organization” is unknown"),
        ("lexicon.toml", 'join = ["ali', "join = [ali", r"lexicon\.toml: .*line 2"),
        ("language.toml", 'direction = "ltr"', "", r"language\.toml:1: “direction” is missing"),
        ("names/states.tsv", "state:IN\tBarato", "Barato", r"states\.tsv:1: .* wants kind:id"),
    ],
)
def test_a_wrong_folder_is_refused_with_its_place(toy: Path, file: str, old: str, new: str, complaint: str) -> None:
    path = toy / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadLanguageFolder, match=complaint):
        said("Barato ali\u011dis.")


def test_a_missing_file_is_named(toy: Path) -> None:
    (toy / "lexicon.toml").unlink()
    with pytest.raises(BadLanguageFolder, match=r"lexicon\.toml: this file is missing"):
        said("Barato ali\u011dis.")
