"""Linking: "the organisation", "the bloc", "the country" -> the one last spoken of that the word can mean."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from dragoman.claims.lexicon import load_language
from dragoman.claims.names import Option
from dragoman.claims.units import Text, Unit
from dragoman.gazetteer import load as gazetteer

_SPAN = 60  # sentences that an organisation stays in mind


def link(text: Text) -> None:
    """Give each anaphor the entity it stands for; one that fits nothing said before stays a plain word."""
    _capitals_as_places(text)
    _states_behind_towns(text)
    _regional_words(text)
    _acronyms_like_states(text)
    _regions(text)
    _makers(text)
    _organs_of_others(text)
    _asides(text)
    _names_in_quotes(text)
    _cases_in_lists(text)
    _short_names(text)
    said: list[tuple[Option, str]] = []  # organisations by the weight of their mentions so far, then in the order last named
    weight: Counter[str] = Counter()
    for unit in text.units:
        option = unit.option("organisation") if unit.options else None
        if option and option.form != "anaphor":
            option = _whole(option)
            if not in_a_title(text, unit):
                weight[option.id] += 3 if unit.sentence == 0 else 1
            said = [x for x in said if x[0].id != option.id] + [(option, unit.text)]
        elif "body_it" in unit.classes and (subject := _body_subject(text, unit)):
            unit.options = (Option("organisation", subject.id, "anaphor"),)
        elif "body_word" in unit.classes and _points(text, unit):
            found = _fitting(unit, said or _named_later(text, unit), weight, text)
            if found:
                unit.options = (Option("organisation", found.id, "anaphor"),)
                weight[found.id] += 1
    _link_states(text)


def _capitals_as_places(text: Text) -> None:
    """A capital after "in", "from", "to" or a word such as "summit" is a town, not a government."""
    for before, unit in pairwise(text.units):
        if not unit.options:
            continue
        capital = any(o.form == "capital" for o in unit.options) and before.sentence == unit.sentence
        own = {o.id for o in before.options if o.kind == "state" and o.form != "capital"}
        if before.has("ruler_word") and any(o.kind == "state" and o.form == "name" for o in unit.options):
            unit.options = tuple(o for o in unit.options if o.kind == "state" and o.form == "name")  # the Sultan of Oman, not of Amman
        if capital and (
            before.has("place_word", "org_part")
            or any(o.id in own for o in unit.options)
            or (unit.clitic and unit.clitic in _place_clitics(text))
        ):
            unit.options = tuple(o for o in unit.options if o.form != "capital")


def _states_behind_towns(text: Text) -> None:
    """A state right behind one of its towns says where the town lies ("in Baghdad, Iraq", "Shanghai (China)"): it does nothing itself."""
    for town, sign, unit in zip(text.units, text.units[1:], text.units[2:], strict=False):
        if not (town.options and unit.options):
            continue
        city = town.option("city") if town.sentence == unit.sentence and sign.has("comma", "bracket") else None
        entity = gazetteer().entity("city", city.id) if city else None
        option = unit.option("state")
        if entity and option and not unit.clitic and entity.facts.get("state") == option.id:
            unit.options = tuple(o for o in unit.options if o.kind != "state")


def _regional_words(text: Text) -> None:
    """An adjective of a state is none of it in "South American", and before "nations" or "states" it tells only of what kind they are."""
    for before, unit, after in zip([None, *text.units], text.units, [*text.units[1:], None], strict=False):
        option = unit.option("state") if unit.options else None
        if option and option.form in ("adjective", "demonym"):
            kind = after is not None and after.sentence == unit.sentence and after.has("states_word") and not after.has("state_noun")
            if kind or (before is not None and before.has("region_word") and before.kind == "word"):
                unit.options = tuple(o for o in unit.options if o.kind != "state")


def _acronyms_like_states(text: Text) -> None:
    """A word that names an organisation in capitals and a state otherwise (GUAM, Guam) names the one that it is written as."""
    for unit in text.units:
        if len(unit.options) > 1 and text.language.settings.get("cased", False) and unit.option("organisation") and unit.option("state"):
            words = text.text[unit.name_start : unit.end]
            other = "state" if words.isupper() else "organisation"
            unit.options = tuple(o for o in unit.options if o.kind != other)


def _regions(text: Text) -> None:
    """A region's name (Central Africa) serves where the rules ask for a word of a region."""
    for unit in text.units:
        if unit.options and unit.option("place"):
            unit.classes |= {"region_word"}


