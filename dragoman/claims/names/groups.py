"""States meant by their place in what was named before: "the former", "the latter", "the others", "all of them except Oman"; ranks too."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.names.names import Option
from dragoman.claims.words.clauses import bears, fills, groups_of, states_of
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer

_PLACES = {"former_one": 0, "second_one": 1, "third_one": 2, "latter_one": -1}
MARKS = frozenset({*_PLACES, "others_group", "except", "except_of_all"})
_VERBS = (
    "join", "leave", "suspend", "suspended_from", "restore", "return_word", "admitted_passive", "join_follow", "did_so", "become", "apply",
)  # fmt: skip
_RANKS = frozenset({"rank_observer", "rank_dialogue_partner", "rank_associate", "rank_candidate", "rank_partner"})
_RANK_NEAR = 3  # sentences in which "that status" is the rank last spoken of
_CLOSE = 7  # units from "not" to "but"
_FAR = 2  # sentences within which the list was named


def link_places(text: Text) -> None:
    """Give such words the states that they mean; a state behind "except" takes no part in what is told."""
    marked = [u for u in text.units if not u.options and not u.classes.isdisjoint(MARKS)]
    for unit in marked:
        place = next((at for name, at in _PLACES.items() if name in unit.classes), None)
        if "except_of_all" in unit.classes and _of_all(text, unit) or "except" in unit.classes and not _only_one(text, unit):
            _leave_out(text, unit)
        elif place is not None and _stands_alone(text, unit):
            listed = _listed(text, unit)
            if len(listed) > max(1, place) and (place < 2 or len(listed) > place):
                unit.options = (Option("state", listed[place], "anaphor"),)
                if unit.text.startswith(tuple(text.language.settings.get("and_clitics", ())) or "\0"):
                    unit.classes |= {"and_clitic"}
        elif "others_group" in unit.classes:
            listed = _listed(text, unit)
            named = _named_since(text, unit, listed)
            rest = [x for x in listed if x not in named]
            if named and rest:
                unit.options = tuple(Option("state", x, "group") for x in rest)


def _stands_alone(text: Text, unit: Unit) -> bool:
    """Whether no noun follows, which the word would belong to: "the former president"."""
    after = text.units[unit.index + 1] if unit.index + 1 < len(text.units) else None
    if after is None or after.sentence != unit.sentence:
        return False
    return after.kind in ("date", "sign") or (after.kind == "word" and (fills(after) or after.has(*_VERBS, "in", "not")))


def _listed(text: Text, unit: Unit) -> list[str]:
    """The states of the last list named in this sentence or shortly before, in the same paragraph."""
    for number in range(unit.sentence, max(-1, unit.sentence - 1 - _FAR), -1):
        first, last = text.bounds[number]
        units = text.units[first : min(last, unit.index)]
        if units and units[0].paragraph == unit.paragraph:
            lists = [_ids(units, group) for group in groups_of(units)]
            longest = [x for x in lists if len(x) > 1]
            if longest:
                return longest[-1]
    return []


def _ids(units: Sequence[Unit], group: tuple[int, int]) -> list[str]:
    return list(dict.fromkeys(o.id for u in states_of(units, group) for o in u.options if o.kind == "state"))


def _named_since(text: Text, unit: Unit, listed: Sequence[str]) -> set[str]:
    """Those of the list that were named again behind it."""
    seen: list[str] = []
    for number in range(max(0, unit.sentence - _FAR), unit.sentence + 1):
        first, last = text.bounds[number]
        seen += [o.id for u in text.units[first : min(last, unit.index)] if bears(u) for o in u.options[:1] if o.id in listed]
    after = [o.id for u in text.units[unit.index + 1 : unit.index + 8] if u.sentence == unit.sentence and bears(u) for o in u.options[:1]]
    excepted = any(u.has("except") for u in text.units[unit.index + 1 : unit.index + 4])
    return {x for x in listed if seen.count(x) > 1} | ({x for x in after if x in listed} if excepted else set())


def _only_one(text: Text, unit: Unit) -> bool:
    """Whether "none but" leads who alone came or went: "nobody has left it but Mauritania"."""
    before = [u for u in text.units[max(0, unit.index - _CLOSE) : unit.index] if u.sentence == unit.sentence]
    return unit.has("but_only") and any(u.has("not") for u in before) and any(u.has("join", "leave", "goes_out") for u in before)


def _of_all(text: Text, unit: Unit) -> bool:
    """Whether a word that also means "besides" leaves out some of all: Russian "all states of the union, but Kenya"."""
    before = [u for u in text.units[max(0, unit.index - _CLOSE) : unit.index] if u.sentence == unit.sentence]
    return any(u.has("all_word") for u in before)


def _leave_out(text: Text, unit: Unit) -> None:
    """Take the states behind the word out of the sentence, and out of the group before it."""
    behind = [u for u in text.units[unit.index + 1 : unit.index + 12] if u.sentence == unit.sentence]
    group = next((g for g in groups_of(behind) if all(u.has("the", "and", "comma") for u in behind[: g[0]])), None)
    if group is None:
        for unit_behind in behind:
            if not (unit_behind.option("person") or unit_behind.has("and")):
                return
            unit_behind.options = tuple(o for o in unit_behind.options if o.kind != "person")
        return
    ids = _ids(behind, group)
    for one in states_of(behind, group):
        one.options = tuple(o for o in one.options if o.kind != "state")
    for before in text.units[max(0, unit.index - 3) : unit.index]:
        if before.options and before.options[0].form == "group":
            before.options = tuple(o for o in before.options if o.id not in ids)


def link_ranks(text: Text) -> None:
    """Give "that status" the rank last spoken of: "Fiji wishes to become an observer. Tonga already has that status"."""
    last, said = frozenset[str](), -_RANK_NEAR
    for unit in text.units:
        ranks = unit.classes & _RANKS if unit.classes else None
        if ranks:
            last, said = frozenset(ranks), unit.sentence
        elif last and unit.has("same_status") and unit.sentence - said < _RANK_NEAR:
            unit.classes |= last


def of_which(unit: Unit, option: Option) -> Option:
    """The organisation that "the organisation" means: never a board within one, though it has members of its own."""
    entity = gazetteer().entity("organisation", option.id)
    within = entity is not None and unit.has("whole_body_word") and entity.facts.get("kind") == "board"
    whole = str(entity.facts.get("part_of") or "") if entity and within else ""
    return Option("organisation", whole, option.form) if whole else option


__all__ = ["MARKS", "link_places", "link_ranks", "of_which"]
