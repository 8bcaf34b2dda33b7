"""Organisations that the gazetteer does not know, found by the shape of their names ("the Caspian Transit Union (CTU)")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.claims.meetings.words import meeting_words
from dragoman.claims.names.articledbodies import articled_bodies
from dragoman.claims.names.names import Option
from dragoman.claims.words.cases import first_case
from dragoman.claims.words.merging import joined, merge_units
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer

NEW = "new:"  # begins the id of an organisation that only this page names; it is never written out
_NO_BEGINNING = ("the", "prep", "since", "past_lead", "but", "if")  # "Since the Lisbon Treaty entered into force"
_NO_NAME = ("act_verb", "speech_word", "relative", "clause", "but", "national_word", "past")  # none stands in a name
_ADJECTIVES = 4  # units within which the head of a name stands, adjectives before it
_LONGEST = 9

_SMALL = frozenset({"of", "the", "for", "and", "on", "in"})  # words of a name that its acronym leaves out
_HEADS = frozenset({"body_head", "new_head"})  # words with which a name may begin or end that no table knows


def find_bodies(text: Text) -> None:
    """Make one unit of each new organisation's name; its acronym, given in brackets, names it too."""
    _known_by_acronym(text)
    _without_repeats(text)
    _of_something_else(text)
    headed = {unit.sentence for unit in text.units if not _HEADS.isdisjoint(unit.classes)}
    rows = (text.units[slice(*text.bounds[sentence])] for sentence in sorted(headed))
    found = [(first, last, option) for units in rows for first, last, option in _in(text, units)]
    if not found:
        return
    acronyms = _acronyms(text, found)
    whole = [(first, _with_acronym(text, last), option) for first, last, option in found]
    merge_units(text, [(first, last, _unit(text.units[first : last + 1], option)) for first, last, option in whole])
    for unit in text.units if acronyms else ():
        if unit.kind == "word" and unit.text in acronyms and text.text[unit.start : unit.end].isupper():
            unit.kind, unit.options = "name", (acronyms[unit.text],)


def _with_acronym(text: Text, last: int) -> int:
    """The end of a name with its acronym in brackets: patterns see one name."""
    closed = last + 3 < len(text.units) and text.units[last + 1].text == "(" and text.units[last + 3].text == ")"
    return last + 3 if closed and text.units[last + 2].kind == "word" and _shouted(text, text.units[last + 2]) else last


def _known_by_acronym(text: Text) -> None:
    """An acronym in brackets behind the name of a known organisation ("the Human Rights Council (HRC)") names it on this page too."""
    names: dict[str, Option] = {}
    for body, word, _ in _in_brackets(text):
        option = body.option("organisation")
        if option and _shouted(text, word) and (word.kind == "word" or _of_two(body, word, option)):
            names[word.text] = option
    names = _unexplained(text) | names
    for unit in text.units if names else ():
        if (unit.kind == "word" or unit.options and unit.options[0].form == "acronym") and unit.text in names and _shouted(text, unit):
            unit.kind, unit.options = "name", (names[unit.text],)


def _unexplained(text: Text) -> dict[str, Option]:
    """Acronyms whose letters begin the words of the one organisation that a page names in full, where it names the other nowhere."""
    named = [(u, o) for u in text.units if u.options and (o := u.option("organisation"))]
    short = {o.id: u.text for u, o in named if o.form == "acronym"}
    full = {o.id: u for u, o in named if o.form == "name"}
    found: dict[str, Option] = {}
    for id, word in short.items():
        meant = [] if id in full else [u for u in full.values() if _initials_of(u) == word]
        option = meant[0].option("organisation") if len(meant) == 1 else None
        if option is not None:
            found[word] = option
    return found


def _initials_of(unit: Unit) -> str:
    return "".join(word[0] for word in unit.text.split() if word not in _SMALL)


def _of_two(body: Unit, word: Unit, option: Option) -> bool:
    """Whether an acronym of another organisation is this one's too, as the page has it: "the Indian Ocean Commission (IOC)"."""
    other = word.option("organisation") if word.options else None
    if other is None or other.form != "acronym" or other.id == option.id or option.form in ("acronym", "anaphor"):
        return False
    whole = [gazetteer().entity("organisation", x.id) for x in (option, other)]
    if any(e is not None and e.facts.get("part_of") in (option.id, other.id) for e in whole):
        return False
    letters = iter(body.text)
    return body.text[:1] == word.text[:1] and all(letter in letters for letter in word.text)