def _asides(text: Text) -> None:
    """What stands between commas about a state ("Croatia, which joined after Romania, was admitted") names nobody for the next verb."""
    for units in text.sentences():
        at = 2
        while at < len(units):
            opens = "aside_word" in units[at].classes and units[at - 1].has("comma") and units[at - 2].option("state")
            end = next((i for i in range(at + 1, min(len(units), at + 30)) if units[i].has("comma")), 0) if opens else 0
            for unit in units[at:end]:
                unit.classes |= {"aside"}
            at = max(at, end) + 1


def _makers(text: Text) -> None:
    """An organisation that set up another ("the bank set up by BRICS") is not the one that the clause speaks of."""
    for found, by, unit in zip(text.units, text.units[1:], text.units[2:], strict=False):
        if "by" not in by.classes:
            continue
        named = text.units[unit.index + 1] if unit.has("the") and unit.index + 1 < len(text.units) else unit
        if found.has("found", "found_passive") and named.option("organisation") and named.sentence == found.sentence:
            named.classes |= {"maker"}


def _organs_of_others(text: Text) -> None:
    """The assembly of another organisation is not the one that the short name means alone: "the INTERPOL General Assembly"."""
    for number, unit in enumerate(text.units[1:], 1):
        option = unit.option("organisation")
        at = number - 2 if text.units[number - 1].has("possessive") else number - 1
        owner = text.units[at].option("organisation") if option and at >= 0 and text.units[at].sentence == unit.sentence else None
        if option and owner and option.form == "short" and is_organ(option) and not is_organ(owner) and _whole(option).id != owner.id:
            unit.options = (owner,)


def _names_in_quotes(text: Text) -> None:
    """A state's name alone between quotation marks is the name of something else: a company, a newspaper, a ship."""
    marks = {mark for pair in text.language.quotes for mark in pair}
    for before, unit, after in zip(text.units, text.units[1:], text.units[2:], strict=False):
        if before.text in marks and after.text in marks and unit.option("state"):
            unit.options = tuple(o for o in unit.options if o.kind not in ("state", "city"))


def _short_names(text: Text) -> None:
    """A short name of one organisation is another's that the page names in full with the same word: "the Commonwealth"."""
    named = [(o.id, u.text) for u in text.units if (o := u.option("organisation")) and o.form == "name"]
    for unit in text.units:
        option = unit.option("organisation")
        if option and option.form == "short" and not any(body == option.id for body, _ in named):
            stem = unit.text[len(unit.clitic) :][:6]
            found = next((body for body, words in named if stem in words), None)
            if found and len(stem) == 6 and " " not in unit.text:
                unit.options = (Option("organisation", found, "short"),)


def _cases_in_lists(text: Text) -> None:
    """Names in a list stand in one case: "Argentina, Egypt and Ethiopia" are objects if the case of one says so."""
    if not any(o.oblique for unit in text.units if unit.options for o in unit.options):
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


@functools.cache
def _pointing(code: str) -> frozenset[str]:
    """The classes of words that may stand for states named before."""
    groups = (name for name in load_language(code).class_names if name.startswith("group_"))
    return frozenset({"state_word", "state_noun", "state_of", "state_it", "state_pronoun", *groups})


def _link_states(text: Text) -> None:
    """Give "the three countries" the list of states last named, and "the country" the state last named."""
    lists: list[tuple[Option, ...]] = []
    last: Option | None = None
    row: list[Option] = []
    pointing = _pointing(text.language.code)
    for unit in text.units:
        option = unit.option("state") if unit.options else None
        if option:
            last = option
            row = [*row, option] if row and _goes_on(text, unit) else [option]
            if len({o.id for o in row}) > 1:
                lists = [x for x in lists if x != tuple(row[:-1])] + [tuple(row)]
        elif not (unit.options or pointing.isdisjoint(unit.classes)):
            _link_group(text, unit, lists, _meant(text, unit, last, row))
            if last and unit.has("state_of") and unit.index and text.units[unit.index - 1].has("membership_of", "chair_noun"):
                unit.options = (Option("state", last.id, "anaphor"),)
            if unit.has("state_it") and _acts_as_state(text, unit):
                subject = _subject(text, unit)
                unit.options = (Option("state", subject.id, "anaphor"),) if subject else ()
            if (
                last
                and unit.has("state_pronoun")
                and unit.index + 1 < len(text.units)
                and text.units[unit.index + 1].has("membership", "accession", "participation")
            ):
                had = text.units[unit.index - 1].has("status_held")  # "X, ..., had its membership suspended": its own
                owner = (_subject(text, unit) if had else None) or last
                several = tuple(dict.fromkeys(o.id for o in row)) if unit.has("plural_pronoun") else ()
                owners = [Option("state", x, "group") for x in several] if len(several) > 1 else [Option("state", owner.id, "anaphor")]
                unit.options = tuple(owners)


