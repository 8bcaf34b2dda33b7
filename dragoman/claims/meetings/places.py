"""Where a meeting is held: the town, the state or the hall that the words around its noun name."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

from dragoman.claims.meetings.days import of_clause
from dragoman.claims.meetings.words import meeting_words
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.names import Option
from dragoman.claims.words.lexicon import Words
from dragoman.claims.words.merging import joined
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Span

_NO_TOWN = ("venue_word", "time_word", "and", "speech_word")

_ASIDE = 7  # units behind "north of" within which a town is not where it is
_NEW_TOWN = 3  # words of a town that the gazetteer does not know
_SHORT = 2  # letters of a stem that are too few to know a town by
_TOLD = 4  # units from a word of place to the town, with what is told of it between
_FAR = 3  # units by which a town whose state is told as the host stands nearer than others

Place = tuple[Unit, Option]


def town_of(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, low: int, high: int) -> Place | None:
    """The town beside the noun or after a word of place, the nearest to the noun; a host before others."""
    towns: list[tuple[int, Unit, Option]] = []
    for i in range(low, high):
        option = units[i].option("city") or capital_meant(units, marks, i)
        host = _hosts(units, marks, i) and not any(u.has("comma") and u.kind == "sign" for u in units[min(i, at) : max(i, at)])
        if (
            option
            and (host or _placed(text, units, marks, i, at))
            and not (_elsewhere(units, marks, i, at) or _left(units, marks, i, low) or of_clause(units, marks, at, i))
        ):
            towns.append((abs(i - at) - (_FAR if host else 0), units[i], option))
    if towns:
        return min(towns, key=lambda x: x[0])[1:]
    return _town_adjective(text, units, at) or _unknown_town(text, units, marks, at, high) or _here(text, units, marks, low, high)


def capital_meant(units: Sequence[Unit], marks: Sequence[frozenset[str]], i: int) -> Option | None:
    """The town that "the Zambian capital", "the capital of Zambia" means, where its name does not follow."""
    if "capital_word" not in marks[i] or any(u.option("city") for u in units[i + 1 : i + 4]):
        return None
    beside = [*units[max(0, i - 1) : i], *units[i + 1 : i + 3]]
    state = next((o for u in beside if (o := u.option("state"))), None)
    town = _capitals().get(state.id) if state else None
    return Option("city", town, "capital") if town else None


@functools.cache
def _capitals() -> dict[str, str]:
    """State -> its capital, where it has one only."""
    every = [(str(e.facts.get("state")), e.id) for e in gazetteer().all("city").values() if e.facts.get("capital")]
    several = Counter(state for state, _ in every)
    return {state: town for state, town in every if several[state] == 1}


def _town_adjective(text: Text, units: Sequence[Unit], at: int) -> Place | None:
    """The town whose adjective stands before the noun: Russian "the Yerevan-ish summit"."""
    endings: Sequence[str] = text.language.settings.get("town_adjectives", ())
    before = units[at - 1] if at and endings else None
    if before is None or before.kind != "word" or before.sentence != units[at].sentence:
        return None
    ending = next((e for e in endings if before.text.endswith(e)), None)
    stem = before.text[: -len(ending)] if ending else ""
    stem = "" if stem in text.language.settings.get("no_towns", ()) else stem
    town = _stems(text.language.code, str(text.language.settings.get("town_loses", "")), endings[0][:2]).get(stem) if stem else None
    return (before, Option("city", town, "adjective")) if town else None


@functools.cache
def _stems(code: str, loses: str, suffix: str) -> dict[str, str]:
    """What an adjective has of a town's name -> the town, where one only has it; a name that ends like the adjective loses that."""
    named = [(e.labels.get(code, "").casefold(), e.id) for e in gazetteer().all("city").values()]
    stems = [(name.rstrip(loses).removesuffix(suffix), town) for name, town in named if name and " " not in name]
    several = Counter(stem for stem, _ in stems)
    return {stem: town for stem, town in stems if several[stem] == 1 and len(stem) > _SHORT}