def _of_something_else(text: Text) -> None:
    """An acronym that the page itself explains as another body's ("the Caspian Air Freight (CAF)") names no organisation known by it."""
    if not text.language.cased:
        return
    others: set[str] = set()
    for body, word, _ in _in_brackets(text):
        option = word.option("organisation") if word.options else None
        if option is None or option.form != "acronym" or body.option("organisation") or not _shouted(text, word):
            continue
        before = [u for u in text.units[max(0, body.index - 2 * len(word.text)) : body.index + 1] if u.sentence == word.sentence]
        if _initials(before, len(word.text)) == word.text:
            others.add(word.text)
    for unit in text.units if others else ():
        if unit.text in others and unit.options and unit.options[0].form == "acronym":
            unit.kind, unit.options = "word", ()


def _initials(units: Sequence[Unit], many: int) -> str:
    """The first letters of the last so many words that begin with a capital."""
    words = [word for u in units if u.upper and u.kind in ("word", "name") for word in u.text.split()]
    return "".join(word[0] for word in words[-many:])


def _without_repeats(text: Text) -> None:
    """A name and its own acronym in brackets ("the League of Arab States (LAS)") are one unit: patterns see one name."""
    found: list[tuple[int, int, Unit]] = []
    for body, word, closes in _in_brackets(text):
        one, two = body.option("organisation"), word.option("organisation")
        if one and two and one.id == two.id and not body.has("body_word"):
            name = joined([body])
            name.end, name.options, name.classes = closes.end, body.options, body.classes
            found.append((body.index, closes.index, name))
        elif one and two and (first := _of_organ(text, body, one, two)) is not None:
            name = joined([text.units[first]])
            name.end, name.options = closes.end, word.options
            found.append((first, closes.index, name))
    merge_units(text, found)


def _of_organ(text: Text, body: Unit, owner: Option, organ: Option) -> int | None:
    """Where an organ's long name begins, whose acronym in brackets is known: "the Parliamentary Assembly of the Council of X (PACX)"."""
    entity = gazetteer().entity("organisation", organ.id)
    if entity is None or entity.facts.get("part_of") != owner.id:
        return None
    first = body.index
    small = ("of", "the")
    while first and body.index - first < _ADJECTIVES and (_organ_word(text, text.units[first - 1]) or text.units[first - 1].has(*small)):
        first -= 1
    while first < body.index and text.units[first].has(*small):
        first += 1
    return first if first < body.index else None


def _in_brackets(text: Text) -> Iterator[tuple[Unit, Unit, Unit]]:
    """Each unit that stands alone in brackets: the unit before them, itself and the closing sign."""
    units = text.units
    for at in [unit.index for unit in units if unit.text == "("]:
        if 0 < at < len(units) - 2 and units[at + 2].text == ")":
            yield units[at - 1], units[at + 1], units[at + 2]


def _shouted(text: Text, unit: Unit) -> bool:
    return unit.end - unit.start >= 2 and text.text[unit.start : unit.end].isupper()


def _in(text: Text, units: Sequence[Unit]) -> Iterator[tuple[int, int, Option]]:
    if text.language.settings.get("articles"):
        for head, end in articled_bodies(text, units):
            words = " ".join(u.text for u in units[head : end + 1])[len(units[head].clitic) :]
            yield units[head].index, units[end].index, Option("organisation", NEW + words.replace(" ", "-"), "shape")
        return
    at = 0
    while at < len(units):
        before = units[at - 1] if at else None
        initial = before is not None and before.upper and len(before.text) == 1 and not before.has("prep", "in")  # of someone's name
        last = _name(text, units, at) or _small_name(text, units, at) if units[at].upper and not initial else None
        if last is None:
            at += 1
            continue
        if at > 1 and units[at - 1].has("of") and units[at - 2].has("national_word"):
            at = last + 1  # the portfolio of a ministry
            continue
        first = at - 1 if at and _owner(text, units[at - 1], units[at]) else at
        words = first_case(text.language, text.text[units[first].name_start : units[last].end])
        new = NEW + re.sub(r"\W+", "-", words.casefold())
        text.new_names.setdefault(new, words)
        yield units[first].index, units[last].index, Option("organisation", new, "shape")
        at = last + 1


