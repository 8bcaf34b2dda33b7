"""What a name means where its neighbours decide: a capital or the town, a state or an adjective, whose assembly, which Commonwealth."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from dragoman.claims.names.names import Option
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.gazetteer.base.steps import headed_on, steps_of
from dragoman.model import Date

_FEMININE = "\u0647"  # the ending of Arabic nouns and adjectives, as it is folded
_STYLE = 2  # units behind a style in which the name stands: "the Custodian of …, King Fahd"
_REMARK = 14  # units of a remark at most
_LEADS_REMARK = frozenset({"relative", "through_whom"})
_STEPS = ("join", "leave", "admit", "admitted", "suspend", "expel", "restore", "grant", "apply", "become", "elect", "found")
_PLANNED = 10  # years that an organisation is spoken of before it is founded


def settle_names(text: Text) -> None:
    """Leave each name the entities that it can mean in its place."""
    named = [unit for unit in text.units if unit.options]
    if not named:
        return
    _capitals_as_places(text, named)
    _towns_like_adjectives(text, named)
    _states_like_adjectives(text, named)
    _states_behind_towns(text, named)
    _regional_words(text, named)
    _acronyms_like_states(text, named)
    _shared_names(text, named)
    _rulers(text, named)
    _not_yet_founded(text, named)
    _states_in_lists(text, named)
    _named_after_states(text, named)
    _regions(named)
    _makers(text, named)
    _organs_of_others(text, named)
    _agencies(text, named)
    _asides(text)
    _remarks(text)
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
            or _names_a_gathering(text, unit)
            or (unit.clitic and unit.clitic in _place_clitics(text))
        ):
            unit.options = tuple(o for o in unit.options if o.form != "capital")


def _names_a_gathering(text: Text, unit: Unit) -> bool:
    """Whether a capital only tells which gathering or paper is meant: "the Cairo summit"."""
    behind = text.units[unit.index + 1] if unit.index + 1 < len(text.units) else None
    return behind is not None and behind.sentence == unit.sentence and behind.has("town_gathering")


def _towns_like_adjectives(text: Text, named: Sequence[Unit]) -> None:
    """A town's name that is an adjective too is none behind the noun that it fits: "the new session", not El Jadida."""
    article = str((text.language.settings.get("articles") or [""])[0])
    common = text.language.settings.get("common_towns", ())
    for unit in named if article else ():
        before = _before(text, unit)
        if unit.text[len(unit.clitic) :] in common and not (unit.clitic or before is not None and before.has("place_word", "city_word")):
            unit.options = ()  # in Arabic "spread (rumours)" is written like Sirte
        alone = unit.clitic in ("", article) and " " not in unit.text and unit.text.endswith(_FEMININE)
        if not alone or before is None or before.sentence != unit.sentence:
            continue
        if not any(o.kind == "city" for o in unit.options) or any(o.kind != "city" for o in unit.options) or before.has("place_word"):
            continue
        noun = before.text.split(" ")[-1]
        articled = noun.startswith(article) or noun[1:].startswith(article)
        if before.kind == "word" and not before.options and articled and noun.endswith(_FEMININE):
            unit.options = ()


def _states_like_adjectives(text: Text, named: Sequence[Unit]) -> None:
    """What is also a common adjective is none of a state but behind who heads it, nor its name behind what is so: "financial", of Mali."""
    both = text.language.settings.get("common_adjectives", ())
    for unit in named if both else ():
        option = unit.option("state") if unit.text[len(unit.clitic) :].removeprefix(str(both[0])) in both[1:] else None
        if option is None:
            continue
        last, before = _before(text, unit), _before(text, unit, 2)
        headed = last is not None and (last.has("head_word", "counterpart_word") or before is not None and before.has("minister_word"))
        headed = headed or last is not None and before is not None and before.has("head_word") and last.has("governs_word")
        bare = not unit.clitic and last is not None and last.has("financial_noun")
        if option.form == "adjective" and not headed or option.form == "name" and bare:
            unit.options = ()


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


