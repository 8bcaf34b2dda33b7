"""Many pages into the ledger: read by as many processes as there are cores, in the order of the sources, each page with its status.

The result is the same bytes whatever the number of workers: they read, and one process writes in the order in which the pages came.
"""

from __future__ import annotations

import itertools
import json
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TextIO

from dragoman.claims.reading import read_article
from dragoman.errors import BadInput, DragomanError
from dragoman.flow import make_article
from dragoman.model import Article, Reading, Skipped

if TYPE_CHECKING:
    from dragoman.ledger import Ledger

FEW = 60  # pages that one process reads sooner than others could be started
CHUNK = 20  # pages handed to a worker at once
Outcome = Reading | Skipped
Given = Article | Outcome  # what is read already, elsewhere, passes as it is


@dataclass
class Tally:
    """What became of the pages."""

    claims: int = 0
    new: int = 0
    pages: Counter[str] = field(default_factory=Counter)  # by status: read, known, skipped
    began: float = field(default_factory=time.monotonic)

    @property
    def pace(self) -> float:
        """Pages read a second."""
        return self.pages["read"] / max(time.monotonic() - self.began, 1e-6)

    def sums(self) -> dict[str, float]:
        """The sums by name, for whoever looks on meanwhile."""
        by_status = {x: self.pages[x] for x in ("read", "known", "skipped")}
        return by_status | {"claims": self.claims, "pace": round(self.pace, 1)}

    def line(self) -> str:
        """The sum in a sentence or two."""
        pace = f" ({self.pace:,.0f} a second)" if self.pages["read"] > FEW else ""
        said = f"{self.pages['read']:,} pages read{pace}: {self.claims:,} claims, {self.new:,} of them new."
        said += f" {self.pages['skipped']:,} not read."
        return said + (f" {self.pages['known']:,} were here already." if self.pages["known"] else "")


def read_page(given: Article) -> Outcome:
    """The reading of a page as its source gave it; an id given by the source stays. A page on which the reader fails stops no other."""
    try:
        page = make_article(given.text, language=given.language, published=given.published, outlet=given.outlet, url=given.url,
                            title=given.title, warnings=given.warnings)  # fmt: skip
        return read_article(replace(page, id=given.id, head=given.head))
    except BadInput as error:
        return Skipped(given.url or given.id, str(error))
    except DragomanError:  # a damaged language folder, say: no page can be read
        raise
    except Exception as error:  # a fault of the reader's: told, and the other pages are read
        name = given.url or given.id
        return Skipped(name, f"{name}: the reader failed on this page ({type(error).__name__}: {error}).")


def _read_chunk(pages: Sequence[Article]) -> list[Outcome]:
    return [read_page(page) for page in pages]


def readings(pages: Iterable[Given], workers: int | None = None) -> Iterator[Outcome]:
    """The readings of the pages, in their order; many are read by `workers` processes (default: a core each)."""
    coming = iter(pages)
    first = list(itertools.islice(coming, FEW + 1))
    workers = workers or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()) or 1
    if len(first) <= FEW or workers == 1:
        yield from (read_page(each) if isinstance(each, Article) else each for each in itertools.chain(first, coming))
    else:
        yield from _by_many(itertools.chain(first, coming), workers)


def _by_many(pages: Iterable[Given], workers: int) -> Iterator[Outcome]:
    """Keeps every worker busy and no more pages in memory than that takes."""
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[tuple[list[Given], Future[list[Outcome]]]] = deque()
        for chunk in _chunks(pages):
            waiting.append((chunk, pool.submit(_read_chunk, [x for x in chunk if isinstance(x, Article)])))
            if len(waiting) > 2 * workers:
                yield from _outcomes(*waiting.popleft())
        while waiting:
            yield from _outcomes(*waiting.popleft())


def _chunks(pages: Iterable[Given]) -> Iterator[list[Given]]:
    coming = iter(pages)
    while chunk := list(itertools.islice(coming, CHUNK)):
        yield chunk


def _outcomes(chunk: list[Given], future: Future[list[Outcome]]) -> Iterator[Outcome]:
    read = iter(future.result())
    yield from (next(read) if isinstance(each, Article) else each for each in chunk)


def _page(given: Given) -> Article | None:
    return given.article if isinstance(given, Reading) else given if isinstance(given, Article) else None


def take_in(
    book: Ledger, pages: Iterable[Given], *, workers: int | None = None, again: bool = False, report: TextIO | None = None,
    tell: Callable[[str], None] = lambda _: None, progress: Callable[[Tally], None] = lambda _: None,
) -> Tally:  # fmt: skip
    """Reads the pages into the ledger. Pages that are there already are passed over unless `again`: what was stopped goes on where it was.

    `report` gets a line of JSON for each page, with the page of which it is a copy, `tell` each reason for which one was not read,
    `progress` the sums so far.
    """
    tally = Tally()
    if report:
        from dragoman.ledger.copies import Arriving

    arriving = Arriving(book.store) if report else None

    def note(status: str, source: str, **more: object) -> None:
        tally.pages[status] += 1
        if report:
            report.write(json.dumps({"status": status, "page": source, **more}, ensure_ascii=False) + "\n")
        progress(tally)

    def unread() -> Iterator[Given]:
        for chunk in _chunks(pages):
            here = set() if again else book.store.known([page.id for x in chunk if (page := _page(x))])
            for each in chunk:
                if (page := _page(each)) and page.id in here:
                    note("known", page.url or page.id)
                else:
                    yield each

    def to_write() -> Iterator[Reading]:
        for outcome in readings(unread(), workers):
            if isinstance(outcome, Skipped):
                tell(outcome.reason)
                note("skipped", outcome.url, reason=outcome.reason)
            else:
                page, first = outcome.article, arriving.first(outcome.article) if arriving else None
                tally.claims += len(outcome.claims)
                note("read", page.url or page.id, claims=len(outcome.claims), **({"copy_of": first.url or first.id} if first else {}))
                yield outcome

    tally.new = book.append_all(to_write())
    return tally
