"""Sources asked again and again: feeds, sitemaps and pages of a list, read into the ledger when something is new in them.

`feeds.toml` says whom to ask; a file beside it, `feeds.state.json`, remembers what was seen, so that a watch can be stopped at any time.
A page that has changed is a new version: what its new words no longer say is retracted from that day on, and stays in the history.
A source that suddenly yields far less than before is held: nothing of it is added until someone has looked and released it.
"""

from __future__ import annotations

import json
import os
import re
import time
import tomllib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from dragoman.articles.containers import Entry
from dragoman.articles.fetching import Fetched, Fetcher
from dragoman.articles.lists import opml
from dragoman.articles.sources import About, entries_at, of_entries, page_at
from dragoman.errors import BadInput
from dragoman.intake import readings
from dragoman.ledger import Ledger
from dragoman.ledger.store import now
from dragoman.model import Claim, Judgement, Reading, Skipped

_UNITS = {"s": 1, "min": 60, "h": 3600, "day": 86400, "days": 86400}
_EVERY = re.compile(r"\s*(\d+)\s*(s|min|h|days?)\s*")
_LONGEST = 86400.0  # seconds between two requests, whatever failed
_REMEMBERED = 20_000  # pages
_ENOUGH, _BATCH, _THIN = 20, 5, 0.25  # a source is held if ≥ 5 pages give less than a quarter of what ≥ 20 gave before
_KEYS = {"url", "name", "every", "language", "pages"}


@dataclass(frozen=True, slots=True)
class Source:
    """Whom to ask, how often (seconds), and whether the pages of its items are fetched or the feed's own words read."""

    url: str
    name: str = ""
    every: float = 1800.0
    language: str | None = None
    pages: bool = True


@dataclass
class Asked:
    """What is remembered of a source."""

    etag: str | None = None
    modified: str | None = None
    due: float = 0.0  # seconds since 1970
    failures: int = 0
    gone: bool = False
    held: bool = False
    pages: int = 0
    claims: int = 0


@dataclass
class Memory:
    """What is remembered between two runs. Written whole or not at all."""

    path: Path
    sources: dict[str, Asked] = field(default_factory=dict)
    pages: dict[str, list[str]] = field(default_factory=dict)  # address -> stamp of the feed, id of its last article

    @classmethod
    def of(cls, path: Path) -> Memory:
        """What the file remembers; nothing where there is none."""
        if not path.exists():
            return cls(path)
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            return cls(path, {url: Asked(**each) for url, each in told["sources"].items()}, told["pages"])
        except (ValueError, KeyError, TypeError, OSError) as error:
            mend = "remove it, and all sources are asked anew; the ledger takes no page twice."
            raise BadInput(f"{path} is damaged ({error}): {mend}") from None

    def save(self) -> None:
        """Puts it beside the list of sources."""
        kept = dict(list(self.pages.items())[-_REMEMBERED:])
        told = {"sources": {url: asdict(each) for url, each in self.sources.items()}, "pages": kept}
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(fresh, self.path)


def sources_of(path: Path) -> list[Source]:
    """The sources of a list: TOML with a [[source]] each, or OPML. BadInput says which entry is wrong and how to mend it."""
    try:
        data = path.read_bytes()
        if path.suffix.lower() in (".opml", ".xml"):
            return [Source(x.url, x.title or "") for x in opml(data, str(path))]
        rows = tomllib.loads(data.decode("utf-8")).get("source", [])
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} is no TOML: {error}.") from None
    if not rows:
        raise BadInput(f'{path} names no source: write [[source]] and below it url = "https://…".')
    return [_source(row, f"{path}, source {number}") for number, row in enumerate(rows, 1)]


def _source(row: dict[str, Any], where: str) -> Source:
    if strange := sorted(set(row) - _KEYS):
        raise BadInput(f"{where}: “{strange[0]}” is not known; write {', '.join(sorted(_KEYS))}.")
    if not str(row.get("url", "")).startswith(("http://", "https://")):
        raise BadInput(f'{where}: url should be an address: url = "https://…".')
    language = About.of({"language": row.get("language")}, where).language
    return Source(row["url"], str(row.get("name", "")), _seconds(row.get("every", "30 min"), where), language, bool(row.get("pages", True)))


def _seconds(every: Any, where: str) -> float:
    found = _EVERY.fullmatch(str(every))
    if not found or not int(found[1]):
        raise BadInput(f'{where}: every = "{every}" is no stretch of time; write "30 min", "2 h" or "1 day".')
    return float(int(found[1]) * _UNITS[found[2]])


