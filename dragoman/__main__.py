"""The command line. `asking.py` holds the questions; here is what reads, keeps and shows. Every command imports what it needs itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.asking import FormatOption, LangOption, LedgerOption, NoBaseOption, add_questions
from dragoman.console import (
    Failures,
    KindOption,
    LanguageOption,
    OutletOption,
    PublishedOption,
    Sources,
    UrlOption,
    about_of,
    readings_of,
    say_what_would_be_read,
    take,
    take_by_cluster,
)  # fmt: skip
from dragoman.desk import add_desk
from dragoman.errors import BadCall, DragomanError
from dragoman.exchanging import add_exchange
from dragoman.judging import add_judging
from dragoman.naming import add_names

if TYPE_CHECKING:
    from dragoman.ledger import Ledger

app = typer.Typer(name="dragoman", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")

REFERENCE_WORK = 3  # the ledger's trust in one
DEMO_LEDGER = "dragoman-demo.sqlite"


def _version(wanted: bool) -> None:
    if wanted:
        from dragoman import __version__

        print(f"dragoman {__version__}")
        raise typer.Exit


def _cluster(value: str | None) -> str | None:
    if value is None or value in ("local", "ray") or value.startswith("ray://"):
        return value
    raise typer.BadParameter(f"“{value}” is none of local, ray, ray://HOST:PORT.")


@app.callback()
def dragoman(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")] = False,
) -> None:
    """The yearbook of international organisations that reads the news itself: for any day, in three languages, with every line cited."""


@app.command(rich_help_panel="Reading")
def read(
    sources: Sources = None, kind: KindOption = None, form: FormatOption = None, language: LanguageOption = None,
    published: PublishedOption = None, outlet: OutletOption = None, url: UrlOption = None, lang: LangOption = "en",
) -> None:  # fmt: skip
    """What pages of news say: claims, each with the words that say it."""
    about = about_of(language, published, outlet, url)
    from dragoman.printing import Printer

    printer, failures = Printer(form, lang), Failures()
    if printer.format == "json":
        printer.readings(readings_of(sources, kind, about, failures))
    else:
        for reading in readings_of(sources, kind, about, failures):
            printer.reading(reading)
    failures.end()


@app.command(rich_help_panel="Reading")
def mentions(
    sources: Sources = None, kind: KindOption = None, language: LanguageOption = None, published: PublishedOption = None,
    outlet: OutletOption = None, url: UrlOption = None,
) -> None:  # fmt: skip
    """Dates, numbers, names and quotations found in pages, one JSON object a line."""
    about = about_of(language, published, outlet, url)
    from dragoman.printing import print_mentions

    failures = Failures()
    for reading in readings_of(sources, kind, about, failures):
        print_mentions(reading)
    failures.end()


@app.command(rich_help_panel="The record")
def add(
    sources: Sources = None, kind: KindOption = None, language: LanguageOption = None, published: PublishedOption = None,
    outlet: OutletOption = None, url: UrlOption = None, ledger: LedgerOption = "dragoman.sqlite", no_base: NoBaseOption = False,
    workers: Annotated[int | None, typer.Option("--workers", help="Processes that read; a core each if not given.", min=1)] = None,
    again: Annotated[bool, typer.Option("--again", help="Read pages anew that are in the ledger already.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be read, and write nothing.")] = False,
    report: Annotated[Path | None, typer.Option("--report", help="Write each page's status, a JSON object a line.", metavar="FILE")] = None,
    cluster: Annotated[str | None, typer.Option("--cluster", help="Read by slices: local, ray or ray://HOST:PORT.", callback=_cluster,
                                                metavar="WHERE")] = None,
    shards: Annotated[Path | None, typer.Option("--shards", help="With --cluster: a folder that all its machines see, for what was read; "
                                                "it is kept.", metavar="FOLDER")] = None,
) -> None:  # fmt: skip
    """Read pages into the ledger: files, folders, JSON lines, feeds, mailboxes, web archives, packed or not. What is there stays."""
    about = about_of(language, published, outlet, url)
    failures = Failures()
    if dry_run:
        say_what_would_be_read(sources, kind, about, failures)
    else:
        from dragoman.ledger import Ledger

        with Ledger.open(ledger, base=not no_base) as book:
            if cluster:
                tally = take_by_cluster(book, sources, kind, about, failures, cluster, shards, workers=workers, again=again, report=report)
            else:
                tally = take(book, sources, kind, about, failures, workers=workers, again=again, report=report)
            print(tally.line())
    failures.end()


@app.command(rich_help_panel="The record")
def watch(
    sources: Annotated[Path, typer.Argument(help="A list of sources: feeds.toml with a [[source]] each, or OPML.", metavar="FILE")],
    ledger: LedgerOption = "dragoman.sqlite", no_base: NoBaseOption = False,
    once: Annotated[bool, typer.Option("--once", help="Ask those that are due, and end.")] = False,
    release: Annotated[str | None, typer.Option("--release", help="Let a source in again that is held.", metavar="NAME")] = None,
) -> None:  # fmt: skip
    """Ask feeds, sitemaps and pages again and again, politely, and read what is new into the ledger. Ctrl-C ends it; nothing is lost."""
    import time

    from dragoman.articles.fetching import Fetcher
    from dragoman.ledger import Ledger
    from dragoman.watching import Memory, Watch, sources_of

    asked, memory = sources_of(sources), Memory.of(sources.with_suffix(".state.json"))
    with Ledger.open(ledger, base=not no_base) as book, Fetcher() as fetcher:
        watching = Watch(book, asked, memory, fetcher, lambda line: print(line, flush=True))
        if release:
            watching.release(release)
        try:
            while (wait := watching.once()) >= 0 and not once:
                time.sleep(wait)
        except KeyboardInterrupt:
            print("Stopped; the next watch goes on from here.")


@app.command(rich_help_panel="The record")
def demo(
    files: Annotated[list[str] | None, typer.Argument(help="Pages of your own, read after the samples.", metavar="[FILE…]")] = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Do not serve the pages at the end.")] = False,
    port: Annotated[int, typer.Option(help="Where to serve.")] = 8000,
    lang: LangOption = "en",
    ledger: Annotated[str, typer.Option(help="A ledger of its own, made anew each time.", metavar="FILE")] = DEMO_LEDGER,
) -> None:
    """Load the base record, read the sample news (and files given), show what changed in the record, and serve the pages."""
    from dragoman.articles.sources import About
    from dragoman.ledger import Ledger

    samples = Path(__file__).resolve().parent.parent / "examples" / "news"
    failures = Failures()
    if ledger == DEMO_LEDGER:
        for old in Path().glob(f"{DEMO_LEDGER}*"):
            old.unlink()
    with Ledger.open(ledger) as book:
        print(f"The base record: {book.counts()['base_claims']:,} claims of reference works.")
        told = take(book, [*([str(samples)] if samples.is_dir() else []), *(files or [])], None, About(), failures)
        print(f"The news: {told.pages['read']} pages, {told.claims} claims, {told.new} of them new.\n")
        _show_changes(book, lang)
    print(f"\nAsk it more, for example:\n  dragoman members sco --on 2024-07-05 --ledger {ledger} --format table")
    if failures.count or no_serve:
        failures.end()
        return
    _serve(ledger, "127.0.0.1", port)


def _show_changes(book: Ledger, lang: str) -> None:
    """Prints what reading changed: corrections to the base record, expected things confirmed, disagreements."""
    from dataclasses import replace

    from dragoman.ledger import When
    from dragoman.printing import Printer

    days = [x.published for x in book.articles() if x.published]
    printer, when = Printer("table", lang), When.of(max(days, key=lambda day: day.last, default=None))  # the day of the latest page
    corrections, disputes = book.corrections(when), book.disputes(when)
    print(f"Corrections to the base record: {len(corrections.rows)}")
    if corrections.rows:
        printer.console().print(printer.table("corrections", corrections.rows, corrections.cited))
    print("\nExpected, and confirmed since:")
    for state, org in _expected(book):
        plans, now = book.history(state, org, when), book.standing(state, org, when)
        for plan in (row for row in plans.beside if row.status == "confirmed"):
            printer.before_and_after(plan, plans.cited, now.rows[0], now.cited)
    in_news = {key for key, cited in disputes.cited.items() if cited.trust != REFERENCE_WORK}
    open_ones = tuple(x for x in disputes.disputes if x.open and any(in_news & set(side.claims) for side in x.versions))
    print(f"\nOpen disagreements: {len(open_ones)}")
    printer.answer(replace(disputes, disputes=open_ones))


def _expected(book: Ledger) -> list[tuple[str, str]]:
    """The states and organisations of which a page said that a membership was to come."""
    from dragoman.model import FACTUAL

    found = [x for x in book.claims(kind="membership") if x.modality not in FACTUAL]
    pairs = {(m.id, o.id) for x in found for m in x.fillers("member") for o in x.fillers("organisation") if m.id and o.id}
    return sorted(pairs)


@app.command(rich_help_panel="The record")
def serve(
    port: Annotated[int, typer.Option(help="Port.")] = 8000,
    host: Annotated[str, typer.Option(help="Address.")] = "127.0.0.1",
    ledger: LedgerOption = "dragoman.sqlite",
) -> None:
    """Serve the pages of the ledger, in Arabic, Russian and English."""
    _serve(ledger, host, port)


def _serve(ledger: str, host: str, port: int) -> None:
    import socket

    from dragoman.views.pages import serve as serve_pages

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadCall(f"Nothing can be served at {host}:{port}: {error.strerror}. Choose another with --port.") from None
    print(f"http://{host}:{port}/  (Ctrl-C ends it)", flush=True)
    serve_pages(ledger, host, port)


@app.command(rich_help_panel="The record")
def backup(to: Annotated[str, typer.Argument(help="A new file.", metavar="FILE")], ledger: LedgerOption = "dragoman.sqlite") -> None:
    """Copy the ledger, whole, while it is in use."""
    with _existing(ledger) as book:
        print(book.backup(to))


@app.command(rich_help_panel="The record")
def restore(
    file: Annotated[str, typer.Argument(help="What backup wrote.", metavar="FILE")], ledger: LedgerOption = "dragoman.sqlite"
) -> None:
    """Make a ledger out of a backup. Nothing is overwritten."""
    from dragoman.ledger.keeping import restore as restore_file

    print(restore_file(file, ledger))


@app.command(rich_help_panel="The record")
def rebuild(
    ledger: LedgerOption = "dragoman.sqlite",
    base: Annotated[bool, typer.Option("--base", help="First add what today's base record has and this ledger lacks.")] = False,
) -> None:
    """Drop what is derived from the claims and make it again."""
    with _existing(ledger) as book:
        if base:
            print(f"{book.add_record():,} claims of the base record added.")
        print(f"{book.rebuild():,} rows made again.")


def _existing(ledger: str) -> Ledger:
    """The ledger, which must be there already."""
    from dragoman.errors import BadLedger
    from dragoman.ledger import Ledger

    if "://" not in ledger and not Path(ledger).exists():
        raise BadLedger(f"{ledger} does not exist. Name the ledger with --ledger.")
    return Ledger.open(ledger)


@app.command(rich_help_panel="The record")
def doctor(ledger: LedgerOption = "dragoman.sqlite") -> None:
    """Check that everything is in place: Python, gazetteer, languages, ledger."""
    wrong = 0
    for name, check in (("Python", _python), ("gazetteer", _gazetteer), ("reading", _reading), ("ledger", lambda: _ledger(ledger))):
        try:
            print(f"  {name:10} {check()}")
        except Exception as error:  # whatever is wrong is to be told, and the rest still checked
            wrong += 1
            print(f"✗ {name:10} {error}")
    if wrong:
        raise typer.Exit(1)


def _python() -> str:
    return f"{sys.version.split()[0]} at {sys.executable}"


def _gazetteer() -> str:
    from dragoman.gazetteer import load

    gazetteer = load()
    kinds = {"state": "states", "organisation": "organisations", "city": "cities", "person": "people", "outlet": "outlets"}
    return ", ".join(f"{len(gazetteer.all(kind)):,} {plural}" for kind, plural in kinds.items())


def _reading() -> str:
    """Reads a sentence."""
    import dragoman

    found = dragoman.read("Belarus joined the Shanghai Cooperation Organisation on 4 July 2024.").claims
    if not found:
        raise DragomanError("a plain sentence was read as nothing: the language folders may be damaged. Install again.")
    return f"ar, ru, en; a sentence read by the rule {found[0].rule}"


def _ledger(ledger: str) -> str:
    from dragoman.ledger import Ledger

    if "://" not in ledger and not Path(ledger).exists():
        return f"{ledger} does not exist yet; the first command that needs it makes it"
    with Ledger.open(ledger) as book:
        held = book.counts()
    return f"{ledger}: {held['articles']:,} pages, {sum(held['claims'].values()):,} claims; base record {held['base_claims']:,} claims"


add_questions(app)
add_exchange(app)
add_judging(app)
add_names(app)
add_desk(app)


def main() -> None:
    """Runs the command line. What the user can mend is said in a sentence, with exit code 1 (bad data) or 2 (a wrong call)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stderr else None)
    try:
        app()
    except DragomanError as error:
        print(f"dragoman: {error}", file=sys.stderr)
        sys.exit(error.code)


if __name__ == "__main__":
    main()
