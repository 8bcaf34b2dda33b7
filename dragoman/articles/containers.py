"""What holds many pages: feeds (RSS, Atom, JSON Feed), mailboxes, web archives. Each yields its pages as entries, not yet articles."""

from __future__ import annotations

import email
import email.policy
import email.utils
import io
import json
import re
import shutil
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any, BinaryIO

from dragoman.errors import BadInput

_FROM = re.compile(rb"^From .*\d{4}\s*$")
_LARGEST_MESSAGE = 20_000_000  # bytes
_LARGEST_RECORD = 5_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of a container: its bytes or text, where it stands, and what the container says of it (the keys of `About`)."""

    where: str
    content: bytes | str
    kind: str  # text or html
    about: Mapping[str, str | None] = field(default_factory=dict)
    charset: str | None = None  # as a header gave it
    stamp: str = ""  # changes when the page does, as far as its feed says
    captured: str | None = None  # the day on which an archive took the page, for pages that say no day of their own


def feed(data: bytes, where: str) -> Iterator[Entry]:
    """The items of a feed, each with all words that the feed gives of it. BadInput if it is none."""
    if data.lstrip().startswith(b"{"):
        yield from _json_feed(data, where)
        return
    import feedparser

    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version"):
        raise BadInput(f"{where} is no feed: RSS, Atom or JSON Feed is read.")
    about = found.feed
    for number, item in enumerate(found.entries, 1):
        whole = max((x.get("value", "") for x in item.get("content", ())), key=len, default="") or item.get("summary", "")
        yield _item(f"{where}, item {number}", item.get("title", ""), whole, {
            "url": item.get("link"), "title": _plain(item.get("title", "")) or None, "published": _day(item),
            "outlet": _plain(about.get("title", "")) or None, "language": about.get("language"),
        }, item["updated"] if "updated" in item else item.get("published", ""))  # fmt: skip


def _json_feed(data: bytes, where: str) -> Iterator[Entry]:
    try:
        told = json.loads(data)
    except ValueError as error:
        raise BadInput(f"{where} is no feed: {error}.") from None
    if not isinstance(told, dict) or "jsonfeed.org" not in str(told.get("version", "")) or not isinstance(told.get("items"), list):
        raise BadInput(f'{where} is no JSON Feed: it should hold "version": "https://jsonfeed.org/…" and "items".')
    for number, item in enumerate(told["items"], 1):
        if isinstance(item, dict):
            words = str(item.get("content_html") or item.get("content_text") or item.get("summary") or "")
            yield _item(f"{where}, item {number}", str(item.get("title") or ""), words, {
                "url": _text(item.get("url")), "title": _text(item.get("title")), "published": _text(item.get("date_published")),
                "outlet": _text(told.get("title")), "language": _text(item.get("language") or told.get("language")),
            }, str(item.get("date_modified") or item.get("date_published") or ""))  # fmt: skip


def _text(value: Any) -> str | None:
    return str(value) if value else None


def _item(where: str, title: str, words: str, about: Mapping[str, str | None], stamp: str) -> Entry:
    """The title stands above the words, as on the page."""
    return Entry(where, f"<html><body><h1>{title}</h1>\n{words}</body></html>", "html", about, stamp=stamp)


def _plain(words: str) -> str:
    return re.sub(r"<[^>]+>", "", words).strip()


def _day(item: Mapping[str, Any]) -> str | None:
    """The day in UTC; feeds give moments, and the day of one is what a date line would say to within a day."""
    key = "published_parsed" if "published_parsed" in item else "updated_parsed"
    moment: time.struct_time | None = item[key] if key in item else None  # noqa: SIM401 - get() warns of a mapping between the two
    return time.strftime("%Y-%m-%d", moment) if moment else None


def mailbox(file: BinaryIO, where: str) -> Iterator[Entry]:
    """The messages of a mailbox (mbox), or the one message of a file."""
    for number, data in enumerate(_messages(file), 1):
        message = email.message_from_bytes(data, policy=email.policy.default)
        if isinstance(message, EmailMessage) and (part := message.get_body(("html", "plain"))):
            yield _letter(f"{where}, message {number}", message, part)


def _messages(file: BinaryIO) -> Iterator[bytes]:
    lines: list[bytes] = []
    size = 0
    for line in file:
        if _FROM.match(line):
            if lines and size <= _LARGEST_MESSAGE:
                yield b"".join(lines)
            lines, size = [], 0
            continue
        size += len(line)
        if size <= _LARGEST_MESSAGE:
            lines.append(line[1:] if line.startswith(b">From ") else line)
    if lines:
        yield b"".join(lines)


def _letter(where: str, message: EmailMessage, part: Any) -> Entry:
    subject, sender, sent = (str(message.get(key) or "").strip() for key in ("Subject", "From", "Date"))
    try:
        day: str | None = email.utils.parsedate_to_datetime(sent).date().isoformat() if sent else None
    except (ValueError, TypeError):
        day = None
    name = email.utils.parseaddr(sender)[0] or None
    html = part.get_content_subtype() == "html"
    try:
        words = part.get_content()
    except (LookupError, UnicodeError):  # a charset that Python does not know: the bytes are judged
        words = part.get_payload(decode=True) or b""
    if isinstance(words, str):
        words = f"<h1>{subject}</h1>{words}" if html else f"{subject}\n\n{words}"
    return Entry(where, words, "html" if html else "text", {"title": subject or None, "published": day, "outlet": name})


def archive(file: BinaryIO, where: str) -> Iterator[Entry]:
    """The pages of a web archive (WARC, packed or not): answers with status 200 that are HTML or plain text."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise BadInput(f"{where} is a web archive: pip install 'dragoman[warc]' to read it.") from None
    with tempfile.SpooledTemporaryFile(_LARGEST_RECORD) as kept:
        if not file.seekable():  # a pipe: the reader of archives wants to go back
            shutil.copyfileobj(file, kept)
            kept.seek(0)
            file = kept  # type: ignore[assignment]
        yield from _pages(ArchiveIterator(file, record_types=WarcRecordType.response), where)


