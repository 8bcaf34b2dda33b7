"""Offices: who holds, gets or leaves which office, as claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.claims.frames import filler, source
from dragoman.claims.names import Option
from dragoman.claims.officewords import Mark, OfficeWords, office_label, office_scope, office_words
from dragoman.claims.people import Person, person_at
from dragoman.claims.titlephrases import Body, Title
from dragoman.claims.units import Text, Unit
from dragoman.model import Claim, Date, Filler, Span

_CHANGES = {"": "holds", "former": "ended", "acting": "acting", "elect": "elected"}
_VERBS = {"elect": "elected", "appoint": "appointed", "nominate": "appointed", "assume": "assumes", "resign": "resigned", "dismiss": "ended", "serve": "holds"}
_RULES = {"elected": "office-elected", "appointed": "office-appointed", "assumes": "office-assumed", "resigned": "office-resigned", "ended": "office-ended",
          "holds": "office-predicate", "acting": "office-predicate"}  # fmt: skip
_REACH = 14  # units between a verb and its title


@dataclass(frozen=True, slots=True)
class _Said:
    """What the words say of one person's office, before it becomes a claim."""

    person: Unit
    title: Title
    change: str
    rule: str
    last: Unit
    modality: str = "asserted"
    since: Date | None = None
    until: Date | None = None


def office_claims(text: Text) -> Iterator[Claim]:
    """The claims of offices, one for each person, office, body and change: the first mention is the evidence."""
    if not text.titles:
        return
    words = office_words(text.language.code)
    seen: set[tuple[str, str, str | None, str]] = set()
    for said in sorted(_all_said(text, words), key=lambda s: (s.title.first.index, s.person.index)):
        person = person_at(said.person)
        bodies = said.title.bodies or _understood(text, said.title)
        what = (person.id or person.surface if person else said.person.text, said.title.code, bodies[0].option.id if bodies and bodies[0].option else None, said.change)
        if what not in seen:
            seen.add(what)
            yield _claim(text, said, bodies)


def _claim(text: Text, said: _Said, bodies: Sequence[Body]) -> Claim:
    title = said.title
    used = [said.person, title.first, title.last, said.last]
    roles = {"person": (_person(text, said.person),), "title": (Filler(title.words, title.words.of(text.text), title.code, office_label(title.code)),)}
    if bodies:
        roles["body"] = tuple(_body(text, b) for b in bodies)
    return Claim(
        kind="office", roles=roles, evidence=Span(min(u.start for u in used), max(u.end for u in used)), article=text.article.id,
        rule=f"{text.language.code}/{said.rule}", qualifiers={"change": said.change}, valid_from=said.since, valid_to=said.until,
        aspect="state" if said.change == "holds" else "change", modality=said.modality, attribution=source(text),
    )  # fmt: skip


def _person(text: Text, unit: Unit) -> Filler:
    person = person_at(unit)
    return Filler(unit.span, unit.span.of(text.text), person.id if person else None, person.label if person else None)


def _body(text: Text, body: Body) -> Filler:
    one = filler(text, body.unit, body.option)
    return Filler(body.span, body.span.of(text.text), one.id, one.label)


def _understood(text: Text, title: Title) -> tuple[Body, ...]:
    """The body of a title that names none: the organisation spoken of, or the one state whose officials the page is about."""
    scope = office_scope(title.code)
    if scope == "organisation":
        unit = _last(text, title, "organisation")
        return (Body(unit, unit.option("organisation"), unit.span),) if unit else ()
    return ()


def _last(text: Text, title: Title, kind: str) -> Unit | None:
    for unit in reversed(text.units[: title.first.index]):
        if unit.option(kind) and not unit.option("institution"):
            return unit
    return None


def _all_said(text: Text, words: OfficeWords) -> Iterator[_Said]:
    for title in text.titles:
        for holder in title.holders:
            change = _CHANGES[title.status]
            since, until = _term(text, title, holder)
            yield _Said(holder, title, change, f"office-{title.how}", holder, since=since, until=until)
    yield from _predicates(text, words)


def _term(text: Text, title: Title, holder: Unit) -> tuple[Date | None, Date | None]:
    return None, None


def _predicates(text: Text, words: OfficeWords) -> Iterator[_Said]:
    """Verbs of election, appointment, resignation … with a title and a person in the same sentence."""
    return
    yield
