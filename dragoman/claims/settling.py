"""What a name means where its neighbours decide: a capital or the town, a state or an adjective, whose assembly, which Commonwealth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.claims.names import Option
from dragoman.claims.units import Text, Unit
from dragoman.gazetteer import load as gazetteer


def settle_names(text: Text) -> None:
    """Leave each name the entities that it can mean in its place."""
    named = [unit for unit in text.units if unit.options]
    if not named:
        return
    _capitals_as_places(text, named)
    _states_behind_towns(text, named)
    _regional_words(text, named)
    _acronyms_like_states(text, named)
    _shared_acronyms(named)
    _regions(named)
    _makers(text, named)
    _organs_of_others(text, named)
    _asides(text)
    _names_in_quotes(text, named)
    _cases_in_lists(text, named)
    _short_names(named)


def _before(text: Text, unit: Unit, steps: int = 1) -> Unit | None:
    """The unit so many steps before another one, if there is one."""
    return text.units[unit.index - steps] if unit.index >= steps else None


def _capitals_as_places(text: Text, named: Sequence[Unit]) -> None:
    """A capital after "in", "from", "to" or a word such as "summit" or "declaration" is a town, not a government."""
    for unit in named:
        before = _before(text, unit)
        if before is None:
            continue
        capital = any(o.form == "capital" for o in unit.options) and before.sentence == unit.sentence
        own = {o.id for o in before.options if o.kind == "state" and o.form != "capital"}
        if before.has("ruler_word") and any(o.kind == "state" and o.form == "name" for o in unit.options):
            unit.options = tuple(o for o in unit.options if o.kind == "state" and o.form == "name")  # the Sultan of Oman, not of Amman
        if capital and (
            before.has("place_word", "org_part", "document_noun", "named_paper", "statute")
            or any(o.id in own for o in unit.options)
            or (unit.clitic and unit.clitic in _place_clitics(text))
        ):
            unit.options = tuple(o for o in unit.options if o.form != "capital")


def _states_behind_towns(text: Text, named: Sequence[Unit]) -> None:
    """A state right behind one of its towns says where the town lies ("in Baghdad, Iraq", "Shanghai (China)"): it does nothing itself."""
    for unit in named:
        town = _before(text, unit, 2)
        if town is None or not town.options:
            continue
        beside = town.sentence == unit.sentence and text.units[unit.index - 1].has("comma", "bracket")
        city = town.option("city") if beside else None
        entity = gazetteer().entity("city", city.id) if city else None
        option = unit.option("state")
        if entity and option and not unit.clitic and entity.facts.get("state") == option.id:
            unit.options = tuple(o for o in unit.options if o.kind != "state")


def _regional_words(text: Text, named: Sequence[Unit]) -> None:
    """An adjective of a state is none of it in "South American", and before "nations" or "states" it tells only of what kind they are."""
    for unit in named:
        option = unit.option("state")
        if option and option.form in ("adjective", "demonym"):
            before, after = _before(text, unit), text.units[unit.index + 1] if unit.index + 1 < len(text.units) else None
            kind = after is not None and after.sentence == unit.sentence and after.has("states_word") and not after.has("state_noun")
            if kind or (before is not None and before.has("region_word") and before.kind == "word"):
                unit.options = tuple(o for o in unit.options if o.kind != "state")


def _acronyms_like_states(text: Text, named: Sequence[Unit]) -> None:
    """A word that names an organisation in capitals and a state otherwise (GUAM, Guam) names the one that it is written as."""
    for unit in named:
        if len(unit.options) > 1 and text.language.settings.get("cased", False) and unit.option("organisation") and unit.option("state"):
            words = text.text[unit.name_start : unit.end]
            other = "state" if words.isupper() else "organisation"
            unit.options = tuple(o for o in unit.options if o.kind != other)


def _shared_acronyms(named: Sequence[Unit]) -> None:
    """An acronym of several organisations means the one whose name stands on the page."""
    shared = [u for u in named if len({o.id for o in u.options if o.kind == "organisation" and o.form == "acronym"}) > 1]
    told = {o.id for u in named for o in u.options if o.kind == "organisation" and o.form != "acronym"} if shared else set()
    for unit in shared:
        meant = tuple(o for o in unit.options if o.id in told)
        unit.options = meant or unit.options


def _regions(named: Sequence[Unit]) -> None:
    """A region's name (Central Africa) serves where the rules ask for a word of a region."""
    for unit in named:
        if unit.option("place"):
            unit.classes |= {"region_word"}


