"""The commands that strike or confirm what the ledger holds: `judge` one claim or many, `retract` a page. Nothing is ever deleted."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dragoman.asking import LedgerOption, one_of
from dragoman.errors import BadCall, UnknownName

PANEL = "The record"
VERDICTS = ("correct", "wrong", "unsure", "undone")
By = Annotated[str, typer.Option(help="Who says so.", metavar="NAME")]
At = Annotated[str | None, typer.Option(help="The moment of the verdict; now if none is given.", metavar="DATE")]
Note = Annotated[str, typer.Option(help="Why.", metavar="TEXT")]


def add_judging(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.command(rich_help_panel=PANEL)(judge)
    app.command(rich_help_panel=PANEL)(retract)


def judge(
    verdict: Annotated[str, typer.Argument(help=", ".join(VERDICTS), callback=one_of(*VERDICTS), metavar="VERDICT")],
    claims: Annotated[list[str], typer.Argument(help="Ids of claims, as the answers print them; - for standard input, one a line.",
                                                metavar="CLAIM…")],
    by: By, at: At = None, note: Note = "", ledger: LedgerOption = "dragoman.sqlite",
) -> None:  # fmt: skip
    """Judge claims: one judged wrong leaves the answers from then on and stays in the history; undone takes the last verdict back."""
    from dragoman.ledger import Ledger
    from dragoman.model import Judgement

    ids = [x.strip() for x in (sys.stdin if claims == ["-"] else claims) if x.strip()]
    moment = _moment(at)
    with Ledger.open(ledger) as book:
        new = book.judge(Judgement(x, verdict, by, moment, note) for x in ids)
    print(f"{len(ids)} judged {verdict} by {by}; {new} of the verdicts are new.")


def retract(
    page: Annotated[str, typer.Argument(help="The id of a page.", metavar="PAGE")],
    by: By, at: At = None, note: Note = "", ledger: LedgerOption = "dragoman.sqlite",
) -> None:  # fmt: skip
    """Retract all claims of a page, as its outlet did on a day: they leave the answers from that day on, and stay in the history."""
    from dragoman.ledger import Ledger

    moment = _moment(at)
    with Ledger.open(ledger) as book:
        if not book.article(page):
            raise UnknownName(f"There is no page {page} in {ledger}. Answers print the id of the page of each claim.")
        print(f"{book.retract(page, by, moment, note)} claims retracted.")


def _moment(at: str | None) -> str:
    """The moment in UTC, ISO 8601; a bare day means its first moment. BadCall."""
    import datetime

    if at is None:
        return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")
    try:
        moment = datetime.datetime.fromisoformat(at)
    except ValueError:
        raise BadCall(f"“{at}” is no moment: write 2024-07-04 or 2024-07-04T12:00:00+00:00.") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)).astimezone(datetime.UTC).isoformat(timespec="microseconds")
