"""Sources become articles: bytes are decoded, languages told, HTML reduced to the words that it shows."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.articles.decoding import decode
from dragoman.articles.html import page_of
from dragoman.articles.language import detect, guess, tongues
from dragoman.articles.sources import About, articles, guess_kind
from dragoman.errors import BadInput
from dragoman.model import Article, Date, Skipped

HERE = Path(__file__).parent
PAGES = {lang: (HERE / "pages" / name).read_text(encoding="utf-8").partition("---\n")[2] for lang, name in {
    "ar": "credits-last.ar.txt", "ru": "ria-dash.ru.txt", "en": "blog-tail.en.txt"}.items()}  # fmt: skip
ENCODINGS = {
    "ar": ("utf-8", "utf-8-sig", "windows-1256", "iso-8859-6", "utf-16", "utf-16-le"),
    "ru": ("utf-8", "windows-1251", "koi8-r", "cp866", "iso-8859-5", "utf-16-be"),
    "en": ("utf-8", "windows-1252", "utf-16"),
}
LIKE_ANOTHER = {"ms", "uz", "mk", "sr", "uz-Cyrl"}  # their frequent words are a neighbour's too


@pytest.mark.parametrize(("lang", "encoding"), [(lang, encoding) for lang, all in ENCODINGS.items() for encoding in all])
def test_an_unlabelled_page_is_decoded(lang: str, encoding: str) -> None:
    text = PAGES[lang].encode(encoding, "ignore").decode(encoding)
    found, warnings = decode(PAGES[lang].encode(encoding, "ignore"), "page")
    alike = sum(a == b for a, b in zip(found, text, strict=False))
    assert alike >= len(text) * 0.99
    unmarked = encoding not in ("utf-8", "utf-8-sig", "utf-16")
    assert bool(warnings) == unmarked


@pytest.mark.parametrize("label", ["utf-8", "windows-1251", "no-such-encoding", "iso-8859-1"])
def test_a_wrong_label_is_overruled(label: str) -> None:
    found, (warning,) = decode(PAGES["ru"].encode("koi8-r", "ignore"), "page", label)
    assert found == PAGES["ru"].encode("koi8-r", "ignore").decode("koi8-r")
    assert "koi8-r" in warning
    assert label in warning


def test_a_right_label_needs_no_warning() -> None:
    assert decode(PAGES["ar"].encode("windows-1256", "ignore"), "page", "cp1256")[1] == ()


def test_text_that_was_decoded_twice_is_undone() -> None:
    twice = PAGES["ru"].encode().decode("latin-1").encode()
    found, warnings = decode(twice, "page")
    assert found == PAGES["ru"]
    assert warnings


def test_some_broken_bytes_are_told_not_fatal() -> None:
    found, (warning,) = decode(PAGES["ru"].encode() + b"\xff", "page")
    assert found.startswith(PAGES["ru"])
    assert "1 broken" in warning


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_are_refused_with_a_sentence(data: bytes) -> None:
    with contextlib.suppress(BadInput):
        text, _ = decode(data, "page")
        assert text.strip()


@pytest.mark.parametrize("lang", ["ar", "ru", "en"])
def test_the_three_languages_are_told(lang: str) -> None:
    assert detect(PAGES[lang]) == lang


@pytest.mark.parametrize("code", [x for x, row in tongues().items() if row["words"] and x not in LIKE_ANOTHER])
def test_a_language_is_known_by_its_own_frequent_words(code: str) -> None:
    words = sorted(tongues()[code]["words"])
    letters = "".join(sorted(tongues()[code]["letters"]))
    assert guess(" ".join(words * 2) + " " + letters) == code


def test_a_language_that_is_not_read_is_named() -> None:
    with pytest.raises(BadInput, match="French"):
        detect("Le sommet de l'organisation est dans la ville et il a dit que les ministres sont l\u00e0.")
    with pytest.raises(BadInput, match="no letters"):
        detect("2024-07-04 12:00")


@pytest.mark.parametrize("path", sorted((HERE / "html").glob("*.html")), ids=lambda p: p.name)
def test_a_page_in_html_shows_the_words_of_its_article(path: Path) -> None:
    text = page_of(path.read_text(encoding="utf-8"), path.name).text
    for foreign in ("script", "{", "<", "Home", "All rights", "An aside", "Another headline", "tracking"):
        assert foreign not in text
    assert len([line for line in text.split("\n") if line]) >= 3


def test_the_head_of_a_page_says_who_and_when() -> None:
    page = page_of((HERE / "html" / "json-ld.en.html").read_text(encoding="utf-8"), "page")
    assert (page.title, page.published, page.outlet) == ("Summit opens in Minsk", Date("2024-06-27"), "The Example Wire")
    assert (page.language, page.url) == ("en", "https://wire.example/summit")
    assert page.text.splitlines()[0] == "Summit opens in Minsk"
    assert "the host said.\nHe gave no day." in page.text


def test_the_head_says_authors_changes_and_editions_each_with_where_it_stands() -> None:
    (article,) = articles([str(HERE / "html" / "two-days.ru.html")])
    assert isinstance(article, Article)
    assert (article.published, article.updated) == (Date("2023-05-04"), Date("2023-05-06"))
    assert article.editions == {"ar": "https://pole.example/ar/1", "en": "https://pole.example/en/1"}
    authors = [x.words for x in article.head if x.what == "author"]
    assert len(authors) == 2  # an address is no author
    assert article.author == ", ".join(authors)
    said = {(x.what, x.where) for x in article.head}
    assert said >= {("title", "h1"), ("published", "JSON-LD datePublished"), ("outlet", "og:site_name")}


def test_days_that_differ_are_told() -> None:
    page = page_of((HERE / "html" / "two-days.ru.html").read_text(encoding="utf-8"), "page")
    assert page.warnings == (
        "The head of the page gives more than one day: JSON-LD datePublished says 2023-05-04, article:published_time says 2023-05-05. "
        "The first is taken.",
    )
    assert page_of((HERE / "html" / "json-ld.en.html").read_text(encoding="utf-8"), "page").warnings == ()


def test_a_container_that_holds_few_of_the_words_is_told() -> None:
    words = "The ministers of the bloc met in the city and agreed on the gas market of the union. "
    html = f"<body><article><p>{words * 9}</p></article><div><p>{words * 15}</p></div></body>"
    (warning,) = page_of(html, "page").warnings
    assert "holds 37% of the page's running words" in warning


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(BadInput, match="shows no words"):
        page_of("<html><body><div id=app></div><script>run()</script></body></html>", "page")
    with pytest.raises(BadInput, match="tags"):
        page_of("<div>" * 70_000, "page")


def test_the_kind_of_a_source_is_guessed() -> None:
    assert [guess_kind(x) for x in ("Ministers met.", '{"text": "x"}', "<!doctype html><p>x", '{"other": 1}', "\ufeff<html>")] == [
        "text", "jsonl", "html", "text", "html"]  # fmt: skip


def test_a_folder_s_table_says_what_its_pages_do_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ministers of the bloc met in the city.")
    (tmp_path / "b.html").write_text("<html lang=en><body><p>The ministers of the bloc met in the city and agreed.</p></body></html>")
    (tmp_path / "notes.md").write_text("not a page")
    (tmp_path / ".hidden.txt").write_text("not a page")
    (tmp_path / "pages.toml").write_text('[[page]]\nfile = "a.txt"\nlanguage = "en"\npublished = 2024-07-04\noutlet = "The Caravan"\n')
    first, second = articles([str(tmp_path)], About(outlet="Elsewhere"))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.published, first.outlet, second.outlet) == (Date("2024-07-04"), "The Caravan", "Elsewhere")


def test_what_cannot_be_read_is_a_value(tmp_path: Path) -> None:
    (tmp_path / "pages.toml").write_text("[[page")
    (tmp_path / "a.txt").write_text("Ministers met.")
    (skipped,) = articles([str(tmp_path)])
    assert isinstance(skipped, Skipped)
    assert "pages.toml cannot be read" in skipped.reason


def test_fields_of_a_json_line_go_before_options() -> None:
    row = {"id": 7, "text": "Ministers of the bloc met in the city.", "published": "2024-07-04T10:00:00Z", "language": "en-GB"}
    (found,) = articles(["-"], About(published=Date("2020"), outlet="The Caravan"), given=io.BytesIO(json.dumps(row).encode()))
    assert isinstance(found, Article)
    assert (found.id, found.language, found.published, found.outlet) == ("7", "en", Date("2024-07-04"), "The Caravan")


@pytest.mark.parametrize(("row", "said"), [
    ({"text": "x", "language": "fr"}, "French"), ({"text": "x", "language": 3}, "should be a string"),
    ({"text": 5}, 'with "text" or "html"'), ([1], 'with "text" or "html"'),
    ({"text": "Ministers met.", "published": "yesterday"}, "yesterday"),
    ({"text": "  "}, "empty"),
])  # fmt: skip
def test_a_json_line_that_is_no_page_says_why(row: object, said: str) -> None:
    (found,) = articles(["-"], kind="jsonl", given=io.BytesIO(json.dumps(row).encode()))
    assert isinstance(found, Skipped)
    assert "line 1" in found.reason
    assert said in found.reason