def _unknown_town(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, high: int) -> Place | None:
    """A town that the gazetteer does not know, right behind the meeting and a word of place: "the summit in Villers-Cotterets"."""
    if not text.language.settings.get("subject_first", False):
        return _unknown_host(text, units, marks, at, high)
    for k in range(at + 1, min(high, at + 7)):
        if units[k].has("in", "held_in"):
            row = list(takewhile(lambda u: u.kind == "word" and u.upper and not u.options, units[k + 1 : k + 2 + _NEW_TOWN]))
            foreign = bool(row) and row[0].text.isascii() and not units[at].text.isascii()  # "the conference in Zoom" of a Cyrillic page
            if 0 < len(row) <= _NEW_TOWN and not foreign and not row[0].has("the", *_NO_TOWN):
                town = joined(row)
                return town, Option("city", NEW + town.text, "shape")
            return None
        if not (units[k].has("of", "the") or units[k].option("organisation")):
            return None
    return None


def _unknown_host(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, high: int) -> Place | None:
    """The same in a language without capitals, where only what hosts must be a place: Arabic "that Entebbe hosted"."""
    for k in range(max(0, at - 5), min(high, at + 9) - 2):
        t = k + 2 if units[k + 1].has("place_word") else k + 1  # "the town of"
        town = units[t]
        if "host_verb" in marks[k] and t != at and town.kind == "word" and not (town.classes or marks[t] or town.options):
            return town, Option("city", NEW + town.text, "shape")
    return None


def _here(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], low: int, high: int) -> Place | None:
    """The town of the date line, where the meeting is told to be held "here"."""
    if not any("here_word" in m for m in marks[low:high]):
        return None
    own = units[0].option("city") if len(units) > 1 and units[1].has("colon") else None  # each item of a page has its own
    return (units[0], own) if own else next(((u, o) for u in text.units if u.has("dateline") and (o := u.option("city"))), None)


def _elsewhere(units: Sequence[Unit], marks: Sequence[frozenset[str]], i: int, at: int) -> bool:
    """Whether the town belongs to the date line, to a founding or to another meeting, or is talked of, a name or a plan given up."""
    if units[i].has("dateline") or any(u.has("found", "founding_noun") for u in units[min(i, at) : max(i, at)]):
        return True
    if any(m & {"topic_word", "name_word"} for m in marks[max(0, i - _FAR) : i]):
        return True  # "in view of events in Gaza", "under the name of the Jerusalem summit"
    if (
        any("aside_of" in m for m in marks[max(0, i - _ASIDE) : i])
        or i
        and units[i - 1].has("from")
        and any("remote_word" in m for m in marks[max(0, i - _FAR - 1) : i])
    ):
        return True  # "300 km north of the city of Toronto", "via video link from Moscow"
    first = next((k for k in range(i - 1, max(-1, i - 2 * _FAR - 2), -1) if units[k].has("comma") or "first_planned" in marks[k]), None)
    return first is not None and "first_planned" in marks[first]


def _left(units: Sequence[Unit], marks: Sequence[frozenset[str]], i: int, low: int) -> bool:
    """Whether a town is that from which a meeting is moved to another: "moved its summit from A to B"."""
    if not any(u.has("from") for u in units[max(0, i - 2) : i]) and not (units[i].clitic and units[i].has("from")):
        return False
    return any("moved" in m for m in marks[low:i])


def _placed(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], i: int, at: int) -> bool:
    """Whether a town stands where a place stands; a name that is a state's too needs a word of place, or the noun right beside it."""
    before = units[i - 1] if i else None
    after = units[i + 1] if i + 1 < len(units) else None
    if i == at - 1 and text.language.cased and units[at].sentence == units[i].sentence and _whose_name(text, units, i):
        return True
    if after is not None and after.upper and after.kind == "word" and after.sentence == units[i].sentence and not units[i].has("in"):
        return False  # "Vladimir Putin" is no town
    first = text.language.settings.get("subject_first", False)
    if i and marks[i - 1] & {"absent", "attend"} and not first:
        return False  # Arabic "Khartoum boycotted it"
    there = units[i].clitic in text.language.settings.get("place_clitics", ()) if units[i].clitic else False
    clitics = tuple(text.language.settings.get("place_clitics", ()))  # Arabic "in (the) capital Baghdad", "in (the) town of Jeddah"
    there = there or before is not None and before.has("city_word") and before.text.startswith(clitics)
    sure = there or "capital_word" in marks[i] or _behind_place(meeting_words(text.language.code), units, marks, i)
    if units[i].option("state"):
        return sure or (i == at + 1 and not first and not units[i].clitic)  # Arabic "the summit of Baghdad"
    return sure or abs(i - at) <= 1 or (before is not None and before.has("comma")) or i < at