def packed_archive(file: BinaryIO, where: str) -> Iterator[Entry]:
    """The pages of a WACZ: a zip file with web archives in its folder `archive`. BadInput where it is none."""
    with tempfile.SpooledTemporaryFile(_LARGEST_RECORD) as kept:
        if not file.seekable():
            shutil.copyfileobj(file, kept)
            kept.seek(0)
            file = kept  # type: ignore[assignment]
        try:
            with zipfile.ZipFile(file) as folder:
                names = sorted(x for x in folder.namelist() if x.startswith("archive/") and x.endswith((".warc", ".warc.gz")))
                if not names:
                    raise BadInput(f"{where} holds no web archive: a WACZ has its pages in archive/*.warc.gz.")
                for name in names:
                    with folder.open(name) as inside:
                        yield from archive(inside, f"{where}, {name}")  # type: ignore[arg-type]
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise BadInput(f"{where} is no WACZ, or a damaged one: {error}.") from None


def _pages(records: Any, where: str) -> Iterator[Entry]:
    for record in records:
        headers = record.http_headers
        if headers is None or headers.status_code != 200 or record.content_length > _LARGEST_RECORD:
            continue
        kind = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}.get((record.http_content_type or "").lower())
        if kind is None:
            continue
        url, body = record.headers.get("WARC-Target-URI"), _body(record.reader.read(_LARGEST_RECORD))
        if body is not None:
            day = record.record_date.date().isoformat() if record.record_date else None
            yield Entry(f"{where}, {url}", body, kind, {"url": url}, record.http_charset, captured=day)


def _body(data: bytes) -> bytes | None:
    """The words of an answer, unpacked where the server had packed them; None where they are damaged or unpack to more than a page."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    unpacking = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacking.decompress(data, _LARGEST_RECORD)
    except zlib.error:
        return None
    return None if unpacking.unconsumed_tail else unpacked
