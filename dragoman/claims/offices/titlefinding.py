"""All the title phrases of a text: those that words begin, those inside a known name, and "his counterpart"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.offices.titlephrases import Phrase
from dragoman.claims.offices.titles import Body, Title, body_of
from dragoman.claims.offices.words import Mark, OfficeWords
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Span


def find_titles(text: Text, words: OfficeWords, marks: Sequence[Mark]) -> list[Title]:
    """The title phrases of a text in order; one inside another is left out."""
    firsts, lasts = {m.first: m for m in marks}, {m.last: m for m in marks}
    found: list[Title] = []
    for mark in marks:
        if "heads" not in mark.kinds or (found and text.units[mark.first].index <= found[-1].last.index):
            continue
        after = text.units[mark.last + 1] if mark.last + 1 < len(text.units) else None
        if text.units[mark.first].has("plan") and after is not None and after.has("that_word"):
            continue  # Arabic "it is fixed that", which is written like "the rapporteur"
        if _is_verb(text, words, mark) or _of_states(text.units[mark.first]) or _clock(text, mark):
            continue
        if after and after.text in words.chains and mark.kinds["heads"] in ("sultan", "emir"):  # a first name: "Sultan bin Saad"
            continue
        title = Phrase(text, firsts, lasts, words, mark).read()
        while found and title.first.index <= found[-1].first.index:  # it begins with what seemed a title of its own
            found.pop()
        found.append(title)
    found += _crowned(text, words)
    _counterparts(text, marks, found)
    return sorted(found, key=lambda t: t.first.index)


def _is_verb(text: Text, words: OfficeWords, mark: Mark) -> bool:
    """Whether a head is a verb here: "chosen to chair the bloc"."""
    unit = text.units[mark.first]
    *led, word = unit.text.split(" ")
    before = led[-1] if led else text.units[mark.first - 1].text if mark.first else ""
    if word not in words.verbal or before.rsplit(" ", 1)[-1] not in ("to", "will", "would") or (unit.upper and not led):
        return False
    after = text.units[mark.last + 1] if mark.last + 1 < len(text.units) else None
    return after is not None and not after.has("of") and after.kind != "sign"


def _clock(text: Text, mark: Mark) -> bool:
    """Whether "pm" stands behind an hour."""
    hour = text.units[mark.first - 1] if mark.first else None
    return hour is not None and hour.kind in ("number", "date") and text.units[mark.first].text in ("pm", "p m")


def _of_states(unit: Unit) -> bool:
    """Whether those called members are states, in one phrase: "the states-members"; a member alone may be a person."""
    return unit.has("member_apposed") and " " in unit.text


def _crowned(text: Text, words: OfficeWords) -> Iterator[Title]:
    """Titles inside a known name ("King Salman")."""
    for unit in text.units:
        if unit.kind != "name" or " " not in unit.text or not unit.option("person"):
            continue
        after = text.units[unit.index + 1] if unit.index + 1 < len(text.units) else unit
        first, second = (*unit.text.split(" "), "")[:2]
        crown = next((x for x in (f"{first} {second}", first) if x in words.crowns), None)
        if crown and not (text.language.cased and after.upper and after.kind == "word" and after.sentence == unit.sentence):
            yield Title(
                words.crowns[crown],
                unit,
                unit,
                Span(unit.name_start, unit.name_start + len(crown)),
                unit,
                _before_crown(text, unit),
                holders=[unit],
            )


def _before_crown(text: Text, unit: Unit) -> tuple[Body, ...]:
    """The state named right before a name that begins with a title ("Saudi Crown Prince …")."""
    before = text.units[unit.index - 1 - (text.units[unit.index - 1].text == "'s")] if unit.index > 1 or unit.index == 1 else unit
    option = before.option("state") if before is not unit and before.sentence == unit.sentence and text.language.cased else None
    return (
        (Body(before, option, before.span),)
        if option and option.form in ("adjective", "demonym", "name") and not before.option("person")
        else ()
    )


def _counterparts(text: Text, marks: Sequence[Mark], found: list[Title]) -> None:
    """ "His Iranian counterpart" has the title that was said last before it."""
    articled = bool(text.language.settings.get("articles"))
    for mark in marks:
        if "counterpart" not in mark.kinds:
            continue
        told = [t for t in found if t.last.index < mark.first and t.how == "apposition"]
        before = [t for t in told if text.units[mark.first].paragraph - t.last.paragraph < 3]
        at = mark.last + 1 if articled else mark.first - 1
        if not before or not 0 <= at < len(text.units):
            continue
        body = body_of(text.units[at])
        if body is None:
            continue
        first, last = min(at, mark.first), max(at, mark.last)
        a, b = text.units[mark.first], text.units[mark.last]
        if (option := body.option) and option.kind == "state":  # "handed the chair of the union to his Kenyan colleague"
            states = [t for t in told if t.code != "minister" and not (t.body and t.body.option and t.body.option.kind == "organisation")]
            before = [t for t in states if t in before] or states or before
        said = next((t for t in reversed(before) if t.holders or t.bodies), before[-1])
        found.append(
            Title(
                said.code,
                text.units[first],
                text.units[last],
                Span(a.start + len(mark.clitic), b.end),
                a,
                (body,),
                definite=True,
                how="counterpart",
            )
        )