def _body_subject(text: Text, unit: Unit) -> Option | None:
    """The organisation that "it" stands for before what a body does ("it was founded"): the subject of this sentence or the one before."""
    after = [u for u in text.units[unit.index + 1 : unit.index + 4] if u.sentence == unit.sentence]
    if not any(u.has("found_passive", "comprise_sure", "presided_by") for u in after):
        return None
    for number in (unit.sentence, unit.sentence - 1):
        if number >= 0:
            first, last = text.bounds[number]
            subject = next((u for u in text.units[first : min(last, unit.index)] if u.option("organisation", "state", "institution")), None)
            if subject:
                option = subject.option("organisation")
                return _whole(option) if option else None
    return None


def _acts_as_state(text: Text, unit: Unit) -> bool:
    """Whether "it" is followed at once by what only a member does or undergoes: it joined, it was suspended."""
    after = [u for u in text.units[unit.index + 1 : unit.index + 6] if u.sentence == unit.sentence]
    if any(u.has("join", "leave", "restore", "apply", "suspended_from") for u in after):
        return True
    return any(u.has("become", "be", "has_been") for u in after[:2]) and any(u.has("member_noun") for u in after)


def _one_meant(text: Text, unit: Unit, last: Option | None) -> Option | None:
    """The state that "the country" means: the last named in its sentence, else whom the sentence before was about, else the last named."""
    first = text.bounds[unit.sentence][0]
    if (
        any(u.option("state") for u in text.units[first : unit.index])
        or not unit.sentence
        or not text.language.settings.get("subject_first")
    ):
        return last
    start, end = text.bounds[unit.sentence - 1]
    for before, one in pairwise(text.units[max(0, start - 1) : end]):
        option = one.option("state")
        led = before.sentence == one.sentence and before.has(
            "office_word", "from", "to", "in", "place_word", "of", "by", "with", "org_part", "possessive"
        )
        if option and not led and not one.has("possessive") and option.form not in ("adjective", "demonym"):
            return option
    return last


def _subject(text: Text, unit: Unit) -> Option | None:
    """The state that the sentence, or else the one before it, is about: the first that it names."""
    for number in (unit.sentence, unit.sentence - 1):
        if number >= 0:
            first, last = text.bounds[number]
            named = next((o for u in text.units[first : min(last, unit.index)] if (o := u.option("state"))), None)
            if named:
                return named
    return None


def _goes_on(text: Text, unit: Unit) -> bool:
    """Whether a state follows the one before it in a list: only signs and words for "and" between them."""
    if unit.has("and_clitic"):
        return True
    at = unit.index - 1
    while at > 0 and (text.units[at].has("and", "list_word", "comma")):
        at -= 1
    return at != unit.index - 1 and text.units[at].option("state") is not None and text.units[at].sentence == unit.sentence


def _meant(text: Text, unit: Unit, last: Option | None, row: list[Option]) -> Option | None:
    """The state that "the country" or "the landlocked nation" stands for; none behind a list of several where only its kind is told."""
    if unit.has("state_word") or len(row) < 2 and _described(text, unit):
        return _one_meant(text, unit, last)
    return last if not _described(text, unit) else None


def _link_group(text: Text, unit: Unit, lists: list[tuple[Option, ...]], last: Option | None) -> None:
    for name in unit.classes:
        if name.startswith("group_"):
            size = name[6:]
            fitting = [x for x in lists if size == "any" or len({o.id for o in x}) == int(size)]
            if fitting:
                unit.options = tuple(Option("state", o.id, "group") for o in dict.fromkeys(fitting[-1]))
            return
    if last and ("state_word" in unit.classes or _described(text, unit)):
        unit.options = (Option("state", last.id, "anaphor"),)


def _described(text: Text, unit: Unit) -> bool:
    """Whether a word such as "country" has the article and a word of what kind it is: "the landlocked nation"."""
    if not unit.has("state_noun"):
        return False
    before = [u for u in text.units[max(0, unit.index - 4) : unit.index] if u.sentence == unit.sentence]
    while before and before[0].text != "the":
        before = before[1:]
    described = before[1:]
    return bool(described) and all(
        u.kind in ("word", "sign", "name") and not u.options and (not u.classes or u.has("region_word")) or u.text == "-" for u in described
    )


