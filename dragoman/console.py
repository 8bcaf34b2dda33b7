"""What the commands that read have in common: their options, the pages of their sources, and what could not be read."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.articles import KINDS
from dragoman.asking import as_day, one_of
from dragoman.errors import BadCall

if TYPE_CHECKING:
    from rich.progress import Progress

    from dragoman.articles.packed import Gauge
    from dragoman.articles.sources import About
    from dragoman.intake import Tally
    from dragoman.ledger import Ledger
    from dragoman.model import Article, Reading, Skipped

Sources = Annotated[list[str] | None, typer.Argument(help="Files or folders; - or nothing for standard input.", metavar="[FILE…|-]")]
KindOption = Annotated[
    str | None,
    typer.Option("--input", help=f"{', '.join(KINDS)}; guessed if not told.", callback=one_of(*KINDS), metavar="KIND"),
]
LanguageOption = Annotated[
    str | None, typer.Option("--language", help="Language of the page: ar, ru or en; told by its words if not given.", metavar="CODE")
]
PublishedOption = Annotated[str | None, typer.Option("--published", help="Day of publication.", metavar="DATE", callback=as_day)]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="Who published the page.", metavar="NAME")]
UrlOption = Annotated[str | None, typer.Option("--url", help="Address of the page.", metavar="URL")]


def about_of(language: str | None, published: str | None, outlet: str | None, url: str | None) -> About:
    """What the options say of the pages; a wrong date or language is a wrong call."""
    from dragoman.articles.sources import About
    from dragoman.errors import BadInput
    from dragoman.model import Date

    if published:
        Date(published)
    try:
        return About.of({"language": language, "published": published, "outlet": outlet, "url": url}, "--language")
    except BadInput as error:
        raise BadCall(str(error)) from None


class Failures:
    """What could not be read: told on standard error as it is met, counted, and the exit code at the end."""

    def __init__(self) -> None:
        self.count = 0

    def tell(self, reason: str) -> None:
        """Says one of them."""
        self.count += 1
        print(f"dragoman: {reason}", file=sys.stderr)

    def end(self) -> None:
        """Leaves with exit code 1 if there was any."""
        if self.count:
            raise typer.Exit(1)


def pages(sources: list[str] | None, kind: str | None, about: About, gauge: Gauge | None = None) -> Iterator[Article | Skipped]:
    """The pages of the sources, not yet read."""
    from dragoman.articles.sources import articles

    sources = sources or ["-"]
    if sources == ["-"] and sys.stdin.isatty():
        print("Reading standard input; end with Ctrl-D.", file=sys.stderr)
    return articles(sources, about, kind, sys.stdin.buffer, gauge)


def readings_of(sources: list[str] | None, kind: str | None, about: About, failures: Failures) -> Iterator[Reading]:
    """The readings of the sources, in order; what cannot be read is told and passed over."""
    from dragoman.intake import readings
    from dragoman.model import Skipped

    for item in readings(pages(sources, kind, about), workers=1):
        if isinstance(item, Skipped):
            failures.tell(item.reason)
        else:
            yield item


def take(
    book: Ledger, sources: list[str] | None, kind: str | None, about: About, failures: Failures, *, workers: int | None = 1,
    again: bool = False, report: Path | None = None,
) -> Tally:  # fmt: skip
    """Reads the sources into the ledger, with a progress bar on a terminal; the sums so far stand beside the ledger for the desk."""
    from dragoman.articles.packed import Gauge
    from dragoman.articles.sources import files_of
    from dragoman.intake import take_in
    from dragoman.ledger.underway import Announcing

    gauge = Gauge(sum(file.stat().st_size for source in sources or [] if source != "-" for file in files_of(source)))
    with progress_bar() as bar, ExitStack() as files, Announcing(book.store.name) as announced:
        task = bar.add_task("reading", total=gauge.total or None)
        written = files.enter_context(report.open("w", encoding="utf-8")) if report else None

        def progress(tally: Tally) -> None:
            bar.update(task, completed=gauge.read, description=tally.line())
            announced.say("pages", gauge.read / gauge.total if gauge.total else None, tally.sums)

        return take_in(book, pages(sources, kind, about, gauge), workers=workers, again=again, report=written, tell=failures.tell,
                       progress=progress)  # fmt: skip


def take_by_cluster(
    book: Ledger, sources: list[str] | None, kind: str | None, about: About, failures: Failures, cluster: str, shards: Path | None, *,
    workers: int | None = None, again: bool = False, report: Path | None = None,
) -> Tally:  # fmt: skip
    """Has the sources read into shards by a cluster, and writes those into the ledger. Shards in a folder not named are not kept."""
    from dragoman.cluster import outcomes_of, read_all, slices
    from dragoman.intake import take_in
    from dragoman.ledger.underway import Announcing

    pieces = slices(sources or ["-"], about, kind)
    folder = shards or Path(f"{book.store.name if '://' not in book.store.name else 'dragoman'}.shards")
    with progress_bar() as bar, ExitStack() as files, Announcing(book.store.name) as announced:
        task = bar.add_task("reading", total=len(pieces))

        def reading(done: int, of: int) -> None:
            bar.update(task, completed=done, description=f"{done:,} of {of:,} slices read")
            announced.say("slices", done / of if of else None, dict)

        def writing(tally: Tally) -> None:
            bar.update(task, description=tally.line())
            announced.say("pages", None, tally.sums)

        read = read_all(pieces, folder, cluster, workers, reading)
        written = files.enter_context(report.open("w", encoding="utf-8")) if report else None
        tally = take_in(book, outcomes_of(read), workers=1, again=again, report=written, tell=failures.tell, progress=writing)
    if not shards:
        shutil.rmtree(folder)
    return tally


def progress_bar() -> Progress:
    """A bar on the terminal; nothing where standard error is none."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())


def say_what_would_be_read(sources: list[str] | None, kind: str | None, about: About, failures: Failures) -> None:
    """A line for each page: what it is taken for."""
    from dragoman.model import Skipped

    count = 0
    for page in pages(sources, kind, about):
        if isinstance(page, Skipped):
            failures.tell(page.reason)
        else:
            count += 1
            day = page.published.text if page.published else "day told by the page, if at all"
            print(f"{page.language}  {day}  {len(page.text):,} letters  {page.url or page.title or page.text.strip().splitlines()[0][:60]}")
    print(f"{count:,} pages would be read, {failures.count:,} not.")
