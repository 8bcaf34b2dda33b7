"""The commands of the desk: `users` says who may judge, `review` shows what waits for a verdict, `briefing` writes two pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.asking import FormatOption, KnownOption, LangOption, LedgerOption, OnOption
from dragoman.errors import BadCall

if TYPE_CHECKING:
    from dragoman.ledger import Answer, Ledger
    from dragoman.views.signing import Readers

PANEL = "The record"
Who = Annotated[str, typer.Argument(help="The reader's name, as the record will show it.", metavar="NAME")]
users = typer.Typer(name="users", no_args_is_help=True, help="Who may judge claims on the review page; kept beside the ledger, not in it.")


def add_desk(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.add_typer(users, rich_help_panel=PANEL)
    app.command(rich_help_panel=PANEL)(review)
    app.command(rich_help_panel="Questions")(briefing)


@users.command()
def add(
    name: Who, ledger: LedgerOption = "dragoman.sqlite",
    from_input: Annotated[bool, typer.Option("--password-stdin", help="Take the password from standard input.")] = False,
) -> None:  # fmt: skip
    """Add a reader, or give one another password; it is asked for twice and not shown."""
    password = sys.stdin.readline().rstrip("\r\n") if from_input else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    readers = _readers(ledger)
    readers.add(name, password)
    print(f"{name} may judge. The readers are kept in {readers.file}")


@users.command("list")
def list_(ledger: LedgerOption = "dragoman.sqlite") -> None:
    """The readers' names, one a line."""
    for name in _readers(ledger).names():
        print(name)


@users.command()
def remove(name: Who, ledger: LedgerOption = "dragoman.sqlite") -> None:
    """Take a reader away; what he or she judged stays in the record."""
    _readers(ledger).remove(name)
    print(f"{name} may not judge any more.")


def _readers(ledger: str) -> Readers:
    from dragoman.views.signing import Readers, readers_file

    return Readers(readers_file(ledger))


def review(
    kind: Annotated[str | None, typer.Option(help="Only claims of this kind.", metavar="KIND")] = None,
    rule: Annotated[str | None, typer.Option(help="Only claims read by this rule.", metavar="RULE")] = None,
    most: Annotated[int, typer.Option(help="How many to show.")] = 20,
    form: FormatOption = None, lang: LangOption = "en", ledger: LedgerOption = "dragoman.sqlite",
) -> None:  # fmt: skip
    """Show the claims that wait for a verdict, the doubtful and important first; judge them with dragoman judge, or on the review page."""
    from dragoman.ledger import Ledger

    with Ledger.open(ledger) as book:
        given = _queue(book, kind, rule, most)
    from dragoman.printing import Printer

    Printer(form, lang).answer(given)


def briefing(
    subject: Annotated[str, typer.Argument(help="An organisation, a state, or the id of a meeting.", metavar="SUBJECT")],
    to: Annotated[
        Path | None, typer.Option("--to", "-o", help="A file: .docx, .pdf, .html, .json or .txt; text to standard output if none.")
    ] = None,
    on: OnOption = None, known: KnownOption = None, lang: LangOption = "en", ledger: LedgerOption = "dragoman.sqlite",
) -> None:  # fmt: skip
    """Write a briefing of two pages: standing, chair, agenda, who comes, what was said; every line with its source."""
    from dragoman.ledger import Ledger, When
    from dragoman.views.briefing import written

    form = to.suffix.lower() if to else ".txt"
    if form not in (".docx", ".pdf", ".html", ".json", ".txt"):
        raise BadCall(f"{to}: a briefing is written as .docx, .pdf, .html, .json or .txt.")
    when = When.of(on, known)
    with Ledger.open(ledger) as book:
        data = written(book, subject, when, lang, form)
    if to is None:
        sys.stdout.write(data.decode("utf-8"))
        return
    to.write_bytes(data)
    print(f"Written to {to}", file=sys.stderr)


def _queue(book: Ledger, kind: str | None, rule: str | None, most: int) -> Answer:
    """The queue as an answer: each claim with its doubt, what hangs on it, and why it is doubted."""
    from dragoman.ledger import Row, When
    from dragoman.ledger.answers import answer
    from dragoman.ledger.judgements import Judgements, disputed_claims

    when = When.of()
    found = Judgements(book.store, book.witnesses).queue(when, disputed_claims(book.disputes(when)), kind, rule)[:most]
    rows = [
        Row({"claim": x.cited.id, "kind": x.cited.claim.kind, "doubt": x.doubt, "importance": x.importance, "reasons": list(x.reasons)},
            claims=(x.cited.id,))
        for x in found
    ]  # fmt: skip
    return answer("review", {"kind": kind, "rule": rule}, when, {x.cited.id: x.cited for x in found}, rows)
