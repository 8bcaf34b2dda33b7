"""What a title phrase is: an office, the words that say it, whose office it is, and how it is held."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.claims.names.names import Option
from dragoman.claims.offices.labels import office_scope
from dragoman.claims.words.units import Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Span


@dataclass(frozen=True, slots=True)
class Body:
    """Whose office it is: a unit, the entity it names (None if unknown), and the place of its name."""

    unit: Unit
    option: Option | None
    span: Span


@dataclass(slots=True)
class Title:
    """A title phrase: units first..last; `words` is the span of the title itself, without its body."""

    code: str
    first: Unit
    last: Unit
    words: Span
    head: Unit
    bodies: tuple[Body, ...] = ()
    status: str = ""  # former · acting · elect
    plural: bool = False
    definite: bool = False
    case: str = ""  # of the head, in languages with endings
    how: str = "apposition"  # apposition · counterpart · list · appointer
    his: bool = False  # "his spokesman", "its secretary-general"
    honorific: bool = False  # the word is also a form of address
    near: str = ""  # the office near which it is held ("spokesman of the president")
    holders: list[Unit] = field(default_factory=list)

    @property
    def body(self) -> Body | None:
        """The first of the bodies."""
        return self.bodies[0] if self.bodies else None


def body_of(unit: Unit) -> Body | None:
    """The state, organisation or institution that a unit names."""
    option = unit.option("institution") or unit.option("state", "organisation")
    return Body(unit, option, unit.span) if option and option.form != "group" else None


def told_of_people(title: Title) -> bool:
    """Whether the body of an organisation's office is where its holder is from: "the Kuwaiti secretary-general"."""
    option = title.body.option if title.body else None
    if option is None or option.kind != "state" or option.form not in ("adjective", "demonym"):
        return False
    return office_scope(title.code) == "organisation"


def of_person(person: str) -> str | None:
    """The state or organisation that a known person is of."""
    entity = gazetteer().entity("person", person)
    return entity.facts.get("of") if entity else None
