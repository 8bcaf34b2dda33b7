"""What is kept between runs is what would be made anew, and trouble with the cache is nobody's trouble."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.claims.names.names import Names
from dragoman.claims.words.lexicon import load_language
from dragoman.claims.words.tokens import tokens
from dragoman.compiled import compiled, folder

Counted = tuple[Callable[[], list[str]], list[int]]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data file, with a cache folder of its own beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("DRAGOMAN_CACHE", raising=False)
    path = tmp_path / "table.tsv"
    path.write_text("one", encoding="utf-8")
    return path


def words_of(path: Path) -> Counted:
    """What makes the words of the file, and how often it did."""
    made: list[int] = []

    def make() -> list[str]:
        made.append(1)
        return path.read_text(encoding="utf-8").split()

    return make, made


def test_what_was_made_is_read_back_and_made_anew_when_the_file_changes(source: Path) -> None:
    make, made = words_of(source)
    assert compiled("table", [source], make) == compiled("table", [source], make) == ["one"]
    assert len(made) == 1
    source.write_text("one two", encoding="utf-8")
    assert compiled("table", [source], make) == ["one", "two"]
    assert len(made) == 2
    assert len(list((source.parent / "cache" / "dragoman").iterdir())) == 1  # the old one is gone, no draft is left


@pytest.mark.parametrize("spoil", [lambda data: b"", lambda data: data[:-2], lambda data: b"x" * len(data), lambda data: data[:32] + b"?"])
def test_a_spoilt_file_is_made_anew(source: Path, spoil: Callable[[bytes], bytes]) -> None:
    make, made = words_of(source)
    compiled("table", [source], make)
    (kept,) = (source.parent / "cache" / "dragoman").iterdir()
    kept.write_bytes(spoil(kept.read_bytes()))
    assert compiled("table", [source], make) == ["one"]
    assert len(made) == 2
    assert compiled("table", [source], make) == ["one"]
    assert len(made) == 2


def test_a_folder_that_cannot_be_written_does_no_harm(source: Path) -> None:
    (source.parent / "cache").write_text("a file where the folder should be", encoding="utf-8")
    make, made = words_of(source)
    assert compiled("table", [source], make) == compiled("table", [source], make) == ["one"]
    assert len(made) == 2


def test_it_can_be_switched_off(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_CACHE", "off")
    assert folder() is None
    assert compiled("table", [source], words_of(source)[0]) == ["one"]
    assert not (source.parent / "cache").exists()


def test_what_cannot_be_kept_is_made_and_what_fails_says_so(source: Path) -> None:
    made = compiled("table", [source], lambda: {"path": source})
    assert made == compiled("table", [source], lambda: {"path": source}) == {"path": source}
    with pytest.raises(FileNotFoundError):
        compiled("table", [source.with_name("missing")], lambda: source.with_name("missing").read_text(encoding="utf-8"))


def test_names_read_back_are_the_names_made(source: Path) -> None:
    language = load_language("en")
    text = "The Shanghai Cooperation Organisation, ASEAN and the Republic of Korea met in Astana."
    row = tokens(text, language.dictionary)
    made, kept = Names(language).find(row), Names(language).find(row)
    assert [dataclasses.astuple(x) for x in made] == [dataclasses.astuple(x) for x in kept]
    assert {o.id for f in kept for o in f.options} >= {"asean", "astana"}
    assert made[0].options[0].kind == "organisation"
