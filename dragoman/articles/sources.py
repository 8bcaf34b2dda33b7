"""Sources -> articles, not yet taken apart. Files (packed or not), folders, standard input; text, HTML, JSON lines, feeds, mail, archives.

A folder may hold `pages.toml`, which says of each file what the file does not say itself: language, published, outlet, url, title.
What cannot be read is a `Skipped`, with its address and how to mend it; the other sources are read all the same.
"""

from __future__ import annotations

import io
import json
import os
import re
import tomllib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from dragoman.articles.containers import Entry, archive, feed, mailbox, packed_archive
from dragoman.articles.decoding import decode
from dragoman.articles.language import READ, detect, tongues
from dragoman.articles.lists import Listed, sitemap
from dragoman.articles.packed import Gauge, bare_name, opened, whole
from dragoman.errors import BadDate, BadInput
from dragoman.model import Article, Date, Said, Skipped

if TYPE_CHECKING:
    from dragoman.articles.fetching import Fetched

_SUFFIXES = {
    ".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".rss": "feed", ".atom": "feed", ".xml": "feed", ".mbox": "mbox", ".eml": "mbox", ".warc": "warc", ".wacz": "wacz",
}  # fmt: skip
_CONTAINERS = {"mbox": mailbox, "warc": archive, "wacz": packed_archive}
_ABOUT = ("language", "published", "outlet", "url", "title")


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a page from elsewhere than the page: from options, from `pages.toml`, from the fields of a JSON line."""

    language: str | None = None
    published: Date | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any], where: str) -> About:
        """From plain values; BadInput if one is not of its kind."""
        for key in _ABOUT:
            if given.get(key) is not None and not isinstance(given[key], str):
                raise BadInput(f"{where}: {key} should be a string, not {given[key]!r}.")
        values = {key: given.get(key) or None for key in _ABOUT}
        if values["language"]:
            values["language"] = known_language(values["language"], where)
        if values["published"]:
            values["published"] = _day(values["published"], where)
        return cls(**values)

    def or_else(self, other: About) -> About:
        """This, completed by the other where it says nothing."""
        return About(*(getattr(self, key) or getattr(other, key) for key in _ABOUT))


def known_language(code: str, where: str) -> str:
    """The code of a language that is read, from "ar", "ru-RU" or "en_GB". BadInput, naming it, for another."""
    short = code.strip().lower().replace("_", "-").split("-")[0]
    if short in READ:
        return short
    name = tongues().get(short, {}).get("name", code)
    raise BadInput(f"{where}: {name} ({code}) is not read. Dragoman reads Arabic (ar), Russian (ru) and English (en).")


def _day(text: str, where: str) -> Date:
    """A day, a month or a year; of a moment, its day."""
    try:
        return Date(text[:10] if len(text) > 10 and text[10] in "T " else text)
    except BadDate as error:
        raise BadInput(f"{where}: published: {error}") from None


def articles(
    sources: Iterable[str], about: About | None = None, kind: str | None = None, given: BinaryIO | None = None, gauge: Gauge | None = None
) -> Iterator[Article | Skipped]:
    """The articles of the sources, in order. `-` stands for the stream `given`; `kind` is one of KINDS and is guessed if not told.

    `gauge` is told of the bytes of files as they are read.
    """
    about = about or About()
    for source in sources:
        try:
            if source == "-":
                yield from _of_stream(given or io.BytesIO(), "standard input", about, kind)
            elif source.startswith(("http://", "https://")):
                yield from _of_address(source, about)
            elif os.path.isdir(source):
                yield from _of_folder(Path(source), about, kind, gauge)
            else:
                yield from _of_file(Path(source), about, kind, gauge)
        except BadInput as error:
            yield Skipped(source, str(error))


def kind_of(path: Path) -> str | None:
    """What a file holds, by its name; None where the name does not say."""
    return _SUFFIXES.get(os.path.splitext(bare_name(path))[1])


def files_of(source: str) -> list[Path]:
    """The files of a source that are read: itself, or the readable ones of a folder and its folders, by name."""
    if not os.path.isdir(source):
        return [Path(source)] if os.path.isfile(source) else []
    folder = Path(source)
    seen = (p for p in sorted(folder.rglob("*")) if not any(part.startswith(".") for part in p.relative_to(folder).parts))
    return [p for p in seen if p.is_file() and kind_of(p)]


def _of_folder(folder: Path, about: About, kind: str | None, gauge: Gauge | None) -> Iterator[Article | Skipped]:
    found = files_of(str(folder))
    if not found:
        raise BadInput(f"{folder} holds no file to read: the names should end in {', '.join(sorted(_SUFFIXES))} (and .gz or .zst).")
    for path in found:
        yield from in_folder(path, about, kind, gauge)


def in_folder(path: Path, about: About, kind: str | None = None, gauge: Gauge | None = None) -> Iterator[Article | Skipped]:
    """The articles of a file that was found in a folder, with what `pages.toml` beside it says of it."""
    try:
        yield from _of_file(path, _told(path).or_else(about), kind or kind_of(path), gauge)
    except BadInput as error:
        yield Skipped(str(path), str(error))


def _told(path: Path) -> About:
    """What `pages.toml` beside the file says of it."""
    table = path.parent / "pages.toml"
    if not table.is_file():
        return About()
    try:
        rows = tomllib.loads(table.read_text(encoding="utf-8")).get("page", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{table} cannot be read: {error}.") from None
    row: Mapping[str, Any] = next((row for row in rows if row.get("file") == path.name), {})
    return About.of({key: str(row[key]) for key in _ABOUT if key in row}, str(table))


def _of_address(url: str, about: About) -> Iterator[Article | Skipped]:
    """The page, the items of the feed, or the pages of the sitemap at an address."""
    from dragoman.articles.fetching import Fetcher

    with Fetcher() as fetcher:
        found = fetcher.get(url)
        if isinstance(found, Skipped):
            yield found
            return
        entries, listed = entries_at(found)
        yield from of_entries(entries, about)
        for each in listed:
            page = Skipped(each.url, f"{each.url} is a sitemap of its own: give its address.") if each.is_list else fetcher.get(each.url)
            yield from (page,) if isinstance(page, Skipped) else of_entries([page_at(page, each)], about)


def entries_at(found: Fetched) -> tuple[Iterable[Entry], list[Listed]]:
    """What stands at an address: the items of a feed or the one page; and the addresses of a sitemap."""
    begin = found.body[:600].lstrip()
    if b"<urlset" in begin or b"<sitemapindex" in begin:
        return (), sitemap(found.body, found.url)
    if guess_kind(begin.decode("utf-8", "replace")) == "feed":
        return feed(found.body, found.url), []
    return [page_at(found)], []


def page_at(found: Fetched, listed: Listed | None = None) -> Entry:
    """The page of an answer; what a list said of it completes it."""
    kind = "text" if found.kind == "text/plain" else "html"
    about = {"url": found.url, "published": listed.published, "title": listed.title} if listed else {"url": found.url}
    return Entry(found.url, found.body, kind, about, found.charset)


def _of_file(path: Path, about: About, kind: str | None, gauge: Gauge | None) -> Iterator[Article | Skipped]:
    with opened(path, gauge) as file:
        yield from _of_stream(file, str(path), about, kind or kind_of(path))


def _of_stream(file: BinaryIO, where: str, about: About, kind: str | None) -> Iterator[Article | Skipped]:
    """What holds many pages is read as it comes, never whole."""
    try:
        if kind == "jsonl":
            yield from _of_lines(file, where, about)
        elif kind in _CONTAINERS:
            yield from of_entries(_CONTAINERS[kind](file, where), about)
        else:
            yield from _of_bytes(whole(file, where), where, about, kind)
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(f"{where} is damaged; what stands before was read: {error}.") from None


def _of_bytes(data: bytes, where: str, about: About, kind: str | None) -> Iterator[Article | Skipped]:
    kind = kind or _by_magic(data)
    if kind in _CONTAINERS:
        yield from of_entries(_CONTAINERS[kind](io.BytesIO(data), where), about)
    elif kind == "feed":
        yield from of_entries(feed(data, where), about)
    else:
        text, warnings = decode(data, where)
        kind = kind or guess_kind(text)
        if kind == "jsonl":
            yield from _of_lines(io.BytesIO(text.encode()), where, about)
        elif kind == "feed":
            yield from of_entries(feed(data, where), about)
        else:
            yield _article(text, where, about, kind, warnings)


def _by_magic(data: bytes) -> str | None:
    begins = ((b"WARC/", "warc"), (b"From ", "mbox"))
    return next((kind for magic, kind in begins if data.startswith(magic) and b"\n" in data[:400]), None)


def of_entries(entries: Iterable[Entry], about: About) -> Iterator[Article | Skipped]:
    """The pages of a container; one that cannot be read is skipped, and the others are read."""
    for entry in entries:
        try:
            told, given = _told_by(entry).or_else(replace(about, url=None)), entry.content
            text, warnings = decode(given, entry.where, entry.charset) if isinstance(given, bytes) else (given, ())
            yield _article(text, entry.where, told, entry.kind, warnings, captured=entry.captured)
        except BadInput as error:
            yield Skipped(entry.where, str(error))


def _told_by(entry: Entry) -> About:
    """What a container says of a page; a language that is not read, or a date that is none, it did not say."""
    told = dict(entry.about)
    code = (told.get("language") or "").lower().replace("_", "-").split("-")[0]
    told["language"] = code if code in READ else None
    try:
        return About.of(told, entry.where)
    except BadInput:
        return About.of({**told, "published": None}, entry.where)


def guess_kind(text: str) -> str:
    """text, html, jsonl or feed, by how the text begins.

    >>> guess_kind('{"id": "1", "text": "Ministers met."}'), guess_kind("Ministers met.")
    ('jsonl', 'text')
    """
    from dragoman.articles.html import looks_like_html

    begin = text.lstrip("\ufeff \t\r\n")[:600]
    if re.search(r"<(?:rss|feed|rdf:RDF)[\s>]", begin) or begin.startswith("{") and "jsonfeed.org/version" in begin:
        return "feed"
    first = text.lstrip("\ufeff \t\r\n").split("\n", 1)[0]
    if first.startswith("{"):
        try:
            row = json.loads(first)
            if isinstance(row, dict) and ("text" in row or "html" in row):
                return "jsonl"
        except ValueError:
            pass
    return "html" if looks_like_html(text) else "text"


def _article(
    text: str, where: str, about: About, kind: str, warnings: tuple[str, ...] = (), id: str = "", captured: str | None = None
) -> Article:
    """The article of one page; its parts are told later. `captured` is the day for a page that says none."""
    head: tuple[Said, ...] = ()
    if kind == "html":
        from dragoman.articles.html import page_of

        page = page_of(text, where)
        text, head, warnings = page.text, page.head, (*warnings, *page.warnings)
        about = about.or_else(About(page.language if page.language in READ else None, page.published, page.outlet, page.url, page.title))
    if not text.strip():
        raise BadInput(f"{where} is empty: there is nothing to read.")
    if captured and not about.published:
        about = replace(about, published=Date(captured))
        warnings = (*warnings, f"The page says no day: that of its capture, {captured}, is taken.")
    language = about.language or _detected(text, where)
    return Article(text, language, id, about.url, about.title, about.published, about.outlet, warnings=warnings, head=head)


def _detected(text: str, where: str) -> str:
    try:
        return detect(text)
    except BadInput as error:
        raise BadInput(f"{where}: {error}") from None


def _of_lines(lines: Iterable[bytes], where: str, about: About) -> Iterator[Article | Skipped]:
    """One article a line; a line that is none is skipped, with its number."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{where}, line {number}"
        try:
            yield _of_row(line, place, about)
        except BadInput as error:
            yield Skipped(place, str(error))


def _of_row(line: bytes, place: str, about: About) -> Article:
    try:
        row = json.loads(decode(line, place)[0])
    except ValueError as error:
        raise BadInput(f"{place} is no JSON: {error}.") from None
    if not isinstance(row, dict) or not isinstance(row.get("text") or row.get("html"), str):
        raise BadInput(f'{place} should be an object with "text" or "html": {{"id": …, "text": …, "language": …, "published": …}}.')
    kind = "text" if row.get("text") else "html"
    id = str(row["id"]) if row.get("id") not in (None, "") else ""
    return _article(row[kind], place, About.of(row, place).or_else(replace(about, url=None)), kind, id=id)