def _name(text: Text, units: Sequence[Unit], at: int) -> int | None:
    """Where a name that begins at the unit ends: capitalised words around a word such as "organization", none of a state's own bodies."""
    if not _capital(units[at]) or units[at].has(*_NO_BEGINNING) or units[at].options and not units[at].option("state", "city"):
        return None
    if units[at].kind == "word" and text.text[units[at].start : units[at].end].split()[-1].islower():
        return None  # "With the approval of the Council"
    if units[at].has("body_head") and not (at + 1 < len(units) and units[at + 1].has("name_link")):
        return None  # "Group IV", "Commission President"
    last, head, capitals, own = at, False, 0, False
    for i in range(at, min(len(units), at + _LONGEST)):
        unit = units[i]
        if unit.has("in") and i + 1 < len(units) and units[i + 1].option("city", "state"):
            break  # where it sits is no part of its name
        if unit.has("office_word") and not unit.has("body_head"):
            break  # "Deputy Secretary-General X and Board Vice Chair Y"
        if unit.option("organisation", "person", "institution") and i > last + 1:
            break  # "the Peace Fund and the Security Council"
        if unit.has("national_word") or unit.option("organisation", "person", "institution") or len(unit.text) == 1 and unit.upper:
            return None  # ... nor with the initial of someone's name
        if _capital(unit):
            last, head, capitals, own = i, head or unit.has("body_head"), capitals + 1, own or not _organ_word(text, unit)
        elif unit.has("of") and not head and not units[at].option("state", "city"):
            return None  # "Sir X of the Y Federation": a name whose head comes after "of" begins behind it
        elif not (unit.has("name_link") and i > at):
            break
    sure = capitals >= 2 if text.language.settings.get("capitals_in_names", False) else _bracketed(text, units, last)
    owned = last + 1 < len(units) and units[last + 1].has("possessive") or (at and units[at - 1].has("possessive"))
    return last if head and sure and own and not owned else None


def _small_name(text: Text, units: Sequence[Unit], at: int) -> int | None:
    """Where a name ends that goes on in small letters to its acronym, as in Russian: "Forum of small islands (FSI)"."""
    if not text.language.settings.get("small_in_names", False):
        return None
    head = next((i for i in range(at, min(len(units), at + _ADJECTIVES)) if units[i].has("body_head")), None)
    if head is None or not all(_capital(u) for u in units[at:head]):
        return None
    last = head + 1
    while last < min(len(units), at + _LONGEST) and units[last].text != "(":
        unit = units[last]
        known = unit.option("organisation", "person", "institution") is not None or unit.kind not in ("word", "name")
        if known and not unit.has("dash") or unit.has(*_NO_NAME):
            return None
        last += 1
    inside = units[at:last]
    acronym = text.text[units[last + 1].start : units[last + 1].end] if last + 1 < len(units) else ""
    own = any(not _organ_word(text, u) for u in inside) and last > head + 1
    return last - 1 if own and _bracketed(text, units, last - 1) and acronym[:1].casefold() == inside[0].text[:1] else None


def _owner(text: Text, unit: Unit, name: Unit) -> bool:
    """Whether a known organisation's short name begins a new body's: who chairs the "UN Reform Compact Group" does not chair the UN."""
    option = unit.option("organisation") if unit.options else None
    return option is not None and option.form == "acronym" and text.text[unit.end : name.start] == " "


def _organ_word(text: Text, unit: Unit) -> bool:
    """Whether a word names a part of any organisation: "the Council of Ministers" belongs to the one spoken of."""
    if not text.language.has("meetings.toml"):
        return False
    words = meeting_words(text.language.code)
    return all(words.classes(w)[0] & {"organ_head", "organ_word"} for w in unit.text.split())


def _capital(unit: Unit) -> bool:
    return unit.upper and unit.kind in ("word", "name")


def _bracketed(text: Text, units: Sequence[Unit], last: int) -> bool:
    """Whether an acronym in brackets follows."""
    if last + 2 >= len(units) or units[last + 1].text != "(":
        return False
    word = text.text[units[last + 2].start : units[last + 2].end]
    return len(word) >= 2 and word.isupper()


def _acronyms(text: Text, found: Sequence[tuple[int, int, Option]]) -> dict[str, Option]:
    names = {}
    for _, last, option in found:
        if last + 2 < len(text.units) and text.units[last + 1].text == "(":
            unit = text.units[last + 2]
            if unit.kind == "word" and _shouted(text, unit):
                names[unit.text] = option
    return names


def _unit(units: Sequence[Unit], option: Option) -> Unit:
    unit = joined(units)
    if unit.text.startswith(unit.clitic) and not units[0].has("to_clitic", "and_clitic"):
        unit.name_start = unit.start  # the article is part of the name
    unit.options, unit.classes = (option,), unit.classes & {"comma"} | units[0].classes & {"and_clitic", "to_clitic"}
    return unit