def _states_in_lists(text: Text, named: Sequence[Unit]) -> None:
    """What names a state and also a capital is the state in a list of states: Oman, not Amman."""
    for unit in named:
        states = [o for o in unit.options if o.kind == "state"]
        own = tuple(o for o in states if o.form == "name")
        if not own or len({o.id for o in states}) < 2 or len(own) == len(states):
            continue
        before, after = _before(text, unit), text.units[unit.index + 1 : unit.index + 3]
        if before is not None and before.has("and", "comma", "list_word"):
            before = _before(text, unit, 2)
        listed = unit.has("and_clitic") or text.units[unit.index - 1] is not before
        with_last = listed and before is not None and before.sentence == unit.sentence and _by_name(before)
        joined = [u for u in after if not u.has("and", "comma", "list_word")][:1]
        with_next = bool(joined) and joined[0].sentence == unit.sentence and _by_name(joined[0]) and (
            joined[0].has("and_clitic") or joined[0] is not after[0]
        )  # fmt: skip
        if with_last or with_next:
            unit.options = own


def _by_name(unit: Unit) -> bool:
    return any(o.kind == "state" and o.form == "name" for o in unit.options)


def _named_after_states(text: Text, named: Sequence[Unit]) -> None:
    """A state that lends its name to a company, a university, an airport does nothing itself: "Singapore Airlines joined"."""
    cased = bool(text.language.settings.get("cased", False))
    behind = not text.language.settings.get("articles")  # "Singapore Airlines"; Arabic puts the state last
    for unit in named:
        if not unit.option("state"):
            continue
        beside = text.units[unit.index + 1 : unit.index + 2] if behind else []
        before = _before(text, unit)
        if before is not None and before.has("of") and unit.index > 1:
            before = text.units[unit.index - 2]
        led = [before] if before is not None and before.has("firm_of") else []
        if any(u.sentence == unit.sentence and (u.upper or not cased) and u.has("firm_word", "firm_of") for u in (*beside, *led)):
            unit.options = tuple(o for o in unit.options if o.kind not in ("state", "city"))


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


def _shared_names(text: Text, named: Sequence[Unit]) -> None:
    """A name or an acronym of several organisations means the one that the page names otherwise, or whose organ it is.

    Without such help an organ of an organisation that the page does not speak of gives way, and so does what was founded years later.
    """
    shared = [u for u in named if len({o.id for o in u.options if o.kind == "organisation"}) > 1]
    if not shared:
        return
    sure = [u.options[0].id for u in named if len({o.id for o in u.options}) == 1 and u.options[0].kind == "organisation"]
    told = {*sure, *(whole for id in sure if (whole := _fact(id, "part_of")))}
    states = {o.id for u in named for o in u.options if o.kind == "state"}
    for unit in shared:
        meant = [o for o in unit.options if o.id in told] or [o for o in unit.options if _fact(o.id, "part_of") in told]
        if not meant:
            meant = [o for o in unit.options if not _fact(o.id, "part_of")] or list(unit.options)
            meant = [o for o in meant if not _founded_later(text, o)] or meant
            meant = [o for o in meant if o.form == "name"] or meant
        if len(meant) > 1:  # that of which more of the states on the page are
            meant = sorted(meant, key=lambda o: -sum(bool(steps_of(o.id, state)) for state in states))
        unit.options = tuple(meant)


def _rulers(text: Text, named: Sequence[Unit]) -> None:
    """A style that one ruler after the other has ("the Custodian of the Two Holy Mosques") means who reigned on the day of the page.

    Right before a name it is only a style.
    """
    for unit in named:
        if len({o.id for o in unit.options if o.kind == "person"}) < 2:
            continue
        after = list(itertools.takewhile(lambda u: not u.has("and", "and_clitic"), text.units[unit.index + 1 : unit.index + 1 + _STYLE]))
        if any(u.sentence == unit.sentence and u.option("person") for u in after if u.options):
            unit.options = ()
        elif text.article.published is not None:
            day = text.article.published.first.isoformat()
            meant = tuple(o for o in unit.options if headed_on(gazetteer().label(o.id, "en"), day))
            unit.options = meant or unit.options


def _not_yet_founded(text: Text, named: Sequence[Unit]) -> None:
    """An acronym is not that of an organisation founded long after the page was written."""
    for unit in named if text.article.published else ():
        option = unit.options[0] if len(unit.options) == 1 else None
        if option and option.form == "acronym" and option.kind == "organisation" and _founded_later(text, option):
            unit.options = ()