class Watch:
    """Asks the sources that are due. `tell` gets a line on each; `clock` is the time in seconds since 1970."""

    def __init__(
        self, book: Ledger, sources: list[Source], memory: Memory, fetcher: Fetcher, tell: Callable[[str], None],
        clock: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        self._book, self._sources, self._memory, self._fetcher, self._tell, self._clock = book, sources, memory, fetcher, tell, clock

    def release(self, name: str) -> None:
        """Lets a held source in again. BadInput where no source is called so."""
        named = [x.url for x in self._sources if name in (x.name, x.url)]
        if not named:
            raise BadInput(f"No source is called “{name}”: give a name or an address of the list.")
        for url in named:
            self._memory.sources[url] = replace(self._memory.sources.get(url, Asked()), held=False, pages=0, claims=0, due=0.0, etag=None,
                                                modified=None)  # fmt: skip
        self._memory.save()

    def once(self) -> float:
        """Asks whoever is due; the seconds until the next one is."""
        for source in self._sources:
            asked = self._memory.sources.setdefault(source.url, Asked())
            if not asked.gone and asked.due <= self._clock():
                self._tell(f"{source.name or source.url}: {self._ask(source, asked)}")
                asked.due = self._clock() + self._pause(source, asked)
                self._memory.save()
        due = [self._memory.sources[x.url].due for x in self._sources if not self._memory.sources[x.url].gone]
        return max(0.0, min(due, default=self._clock() + _LONGEST) - self._clock())

    def _pause(self, source: Source, asked: Asked) -> float:
        """The time between two requests: longer with every failure, a little different for each source, so that not all come at once."""
        own = 0.9 + 0.2 * (zlib.crc32(source.url.encode()) % 1000) / 1000
        return own * min(source.every * 2.0 ** min(asked.failures, 8), max(_LONGEST, source.every))

    def _ask(self, source: Source, asked: Asked) -> str:
        found = self._fetcher.get(source.url, asked.etag, asked.modified)
        if isinstance(found, Skipped):
            asked.failures += 1
            return found.reason
        asked.failures, asked.gone = 0, found.status == 410
        if found.status != 200:
            return "gone for good, not asked again." if asked.gone else "nothing new."
        try:
            fresh = list(self._fresh(source, found))
        except BadInput as error:
            return str(error)
        said = self._add(source, asked, fresh)
        if not asked.held:
            asked.etag, asked.modified = found.etag, found.modified
        return said

    def _fresh(self, source: Source, found: Fetched) -> Iterator[tuple[str, Entry]]:
        """The entries that are new or changed, each with its stamp."""
        entries, listed = entries_at(found)
        for each in listed:
            if not each.is_list and self._is_new(each.url, each.published or ""):
                page = self._fetcher.get(each.url)
                if isinstance(page, Fetched) and page.body:
                    yield each.published or "", page_at(page, each)
        for entry in entries:
            url = entry.about.get("url") or entry.where
            if isinstance(entry.content, bytes):
                yield "", entry
            elif self._is_new(url, entry.stamp):
                whole = self._fetcher.get(url) if source.pages and entry.about.get("url") else None
                told = {**entry.about, "outlet": source.name or entry.about.get("outlet")}
                kept = page_at(whole) if isinstance(whole, Fetched) and whole.body else entry
                yield entry.stamp, replace(kept, about=told)

    def _is_new(self, url: str, stamp: str) -> bool:
        known = self._memory.pages.get(url)
        return known is None or known[0] != stamp

    def _add(self, source: Source, asked: Asked, fresh: list[tuple[str, Entry]]) -> str:
        """Reads the entries into the ledger, unless the source has run dry; what was done, in words."""
        about = About(language=source.language, outlet=source.name or None)
        pages = [(stamp, page) for stamp, entry in fresh for page in of_entries([entry], about)]
        outcomes = list(readings(page for _, page in pages))
        read = [(stamp, x) for (stamp, _), x in zip(pages, outcomes, strict=True) if isinstance(x, Reading)]
        claims = sum(len(x.claims) for _, x in read)
        if asked.pages >= _ENOUGH and len(read) >= _BATCH and claims / len(read) < _THIN * asked.claims / asked.pages:
            asked.held = True
        if asked.held:
            return (f"HELD: {len(read)} pages gave {claims} claims, where {asked.pages} gave {asked.claims} before. "
                    "Nothing was added: look at the pages, then let it in with --release.")  # fmt: skip
        new = self._book.append_all(x for _, x in read)
        lost = sum(self._version(stamp, reading) for stamp, reading in read)
        asked.pages, asked.claims = asked.pages + len(read), asked.claims + claims
        if not read and not outcomes:
            return "nothing new."
        more = f", {lost} no longer said" if lost else ""
        return f"{len(read)} pages read, {len(outcomes) - len(read)} not; {claims} claims, {new} of them new{more}."

    def _version(self, stamp: str, reading: Reading) -> int:
        """Remembers the version of a page; retracts what the one before said and this one does not. How many claims that were."""
        article = reading.article
        before = self._memory.pages.get(article.url or "", ["", ""])[1]
        if article.url:
            self._memory.pages.pop(article.url, None)
            self._memory.pages[article.url] = [stamp, article.id]
        if not before or before == article.id:
            return 0
        still = {_said(x) for x in reading.claims}
        lost = [x for x in self._book.claims(article=before) if _said(x) not in still]
        by = article.outlet or article.url or ""
        return self._book.judge(Judgement(x.id, "retracted", by, now(), f"no longer said in the version {article.id}") for x in lost)


def _said(claim: Claim) -> str:
    """What a claim says, wherever on the page it stands."""
    roles = {role: sorted(x.id or x.surface for x in fillers) for role, fillers in claim.roles.items()}
    words = {key: value for key, value in claim.qualifiers.items() if isinstance(value, str | int | float | bool)}
    return json.dumps([claim.kind, roles, words, str(claim.valid_from), str(claim.valid_to), claim.modality], sort_keys=True)
