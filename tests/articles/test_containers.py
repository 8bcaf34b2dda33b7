"""What holds many pages: packed files, feeds, mailboxes, web archives; damaged and hostile ones too."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from dragoman.articles.packed import LARGEST_PAGE, Gauge
from dragoman.articles.sources import About, articles
from dragoman.model import Article, Date, Skipped

SENTENCE = "Belarus joined the Shanghai Cooperation Organisation on 4 July 2024, the ministers said in their statement."
RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Caravan</title><language>en-gb</language>
<item><title>A new member</title><link>https://example.org/1</link><pubDate>Fri, 05 Jul 2024 08:00:00 GMT</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>{SENTENCE}</p>]]></content:encoded></item>
<item><title>Weather &amp; roads</title><description>{SENTENCE} Again &lt;b&gt;today&lt;/b&gt;.</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Caravan</title><entry><title>A new member</title>
<link href="https://example.org/1"/><updated>2024-07-05T08:00:00Z</updated>
<content type="html">&lt;p&gt;{SENTENCE}&lt;/p&gt;</content></entry></feed>"""
ITEM = {"url": "https://example.org/1", "title": "A new member", "content_html": f"<p>{SENTENCE}</p>"}
ITEM["date_published"] = "2024-07-05T08:00:00Z"
JSON_FEED = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "The Caravan", "items": [ITEM]})
MBOX = f"""From desk@example.org Fri Jul  5 08:00:00 2024
From: The Caravan <desk@example.org>
Subject: A new member
Date: Fri, 05 Jul 2024 08:00:00 +0000
Content-Type: text/plain; charset=utf-8

{SENTENCE}
>From here it goes on.

From desk@example.org Sat Jul  6 08:00:00 2024
From: The Caravan <desk@example.org>
Subject: No words
Content-Type: application/octet-stream
Content-Transfer-Encoding: base64

AAAA
"""


