"""Numbers given for something: "more than 150 events", "55 member states", with what they are about."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.claims.frames import filler, source
from dragoman.claims.meetingwords import number_words
from dragoman.claims.names import Option
from dragoman.claims.numbers import find_numbers
from dragoman.claims.spoken import spoken_of
from dragoman.claims.units import Text, Unit
from dragoman.model import Claim, Filler, Mention, Span


def number_claims(text: Text) -> Iterator[Claim]:
    """One claim for each counted thing, share or sum of money in the news of the page."""
    taken = [d.span for d in text.dates]
    units = {u.start: u for u in text.units}
    for mention in find_numbers(text.text, number_words(text.language.code), taken):
        unit = next((units[s] for s in range(mention.span.start, mention.span.end) if s in units), None)
        if unit is not None and mention.form == "counted":
            yield _claim(text, mention, unit)


def _claim(text: Text, mention: Mention, unit: Unit) -> Claim:
    what = Filler(mention.span, mention.span.of(text.text))
    roles: dict[str, tuple[Filler, ...]] = {"what": (what,)}
    about = _about(text, unit)
    if about:
        roles["about"] = (filler(text, *about),)
    quantity = mention.value
    return Claim(
        kind="number", roles=roles, evidence=Span(mention.span.start, mention.span.end), article=text.article.id, aspect="state",
        rule=f"{text.language.code}/number", attribution=source(text),
        qualifiers={"value": quantity.value, "operator": quantity.operator, "unit": quantity.unit},
    )  # fmt: skip


def _about(text: Text, unit: Unit) -> tuple[Unit, Option] | None:
    """Who the number is given for: the organisation or state named last before it in the sentence, else the one spoken of."""
    for other in reversed(text.units[text.bounds[unit.sentence][0] : unit.index]):
        option = other.option("organisation", "state")
        if option:
            return other, option
    return spoken_of(text, unit)
