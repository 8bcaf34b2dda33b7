"""The questions that the command line puts to a ledger: one function a question, all with the same options."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from dragoman.errors import UnknownName

if TYPE_CHECKING:
    from dragoman.ledger import Answer, Ledger, When

    Question = Callable[[Ledger, When], Answer]
else:
    Question = Callable[..., Any]

FORMATS = ("table", "json", "jsonl", "csv")
LANGUAGES = ("ar", "ru", "en")


def one_of(*choices: str) -> Callable[[str | None], str | None]:
    """A check that an option is one of the choices."""

    def check(value: str | None) -> str | None:
        if value is not None and value not in choices:
            raise typer.BadParameter(f"“{value}” is none of {', '.join(choices)}.")
        return value

    return check


def as_day(value: str | None) -> str | None:
    """A date as the record writes it, where it was typed as one writes dates: "5 July 2024", "05.07.2024"; else as it was given."""
    from dragoman.printing import as_typed  # it draws tables: loaded only where a day is typed

    return as_typed(value) if value else value


LedgerOption = Annotated[
    str, typer.Option("--ledger", envvar="DRAGOMAN_LEDGER", help="File or database address of the ledger.", metavar="PATH_OR_URL")
]
NoBaseOption = Annotated[bool, typer.Option("--no-base", help="Begin a new ledger without the base record.")]
OnOption = Annotated[str | None, typer.Option("--on", help="The day asked about; today if none is given.", metavar="DATE", callback=as_day)]
KnownOption = Annotated[str | None, typer.Option("--known", help="As a reader could know it on that day.", metavar="DATE", callback=as_day)]
RecordedOption = Annotated[str | None, typer.Option("--recorded", help="As this ledger had it on that day.", metavar="DATE")]
FormatOption = Annotated[
    str | None,
    typer.Option("--format", help="table, json, jsonl or csv; a table on a terminal, else jsonl.",
                 callback=one_of(*FORMATS), metavar="FORMAT"),
]  # fmt: skip
LangOption = Annotated[
    str, typer.Option("--lang", help="Language of the table: ar, ru or en.", callback=one_of(*LANGUAGES), metavar="LANG")
]
Organisation = Annotated[str, typer.Argument(help="An organisation: sco, or its name in any of the three languages.", metavar="ORG")]
Actor = Annotated[str, typer.Argument(help="An organisation or a state.", metavar="ORG")]
About = Annotated[str | None, typer.Option(help="About an organisation or a state.", metavar="ORG")]
By = Annotated[str | None, typer.Option(help="By a person, an organisation or a state.", metavar="PERSON")]
Day = Annotated[str | None, typer.Option(metavar="DATE", callback=as_day)]
State = Annotated[str, typer.Argument(help="A state: KZ, or its name in any of the three languages.", metavar="STATE")]


def common(
    on: OnOption = None, known: KnownOption = None, recorded: RecordedOption = None, form: FormatOption = None, lang: LangOption = "en",
    ledger: LedgerOption = "dragoman.sqlite", no_base: NoBaseOption = False, *, question: Question,
) -> None:  # fmt: skip
    """Puts a question to the ledger and prints its answer. The days are checked before the ledger is touched."""
    from dragoman.ledger import Ledger, When

    when = When.of(on, known, recorded)
    new = "://" not in ledger and not Path(ledger).exists()
    with Ledger.open(ledger, base=not no_base) as book:
        given = question(book, when)
    if new:
        held = "nothing yet" if no_base else "the base record alone, no page of news"
        print(f"dragoman: {ledger} was not there; it is made and holds {held}.", file=sys.stderr)
    from dragoman.printing import Printer

    Printer(form, lang).answer(given)


def add_questions(app: typer.Typer) -> None:
    """Adds the questions to the command line, each with its own arguments and the options that all share."""
    asked: tuple[Callable[..., Question], ...] = (
        members, standing, memberships, history, chair, chairs, offices, terms, meetings, statements, aims, documents, decisions, founded,
        shared, ties, numbers, changes, corrections, disputes, explain,
    )  # fmt: skip
    for question in asked:
        app.command(rich_help_panel="Questions")(_command(question))


def _command(question: Callable[..., Question]) -> Callable[..., None]:
    """The command of a question: what it takes for itself comes first, then the shared options."""
    shared_ones = [p for p in inspect.signature(common).parameters.values() if p.name != "question"]
    own = list(inspect.signature(question).parameters.values())

    def command(**given: Any) -> None:
        mine = {p.name: given.pop(p.name) for p in own}
        common(**given, question=question(**mine))

    hints = {**get_type_hints(common, include_extras=True), **get_type_hints(question, include_extras=True)}
    every = [p.replace(annotation=hints[p.name]) for p in (*own, *shared_ones)]
    command.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined]
    command.__annotations__ = {p.name: p.annotation for p in every}
    command.__name__, command.__doc__ = question.__name__, question.__doc__
    return command


def find_id(name: str, *kinds: str) -> str:
    """The id of what is called so, of the first kind that has it. UnknownName, with the nearest, if none has."""
    from dragoman.gazetteer import load

    gazetteer = load()
    for kind in kinds:
        if found := gazetteer.find(name, kind):
            return found[0].id
    near = [x for kind in kinds for x in gazetteer.near(name, kind)]
    raise UnknownName(f"No {' or '.join(kinds)} is called “{name}”." + (f" Did you mean {', '.join(near[:3])}?" if near else ""))


def members(org: Organisation, rank: Annotated[str, typer.Option(help="A standing, such as observer; or all.")] = "member") -> Question:
    """Who belongs to an organisation, each with the words that say so; what is only expected stands beside."""
    id = find_id(org, "organisation")
    return lambda book, when: book.members(id, when, rank)


def standing(state: State, org: Organisation) -> Question:
    """Where a state stands in an organisation, even where it does not belong to it or nothing is known."""
    one, other = find_id(state, "state", "organisation"), find_id(org, "organisation")
    return lambda book, when: book.standing(one, other, when)


def memberships(state: State) -> Question:
    """Every organisation in which a state holds a standing."""
    id = find_id(state, "state", "organisation")
    return lambda book, when: book.memberships(id, when)


def history(state: State, org: Organisation) -> Question:
    """Every step of a state in an organisation, and what lists said of it."""
    one, other = find_id(state, "state", "organisation"), find_id(org, "organisation")
    return lambda book, when: book.history(one, other, when)


def chair(org: Organisation) -> Question:
    """Who chairs an organisation."""
    id = find_id(org, "organisation")
    return lambda book, when: book.chair(id, when)


def offices(body: Actor) -> Question:
    """Who holds which office in an organisation or a state."""
    id = find_id(body, "organisation", "state")
    return lambda book, when: book.offices(id, when)


def chairs(org: Organisation) -> Question:
    """Who has chaired an organisation, term by term."""
    id = find_id(org, "organisation")
    return lambda book, when: book.chairs(id, when)


def terms(who: Annotated[str, typer.Argument(help="An organisation, a state or a person.", metavar="WHO")]) -> Question:
    """Who has held which office in an organisation or a state, or which offices a person has held, term by term."""
    from dragoman.gazetteer import load

    id = find_id(who, "organisation", "state", "person")
    if load().entity("person", id):
        return lambda book, when: book.terms(None, when, person=id)
    return lambda book, when: book.terms(id, when)


def meetings(
    org: Annotated[str | None, typer.Argument(help="An organisation; all of them if none is given.", metavar="[ORG]")] = None,
    after: Day = None,
    before: Day = None,
) -> Question:
    """The meetings, past and coming, with who came or is expected."""
    from dragoman.model import Date

    id = find_id(org, "organisation") if org else None
    first, last = Date(after) if after else None, Date(before) if before else None
    return lambda book, when: book.meetings(id, when, after=first, before=last)


def statements(about: About = None, by: By = None) -> Question:
    """Who said what, in the words of the page, with the chain through which it came."""
    topic = find_id(about, "organisation", "state") if about else None
    speaker = find_id(by, "person", "organisation", "state") if by else None
    return lambda book, when: book.statements(when=when, about=topic, by=speaker)


def aims(actor: Actor) -> Question:
    """What an organisation or a state sets out to do."""
    id = find_id(actor, "organisation", "state")
    return lambda book, when: book.aims(id, when)


def decisions(body: Actor) -> Question:
    """What a body decided."""
    id = find_id(body, "organisation", "state")
    return lambda book, when: book.decisions(id, when)


def documents(org: Actor) -> Question:
    """The documents of an organisation or a state: signed, adopted, ratified."""
    id = find_id(org, "organisation", "state")
    return lambda book, when: book.documents(id, when)


def founded(org: Organisation) -> Question:
    """When, where and by whom an organisation was founded, and which founding is meant."""
    id = find_id(org, "organisation")
    return lambda book, when: book.founded(id, when)


def shared(first: State, second: State) -> Question:
    """The organisations to which two states both belong."""
    one, other = find_id(first, "state"), find_id(second, "state")
    return lambda book, when: book.shared(one, other, when)


def ties(org: Organisation) -> Question:
    """The ties of an organisation to other bodies."""
    id = find_id(org, "organisation")
    return lambda book, when: book.ties(id, when)


def numbers(about: About = None) -> Question:
    """Every number given, and by whom."""
    id = find_id(about, "organisation", "state") if about else None
    return lambda book, when: book.numbers(when, about=id)


def changes(since: Annotated[str, typer.Option(help="From this day of publication on.", metavar="DATE", callback=as_day)]) -> Question:
    """What the pages published since a day changed in the record."""
    from dragoman.model import Date

    day = Date(since)
    return lambda book, when: book.changes(day, when)


def corrections() -> Question:
    """Where read news gives another standing than the base record's editions list."""
    return lambda book, when: book.corrections(when)


def disputes() -> Question:
    """Where sources disagree, with every side and its words."""
    return lambda book, when: book.disputes(when)


def explain(claim: Annotated[str, typer.Argument(help="The id of a claim, as the answers print it.", metavar="CLAIM")]) -> Question:
    """One claim: its words, its page, the rule that read it, and which answers use it or set it aside."""
    return lambda book, when: book.explain(claim, when)