def record(url: str, body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-07-05T10:00:00Z\r\n"
    head += "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nContent-Type: application/http; msgtype=response\r\n"
    return head.encode() + f"Content-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"


def page(words: str, encoding: str = "utf-8") -> bytes:
    return f"<html><body><article><h1>A new member</h1><p>{words}</p></article></body></html>".encode(encoding)


def read(path: Path, data: bytes | str, **about: str) -> list[Article | Skipped]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(articles([str(path)], About.of(about, "options")))


@pytest.mark.parametrize(("name", "data"), [("a.rss", RSS), ("feed", RSS), ("a.xml", ATOM), ("feed", ATOM), ("a.json", JSON_FEED)])
def test_a_feed_is_its_items(tmp_path: Path, name: str, data: str) -> None:
    first = read(tmp_path / name, data)[0]
    assert isinstance(first, Article)
    assert SENTENCE in first.text
    assert (first.title, first.url) == ("A new member", "https://example.org/1")
    assert (first.published, first.outlet) == (Date("2024-07-05"), "The Caravan")


def test_an_item_without_a_date_has_none(tmp_path: Path) -> None:
    second = read(tmp_path / "a.rss", RSS)[1]
    assert isinstance(second, Article)
    assert second.published is None
    assert second.text.startswith("Weather & roads")
    assert "today" in second.text


def test_what_is_no_feed_says_so(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.rss", "Ministers met.")
    assert isinstance(found, Skipped)
    assert "is no feed" in found.reason


def test_a_mailbox_is_its_messages(tmp_path: Path) -> None:
    (first,) = read(tmp_path / "digest.mbox", MBOX)
    assert isinstance(first, Article)
    assert first.text.startswith(f"A new member\n\n{SENTENCE}\nFrom here")
    assert (first.published, first.outlet) == (Date("2024-07-05"), "The Caravan")


@pytest.mark.parametrize("suffix", [".txt.gz", ".html.gz", ".jsonl.gz", ".rss.gz"])
def test_packed_files_are_unpacked(tmp_path: Path, suffix: str) -> None:
    row = json.dumps({"text": SENTENCE}) + "\n"
    data = {".txt.gz": SENTENCE, ".html.gz": page(SENTENCE).decode(), ".jsonl.gz": row, ".rss.gz": RSS}[suffix]
    first = read(tmp_path / f"page{suffix}", gzip.compress(data.encode()))[0]
    assert isinstance(first, Article)
    assert SENTENCE in first.text


def test_a_page_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "page.txt.gz", gzip.compress(b"a" * (LARGEST_PAGE + 1)))
    assert isinstance(found, Skipped)
    assert "no page of news" in found.reason


def test_lines_before_the_damage_are_read(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"text": f"{SENTENCE} {at} {at * 7919 % 10007}"}) + "\n" for at in range(2000))
    packed = gzip.compress(rows.encode())
    found = read(tmp_path / "pages.jsonl.gz", packed[: len(packed) // 2])
    assert sum(isinstance(x, Article) for x in found) > 100
    assert isinstance(found[-1], Skipped)
    assert "damaged" in found[-1].reason


class TestArchive:
    @pytest.fixture(autouse=True)
    def _fastwarc(self) -> None:
        pytest.importorskip("fastwarc", reason="web archives need the extra “warc”")

    @pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a"])
    def test_pages_of_a_web_archive(self, tmp_path: Path, name: str) -> None:
        data = record("https://example.org/1", page(SENTENCE))
        (found,) = read(tmp_path / name, gzip.compress(data) if name.endswith("gz") else data)
        assert isinstance(found, Article)
        assert found.url == "https://example.org/1"
        assert found.published == Date("2024-07-05")
        assert "capture" in found.warnings[0]

    def test_an_archive_from_a_pipe_and_one_under_a_gauge(self, tmp_path: Path) -> None:
        class Pipe(io.BytesIO):
            def seekable(self) -> bool:
                return False

        data, gauge, path = gzip.compress(record("https://example.org/1", page(SENTENCE))), Gauge(), tmp_path / "a.warc.gz"
        path.write_bytes(data)
        (piped,), (gauged,) = articles(["-"], kind="warc", given=Pipe(data)), articles([str(path)], gauge=gauge)
        assert piped == gauged
        assert gauge.read >= len(data)

    def test_a_packed_archive_is_read_one_archive_after_the_other(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "crawl.wacz", "w") as packed:
            packed.writestr("datapackage.json", "{}")
            for name in ("archive/b.warc.gz", "archive/a.warc.gz"):
                packed.writestr(name, gzip.compress(record(f"https://example.org/{name[8]}", page(SENTENCE))))
        assert [x.url for x in articles([str(tmp_path / "crawl.wacz")]) if isinstance(x, Article)] == [
            f"https://example.org/{x}" for x in "ab"
        ]

    @pytest.mark.parametrize("content", [b"no zip", None])
    def test_what_is_no_packed_archive_says_so(self, tmp_path: Path, content: bytes | None) -> None:
        place = tmp_path / "crawl.wacz"
        place.write_bytes(content or b"")
        if content is None:
            zipfile.ZipFile(place, "w").close()
        (found,) = articles([str(place)])
        assert isinstance(found, Skipped)
        assert "WACZ" in found.reason

    def test_only_answers_that_are_pages(self, tmp_path: Path) -> None:
        records = record("https://example.org/1", page(SENTENCE), "404 Not Found")
        records += record("https://example.org/2", b"\x89PNG", kind="image/png")
        assert read(tmp_path / "a.warc", records + record("https://example.org/3", page(SENTENCE)))[0].url == "https://example.org/3"

    def test_a_body_packed_by_the_server(self, tmp_path: Path) -> None:
        bomb = record("https://example.org/1", gzip.compress(b"a" * 50_000_000), more="Content-Encoding: gzip\r\n")
        sound = record("https://example.org/2", gzip.compress(page(SENTENCE)), more="Content-Encoding: gzip\r\n")
        (found,) = read(tmp_path / "a.warc", bomb + sound)
        assert found.url == "https://example.org/2"

    def test_a_wrong_charset_is_overruled(self, tmp_path: Path) -> None:
        words = (Path(__file__).parent / "pages" / "ria-dash.ru.txt").read_text(encoding="utf-8").partition("---\n")[2]
        (found,) = read(tmp_path / "a.warc", record("https://example.org/1", page(words, "windows-1251")))
        assert isinstance(found, Article)
        assert words.split()[3] in found.text


def test_standard_input_is_read_as_it_comes() -> None:
    rows = io.BytesIO(b"".join(json.dumps({"text": SENTENCE}).encode() + b"\n" for _ in range(3)))
    coming = articles(["-"], kind="jsonl", given=rows)
    next(coming)
    assert rows.tell() < len(rows.getvalue())