def _asides(text: Text) -> None:
    """What stands between commas about a state ("Croatia, which joined after Romania, was admitted") names nobody for the next verb."""
    closed = -1  # where the last aside ended
    for unit in [u for u in text.units if "aside_word" in u.classes]:
        first, last = text.bounds[unit.sentence]
        at = unit.index
        if at <= closed or at - 2 < first or not (text.units[at - 1].has("comma") and text.units[at - 2].option("state")):
            continue
        end = next((i for i in range(at + 1, min(last, at + 30)) if text.units[i].has("comma")), 0)
        for within in text.units[at:end]:
            within.classes |= {"aside"}
        closed = end


def _makers(text: Text, named: Sequence[Unit]) -> None:
    """An organisation that set up another ("the bank set up by BRICS") is not the one that the clause speaks of."""
    for unit in named:
        before = _before(text, unit)
        by = _before(text, unit, 2) if before is not None and before.has("the") else before
        if by is None or "by" not in by.classes or not by.index or not unit.option("organisation"):
            continue
        found = text.units[by.index - 1]
        if found.has("found", "found_passive") and unit.sentence == found.sentence:
            unit.classes |= {"maker"}


def _organs_of_others(text: Text, named: Sequence[Unit]) -> None:
    """The assembly of another organisation is not the one that the short name means alone: "the INTERPOL General Assembly"."""
    for unit in named:
        option = unit.option("organisation")
        before = _before(text, unit) if option else None
        before = _before(text, unit, 2) if before is not None and before.has("possessive") else before
        owner = before.option("organisation") if before is not None and before.sentence == unit.sentence else None
        if option and owner and option.form == "short" and is_organ(option) and not is_organ(owner) and whole_body(option).id != owner.id:
            unit.options = (owner,)


def _names_in_quotes(text: Text, named: Sequence[Unit]) -> None:
    """A state's name alone between quotation marks is the name of something else: a company, a newspaper, a ship."""
    marks = {mark for pair in text.language.quotes for mark in pair}
    for unit in named:
        around = text.units[unit.index - 1 : unit.index + 2 : 2] if unit.index else []
        if len(around) == 2 and all(u.text in marks for u in around) and unit.option("state"):
            unit.options = tuple(o for o in unit.options if o.kind not in ("state", "city"))


def _short_names(named: Sequence[Unit]) -> None:
    """A short name of one organisation is another's that the page names in full with the same word: "the Commonwealth"."""
    whole = [(o.id, u.text) for u in named if (o := u.option("organisation")) and o.form == "name"]
    for unit in named if whole else ():
        option = unit.option("organisation")
        if option and option.form == "short" and not any(body == option.id for body, _ in whole):
            stem = unit.text[len(unit.clitic) :][:6]
            found = next((body for body, words in whole if stem in words), None)
            if found and len(stem) == 6 and " " not in unit.text:
                unit.options = (Option("organisation", found, "short"),)


def _cases_in_lists(text: Text, named: Sequence[Unit]) -> None:
    """Names in a list stand in one case: "Argentina, Egypt and Ethiopia" are objects if the case of one says so."""
    if not any(o.oblique for unit in named for o in unit.options):
        return
    row: list[Unit] = []
    for unit in [*text.units, None]:
        state = unit is not None and bool(unit.options) and unit.option("state") is not None
        if unit is not None and (state and row or unit.classes and unit.has("and", "list_word", "comma")):
            row.append(unit)
            continue
        names = [u for u in row if u.option("state")]
        states = [o for u in names for o in u.options if o.kind == "state"]
        if len(names) > 1 and any(o.oblique for o in states) and not any(o.direct for o in states):
            for one in names:
                one.options = tuple(replace(o, oblique=True) if o.kind == "state" else o for o in one.options)
        row = [unit] if unit is not None and state else []


def _place_clitics(text: Text) -> list[str]:
    return list(text.language.settings.get("place_clitics", ()))


def whole_body(option: Option) -> Option:
    """An organ without members of its own is spoken of as its organisation."""
    entity = gazetteer().entity("organisation", option.id)
    return Option("organisation", str(entity.facts["part_of"]), option.form) if entity and is_organ(option) else option


def is_organ(option: Option) -> bool:
    """Whether the body is an organ of an organisation, without members of its own: an assembly, a secretariat, a commission."""
    entity = gazetteer().entity("organisation", option.id)
    return bool(entity and entity.facts.get("kind") == "organ" and entity.facts.get("part_of"))