def _founded_later(text: Text, option: Option) -> bool:
    """Whether the organisation was founded so long after the page was written that the page cannot have spoken of its plan."""
    events = [event.split(" ") for event in _fact(option.id, "founding").split("; ") if event]
    if not events or text.article.published is None or any(kind not in ("signed", "first_met", "decided") for kind, _ in events[:1]):
        return False
    return min(Date(day).first.year for _, day in events) > text.article.published.last.year + _PLANNED


def _fact(organisation: str, name: str) -> str:
    entity = gazetteer().entity("organisation", organisation)
    return str(entity.facts.get(name) or "") if entity else ""


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


def _remarks(text: Text) -> None:
    """What stands between commas about who says so ("India, according to the minister, joined") is stepped over by the rules.

    So is a clause with "which" or "through" that names no state and no organisation ("the summit, which opened today, admitted X").
    """
    for unit in [u for u in text.units if "remark_lead" in u.classes]:
        first, last = text.bounds[unit.sentence]
        at = unit.index - (unit.index > first and text.units[unit.index - 1].has("as_word")) - 1
        end = next((i for i in range(unit.index + 1, min(last, unit.index + _REMARK)) if text.units[i].has("comma")), 0)
        if at <= first or not end or not text.units[at].has("comma"):
            continue
        if not any(u.has("clause", "relative", "that_word", *_STEPS) for u in text.units[unit.index : end]):
            for within in text.units[at : end + 1]:
                within.classes |= {"remark"}
    for unit in [u for u in text.units if u.classes & _LEADS_REMARK and "that_word" not in u.classes]:
        row = text.units[unit.index : min(text.bounds[unit.sentence][1], unit.index + _REMARK)]
        end = next((u.index for u in row if u.has("comma")), 0)
        around = text.units[unit.index - 1 : end + 1] if end and unit.index > text.bounds[unit.sentence][0] else []
        if around and around[0].has("comma") and not any(u.options and u.option("state", "organisation") for u in around):
            for within in around:
                within.classes |= {"remark"}


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


def _agencies(text: Text, named: Sequence[Unit]) -> None:
    """Words such as "the UN agency" mean the agency named last, where its own sentence does not name it."""
    last: dict[str, Unit] = {}  # whole -> the unit that named a part of it last
    for unit in named:
        option = unit.option("organisation")
        if option is None:
            continue
        around = [u for u in text.units[max(0, unit.index - 1) : unit.index + 2] if u.sentence == unit.sentence]
        meant = last.get(option.id)
        if meant is not None and meant.sentence < unit.sentence and any(u.has("agency_word") for u in around):
            found = meant.option("organisation")
            own = {o.id for u in text.sentence(unit) for o in u.options}
            if found is not None and found.id not in own:
                unit.options = (replace(found, form="anaphor"),)
            continue
        entity = gazetteer().entity("organisation", option.id)
        if entity is not None and entity.facts.get("kind") == "un_agency" and option.form != "anaphor":
            last[str(entity.facts.get("part_of"))] = unit


def _names_in_quotes(text: Text, named: Sequence[Unit]) -> None:
    """A state's name alone between quotation marks is the name of something else: a company, a newspaper, a ship."""
    marks = {mark for pair in text.language.quotes for mark in pair}
    for unit in named:
        around = text.units[unit.index - 1 : unit.index + 2 : 2] if unit.index else []
        state = unit.option("state")
        if len(around) == 2 and all(u.text in marks for u in around) and state and _recognised(state.id):
            unit.options = tuple(o for o in unit.options if o.kind not in ("state", "city"))


def _recognised(state: str) -> bool:
    """Whether a state has a formal name with the United Nations; the press puts the names of others between quotation marks."""
    entity = gazetteer().entity("state", state)
    return entity is None or bool(entity.facts.get("formal_en"))


def _short_names(named: Sequence[Unit]) -> None:
    """A short name of one organisation is another's that the page names in full with the same word: "the Commonwealth"; not its organ's."""
    whole = [(o.id, u.text, whole_body(o).id) for u in named if (o := u.option("organisation")) and o.form == "name"]
    for unit in named if whole else ():
        option = unit.option("organisation")
        if option and option.form == "short" and not any(body == option.id for body, *_ in whole):
            stem = unit.text[len(unit.clitic) :][:6]
            found = next((body for body, words, of in whole if stem in words and of != option.id), None)
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