def _whose_name(text: Text, units: Sequence[Unit], i: int) -> bool:
    """Whether a town right before the noun names the meeting: "the Kampala summit"; not "Paris meetings", "leaves Baku summit"."""
    the = units[i - 1] if i else None
    return bool(text.language.settings.get("town_before_noun")) and the is not None and the.has("the", "at", "after_word")


def _behind_place(words: Words, units: Sequence[Unit], marks: Sequence[frozenset[str]], i: int) -> bool:
    """Whether a word of place stands before a town, or before what is told of the town: "in the Ethiopian capital Addis Ababa"."""
    for k in range(i - 1, max(-1, i - _TOLD - 1), -1):
        if units[k].has("place_word", "in"):
            return True
        told = "capital_word" in marks[k] or units[k].has("the", "place_noun") or any(o.form == "adjective" for o in units[k].options)
        if not told:
            return " " in units[k].text and "in_word" in words.classes(units[k].text.rsplit(" ", 1)[-1])[0]  # "concluded in"
    return False


def _hosts(units: Sequence[Unit], marks: Sequence[frozenset[str]], i: int) -> bool:
    """Whether a state or town is told to be the host: "Samoa will host", and in languages that put the verb first behind it."""
    if any(u.has("or", "and") and v.option("state") for u, v in pairwise(units[i + 1 : i + 3])):
        return False  # "is to be hosted by Togo or Benin"
    day = (k for k in range(i + 1, len(units)) if units[k].kind != "date" and not units[k].has("in"))
    verb = next(day, i + 1)  # "Togo in May will host"
    by = i > 1 and units[i - 1].has("by")  # "hosted by Samoa"
    near = [*range(i + 1, min(len(units), max(verb + 1, i + 3))), *range(max(0, i - (_FAR + 3 if by else 1)), i)]
    return any("host_verb" in marks[k] and not (k > i and "host_it" in marks[k]) for k in near)


def land_of(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, low: int, high: int) -> tuple[Unit, Option] | None:
    lands = [
        (abs(i - at), units[i], o)
        for i in range(low, high)
        if (o := units[i].option("state"))
        and o.form == "name"
        and (_hosts(units, marks, i) or (i and units[i - 1].has("place_word", "in") and not units[i - 1].has("from", "of")))
        and (_hosts(units, marks, i) or _near(units, at, i))
        and not of_clause(units, marks, at, i)
        and (_hosts(units, marks, i) or not i or units[i - 1].has("in") or not any(u.has("hand_over") for u in units[low:i]))
    ]
    return min(lands, key=lambda x: x[0])[1:] if lands else None


def _near(units: Sequence[Unit], at: int, i: int) -> bool:
    """Whether no plain noun stands between a meeting and a state behind it whose land is told: not "condemned the takeover in Niger"."""
    noun = units[i - 2]
    others = noun.kind == "word" and (not noun.classes or noun.has("any_body", "body_word", "body_head"))
    apart = any(u.options and not u.option("organisation") or u.has("comma") for u in units[at + 1 : i])
    return i < at or i - 2 - at <= _FAR or not (others or apart)


def venue_of(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int, low: int, high: int) -> Span | None:
    """A palace, hall or centre named after the noun, with the words of its name."""
    for i in range(at + 1, high):
        if "venue_word" in marks[i]:
            if not units[i].upper and units[i].text.isascii() and not any(u.has("in", "place_word") for u in units[max(at, i - _FAR) : i]):
                continue  # "complex regional relations"
            first = i
            while first - 1 > at and units[first - 1].upper and units[first - 1].kind == "word":
                first -= 1
            last = i
            while (
                first == i
                and last + 1 < high
                and last - i < 2
                and units[last + 1].kind == "word"
                and not units[last + 1].has("in", "place_word", "to", "with", "from", "about", "aim_place", "verb_not_after", "comma")
                and (units[last + 1].upper or not units[i].text.isascii())
            ):
                last += 1
            return Span(units[first].name_start, units[last].end)
    return None