def _points(text: Text, unit: Unit) -> bool:
    """Whether the word points back: it has the article or a word like "this" before it, and no name of its own after it."""
    articles = tuple(text.language.settings.get("articles", ()))
    before = text.units[unit.index - 1] if unit.index else None
    after = text.units[unit.index + 1] if unit.index + 1 < len(text.units) else None
    if after is not None and after.sentence == unit.sentence and after.has("names_it") and _named_by(text, after):
        return False
    if _indefinite(text, unit) or _named_behind(text, unit):
        return False
    if articles:
        return unit.clitic.endswith(articles) or unit.text.startswith(articles[0])
    if text.language.settings.get("definite", False):
        return before is not None and before.has("the")
    return not (after is not None and after.kind == "word" and after.upper and after.sentence == unit.sentence)


def _named_behind(text: Text, unit: Unit) -> bool:
    """Whether the name follows in quotation marks: the organisation "Economic Community"."""
    first, name = (text.units[i] if i < len(text.units) else unit for i in (unit.index + 1, unit.index + 2))
    marks = {mark for pair in text.language.quotes for mark in pair}
    return first.text in marks and name.sentence == unit.sentence and name.option("organisation") is not None


def _named_by(text: Text, of: Unit) -> bool:
    """Whether what follows a word such as "of" or "for" belongs to a name: where names have capitals, only a capital or a number does."""
    if not text.language.settings.get("capitals_in_names", False):
        return True
    rest = [u for u in text.units[of.index + 1 : of.index + 3] if u.sentence == of.sentence and not u.has("the")]
    return bool(rest) and (rest[0].upper or rest[0].kind in ("number", "name") or of.text == "of")


def _indefinite(text: Text, unit: Unit) -> bool:
    """Whether the word stands for one of its kind: "a military alliance"."""
    for before in reversed(text.units[max(0, unit.index - 4) : unit.index]):
        if before.has("indefinite"):
            return True
        if before.kind not in ("word", "number") or before.has("the", "of", "clause"):
            return False
    return False


def _whole(option: Option) -> Option:
    """An organ without members of its own is spoken of as its organisation."""
    entity = gazetteer().entity("organisation", option.id)
    return Option("organisation", str(entity.facts["part_of"]), option.form) if entity and is_organ(option) else option


def is_organ(option: Option) -> bool:
    """Whether the body is an organ of an organisation, without members of its own: an assembly, a secretariat, a commission."""
    entity = gazetteer().entity("organisation", option.id)
    return bool(entity and entity.facts.get("kind") == "organ" and entity.facts.get("part_of"))


def in_a_title(text: Text, unit: Unit) -> bool:
    """Whether the organisation stands in someone's title: "the Secretary-General of the United Nations" speaks of a man."""
    before = text.units[max(0, unit.index - 3) : unit.index]
    after = text.units[unit.index + 1] if unit.index + 1 < len(text.units) else None
    named = after is not None and after.has("office_word") and after.sentence == unit.sentence
    return named or any(u.has("office_word") and u.sentence == unit.sentence for u in before)


def _fitting(unit: Unit, said: list[tuple[Option, str]], weight: Counter[str], text: Text) -> Option | None:
    """The last organisation whose name contains the word ("the union" -> the African Union); "the bloc" is the one most spoken of."""
    if unit.has("any_body"):
        named = [o for o, _ in said if weight[o.id]] or [o for o, _ in said]
        return max(named, key=lambda o: (weight[o.id], o.id == named[-1].id)) if named else None
    stem = unit.text[len(unit.clitic) :].removeprefix(str((text.language.settings.get("articles") or [""])[0]))[:5]
    fitting = [(o, words) for o, words in reversed(said) if stem in words or stem in text.names.words_of(o.id)]
    return _contained(*fitting[0], stem, text) if fitting else None


def _named_later(text: Text, unit: Unit) -> list[tuple[Option, str]]:
    """The one organisation of a page that says "the organisation" before its name, in scripts that write the article on; else none."""
    if not (unit.has("any_body") and text.language.settings.get("articles")):
        return []
    named = [(o, u.text) for u in text.units if (o := u.option("organisation")) and not in_a_title(text, u)]
    return named[:1] if len({o.id for o, _ in named}) == 1 else []


def _contained(option: Option, words: str, stem: str, text: Text) -> Option:
    """What a word means that stands inside a council's name: "the union" after "the Peace Council of the African Union" is the whole."""
    entity = gazetteer().entity("organisation", option.id)
    whole = str(entity.facts.get("part_of") or "") if entity else ""
    inside = whole and stem in text.names.words_of(whole) and not words.startswith(stem)
    return Option("organisation", whole, option.form) if inside else option
